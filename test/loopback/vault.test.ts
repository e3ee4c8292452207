import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Vault } from '../../electron/engine/host.ts';
import { openVault } from '../../electron/loopback/engine-options.ts';
import { createMemoryVault, openEncryptedVault } from '../../electron/loopback/vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-vault-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** Little, because these tests ask about the file; what a host opens costs the real work. */
const work = 2 ** 10;
const passphrase = 'correct horse';
const password = 'Canary-in-the-vault';
const file = () => join(folder, 'vault');

async function open(words = passphrase): Promise<Vault> {
  const opened = await openEncryptedVault(folder, words, work);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

describe('passwords in an encrypted file', () => {
  it('are never written through a link that somebody put in the place of the new file', async () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'as it was');
    const vault = await open();
    symlinkSync(elsewhere, `${file()}.new`);
    expect(await vault.set('account:1:incoming', password)).toEqual({ ok: true, value: null });
    expect(readFileSync(elsewhere, 'utf8')).toBe('as it was');
    expect(await (await open()).get('account:1:incoming')).toBe(password);
  });

  it('are there again after a restart, for the owner of the passphrase only', async () => {
    const vault = await open();
    expect(await vault.kind()).toBe('encrypted-file');
    expect(await vault.set('account:1:incoming', password)).toEqual({ ok: true, value: null });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readFileSync(file()).includes(password)).toBe(false);
    expect(readFileSync(file()).includes('account')).toBe(false);
    expect(await (await open()).get('account:1:incoming')).toBe(password);
    expect(await (await open()).get('account:2:incoming')).toBeNull();
  });

  it('a wrong passphrase is said, and leaves the file as it was', async () => {
    await (await open()).set('key', password);
    const before = readFileSync(file());
    expect(await openEncryptedVault(folder, 'wrong', work)).toMatchObject({
      ok: false,
      failure: { code: 'passphrase-wrong', detail: { path: file() } },
    });
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it.each([
    ['one changed bit', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])],
    ['a cut end', (bytes: Buffer) => bytes.subarray(0, -3)],
    ['an empty file', () => Buffer.alloc(0)],
    ['a few bytes', () => Buffer.from('abc')],
  ])('%s is said, not taken for an empty vault', async (_what, change) => {
    await (await open()).set('key', password);
    const changed = change(readFileSync(file()));
    writeFileSync(file(), changed);
    expect(await openEncryptedVault(folder, passphrase, work)).toMatchObject({
      ok: false,
      failure: { code: 'passphrase-wrong', detail: { path: file() } },
    });
    expect(readFileSync(file()).equals(changed)).toBe(true);
  });

  it('a crash between writing and renaming leaves the old passwords', async () => {
    await (await open()).set('key', password);
    // What such a crash leaves: the new file beside the old one, whole or not.
    writeFileSync(`${file()}.new`, 'half of a new fi');
    const vault = await open();
    expect(await vault.get('key')).toBe(password);
    await vault.set('another', 'x');
    expect(await (await open()).get('another')).toBe('x');
    expect(existsSync(`${file()}.new`)).toBe(false);
  });

  it('many changes at once all arrive', async () => {
    const vault = await open();
    await Promise.all([vault.set('a', '1'), vault.set('b', '2'), vault.set('c', '3'), vault.delete('a')]);
    const again = await open();
    expect([await again.get('a'), await again.get('b'), await again.get('c')]).toEqual([null, '2', '3']);
  });

  it('a folder that cannot be written is a failure, and the next change is tried again', async () => {
    const vault = await open();
    rmSync(folder, { recursive: true });
    expect(await vault.set('key', password)).toMatchObject({ ok: false, failure: { code: 'file-unwritable' } });
    const { mkdirSync } = process.getBuiltinModule('node:fs');
    mkdirSync(folder);
    expect(await vault.set('other', 'x')).toEqual({ ok: true, value: null });
    expect(await (await open()).get('key')).toBe(password);
  });

  it('a password that cannot be taken off the disk is not said to be gone, and the next attempt takes it', async () => {
    const vault = await open();
    await vault.set('key', password);
    const { mkdirSync } = process.getBuiltinModule('node:fs');
    // Where the new file would be written.
    mkdirSync(`${file()}.new`);
    expect(await vault.delete('key')).toMatchObject({ ok: false, failure: { code: 'file-unwritable' } });
    expect(await vault.get('key')).toBe(password);
    rmSync(`${file()}.new`, { recursive: true });
    expect(await vault.delete('key')).toEqual({ ok: true, value: null });
    expect(await (await open()).get('key')).toBeNull();
  });

  it('the same passwords make another file each time: the nonce is new, and so is the salt of another vault', async () => {
    const vault = await open();
    await vault.set('key', password);
    const one = readFileSync(file());
    await vault.set('key', password);
    const two = readFileSync(file());
    expect(two.subarray(0, 16).equals(one.subarray(0, 16))).toBe(true);
    expect(two.subarray(16, 28).equals(one.subarray(16, 28))).toBe(false);
    expect(two.subarray(44).equals(one.subarray(44))).toBe(false);
    rmSync(file());
    await (await open()).set('key', password);
    expect(readFileSync(file()).subarray(0, 16).equals(one.subarray(0, 16))).toBe(false);
  });
});

describe('which vault a host without a keychain has', () => {
  it('memory only, without a passphrase: nothing is written', async () => {
    const vault = await openVault(join(folder, 'data'), {});
    if (!vault.ok) throw new Error(vault.failure.code);
    expect(await vault.value.kind()).toBe('memory');
    await vault.value.set('key', password);
    expect(await vault.value.get('key')).toBe(password);
    expect(existsSync(join(folder, 'data', 'vault'))).toBe(false);
    expect(await createMemoryVault().get('key')).toBeNull();
  });

  it('an encrypted file with one, which child processes do not inherit', async () => {
    const environment: NodeJS.ProcessEnv = { POSTGLASS_PASSPHRASE: passphrase };
    const vault = await openVault(join(folder, 'data'), environment);
    expect(vault.ok && (await vault.value.kind())).toBe('encrypted-file');
    expect(environment).toEqual({});
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  });

  it('a data folder that cannot be made is a failure', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await openVault(join(folder, 'file', 'data'), {})).toMatchObject({ ok: false, failure: { code: 'data-folder-unwritable' } });
  });
});
