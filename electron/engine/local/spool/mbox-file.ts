/**
 * One mbox file as a folder: what is in it (`mbox-contents.ts`), and changed under the lock of the system. Other programs deliver into it, and
 * rewrite it, at any moment.
 */
import { open, rm } from 'node:fs/promises';
import type { Clock } from '../../../base/clock.ts';
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import { exists } from '../../disk/exists.ts';
import { systemCode } from '../../disk/system-code.ts';
import type { FolderContents } from '../local-mailbox.ts';
import { dialectOf, unquoted } from '../mbox/from-quoting.ts';
import type { FlagChanges } from '../mbox/status-fields.ts';
import { jointBehind, marked } from '../mbox/write-mbox.ts';
import { onDisk } from '../system-failure.ts';
import type { LockMailbox } from './dotlock.ts';
import { createMboxContents, type Held, type MboxState } from './mbox-contents.ts';
import { cutBack, finishRewrite, type OnStep, rewriteTail } from './rewrite.ts';

interface MboxFileOptions {
  readonly file: string;
  /** Files beside the databases, for numbers and for a rewrite under way: their names without an ending. */
  readonly beside: string;
  readonly clock: Clock;
  /** Null where the file may not be changed. */
  readonly lock: LockMailbox | null;
  /** Why it may not, where that is not the user's choice. */
  readonly readOnly?: Failure | undefined;
  /** Delivery agents write into it. */
  readonly isSpool?: boolean;
  /** Called when the lock is free again, with the milliseconds for which it was held. */
  readonly onUnlocked?: (held: number) => void;
  readonly onStep?: OnStep;
}

export interface MboxFile {
  look(): Promise<FolderContents>;
  read(uid: number): Promise<Buffer | null>;
  readHeader(uid: number): Promise<Buffer | null>;
  /** The line with which a message begins, without its line end. */
  fromLine(uid: number): Promise<string | null>;
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

/** The end of a file that is rewritten lies in memory. */
const mostRewritten = 512 << 20;

export function createMboxFile({ file, beside, clock, lock, readOnly, isSpool = false, onUnlocked, onStep }: MboxFileOptions): MboxFile {
  const contents = createMboxContents({ file, beside, clock, isSpool });
  const { numbers: list, refresh, bytesOf, readPart } = contents;
  /** Asked before each change. Outside of the lock nothing is changed. */
  let isHeld = async (): Promise<boolean> => false;
  const guards = { ...(onStep ? { onStep } : {}), isHeld: () => isHeld() };

  const onFile = <Value>(doing: 'read' | 'write', work: () => Promise<Value>) => onDisk('mbox', file, doing, work);

  /** What was answered of this state, as long as no mark that is kept here has changed. */
  let told: { readonly state: MboxState; readonly contents: FolderContents } | null = null;

  const locked = async <Value>(work: () => Promise<Value>, wait?: number): Promise<Value> => {
    if (!lock) throw new FailureError(readOnly ?? failure('mailbox-read-only', { protocol: 'mbox', detail: { path: file } }));
    const held = await lock(file, wait);
    const since = clock.now();
    try {
      isHeld = held.keep;
      // What is changed is where it stands now, not where it was seen before.
      contents.forget();
      return await onFile('write', async () => {
        await finish();
        return work();
      });
    } finally {
      isHeld = async () => false;
      await held.unlock();
      onUnlocked?.(clock.now() - since);
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
    // Said first: of messages that are all alike nobody could tell afterwards which are left.
    await (await list()).leave(held.flatMap((entry) => (isLeft(entry) ? [] : [entry.uid])));
    contents.forget();
    await rewriteTail(file, `${beside}.rewrite`, { from, before, after: Buffer.concat(parts) }, guards);
    // Under the lock: the last message is whole, however short a time ago it was written.
    await refresh(true);
  };

  const isBegun = (): Promise<boolean> => exists(`${beside}.rewrite`);
  let isLookedAt = false;
  /**
   * What a killed program has left and nobody needs: a journal of which nothing was begun, and its lock, which keeps deliveries waiting for
   * minutes. A program that takes that sees that nobody holds it, and gives it back.
   */
  const removeLeftOvers = async (): Promise<void> => {
    if (!lock || isLookedAt) return;
    isLookedAt = true;
    await rm(`${beside}.rewrite.new`, { force: true });
    if (!(await exists(`${file}.lock`))) return;
    try {
      await (await lock(file, 0)).unlock();
    } catch (error) {
      // Somebody does hold it, or it is not ours to remove.
      if (!(error instanceof FailureError)) throw error;
    }
  };
  /** What a killed program, or one that lost the lock, has begun is finished. Where nothing was begun, no lock is kept. */
  const recover = async (wait?: number): Promise<void> => {
    if (lock && (await isBegun())) await locked(async () => {}, wait);
    await removeLeftOvers();
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
        const seen = { uidValidity: numbers.uidValidity, uidNext: numbers.uidNext, messages, isUnsettled: now.isUnsettled };
        told = { state: now, contents: seen };
        return seen;
      }),
    read: (uid) =>
      onFile('read', async () => {
        const found = await readPart(uid, ({ contentEnd }) => contentEnd);
        return found && unquoted(found.bytes, dialectOf(found.bytes, found.entry.isCounted));
      }),
    readHeader: (uid) => onFile('read', async () => (await readPart(uid, ({ headerEnd }) => headerEnd))?.bytes ?? null),
    fromLine: (uid) =>
      onFile('read', async () => {
        const found = await readPart(
          uid,
          ({ contentStart }) => contentStart,
          ({ start }) => start,
        );
        return found ? found.bytes.toString('latin1').trimEnd() : null;
      }),
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
        const { held } = await refresh(true, true);
        return held.flatMap(({ uid }) => (before.has(uid) ? [] : [uid])).slice(-messages.length);
      }),
    recover,
    isBegun,
  };
}
