/**
 * A vault in one encrypted file, independent of where the key comes from. Each change writes the whole file under a new name and renames it, so
 * that a crash leaves the old or the new one. Changes are written one after the other.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import { createMutex } from '../base/mutex.ts';
import { failure, type Result, succeed } from '../contract/failure.ts';
import type { Vault } from '../engine/host.ts';

interface SealedFile {
  readonly path: string;
  readonly kind: Awaited<ReturnType<Vault['kind']>>;
  /** What the file holds now. */
  readonly held: Map<string, string>;
  /** Encrypts the text of all passwords for the disk. */
  readonly seal: (text: string) => Buffer;
}

/** A change that cannot be written answers `file-unwritable`; it stays in memory and goes to the disk with the next change. */
export function createSealedFileVault({ path, kind, held, seal }: SealedFile): Vault {
  const inTurn = createMutex();
  const save = async (): Promise<Result<null>> => {
    try {
      const next = `${path}.new`;
      // Never through a file or link that stands there already.
      await rm(next, { force: true });
      await writeFile(next, seal(JSON.stringify(Object.fromEntries(held))), { mode: 0o600, flag: 'wx', flush: true });
      await rename(next, path);
      return succeed(null);
    } catch (error) {
      return {
        ok: false,
        failure: failure('file-unwritable', { detail: { path, message: error instanceof Error ? error.message : String(error) } }),
      };
    }
  };
  const store = (): Promise<Result<null>> => inTurn(save);
  return {
    kind: async () => kind,
    get: async (key) => held.get(key) ?? null,
    set(key, value) {
      held.set(key, value);
      return store();
    },
    async delete(key) {
      const value = held.get(key);
      if (value === undefined) return succeed(null);
      held.delete(key);
      const stored = await store();
      // It is still on the disk: a second call must not find that there is nothing to delete.
      if (!stored.ok && !held.has(key)) held.set(key, value);
      return stored;
    },
  };
}

/** The passwords in the text that `seal` was given; who could open the seal knows that we wrote it. */
export const readSealedText = (text: string): Map<string, string> => new Map(Object.entries(JSON.parse(text) as Record<string, string>)); // written above
