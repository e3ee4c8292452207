/**
 * Passwords in a file that only the system's keychain can open (`safeStorage`). On a Linux desktop without a keyring
 * Electron would fall back to a key that everybody knows: then nothing is stored and the vault is memory only.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { failure, type Result, succeed } from '../contract/failure.ts';
import type { Vault } from '../engine/host.ts';
import { createMemoryVault } from '../loopback/vault.ts';

/** Whether the system keeps the key: not the fallback `basic_text`, whose key is built into the program (security L1). */
function keychainAvailable(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** Opens the vault; the application must be ready. Fails with `vault-unavailable` when the file is there and the keychain cannot open it. */
export async function openKeychainVault(dataFolder: string): Promise<Result<Vault>> {
  if (!keychainAvailable()) return succeed(createMemoryVault());
  const path = join(dataFolder, 'keychain-vault');
  let held = new Map<string, string>();
  try {
    held = new Map(Object.entries(JSON.parse(safeStorage.decryptString(await readFile(path))) as Record<string, string>)); // written below
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      return { ok: false, failure: failure('vault-unavailable', { detail: { path } }) }; // fs throws codes, safeStorage none
  }
  let writing: Promise<unknown> = Promise.resolve();
  const store = (): Promise<Result<null>> => {
    const save = async (): Promise<Result<null>> => {
      try {
        const next = `${path}.new`;
        await writeFile(next, safeStorage.encryptString(JSON.stringify(Object.fromEntries(held))), { mode: 0o600, flush: true });
        await rename(next, path);
        return succeed(null);
      } catch (error) {
        return {
          ok: false,
          failure: failure('file-unwritable', { detail: { path, message: error instanceof Error ? error.message : String(error) } }),
        };
      }
    };
    const done = writing.then(save);
    writing = done;
    return done;
  };
  return succeed({
    kind: async () => 'keychain',
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
