/**
 * Rewrites the end of a mailbox file in its place: the folder of a spool takes no second file, so there is no renaming. What was there and what
 * is to be there are written beside the databases first, and on the disk. Killed at any step, the next start finishes it from there, also where
 * mail was delivered behind it meanwhile. The caller holds the lock.
 */
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Rewrite {
  /** Octets at the beginning of the file that stay as they are. */
  readonly from: number;
  /** What is behind them now, to the end of the file, and what shall be. */
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Called before each step, by tests that kill the program there. */
export type OnStep = (step: 'journal' | 'extend' | 'write' | 'cut' | 'sync' | 'forget' | 'copy' | 'copied') => void;

export async function rewriteTail(mailbox: string, journal: string, rewrite: Rewrite, onStep: OnStep = () => {}): Promise<void> {
  onStep('journal');
  await writeJournal(journal, rewrite);
  await carryOut(mailbox, journal, rewrite, onStep);
}

/**
 * Finishes a rewrite that was begun. `finished`: the file is as it should be, and what was delivered meanwhile stands behind it. `foreign`:
 * another program has changed the file since; nothing was touched, and the journal was set aside.
 */
export async function finishRewrite(mailbox: string, journal: string, onStep: OnStep = () => {}): Promise<'none' | 'finished' | 'foreign'> {
  const begun = await readJournal(journal);
  if (!begun) return 'none';
  const file = await open(mailbox, 'r');
  let current: Buffer;
  try {
    current = await readFrom(file, begun.from);
  } finally {
    await file.close();
  }
  const delivered = deliveredBehind(begun, current);
  if (delivered === null) {
    await rename(journal, `${journal}.set-aside`);
    return 'foreign';
  }
  await rewriteTail(mailbox, journal, { from: begun.from, before: current, after: Buffer.concat([begun.after, delivered]) }, onStep);
  return 'finished';
}

/**
 * What stands behind a rewrite that ended in the middle: every octet before it is the old one or the new one, or nothing yet. Null where it
 * is neither, because another program has written there.
 */
function deliveredBehind({ before, after }: Rewrite, current: Buffer): Buffer | null {
  const most = Math.max(before.length, after.length);
  for (const length of new Set([most, before.length, after.length])) {
    if (current.length < length || !isBetween(before, after, current.subarray(0, length))) continue;
    // A file that was cut to its new length is new throughout: it is synced before it is cut.
    if (length < before.length && !current.subarray(0, length).equals(after)) continue;
    // The file is made longer before anything is written into it.
    if (length < after.length && !current.subarray(0, length).equals(before)) continue;
    const behind = current.subarray(length);
    if (behind.length === 0 || behind.subarray(0, 5).toString('latin1') === 'From ') return behind;
  }
  return null;
}

function isBetween(before: Buffer, after: Buffer, current: Buffer): boolean {
  for (let at = 0; at < current.length; at += 1) {
    const octet = current[at];
    if (octet !== after[at] && octet !== (at < before.length ? before[at] : 0)) return false;
  }
  return true;
}

async function carryOut(mailbox: string, journal: string, { from, before, after }: Rewrite, onStep: OnStep): Promise<void> {
  const file = await open(mailbox, 'r+');
  try {
    if (after.length > before.length) {
      onStep('extend');
      await file.truncate(from + after.length);
    }
    onStep('write');
    await writeAll(file, after, from);
    await file.sync();
    if (after.length < before.length) {
      onStep('cut');
      await file.truncate(from + after.length);
    }
    onStep('sync');
    await file.sync();
  } finally {
    await file.close();
  }
  onStep('forget');
  await rm(journal);
}

/** Octets written at once: between two of them a test kills the program. */
const piece = 1 << 16;

async function writeAll(file: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, Math.min(piece, bytes.length - at), offset + at);
    at += bytesWritten;
  }
}

async function readFrom(file: FileHandle, from: number): Promise<Buffer> {
  const { size } = await file.stat();
  const bytes = Buffer.alloc(Math.max(0, size - from));
  let held = 0;
  while (held < bytes.length) {
    const { bytesRead } = await file.read(bytes, held, bytes.length - held, from + held);
    if (bytesRead === 0) break;
    held += bytesRead;
  }
  return bytes.subarray(0, held);
}

const heading = (rewrite: Rewrite): string => `postglass-rewrite 1 ${rewrite.from} ${rewrite.before.length} ${rewrite.after.length}\n`;

async function writeJournal(journal: string, rewrite: Rewrite): Promise<void> {
  await mkdir(dirname(journal), { recursive: true });
  const beside = `${journal}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    for (const part of [Buffer.from(heading(rewrite)), rewrite.before, rewrite.after]) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, journal);
  const folder = await open(dirname(journal), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readJournal(journal: string): Promise<Rewrite | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(journal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // what fs throws
    throw error;
  }
  const line = bytes.subarray(0, 200).toString('latin1').split('\n')[0] ?? '';
  const found = /^postglass-rewrite 1 (\d+) (\d+) (\d+)$/.exec(line);
  // It is renamed into its place whole: anything else was never begun.
  if (!found) return null;
  const start = line.length + 1;
  const [from, old, now] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return { from, before: bytes.subarray(start, start + old), after: bytes.subarray(start + old, start + old + now) };
}
