/** A button of a command: an icon, or a word beside it where there is room. It knows the command by name only. */
import { memo, useCallback, useSyncExternalStore } from 'react';
import { type CommandId, commandIds, commands } from '../../electron/contract/commands.ts';
import { useWords } from '../i18n/words.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import type { MenuEntry } from '../ui/Menus.tsx';
import { isMac } from '../ui/platform.ts';
import { commandIcons } from './command-icons.ts';
import { useCommandRegistry, useWorkspace } from './State.tsx';
import { ariaStrokes } from './shortcuts.ts';
import { useShowStroke } from './use-show-stroke.ts';

/** What is selected and open decides what can be done, and so does which commands there are. */
function useCommandChanges(): (listener: () => void) => () => void {
  const registry = useCommandRegistry();
  const { store } = useWorkspace();
  return useCallback(
    (listener: () => void) => {
      const stops = [store.subscribe(listener), registry.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store, registry],
  );
}

interface CommandButtonProps {
  id: CommandId;
  /** `words`: icon and word; `either`: the style sheet hides the word where there is no room for it; the name stays. */
  look?: 'icon' | 'either';
  /** Lower than others: in a bar. */
  isLow?: boolean;
}

/** Drawn anew only when what it may do has changed, not with every message that is opened. */
export const CommandButton = memo(function CommandButton({ id, look = 'icon', isLow = false }: CommandButtonProps) {
  const say = useWords();
  const show = useShowStroke();
  const registry = useCommandRegistry();
  const subscribe = useCommandChanges();
  const standing = useSyncExternalStore(subscribe, () => registry.standingFor(id));
  const isDisabled = useSyncExternalStore(subscribe, () => !registry.canRun(standing));
  const command = useSyncExternalStore(subscribe, () => registry.find(standing));
  const icon = commandIcons[standing];
  const label = say(commands[standing].label);
  const strokes = command?.strokes ?? [];
  const first = strokes[0];
  const shared = {
    isDisabled,
    isLow,
    onPress: () => void registry.run(standing),
    ...(strokes.length > 0 ? { strokes: ariaStrokes(strokes, isMac()) } : {}),
  };
  if (look === 'either')
    return (
      <Button kind="quiet" {...shared} {...(icon ? { icon } : {})} title={first ? `${label} (${show(first)})` : label}>
        {label}
      </Button>
    );
  return icon ? <IconButton icon={icon} label={label} {...shared} {...(first ? { shortcut: show(first) } : {})} /> : null;
});

const barOf = (several: boolean): readonly CommandId[] =>
  commandIds.filter((id) => {
    const { places, insteadOf, actsOn } = commands[id];
    const isThere = places?.includes('bar') || (several && places?.includes('selection'));
    return isThere && insteadOf === undefined && (!several || actsOn === 'messages');
  });
const bars = { one: barOf(false), several: barOf(true) } as const;

/** The buttons of whatever is marked: one message, or several. */
export function CommandBar({ of, look }: { of: 'one' | 'several'; look: 'icon' | 'either' }) {
  return bars[of].map((id) => <CommandButton key={id} id={id} look={look} />);
}

/** The commands of a context menu, those that cannot be run just now included but for the ones whose place another has taken. */
export function useCommandMenu(): readonly MenuEntry[] {
  const say = useWords();
  const show = useShowStroke();
  const registry = useCommandRegistry();
  return commandIds.flatMap((id) => {
    const { places, insteadOf, separated = false } = commands[id];
    if (!places?.includes('context') || insteadOf !== undefined) return [];
    const command = registry.find(registry.standingFor(id));
    if (!command) return [];
    const [stroke] = command.strokes;
    return [
      {
        id: command.id,
        label: say(command.label),
        separated,
        isDisabled: !registry.canRun(command.id),
        run: () => void registry.run(command.id),
        ...(command.icon ? { icon: command.icon } : {}),
        ...(stroke ? { shortcut: show(stroke) } : {}),
      },
    ];
  });
}
