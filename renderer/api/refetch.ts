/** Asks again after events: once for each announcement, however many components show the answer. */
import type { QueryClient } from '@tanstack/react-query';
import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { CallName, EventName } from './use-call.ts';

export interface Refetcher {
  /** Asks for the answers of a call anew whenever the event comes; the returned function stops it. */
  follow(name: CallName, event: EventName): () => void;
}

export function createRefetcher(client: Pick<PostglassClient, 'on'>, queries: Pick<QueryClient, 'invalidateQueries'>): Refetcher {
  const followed = new Map<string, { count: number; readonly stop: () => void }>();
  return {
    follow(name, event) {
      const key = `${name} ${event}`;
      const one = followed.get(key) ?? { count: 0, stop: client.on(event, () => void queries.invalidateQueries({ queryKey: [name] })) };
      one.count += 1;
      followed.set(key, one);
      return () => {
        one.count -= 1;
        if (one.count > 0) return;
        one.stop();
        followed.delete(key);
      };
    },
  };
}
