/**
 * Passwords where there is no keychain: in memory only, or in a file encrypted under a passphrase (scrypt, then
 * AES-256-GCM).
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Result, succeed } from '../contract/failure.ts';
import type { Vault } from '../engine/host.ts';
import { createSealedFileVault, readSealedText } from './sealed-file-vault.ts';

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
    async delete(key) {
      held.delete(key);
      return succeed(null);
    },
  };
}

/** scrypt's N (RFC 7914 §2): a guess at the passphrase costs 128 MB and about half a second. */
const defaultWork = 2 ** 17;

const derive = (passphrase: string, salt: Buffer, work: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const cost = { N: work, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
    scrypt(passphrase, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** Layout of the file: 16 bytes of salt, 12 of nonce, 16 of tag, then the encrypted JSON object. */
const saltEnd = 16;
const nonceEnd = 28;
const tagEnd = 44;

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // what fs throws
    throw error;
  }
}

/** What the key opens; null when it does not fit, or the file was changed. */
function unseal(file: Buffer, key: Buffer): Map<string, string> | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(saltEnd, nonceEnd), { authTagLength: tagEnd - nonceEnd });
    decipher.setAuthTag(file.subarray(nonceEnd, tagEnd));
    return readSealedText(Buffer.concat([decipher.update(file.subarray(tagEnd)), decipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

/** Whether passwords are kept in this data folder under a passphrase. */
export const holdsVault = (dataFolder: string): boolean => existsSync(vaultPath(dataFolder));

const vaultPath = (dataFolder: string): string => join(dataFolder, 'vault');

/**
 * Opens the encrypted vault of a data folder, or makes one. Its key is derived once and then held instead of the passphrase: a salt
 * belongs to a passphrase, only the nonce must be new for every text that is sealed (NIST SP 800-38D §8).
 * Fails with `passphrase-wrong` when the passphrase does not fit, or the file was changed: it is left as it is.
 */
export async function openEncryptedVault(dataFolder: string, passphrase: string, work = defaultWork): Promise<Result<Vault>> {
  const path = vaultPath(dataFolder);
  const file = await readOrNull(path);
  const salt = file === null ? randomBytes(saltEnd) : file.subarray(0, saltEnd);
  const key = await derive(passphrase, salt, work);
  const held = file === null ? new Map<string, string>() : unseal(file, key);
  if (held === null) return { ok: false, failure: failure('passphrase-wrong', { detail: { path } }) };
  const seal = (text: string): Buffer => {
    const nonce = randomBytes(nonceEnd - saltEnd);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([salt, nonce, cipher.getAuthTag(), body]);
  };
  return succeed(createSealedFileVault({ path, kind: 'encrypted-file', held, seal }));
}
