/**
 * One complete synchronisation over a connection of its own, for the command line: everything compared, every body fetched, every waiting
 * change made.
 */

import { serverFacts } from '../../../contract/accounts.ts';
import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import { type IncomingProtocol, incomingProtocols } from '../../../contract/mail-protocols.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { createDownloadPlan, type DownloadPlan } from '../download/download-plan.ts';
import { readFolders } from '../folders/folder-list.ts';
import { askAgain } from '../folders/left-aside.ts';
import { replayOperations } from '../operations/replay.ts';
import { ensureFolders, visitMailbox } from '../pop3/pop3-account.ts';
import { createOverlongMessages } from '../pop3/pop3-overlong.ts';
import { pop3Inbox } from '../pop3/pop3-poll.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';
import { connectMailbox } from './connect-mailbox.ts';
import { createStatusBoard } from './status-board.ts';

/** What the terminal prints of one account. */
export interface AccountReport {
  readonly name: string;
  readonly folders: readonly FolderReport[];
  readonly failure?: Failure;
}

interface FolderReport {
  readonly path: string;
  readonly uidValidity: number | null;
  /** Messages held whole. */
  readonly held: number;
  /** Messages the server has. */
  readonly server: number;
  readonly new: number;
  /** Why the folder is not complete, with its name in `detail.folder` and the server's own line. */
  readonly failure?: Failure;
}

/** Synchronises and reports. What failed is in the report; what came before it is kept. */
export async function syncAccountOnce(
  dependencies: SyncDependencies,
  signal: AbortSignal = new AbortController().signal,
): Promise<AccountReport> {
  const { account, clock, emit } = dependencies;
  const { name, incoming } = account.settings;
  const board = createStatusBoard({
    accountId: account.id,
    clock,
    pendingOperations: () => dependencies.reader.waitingOperations(account.id),
    say: (state) => emit('sync.changed', state),
  });
  const added = new Map<number, number>();
  const report: { server: Map<number, number>; incomplete: Map<number, Failure>; failure?: Failure } = {
    server: new Map(),
    incomplete: new Map(),
  };
  try {
    await runs[incoming.protocol](dependencies, board, { added, ...report }, signal);
  } catch (error) {
    report.failure = toFailure(error);
  }
  board.set({ phase: report.failure ? 'failed' : 'idle', folder: null, failure: report.failure ?? null });
  board.close();
  return {
    name,
    folders: reportFolders(dependencies, { added, ...report }),
    ...(report.failure ? { failure: report.failure } : {}),
  };
}

/** What is counted by folder while an account is synchronised. */
interface Counts {
  readonly added: Map<number, number>;
  /** Messages that a POP3 server has. */
  readonly server: Map<number, number>;
  /** What a POP3 server refused about single messages. */
  readonly incomplete: Map<number, Failure>;
}

type Board = ReturnType<typeof createStatusBoard>;

/** One synchronisation of each protocol. */
const runs: Readonly<
  Record<IncomingProtocol, (dependencies: SyncDependencies, board: Board, counts: Counts, signal: AbortSignal) => Promise<void>>
> = { imap: syncFolders, pop3: syncPop3, mbox: syncFolders, maildir: syncFolders };

async function syncFolders(dependencies: SyncDependencies, board: Board, { added }: Counts, signal: AbortSignal): Promise<void> {
  const plan = createDownloadPlan(dependencies, {
    board,
    onCompared: (folderId, comparison) => {
      added.set(folderId, (added.get(folderId) ?? 0) + comparison.added);
    },
  });
  const heldBy = await withConnection(dependencies, signal, async (connection) => {
    board.set({ phase: 'folders' });
    await readFolders(dependencies, connection);
    await askAgain(dependencies);
    const replayed = await replayOperations(dependencies, connection, { deleteGrace: 0 });
    plan.add(dependencies.reader.folders(dependencies.account.id).map(({ id }) => id));
    await workOn(plan, connection, signal);
    return replayed.heldBy;
  });
  // A message over which the connection was lost is noted: the others come over the next one.
  for (let lost = 0; !plan.isEmpty && lost < mostLost; lost += 1)
    await withConnection(dependencies, signal, (connection) => workOn(plan, connection, signal));
  if (!plan.isEmpty) throw new FailureError(failure('connection-lost', serverFacts(dependencies.account.settings.incoming)));
  // All mail is here; what the user has changed waits for the next time.
  if (heldBy !== null) throw new FailureError(heldBy);
}

/** Connections that may be lost over messages in one run. */
const mostLost = 30;

/** Works through the plan; returns before its end where the connection was lost over a message, or a folder, that is noted now. */
async function workOn(plan: DownloadPlan, connection: ImapConnection, signal: AbortSignal): Promise<void> {
  try {
    await plan.workThrough(connection, signal);
  } catch (error) {
    if (signal.aborted || !connection.closed || !plan.isLossNoted) throw error;
  }
}

async function syncPop3(
  dependencies: SyncDependencies,
  board: Board,
  { added, server, incomplete }: Counts,
  signal: AbortSignal,
): Promise<void> {
  await ensureFolders(dependencies);
  await askAgain(dependencies);
  const { arrived, listed, refused } = await visitMailbox(dependencies, board, signal, {
    isCancelled: () => signal.aborted,
    overlong: createOverlongMessages(),
    betweenMessages: () => Promise.resolve(),
  });
  const inbox = dependencies.reader.folderByPath(dependencies.account.id, pop3Inbox);
  if (!inbox) return;
  added.set(inbox.id, arrived.length);
  server.set(inbox.id, listed);
  // RFC 1939 §5: -ERR to one message says nothing of the others, nor of the account.
  if (refused) incomplete.set(inbox.id, { ...refused, detail: { ...refused.detail, folder: pop3Inbox } });
}

/** Runs work over a connection of its own and logs out. */
export async function withConnection<Value>(
  dependencies: SyncDependencies,
  signal: AbortSignal,
  work: (connection: ImapConnection) => Promise<Value>,
  purpose: 'sync' | 'evidence' | 'check' = 'sync',
): Promise<Value> {
  const connection = await connectMailbox(dependencies, purpose, signal);
  try {
    const value = await work(connection);
    await connection.logout();
    return value;
  } finally {
    connection.destroy();
  }
}

function reportFolders({ account, reader }: SyncDependencies, { added, server, incomplete }: Counts): FolderReport[] {
  const { hasFolders } = incomingProtocols[account.settings.incoming.protocol];
  return reader
    .folders(account.id)
    .filter(({ id, selectable, failure: reason }) => (selectable || reason !== undefined) && (hasFolders || server.has(id)))
    .map(({ id, path, server: said, failure: reason = incomplete.get(id) }) => ({
      path,
      uidValidity: said.uidValidity,
      held: reader.counts(id).bodiesHeld,
      server: server.get(id) ?? said.exists ?? 0,
      new: added.get(id) ?? 0,
      ...(reason ? { failure: reason } : {}),
    }));
}
