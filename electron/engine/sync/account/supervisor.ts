/**
 * Synchronisation: one supervisor an account keeps the cache equal to the server and the server told of what the user does.
 * It knows when to connect, when to wait and when to stop asking (a wrong password is tried once); the protocols' sessions
 * know what to do once connected. It refuses to know windows, sending, and where passwords are kept.
 */

import { describeError } from '../../../base/logger.ts';
import { type Failure, FailureError, fail, failure, type Result, succeed, toFailure } from '../../../contract/failure.ts';
import type { FailureCode } from '../../../contract/failures/failure-codes.ts';
import type { IncomingProtocol } from '../../../contract/mail-protocols.ts';
import type { SyncState } from '../../../contract/sync.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { createPop3Account } from '../pop3/pop3-account.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import type { AccountSession } from './account-session.ts';
import { createBackOff } from './back-off.ts';
import { createImapAccount } from './imap-account.ts';
import { createPasswordHistory } from './password-history.ts';
import { createPause } from './pause.ts';
import { createStatusBoard, type StatusBoard } from './status-board.ts';

export interface Supervisor {
  readonly accountId: string;
  state(): SyncState;
  /** Connects and keeps at it until `stop`. Calling it twice is harmless. */
  start(): void;
  /** Ends the connections; resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Looks for news now, tries again at once where it waited, and takes up a download that was cancelled. */
  syncNow(): void;
  /** Stops the bulk download until `syncNow`; watching and the user's actions go on. */
  cancel(): void;
  /** The network came back or changed. */
  networkChanged(): void;
  /** The machine woke up. */
  woke(): void;
  /** The journal has something new. */
  operationsWaiting(): void;
  /** This folder changed at the server by our own doing: a copy was filed there. */
  compare(folderId: number): void;
  /** Fetches the body of one message ahead of everything else; answers when it is stored. Connects at once if it must. */
  fetchMessage(id: number): Promise<Result<null>>;
  /** Lends the watching IMAP connection, which may be in any folder. `repeatable`: may run again when the connection is lost. */
  borrow<Value>(repeatable: boolean, work: (connection: ImapConnection) => Promise<Value>): Promise<Result<Value>>;
}

/** Failures that only the user or an administrator can end: no retry. */
const hopeless: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authentication-refused',
  'app-password-needed',
  // RFC 3206 §5: [SYS/PERM] will not pass by itself.
  'sign-in-refused',
  'encryption-required',
  'sign-in-not-offered',
  'mechanism-missing',
  'password-missing',
  'vault-unavailable',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
  'starttls-missing',
  'starttls-refused',
  'data-before-tls',
  'preauth-refused',
  'input-invalid',
  'database-corrupt',
  'storage-lost',
]);

/** A refused login without a code that proves a wrong password: retried after a sleep, or on another network. */
const isUnproven = (reason: Failure | null): boolean => reason?.code === 'authentication-refused' && !reason.permanent;

/** Whether a login ever succeeded: something of the mailbox is held here. */
const hasMailOf = ({ account, reader }: SyncDependencies): boolean =>
  reader.folders(account.id).some(({ server }) => server.uidValidity !== null) || reader.pop3Uidls(account.id).size > 0;

/** What serves an account of each protocol. */
const sessions: Readonly<Record<IncomingProtocol, (dependencies: SyncDependencies, board: StatusBoard) => AccountSession>> = {
  imap: createImapAccount,
  pop3: createPop3Account,
  mbox: createImapAccount,
  maildir: createImapAccount,
};

export function createSupervisor(given: SyncDependencies): Supervisor {
  const { account, clock, emit, limits, logger, reader } = given;
  const passwords = createPasswordHistory(() => hasMailOf(given));
  const dependencies: SyncDependencies = { ...given, credentials: async () => passwords.asked(await given.credentials()) };
  const board = createStatusBoard({
    accountId: account.id,
    clock,
    pendingOperations: () => reader.waitingOperations(account.id),
    say: (state) => emit('sync.changed', state),
  });
  const backOff = createBackOff(dependencies);
  const loginBackOff = createBackOff({
    ...dependencies,
    limits: { firstRetry: limits.firstLoginRetry, longestRetry: limits.longestLoginRetry },
  });
  const settled = () => {
    passwords.accepted();
    backOff.succeeded();
    loginBackOff.succeeded();
  };
  const session = sessions[account.settings.incoming.protocol](dependencies, board);
  let stopping: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();
  /** Set while waiting for the next attempt: ends the wait. */
  let tryNow: (() => void) | null = null;
  let cancelHeartbeat: (() => void) | null = null;

  const run = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      try {
        await session.serve(signal, settled);
        if (signal.aborted) return;
      } catch (error) {
        if (signal.aborted) return;
        await waitAfter(error, signal);
      }
    }
  };
  const waitAfter = async (error: unknown, signal: AbortSignal) => {
    const told = toFailure(error);
    // No code proves a wrong password, and this one was accepted before: treat the refusal as temporary.
    const isDoubtful = told.code === 'authentication-refused' && !told.permanent && passwords.hasWorked();
    const reason: Failure = isDoubtful ? { ...told, code: 'login-put-off' } : told;
    if (reason.code === 'internal') logger.error('synchronisation failed', error);
    const waits = reason.code === 'login-put-off' ? loginBackOff : backOff;
    const delay = hopeless.has(reason.code) ? null : waits.next();
    const phase = delay === null ? 'failed' : reason.code === 'offline' ? 'offline' : 'waiting';
    board.set({
      phase,
      folder: null,
      // No network is an ordinary state, not an error.
      failure: phase === 'offline' ? null : reason,
      nextAttemptAt: delay === null ? null : clock.now() + delay,
      nextCheckAt: null,
    });
    session.refuseWaiting(new FailureError(reason));
    const pause = createPause({ clock, milliseconds: delay, signal });
    tryNow = pause.end;
    await pause.over;
    tryNow = null;
  };
  /** Detects sleep by a late timer, the only way that works on every platform. */
  const beat = () => {
    const due = clock.now() + limits.heartbeatEvery;
    cancelHeartbeat = clock.after(limits.heartbeatEvery, () => {
      if (clock.now() - due > limits.sleepAfter) reconsider();
      beat();
    });
  };
  /** Connections may be dead unnoticed, and what failed may work now. */
  const reconsider = () => {
    backOff.succeeded();
    if (!tryNow) session.probe();
    else if (board.state().phase !== 'failed' || isUnproven(board.state().failure)) tryNow();
  };
  /** Why nothing can be had from the server, when that is known: a password that was refused is not tried again for a click. */
  const unavailable = (): Failure | null => {
    const { phase, failure: reason } = board.state();
    if (!stopping) return failure('cancelled');
    return phase === 'failed' ? (reason ?? failure('internal')) : null;
  };
  const ask = async <Value>(request: () => Promise<Value>): Promise<Result<Value>> => {
    const refusal = unavailable();
    if (refusal) return fail(refusal);
    const answer = request();
    tryNow?.();
    try {
      return succeed(await answer);
    } catch (error) {
      return fail(toFailure(error));
    }
  };

  return {
    accountId: account.id,
    state: board.state,
    start() {
      if (stopping) return;
      stopping = new AbortController();
      announceFailed(dependencies).catch((error) => logger.error(`failed changes could not be announced: ${describeError(error)}`));
      beat();
      running = run(stopping.signal);
    },
    async stop() {
      stopping?.abort();
      stopping = null;
      cancelHeartbeat?.();
      await running;
      session.refuseWaiting(new FailureError(failure('cancelled')));
      board.close();
    },
    syncNow() {
      backOff.succeeded();
      session.syncNow();
      tryNow?.();
    },
    cancel: () => session.cancel(),
    networkChanged: reconsider,
    woke: reconsider,
    operationsWaiting: () => session.operationsWaiting(),
    compare: (folderId) => session.compare(folderId),
    fetchMessage: (id) =>
      ask(async () => {
        await session.fetchMessage(id);
        return null;
      }),
    borrow: (repeatable, work) => ask(() => session.borrow(repeatable, work)),
  };
}

/** Changes that had failed when the program ended may not have been seen: announce them once more, then forget them. */
async function announceFailed({ account, reader, storage, emit }: SyncDependencies): Promise<void> {
  for (const { id, state, failure: reason } of reader.operationHeads(account.id)) {
    if (state !== 'failed') continue;
    if (reason) emit('messages.operationFailed', { operationId: id, failure: reason });
    await storage.forgetOperation({ id });
  }
}
