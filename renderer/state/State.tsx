/** Hands workspace, commands, mail actions and preferences to every component below. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Capability, defaultPreferences, type Preferences } from '../../electron/contract/application.ts';
import { useClient } from '../api/Api.tsx';
import { useEvent } from '../api/use-action.ts';
import { useCall } from '../api/use-call.ts';
import { isMac } from '../ui/platform.ts';
import { useLatest } from '../ui/use-latest.ts';
import { type Command, type CommandBinding, type CommandRegistry, createCommandRegistry } from './commands.ts';
import { useAccounts, useApplicationInfo } from './engine-queries.ts';
import { createMailActions, type MailActions } from './mail-actions.ts';
import { useStore } from './store.ts';
import { useNetworkReturn, useSyncEvents } from './sync-states.ts';
import { createWorkspace, type Workspace, type WorkspaceState } from './workspace.ts';

interface Shared {
  readonly workspace: Workspace;
  readonly commands: CommandRegistry;
  readonly actions: MailActions;
  readonly preferences: Preferences;
  readonly setPreferences: (change: Partial<Preferences>) => void;
}

const SharedContext = createContext<Shared | null>(null);

export function StateProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const kept = useCall('application.preferences', {});
  const [preferences, setLocal] = useState<Preferences>(defaultPreferences);
  const latest = useLatest(preferences);
  useEffect(() => {
    if (kept.value) setLocal(kept.value);
  }, [kept.value]);
  useEvent('application.preferencesChanged', setLocal);
  useSyncEvents();
  useNetworkReturn();

  const setPreferences = useCallback(
    (change: Partial<Preferences>) => {
      latest.current = { ...latest.current, ...change };
      setLocal(latest.current);
      void client.call('application.setPreferences', change);
    },
    [client],
  );

  const [fixed] = useState(() => ({
    workspace: createWorkspace((view) => {
      const { dock, dockAtConsole } = latest.current;
      if (view === 'console') {
        if (dockAtConsole === 'hidden') setPreferences({ dockAtConsole: 'bottom' });
      } else if (dock === 'hidden' || dock === 'automatic') setPreferences({ dock: 'bottom' });
    }),
    commands: createCommandRegistry(isMac()),
    actions: createMailActions(client),
  }));
  // The open message is a copy of its row: it changes with it.
  useEffect(
    () =>
      fixed.actions.onLocalChange((change) => {
        const { open } = fixed.workspace.store.get();
        if (change.kind === 'changed' && open && change.ids.has(open.id))
          fixed.workspace.store.set({ open: { ...open, ...change.change } });
      }),
    [fixed],
  );
  const shared = useMemo(() => ({ ...fixed, preferences, setPreferences }), [fixed, preferences, setPreferences]);
  return <SharedContext value={shared}>{children}</SharedContext>;
}

function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (!shared) throw new Error('state needs a StateProvider above it');
  return shared;
}

export const useWorkspace = (): Workspace => useShared().workspace;
export const useMailActions = (): MailActions => useShared().actions;
export const useCommandRegistry = (): CommandRegistry => useShared().commands;

/** Preferences, and how to change some of them; the change is seen at once and kept by the engine. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const { preferences, setPreferences } = useShared();
  return [preferences, setPreferences];
}

type Dock = Exclude<Preferences['dock'], 'automatic'>;

/**
 * Where the transcript is: as chosen, else open where all accounts are for practice, and closed beside one's own mail. At the console, which
 * shows the same lines, it is away unless it was opened there.
 */
export function useDock(): Dock {
  const [{ dock, dockAtConsole }] = usePreferences();
  const view = useWorkspaceState((state) => state.view.name);
  const accounts = useAccounts();
  if (view === 'console') return dockAtConsole;
  if (dock !== 'automatic') return dock;
  const isForPractice = accounts.value !== undefined && accounts.value.length > 0 && accounts.value.every((account) => account.practice);
  return isForPractice ? 'bottom' : 'hidden';
}

/** Puts the transcript somewhere, for the console or for all other views. */
export function useSetDock(): (place: Dock) => void {
  const { workspace, setPreferences } = useShared();
  return useCallback(
    (place) => setPreferences(workspace.store.get().view.name === 'console' ? { dockAtConsole: place } : { dock: place }),
    [workspace, setPreferences],
  );
}

/** Follows one value of the workspace. */
export function useWorkspaceState<Value>(pick: (state: WorkspaceState) => Value): Value {
  return useStore(useWorkspace().store, pick);
}

/** Offers commands for as long as the component is there. Give a list that is the same between renderings. */
export function useCommands(commands: readonly CommandBinding[]): void {
  const registry = useCommandRegistry();
  useEffect(() => registry.add(commands), [registry, commands]);
}

export function useAllCommands(): readonly Command[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.subscribe, registry.all);
}

/** Whether the host declares this capability. Features ask this, never which host it is. */
export function useCapability(capability: Capability): boolean {
  const info = useApplicationInfo();
  return info.value?.capabilities.includes(capability) ?? false;
}
