/** What a supervisor is given by the engine: storage, the protocols, time and chance. There is no other access to them. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { AccountSettings } from '../../contract/accounts.ts';
import type { Emit } from '../../contract/contract.ts';
import { FailureError, type Result } from '../../contract/failure.ts';
import type { syncEvents } from '../../contract/sync.ts';
import type { BodyReader } from '../cache/bodies/read-bodies.ts';
import type { FolderReader } from '../cache/messages/read-folders.ts';
import type { HeldReader } from '../cache/messages/read-held.ts';
import type { IdsReader } from '../cache/messages/read-ids.ts';
import type { LocationReader } from '../cache/messages/read-locations.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';
import type { OperationReader } from '../cache/operations/read-operations.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { KeptReader } from '../cache/user-data/read-kept.ts';
import type { ConnectImap } from '../imap/imap-types.ts';
import type { ConnectPop3 } from '../pop3/pop3-types.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import type { SignInMemory } from '../wire/authentication/sign-in-ways.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { TrustPolicy } from '../wire/trust.ts';
import type { Alerts } from './account/alerts.ts';
import type { OpenLocal } from './local/local-mailboxes.ts';
import type { OperationGate } from './operations/operation-gate.ts';
import type { SyncLimits } from './sync-limits.ts';

export interface SyncAccount {
  readonly id: string;
  readonly settings: AccountSettings;
}

/** Events of synchronisation itself. Changed rows and folders are announced from the storage's reports. */
export type EmitSync = Emit<keyof typeof syncEvents | 'folders.proofProgress' | 'messages.operationFailed'>;

/** What synchronisation asks of the databases. */
export type SyncReader = FolderReader & ListReader & IdsReader & LocationReader & HeldReader & BodyReader & OperationReader & KeptReader;

export interface SyncDependencies {
  readonly account: SyncAccount;
  /** The credentials for the incoming server; null when the vault has none. Read for every connection, never kept. */
  readonly credentials: () => Promise<Credentials | null>;
  readonly storage: Storage;
  readonly reader: SyncReader;
  readonly connectImap: ConnectImap;
  readonly connectPop3: ConnectPop3;
  readonly openLocal: OpenLocal;
  readonly openTap: OpenTap;
  /** Asked for at every connection, so that a certificate trusted just now counts. */
  readonly trust: () => TrustPolicy;
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of waiting times. */
  readonly random: () => number;
  readonly emit: EmitSync;
  readonly logger: Logger;
  /** Runs one account's bulk download; shared by all accounts, it bounds how many run at once. */
  readonly concurrency: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly limits: SyncLimits;
  /** Shared with the user's operations: keeps an undo and a replay of the same change apart. */
  readonly gate: OperationGate;
  /** Shared with the account check and with sending. */
  readonly signIns?: SignInMemory;
  /** The mechanism that the server took last; written by the protocol. */
  readonly accepted: { mechanism: string | null };
  /** Receives alerts that servers want the user to read (RFC 9051 §7.1, ALERT). */
  readonly alerts: Alerts;
}

/** The value of a storage job, or its failure thrown: within synchronisation a full disk ends the work at hand. */
export async function stored<Value>(job: Promise<Result<Value>>): Promise<Value> {
  const result = await job;
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
