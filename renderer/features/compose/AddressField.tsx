/** A list of addresses, completed from the people already in this mail. A text box, so that it can be typed and pasted freely. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Address } from '../../../electron/contract/messages.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useHeldFocus } from '../../ui/focus/hold-focus.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { pieceAt, putAddress } from './addresses-typed.ts';

interface AddressFieldProps {
  label: string;
  value: string;
  /** The draft is not here yet: what would be typed now would be lost. */
  onChange: (value: string) => void;
  onBlur: () => void;
  error: string | undefined;
  isReadOnly?: boolean;
  autoFocus?: boolean;
  /** A piece of the list that is to be changed: selected when it comes. */
  marked?: string;
}

const pause = 70;
const most = 6;

export function AddressField({ label, value, onChange, onBlur, error, isReadOnly = false, autoFocus = false, marked }: AddressFieldProps) {
  const say = useWords();
  const client = useClient();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const [found, setFound] = useState<readonly Address[]>([]);
  const [chosen, setChosen] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const question = useRef(0);

  useEffect(() => () => clearTimeout(timer.current), []);
  useHeldFocus(box, autoFocus);
  // Once for each: what is typed then is not selected again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read as it is when the piece comes
  useEffect(() => {
    const start = marked === undefined ? -1 : value.toLowerCase().indexOf(marked.toLowerCase());
    if (marked !== undefined && start >= 0) box.current?.setSelectionRange(start, start + marked.length);
  }, [marked]);
  useEffect(() => {
    if (caretAfter.current === null) return;
    box.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  });

  const close = () => {
    clearTimeout(timer.current);
    question.current++;
    setFound([]);
  };
  const complete = (list: string, caret: number) => {
    clearTimeout(timer.current);
    const { text } = pieceAt(list, caret);
    if (text.trim() === '') return close();
    const asked = ++question.current;
    timer.current = setTimeout(async () => {
      const answer = await client.call('compose.complete', { prefix: text.trim().slice(0, 200), limit: most });
      if (asked !== question.current || !answer.ok) return;
      setFound(answer.value);
      setChosen(0);
    }, pause);
  };
  const take = (address: Address) => {
    const put = putAddress(value, pieceAt(value, box.current?.selectionStart ?? value.length), address);
    caretAfter.current = put.caret;
    onChange(put.list);
    close();
    box.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const address = found[chosen];
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) close();
    if (event.nativeEvent.isComposing) return;
    if (address) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setChosen((chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
        return;
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
        close();
        return;
      }
      const accepts = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey);
      if (accepts && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        take(address);
        return;
      }
    }
    // Replace line ends, which are not allowed in a list of addresses.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
  };

  return (
    <div className={`compose-row${error === undefined ? '' : ' is-wrong'}`}>
      <label htmlFor={id} className="compose-label">
        {label}
      </label>
      <div className="compose-address">
        <textarea
          ref={box}
          id={id}
          rows={1}
          className="compose-input"
          value={value}
          readOnly={isReadOnly}
          spellCheck={false}
          autoComplete="off"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...(found.length > 0 ? { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${chosen}` } : {})}
          {...(error === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
          onChange={(event) => {
            const typed = event.target.value.replace(/\s*[\r\n]+\s*/g, ', ');
            onChange(typed);
            complete(typed, event.target.selectionStart);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            close();
            onBlur();
          }}
        />
        {found.length > 0 && (
          <div role="listbox" id={`${id}-list`} aria-label={say('compose.completions')} className="compose-list">
            {found.map((address, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the text box keeps the focus and names the option (aria-activedescendant)
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the text box
              <div
                key={address.address}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === chosen}
                className={`compose-option${at === chosen ? ' is-chosen' : ''}`}
                // Keep the focus in the text box until the click arrives.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(address)}
              >
                <bdi>{visible(address.name)}</bdi> <bdi className="compose-option-address">{visible(address.address)}</bdi>
              </div>
            ))}
          </div>
        )}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="compose-error">
          {error}
        </p>
      )}
    </div>
  );
}
