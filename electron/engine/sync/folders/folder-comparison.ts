/**
 * Makes one folder of the cache equal to the server's: what vanished, what changed its flags, what is new. By QRESYNC
 * (RFC 7162) where both sides can, else by CONDSTORE, else by comparing UIDs and flags. What is kept of the folder's state
 * is written only at the end of a complete comparison, so an interrupted one is simply made again.
 */
import { toFailure } from '../../../contract/failure.ts';
import { storedFlags } from '../../cache/messages/flags.ts';
import type { HeldReader } from '../../cache/messages/read-held.ts';
import type { FlagChange, HeaderExtent, HeaderFetch, ImapConnection, ImapSelection, UidSpan } from '../../imap/imap-types.ts';
import { joinSpans } from '../../imap/uid-set.ts';
import { causes } from '../causes.ts';
import { mostRefused } from '../download/bodies.ts';
import { noteLost, noteUndelivered } from '../pop3/undelivered.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import { asideNotes, keyOf, stopsAccount } from './left-aside.ts';
import { compareUids, positionOf } from './uid-index.ts';

interface ComparisonOptions {
  /**
   * `newest`: only the newest page of what is missing and the flags of the newest, for a fast first page;
   * `whole`: everything, newest first.
   */
  readonly extent: 'newest' | 'whole';
  /** The folder was watched until now: flags of older messages cannot have changed unheard. */
  readonly watched?: boolean;
  readonly signal?: AbortSignal;
  /** Header blocks to come, once known, and then after each batch how many came with it. */
  readonly onMissing?: (count: number) => void;
  readonly onAdded?: (count: number) => void;
}

export interface Comparison {
  /** False: older messages or flags are still to be compared. */
  readonly complete: boolean;
  readonly added: number;
  /** Row ids of messages that are newer than anything seen before: new mail. Empty the first time a folder is read. */
  readonly arrived: readonly number[];
}

/** Selects the folder and compares it. Rejects with a `FailureError`; what was done until then stays. */
export async function compareFolder(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  options: ComparisonOptions,
): Promise<Comparison> {
  const { reader, storage, limits, clock } = dependencies;
  const before = reader.folder(folderId);
  if (!before?.selectable) return { complete: true, added: 0, arrived: [] };
  const { uidValidity, highestModseq, uidNext } = before.server;
  const commands = { cause: causes.compareFolder, signal: options.signal };
  const qresync = uidValidity !== null && uidNext !== null && highestModseq !== null ? { uidValidity, modseq: highestModseq } : undefined;
  const selection = await connection.select(before.path, { ...commands, ...(qresync ? { qresync } : {}) });

  const renumbered = uidValidity !== null && uidValidity !== selection.uidValidity;
  // Defence P5 of the checklist.
  if (renumbered) await renumber(dependencies, folderId, selection.uidValidity);
  const seenBefore = uidNext !== null && !renumbered;
  if (!seenBefore)
    await stored(storage.setFolderState({ folderId, state: { uidValidity: selection.uidValidity, exists: selection.exists } }));

  if (seenBefore && selection.since) await applySince(dependencies, folderId, selection.since);
  // Counted, not listed: where nothing is new the folder is not walked through.
  const held = reader.uidCount(folderId);
  // Equal mod-sequences: no flag changed either (RFC 7162 §3.1.2.1).
  const sameModseq = seenBefore && selection.highestModseq !== null && selection.highestModseq === highestModseq;
  // The same UIDNEXT: nothing has come (RFC 9051 §2.3.1.1); then as many as are held are the very same.
  const nothingNew = seenBefore && selection.uidNext === uidNext && held === selection.exists;
  const aside = asideNotes(dependencies, folderId).all();
  const isAside = (uid: number) => aside.has(keyOf(selection.uidValidity, uid));
  const newUids = seenBefore && selection.since ? unknownUids(dependencies, folderId, selection.since.changed) : [];
  // QRESYNC names new messages among the changed ones; where the numbers add up nothing else can be missing.
  const accounted = nothingNew || (newUids.length > 0 && held + newUids.length === selection.exists);
  // Nothing is held of a folder that is seen for the first time: its newest page can be named without a list of all the others.
  const firstPage = options.extent === 'newest' && !seenBefore && held === 0 && selection.exists > limits.newestPage;
  const { missing: unknown, gone } = accounted
    ? { missing: newUids, gone: [] }
    : compareUids(await connection.searchUids(firstPage ? { newest: limits.newestPage } : { all: true }, commands), reader.uids(folderId));
  // Left aside before its header came: it is asked for alone, after everything else.
  const missing = unknown.filter((uid) => !isAside(uid));
  let flagsComplete = true;
  if (held > 0 && !selection.since && !sameModseq) {
    flagsComplete = await compareFlags(dependencies, connection, folderId, {
      ...options,
      changedSince: seenBefore && selection.highestModseq !== null ? highestModseq : null,
    });
  }
  if (gone.length > 0) await stored(storage.removeUids({ folderId, uids: gone }));

  const wanted = options.extent === 'newest' ? missing.slice(0, limits.newestPage) : missing;
  options.onMissing?.(wanted.length);
  // What a renumbered or renamed folder has left behind is known again by whole header blocks only.
  const fields = firstPage && !reader.holdsOrphans() ? 'list' : 'all';
  const { added, ids } = await addHeaders(dependencies, connection, folderId, wanted, { ...options, fields });
  const arrived = seenBefore ? [...ids].flatMap(([uid, id]) => (uid >= (uidNext ?? 0) ? [id] : [])) : [];
  const whole = wanted.length === missing.length && flagsComplete && !firstPage;
  if (whole) {
    await dropUnplaced(dependencies, folderId);
    await stored(
      storage.setFolderState({
        folderId,
        state: {
          exists: selection.exists,
          uidValidity: selection.uidValidity,
          uidNext: selection.uidNext ?? (reader.uids(folderId).uids.at(-1) ?? 0) + 1,
          highestModseq: selection.highestModseq,
          checkedAt: clock.now(),
          failure: null,
        },
      }),
    );
  }
  return { complete: whole, added, arrived };
}

/**
 * Fetches and stores header blocks, or the fields of them that make a row, newest first; a batch is parsed by the storage worker while the
 * next one is on its way.
 */
async function addHeaders(
  dependencies: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  uids: readonly number[],
  { signal, onAdded, fields }: ComparisonOptions & { readonly fields: HeaderExtent },
): Promise<{ added: number; ids: Map<number, number> }> {
  const { storage } = dependencies;
  const ids = new Map<number, number>();
  let added = 0;
  let storing: Promise<void> = Promise.resolve();
  const store = async (batch: readonly HeaderFetch[]) => {
    const result = await stored(storage.addHeaders({ folderId, messages: batch }));
    added += result.added;
    for (const [uid, id] of result.ids) ids.set(uid, id);
    onAdded?.(batch.length);
  };
  if (uids.length === 0) return { added, ids };
  const asked = new Set(uids);
  const came = new Set<number>();
  const notes = asideNotes(dependencies, folderId);
  const uidValidity = connection.selected?.uidValidity ?? null;
  let window: readonly number[] = [];
  let refusals = 0;
  const fetch = (wanted: readonly number[]) =>
    connection.fetchHeaders(
      wanted,
      async (batch) => {
        await storing;
        // A server may send unsolicited FETCH data (RFC 3501 §7.4.2): take only what was asked for.
        const taken = batch.filter(({ uid }) => asked.has(uid));
        for (const { uid } of taken) came.add(uid);
        storing = store(taken);
        storing.catch(() => {}); // reported by the `await` of the next batch or below; here only kept from being unhandled
      },
      {
        cause: causes.headers,
        signal,
        fields,
        onAsk: (next) => {
          window = next;
        },
      },
    );
  /** Pieces still to be asked for, the next one last. A piece that is refused is halved until the message that is meant is alone. */
  const pieces = [uids];
  try {
    for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
      try {
        await fetch(piece);
      } catch (error) {
        await noteLost(dependencies, connection, { folderId, uidValidity, uids: window }, error);
        if (stopsAccount(error, connection)) throw error;
        const refused = window.filter((uid) => !came.has(uid));
        const inWindow = new Set(window);
        pieces.push(piece.filter((uid) => !came.has(uid) && !inWindow.has(uid)));
        if (refused.length === 1) {
          refusals += 1;
          if (refusals > mostRefused) throw error;
          await notes.failed([keyOf(uidValidity, refused[0] ?? 0)], toFailure(error));
          for (const uid of refused) asked.delete(uid);
        } else {
          const middle = Math.ceil(refused.length / 2);
          pieces.push(refused.slice(middle), refused.slice(0, middle));
        }
      }
    }
  } finally {
    await storing;
  }
  await noteUndelivered(
    dependencies,
    connection,
    folderId,
    [...asked].filter((uid) => !came.has(uid)),
  );
  return { added, ids };
}

/** What happened since the last time, as QRESYNC told it with SELECT (RFC 7162 §3.2.5). */
async function applySince(
  { reader, storage }: SyncDependencies,
  folderId: number,
  since: NonNullable<ImapSelection['since']>,
): Promise<void> {
  const vanished = heldInSpans(reader, folderId, since.vanished);
  if (vanished.length > 0) await stored(storage.removeUids({ folderId, uids: vanished }));
  const changed = since.changed.filter(({ uid }) => reader.holdsUid(folderId, uid));
  if (changed.length > 0) await stored(storage.setFlags({ folderId, messages: changed }));
}

/** Newest first. */
function unknownUids({ reader }: SyncDependencies, folderId: number, changed: readonly FlagChange[]): number[] {
  const unknown = changed.flatMap(({ uid }) => (reader.holdsUid(folderId, uid) ? [] : [uid]));
  return [...new Set(unknown)].sort((one, other) => other - one);
}

/** Spans beyond which one walk over all that is held is cheaper than a question for each. */
const manySpans = 50;

/** UIDs held within the spans, ascending. A span may name millions of UIDs, so what is held is asked for, not the span walked. */
export function heldInSpans(reader: HeldReader, folderId: number, spans: readonly UidSpan[]): number[] {
  const joined = joinSpans(spans);
  if (joined.length <= manySpans) return joined.flatMap(({ first, last }) => reader.uidsWithin(folderId, first, last));
  const { uids, leaving } = reader.uids(folderId);
  let at = 0;
  return Array.from(uids)
    .concat(Array.from(leaving))
    .sort((one, other) => one - other)
    .filter((uid) => {
      while (at < joined.length && (joined[at]?.last ?? 0) < uid) at += 1;
      return uid >= (joined[at]?.first ?? Number.POSITIVE_INFINITY);
    });
}

/** Compares flags without QRESYNC; answers whether all of them have been. */
async function compareFlags(
  { reader, storage, limits }: SyncDependencies,
  connection: ImapConnection,
  folderId: number,
  { extent, watched, signal, changedSince }: ComparisonOptions & { changedSince: string | null },
): Promise<boolean> {
  const held = reader.uids(folderId);
  const commands = { cause: causes.compareFolder, signal };
  const apply = async (changes: readonly FlagChange[]) => {
    const differing = changes.filter(({ uid, flags }) => {
      const at = positionOf(held.uids, uid);
      const { bits, keywords } = storedFlags(flags);
      // Which keywords a message has is compared by the storage: it changes nothing where they are the same.
      return at >= 0 && (keywords !== '' || held.flags[at] !== bits);
    });
    if (differing.length > 0) await stored(storage.setFlags({ folderId, messages: differing }));
  };
  if (changedSince !== null) {
    await apply(await connection.fetchFlags({ first: 1, last: '*' }, { ...commands, changedSince }));
    return true;
  }
  const windows = extent === 'newest' ? 1 : Math.ceil(held.uids.length / limits.flagWindow);
  for (let window = 0; window < windows; window += 1) {
    const end = held.uids.length - window * limits.flagWindow;
    const part = held.uids.subarray(Math.max(0, end - limits.flagWindow), end);
    const first = part[0];
    const last = part.at(-1);
    if (first !== undefined && last !== undefined) await apply(await connection.fetchFlags({ first, last }, commands));
  }
  return watched === true || windows * limits.flagWindow >= held.uids.length;
}

/** UIDVALIDITY changed (RFC 3501 §2.3.1.1): held messages must not be matched to new UIDs. */
async function renumber({ storage, emit, logger, reader }: SyncDependencies, folderId: number, uidValidity: number): Promise<void> {
  const { failedOperations } = await stored(storage.renumberFolder({ folderId, uidValidity }));
  logger.info(`folder ${folderId} was renumbered by the server; ${failedOperations.length} waiting changes cannot be made any more`);
  for (const operationId of failedOperations) {
    const reason = reader.operation(operationId)?.failure ?? toFailure(new Error(`operation ${operationId} has no failure`));
    emit('messages.operationFailed', { operationId, failure: reason });
  }
}

/** Rows that were moved here without their new UID becoming known, unless a move to here still waits. */
async function dropUnplaced({ account, reader, storage }: SyncDependencies, folderId: number): Promise<void> {
  const awaited = reader
    .operationHeads(account.id)
    .some(({ change, state }) => change.kind === 'move' && change.targetFolderId === folderId && state !== 'failed');
  if (!awaited) await stored(storage.dropUnplaced({ folderId }));
}
