/** What each account is doing right now, in words the status line can say. */

import { call } from './call.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

const syncPhases = [
  'offline',
  'connecting',
  'folders',
  'headers',
  'bodies',
  'operations',
  'idle',
  'waiting',
  'failed',
  'cancelled',
] as const;

const syncStateSchema = z.object({
  accountId: z.string(),
  phase: z.enum(syncPhases),
  /** Display name of the folder being worked on. */
  folder: z.string().nullable(),
  headers: z.object({ done: z.number().int(), total: z.number().int() }),
  bodies: z.object({ done: z.number().int(), total: z.number().int() }),
  secondsLeft: z.number().nullable(),
  /** Changes made here that the server has not confirmed. */
  pendingOperations: z.number().int(),
  /** Last time the server answered anything, milliseconds since 1970: the heartbeat. */
  heardAt: z.number().nullable(),
  nextAttemptAt: z.number().nullable(),
  /**
   * While `idle`: when new mail is looked for next, where the server cannot tell of it by itself (POP3; IMAP without IDLE). Null: it is
   * listened for.
   */
  nextCheckAt: z.number().nullable().default(null),
  failure: failureSchema.nullable(),
});

export const syncCalls = {
  'sync.state': call({ input: z.object({}), output: z.array(syncStateSchema) }),
  /** Asks for new mail now: one account, or all. Answers when it has been asked for, not when it has come. */
  'sync.now': call({ input: z.object({ accountId: z.string().optional() }), output: z.object({}) }),
  /** The machine is on a network again, as its window was told: what waits is tried at once, what is connected is proved alive. */
  'sync.networkChanged': call({ input: z.object({}), output: z.object({}) }),
  /** Stops the background download of this account until asked again; IDLE and user actions go on. */
  'sync.cancel': call({ input: z.object({ accountId: z.string() }), output: z.object({}) }),
};

export const syncEvents = {
  'sync.changed': syncStateSchema,
  /** What an account's server said, or did, that the user has to read once: an ALERT (RFC 9051 §7.1), a copy that it would not take. */
  'sync.remark': z.object({ accountId: z.string(), remark: failureSchema }),
};

export type SyncState = z.infer<typeof syncStateSchema>;
