/** Notices of mail programs about mail: failed, late or delivered, read, answered by a program, complained of. */

import { call } from '../call.ts';
import { z } from '../schema.ts';

/** What a notice says, as keys of `words`. */
const noticeKinds = ['failed', 'delayed', 'delivered', 'relayed', 'read', 'unread', 'answer', 'complaint'] as const;

/** Why a recipient did not get the message, as keys of `words`. */
export const failureReasonSchema = z.enum([
  'no-such-user',
  'no-such-domain',
  'unrouteable',
  'mailbox-disabled',
  'moved',
  'not-accepting',
  'mailbox-full',
  'message-too-large',
  'spam',
  'sender-blocked',
  'not-authenticated',
  'reverse-name',
  'not-allowed',
  'relay-denied',
  'sender-refused',
  'content-refused',
  'rate',
  'greylisted',
  'encryption-needed',
  'loop',
  'unreachable',
  'expired',
  'server-full',
  'server-error',
  'protocol-error',
  'unknown',
]);

/** Whose it is to act: the address, the mailbox, the way, a rule, a server; a complaint is a class of its own. */
const failureClasses = ['recipient', 'mailbox-full', 'path', 'policy', 'system', 'feedback', 'unknown'] as const;

const recipientSchema = z.object({
  /** Null: the notice names none. */
  address: z.string().nullable(),
  /** The address as it was written, where the notice names another than the final one. */
  original: z.string().nullable(),
  kind: z.enum(noticeKinds),
  /** Enhanced status code (RFC 3463) that the notice states; null: none stated. */
  status: z.string().nullable(),
  /** The server's reply code (RFC 5321 §4.2). */
  reply: z.number().int().nullable(),
  /** The server's own words. */
  text: z.string(),
  /** The host that refused. */
  remote: z.string().nullable(),
  /** Trying again without a change is of no use; null: the notice does not say. */
  permanent: z.boolean().nullable(),
  /** The address itself is wrong or gone. */
  addressFault: z.boolean(),
  reason: failureReasonSchema,
  class: z.enum(failureClasses),
});

const noticeSchema = z.object({
  kind: z.enum(noticeKinds),
  recipients: z.array(recipientSchema),
  /** The host that wrote the notice. */
  reporter: z.string().nullable(),
  /** Of a complaint: `abuse`, `opt-out` … (RFC 5965 §7.3). */
  complaint: z.string().nullable(),
  /** What is known of the message that it is about. */
  original: z.object({
    messageId: z.string().nullable(),
    subject: z.string().nullable(),
    envelopeId: z.string().nullable(),
    queueId: z.string().nullable(),
    /** The part that is that message, whole. */
    part: z.string().nullable(),
  }),
});

export type Notice = z.infer<typeof noticeSchema>;
export type NoticeRecipient = z.infer<typeof recipientSchema>;
export type NoticeKind = Notice['kind'];
export type FailureReason = z.infer<typeof failureReasonSchema>;
export type FailureClass = NoticeRecipient['class'];

/** By what a notice is known to be about a message that was sent, the surest first: ENVID, Message-ID, the server's queue id, or a copy in Sent. */
const joinKeys = ['envelope-id', 'message-id', 'queue-id', 'sent-copy'] as const;

/** Lines of the transcript; without them, all of the session. */
const sessionLinesSchema = z.object({
  session: z.string(),
  firstLine: z.number().int().optional(),
  lastLine: z.number().int().optional(),
});

/** What a notice has to do with what was sent from here. */
const noticeJoinSchema = z.object({
  /** `other-recipients`: the message was sent from here, to none of the addresses that the notice names; `not-sent`: nothing like it was. */
  state: z.enum(['joined', 'other-recipients', 'not-sent']),
  by: z.enum(joinKeys).nullable(),
  /** Which of the notice's recipients were sent the message, by their places. */
  recipients: z.array(z.number().int()),
  /** The addresses, as they are to be corrected. */
  failed: z.array(z.string()),
  /** The session that sent it to the first of them. */
  session: sessionLinesSchema.nullable(),
  /** The server's name for it in that session. */
  queueId: z.string().nullable(),
  /** A later notice says how it ended: this one is about a delay. */
  ended: z.enum(['failed', 'delivered', 'relayed']).nullable(),
  /** The part of the notice that is the message that was sent, whole; null where there is none. */
  enclosed: z.string().nullable(),
});

/** What a notice says of a recipient of a message that was sent. */
const returnSchema = z.object({
  address: z.string(),
  kind: z.enum(['failed', 'delayed', 'delivered', 'relayed']),
  reason: failureReasonSchema,
  status: z.string().nullable(),
  reply: z.number().int().nullable(),
  /** The server's own words. */
  words: z.string(),
  /** The notice, where it is held, and its date, milliseconds since 1970. */
  notice: z.number().int().nullable(),
  at: z.number(),
  session: sessionLinesSchema.nullable(),
});

export type NoticeJoin = z.infer<typeof noticeJoinSchema>;
export type Returned = z.infer<typeof returnSchema>;

export const noticeCalls = {
  /**
   * What a notice about mail says, or null where the message is none, the message that it is about, where it is held, and what it has to do
   * with what was sent from here; null for a notice that says nothing of a delivery. Asks nobody.
   */
  'messages.notice': call({
    input: z.object({ id: z.number().int() }),
    output: z.object({ notice: noticeSchema.nullable(), about: z.number().int().nullable(), join: noticeJoinSchema.nullable() }),
  }),
  /** What notices say of a message that was sent from here, the worst first; `dismissed`: its user has taken the mark off. */
  'messages.returns': call({
    input: z.object({ id: z.number().int() }),
    output: z.object({
      /** A hundred at most. */
      returns: z.array(returnSchema),
      /** How many recipients notices speak of. */
      told: z.number().int(),
      /** Everybody who did not get it. */
      failed: z.array(z.string()),
      /** How many it was sent to. */
      recipients: z.number().int(),
      dismissed: z.boolean(),
    }),
  }),
  /** Takes the mark of a message that came back off its rows, or puts it on again. */
  'messages.dismissReturns': call({ input: z.object({ id: z.number().int(), value: z.boolean() }), output: z.object({}) }),
};
