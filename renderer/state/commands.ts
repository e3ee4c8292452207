/**
 * Commands at work: the table (`electron/contract/commands.ts`) says what there is, a feature binds what it does and when it can.
 * Keys, toolbar, bars, context menus, palette and the machine's own menu all run them here.
 */
import type { LucideIcon } from 'lucide-react';
import { type CommandDeclaration, type CommandId, type CommandLabel, commandIds, commands } from '../../electron/contract/commands.ts';
import { commandIcons } from './command-icons.ts';
import type { Stroke } from './shortcuts.ts';

/** What a feature adds to the table. */
export interface CommandBinding {
  readonly id: CommandId;
  readonly isEnabled?: () => boolean;
  readonly run: (argument?: string) => void;
}

export interface Command extends CommandDeclaration, CommandBinding {
  readonly label: CommandLabel;
  readonly icon?: LucideIcon;
  /** The first one is shown. */
  readonly strokes: readonly Stroke[];
}

export interface CommandRegistry {
  /** Those that are bound, in the order of the table. */
  all(): readonly Command[];
  find(id: CommandId): Command | undefined;
  canRun(id: CommandId): boolean;
  /** Runs it if it is there and enabled; answers whether it did. */
  run(id: CommandId, argument?: string): boolean;
  /** The command that stands in the place of this one just now: itself, or one that is `insteadOf` it and can be run. */
  standingFor(id: CommandId): CommandId;
  /** Binds commands; the returned function takes them out. */
  add(bindings: readonly CommandBinding[]): () => void;
  subscribe(listener: () => void): () => void;
}

export function createCommandRegistry(mac: boolean): CommandRegistry {
  const listeners = new Set<() => void>();
  const added = new Set<readonly CommandBinding[]>();
  let list: readonly Command[] = [];
  let byId: ReadonlyMap<CommandId, Command> = new Map();
  /** A binding keeps its command while others come and go: buttons are drawn anew for their own only. */
  const bound = new WeakMap<CommandBinding, Command>();
  const bind = (binding: CommandBinding): Command => {
    const known = bound.get(binding);
    if (known) return known;
    const declaration = commands[binding.id];
    const icon = commandIcons[binding.id];
    const command: Command = {
      ...declaration,
      ...binding,
      strokes: [...(declaration.keys ?? []), ...(mac ? (declaration.macKeys ?? []) : [])],
      ...(icon ? { icon } : {}),
    };
    bound.set(binding, command);
    return command;
  };
  const rebuild = () => {
    byId = new Map([...added].flat().map((binding) => [binding.id, bind(binding)]));
    list = commandIds.flatMap((id) => byId.get(id) ?? []);
    for (const listener of [...listeners]) listener();
  };
  const canRun = (id: CommandId) => {
    const command = byId.get(id);
    return command !== undefined && command.isEnabled?.() !== false;
  };
  return {
    all: () => list,
    find: (id) => byId.get(id),
    canRun,
    run(id, argument) {
      if (!canRun(id)) return false;
      byId.get(id)?.run(argument);
      return true;
    },
    standingFor: (id) => commandIds.find((other) => commands[other].insteadOf === id && canRun(other)) ?? id,
    add(bindings) {
      added.add(bindings);
      rebuild();
      return () => {
        added.delete(bindings);
        rebuild();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
