/** The outbox: what waits to be sent, what the server said, and the state `unknown` that is never retried blindly: the recipient might get the message twice. */

import { call } from './call.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

/** `partly`: accepted for some recipients and refused for others; the user still has to decide about these. */
export const outboxStates = ['queued', 'sending', 'accepted', 'partly', 'refused', 'unknown', 'cancelled'] as const;

export const recipientOutcomeSchema = z.object({
  address: z.string(),
  state: z.enum(['waiting', 'accepted', 'refused', 'deferred', 'unknown']),
  /** The server's own line for this recipient. */
  reply: z.string().nullable(),
});

/** What an attempt waits for: the connection, the greeting, the reply to `command`, the system to take the message, the server's word on it. */
const waitingSteps = ['connection', 'greeting', 'reply', 'message', 'outcome'] as const;

export const outboxItemSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  from: z.string(),
  subject: z.string(),
  messageId: z.string(),
  state: z.enum(outboxStates),
  recipients: z.array(recipientOutcomeSchema),
  /** The server's reply to the message as a whole, and the queue id read from it. */
  reply: z.string().nullable(),
  queueId: z.string().nullable(),
  failure: failureSchema.nullable(),
  attempts: z.number().int(),
  queuedAt: z.number(),
  nextAttemptAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** The copy for Sent: waiting, appended by us, found there already (the server files its own), kept only here, or failed. */
  sentCopy: z.enum(['waiting', 'filed', 'server', 'local', 'failed', 'none']),
  /** The server's last refusal of that copy. */
  copyFailure: failureSchema.nullable().optional(),
  /** How often it did not. */
  copyRefusals: z.number().int().optional(),
  /** Cleared by the user; removed once its copy for Sent is filed. */
  cleared: z.boolean().optional(),
  /** Transcript session of the latest attempt. */
  session: z.string().nullable(),
  /** Which lines of that session are this message's: a connection carries several. Absent: all, or none yet. */
  sessionLines: z.object({ first: z.number().int().min(0), last: z.number().int().min(0) }).optional(),
  size: z.number().int(),
  /** Raw messages only: SHA-256 of the message as it was handed in and of its recipients. */
  handedIn: z.string().optional(),
  /** What an attempt under way has waited for longer than usual, and since when (epoch milliseconds). Known to this run of the program only. */
  waitingFor: z.object({ step: z.enum(waitingSteps), command: z.string().nullable(), since: z.number() }).optional(),
});

/** A message in the queue of a mail server of this computer, as its listing has it: sizes and times are those of the program. */
const queuedMessageSchema = z.object({
  id: z.string(),
  /** `active`: being delivered; `held`: an administrator holds it; `frozen`: Exim tries no more. */
  state: z.enum(['waiting', 'active', 'held', 'frozen']),
  /** Octets, or as Exim has it: `2.9K`. */
  size: z.string(),
  /** When it came, or how long ago: `Mon Nov 30 14:36`, `25m`. */
  since: z.string(),
  /** Empty: nobody; it is a bounce. */
  sender: z.string(),
  /** Exim names those too who have it. */
  recipients: z.array(z.object({ address: z.string(), reason: z.string().nullable(), isDelivered: z.boolean() })),
});

const idSchema = z.object({ id: z.string() });

export const outboxCalls = {
  'outbox.list': call({ input: z.object({}), output: z.array(outboxItemSchema) }),
  /** Tries a waiting or refused entry now, for those who have not accepted it. Refused for `unknown`: that needs `outbox.resolve`. */
  'outbox.sendNow': call({ input: idSchema, output: z.object({}) }),
  /**
   * Takes a waiting entry out of the queue and opens it as a draft again. Where some have accepted it, the draft is for the others only,
   * and the entry is finished.
   */
  'outbox.edit': call({ input: idSchema, output: z.object({ draftId: z.string() }) }),
  /**
   * Gives up an entry that waits, was refused or is being sent; answers when nothing of it can leave any more. Refused with `handed-over`
   * from the final dot on (RFC 5321 §4.1.1.4): from there the message is the server's. It can still be sent or edited. Where some have
   * accepted it, it is finished.
   */
  'outbox.cancel': call({ input: idSchema, output: z.object({}) }),
  /** The user's decision about an unknown outcome: it arrived, or send it again. */
  'outbox.resolve': call({ input: z.object({ id: z.string(), as: z.enum(['sent', 'send-again']) }), output: z.object({}) }),
  /** Looks for evidence again: the Message-ID in Sent and in the inbox. */
  'outbox.look': call({ input: idSchema, output: outboxItemSchema }),
  /** Files the copy for Sent that is only here, or waits: one attempt. One that was kept here goes when the server has it. */
  'outbox.fileAgain': call({ input: idSchema, output: outboxItemSchema }),
  /**
   * What `mailq` prints of the queue of this computer, for an account that sends through its sendmail program, and the messages in it; null
   * where it is printed as neither Postfix, Sendmail nor Exim do. `queue-unavailable` where it may not be run.
   */
  'outbox.localQueue': call({
    input: z.object({ accountId: z.string() }),
    output: z.object({ text: z.string(), messages: z.array(queuedMessageSchema).nullable() }),
  }),
  /** Forgets accepted and cancelled entries, not what was accepted for some only; one whose copy for Sent is being filed, as soon as it is. */
  'outbox.clear': call({ input: z.object({}), output: z.object({}) }),
};

/** `gone`: it was removed, and this is how it was last. */
export const outboxEvents = { 'outbox.changed': outboxItemSchema.extend({ gone: z.literal(true).optional() }) };

export type WaitingFor = NonNullable<z.infer<typeof outboxItemSchema>['waitingFor']>;
export type OutboxState = (typeof outboxStates)[number];
export type OutboxItem = z.infer<typeof outboxItemSchema>;
export type QueuedMessage = z.infer<typeof queuedMessageSchema>;
export type RecipientOutcome = z.infer<typeof recipientOutcomeSchema>;
