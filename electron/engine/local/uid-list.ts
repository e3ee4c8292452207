/**
 * Numbers for messages that have none: a file for each folder, beside the databases, which says which number was given to which message, and
 * which marks are kept here because the mailbox may not be changed. Only ever added to, and on the disk before a number is used: a number
 * never names another message. Without the file everything is numbered anew, under another UIDVALIDITY.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface UidList {
  readonly uidValidity: number;
  readonly uidNext: number;
  /** Numbers of these messages, in their order; what was given to those that are not among them is forgotten. The same key may stand there twice. */
  numbers(keys: readonly string[]): Promise<readonly number[]>;
  /** Whether a number was given to this message. */
  knows(key: string): boolean;
  /** Numbers for messages that have been added behind the others, whose numbers stay. */
  extend(keys: readonly string[]): Promise<readonly number[]>;
  /** Marks kept here only; null where there are none. */
  marks(uid: number): readonly string[] | null;
  setMarks(marks: ReadonlyMap<number, readonly string[]>): Promise<void>;
}

/** Lines about what is gone, before the file is written anew. */
const mostForgotten = 10_000;

interface Known {
  uidValidity: number;
  uidNext: number;
  readonly keys: Map<number, string>;
  readonly marks: Map<number, readonly string[]>;
}

/**
 * @param file its folder is made where there is none
 * @param newValidity a number for a list that begins; another for each
 */
export async function openUidList(file: string, newValidity: () => number): Promise<UidList> {
  await mkdir(dirname(file), { recursive: true });
  const known = (await readList(file)) ?? (await beginList(file, newValidity()));
  let forgotten = 0;

  const append = async (lines: readonly string[]) => {
    if (lines.length === 0) return;
    const handle = await open(file, 'a');
    try {
      await handle.write(lines.map((line) => `${line}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
  const rewrite = async () => {
    forgotten = 0;
    await writeWhole(file, [firstLine(known), ...[...known.keys].map(given), ...[...known.marks].map(marked)]);
  };
  const give = (key: string): number => {
    const uid = known.uidNext;
    known.uidNext += 1;
    known.keys.set(uid, key);
    return uid;
  };

  return {
    get uidValidity() {
      return known.uidValidity;
    },
    get uidNext() {
      return known.uidNext;
    },
    async numbers(keys) {
      const free = new Map<string, number[]>();
      for (const [uid, key] of known.keys) free.set(key, [...(free.get(key) ?? []), uid]);
      const lines: string[] = [];
      const uids = keys.map((key) => {
        const held = free.get(key)?.shift();
        if (held !== undefined) return held;
        const uid = give(key);
        lines.push(given([uid, key]));
        return uid;
      });
      // Only when the numbers are on the disk may anybody see them.
      await append(lines);
      for (const uid of [...free.values()].flat()) {
        known.keys.delete(uid);
        known.marks.delete(uid);
        forgotten += 1;
      }
      if (forgotten > Math.max(mostForgotten, known.keys.size)) await rewrite();
      return uids;
    },
    knows: (key) => [...known.keys.values()].includes(key),
    async extend(keys) {
      const added = keys.map((key) => [give(key), key] as const);
      await append(added.map(given));
      return added.map(([uid]) => uid);
    },
    marks: (uid) => known.marks.get(uid) ?? null,
    async setMarks(marks) {
      for (const [uid, flags] of marks) known.marks.set(uid, flags);
      await append([...marks].map(marked));
    },
  };
}

const firstLine = ({ uidValidity, uidNext }: Pick<Known, 'uidValidity' | 'uidNext'>): string =>
  `postglass-uids 1 validity ${uidValidity} next ${uidNext}`;
const given = ([uid, key]: readonly [number, string]): string => `${uid} ${key}`;
const marked = ([uid, flags]: readonly [number, readonly string[]]): string => `marks ${uid} ${flags.join(' ')}`;

async function beginList(file: string, uidValidity: number): Promise<Known> {
  const known: Known = { uidValidity, uidNext: 1, keys: new Map(), marks: new Map() };
  await writeWhole(file, [firstLine(known)]);
  return known;
}

/** Null where there is none, or none that can be read: then everything is numbered anew. */
async function readList(file: string): Promise<Known | null> {
  let text: string;
  try {
    text = await readFile(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // what fs throws
    throw error;
  }
  const lines = text.split('\n');
  const first = /^postglass-uids 1 validity (\d+) next (\d+)$/.exec(lines[0] ?? '');
  if (!first) return null;
  const known: Known = { uidValidity: Number(first[1]), uidNext: Number(first[2]), keys: new Map(), marks: new Map() };
  // The last line has no end where the program was killed while it was written: its number has never been used.
  for (const line of lines.slice(1, -1)) {
    const [head = '', ...rest] = line.split(' ');
    if (head === 'marks') known.marks.set(Number(rest[0]), rest.slice(1).filter(Boolean));
    else if (rest[0]) {
      known.keys.set(Number(head), rest[0]);
      known.uidNext = Math.max(known.uidNext, Number(head) + 1);
    }
  }
  // The torn line is not joined to the next one.
  if (lines.at(-1) !== '') await writeWhole(file, [firstLine(known), ...[...known.keys].map(given), ...[...known.marks].map(marked)]);
  return known;
}

async function writeWhole(file: string, lines: readonly string[]): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.write(lines.map((line) => `${line}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
