/** The command that leads from a message to its story in the log that was read last. Draws nothing. */
import { useMemo } from 'react';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands, usePreferences, useWorkspace } from '../../state/State.tsx';

export function MessageInLog() {
  const workspace = useWorkspace();
  const [{ serverLog }] = usePreferences();
  const hasLog = serverLog !== null;
  const bindings = useMemo<readonly CommandBinding[]>(() => {
    let request = 0;
    return [
      {
        id: 'message.serverLog',
        isEnabled: () => hasLog && workspace.store.get().open !== null,
        run: () => {
          const { open } = workspace.store.get();
          request += 1;
          if (open) workspace.openView({ name: 'serverLog', message: open.id, request });
        },
      },
    ];
  }, [workspace, hasLog]);
  useCommands(bindings);
  return null;
}
