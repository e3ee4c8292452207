/**
 * Synchronisation keeps what is held here equal to what the servers hold, and carries what the user does to them: a
 * supervisor for each account, the user's operations, evidence for the outbox, and single runs for the command line, joined
 * here. It knows the protocols by their adapters and the cache by its jobs; it refuses to know how accounts are set up, how
 * mail is sent, what a window shows and how the transcript explains the bytes.
 */

import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { createSemaphore } from '../../base/semaphore.ts';
import { isLocal } from '../../contract/accounts.ts';
import { fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import type { FolderProof } from '../../contract/folders.ts';
import { incomingProtocols } from '../../contract/mail-protocols.ts';
import type { SyncState } from '../../contract/sync.ts';
import type { StoredAccount } from '../cache/database/stored.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { ConnectImap, ImapConnection } from '../imap/imap-types.ts';
import type { ConnectPop3 } from '../pop3/pop3-types.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import type { SignInMemory } from '../wire/authentication/sign-in-ways.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { TrustPolicy } from '../wire/trust.ts';
import { createAlerts } from './account/alerts.ts';
import { createSupervisor, type Supervisor } from './account/supervisor.ts';
import { createSupervisors } from './account/supervisors.ts';
import { type AccountReport, syncAccountOnce, withConnection } from './account/sync-once.ts';
import { proveFolder } from './folders/folder-proof.ts';
import type { OpenLocal } from './local/local-mailboxes.ts';
import { createOperationGate } from './operations/operation-gate.ts';
import { createOperations, type Operations } from './operations/operations.ts';
import { createDeliveryEvidence, type DeliveryEvidence } from './sent/delivery-evidence.ts';
import { createSentCopies, type SentCopies } from './sent/sent-copies.ts';
import type { EmitSync, SyncDependencies, SyncReader } from './sync-dependencies.ts';
import { defaultSyncLimits, type SyncLimits } from './sync-limits.ts';

export interface SyncServiceDependencies {
  readonly storage: Storage;
  readonly reader: AccountReader & SyncReader;
  readonly connectImap: ConnectImap;
  readonly connectPop3: ConnectPop3;
  readonly openLocal: OpenLocal;
  readonly openTap: OpenTap;
  readonly trust: () => TrustPolicy;
  /** What the incoming server of just these settings is shown, from the host's vault; null when it has nothing. */
  readonly credentials: (account: SyncDependencies['account']) => Promise<Credentials | null>;
  readonly signIns?: SignInMemory;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly emit: EmitSync;
  readonly logger: Logger;
  readonly limits?: Partial<SyncLimits>;
  /** Accounts whose bulk downloads may run at once; default 2. */
  readonly bulkAtOnce?: number;
}

export interface SyncService {
  readonly operations: Operations;
  readonly evidence: DeliveryEvidence;
  readonly sentCopies: SentCopies;
  /**
   * Starts supervisors for the accounts there are, restarts those whose settings changed, stops the others. Call it at start and whenever
   * accounts changed.
   * @param saved the account that was just saved: where it had failed it is tried again, and no other
   */
  refreshAccounts(saved?: string): Promise<void>;
  /** Runs work while nothing is under way for this account: its mailbox is exchanged, forgotten or read anew. */
  changeMailbox<Value>(accountId: string, work: () => Promise<Value>): Promise<Value>;
  /** Runs work while nothing is under way for any account; supervisors come back with `refreshAccounts`. */
  standStill<Value>(work: () => Promise<Value>): Promise<Value>;
  states(): SyncState[];
  /** Null: every account. */
  syncNow(accountId: string | null): Result<null>;
  cancel(accountId: string): Result<null>;
  /** Forgets what is cached of an account and reads it again. User data is not touched. */
  resetCache(accountId: string): Promise<Result<null>>;
  /** Compares a folder with the server; says its progress as `folders.proofProgress`. */
  proveFolder(proofId: string, folderId: number): Promise<Result<FolderProof>>;
  cancelProof(proofId: string): void;
  /** Forgets what is cached of a folder, and reads it again where the account is connected. */
  readAgain(folderId: number): Promise<Result<null>>;
  fetchMessage(accountId: string, messageId: number): Promise<Result<null>>;
  /** The line that begins a message in its mailbox file on this computer; null where it lies in none. */
  fromLine(messageId: number): Promise<Result<string | null>>;
  /** Synchronises these accounts completely, one after another, over connections of their own. */
  syncOnce(accountIds: readonly string[]): Promise<{ readonly accounts: readonly AccountReport[] }>;
  woke(): void;
  close(): Promise<void>;
}

export function createSync(dependencies: SyncServiceDependencies): SyncService {
  const { storage, reader } = dependencies;
  const limits = { ...defaultSyncLimits, ...dependencies.limits };
  const gate = createOperationGate();
  const alerts = createAlerts({
    clock: dependencies.clock,
    say: (accountId, remark) => dependencies.emit('sync.remark', { accountId, remark }),
  });
  const concurrency = createSemaphore(dependencies.bulkAtOnce ?? 2);
  const proofs = new Map<string, AbortController>();

  const forAccount = ({ id, settings }: StoredAccount): SyncDependencies => ({
    ...dependencies,
    account: { id, settings },
    credentials: () => dependencies.credentials({ id, settings }),
    concurrency,
    limits,
    gate,
    accepted: { mechanism: null },
    alerts,
  });
  const accountOf = (accountId: string) => reader.accounts().find(({ id }) => id === accountId);
  const supervisors = createSupervisors({ reader, create: (account) => createSupervisor(forAccount(account)) });
  const { of: supervisorOf, changeMailbox } = supervisors;
  const attempt = async <Value>(work: () => Promise<Value>): Promise<Result<Value>> => {
    try {
      return succeed(await work());
    } catch (error) {
      return fail(toFailure(error));
    }
  };
  const unknownAccount = (accountId: string) => failure('not-found', { detail: { account: accountId } });
  const withSupervisor = (accountId: string, work: (supervisor: Supervisor) => void): Result<null> => {
    const supervisor = supervisorOf(accountId);
    if (!supervisor) return fail(unknownAccount(accountId));
    work(supervisor);
    return succeed(null);
  };
  /** The account's own connection, or one just for this where no supervisor runs. */
  const borrow = <Value>(accountId: string, repeatable: boolean, work: (connection: ImapConnection) => Promise<Value>) => {
    const supervisor = supervisorOf(accountId);
    if (supervisor) return supervisor.borrow(repeatable, work);
    const account = accountOf(accountId);
    if (!account) return Promise.resolve(fail<Value>(unknownAccount(accountId)));
    return attempt(() => withConnection(forAccount(account), new AbortController().signal, work, 'evidence'));
  };

  const hasFolders = (accountId: string): boolean => {
    const account = accountOf(accountId);
    return account !== undefined && incomingProtocols[account.settings.incoming.protocol].hasFolders;
  };

  /** A mailbox of this computer that may not be changed takes none. */
  const takesCopies = (accountId: string): boolean => {
    const incoming = accountOf(accountId)?.settings.incoming;
    return hasFolders(accountId) && !(incoming && 'allowChanges' in incoming && !incoming.allowChanges);
  };

  return {
    operations: createOperations({
      ...dependencies,
      operationsWaiting: (accountId) => supervisorOf(accountId)?.operationsWaiting(),
      gate,
      limits,
    }),
    evidence: createDeliveryEvidence({ reader, borrow, hasFolders }),
    sentCopies: createSentCopies({
      ...dependencies,
      borrow,
      hasFolders: takesCopies,
      compare: (accountId, folderId) => supervisorOf(accountId)?.compare(folderId),
      announce: (accountId, remark) => dependencies.emit('sync.remark', { accountId, remark }),
    }),
    refreshAccounts: supervisors.refresh,
    changeMailbox,
    standStill: supervisors.standStill,
    states: () => supervisors.all().map((supervisor) => supervisor.state()),
    syncNow(accountId) {
      if (accountId !== null) return withSupervisor(accountId, (supervisor) => supervisor.syncNow());
      for (const supervisor of supervisors.all()) supervisor.syncNow();
      return succeed(null);
    },
    cancel: (accountId) => withSupervisor(accountId, (supervisor) => supervisor.cancel()),
    resetCache: (accountId) => changeMailbox(accountId, () => storage.resetCache({ accountId })),
    async proveFolder(proofId, folderId) {
      const folder = reader.folder(folderId);
      const account = folder && accountOf(folder.accountId);
      if (!folder || !account) return fail(failure('not-found', { detail: { folderId } }));
      // POP3 knows no folders, and nothing in them that could be compared (RFC 1939 §3).
      if (!incomingProtocols[account.settings.incoming.protocol].hasFolders || !folder.selectable)
        return fail(failure('input-invalid', { detail: { path: 'folderId', message: 'not a folder of an IMAP account' } }));
      const controller = new AbortController();
      proofs.set(proofId, controller);
      const { signal } = controller;
      const onProgress = (done: number, total: number) => dependencies.emit('folders.proofProgress', { proofId, done, total });
      const work = (connection: ImapConnection) => proveFolder(forAccount(account), connection, folderId, { signal, onProgress });
      // A connection of its own, so that opening a message does not wait for it.
      const proven = await attempt(() => withConnection(forAccount(account), signal, work, 'check'));
      proofs.delete(proofId);
      return signal.aborted ? fail(failure('cancelled')) : proven;
    },
    cancelProof: (proofId) => proofs.get(proofId)?.abort(),
    async readAgain(folderId) {
      const folder = reader.folder(folderId);
      if (!folder) return fail(failure('not-found', { detail: { folderId } }));
      const reset = await changeMailbox(folder.accountId, () => storage.resetFolder({ folderId }));
      if (reset.ok) supervisorOf(folder.accountId)?.compare(folderId);
      return reset;
    },
    async fetchMessage(accountId, messageId) {
      const supervisor = supervisorOf(accountId);
      return supervisor ? supervisor.fetchMessage(messageId) : fail(failure('offline'));
    },
    async fromLine(messageId) {
      const place = reader.location(messageId);
      const account = place && accountOf(place.accountId);
      const uid = place?.uid ?? null;
      if (!account || uid === null || !isLocal(account.settings.incoming)) return succeed(null);
      return attempt(async () => (await dependencies.openLocal(account)).fromLine(place.path, uid));
    },
    async syncOnce(accountIds) {
      const accounts: AccountReport[] = [];
      for (const id of accountIds) {
        const account = accountOf(id);
        if (account) accounts.push(await syncAccountOnce(forAccount(account)));
        else accounts.push({ name: id, folders: [], failure: unknownAccount(id) });
      }
      return { accounts };
    },
    woke() {
      for (const supervisor of supervisors.all()) supervisor.woke();
    },
    async close() {
      for (const proof of proofs.values()) proof.abort();
      alerts.close();
      await supervisors.standStill(async () => undefined);
    },
  };
}
