/**
 * What is in one mbox file: its messages by their numbers, found again when it has changed. Other programs deliver into it, and rewrite it, at
 * any moment; it is never taken for what it was. Changes nothing in the file.
 */
import { type FileHandle, stat } from 'node:fs/promises';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { exists } from '../../disk/exists.ts';
import { systemCode } from '../../disk/system-code.ts';
import { fileSource, openToRead } from '../mbox/byte-source.ts';
import { type MboxEntry, scanMbox } from '../mbox/scan-mbox.ts';
import { flagsOf, readStatus } from '../mbox/status-fields.ts';
import { openUidList, type UidList } from '../uid-list.ts';

/** What is held of a message: not its header. */
export type Held = Omit<MboxEntry, 'header'> & { readonly flags: readonly string[]; readonly uid: number; readonly size: number };

export interface MboxState {
  readonly inode: bigint;
  readonly size: number;
  /** When the file was changed last: unlike the time of modification nobody can put it back, as mutt and `touch` do with that. */
  readonly changed: bigint;
  readonly held: readonly Held[];
  /** The last message may not be whole yet. */
  readonly isUnsettled: boolean;
}

interface MboxContents {
  /** Numbers and marks of the messages, which are kept beside the file. */
  numbers(): Promise<UidList>;
  /**
   * Reads the file where it is not as it was.
   * @param isLocked nobody writes: the last message is whole
   * @param isAppended all that is new stands behind what was there: of messages that are all alike those that were there keep their numbers
   */
  refresh(isLocked: boolean, isAppended?: boolean): Promise<MboxState>;
  /** What was seen before is not believed any more. */
  forget(): void;
  bytesOf(start: number, end: number): Promise<Buffer>;
  /** Reads a part of a message, from its text on or from elsewhere, from where it still stands. `mailbox-locked` where the file is never at rest; null: no such message. */
  readPart(
    uid: number,
    endOf: (entry: Held) => number,
    startOf?: (entry: Held) => number,
  ): Promise<{ readonly entry: Held; readonly bytes: Buffer } | null>;
}

interface MboxContentsOptions {
  readonly file: string;
  /** Files beside the databases, for the numbers: their names without an ending. */
  readonly beside: string;
  readonly clock: Clock;
  /** Delivery agents write into it. */
  readonly isSpool: boolean;
}

/** Larger files are not read anew for what was added behind. */
const smallFile = 4 << 20;
/** Milliseconds: a message that came so short a time ago may be being written; one that no empty line ends is waited for longer. */
const settles = 250;
const settlesTorn = 10_000;
/** While another program holds the lock, so long at most is what was seen before taken for what is there. */
const settlesLocked = 1_000;

export function createMboxContents({ file, beside, clock, isSpool }: MboxContentsOptions): MboxContents {
  let uids: UidList | null = null;
  let state: MboxState | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** False while the lock is there: another program is delivering, or rewriting all of it. */
  const isQuiet = async (): Promise<boolean> => !(await exists(`${file}.lock`));
  const list = async (): Promise<UidList> => {
    // Seconds, as servers do it (RFC 9051 §2.3.1.1): another number each time.
    uids ??= await openUidList(`${beside}.uids`, () => Math.floor(clock.now() / 1000) % 0xffff_ffff || 1);
    return uids;
  };

  const scan = async (handle: FileHandle, size: number, from: number): Promise<Omit<Held, 'uid'>[]> => {
    const found: Omit<Held, 'uid'>[] = [];
    for await (const { header, ...entry } of scanMbox(fileSource(handle, size), from, isSpool))
      found.push({ ...entry, flags: flagsOf(readStatus(header)), size: entry.contentEnd - entry.contentStart });
    return found;
  };

  const refresh = async (isLocked: boolean, isAppended = false): Promise<MboxState> => {
    const numbers = await list();
    const before = state;
    let handle: FileHandle;
    try {
      handle = await openToRead(file);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      // A spool without mail has no file.
      await numbers.numbers([]);
      state = { inode: 0n, size: 0, changed: 0n, held: [], isUnsettled: false };
      return state;
    }
    try {
      if (before && !isLocked && clock.now() - lookedAt < settlesLocked && !(await isQuiet())) return { ...before, isUnsettled: true };
      lookedAt = clock.now();
      const now = await handle.stat({ bigint: true });
      const size = Number(now.size);
      const same = before?.inode === now.ino && before.size === size && before.changed === now.ctimeNs;
      if (before && same && !before.isUnsettled) return before;
      const grown = before && before.inode === now.ino && size > before.size && (isAppended || size > smallFile) ? before.held : [];
      const last = grown.at(-1);
      // The last one is read again: what was added may belong to it.
      // Where no message begins any more, another program has rewritten the file: all of it is read.
      const tail = last ? await scan(handle, size, last.start).catch(() => null) : null;
      const isTail = last !== undefined && tail?.[0]?.digest === last.digest;
      const kept = isTail ? grown.slice(0, -1) : [];
      const found = isTail && tail ? tail : await scan(handle, size, 0);
      // A time ahead of the clock tells nothing.
      const age = clock.now() - Number(now.mtimeMs);
      const newest = found.at(-1);
      const isTorn = newest !== undefined && newest.end === newest.contentEnd;
      const isKnown = newest !== undefined && numbers.knows(newest.digest);
      const isUnsettled = !isLocked && newest !== undefined && !isKnown && age >= 0 && age < (isTorn ? settlesTorn : settles);
      const settled = isUnsettled && !(isTail && found.length === 1) ? found.slice(0, -1) : found;
      const known = kept.length + (isTail && settled.length > 0 ? 1 : 0);
      const given =
        known > 0
          ? [...(last ? [last.uid] : []), ...(await numbers.extend(settled.slice(1).map(({ digest }) => digest)))]
          : await numbers.numbers(settled.map(({ digest }) => digest));
      const held = [...kept, ...settled.map((entry, at) => ({ ...entry, uid: given[at] ?? 0 }))];
      state = { inode: now.ino, size, changed: now.ctimeNs, held, isUnsettled };
      return state;
    } finally {
      await handle.close();
    }
  };

  const bytesOf = async (start: number, end: number): Promise<Buffer> => {
    const handle = await openToRead(file);
    try {
      return await fileSource(handle, end).read(start, end - start);
    } finally {
      await handle.close();
    }
  };
  /** By their numbers, made when one is looked for first: a folder that is fetched asks for each of its messages. */
  let numbered: { readonly held: readonly Held[]; readonly byUid: ReadonlyMap<number, Held> } | null = null;
  const find = (uid: number): Held | null => {
    if (!state) return null;
    if (numbered?.held !== state.held) numbered = { held: state.held, byUid: new Map(state.held.map((entry) => [entry.uid, entry])) };
    return numbered.byUid.get(uid) ?? null;
  };
  const readPart: MboxContents['readPart'] = async (uid, endOf, startOf = ({ contentStart }) => contentStart) => {
    for (let again = 0; again < 3; again += 1) {
      const before = await refresh(false);
      const entry = find(uid);
      if (!entry) return null;
      const bytes = await bytesOf(startOf(entry), endOf(entry));
      const after = await stat(file, { bigint: true });
      if (after.ino === before.inode && (after.ctimeNs === before.changed || (await isStill(entry)))) return { entry, bytes };
    }
    throw new FailureError(failure('mailbox-locked', { protocol: 'mbox', permanent: false, detail: { path: file } }));
  };
  const isStill = async (entry: Held): Promise<boolean> => {
    const handle = await openToRead(file);
    try {
      const { size } = await handle.stat();
      for await (const found of scanMbox(fileSource(handle, Math.min(size, entry.end)), entry.start, isSpool))
        return found.digest === entry.digest;
      return false;
    } finally {
      await handle.close();
    }
  };

  return {
    numbers: list,
    refresh,
    forget() {
      state = null;
    },
    bytesOf,
    readPart,
  };
}
