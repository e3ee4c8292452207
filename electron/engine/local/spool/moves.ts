/**
 * Moves messages from one mbox file to another: the copy is on the disk before the original goes. What is under way is written down first, so
 * that after a kill a copy that is whole is kept and its original goes, and one that is not is taken back: neither lost nor twice.
 */
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { FailureError, failure } from '../../../contract/failure.ts';
import { systemCode } from '../system-failure.ts';
import type { LockMailbox } from './dotlock.ts';
import type { MboxFile } from './mbox-file.ts';
import type { OnStep } from './rewrite.ts';

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
      const handle = await open(fileOf(target), 'r');
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
      await rm(journal, { force: true });
      return numbers;
    },
    async recover() {
      let text: string;
      try {
        text = await readFile(journal, 'utf8');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return;
        throw error;
      }
      const what = JSON.parse(text) as UnderWay; // written whole by `writeDown`
      await openFile(what.path).recover();
      await openFile(what.target).recover();
      const found = await added(what);
      const bytes = Buffer.from(what.bytes, 'base64');
      // Behind a message that no empty line ended stands one first.
      const start = found.findIndex((octet) => octet !== 10);
      if (start >= 0 && start <= 2 && found.subarray(start, start + bytes.length).equals(bytes)) {
        const there = new Set((await openFile(what.path).look()).messages.map(({ uid }) => uid));
        const left = what.uids.filter((uid) => there.has(uid));
        if (left.length > 0) await openFile(what.path).remove(left);
      } else await takeBack(what, found, bytes.subarray(0, found.length - Math.max(0, start)).equals(found.subarray(Math.max(0, start))));
      await rm(journal, { force: true });
    },
  };

  /** Cuts off a copy that is not whole. What anybody else has added there stays. */
  async function takeBack({ target, size }: UnderWay, found: Buffer, isOurs: boolean): Promise<void> {
    if (!lock || found.length === 0 || !isOurs) return;
    const unlock = await lock(fileOf(target));
    try {
      // Nothing behind it: it is the end of the file.
      if ((await sizeOf(fileOf(target))) !== size + found.length) return;
      const handle = await open(fileOf(target), 'r+');
      try {
        await handle.truncate(size);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } finally {
      await unlock();
    }
  }
}
