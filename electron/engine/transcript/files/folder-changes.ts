/**
 * The only door to the session files for what rewrites, adds to or removes them: one piece of work at a time has it, and nothing but that work
 * is given the functions that change a file. Beside it there is only the writer of an open session, in a file that it creates.
 */
import { constants, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createMutex } from '../../../base/mutex.ts';
import { syncFolder } from '../../disk/sync-folder.ts';
import { missingIs, readPart, sizeOf } from './session-files.ts';

/** What one piece of work may do to the files of the folder, until it is over. */
export interface FolderChanges {
  /** Adds a record to a file without an open writer, which may end in half a line. A file that is gone does not come back. */
  append(name: string, text: string): Promise<void>;
  /**
   * Writes a file beside another and puts it in its place: at every moment there is one of them, whole. It is on the disk when this resolves.
   * @param onReplaced the old file is no more, whatever comes after
   */
  replace(name: string, pieces: readonly Buffer[], onReplaced?: () => void): Promise<void>;
  /** One that is gone already is no error. */
  remove(names: readonly string[]): Promise<void>;
}

/** Runs work after all that was handed in before it, and before what comes later; what it throws is its own caller's. */
export type AloneInFolder = <Value>(work: (files: FolderChanges) => Promise<Value>) => Promise<Value>;

export function createFolderChanges(folder: string): AloneInFolder {
  const inTurn = createMutex();
  return (work) => inTurn(() => workIn(folder, work));
}

async function workIn<Value>(folder: string, work: (files: FolderChanges) => Promise<Value>): Promise<Value> {
  let isOver = false;
  const pathOf = (name: string): string => {
    if (isOver) throw new Error(`${name} was to be changed by work that is over`);
    return join(folder, name);
  };
  try {
    return await work({
      append: async (name, text) => append(pathOf(name), text),
      replace: async (name, pieces, onReplaced) => {
        await replace(pathOf(name), pieces, onReplaced);
        // Without it a power cut may bring the old file back.
        await syncFolder(folder);
      },
      async remove(names) {
        for (let at = 0; at < names.length; at += atOnce)
          await Promise.all(names.slice(at, at + atOnce).map((name) => unlink(pathOf(name)).catch(missingIs(undefined))));
      },
    });
  } finally {
    isOver = true;
  }
}

/** Files removed at once: one after the other, a thousand of them wait a thousand times for a thread that is busy. */
const atOnce = 256;
/** Lines gathered for one write. */
const mostAtOnce = 4_096;
const lineFeed = 0x0a;

async function append(path: string, text: string): Promise<void> {
  const size = await sizeOf(path);
  const [last = lineFeed] = await readPart(path, Math.max(0, size - 1), 1);
  // Without O_CREAT: a file that was removed meanwhile stays removed.
  const file = await open(path, constants.O_WRONLY | constants.O_APPEND).catch(missingIs(null));
  if (!file) return;
  try {
    await file.appendFile(last === lineFeed ? text : `\n${text}`);
  } finally {
    await file.close();
  }
}

const beside = (path: string): string => `${path}.new`;

/** Whether a file is the unfinished half of a replacement that was broken off. */
export const isUnfinished = (name: string): boolean => /\.jsonl?\.new$/.test(name);

async function replace(path: string, pieces: readonly Buffer[], onReplaced = () => {}): Promise<void> {
  try {
    const file = await open(beside(path), 'w', 0o600);
    try {
      for (let at = 0; at < pieces.length; at += mostAtOnce) await file.appendFile(Buffer.concat(pieces.slice(at, at + mostAtOnce)));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside(path), path);
  } catch (error) {
    // What made the write fail is told; a half that cannot be removed now either goes at the next start.
    await unlink(beside(path)).catch(() => undefined);
    throw error;
  }
  onReplaced();
}
