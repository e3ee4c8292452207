/**
 * One log that is open: its files are read from the oldest to the newest, then followed, and are looked through meanwhile. Belongs to one thread,
 * whose other work is done between two chunks.
 */
import type { FileHandle } from 'node:fs/promises';
import type { LogFile, LogLine, LogProgress, Story, StoryState } from '../../contract/delivery/mail-log.ts';
import { type Failure, FailureError, failure, toFailure } from '../../contract/failure.ts';
import { createLineSplitter, type LineSplitter } from './files/line-splitter.ts';
import { openLogBytes, openRegular, readFrom } from './files/log-bytes.ts';
import { findLogFiles, type NamedFile } from './files/log-files.ts';
import { createLineReader, type ReadLine } from './read-line.ts';
import { createSecretHider } from './secrets.ts';
import { createLogStore } from './stories/log-store.ts';
import { createStoryJoiner } from './stories/story-joiner.ts';

export interface LogOrder {
  readonly path: string;
  readonly withRotated: boolean;
  readonly follow: boolean;
}

export type Progress = Omit<LogProgress, 'log'>;

export interface LogSession {
  /** Reads all files. Resolves when they are read, or `stop` was called. */
  read(): Promise<void>;
  /** Reads what was written since; to be called now and then while the log is followed. */
  poll(): Promise<void>;
  stop(): void;
  progress(): Progress;
  page(wanted: { search: string; state: StoryState | null; from: number; limit: number }): { total: number; rows: Story[] };
  lines(wanted: { story: number | null; search: string; from: number; limit: number }): { total: number; lines: LogLine[] };
  /** All that fit, the oldest first, a part at a time. @param after the last one of the part before; -1 to begin */
  storiesAfter(wanted: { search: string; state: StoryState | null; after: number; limit: number }): Story[];
  linesAfter(wanted: { search: string; after: number; limit: number }): LogLine[];
  find(id: string): Story | null;
  close(): Promise<void>;
}

/** Octets of text after which a log is too large: what compressed files grow to is not seen before. */
const mostText = 16 * 2 ** 30;
/** Lines between two commits. */
const linesAtOnce = 50_000;

/** What cuts one file into lines and reads them, in their order. */
interface LineTaker {
  readonly splitter: LineSplitter;
  readonly readLine: (line: string) => ReadLine;
  readonly hideSecrets: (line: string) => string;
}

interface Followed {
  readonly path: string;
  file: FileHandle;
  inode: number;
  at: number;
  readonly taker: LineTaker;
}

/** @param now milliseconds since 1970 */
export function createLogSession({ path, withRotated, follow }: LogOrder, now: () => number, limit = mostText): LogSession {
  const store = createLogStore();
  const joiner = createStoryJoiner(store);
  const files: LogFile[] = [];
  const followed: Followed[] = [];
  let state: Progress['state'] = 'reading';
  let fault: Failure | null = null;
  let isStopped = false;
  let isPolling = false;
  let read = 0;
  let toRead = 0;
  let text = 0;
  let count = 0;
  let uncommitted = 0;

  function take(written: string, { readLine, hideSecrets }: LineTaker): void {
    if (written === '') return;
    const line = hideSecrets(written);
    const found = readLine(line);
    store.addLine({ index: count, at: found.at, text: line, story: joiner.take(count, found) });
    count += 1;
    uncommitted += 1;
    if (uncommitted < linesAtOnce) return;
    uncommitted = 0;
    store.commit();
  }

  /** Whether there is more to be read. */
  function takeChunk(chunk: Buffer, taker: LineTaker): boolean {
    text += chunk.length;
    for (const line of taker.splitter.push(chunk)) take(line, taker);
    if (text > limit) throw new FailureError(tooLarge(path, limit));
    return !isStopped;
  }

  async function readFile(file: NamedFile): Promise<void> {
    const bytes = await openLogBytes(file.path);
    const newest = () => (file.isCurrent ? Math.max(file.modified, follow ? now() : 0) : file.modified);
    const taker = { splitter: createLineSplitter(), readLine: createLineReader(newest), hideSecrets: createSecretHider() };
    let size = 0;
    const counted = (octets: number) => {
      read += octets;
      size += octets;
    };
    try {
      for await (const chunk of bytes.chunks(counted)) if (!takeChunk(chunk, taker)) return;
      if (follow && file.isCurrent && !bytes.isCompressed) {
        const handle = await openRegular(file.path);
        followed.push({ path: file.path, file: handle, inode: (await handle.stat()).ino, at: size, taker });
        return;
      }
    } finally {
      // What a damaged file ends with is a line too.
      const last = followed.some((one) => one.taker === taker) ? null : taker.splitter.end();
      if (last !== null) take(last, taker);
      await bytes.close();
    }
  }

  async function readRest(one: Followed): Promise<void> {
    for await (const chunk of readFrom(one.file, one.at, (octets) => {
      one.at += octets;
      read += octets;
      toRead += octets;
    }))
      if (!takeChunk(chunk, one.taker)) return;
  }

  /** Under its name there may be another file now (logrotate), or the same one that was emptied (copytruncate). */
  async function followOne(one: Followed): Promise<void> {
    await readRest(one);
    let next: FileHandle;
    try {
      next = await openRegular(one.path);
    } catch {
      // Between renaming the old file and making the new one there is none, or somebody has put a pipe there: the next poll looks again.
      return;
    }
    const { ino, size } = await next.stat();
    if (ino === one.inode && size >= one.at) return next.close();
    await one.file.close();
    const last = one.taker.splitter.end();
    if (last !== null) take(last, one.taker);
    Object.assign(one, { file: next, inode: ino, at: 0 });
    await readRest(one);
  }

  const settle = (): void => {
    store.commit();
    uncommitted = 0;
  };

  return {
    async read() {
      try {
        const found = findLogFiles(path, withRotated);
        if (!found.ok) throw new FailureError(found.failure);
        toRead = found.value.reduce((sum, { size }) => sum + size, 0);
        for (const file of found.value) {
          if (isStopped) break;
          let failed: Failure | null = null;
          try {
            await readFile(file);
          } catch (error) {
            failed = toFailure(error);
          }
          files.push({ path: file.path, size: file.size, failure: failed });
          if (failed && text > limit) throw new FailureError(failed);
        }
        // One file that cannot be read leaves the others; the only one leaves nothing.
        const [only, another] = files;
        if (only?.failure && !another && count === 0) throw new FailureError(only.failure);
        state = isStopped ? 'stopped' : follow && followed.length > 0 ? 'following' : 'done';
      } catch (error) {
        fault = toFailure(error);
        state = 'failed';
      }
      settle();
    },
    async poll() {
      if (isPolling || isStopped || state !== 'following') return;
      isPolling = true;
      try {
        for (const one of followed) await followOne(one);
        settle();
      } catch (error) {
        fault = toFailure(error);
        state = 'failed';
      } finally {
        isPolling = false;
      }
    },
    stop() {
      isStopped = true;
      if (state === 'following') state = 'stopped';
    },
    progress: () => ({
      read,
      toRead: Math.max(toRead, read),
      lines: count,
      stories: joiner.count(),
      state,
      files: [...files],
      failure: fault,
    }),
    page(wanted) {
      joiner.flush();
      return store.page(wanted);
    },
    lines(wanted) {
      joiner.flush();
      const { total, lines } = store.lines(wanted);
      return { total, lines: lines.map(explained(createLineReader(now))) };
    },
    storiesAfter(wanted) {
      joiner.flush();
      return store.storiesAfter(wanted);
    },
    linesAfter(wanted) {
      return store.linesAfter(wanted).map(explained(createLineReader(now)));
    },
    find(id) {
      joiner.flush();
      return store.storyWith(id);
    },
    async close() {
      isStopped = true;
      for (const { file } of followed) await file.close();
      store.close();
    },
  };
}

const tooLarge = (path: string, limit: number): Failure =>
  failure('log-too-large', { detail: { path, megabytes: Math.round(limit / 2 ** 20) } });

const explained =
  (readLine: (line: string) => ReadLine) =>
  ({ index, at, text, story }: { index: number; at: number | null; text: string; story: number | null }): LogLine => {
    const { dialect, kind, facts, reason } = readLine(text).entry;
    return { index, at, text, dialect, kind, facts: { ...facts }, reason, story };
  };
