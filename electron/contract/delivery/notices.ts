/** Notices of mail programs about mail: failed, late or delivered, read, answered by a program, complained of. */

import { call } from '../call.ts';
import { z } from '../schema.ts';

/** What a notice says, as keys of `words`. */
const noticeKinds = ['failed', 'delayed', 'delivered', 'relayed', 'read', 'answer', 'complaint'] as const;

/** Why a recipient did not get the message, as keys of `words`. */
const failureReasons = [
  'no-such-user',
  'no-such-domain',
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
  'encryption-needed',
  'loop',
  'unreachable',
  'expired',
  'server-full',
  'server-error',
  'protocol-error',
  'unknown',
] as const;

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
  reason: z.enum(failureReasons),
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
  }),
});

export type Notice = z.infer<typeof noticeSchema>;
export type NoticeRecipient = z.infer<typeof recipientSchema>;
export type NoticeKind = Notice['kind'];
export type FailureReason = (typeof failureReasons)[number];
export type FailureClass = NoticeRecipient['class'];

export const noticeCalls = {
  /** What a notice about mail says, or null where the message is none, and the message that it is about, where it is held. Asks nobody. */
  'messages.notice': call({
    input: z.object({ id: z.number().int() }),
    output: z.object({ notice: noticeSchema.nullable(), about: z.number().int().nullable() }),
  }),
};
