/** Commands of the window itself, which are there whatever is open. */
import { useMemo } from 'react';
import { commands as table } from '../../../electron/contract/commands.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useGoToLastError } from '../../state/replies/use-show-error.ts';
import { useCommandRegistry, useCommands, useDock, useSetDock, useWorkspace } from '../../state/State.tsx';
import { isModalOpen } from '../../ui/modal.ts';

/** Leads the focus to the next (1) or previous (-1) pane, round and round, in the order in which they stand. */
function goToPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility());
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step++) {
    const at = here < 0 ? (by > 0 ? step - 1 : -step) : here + by * step;
    const pane = panes.at(at % panes.length);
    const inside = pane?.querySelector<HTMLElement>('[tabindex="0"], input:not([type=hidden]), textarea, button:not(:disabled)');
    if (!inside) continue;
    inside.focus();
    return;
  }
}

export function useWindowCommands(): void {
  const client = useClient();
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const dock = useDock();
  const goToLastError = useGoToLastError();
  const setDock = useSetDock();

  const commands = useMemo<readonly CommandBinding[]>(
    () => [
      {
        id: 'sync.now',
        run: () => {
          void client.call('sync.now', {}).then((answer) => {
            if (!answer.ok) workspace.showFailure(answer.failure);
          });
        },
      },
      {
        id: 'window.transcript',
        run: () => setDock(dock === 'hidden' ? 'bottom' : 'hidden'),
      },
      {
        id: 'window.transcriptSide',
        run: () => setDock(dock === 'right' ? 'bottom' : 'right'),
      },
      { id: 'transcript.lastError', run: () => void goToLastError() },
      { id: 'window.nextPane', isEnabled: () => !isModalOpen(), run: () => goToPane(1) },
      { id: 'window.previousPane', isEnabled: () => !isModalOpen(), run: () => goToPane(-1) },
    ],
    [client, workspace, dock, setDock, goToLastError],
  );
  useCommands(commands);
  useEvent('application.command', ({ command, argument }) => {
    // What lies under a dialog is not what the menu's user looks at.
    const { actsOn } = table[command];
    if (isModalOpen() && (actsOn === 'messages' || actsOn === 'message' || actsOn === 'draft')) return;
    registry.run(command, argument);
  });
}
