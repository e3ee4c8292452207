/** Which folder to move what is marked to, by name. */
import { useMemo } from 'react';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import type { DialogProps } from '../../state/feature.ts';
import { folderIcon, folderName } from '../../state/folder-label.ts';
import { sortFolders, treeLines } from '../../state/folder-tree.ts';
import { useCommandRegistry } from '../../state/State.tsx';
import { Palette, type PaletteEntry } from './Palette.tsx';

/**
 * The folders as they stand beside the list. A message moves within its account; between accounts it would have to be copied through this
 * machine.
 * @param from folders that the messages lie in, as far as they are known
 */
export function MovePalette({ from, onClose }: DialogProps<'move'>) {
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
