/**
 * One mbox file as a folder: what is in it, found again when it changes, and changed under the lock of the system. Other programs deliver into
 * it, and rewrite it, at any moment; it is never taken for what it was.
 */
import { open, stat } from 'node:fs/promises';
import type { Clock } from '../../../base/clock.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import type { FolderContents } from '../local-mailbox.ts';
import { fileSource, openToRead } from '../mbox/byte-source.ts';
import { dialectOf, unquoted } from '../mbox/from-quoting.ts';
import { type MboxEntry, scanMbox } from '../mbox/scan-mbox.ts';
import { type FlagChanges, flagsOf, readStatus } from '../mbox/status-fields.ts';
import { jointBehind, marked } from '../mbox/write-mbox.ts';
import { onDisk } from '../system-failure.ts';
import { openUidList, type UidList } from '../uid-list.ts';
import type { LockMailbox } from './dotlock.ts';
import { cutBack, finishRewrite, type OnStep, rewriteTail } from './rewrite.ts';

interface MboxFileOptions {
  readonly file: string;
  /** Files beside the databases, for numbers and for a rewrite under way: their names without an ending. */
  readonly beside: string;
  readonly clock: Clock;
  /** Null where the file may not be changed. */
  readonly lock: LockMailbox | null;
  /** Delivery agents write into it. */
  readonly isSpool?: boolean;
  readonly onStep?: OnStep;
}

export interface MboxFile {
  look(): Promise<FolderContents>;
  read(uid: number): Promise<Buffer | null>;
  readHeader(uid: number): Promise<Buffer | null>;
  /** Keeps marks in the file, or beside it where it may not be changed. */
  setFlags(uids: readonly number[], change: FlagChanges): Promise<void>;
  /**
   * Takes messages out. `onTaken` is given each as it stands in the file, with its line and its marks, and is awaited before anything is
   * taken out.
   */
  remove(uids: readonly number[], onTaken?: (messages: readonly TakenMessage[]) => Promise<void>): Promise<void>;
  /** Puts messages behind the others, as they are; makes the file where there is none. Answers their numbers. */
  append(messages: readonly Buffer[]): Promise<readonly number[]>;
  /** Finishes what a killed program has begun. */
  recover(): Promise<void>;
  /** Whether there is such a thing. */
  isBegun(): Promise<boolean>;
}

interface TakenMessage {
  readonly uid: number;
  readonly bytes: Buffer;
}

/** What is held of a message: not its header. */
type Held = Omit<MboxEntry, 'header'> & { readonly flags: readonly string[]; readonly uid: number; readonly size: number };

interface State {
  readonly inode: bigint;
  readonly size: number;
  /** When the file was changed last: unlike the time of modification nobody can put it back, as mutt and `touch` do with that. */
  readonly changed: bigint;
  readonly held: readonly Held[];
  /** The last message may not be whole yet. */
  readonly isUnsettled: boolean;
}

/** Larger files are not read anew for what was added behind. */
const smallFile = 4 << 20;
/** The end of a file that is rewritten lies in memory. */
const mostRewritten = 512 << 20;
/** Milliseconds: a message that came so short a time ago may be being written; one that no empty line ends is waited for longer. */
const settles = 250;
const settlesTorn = 10_000;
/** While another program holds the lock, so long at most is what was seen before taken for what is there. */
const settlesLocked = 1_000;

export function createMboxFile({ file, beside, clock, lock, isSpool = false, onStep }: MboxFileOptions): MboxFile {
  let uids: UidList | null = null;
  let state: State | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Asked before each change. Outside of the lock nothing is changed. */
  let isHeld = async (): Promise<boolean> => false;
  const guards = { ...(onStep ? { onStep } : {}), isHeld: () => isHeld() };

  /** False while the lock is there: another program is delivering, or rewriting all of it. */
  const isQuiet = async (): Promise<boolean> => !(await exists(`${file}.lock`));
  const list = async (): Promise<UidList> => {
    // Seconds, as servers do it (RFC 9051 §2.3.1.1): another number each time.
    uids ??= await openUidList(`${beside}.uids`, () => Math.floor(clock.now() / 1000) % 0xffff_ffff || 1);
    return uids;
  };
  const onFile = <Value>(doing: 'read' | 'write', work: () => Promise<Value>) => onDisk('mbox', file, doing, work);

  const scan = async (handle: Awaited<ReturnType<typeof open>>, size: number, from: number): Promise<Omit<Held, 'uid'>[]> => {
    const found: Omit<Held, 'uid'>[] = [];
    for await (const { header, ...entry } of scanMbox(fileSource(handle, size), from, isSpool))
      found.push({ ...entry, flags: flagsOf(readStatus(header)), size: entry.contentEnd - entry.contentStart });
    return found;
  };

  /** Reads the file where it is not as it was. @param isLocked nobody writes: the last message is whole */
  const refresh = async (isLocked: boolean): Promise<State> => {
    const numbers = await list();
    const before = state;
    let handle: Awaited<ReturnType<typeof open>>;
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
      const grown = before && before.inode === now.ino && size > before.size && size > smallFile ? before.held : [];
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
  /** What was answered of this state, as long as no mark that is kept here has changed. */
  let told: { readonly state: State; readonly contents: FolderContents } | null = null;
  /** Reads a part of a message, if it still stands where it was found; else the file is read anew. */
  const readPart = async (uid: number, endOf: (entry: Held) => number): Promise<{ entry: Held; bytes: Buffer } | null> => {
    for (let again = 0; again < 3; again += 1) {
      const before = await refresh(false);
      const entry = find(uid);
      if (!entry) return null;
      const bytes = await bytesOf(entry.contentStart, endOf(entry));
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

  const locked = async <Value>(work: () => Promise<Value>, wait?: number): Promise<Value> => {
    if (!lock) throw new FailureError(failure('mailbox-read-only', { protocol: 'mbox', detail: { path: file } }));
    const held = await lock(file, wait);
    try {
      isHeld = held.keep;
      // What is changed is where it stands now, not where it was seen before.
      state = null;
      return await onFile('write', async () => {
        await finish();
        return work();
      });
    } finally {
      isHeld = async () => false;
      await held.unlock();
    }
  };
  const finish = async () => {
    const ended = await finishRewrite(file, `${beside}.rewrite`, guards).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return 'none' as const;
      throw error;
    });
    if (typeof ended === 'object')
      throw new FailureError(failure('mailbox-rewritten', { protocol: 'mbox', permanent: true, detail: { path: file, kept: ended.kept } }));
  };

  const tooLarge = () =>
    new FailureError(failure('mailbox-too-large', { protocol: 'mbox', detail: { path: file, limit: mostRewritten >> 20 } }));

  /** Writes every message anew as `mail` does when it ends: all are old ones, with these marks; those that are left out go. */
  const rewrite = async (isLeft: (entry: Held) => boolean, marksOf: (entry: Held) => FlagChanges): Promise<void> => {
    const { held, size } = await refresh(true);
    const parts: Buffer[] = [];
    let from = 0;
    let written = 0;
    let isChanged = false;
    for (const entry of held) {
      if (!isLeft(entry)) {
        if (!isChanged) from = entry.start;
        isChanged = true;
        continue;
      }
      const bytes = await bytesOf(entry.start, entry.end);
      const now = marked(bytes, entry, marksOf(entry));
      if (!isChanged && now.equals(bytes)) continue;
      if (!isChanged) from = entry.start;
      isChanged = true;
      written += now.length;
      if (written > mostRewritten) throw tooLarge();
      parts.push(now);
    }
    if (!isChanged) return;
    const before = await bytesOf(from, size);
    state = null;
    await rewriteTail(file, `${beside}.rewrite`, { from, before, after: Buffer.concat(parts) }, guards);
    // Under the lock: the last message is whole, however short a time ago it was written.
    await refresh(true);
  };

  const isBegun = (): Promise<boolean> => exists(`${beside}.rewrite`);
  /** What a killed program, or one that lost the lock, has begun is finished. Where nothing was begun, no lock is taken. */
  const recover = async (wait?: number): Promise<void> => {
    if (lock && (await isBegun())) await locked(async () => {}, wait);
  };
  /** Before a look, where that is possible at once: what cannot be changed now can still be read. */
  const tryRecover = async (): Promise<void> => {
    try {
      await recover(0);
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code === 'mailbox-rewritten') throw error;
    }
  };

  return {
    look: () =>
      onFile('read', async () => {
        await tryRecover();
        const numbers = await list();
        const now = await refresh(false);
        if (told?.state === now) return told.contents;
        const messages = now.held
          .map(({ uid, flags, from, size }) => ({ uid, flags: lock ? flags : (numbers.marks(uid) ?? flags), date: from.date, size }))
          .sort((one, other) => one.uid - other.uid);
        const contents = { uidValidity: numbers.uidValidity, uidNext: numbers.uidNext, messages, isUnsettled: now.isUnsettled };
        told = { state: now, contents };
        return contents;
      }),
    read: (uid) =>
      onFile('read', async () => {
        const found = await readPart(uid, ({ contentEnd }) => contentEnd);
        return found && unquoted(found.bytes, dialectOf(found.bytes, found.entry.isCounted));
      }),
    readHeader: (uid) => onFile('read', async () => (await readPart(uid, ({ headerEnd }) => headerEnd))?.bytes ?? null),
    async setFlags(asked, change) {
      const wanted = new Set(asked);
      if (lock)
        return locked(() =>
          rewrite(
            () => true,
            ({ uid }) => (wanted.has(uid) ? change : {}),
          ),
        );
      const numbers = await list();
      const { held } = await onFile('read', () => refresh(false));
      const marks = new Map<number, readonly string[]>();
      for (const { uid, flags } of held) {
        if (!wanted.has(uid)) continue;
        const before = numbers.marks(uid) ?? flags;
        marks.set(uid, [...before.filter((flag) => !change.remove?.includes(flag) && !change.add?.includes(flag)), ...(change.add ?? [])]);
      }
      await numbers.setMarks(marks);
      told = null;
    },
    remove: (asked, onTaken) =>
      locked(async () => {
        const wanted = new Set(asked);
        const { held, size } = await refresh(true);
        const first = held.find(({ uid }) => wanted.has(uid));
        if (first && size - first.start > mostRewritten) throw tooLarge();
        if (onTaken) {
          // What may not be written is found out before there is a copy.
          if (first) await (await open(file, 'r+')).close();
          const taken: TakenMessage[] = [];
          for (const entry of held)
            if (wanted.has(entry.uid)) taken.push({ uid: entry.uid, bytes: marked(await bytesOf(entry.start, entry.end), entry, {}) });
          await onTaken(taken);
        }
        await rewrite(
          ({ uid }) => !wanted.has(uid),
          () => ({}),
        );
      }),
    append: (messages) =>
      locked(async () => {
        const before = new Set((await refresh(true)).held.map(({ uid }) => uid));
        const handle = await open(file, 'a+', 0o600);
        try {
          const { size } = await handle.stat();
          // Behind a torn message the next one needs an empty line to begin.
          const joint = size > 0 ? await jointBehind(await bytesOf(Math.max(0, size - 2), size)) : '';
          const added = Buffer.concat([Buffer.from(joint), ...messages]);
          try {
            await handle.writeFile(added);
            await handle.sync();
          } catch (error) {
            // A full disk: half a message is none.
            await cutBack(handle, size, added);
            throw error;
          }
        } finally {
          await handle.close();
        }
        const { held } = await refresh(true);
        return held.flatMap(({ uid }) => (before.has(uid) ? [] : [uid])).slice(-messages.length);
      }),
    recover,
    isBegun,
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return false;
  }
}
