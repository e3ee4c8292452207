/** The search box of the toolbar: searches while the user types, Escape empties it. */
import { CircleQuestionMark, Search, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Dialog, DialogTrigger, Input, SearchField } from 'react-aria-components';
import { useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommandRegistry, useCommands, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { PopoverFrame } from '../../ui/Menus.tsx';
import { SearchHelp } from './SearchHelp.tsx';

/** Milliseconds without a key before one or two letters are searched for: they match half of all mail and are rarely the whole query. */
const shortPause = 200;
const isShort = (wanted: string) => wanted.length === 1 || wanted.length === 2;

export function SearchBox() {
  const say = useWords();
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const search = useWorkspaceState((state) => state.search);
  const [text, setText] = useState(search);
  const input = useRef<HTMLInputElement>(null);

  // The workspace clears the search when a folder is opened.
  useEffect(() => {
    if (search === '') setText('');
  }, [search]);

  useEffect(() => {
    const wanted = text.trim();
    if (!isShort(wanted) || wanted === workspace.store.get().search) return;
    const timer = setTimeout(() => workspace.search(wanted), shortPause);
    return () => clearTimeout(timer);
  }, [text, workspace]);

  const onChange = (value: string) => {
    setText(value);
    const wanted = value.trim();
    // Search with each key: the answer is faster than the next key.
    if (!isShort(wanted) && wanted !== workspace.store.get().search) workspace.search(wanted);
  };

  useCommands(
    useMemo<readonly CommandBinding[]>(
      () => [
        {
          id: 'search.focus',
          run: () => {
            input.current?.focus();
            input.current?.select();
          },
        },
      ],
      [],
    ),
  );

  return (
    <div className="search-place">
      <SearchField
        className="search-box"
        aria-label={say('search.label')}
        value={text}
        onChange={onChange}
        onSubmit={(value) => workspace.search(value.trim())}
        onClear={() => workspace.search('')}
      >
        <Search size="0.9375rem" strokeWidth={1.75} aria-hidden className="search-icon" />
        <Input
          ref={input}
          className="search-input"
          placeholder={say('search.label')}
          spellCheck={false}
          maxLength={1_000}
          onKeyDown={(event) => {
            // Arrow Down moves to the results; without any it stays in the text.
            if (event.key === 'ArrowDown' && registry.run('messages.focusFirst')) event.preventDefault();
          }}
        />
        {text !== '' && (
          <Button className="search-clear">
            <X size="0.875rem" aria-hidden />
          </Button>
        )}
      </SearchField>
      {text === '' && (
        <DialogTrigger>
          <Button className="search-clear" aria-label={say('search.help')}>
            <CircleQuestionMark size="0.9375rem" strokeWidth={1.75} aria-hidden />
          </Button>
          <PopoverFrame placement="bottom end">
            <Dialog className="search-help-box" aria-label={say('search.help')}>
              <SearchHelp />
            </Dialog>
          </PopoverFrame>
        </DialogTrigger>
      )}
    </div>
  );
}
