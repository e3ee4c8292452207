import type { SyncLimits } from '../sync-limits.ts';

/** Batches on their way into the storage, bounded: beyond the limit fetching waits. */
export interface Pipeline {
  /** Resolves when there is room for another. Rejects with what an earlier one failed with. */
  add(storing: Promise<void>, octets: number): Promise<void>;
  /** Resolves when everything is stored. */
  drain(): Promise<void>;
}

export function createPipeline({ batchesAtOnce, octetsAtOnce }: Pick<SyncLimits, 'batchesAtOnce' | 'octetsAtOnce'>): Pipeline {
  const underWay: { readonly storing: Promise<void>; readonly octets: number }[] = [];
  const isFull = () => underWay.length >= batchesAtOnce || underWay.reduce((sum, { octets }) => sum + octets, 0) >= octetsAtOnce;
  return {
    async add(storing, octets) {
      storing.catch(() => {}); // reported by the `await` of a later one; here only kept from being unhandled
      underWay.push({ storing, octets });
      while (isFull()) await underWay.shift()?.storing;
    },
    async drain() {
      await Promise.all(underWay.splice(0).map(({ storing }) => storing));
    },
  };
}
