/**
 * Rewrites the end of a mailbox file in its place: the folder of a spool takes no second file, so there is no renaming. What was there and what
 * is to be there are written beside the databases first, and on the disk. Killed at any step, the next start finishes it from there, also where
 * mail was delivered behind it meanwhile. The caller holds the lock.
 */
import { fstatSync, ftruncateSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FailureError, failure } from '../../../contract/failure.ts';
import { syncFolder } from '../../disk/sync-folder.ts';
import { systemCode } from '../../disk/system-code.ts';

interface Rewrite {
  /** Octets at the beginning of the file that stay as they are. */
  readonly from: number;
  /** What is behind them now, to the end of the file, and what shall be. */
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Called before each step, by tests that kill the program there. */
export type OnStep = (step: 'journal' | 'extend' | 'write' | 'cut' | 'sync' | 'forget' | 'copy' | 'copied' | 'settle') => void;

interface Guards {
  readonly onStep?: OnStep;
  /** Whether the lock is still ours: a computer that slept may have lost it. */
  readonly isHeld?: () => Promise<boolean>;
}

/**
 * Throws `mailbox-locked` where the file is not as it was before anything was begun; `mailbox-disturbed` where the lock was lost or anything
 * came behind meanwhile: the journal stays, and what is begun is finished under the next lock, with what came. Where the disk is full, nothing
 * has been changed.
 */
export async function rewriteTail(mailbox: string, journal: string, rewrite: Rewrite, guards: Guards = {}): Promise<void> {
  // A file that may not be written is found out before anything is written down.
  const file = await open(mailbox, 'r+');
  try {
    guards.onStep?.('journal');
    await writeJournal(journal, rewrite);
    try {
      await carryOut(file, mailbox, rewrite, guards);
    } catch (error) {
      if (error instanceof NothingChanged) await rm(journal);
      throw error instanceof NothingChanged ? error.cause : error;
    }
  } finally {
    await file.close();
  }
  guards.onStep?.('forget');
  await rm(journal);
}

/**
 * Finishes a rewrite that was begun; what was delivered meanwhile stands behind it. Where another program has changed the file since, nothing
 * is touched, and the answer is the file in which the journal is kept.
 */
export async function finishRewrite(
  mailbox: string,
  journal: string,
  guards: Guards = {},
): Promise<'none' | 'finished' | { readonly kept: string }> {
  const begun = await readJournal(journal);
  if (!begun) return 'none';
  const file = await open(mailbox, 'r+');
  try {
    const current = await readFrom(file, begun.from);
    const delivered = deliveredBehind(begun, current);
    if (delivered === null) {
      // Named by its time: another one does not take its place.
      const kept = `${journal}.set-aside-${Math.floor((await stat(journal)).mtimeMs)}`;
      await rename(journal, kept);
      return { kept };
    }
    const rest = { from: begun.from, before: current, after: Buffer.concat([begun.after, delivered]) };
    guards.onStep?.('journal');
    await writeJournal(journal, rest);
    try {
      await carryOut(file, mailbox, rest, guards);
    } catch (error) {
      // The file is still half old and half new: the journal stays.
      throw error instanceof NothingChanged ? error.cause : error;
    }
  } finally {
    await file.close();
  }
  guards.onStep?.('forget');
  await rm(journal);
  return 'finished';
}

/** The file is as it was, to the octet. */
class NothingChanged extends Error {}

/**
 * What stands behind a rewrite that ended in the middle. Null where what is before it is not of this rewrite, because another program has
 * written there.
 */
function deliveredBehind({ before, after }: Rewrite, current: Buffer): Buffer | null {
  const most = Math.max(before.length, after.length);
  for (const length of new Set([most, before.length, after.length])) {
    if (current.length < length || !isBetween(before, after, current.subarray(0, length))) continue;
    // A file that was cut to its new length is new throughout: it is synced before it is cut.
    if (length < before.length && !current.subarray(0, length).equals(after)) continue;
    // The file is made longer, and that is synced, before anything in it is overwritten.
    if (length < after.length && !current.subarray(0, length).equals(before)) continue;
    const behind = current.subarray(length);
    if (isDelivered(behind)) return behind;
  }
  // It was being made longer.
  if (after.length <= before.length || !current.subarray(0, before.length).equals(before)) return null;
  let same = before.length;
  while (same < Math.min(current.length, after.length) && (current[same] === after[same] || current[same] === 0)) same += 1;
  for (; same > before.length; same -= 1) if (isDelivered(current.subarray(same))) return current.subarray(same);
  return null;
}

const fromMark = Buffer.from('From ');
const isDelivered = (bytes: Buffer): boolean => bytes.length === 0 || bytes.subarray(0, fromMark.length).equals(fromMark);

function isBetween(before: Buffer, after: Buffer, current: Buffer): boolean {
  for (let at = 0; at < current.length; at += 1) {
    const octet = current[at];
    if (octet !== after[at] && octet !== (at < before.length ? before[at] : 0)) return false;
  }
  return true;
}

async function carryOut(file: FileHandle, mailbox: string, { from, before, after }: Rewrite, { onStep, isHeld }: Guards): Promise<void> {
  let size = from + before.length;
  /** Called directly before each change: between the two nothing is awaited. */
  const requireUnchanged = async (step: 'extend' | 'write' | 'cut') => {
    onStep?.(step);
    const isOurs = !isHeld || (await isHeld());
    if (isOurs && fstatSync(file.fd).size === size) return;
    throw new FailureError(failure('mailbox-disturbed', { protocol: 'mbox', permanent: false, detail: { path: mailbox } }));
  };
  if (!(await readFrom(file, from)).equals(before)) {
    throw new NothingChanged('changed before it was begun', {
      cause: new FailureError(failure('mailbox-locked', { protocol: 'mbox', permanent: false, detail: { path: mailbox } })),
    });
  }
  if (after.length > before.length) {
    await requireUnchanged('extend');
    const added = after.subarray(before.length);
    try {
      await writeAll(file, added, size);
      // On the disk before anything is overwritten: after a power cut either the old octets are there or all of the new ones.
      await file.sync();
    } catch (error) {
      throw (await cutBack(file, size, added)) ? new NothingChanged('no room', { cause: error }) : error;
    }
    size = from + after.length;
  }
  await requireUnchanged('write');
  await writeAll(file, after.subarray(0, before.length), from);
  await file.sync();
  if (after.length < before.length) {
    await requireUnchanged('cut');
    ftruncateSync(file.fd, from + after.length);
  }
  onStep?.('sync');
  await file.sync();
}

/**
 * Takes back what was written at the end of the file, if nothing else stands there.
 * @param size octets of the file before
 * @param added what was being written; perhaps only its beginning stands there
 */
export async function cutBack(file: FileHandle, size: number, added: Buffer): Promise<boolean> {
  const there = await readFrom(file, size);
  if (there.length > added.length || !there.equals(added.subarray(0, there.length)) || fstatSync(file.fd).size !== size + there.length)
    return false;
  ftruncateSync(file.fd, size);
  await file.sync();
  return true;
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
  await syncFolder(dirname(journal));
}

async function readJournal(journal: string): Promise<Rewrite | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(journal);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
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
