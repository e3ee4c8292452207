/** A list to choose from by typing: commands, or folders to move messages to. */
import type { LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Autocomplete, Dialog, Input, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Option, OptionList } from '../../ui/OptionList.tsx';

export interface PaletteEntry {
  id: string;
  label: string;
  icon?: LucideIcon;
  shortcut?: string;
  /** How deep it lies, from 0: what lies in something else stands under it. */
  level?: number;
  /** What it lies in, in words: found by it, and shown where it does not stand under it. */
  within?: string;
  /** Only there for what stands under it. */
  isHeading?: boolean;
}

/** Most lines shown: more would cost time and not be read; typing finds the others. */
const most = 200;

/** Every word typed must begin a word of the label; pure, for tests. */
function matches(label: string, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const words = plain(label).split(/[^\p{L}\p{N}]+/u);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)) || plain(label).includes(part));
}

export function Palette({
  label,
  entries,
  onChoose,
  onClose,
}: {
  label: string;
  entries: readonly PaletteEntry[];
  onChoose: (id: string) => void;
  onClose: () => void;
}) {
  const say = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const all = useMemo(() => {
    if (typed.trim() === '') return entries;
    return entries.filter((entry) => !entry.isHeading && matches(`${entry.within ?? ''} ${entry.label}`, typed));
  }, [entries, typed]);
  const found = all.slice(0, most);
  const isNested = typed.trim() === '';
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className="palette-scrim">
      <Modal className="palette">
        <Dialog aria-label={label}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField autoFocus aria-label={label} className="palette-field">
              <Input
                className="palette-input"
                placeholder={label}
                spellCheck={false}
                onKeyDownCapture={(event) => {
                  // Close at once: by default Escape would only empty the field.
                  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  event.stopPropagation();
                  onClose();
                }}
              />
            </SearchField>
            <OptionList
              className="palette-list"
              aria-label={label}
              onAction={(key) => {
                onClose();
                onChoose(String(key));
              }}
              renderEmptyState={() => <p className="palette-empty">{say('palette.nothing')}</p>}
            >
              {found.map((entry) => (
                <Option
                  key={entry.id}
                  id={entry.id}
                  textValue={entry.label}
                  isDisabled={entry.isHeading ?? false}
                  icon={entry.icon}
                  shortcut={entry.shortcut}
                  style={isNested && entry.level ? { paddingInlineStart: `${0.6 + Math.min(12, entry.level) * 0.9}rem` } : {}}
                >
                  <span dir="auto">{entry.label}</span>
                  {!isNested && entry.within && (
                    <span className="palette-within" dir="auto">
                      {entry.within}
                    </span>
                  )}
                </Option>
              ))}
            </OptionList>
            {all.length > most && (
              <p className="palette-empty" role="status">
                {say('palette.more', { count: all.length - most, number: formatNumber(all.length - most, language) })}
              </p>
            )}
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
