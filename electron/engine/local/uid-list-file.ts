/**
 * The file of a list of numbers, as text: a line for each number that was given, for marks, and for what is gone. Only ever added to, and written
 * anew in one piece.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../disk/sync-folder.ts';
import { systemCode } from '../disk/system-code.ts';

/** All that a list knows. */
interface Known {
  uidValidity: number;
  uidNext: number;
  readonly keys: Map<number, string>;
  /** Those that are gone, in the order in which they went. */
  readonly gone: Map<number, string>;
  readonly marks: Map<number, readonly string[]>;
}

const firstLine = ({ uidValidity, uidNext }: Pick<Known, 'uidValidity' | 'uidNext'>): string =>
  `postglass-uids 1 validity ${uidValidity} next ${uidNext}`;
export const given = ([uid, key]: readonly [number, string]): string => `${uid} ${key}`;
export const departed = (uid: number): string => `gone ${uid}`;
export const marked = ([uid, flags]: readonly [number, readonly string[]]): string => `marks ${uid} ${flags.join(' ')}`;

export async function beginList(file: string, uidValidity: number): Promise<Known> {
  const known: Known = { uidValidity, uidNext: 1, keys: new Map(), gone: new Map(), marks: new Map() };
  await writeWhole(file, linesOf(known));
  return known;
}

/** All that is known. */
export const linesOf = (known: Known): string[] => [
  firstLine(known),
  ...[...known.keys, ...known.gone].map(given),
  ...[...known.marks].map(marked),
  ...[...known.gone.keys()].map(departed),
];

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Numbers as this file writes them: ascending, in whole digits. */
const numberOf = (digits: string | undefined): number | null => (digits && /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null);

/** Null where there is none, or one with a line that says no number: which ones were given is not known, and everything is numbered anew. */
export async function readList(file: string): Promise<Known | null> {
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
  const known: Known = { uidValidity: Number(first[1]), uidNext: Number(first[2]), keys: new Map(), gone: new Map(), marks: new Map() };
  // The last line has no end where the program was killed while it was written: its number has never been used.
  for (const line of lines.slice(1, -1)) {
    const [head = '', ...rest] = line.split(' ');
    const uid = numberOf(head === 'marks' || head === 'gone' ? rest[0] : head);
    if (head === 'gone') {
      const key = uid === null ? undefined : known.keys.get(uid);
      if (uid === null || key === undefined) continue;
      known.keys.delete(uid);
      known.gone.set(uid, key);
      continue;
    }
    if (head === 'marks') {
      if (uid !== null) known.marks.set(uid, rest.slice(1).filter(Boolean));
      continue;
    }
    if (uid === null || !rest[0] || known.keys.has(uid)) return null;
    // One that came back has raised the next one.
    const next = known.gone.delete(uid) ? known.uidNext + 1 : known.uidNext;
    known.keys.set(uid, rest[0]);
    known.uidNext = Math.max(next, uid + 1);
  }
  // The torn line is not joined to the next one.
  if (lines.at(-1) !== '') await writeWhole(file, linesOf(known));
  return known;
}

export async function writeWhole(file: string, lines: readonly string[]): Promise<void> {
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
