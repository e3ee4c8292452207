/** Where the protocol is typed: one line with completion by Tab, what the command does, and the lines sent before by arrow keys. */
import { CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react';
import type { ConsoleState } from '../../../electron/contract/console.ts';
import { consoleWords } from '../../../electron/words/console/console-words.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { commandOf, completionsOf, dangerOf, sharedBeginning } from './typed-line.ts';

interface CommandLineProps {
  state: ConsoleState;
  text: string;
  onText: (text: string) => void;
  /** Drawn before the line: the tag that it will get. */
  tag: string | null;
  /** Lines that were sent, the latest first. */
  history: () => readonly string[];
  input: RefObject<HTMLInputElement | null>;
  onSend: () => void;
}

const mostShown = 12;

export function CommandLine({ state: { protocol, awaits }, text, onText, tag, history, input, onSend }: CommandLineProps) {
  const say = useWords();
  const language = useLanguage();
  const helpId = useId();
  const [past, setPast] = useState<number | null>(null);
  const draft = useRef('');
  const [asks, setAsks] = useState(false);
  const isCommand = awaits === 'command';
  const command = isCommand ? commandOf(protocol, text) : undefined;
  const completions = isCommand ? completionsOf(protocol, text) : [];
  const danger = isCommand ? dangerOf(protocol, text, tag === null) : null;
  const words = consoleWords[language];

  const send = () => {
    setAsks(false);
    setPast(null);
    onSend();
    input.current?.focus();
  };
  const back = () => {
    setAsks(false);
    input.current?.focus();
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
      if (event.repeat) return;
      if (danger) setAsks(true);
      else send();
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

  const help = command
    ? `${command.syntax}: ${protocol === 'raw' ? '' : (words.commands[protocol][command.name] ?? '')}`
    : say(`console.awaits.${protocol === 'raw' ? 'raw' : awaits}`);
  return (
    <div className="console-typing">
      {asks && danger && (
        <div
          role="alertdialog"
          aria-label={say('console.danger')}
          aria-describedby={`${helpId}-danger`}
          className="console-danger"
          onKeyDown={(event) => {
            if (event.key === 'Escape') back();
          }}
        >
          <p id={`${helpId}-danger`}>{say(`console.danger.${danger}`)}</p>
          <Button autoFocus onPress={back}>
            {say('console.dontSend')}
          </Button>
          <Button kind="danger" onPress={send}>
            {say('console.sendAnyway')}
          </Button>
        </div>
      )}
      <div className="console-prompt">
        <b className="console-mark" aria-hidden>
          C:
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
            setAsks(false);
            onText(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <Button kind="quiet" icon={CornerDownLeft} onPress={() => (danger ? setAsks(true) : send())}>
          {say('console.send')}
        </Button>
      </div>
      <div id={helpId} className="console-help" aria-live="polite">
        <p>{help}</p>
        {command?.takes.map((argument) => (
          <p key={argument} className="console-soft">
            {words.arguments[argument]}
          </p>
        ))}
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
    </div>
  );
}
