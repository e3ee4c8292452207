/** What each account is doing, kept up to date by the events themselves instead of by asking again. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncState } from '../../electron/contract/sync.ts';
import { useClient } from '../api/Api.tsx';
import { useEvent } from '../api/use-action.ts';
import { useCall } from '../api/use-call.ts';

/** The list with `changed` in the place of its account's older state. */
function mergeSyncState(states: readonly SyncState[] | undefined, changed: SyncState): SyncState[] {
  const others = (states ?? []).filter((state) => state.accountId !== changed.accountId);
  return [...others, changed];
}

/** Follows the events; used once, near the root. */
export function useSyncEvents(): void {
  const queries = useQueryClient();
  useEvent('sync.changed', (changed) => {
    queries.setQueryData<SyncState[]>(['sync.state', {}], (states) => mergeSyncState(states, changed));
  });
}

/** Tells the engine that the machine is on a network again; used once, near the root. */
export function useNetworkReturn(): void {
  const client = useClient();
  useEffect(() => {
    const tell = () => void client.call('sync.networkChanged', {});
    window.addEventListener('online', tell);
    return () => window.removeEventListener('online', tell);
  }, [client]);
}

export function useSyncStates(): readonly SyncState[] {
  return useCall('sync.state', {}, { refetchOn: 'accounts.changed' }).value ?? [];
}
