/** Recovers from a stopped storage or a damaged cache without ending the program. */
import { type Result, succeed } from '../../contract/failure.ts';
import { setCacheAside } from '../cache/database/data-folder.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SyncService } from '../sync/sync.ts';
import type { OpenedEngine } from './open-engine.ts';

interface RecoveryDependencies {
  readonly opened: Pick<OpenedEngine, 'stored' | 'reader' | 'health' | 'base'>;
  readonly sync: Pick<SyncService, 'standStill' | 'refreshAccounts'>;
  readonly outbox: Pick<Outbox, 'wake'>;
}

export interface Recovery {
  /** Starts the storage anew; with `resetCache` the cache is set aside and read again from the servers. */
  recover(resetCache: boolean): Promise<Result<null>>;
  /** Before a window can ask the user: a cache found damaged is set aside, as one that does not open. */
  withSoundCache<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>>;
}

export function createRecovery({ opened, sync, outbox }: RecoveryDependencies): Recovery {
  const { stored, reader, health, base } = opened;
  const { dataFolder, automatic } = base.settings;
  const recover = async (resetCache: boolean): Promise<Result<null>> => {
    const restarted = await sync.standStill(() =>
      stored.restart(() => {
        if (!resetCache) return;
        reader.detachCache();
        base.logger.warning(`the cache was set aside as ${setCacheAside(dataFolder)}; it is read again from the servers`);
      }),
    );
    if (!restarted.ok) return restarted;
    reader.attachCache();
    if (health.trouble()) health.note(null);
    for (const { id } of reader.accounts()) base.bus.emit('folderChanged', { accountId: id });
    if (automatic) {
      await sync.refreshAccounts();
      outbox.wake();
    }
    return succeed(null);
  };
  return {
    recover,
    async withSoundCache(work) {
      const first = await work();
      if (first.ok || first.failure.code !== 'database-corrupt' || first.failure.detail?.database !== 'cache') return first;
      const recovered = await recover(true);
      return recovered.ok ? work() : recovered;
    },
  };
}
