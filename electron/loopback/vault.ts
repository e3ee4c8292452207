/**
 * Passwords where there is no keychain: in memory only, or in a file encrypted under a passphrase (scrypt, then
 * AES-256-GCM). The file is written whole to a new name and then renamed, so that a crash leaves the old or the new one.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Result, succeed } from '../contract/failure.ts';
import type { Vault } from '../engine/host.ts';

/** A vault that forgets at exit. */
export function createMemoryVault(): Vault {
  const held = new Map<string, string>();
  return {
    kind: async () => 'memory',
    get: async (key) => held.get(key) ?? null,
    async set(key, value) {
      held.set(key, value);
      return succeed(null);
    },
    delete: async (key) => void held.delete(key),
  };
}

const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const derive = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(passphrase, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))));

/** Layout of the file: 16 bytes of salt, 12 of nonce, 16 of tag, then the encrypted JSON object. */
async function open(path: string, passphrase: string): Promise<Map<string, string> | 'wrong' | 'none'> {
  let file: Buffer;
  try {
    file = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none'; // what fs throws
    throw error;
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', await derive(passphrase, file.subarray(0, 16)), file.subarray(16, 28), {
      authTagLength: 16,
    });
    decipher.setAuthTag(file.subarray(28, 44));
    const text = Buffer.concat([decipher.update(file.subarray(44)), decipher.final()]).toString('utf8');
    return new Map(Object.entries(JSON.parse(text) as Record<string, string>)); // authenticated: we wrote it
  } catch {
    return 'wrong';
  }
}

async function save(path: string, passphrase: string, held: ReadonlyMap<string, string>): Promise<void> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt), nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(Object.fromEntries(held)), 'utf8'), cipher.final()]);
  const next = `${path}.new`;
  await writeFile(next, Buffer.concat([salt, nonce, cipher.getAuthTag(), body]), { mode: 0o600, flush: true });
  await rename(next, path);
}

/**
 * Opens the encrypted vault of a data folder, or makes one.
 * Fails with `vault-unavailable` when the passphrase does not fit: the file is left as it is.
 */
export async function openEncryptedVault(dataFolder: string, passphrase: string): Promise<Result<Vault>> {
  const path = join(dataFolder, 'vault');
  const opened = await open(path, passphrase);
  if (opened === 'wrong') return { ok: false, failure: failure('vault-unavailable', { detail: { path } }) };
  const held = opened === 'none' ? new Map<string, string>() : opened;
  let writing: Promise<unknown> = Promise.resolve();
  const store = (): Promise<Result<null>> => {
    const done = writing
      .then(() => save(path, passphrase, held))
      .then(
        () => succeed(null),
        (error: Error): Result<null> => ({ ok: false, failure: failure('file-unwritable', { detail: { path, message: error.message } }) }),
      );
    writing = done;
    return done;
  };
  return succeed({
    kind: async () => 'encrypted-file',
    get: async (key) => held.get(key) ?? null,
    set(key, value) {
      held.set(key, value);
      return store();
    },
    async delete(key) {
      if (held.delete(key)) await store();
    },
  });
}
