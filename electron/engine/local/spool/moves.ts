/**
 * Moves messages from one mbox file to another: the copy is on the disk before the original goes. What is under way is written down first, so
 * that after a kill a copy that is whole is kept and its original goes, and one that is not is taken back: neither lost nor twice.
 */
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { FailureError, failure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { openToRead } from '../mbox/byte-source.ts';
import type { LockMailbox } from './dotlock.ts';
import type { MboxFile } from './mbox-file.ts';
import { cutBack, type OnStep } from './rewrite.ts';

interface MovesOptions {
  /** Where it is written down what is under way. */
  readonly journal: string;
  readonly fileOf: (path: string) => string;
  readonly open: (path: string) => MboxFile;
  readonly lock: LockMailbox | null;
  readonly onStep?: OnStep;
}

interface Moves {
  /** Answers the new numbers by the old ones. */
  move(path: string, uids: readonly number[], target: string): Promise<ReadonlyMap<number, number>>;
  /** Finishes what a killed program has begun. */
  recover(): Promise<void>;
}

/** A move under way. */
interface UnderWay {
  readonly path: string;
  readonly target: string;
  readonly uids: readonly number[];
  /** Octets of the target before anything was added. */
  readonly size: number;
  /** What is added, in base64. */
  readonly bytes: string;
}

export function createMoves({ journal, fileOf, open: openFile, lock, onStep = () => {} }: MovesOptions): Moves {
  let isLookedAt = false;
  const sizeOf = async (file: string): Promise<number> => {
    try {
      return (await stat(file)).size;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return 0;
      throw error;
    }
  };
  const writeDown = async (what: UnderWay) => {
    await writeFile(`${journal}.new`, JSON.stringify(what), { flush: true, mode: 0o600 });
    await rename(`${journal}.new`, journal);
  };
  /** What stands in the target behind its size of before. */
  const added = async ({ target, size }: UnderWay): Promise<Buffer> => {
    try {
      const handle = await openToRead(fileOf(target));
      try {
        const length = Math.max(0, (await handle.stat()).size - size);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
  };

  return {
    async move(path, uids, target) {
      if (fileOf(path) === fileOf(target)) return new Map(uids.map((uid) => [uid, uid]));
      const to = openFile(target);
      const numbers = new Map<number, number>();
      try {
        await openFile(path).remove(uids, async (messages) => {
          if (messages.length === 0) return;
          const bytes = Buffer.concat(messages.map((message) => message.bytes));
          // What a killed program has left there is finished before its size counts.
          await to.recover();
          const size = await sizeOf(fileOf(target));
          await writeDown({ path, target, uids: messages.map(({ uid }) => uid), size, bytes: bytes.toString('base64') });
          onStep('copy');
          const given = await to.append(messages.map((message) => message.bytes));
          if (given.length !== messages.length)
            throw new FailureError(failure('outcome-unknown', { protocol: 'mbox', permanent: true, detail: { path: fileOf(target) } }));
          for (const [at, { uid }] of messages.entries()) numbers.set(uid, given[at] ?? 0);
          onStep('copied');
        });
      } catch (error) {
        onStep('settle');
        // Tried again, it would copy once more. Where neither is possible now, it is done before the next change.
        const ended = await recover().catch(() => 'open' as const);
        if (ended !== 'moved' || numbers.size === 0) throw error;
      }
      await rm(journal, { force: true });
      return numbers;
    },
    async recover() {
      await recover();
    },
  };

  /** Ends a move that was begun: the originals go where their copy is whole; else, or where they cannot go, the copy goes. */
  async function recover(): Promise<'none' | 'moved' | 'taken back'> {
    // A note that was not written whole: nothing was begun.
    if (!isLookedAt) await rm(`${journal}.new`, { force: true });
    isLookedAt = true;
    const what = await readDown();
    if (!what) return 'none';
    const source = openFile(what.path);
    await source.recover();
    await openFile(what.target).recover();
    const found = await added(what);
    const bytes = Buffer.from(what.bytes, 'base64');
    // Behind a message that no empty line ended stands one first.
    const start = Math.max(
      0,
      found.findIndex((octet) => octet !== 10),
    );
    const copy = found.subarray(Math.min(start, 2));
    let ended: 'moved' | 'taken back' = 'moved';
    if (copy.length >= bytes.length && copy.subarray(0, bytes.length).equals(bytes)) {
      try {
        const there = new Set((await source.look()).messages.map(({ uid }) => uid));
        const left = what.uids.filter((uid) => there.has(uid));
        if (left.length > 0) await source.remove(left);
      } catch (error) {
        // The copy goes only where the originals are seen to be there, whole.
        if (await source.isBegun()) throw error;
        const still = new Set((await source.look()).messages.map(({ uid }) => uid));
        if (!what.uids.every((uid) => still.has(uid))) throw error;
        // Something stands behind the copy: it stays, until the move can be ended.
        if (!copy.equals(bytes) || !(await takeBack(what, found))) throw error;
        ended = 'taken back';
      }
    } else {
      if (copy.equals(bytes.subarray(0, copy.length))) await takeBack(what, found);
      ended = 'taken back';
    }
    await rm(journal, { force: true });
    return ended;
  }

  async function readDown(): Promise<UnderWay | null> {
    let text: string;
    try {
      text = await readFile(journal, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
    try {
      return JSON.parse(text) as UnderWay; // written whole by `writeDown`
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // Damaged on the disk: it tells nothing any more. Both places keep what they have.
      await rename(journal, `${journal}.set-aside`);
      return null;
    }
  }

  /** Cuts off a copy. What anybody else has added there stays; then the answer is false. */
  async function takeBack({ target, size }: UnderWay, found: Buffer): Promise<boolean> {
    if (found.length === 0) return true;
    if (!lock) return false;
    const held = await lock(fileOf(target));
    try {
      const handle = await open(fileOf(target), 'r+');
      try {
        return await cutBack(handle, size, found);
      } finally {
        await handle.close();
      }
    } finally {
      await held.unlock();
    }
  }
}
