/**
 * The program run as a user runs it from a shell, killed without warning (SIGKILL) while a relay holds the wire, so that it is known to be
 * alive and in the middle of things; and what can be told of its data folder afterwards without opening it in the program's place.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { dataFolderFiles } from '../../../electron/engine/cache/database/data-folder.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';

const program = fileURLToPath(new URL('../../../electron/terminal/main.ts', import.meta.url));
/** Where the launcher keeps stripped and compiled sources: a start costs half. */
export const compiled = fileURLToPath(new URL('../../../node_modules/.cache/postglass-compiled', import.meta.url));

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Starts the command line; `input` is its standard input. */
export function startProgram(args: readonly string[], input: string | Buffer = ''): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  child.stdin?.on('error', () => {}); // killed before it has read everything
  child.stdin?.end(input);
  child.stderr?.resume(); // a transcript, which would fill the pipe
  return child;
}

/** Kills it once `moment` has come; fails when it has ended by itself before. */
export async function killAt(moment: Promise<void>, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  const first = await Promise.race([moment.then(() => 'moment'), ended.then(([status]) => `it ended by itself with ${status}`)]);
  expect(first).toBe('moment');
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
}

/** Waits for its end, which must be a good one; resolves to what it printed. */
export async function finish(child: ChildProcess): Promise<string> {
  let printed = '';
  child.stdout?.on('data', (bytes) => {
    printed += bytes;
  });
  let said = '';
  child.stderr?.on('data', (bytes) => {
    said += bytes;
  });
  const [status] = await once(child, 'close');
  expect(status, said).toBe(0);
  return printed;
}

/**
 * Whether the databases that a killed program left can be opened and are whole. Looks at copies: opening recovers a database from its
 * log, and that is what the program itself has to manage afterwards. Answers how many there were.
 */
export function expectWholeDatabases(dataFolder: string): number {
  const scratch = mkdtempSync(join(tmpdir(), 'postglass-copy-'));
  try {
    const files = dataFolderFiles(dataFolder);
    const found = [files.cache, files.userData].filter((path) => existsSync(path));
    for (const [index, path] of found.entries()) {
      const copy = join(scratch, `${index}.sqlite`);
      for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
      const database = new DatabaseSync(copy);
      try {
        expect(database.prepare('PRAGMA integrity_check').all(), path).toEqual([{ integrity_check: 'ok' }]);
        expect(database.prepare('PRAGMA foreign_key_check').all(), path).toEqual([]);
      } finally {
        database.close();
      }
    }
    return found.length;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One message in its place, as a line that can be compared and sorted: folder, UIDVALIDITY, UID and SHA-256 of its bytes. */
export const placed = (path: string, uidValidity: number | null, uid: number, bytes: Uint8Array): string =>
  `${path} ${uidValidity} ${uid} ${sha256(bytes)}`;

/** Every message held whole of an IMAP account, sorted. */
export function heldPlaces(dataFolder: string): string[] {
  const reader = openReader(dataFolder);
  try {
    return reader
      .accounts()
      .flatMap(({ id }) => reader.folders(id))
      .flatMap((folder) =>
        Array.from(reader.uids(folder.id).uids, (uid) => ({ uid, raw: reader.raw(reader.idOfUid(folder.id, uid) ?? 0) })).flatMap(
          ({ uid, raw }) => (raw ? [placed(folder.path, folder.server.uidValidity, uid, raw)] : []),
        ),
      )
      .sort();
  } finally {
    reader.close();
  }
}

/** SHA-256 of every message in the list of every folder of every account, those without a UID too, sorted; `null` for one without its body. */
export function listedHashes(dataFolder: string): (string | null)[] {
  const reader = openReader(dataFolder);
  try {
    return reader
      .accounts()
      .flatMap(({ id }) => reader.folders(id))
      .flatMap(({ id }) => reader.list(id, 0, 500).rows)
      .map(({ id }) => {
        const raw = reader.raw(id);
        return raw && sha256(raw);
      })
      .sort();
  } finally {
    reader.close();
  }
}
