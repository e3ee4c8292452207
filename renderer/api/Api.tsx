/** Hands the client and the state of the connection to every component below. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createClient } from '../../electron/contract/call.ts';
import { calls, events, type PostglassClient } from '../../electron/contract/contract.ts';
import { withByteAddresses } from './byte-addresses.ts';
import { askAgain, createRefetcher, type Refetcher } from './refetch.ts';
import type { ConnectedTransport, ConnectionState } from './transport.ts';

interface Api {
  readonly client: PostglassClient;
  readonly transport: ConnectedTransport;
}

const ApiContext = createContext<(Api & { readonly refetcher: Refetcher }) | null>(null);

/** Builds the client over a transport. Values that violate the contract are reported on the console. */
export function createApi(transport: ConnectedTransport): Api {
  return {
    transport,
    client: withByteAddresses(
      createClient(calls, events, transport, (name, message) => console.error(`contract violated by ${name}: ${message}`)),
      transport.bytesUrl,
    ),
  };
}

/** Queries never go stale by time: the engine announces what changed. */
function createQueryClient(): QueryClient {
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
  const [shared] = useState(() => ({ ...api, refetcher: createRefetcher(api.client, queries) }));
  useEffect(
    () =>
      api.transport.onState((state) => {
        // Events may have been missed while the connection was lost.
        if (state === 'open') void askAgain(queries, []);
      }),
    [api, queries],
  );
  return (
    <ApiContext value={shared}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

function useApi(): Api & { readonly refetcher: Refetcher } {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above it');
  return api;
}

export function useClient(): PostglassClient {
  return useApi().client;
}

export function useRefetcher(): Refetcher {
  return useApi().refetcher;
}

/**
 * Where this page writes the bytes that the contract takes below `bytes/`; paths in answers are such addresses already (byte-addresses.ts).
 * Null while the program is not connected: another program may listen on its port then, and must get no file.
 */
export function useBytesTarget(): (path: string) => string | null {
  const { transport } = useApi();
  return useCallback((path: string) => (transport.state() === 'open' ? transport.bytesUrl(path) : null), [transport]);
}

/** Whether the program behind this window can be reached. */
export function useConnection(): ConnectionState {
  const { transport } = useApi();
  return useSyncExternalStore(transport.onState, transport.state);
}
