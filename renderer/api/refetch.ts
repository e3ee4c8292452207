/** Asks again after events: once for each announcement, however many components show the answer. */
import type { QueryClient } from '@tanstack/react-query';
import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { CallName, EventName } from './names.ts';

export interface Refetcher {
  /** Asks for the answers of a call anew whenever the event comes; the returned function stops it. */
  follow(name: CallName, event: EventName): () => void;
}

/**
 * Asks for the answers of these queries anew, also for one whose first answer is still on its way: the library leaves that one as it is,
 * although it may have been given before what is announced now. An empty key means all of them.
 */
export async function askAgain(queries: Pick<QueryClient, 'invalidateQueries'>, queryKey: readonly unknown[]): Promise<void> {
  let isFirst = false;
  await queries.invalidateQueries({
    queryKey,
    predicate: ({ state }) => {
      isFirst ||= state.data === undefined && state.fetchStatus !== 'idle';
      return true;
    },
  });
  if (isFirst) await queries.invalidateQueries({ queryKey });
}

/** Changes the answer that is held by what an event said; one that is on its way may be older than the event, and is asked for again. */
export function patchAnswer<Answer>(
  queries: Pick<QueryClient, 'invalidateQueries' | 'isFetching' | 'setQueryData'>,
  queryKey: readonly unknown[],
  change: (held: Answer) => Answer,
): void {
  if (queries.isFetching({ queryKey }) > 0) void askAgain(queries, queryKey);
  else queries.setQueryData<Answer>(queryKey, (held) => (held === undefined ? held : change(held)));
}

export function createRefetcher(client: Pick<PostglassClient, 'on'>, queries: Pick<QueryClient, 'invalidateQueries'>): Refetcher {
  const followed = new Map<string, { count: number; readonly stop: () => void }>();
  return {
    follow(name, event) {
      const key = `${name} ${event}`;
      const one = followed.get(key) ?? { count: 0, stop: client.on(event, () => void askAgain(queries, [name])) };
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
