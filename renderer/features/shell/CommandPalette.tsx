/** Ctrl/Cmd+K: every command that can be run now, by name. */
import { useMemo } from 'react';
import { type CommandId, commandIds } from '../../../electron/contract/commands.ts';
import { useWords } from '../../i18n/words.ts';
import type { DialogProps } from '../../state/feature.ts';
import { useAllCommands, useCommandRegistry } from '../../state/State.tsx';
import { useShowStroke } from '../../state/use-show-stroke.ts';
import { Palette, type PaletteEntry } from './Palette.tsx';

const isCommand = (id: string): id is CommandId => commandIds.some((known) => known === id);

export function CommandPalette({ onClose }: DialogProps<'palette'>) {
  const say = useWords();
  const show = useShowStroke();
  const registry = useCommandRegistry();
  const commands = useAllCommands();
  const entries = useMemo<PaletteEntry[]>(
    () =>
      commands
        .filter((command) => !command.isHidden && registry.canRun(command.id))
        .map((command) => {
          const [stroke] = command.strokes;
          return {
            id: command.id,
            label: say(command.label),
            ...(command.icon ? { icon: command.icon } : {}),
            ...(stroke ? { shortcut: show(stroke) } : {}),
          };
        }),
    [commands, say, registry.canRun, show],
  );
  return <Palette label={say('palette.label')} entries={entries} onChoose={(id) => isCommand(id) && registry.run(id)} onClose={onClose} />;
}
