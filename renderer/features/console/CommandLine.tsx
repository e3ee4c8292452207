/** Where the protocol is typed: one line with completion, what its command does, and a question before it destroys something. */
import { type RefObject, useId, useState } from 'react';
import type { ConsoleState } from '../../../electron/contract/console.ts';
import { consoleWords } from '../../../electron/words/console/console-words.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { LineInput } from './LineInput.tsx';
import { commandOf, completionsOf, dangerOf } from './typed-line.ts';

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
  /** Several lines were pasted: what stands in the command line then, and the lines after it. */
  onLines: (first: string, others: readonly string[]) => void;
}

export function CommandLine({ state: { protocol, awaits }, text, onText, tag, history, input, onSend, onLines }: CommandLineProps) {
  const say = useWords();
  const language = useLanguage();
  const dangerId = useId();
  const [asks, setAsks] = useState(false);
  const isCommand = awaits === 'command';
  const command = isCommand ? commandOf(protocol, text) : undefined;
  const completions = isCommand ? completionsOf(protocol, text) : [];
  const danger = isCommand ? dangerOf(protocol, text, tag === null) : null;
  const words = consoleWords[language];

  const send = () => {
    setAsks(false);
    onSend();
    input.current?.focus();
  };
  const back = () => {
    setAsks(false);
    input.current?.focus();
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
          aria-describedby={dangerId}
          className="console-danger"
          onKeyDown={(event) => {
            if (event.key === 'Escape') back();
          }}
        >
          <p id={dangerId}>{say(`console.danger.${danger}`)}</p>
          <Button autoFocus onPress={back}>
            {say('console.dontSend')}
          </Button>
          <Button kind="danger" onPress={send}>
            {say('console.sendAnyway')}
          </Button>
        </div>
      )}
      <LineInput
        {...{ text, tag, history, completions, input }}
        mark="C:"
        onText={(next) => {
          setAsks(false);
          onText(next);
        }}
        onLines={onLines}
        onEnter={() => (danger ? setAsks(true) : send())}
        help={
          <>
            <p>{help}</p>
            {command?.takes.map((argument) => (
              <p key={argument} className="console-soft">
                {words.arguments[argument]}
              </p>
            ))}
          </>
        }
      />
    </div>
  );
}
