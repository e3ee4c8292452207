/** Asks the engine and keeps the answer until an event says that it changed. */
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { InputOf, OutputOf } from '../../electron/contract/call.ts';
import type { Calls, PostglassClient } from '../../electron/contract/contract.ts';
import { type Failure, FailureError, toFailure } from '../../electron/contract/failure.ts';
import { useClient, useRefetcher } from './Api.tsx';
import type { CallName, EventName } from './names.ts';

interface CallOptions<Name extends CallName> {
  /** Events after which the answer is asked for again. */
  refetchOn?: EventName | readonly EventName[];
  enabled?: boolean;
  /** Asks again whenever the component is mounted: for answers that change without an event. */
  fresh?: boolean;
  /** Shows the previous answer while one for another input is on its way. */
  keepPrevious?: boolean;
  /** Shown until the first answer is there. */
  placeholder?: OutputOf<Calls[Name]>;
}

export interface CallState<Value> {
  /** The answer, or undefined until there is one. */
  value: Value | undefined;
  /** The answer belongs to another input than this: the one for this is on its way (`keepPrevious`), or it is the placeholder. */
  isPrevious: boolean;
  /** Why there is no answer, or why the latest attempt brought none. */
  failure: Failure | null;
  isLoading: boolean;
  retry: () => void;
}

async function ask<Name extends CallName>(
  client: PostglassClient,
  name: Name,
  input: InputOf<Calls[Name]>,
): Promise<OutputOf<Calls[Name]>> {
  const answer = await client.call(name, input);
  if (answer.ok) return answer.value;
  throw new FailureError(answer.failure); // within this thread: TanStack Query knows failures as rejections
}

/** Prefetches an answer that `useCall` will probably need next. A failure is ignored here and met when it is needed. */
export function usePrefetch<Name extends CallName>(name: Name): (input: InputOf<Calls[Name]>) => void {
  const client = useClient();
  const queries = useQueryClient();
  return useCallback(
    (input) => void queries.prefetchQuery({ queryKey: [name, input], queryFn: () => ask(client, name, input) }),
    [client, queries, name],
  );
}

/**
 * Calls the engine when the component appears and whenever `input` or one of the events changes it.
 * @param input compared by value
 */
export function useCall<Name extends CallName>(
  name: Name,
  input: InputOf<Calls[Name]>,
  options: CallOptions<Name> = {},
): CallState<OutputOf<Calls[Name]>> {
  const client = useClient();
  const refetcher = useRefetcher();
  const { refetchOn, enabled = true, fresh = false, keepPrevious = false, placeholder } = options;
  const eventNames = refetchOn === undefined ? '' : typeof refetchOn === 'string' ? refetchOn : refetchOn.join(' ');

  useEffect(() => {
    if (!eventNames) return;
    // The names were joined from typed ones just above.
    const stops = (eventNames.split(' ') as EventName[]).map((event) => refetcher.follow(name, event));
    return () => {
      for (const stop of stops) stop();
    };
  }, [refetcher, name, eventNames]);

  const query: UseQueryResult<OutputOf<Calls[Name]>> = useQuery<OutputOf<Calls[Name]>>({
    queryKey: [name, input],
    enabled,
    queryFn: () => ask(client, name, input),
    ...(fresh ? { staleTime: 0, gcTime: 0 } : {}),
    // The library excludes functions from the type of placeholders; answers of the contract are JSON.
    ...(keepPrevious ? { placeholderData: ((previous: unknown) => previous) as never } : {}),
    ...(placeholder === undefined ? {} : { placeholderData: placeholder as never }),
  });

  return {
    value: query.data,
    isPrevious: query.isPlaceholderData,
    failure: query.error ? toFailure(query.error) : null,
    isLoading: query.isPending && enabled,
    retry: () => void query.refetch(),
  };
}
