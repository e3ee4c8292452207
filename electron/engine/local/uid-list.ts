/**
 * Numbers for messages that have none: a file for each folder, beside the databases, which says which number was given to which message, and
 * which marks are kept here because the mailbox may not be changed. Only ever added to, and on the disk before a number is used: a number
 * never names another message. Without the file everything is numbered anew, under another UIDVALIDITY.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createKeyedMutex } from '../../base/keyed-mutex.ts';
import { syncFolder } from '../disk/sync-folder.ts';
import { systemCode } from '../disk/system-code.ts';
import { createPace } from './pace.ts';

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
/** Lines written at once. */
const atOnce = 1_000;

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
  /** The numbers of each message, ascending. */
  const byKey = new Map<string, number[]>();
  const learn = (uid: number, key: string) => {
    known.keys.set(uid, key);
    const held = byKey.get(key);
    if (held) held.push(uid);
    else byKey.set(key, [uid]);
  };
  for (const [uid, key] of known.keys) learn(uid, key);
  /** One change at a time: each begins with the number at which the one before it ended. */
  const inTurn = createKeyedMutex();
  let forgotten = 0;
  /** Numbers of what is gone that the file does not say yet: only when others are given does it matter. */
  let unsaid: number[] = [];
  /** What was added last may have been cut off: the next line would be joined to it. */
  let isTorn = false;

  /** Puts lines on the disk. What they say is known only afterwards: what a full disk did not take was given to nobody. */
  const append = async (lines: readonly string[]) => {
    if (lines.length === 0) return;
    if (isTorn) await rewrite();
    isTorn = true;
    const handle = await open(file, 'a');
    try {
      for (let at = 0; at < lines.length; at += atOnce) await handle.writeFile(textOf(lines.slice(at, at + atOnce)));
      await handle.sync();
    } finally {
      await handle.close();
    }
    isTorn = false;
  };
  const rewrite = async () => {
    forgotten = 0;
    unsaid = [];
    await writeWhole(file, [firstLine(known), ...[...known.keys].map(given), ...[...known.marks].map(marked)]);
  };
  const give = async (keys: readonly string[]): Promise<void> => {
    const added = keys.map((key, at) => [known.uidNext + at, key] as const);
    if (added.length === 0) return;
    await append([...unsaid.map((uid) => `gone ${uid}`), ...added.map(given)]);
    unsaid = [];
    const pace = createPace();
    for (const [uid, key] of added) {
      learn(uid, key);
      await pace();
    }
    known.uidNext += added.length;
  };

  return {
    get uidValidity() {
      return known.uidValidity;
    },
    get uidNext() {
      return known.uidNext;
    },
    numbers: (keys) =>
      inTurn('list', async () => {
        const pace = createPace();
        const taken = new Map<string, number>();
        const uids: number[] = [];
        const added: string[] = [];
        for (const key of keys) {
          const count = taken.get(key) ?? 0;
          taken.set(key, count + 1);
          uids.push(byKey.get(key)?.[count] ?? known.uidNext + added.push(key) - 1);
          await pace();
        }
        const isAnyGone = uids.length - added.length < known.keys.size;
        await give(added);
        if (!isAnyGone) return uids;
        for (const [key, held] of byKey) {
          for (const uid of held.splice(taken.get(key) ?? 0)) {
            known.keys.delete(uid);
            known.marks.delete(uid);
            unsaid.push(uid);
            forgotten += 1;
          }
          if (held.length === 0) byKey.delete(key);
          await pace();
        }
        if (forgotten > Math.max(mostForgotten, known.keys.size)) await rewrite();
        return uids;
      }),
    knows: (key) => byKey.has(key),
    extend: (keys) =>
      inTurn('list', async () => {
        const first = known.uidNext;
        await give(keys);
        return keys.map((_, at) => first + at);
      }),
    marks: (uid) => known.marks.get(uid) ?? null,
    setMarks: (marks) =>
      inTurn('list', async () => {
        await append([...marks].map(marked));
        for (const [uid, flags] of marks) known.marks.set(uid, flags);
      }),
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

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Numbers as this file writes them: ascending, in whole digits. */
const numberOf = (digits: string | undefined): number | null => (digits && /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null);

/** Null where there is none, or one with a line that says no number: which ones were given is not known, and everything is numbered anew. */
async function readList(file: string): Promise<Known | null> {
  let text: string;
  try {
    text = await readFile(file, 'latin1');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  const first = /^postglass-uids 1 validity (\d+) next (\d+)$/.exec(lines[0] ?? '');
  if (!first) return null;
  const known: Known = { uidValidity: Number(first[1]), uidNext: Number(first[2]), keys: new Map(), marks: new Map() };
  // The last line has no end where the program was killed while it was written: its number has never been used.
  for (const line of lines.slice(1, -1)) {
    const [head = '', ...rest] = line.split(' ');
    const uid = numberOf(head === 'marks' || head === 'gone' ? rest[0] : head);
    if (head === 'gone') {
      if (uid !== null) known.keys.delete(uid);
      if (uid !== null) known.marks.delete(uid);
      continue;
    }
    if (head === 'marks') {
      if (uid !== null) known.marks.set(uid, rest.slice(1).filter(Boolean));
      continue;
    }
    if (uid === null || !rest[0] || known.keys.has(uid)) return null;
    known.keys.set(uid, rest[0]);
    known.uidNext = Math.max(known.uidNext, uid + 1);
  }
  // The torn line is not joined to the next one.
  if (lines.at(-1) !== '') await writeWhole(file, [firstLine(known), ...[...known.keys].map(given), ...[...known.marks].map(marked)]);
  return known;
}

async function writeWhole(file: string, lines: readonly string[]): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(textOf(lines));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(dirname(file));
}
