/** What a host run by plain Node gives the engine: version, threads from source, and the vault the machine allows. */
import { mkdirSync } from 'node:fs';
import packageFile from '../../package.json' with { type: 'json' };
import { failure, type Result } from '../contract/failure.ts';
import { foreignInFolder } from '../engine/data-folder.ts';
import type { EngineSettings, WorkerUrls } from '../engine/engine-thread.ts';
import type { Vault } from '../engine/host.ts';
import { createMemoryVault, openEncryptedVault } from './vault.ts';

export const version: string = packageFile.version;

/** Node runs the sources themselves. */
export const sourceWorkers: WorkerUrls = {
  engine: new URL('../engine/workers/engine-worker.ts', import.meta.url),
  storage: new URL('../engine/workers/storage-worker.ts', import.meta.url),
  parse: new URL('../engine/workers/parse-worker.ts', import.meta.url),
  check: new URL('../engine/workers/authentication/check-worker.ts', import.meta.url),
  pack: new URL('../engine/workers/pack-worker.ts', import.meta.url),
  compose: new URL('../engine/workers/compose-worker.ts', import.meta.url),
  export: new URL('../engine/workers/export-worker.ts', import.meta.url),
  search: new URL('../engine/workers/search/search-worker.ts', import.meta.url),
  log: new URL('../engine/workers/mail-log/log-worker.ts', import.meta.url),
};

export function engineSettings(given: Omit<EngineSettings, 'workers' | 'version'>): EngineSettings {
  return { ...given, version, workers: sourceWorkers };
}

/**
 * Makes the data folder, for its owner only, and opens the vault: encrypted under `POSTGLASS_PASSPHRASE` if that is set
 * (taken out of the environment, so that no child process inherits it), else memory.
 */
export async function openVault(dataFolder: string, environment: NodeJS.ProcessEnv = process.env): Promise<Result<Vault>> {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const foreign = foreignInFolder(dataFolder);
    if (foreign) return { ok: false, failure: foreign };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: failure('data-folder-unwritable', { detail: { path: dataFolder, message } }) };
  }
  const passphrase = environment.POSTGLASS_PASSPHRASE;
  delete environment.POSTGLASS_PASSPHRASE;
  return passphrase ? openEncryptedVault(dataFolder, passphrase) : { ok: true, value: createMemoryVault() };
}

/** Refuses to start on a Node that lacks what the engine is built on. */
export function assertNodeVersion(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return;
  process.stderr.write(`Postglass needs Node 24 or newer; this is ${process.version}. Start it with npm, which finds one.\n`);
  process.exit(1);
}
