/** Binds the command that sends what is being written. */
import { useMemo } from 'react';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands } from '../../state/State.tsx';
import { useLatest } from '../../ui/use-latest.ts';

interface SendCommandInput {
  readonly canSend: boolean;
  readonly send: () => Promise<void>;
}

/** Bound once for each composer: new bindings at every key would redraw the toolbar. */
export function useSendCommand(input: SendCommandInput): void {
  const latest = useLatest(input);
  const bindings = useMemo<readonly CommandBinding[]>(
    () => [{ id: 'compose.send', isEnabled: () => latest.current.canSend, run: () => void latest.current.send() }],
    [],
  );
  useCommands(bindings);
}
