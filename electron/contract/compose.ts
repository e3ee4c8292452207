/** Text being written: drafts that survive a crash, quoting for replies, and address completion. */

import { languageSchema } from './application.ts';
import { call } from './call.ts';
import { charsetSchema } from './charsets.ts';
import { addressSchema } from './messages.ts';
import { z } from './schema.ts';

const composeModes = ['new', 'reply', 'replyAll', 'forward'] as const;

/** Sentences above quoted text; `{date}` and `{author}` stand for facts. */
const quotingPhrasesSchema = z.object({
  wrote: z.string().max(500),
  forwarded: z.string().max(500),
  fields: z.object({ From: z.string(), Date: z.string(), Subject: z.string(), To: z.string(), Cc: z.string() }),
});

const draftAttachmentSchema = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number().int() });

/** The most characters of each field of a draft. What comes in is bounded by them, and what is made of a message is made within them. */
export const draftBounds = { addresses: 1_000_000, subject: 10_000, text: 20_000_000 } as const;

export const draftSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  mode: z.enum(composeModes),
  /** Address lists as the user typed them: `Ana Pérez <ana@example.org>, bruno@example.org`. */
  to: z.string(),
  cc: z.string(),
  bcc: z.string(),
  subject: z.string(),
  text: z.string(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  attachments: z.array(draftAttachmentSchema),
  /** The message answered or forwarded, to mark it when this one is sent. */
  sourceId: z.number().int().nullable(),
  updatedAt: z.number(),
  /** It could not be read whole: this is what could. */
  isDamaged: z.boolean().optional(),
});

/** What a list shows of a draft. */
const draftSummarySchema = z.object({
  id: z.string(),
  accountId: z.string(),
  mode: z.enum(composeModes),
  /** The beginning of each. */
  to: z.string(),
  subject: z.string(),
  snippet: z.string(),
  attachments: z.number().int(),
  updatedAt: z.number(),
  /** False: it may be opened as far as that is possible, or discarded. */
  isReadable: z.boolean(),
});

const addressesTyped = z.string().max(draftBounds.addresses);

const typedSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  to: addressesTyped,
  cc: addressesTyped,
  bcc: addressesTyped,
  subject: z.string().max(draftBounds.subject),
  text: z.string().max(draftBounds.text),
  /** The window that types, to tell its own changes from those of others. */
  writer: z.string().max(100).optional(),
  /** `updatedAt` of what it was typed on. Where another window has changed the draft since, a draft of its own is made of this. */
  basedOn: z.number().optional(),
  /** Where the draft is gone, sent or discarded meanwhile, a draft of its own is made of this; else `not-found`. */
  evenIfGone: z.boolean().optional(),
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
  /**
   * Makes a draft of a message that came back, to be sent anew to some of its recipients: text, subject and files as they were. Names come
   * from the message; it gets a Message-ID of its own when it is sent.
   */
  'compose.again': call({
    input: z.object({ messageId: z.number().int(), recipients: z.array(z.string().max(1_000)).min(1).max(1_000) }),
    output: draftSchema,
  }),
  /** Unsent drafts, newest first. A damaged one is listed too, and does not hide the others. */
  'compose.drafts': call({ input: z.object({}), output: z.array(draftSummarySchema) }),
  'compose.get': call({ input: z.object({ id: z.string() }), output: draftSchema }),
  /** Keeps what has been typed so far. */
  'compose.save': call({
    input: typedSchema,
    /** `id`: another one than given where a draft of its own was made. */
    output: z.object({ id: z.string(), updatedAt: z.number() }),
  }),
  /** Takes a file off the draft; for some minutes it can be put back. */
  'compose.removeAttachment': call({ input: z.object({ id: z.string(), attachmentId: z.string() }), output: draftSchema }),
  'compose.restoreAttachment': call({ input: z.object({ id: z.string(), attachmentId: z.string() }), output: draftSchema }),
  /** Takes the draft off the list; for some minutes it can be restored as it was, also after a restart. */
  'compose.discard': call({ input: z.object({ id: z.string() }), output: z.object({}) }),
  'compose.restore': call({ input: z.object({ id: z.string() }), output: z.object({}) }),
  /** Checks addresses, fixes the Message-ID, builds the message and queues it. Answers the outbox entry. */
  'compose.send': call({ input: z.object({ id: z.string() }), output: z.object({ outboxId: z.string() }) }),
  /** Addresses already seen in this mail, best match first. */
  'compose.complete': call({
    input: z.object({ prefix: z.string().max(200), limit: z.number().int().min(1).max(20) }),
    output: z.array(addressSchema),
  }),
};

export const composeEvents = {
  /** `draft`: how a list shows it now; null: it is listed no more. `writer`: who typed, where that is the cause. */
  'compose.changed': z.object({ id: z.string(), writer: z.string().optional(), draft: draftSummarySchema.nullable() }),
};

export type ComposeMode = (typeof composeModes)[number];
export type Draft = z.infer<typeof draftSchema>;
export type DraftSummary = z.infer<typeof draftSummarySchema>;
export type QuotingPhrases = z.infer<typeof quotingPhrasesSchema>;
