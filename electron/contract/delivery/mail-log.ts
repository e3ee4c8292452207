/** Logs of mail servers (Postfix, Exim, Sendmail): the story of each message that they tell, and what each line means. */

import { call } from '../call.ts';
import { failureSchema } from '../failures/failure-schema.ts';
import { z } from '../schema.ts';
import { failureReasonSchema } from './notices.ts';

/** Programs whose lines are told apart. `other`: written by another program, or of no known form. */
const logDialects = ['postfix', 'exim', 'sendmail', 'dovecot', 'other'] as const;

/** What a line says, as keys of `words`. */
const logLineKinds = [
  // a message comes in
  'received',
  'local-submission',
  'client',
  'message-id',
  'queued',
  'notice-made',
  'cloned',
  'forwarded',
  // what becomes of it
  'delivered',
  'saved',
  'relayed',
  'deferred',
  'bounced',
  'expired',
  'discarded',
  'test-delivery',
  'no-retry-yet',
  'waiting',
  'verified',
  'completed',
  'frozen',
  'thawed',
  'held',
  'cancelled',
  'altered',
  'bounce-sent',
  'delay-sent',
  'success-sent',
  'postmaster-sent',
  // refused before it was taken
  'rejected',
  'put-off',
  'refused-connection',
  'refused-greeting',
  'incomplete',
  // connections
  'connect',
  'disconnect',
  'lost',
  'timeout',
  'connect-failed',
  'host-refused',
  'protocol-error',
  'tls',
  'tls-failed',
  'tls-untrusted',
  'signed-in',
  'sign-in-failed',
  'no-reverse-name',
  'early-talker',
  'blocklisted',
  'first-seen',
  'known-client',
  'statistics',
  'too-many',
  // the checks of a message
  'dkim',
  'filter',
  'spam-check',
  // the program itself
  'started',
  'stopped',
  'reloaded',
  'queue-run',
  'queue-run-end',
  'aliases',
  'command-line',
  'warning',
  'error',
  'fatal',
  'debug',
  'repeated',
  'continuation',
  'other-program',
  'unexplained',
] as const;

/** What became of a message, or of it for one recipient; as keys of `words`. `partly`: some have it, some have not. */
export const storyStates = [
  'received',
  'delivered',
  'relayed',
  'deferred',
  'bounced',
  'expired',
  'rejected',
  'put-off',
  'partly',
  'held',
  'discarded',
] as const;

const stateSchema = z.enum(storyStates);

const recipientSchema = z.object({
  address: z.string(),
  /** As it was before aliases and forwarding, where the log says so and it differs. */
  original: z.string().nullable(),
  state: stateSchema,
  /** The host, the mailbox or the program that it went to or that refused it. */
  relay: z.string().nullable(),
  /** Enhanced status code (RFC 3463). */
  status: z.string().nullable(),
  reply: z.number().int().nullable(),
  /** What the other server, or this one, said. */
  text: z.string(),
  /** Why it failed, as in a notice of non-delivery; null where it did not fail. */
  reason: failureReasonSchema.nullable(),
  /** Tries that failed for the moment. */
  deferrals: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number().nullable(),
});

const storySchema = z.object({
  id: z.number().int(),
  /** Where several, in the order in which they appear: one message that passed several queues of this host. */
  queueIds: z.array(z.string()),
  messageId: z.string().nullable(),
  dialect: z.enum(logDialects),
  /** The host that wrote the log. */
  host: z.string().nullable(),
  /** Envelope sender; '' for a notice (RFC 5321 §4.5.5); null where the log does not say. */
  sender: z.string().nullable(),
  /** Who handed it over: a host, or a user of the system. */
  client: z.string().nullable(),
  /** Octets. */
  size: z.number().int().nullable(),
  subject: z.string().nullable(),
  first: z.number().nullable(),
  last: z.number().nullable(),
  state: stateSchema,
  /** It has left the queue. */
  isCompleted: z.boolean(),
  recipients: z.array(recipientSchema),
  /** Recipients that are not listed, because there are too many. */
  moreRecipients: z.number().int(),
  /** Queue ids of notices of non-delivery that were made of it. */
  notices: z.array(z.string()),
  /** Queue id of the message that this one is a notice of. */
  about: z.string().nullable(),
  lines: z.number().int(),
});

const rowSchema = storySchema.extend({
  /** The message in a mailbox here with this Message-ID. */
  held: z.number().int().nullable(),
});

const lineSchema = z.object({
  /** Counted from 0 over all files. */
  index: z.number().int(),
  at: z.number().nullable(),
  /** As it stands in the file, cut after some thousand characters. */
  text: z.string(),
  dialect: z.enum(logDialects),
  kind: z.enum(logLineKinds),
  /** Parameters of the sentence for its kind. */
  facts: z.record(z.string(), z.string()),
  reason: failureReasonSchema.nullable(),
  /** The story that it belongs to; null: none. */
  story: z.number().int().nullable(),
});

const fileSchema = z.object({
  path: z.string(),
  /** Octets on the disk. */
  size: z.number(),
  /** Why it was not read, or not to its end. */
  failure: failureSchema.nullable(),
});

const progressSchema = z.object({
  log: z.string(),
  /** Octets of the files as they lie on the disk. */
  read: z.number(),
  toRead: z.number(),
  lines: z.number().int(),
  stories: z.number().int(),
  state: z.enum(['reading', 'following', 'done', 'stopped', 'failed']),
  files: z.array(fileSchema),
  failure: failureSchema.nullable(),
});

const logName = z.string().max(100);

const openSchema = z.object({
  log: logName,
  path: z.string(),
  withRotated: z.boolean(),
  follow: z.boolean(),
  /** Null until it is known how much there is to read. */
  progress: progressSchema.nullable(),
});

export type LogDialect = (typeof logDialects)[number];
export type LogLineKind = (typeof logLineKinds)[number];
export type StoryState = (typeof storyStates)[number];
export type StoryRecipient = z.infer<typeof recipientSchema>;
export type Story = z.infer<typeof storySchema>;
export type StoryRow = z.infer<typeof rowSchema>;
export type LogLine = z.infer<typeof lineSchema>;
export type LogFile = z.infer<typeof fileSchema>;
export type LogProgress = z.infer<typeof progressSchema>;
export type OpenLog = z.infer<typeof openSchema>;

export const mailLogCalls = {
  /** Files of the usual names that this computer has and that may be read. */
  'mailLog.places': call({ input: z.object({}), output: z.array(z.string()) }),
  /**
   * Begins to read a log on a thread of its own, and answers at once; how far it has come, and why it ended, is announced by `mailLog.progressed`.
   * Two logs at a time: the one opened first is closed for a third.
   * @param log chosen by the caller, for all other calls
   * @param path a file, or a folder whose mail logs are read, the oldest first
   * @param withRotated the older files beside the file, compressed or not, are read before it
   * @param follow lines that are written later are read too, also after the file has been rotated
   */
  'mailLog.open': call({
    input: z.object({ log: logName, path: z.string().trim().min(1).max(4_096), withRotated: z.boolean(), follow: z.boolean() }),
    output: z.object({}),
  }),
  /** The log that was opened last and is still open, for a window that shows it again; null: there is none. */
  'mailLog.opened': call({ input: z.object({}), output: openSchema.nullable() }),
  /** Stops reading and following; what was read can still be looked at. */
  'mailLog.stop': call({ input: z.object({ log: logName }), output: z.object({}) }),
  'mailLog.close': call({ input: z.object({ log: logName }), output: z.object({}) }),
  /**
   * A page of stories, the newest first. `not-found`: no such log is open.
   * @param search part of an address, a host, a queue id or a Message-ID, without regard to case
   */
  'mailLog.page': call({
    input: z.object({
      log: logName,
      search: z.string().max(500).default(''),
      state: stateSchema.nullable().default(null),
      from: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ total: z.number().int(), rows: z.array(rowSchema) }),
  }),
  /**
   * Lines in their order, each with what it means: of a story, or all.
   * @param search only lines that hold this text, without regard to case
   */
  'mailLog.lines': call({
    input: z.object({
      log: logName,
      story: z.number().int().nullable(),
      search: z.string().max(500).default(''),
      from: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ total: z.number().int(), lines: z.array(lineSchema) }),
  }),
  /** The story with this queue id or Message-ID, the newest one where there are several; null: there is none. */
  'mailLog.find': call({ input: z.object({ log: logName, id: z.string().max(1_000) }), output: z.object({ row: rowSchema.nullable() }) }),
};

export const mailLogEvents = {
  'mailLog.progressed': progressSchema,
};
