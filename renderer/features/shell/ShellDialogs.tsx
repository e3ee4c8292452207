/** The dialogs that belong to the window itself: palette, folder to move to, and the sheet of keys. */

import { useMemo } from 'react';
import { type CommandGroup, type CommandId, commandIds } from '../../../electron/contract/commands.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/asked.ts';
import { folderIcon, folderName } from '../../state/folder-look.ts';
import { sortFolders, treeLines } from '../../state/folder-tree.ts';
import { useAllCommands, useCommandRegistry, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { useShowStroke } from '../../state/use-show-stroke.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Palette, type PaletteEntry } from './CommandPalette.tsx';

function CommandsPalette({ onClose }: { onClose: () => void }) {
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

const isCommand = (id: string): id is CommandId => commandIds.some((known) => known === id);

/**
 * The folders as they stand beside the list. A message moves within its account; between accounts it would have to be copied through this
 * machine.
 * @param from folders that the messages lie in, as far as they are known
 */
function MovePalette({ from, onClose }: { from: readonly number[]; onClose: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const registry = useCommandRegistry();
  const accounts = useAccounts();
  const folders = useFolders();
  const entries = useMemo<PaletteEntry[]>(() => {
    const all = folders.value ?? [];
    const accountIds = new Set(all.filter(({ id }) => from.includes(id)).map((folder) => folder.accountId));
    const shown = (accounts.value ?? []).filter(({ id }) => accountIds.size !== 1 || accountIds.has(id));
    const here = from.length === 1 ? from[0] : undefined;
    const sorted = sortFolders(shown, all, new Intl.Collator(language, { numeric: true }).compare);
    const lines = treeLines(sorted, new Set());
    const names = new Map<string, string>();
    return lines.flatMap<PaletteEntry>(({ key, parentKey, level, account, folder }) => {
      const name = folder ? folderName(folder, say) : account.settings.name;
      const above = parentKey === null ? '' : (names.get(parentKey) ?? '');
      names.set(key, above === '' ? name : `${above} / ${name}`);
      const isOnly = shown.length === 1;
      if (!folder) {
        if (isOnly) names.set(key, '');
        return isOnly ? [] : [{ id: key, label: name, isHeading: true }];
      }
      const isHeading = !folder.selectable || folder.id === here;
      return [{ id: String(folder.id), label: name, icon: folderIcon(folder), level: level - (isOnly ? 2 : 1), within: above, isHeading }];
    });
  }, [accounts.value, folders.value, from, language, say]);
  return <Palette label={say('move.label')} entries={entries} onChoose={(id) => registry.run('message.moveTo', id)} onClose={onClose} />;
}

const groups: readonly (readonly [CommandGroup, WordKey])[] = [
  ['mail', 'shortcuts.mail'],
  ['navigate', 'shortcuts.navigate'],
  ['window', 'shortcuts.window'],
];

function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const say = useWords();
  const show = useShowStroke();
  const commands = useAllCommands();
  return (
    <DialogFrame title={say('shortcuts.title')} closeLabel={say('action.close')} onClose={onClose} isDismissable>
      <div className="shortcut-sheet">
        {groups.map(([group, label]) => (
          <section key={group}>
            <h3>{say(label)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.strokes.length > 0)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{say(command.label)}</dt>
                    <dd>
                      {command.strokes.map((stroke) => (
                        <kbd key={stroke}>{show(stroke)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              {group === 'navigate' &&
                (
                  [
                    ['shortcuts.arrows', '↑ ↓'],
                    ['shortcuts.ends', `${show('Home')} ${show('End')}`],
                    ['shortcuts.selectAll', show('Mod+a')],
                    ['shortcuts.extend', show('Shift+↓')],
                    ['shortcuts.back', 'Esc'],
                  ] as const
                ).map(([key, keys]) => (
                  <div key={key}>
                    <dt>{say(key)}</dt>
                    <dd>
                      <kbd>{keys}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}

export function ShellDialogs() {
  const workspace = useWorkspace();
  const dialog = useWorkspaceState((state) => state.dialog);
  if (!dialog) return null;
  const close = () => workspace.closeDialog(dialog.request);
  if (dialog.kind === 'palette') return <CommandsPalette onClose={close} />;
  if (dialog.kind === 'move') return <MovePalette from={dialog.from} onClose={close} />;
  if (dialog.kind === 'shortcuts') return <ShortcutSheet onClose={close} />;
  return null;
}
