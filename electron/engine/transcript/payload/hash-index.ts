/**
 * Which lines carried which message: one text line for each payload, appended as it crosses the wire. Looked up by
 * searching the file, because that is asked for by a click and need not take memory all the time.
 */
import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';

export interface HashEntry {
  readonly hash: string;
  readonly session: string;
  /** The command that asked for it or announced it, and the line that carries it. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly purpose: 'fetched' | 'sent';
}

export interface HashIndex {
  add(entry: HashEntry): void;
  find(hash: string): Promise<HashEntry[]>;
  /** Forgets entries of sessions that are gone. */
  compact(exists: (session: string) => boolean): Promise<void>;
  flush(): Promise<void>;
}

const fileName = 'hashes.idx';

export function createHashIndex(options: {
  readonly folder: string;
  readonly clock: Clock;
  readonly flushEvery: number;
  readonly onError: (error: unknown) => void;
}): HashIndex {
  const { folder, clock, flushEvery, onError } = options;
  const path = join(folder, fileName);
  let pending: string[] = [];
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    running = running.then(async () => {
      const text = pending.join('');
      pending = [];
      if (text === '') return;
      await appendFile(path, text, { mode: 0o600 }).catch(onError);
    });
    return running;
  }

  const readFileWhole = (): Promise<string> =>
    readFile(path, 'latin1').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });

  async function rewrite(exists: (session: string) => boolean): Promise<void> {
    const text = await readFileWhole();
    const kept = text
      .split('\n')
      .filter((line) => {
        const entry = parseEntry(line);
        return entry !== null && exists(entry.session);
      })
      .join('\n');
    if (kept.length + 1 >= text.length) return;
    await rm(`${path}.new`, { recursive: true, force: true });
    await writeFile(`${path}.new`, kept === '' ? '' : `${kept}\n`, { mode: 0o600, flag: 'wx' });
    await rename(`${path}.new`, path);
  }

  return {
    add({ hash, session, firstLine, lastLine, purpose }) {
      pending.push(`${hash} ${session} ${firstLine} ${lastLine} ${purpose}\n`);
      cancel ??= clock.after(flushEvery, () => void flush());
    },
    async find(hash) {
      await flush();
      const text = await readFileWhole();
      const found: HashEntry[] = [];
      for (let at = text.indexOf(hash); at >= 0; at = text.indexOf(hash, at + 1)) {
        const end = text.indexOf('\n', at);
        const entry = end < 0 ? null : parseEntry(text.slice(at, end));
        if (entry && (at === 0 || text[at - 1] === '\n')) found.push(entry);
      }
      return found;
    },
    async compact(exists) {
      await flush();
      // Reading and replacing are one turn of the queue: what is appended meanwhile waits, or it would be in the file that is replaced.
      running = running.then(() => rewrite(exists)).catch(onError);
      await running;
    },
    flush,
  };
}

function parseEntry(line: string): HashEntry | null {
  const [, hash, session, first, last, purpose] = /^([0-9a-f]{64}) ([\w-]+) (\d{1,12}) (\d{1,12}) (fetched|sent)$/.exec(line) ?? [];
  if (hash === undefined || session === undefined) return null;
  return { hash, session, firstLine: Number(first), lastLine: Number(last), purpose: purpose === 'sent' ? 'sent' : 'fetched' };
}
