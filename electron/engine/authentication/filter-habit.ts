/**
 * Whether the filters of an account's server write what they found just below its trace field into every message (as those of Postfix and Sendmail do):
 * then the first field there is always theirs, and a sender's own stands below it. Told by mail from all over the inbox, so that whoever sends much
 * today cannot make it up: one message without such a field says no.
 */
import type { Authentication } from '../../contract/delivery/authentication.ts';
import type { Result } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { BodyReader } from '../cache/bodies/read-bodies.ts';
import type { FolderReader } from '../cache/messages/read-folders.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';
import type { AccountServers } from '../mime/authentication/own-servers.ts';

interface HabitDependencies {
  readonly reader: FolderReader & ListReader & BodyReader;
  readonly read: (message: StoredBytes, account: AccountServers) => Promise<Result<Authentication>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface FilterHabit {
  /** What is known by now; null: not yet. */
  known(accountId: string): boolean | null;
  /** Looks, unless it has done so in the last half hour. @param account without this habit */
  look(accountId: string, account: AccountServers): Promise<boolean>;
}

/** Messages looked at, evenly over the inbox, and how many and from how many domains they must be to tell. */
const sampled = 24;
const fewest = 10;
const fewestDomains = 5;
/** Milliseconds. */
const keptFor = 1_800_000;

export function createFilterHabit({ reader, read, now }: HabitDependencies): FilterHabit {
  const kept = new Map<string, { readonly until: number; readonly isHabit: Promise<boolean>; known: boolean | null }>();

  async function find(accountId: string, account: AccountServers): Promise<boolean> {
    const inbox = reader.folderByRole(accountId, 'inbox');
    const total = inbox?.total ?? 0;
    if (inbox === null || total < fewest) return false;
    const step = Math.max(1, total / sampled);
    const domains = new Set<string>();
    let seen = 0;
    for (let turn = 0; turn < sampled && Math.floor(turn * step) < total; turn += 1) {
      const [row] = reader.list(inbox.id, Math.floor(turn * step), 1).rows;
      const stored = row?.bodyHeld ? reader.storedRaw(row.id) : null;
      if (!stored) continue;
      // Each is a turn of the parse thread: what the user opens comes between.
      const header = await read(stored, account);
      if (!header.ok) return false;
      const { claims, reports } = header.value;
      if (!claims.client?.isProven) continue; // from within, or a copy
      if (reports[0]?.standing !== 'unproven') return false;
      seen += 1;
      for (const author of claims.authors) domains.add(author);
    }
    return seen >= fewest && domains.size >= fewestDomains;
  }

  return {
    known: (accountId) => kept.get(accountId)?.known ?? null,
    look(accountId, account) {
      const held = kept.get(accountId);
      if (held && held.until > now()) return held.isHabit;
      const entry = { until: now() + keptFor, isHabit: find(accountId, account), known: held?.known ?? null };
      kept.set(accountId, entry);
      void entry.isHabit.then(
        (isHabit) => {
          entry.known = isHabit;
        },
        () => kept.delete(accountId), // a database that is closed meanwhile; asked again the next time
      );
      return entry.isHabit;
    },
  };
}
