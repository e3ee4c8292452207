/** Opens the storage for the engine: sets an unusable cache aside, and reports every stored payload to the transcript. */
import { systemClock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Result } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { setCacheAside } from '../cache/database/data-folder.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { EngineSettings } from '../engine-thread.ts';
import { fingerprintOfPayload } from '../transcript/payload/payload-fingerprint.ts';
import { createStorage, type StorageOptions, type SupervisedStorage } from '../workers/storage.ts';

/** Failures after which the cache may be dropped: everything in it can be read again from the servers. */
const unusable: ReadonlySet<FailureCode> = new Set<FailureCode>(['database-corrupt', 'data-folder-newer']);

/** Opens the databases; a cache that is damaged, or was written by a later version, is set aside once. User data never is. */
export async function openStorage(
  settings: EngineSettings,
  heard: Pick<StorageOptions, 'onChange' | 'onTrouble' | 'readTexts' | 'compress'>,
  logger: Logger,
): Promise<Result<SupervisedStorage>> {
  const options = {
    folder: settings.dataFolder,
    worker: settings.workers.storage,
    clock: systemClock,
    ...heard,
    onCrash: (reason: string) => logger.error(reason),
  };
  const opened = await createStorage({ ...options, started: settings.storageWorker });
  if (opened.ok || !unusable.has(opened.failure.code) || opened.failure.detail?.database !== 'cache') return opened;
  logger.warning(
    `the cache cannot be used (${opened.failure.code}) and was set aside as ${setCacheAside(settings.dataFolder)}; it is read again from the servers`,
  );
  return createStorage(options);
}

/**
 * The storage, which reports the hash of every message that it has made durable to `stored`. The bytes are transferred, so their
 * fingerprint is taken before.
 */
export function reportStoredPayloads(storage: Storage, stored: (hash: string, fingerprint: number) => void): Storage {
  return {
    ...storage,
    async addBodies(input) {
      const fingerprints = new Map(input.messages.map(({ uid, raw }) => [uid, fingerprintOfPayload(raw)]));
      const added = await storage.addBodies(input);
      if (added.ok)
        for (const [uid, hash] of added.value.hashes) {
          const fingerprint = fingerprints.get(uid);
          if (fingerprint !== undefined) stored(hash, fingerprint);
        }
      return added;
    },
    async keepMessage(input) {
      const fingerprint = fingerprintOfPayload(input.raw);
      const kept = await storage.keepMessage(input);
      if (kept.ok) stored(kept.value.hash, fingerprint);
      return kept;
    },
  };
}
