/**
 * Messages that a server does not deliver: it refuses them, answers without them, or loses the connection over them. They are noted in the
 * cache, so that a reconnect or a restart goes on without them, and asked for alone after everything else. It refuses to know protocols.
 */
import { type Failure, toFailure } from '../../../contract/failure.ts';
import type { LeftAside } from '../../cache/database/stored.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';

/** Failures that end the work of an account: connection, this machine, the user. Any other is about one message or one folder. */
const stopping: ReadonlySet<string> = new Set([
  'cancelled',
  'disk-full',
  'data-folder-locked',
  'data-folder-newer',
  'data-folder-unwritable',
  'database-corrupt',
  'database-busy',
  'storage-interrupted',
  'storage-lost',
]);

export const stopsAccount = (error: unknown, connection: { readonly closed: boolean }): boolean =>
  connection.closed || stopping.has(toFailure(error).code);

/**
 * Leaves aside a folder that the server refused, with the reason: it is asked for again at the next poll.
 * @param error what a look at it failed with
 * @returns false: nothing of it is left to the bulk download. Rejects with `error` where it stops the account.
 */
export async function leaveFolderAside(
  { reader, storage, logger }: SyncDependencies,
  connection: { readonly closed: boolean },
  folderId: number,
  error: unknown,
): Promise<false> {
  if (stopsAccount(error, connection)) throw error;
  const path = reader.folder(folderId)?.path ?? '';
  logger.warning(`folder ${path} was left out: ${toFailure(error).code}`);
  await stored(storage.setFolderState({ folderId, state: { failure: folderFailure(path, toFailure(error)) } }));
  return false;
}

/** Connections lost over one message fetched alone, or over one folder, before it counts as the cause: networks fail at any time. */
export const lossesBelieved = 2;
/** Connection ends that may have any cause. */
const passing: ReadonlySet<string> = new Set(['connection-lost', 'connection-stalled', 'connection-timeout', 'offline', 'tls-failed']);
/** Milliseconds before a message that was not delivered is asked for again, doubled each time up to a day. */
const firstWait = 3_600_000;
const longestWait = 24 * 3_600_000;

export interface AsideNotes {
  /** By key. */
  all(): ReadonlyMap<string, LeftAside>;
  /** Those whose turn it is. */
  due(): readonly LeftAside[];
  /** Asked for together when the connection was lost; what was noted of them before stays. */
  suspect(keys: readonly string[]): Promise<void>;
  /** Fetching it alone failed. `lost`: the connection ended over it. */
  failed(keys: readonly string[], reason: Failure, lost?: boolean): Promise<void>;
  /** They have come, or are no longer there. */
  takenUp(keys: readonly string[]): Promise<void>;
}

/** The notes of one folder. */
export function asideNotes(
  { reader, storage, clock }: Pick<SyncDependencies, 'reader' | 'storage' | 'clock'>,
  folderId: number,
): AsideNotes {
  const all = () => new Map(reader.leftAside(folderId).map((entry) => [entry.key, entry]));
  return {
    all,
    due: () => [...all().values()].filter((entry) => isDue(entry, clock.now())),
    async suspect(keys) {
      const known = all();
      const fresh = keys.filter((key) => !known.has(key));
      const messages = fresh.map((key) => ({ key, attempts: 0, triedAt: clock.now(), failure: null }));
      if (messages.length > 0) await stored(storage.leaveAside({ folderId, messages }));
    },
    async failed(keys, reason, lost = false) {
      const known = all();
      const messages = keys.map((key) => {
        const attempts = (known.get(key)?.attempts ?? 0) + 1;
        return {
          key,
          attempts,
          triedAt: clock.now(),
          failure: lost && passing.has(reason.code) && attempts < lossesBelieved ? null : reason,
        };
      });
      if (messages.length > 0) await stored(storage.leaveAside({ folderId, messages }));
    },
    async takenUp(keys) {
      if (keys.length > 0) await stored(storage.leaveAside({ folderId, messages: [], takenUp: keys }));
    },
  };
}

export function isDue({ attempts, triedAt, failure }: LeftAside, now: number): boolean {
  // A size above the limit may have been wrong, or is corrected by now: never give up for good.
  if (failure === null) return true;
  return now - triedAt >= Math.min(longestWait, firstWait * 2 ** (attempts - 1));
}

/** Makes every note of the account due: the user, or a script, asks now. */
export async function askAgain({ account, reader, storage }: SyncDependencies): Promise<void> {
  for (const { id: folderId } of reader.folders(account.id)) {
    const messages = reader.leftAside(folderId).flatMap((entry) => (entry.failure === null ? [] : [{ ...entry, triedAt: 0 }]));
    if (messages.length > 0) await stored(storage.leaveAside({ folderId, messages }));
  }
}

/** Whether a look at this folder has something to fetch, notes whose turn has not come left out. */
export function lacksBodies({ reader, clock }: Pick<SyncDependencies, 'reader' | 'clock'>, folderId: number): boolean {
  const { total, bodiesHeld } = reader.counts(folderId);
  const notes = reader.leftAside(folderId);
  const now = clock.now();
  if (notes.some((entry) => isDue(entry, now))) return true;
  // A note may be of a message that has no row yet.
  const waiting = notes.filter(({ key }) => reader.holdsUid(folderId, uidOf(key)?.uid ?? 0)).length;
  return bodiesHeld + waiting < total;
}

/** Why a folder could not be read to the end, with its name. */
export const folderFailure = (path: string, reason: Failure): Failure => ({
  ...reason,
  // On this computer no server refuses: what happened to the file says more.
  code: reason.protocol === 'mbox' || reason.protocol === 'maildir' ? reason.code : 'folder-refused',
  permanent: false,
  detail: { ...reason.detail, cause: reason.code, folder: path },
});

export const keyOf = (uidValidity: number | null, uid: number): string => `${uidValidity ?? 0} ${uid}`;

export function uidOf(key: string): { readonly uidValidity: number; readonly uid: number } | null {
  const match = /^(\d+) (\d+)$/.exec(key);
  return match ? { uidValidity: Number(match[1]), uid: Number(match[2]) } : null;
}
