/** Everything the window can do by name: one table behind toolbar, context menu, keys, palette and the machine's own menu. */
import type { LucideIcon } from 'lucide-react';
import type { WordKey } from '../i18n/words.ts';
import type { Stroke } from './shortcuts.ts';

export type CommandGroup = 'mail' | 'navigate' | 'window';

export interface Command {
  /** Stable: the machine's menu sends it as `application.command`. */
  readonly id: string;
  readonly label: WordKey;
  readonly group: CommandGroup;
  readonly icon?: LucideIcon;
  /** The first one is shown; strokes with `Mod` also work while a text is being typed when `whileTyping` is set. */
  readonly strokes?: readonly Stroke[];
  readonly whileTyping?: boolean;
  readonly isEnabled?: () => boolean;
  /** Needs an argument, so the palette does not offer it. */
  readonly isHidden?: boolean;
  readonly run: (argument?: string) => void;
}

export interface CommandRegistry {
  all(): readonly Command[];
  find(id: string): Command | undefined;
  /** Runs it if it is there and enabled; answers whether it did. */
  run(id: string, argument?: string): boolean;
  /** Adds commands; the returned function takes them out. */
  add(commands: readonly Command[]): () => void;
  subscribe(listener: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  const listeners = new Set<() => void>();
  const added = new Set<readonly Command[]>();
  let list: readonly Command[] = [];
  const rebuild = () => {
    list = [...added].flat();
    for (const listener of [...listeners]) listener();
  };
  const find = (id: string) => list.find((command) => command.id === id);
  return {
    all: () => list,
    find,
    run(id, argument) {
      const command = find(id);
      if (!command || command.isEnabled?.() === false) return false;
      command.run(argument);
      return true;
    },
    add(commands) {
      added.add(commands);
      rebuild();
      return () => {
        added.delete(commands);
        rebuild();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
