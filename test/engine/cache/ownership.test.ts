/** A data folder that another user of the machine has a hand in is refused, whatever of it is theirs; nothing is handed to a socket of theirs. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../../electron/engine/cache/database/data-folder.ts';
import { foreignInFolder } from '../../../electron/engine/cache/database/ownership.ts';
import { askForAddress, handOver } from '../../../electron/engine/host-services/handover.ts';
import { openVault } from '../../../electron/loopback/engine-options.ts';

const holder = { process: 'test', pid: process.pid };
const nobody = 65_534;
const isWindows = process.platform === 'win32';
/** Only the administrator may give files away. */
const isRoot = !isWindows && process.geteuid?.() === 0;

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'postglass-ownership-'));
  folder = join(base, 'data');
  mkdirSync(folder, { mode: 0o700 });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const refusal = (path: string) => ({ ok: false, failure: { code: 'data-folder-not-yours', detail: { path } } });

describe.skipIf(isWindows)('a data folder', () => {
  it('that only its owner may write to is used, and one that is missing is made', () => {
    for (const path of [folder, join(base, 'new')]) {
      const locked = lockDataFolder(path, holder);
      expect(locked.ok).toBe(true);
      if (locked.ok) locked.value.release();
      expect(lstatSync(path).mode & 0o777).toBe(0o700);
    }
    chmodSync(folder, 0o755);
    expect(foreignInFolder(folder)).toBeNull();
  });

  it.each([0o777, 0o1777, 0o702])('that everybody may write to (mode %i) is refused', async (mode) => {
    chmodSync(folder, mode);
    expect(lockDataFolder(folder, holder)).toMatchObject(refusal(folder));
    expect(await openVault(folder, { POSTGLASS_PASSPHRASE: 'x' })).toMatchObject(refusal(folder));
  });

  it.skipIf(!isRoot)('that a group of others may write to is refused, one of the group of its owner is not', () => {
    chmodSync(folder, 0o770);
    expect(foreignInFolder(folder)).toBeNull();
    chownSync(folder, 0, 100);
    expect(foreignInFolder(folder)).toMatchObject({ code: 'data-folder-not-yours' });
  });

  it.skipIf(!isRoot)('of another user is refused, also behind a link of theirs', async () => {
    const link = join(base, 'link');
    symlinkSync(folder, link);
    expect(foreignInFolder(link)).toBeNull();
    lchownSync(link, nobody, nobody);
    expect(foreignInFolder(link)).toMatchObject({ code: 'data-folder-not-yours' });
    chownSync(folder, nobody, nobody);
    expect(lockDataFolder(folder, holder)).toMatchObject(refusal(folder));
    expect(await openVault(folder, { POSTGLASS_PASSPHRASE: 'x' })).toMatchObject(refusal(folder));
  });

  it
    .skipIf(!isRoot)
    .each([
      'user-data.sqlite',
      'user-data.sqlite-wal',
      'keep.sqlite',
      'keep.sqlite-wal',
      'cache.sqlite',
      'lock.sqlite',
      'lock.json',
      'vault',
      'keychain-vault',
      'handover.sock',
      'transcript',
      'bodies',
    ])('with %s of another user in it is refused, be it a file or a link', async (name) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    chownSync(path, nobody, nobody);
    expect(lockDataFolder(folder, holder)).toMatchObject(refusal(path));
    rmSync(path);
    symlinkSync(join(base, 'nowhere'), path);
    lchownSync(path, nobody, nobody);
    expect(await openVault(folder, { POSTGLASS_PASSPHRASE: 'x' })).toMatchObject(refusal(path));
  });

  it('is locked without writing through a link in the place of a new file', () => {
    const elsewhere = join(base, 'elsewhere');
    writeFileSync(elsewhere, 'as it was');
    symlinkSync(elsewhere, join(folder, 'lock.json.new'));
    const locked = lockDataFolder(folder, holder);
    expect(readFileSync(elsewhere, 'utf8')).toBe('as it was');
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toEqual(holder);
    if (locked.ok) locked.value.release();
  });

  it.skipIf(!isRoot)('with a socket of another user gets no mail handed over, and no address from there', async () => {
    const path = join(folder, 'handover.sock');
    let heard = 0;
    const server = createServer((socket) => {
      heard += 1;
      socket.end('{"address":"http://127.0.0.1:1/?token=x"}\n');
    });
    await new Promise<void>((resolve) => server.listen(path, () => resolve()));
    chownSync(path, nobody, nobody);
    const submission = { account: 'Ana', recipients: ['bruno@example.org'], raw: Buffer.from('Subject: a plan\r\n\r\n') };
    expect([await askForAddress(folder), await handOver(folder, submission), heard]).toEqual([null, null, 0]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('no data folder', () => {
  const program = (path: string, args: readonly string[]) => () =>
    execFileSync(process.execPath, [new URL(`../../../electron/${path}`, import.meta.url).pathname, ...args], { stdio: 'pipe' });

  it.each([
    ['the window', program('loopback/main.ts', ['--no-open', '--data-dir', ''])],
    ['the command line', program('terminal/main.ts', ['sync', '--data-dir', ''])],
  ])('%s does not take an empty name for the folder it stands in', (_what, start) => {
    expect(start).toThrow(expect.objectContaining({ status: 2, stderr: expect.objectContaining({}) }));
    expect(start).toThrow(/--data-dir takes a folder/);
  });
});
