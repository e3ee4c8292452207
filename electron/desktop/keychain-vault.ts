/**
 * Passwords in a file that only the system's keychain can open (`safeStorage`). On a Linux desktop without a keyring
 * Electron would fall back to a key that everybody knows: then nothing is stored and the vault is memory only.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { failure, type Result, succeed } from '../contract/failure.ts';
import { foreignInFolder } from '../engine/data-folder.ts';
import type { Vault } from '../engine/host.ts';
import { createSealedFileVault, readSealedText } from '../loopback/sealed-file-vault.ts';
import { createMemoryVault } from '../loopback/vault.ts';

/** Whether the system keeps the key: not the fallback `basic_text`, whose key is built into the program (security L1). */
function keychainAvailable(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** Opens the vault; the application must be ready. Fails with `vault-unavailable` when the file is there and the keychain cannot open it. */
export async function openKeychainVault(dataFolder: string): Promise<Result<Vault>> {
  if (!keychainAvailable()) return succeed(createMemoryVault());
  const foreign = foreignInFolder(dataFolder);
  if (foreign) return { ok: false, failure: foreign };
  const path = join(dataFolder, 'keychain-vault');
  let held = new Map<string, string>();
  try {
    held = readSealedText(safeStorage.decryptString(await readFile(path)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      return { ok: false, failure: failure('vault-unavailable', { detail: { path } }) }; // fs throws codes, safeStorage none
  }
  const seal = (text: string) => safeStorage.encryptString(text);
  return succeed(createSealedFileVault({ path, kind: 'keychain', held, seal }));
}
