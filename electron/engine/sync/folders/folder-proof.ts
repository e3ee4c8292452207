/**
 * Compares one folder with the server message by message: every UID by SEARCH, every flag by FETCH, no counter believed.
 * Reads only (EXAMINE) and reports the differences; the caller repairs them.
 */
import { FailureError, failure } from '../../../contract/failure.ts';
import type { FolderProof } from '../../../contract/folders.ts';
import { flagBits } from '../../cache/database/stored.ts';
import { storedFlags } from '../../cache/messages/flags.ts';
import type { HeldFlags } from '../../cache/messages/read-held.ts';
import type { ImapConnection } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import type { SyncDependencies } from '../sync-dependencies.ts';

interface ProofOptions {
  readonly signal: AbortSignal;
  /** Messages whose flags have been compared, of all. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Differences named one by one; beyond that only their number is told. */
const named = 100;

/** Rejects with a `FailureError`: `not-found` where the folder is gone here, `folder-gone` where it is gone there, `cancelled`. */
export async function proveFolder(
  { reader, clock, limits }: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  { signal, onProgress }: ProofOptions,
): Promise<FolderProof> {
  const folder = reader.folder(folderId);
  if (!folder) throw new FailureError(failure('not-found', { detail: { folderId } }));
  const commands = { cause: causes.prove, signal };
  const selection = await connection.select(folder.path, { ...commands, readOnly: true });
  const there = await connection.searchUids({ all: true }, commands);
  const held = reader.uids(folderId);
  const heldUids = new Set<number>(held.uids);
  const leaving = new Set<number>(held.leaving);
  const thereUids = new Set(there);
  const onlyThere = there.filter((uid) => !heldUids.has(uid) && !leaving.has(uid));
  // What came after SELECT was answered is held rightly, though the server had not counted it yet.
  const isCounted = (uid: number) => selection.uidNext === null || uid < selection.uidNext;
  const onlyHere = [...heldUids].filter((uid) => !thereUids.has(uid) && isCounted(uid));

  const differing: FolderProof['flags']['messages'] = [];
  let differences = 0;
  let waiting = leaving.size;
  let unseenThere = 0;
  onProgress(0, there.length);
  for (let from = 0; from < there.length; from += limits.flagWindow) {
    const first = there[from] ?? 0;
    const last = there[Math.min(from + limits.flagWindow, there.length) - 1] ?? first;
    const said = new Map((await connection.fetchFlags({ first, last }, commands)).map(({ uid, flags }) => [uid, flags]));
    const rows = new Map(reader.heldFlags(folderId, first, last).map((row) => [row.uid, row]));
    for (const [uid, flags] of said) {
      if (!thereUids.has(uid)) continue;
      if ((storedFlags(flags).bits & flagBits.seen) === 0) unseenThere += 1;
      const row = rows.get(uid);
      if (!row) continue;
      if (row.pending) {
        waiting += 1;
        continue;
      }
      const difference = compareFlags(row, flags);
      if (!difference) continue;
      differences += 1;
      if (differing.length < named) differing.push({ uid, ...difference });
    }
    onProgress(Math.min(from + limits.flagWindow, there.length), there.length);
  }

  const now = reader.folder(folderId) ?? folder;
  const isRenumbered = now.server.uidValidity !== null && now.server.uidValidity !== selection.uidValidity;
  const differs = onlyThere.length > 0 || onlyHere.length > 0 || differences > 0;
  return {
    folderId,
    checkedAt: clock.now(),
    server: {
      uidValidity: selection.uidValidity,
      uidNext: selection.uidNext,
      highestModseq: selection.highestModseq,
      exists: selection.exists,
      unseen: unseenThere,
    },
    held: {
      uidValidity: now.server.uidValidity,
      uidNext: now.server.uidNext,
      highestModseq: now.server.highestModseq,
      exists: now.total,
      unseen: now.unread,
    },
    verdict: isRenumbered ? 'renumbered' : differs ? 'differs' : 'identical',
    onlyThere: { count: onlyThere.length, uids: onlyThere.slice(-named).reverse() },
    onlyHere: { count: onlyHere.length, uids: onlyHere.slice(-named).reverse() },
    flags: { count: differences, messages: differing },
    waiting,
    session: connection.session,
  };
}

/** Flags as names, each side's own; null where they are the same. Keywords compare without regard to case (RFC 9051 §9). */
function compareFlags(row: HeldFlags, flags: readonly string[]): { onlyThere: string[]; onlyHere: string[] } | null {
  const there = namesOf(storedFlags(flags));
  const here = namesOf(row);
  const onlyThere = [...there].filter(([name]) => !here.has(name)).map(([, flag]) => flag);
  const onlyHere = [...here].filter(([name]) => !there.has(name)).map(([, flag]) => flag);
  return onlyThere.length + onlyHere.length === 0 ? null : { onlyThere, onlyHere };
}

const systemFlags: readonly (readonly [flag: string, bit: number])[] = [
  ['\\Seen', flagBits.seen],
  ['\\Flagged', flagBits.flagged],
  ['\\Answered', flagBits.answered],
  ['$Forwarded', flagBits.forwarded],
  ['\\Draft', flagBits.draft],
  ['\\Deleted', flagBits.deleted],
];

function namesOf({ bits, keywords }: { readonly bits: number; readonly keywords: string }): Map<string, string> {
  const flags = systemFlags.flatMap(([flag, bit]) => ((bits & bit) === 0 ? [] : [flag]));
  return new Map([...flags, ...keywords.split(' ').filter(Boolean)].map((flag) => [flag.toLowerCase(), flag]));
}
