/**
 * Forgetting what is finished. An entry whose copy for Sent is still being filed is the only place that has the message: it
 * goes by itself once the copy is there. What was refused, by all or by some, is not finished: somebody has to decide about it.
 */
import { type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';

interface Clearing {
  /** Forgets every finished entry, now or as soon as its copy is filed. */
  clear(): Promise<Result<null>>;
  /** An entry has changed: it may have waited for that. */
  changed(item: OutboxItem): void;
}

const isFinished = ({ state }: OutboxItem): boolean => state === 'accepted' || state === 'cancelled';
const isBeingFiled = ({ state, sentCopy }: OutboxItem): boolean => state === 'accepted' && sentCopy === 'waiting';

export function createClearing({
  storage,
  reader,
  emit,
  logger,
}: Pick<OutboxDependencies, 'storage' | 'reader' | 'emit' | 'logger'>): Clearing {
  const leaving = new Set<string>();

  async function remove(item: OutboxItem): Promise<Result<null>> {
    const removed = await storage.removeOutbox({ id: item.id });
    if (!removed.ok) return removed;
    // The list is read anew in every window.
    emit(item);
    return succeed(null);
  }

  return {
    async clear() {
      for (const { item } of reader.outbox()) {
        if (!isFinished(item)) continue;
        if (isBeingFiled(item)) {
          leaving.add(item.id);
          continue;
        }
        const removed = await remove(item);
        if (!removed.ok) return removed;
      }
      return succeed(null);
    },
    changed(item) {
      if (isBeingFiled(item) || !leaving.delete(item.id) || !isFinished(item)) return;
      remove(item)
        .then((removed) => {
          if (!removed.ok) logger.warning(`a finished outbox entry stays: ${removed.failure.code}`);
        })
        .catch((error: unknown) => logger.error('a finished outbox entry stays', error));
    },
  };
}
