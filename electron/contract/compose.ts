/** Text being written: drafts that survive a crash, quoting for replies, and address completion. */
import { z } from 'zod';
import { languageSchema } from './application.ts';
import { call } from './call.ts';
import { addressSchema, charsetSchema } from './messages.ts';

export const composeModes = ['new', 'reply', 'replyAll', 'forward'] as const;

/** Sentences above quoted text; `{date}` and `{author}` stand for facts. */
export const quotingPhrasesSchema = z.object({
  wrote: z.string().max(500),
  forwarded: z.string().max(500),
  fields: z.object({ From: z.string(), Date: z.string(), Subject: z.string(), To: z.string(), Cc: z.string() }),
});

export const draftAttachmentSchema = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number().int() });

export const draftSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  mode: z.enum(composeModes),
  /** Address lists as the user typed them: `Ana Pérez <ana@example.org>, bruno@example.org`. */
  to: z.string().max(100_000),
  cc: z.string().max(100_000),
  bcc: z.string().max(100_000),
  subject: z.string().max(10_000),
  text: z.string().max(20_000_000),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()).max(1_000),
  attachments: z.array(draftAttachmentSchema),
  /** The message answered or forwarded, to mark it when this one is sent. */
  sourceId: z.number().int().nullable(),
  updatedAt: z.number(),
});

export const composeCalls = {
  /** Makes a draft, filled in for a reply or a forward, and keeps it. */
  'compose.start': call({
    input: z.object({
      mode: z.enum(composeModes),
      accountId: z.string().optional(),
      messageId: z.number().int().optional(),
      /** Replies only: to the mailing list that the message came by (List-Post, RFC 2369 §3.4). */
      toList: z.boolean().optional(),
      /** The charset in which the message is being read, where one was chosen by hand. */
      charset: charsetSchema.optional(),
      /** From a mailto: link (RFC 6068): only to, cc, subject and body are honoured. */
      mailto: z.string().max(10_000).optional(),
      /** How dates are written above quoted text. */
      language: languageSchema.default('en'),
      /** What stands above quoted text, in the user's language (words/quoting.ts); without them the quote stands alone. */
      phrases: quotingPhrasesSchema.optional(),
    }),
    output: draftSchema,
  }),
  'compose.drafts': call({ input: z.object({}), output: z.array(draftSchema) }),
  'compose.get': call({ input: z.object({ id: z.string() }), output: draftSchema }),
  /** Keeps what has been typed so far. */
  'compose.save': call({
    input: draftSchema.pick({ id: true, accountId: true, to: true, cc: true, bcc: true, subject: true, text: true }),
    output: z.object({ updatedAt: z.number() }),
  }),
  'compose.removeAttachment': call({ input: z.object({ id: z.string(), attachmentId: z.string() }), output: draftSchema }),
  'compose.discard': call({ input: z.object({ id: z.string() }), output: z.object({}) }),
  /** Checks addresses, fixes the Message-ID, builds the message and queues it. Answers the outbox entry. */
  'compose.send': call({ input: z.object({ id: z.string() }), output: z.object({ outboxId: z.string() }) }),
  /** Addresses already seen in this mail, best match first. */
  'compose.complete': call({
    input: z.object({ prefix: z.string().max(200), limit: z.number().int().min(1).max(20) }),
    output: z.array(addressSchema),
  }),
};

export const composeEvents = { 'compose.changed': z.object({ id: z.string() }) };

export type ComposeMode = (typeof composeModes)[number];
export type Draft = z.infer<typeof draftSchema>;
export type QuotingPhrases = z.infer<typeof quotingPhrasesSchema>;
export type DraftAttachment = z.infer<typeof draftAttachmentSchema>;
