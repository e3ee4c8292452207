/** Ctrl/Cmd+K: any command by name; also the list of folders to move messages to. */
import type { LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Autocomplete, Dialog, Input, ListBox, ListBoxItem, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import { useWords } from '../../i18n/words.ts';

export interface PaletteEntry {
  id: string;
  label: string;
  icon?: LucideIcon;
  shortcut?: string;
}

/** Every word typed must begin a word of the label; pure, for tests. */
export function matches(label: string, typed: string): boolean {
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
  const [typed, setTyped] = useState('');
  const found = useMemo(() => entries.filter((entry) => matches(entry.label, typed)), [entries, typed]);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className="palette-scrim">
      <Modal className="palette">
        <Dialog aria-label={label} className="palette-dialog">
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField autoFocus aria-label={label} className="palette-field">
              <Input
                className="palette-input"
                placeholder={label}
                spellCheck={false}
                onKeyDownCapture={(event) => {
                  // At once: the field would only empty itself, and a window that stays after Escape is not understood.
                  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  event.stopPropagation();
                  onClose();
                }}
              />
            </SearchField>
            <ListBox
              className="menu palette-list"
              aria-label={label}
              onAction={(key) => {
                onClose();
                onChoose(String(key));
              }}
              renderEmptyState={() => <p className="palette-empty">{say('palette.nothing')}</p>}
            >
              {found.map((entry) => (
                <ListBoxItem key={entry.id} id={entry.id} textValue={entry.label} className="menu-item">
                  {entry.icon ? <entry.icon size={15} strokeWidth={1.75} aria-hidden /> : <span className="menu-item-gap" />}
                  <span dir="auto">{entry.label}</span>
                  {entry.shortcut && <kbd className="menu-item-end">{entry.shortcut}</kbd>}
                </ListBoxItem>
              ))}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
