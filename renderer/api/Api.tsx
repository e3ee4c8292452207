/** Hands the client and the state of the connection to every component below. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createClient } from '../../electron/contract/call.ts';
import { calls, events, type PostglassClient } from '../../electron/contract/contract.ts';
import type { ConnectedTransport, ConnectionState } from './transport.ts';

export interface Api {
  readonly client: PostglassClient;
  readonly transport: ConnectedTransport;
}

const ApiContext = createContext<Api | null>(null);

/** Builds the client over a transport. What does not fit the contract is reported on the page's console. */
export function createApi(transport: ConnectedTransport): Api {
  return {
    transport,
    client: createClient(calls, events, transport, (name, message) => console.error(`contract violated by ${name}: ${message}`)),
  };
}

/** Queries never go stale by time: the engine announces what changed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  useEffect(
    () =>
      api.transport.onState((state) => {
        // Events may have been missed while the connection was lost.
        if (state === 'open') void queries.invalidateQueries();
      }),
    [api, queries],
  );
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above it');
  return api;
}

export function useClient(): PostglassClient {
  return useApi().client;
}

/** Whether the program behind this window can be reached. */
export function useConnection(): ConnectionState {
  const { transport } = useApi();
  return useSyncExternalStore(transport.onState, transport.state);
}
