/** A line that is typed: completion by Tab, the lines typed before by arrow keys, and below it what it means. It knows no protocol. */
import { CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { sharedBeginning } from './typed-line.ts';

interface LineInputProps {
  text: string;
  onText: (text: string) => void;
  /** Drawn before the line: whose it is, and what is sent before it. */
  mark: string;
  tag?: string | null;
  /** Lines that were typed, the latest first. */
  history: () => readonly string[];
  /** Whole lines, as the text may go on. */
  completions: readonly string[];
  /** What the line means, below it. */
  help: ReactNode;
  input: RefObject<HTMLInputElement | null>;
  onEnter: () => void;
  /** Several lines were pasted: what stands in this one then, and the lines after it. Without it they become one. */
  onLines?: (first: string, others: readonly string[]) => void;
}

const mostShown = 12;

/** The end of the last line is none of its own. */
const linesIn = (pasted: string): string[] => pasted.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);

export function LineInput({ text, onText, mark, tag = null, history, completions, help, input, onEnter, onLines }: LineInputProps) {
  const say = useWords();
  const helpId = useId();
  const [past, setPast] = useState<number | null>(null);
  const draft = useRef('');

  const enter = () => {
    setPast(null);
    onEnter();
  };
  const recall = (step: number) => {
    const lines = history();
    const next = Math.min(lines.length - 1, (past ?? -1) + step);
    if (past === null) draft.current = text;
    setPast(next < 0 ? null : next);
    onText(next < 0 ? draft.current : (lines[next] ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && plain) {
      event.preventDefault();
      // Held down since it was pressed elsewhere, it would send empty lines.
      if (!event.repeat) enter();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      recall(event.key === 'ArrowUp' ? 1 : -1);
    } else if (event.key === 'Tab' && plain && !event.shiftKey) {
      // Where nothing can be completed, Tab leads on as everywhere.
      const completed = sharedBeginning(completions);
      if (completed.length <= text.length) return;
      event.preventDefault();
      onText(completed);
    }
  };

  return (
    <>
      <div className="console-prompt">
        <b className="console-mark" aria-hidden>
          {mark}
        </b>
        {tag !== null && <span className="console-tag">{tag}</span>}
        <input
          ref={input}
          className="console-input"
          aria-label={say('console.command')}
          aria-describedby={helpId}
          value={text}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => {
            setPast(null);
            onText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (!onLines || !/[\r\n]/.test(pasted.trimEnd())) return;
            event.preventDefault();
            const [first = '', ...others] = linesIn(pasted);
            const { selectionStart, selectionEnd, value } = event.currentTarget;
            const start = selectionStart ?? value.length;
            setPast(null);
            onLines(`${value.slice(0, start)}${first}${value.slice(selectionEnd ?? start)}`, others);
          }}
        />
        <Button kind="quiet" icon={CornerDownLeft} className="console-send" onPress={enter}>
          {say('console.send')}
        </Button>
      </div>
      <div id={helpId} className="console-help" aria-live="polite">
        {help}
        {completions.length > 0 && (
          <p className="console-completions">
            <kbd>Tab</kbd>{' '}
            <span className="mono">
              {completions
                .slice(0, mostShown)
                .map((line) => line.trim())
                .join('   ')}
            </span>
          </p>
        )}
      </div>
    </>
  );
}
