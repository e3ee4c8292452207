/** Several lines at once: the text of a message after 354, or what an IMAP command files as a literal. */
import { useId, useRef, useState } from 'react';
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField, TextField } from '../../ui/Fields.tsx';
import { dangerOf } from './typed-line.ts';

interface BlockEditorProps {
  /** What the command before the literal is so far; null for a message. */
  literal: { readonly protocol: ConsoleProtocol; readonly command: string } | null;
  text: string;
  onText: (text: string) => void;
  /** Answers whether it was sent. */
  onSend: (block: { command: string; text: string; stuffing: boolean }) => Promise<boolean>;
  onClose: () => void;
}

export function BlockEditor({ literal, text, onText, onSend, onClose }: BlockEditorProps) {
  const say = useWords();
  const isScript = literal?.protocol === 'managesieve';
  const [line, setLine] = useState(literal?.command.trim() ? literal.command : isScript ? 'PUTSCRIPT "main"' : 'APPEND INBOX');
  const [stuffing, setStuffing] = useState(true);
  const submit = useRef<HTMLButtonElement>(null);
  /** A second Enter would send it twice. */
  const isSending = useRef(false);
  const danger = literal && dangerOf(literal.protocol, line, true);
  const [asks, setAsks] = useState(false);
  const questionId = useId();
  const send = async () => {
    if (isSending.current) return;
    isSending.current = true;
    setAsks(false);
    const isSent = await onSend({ command: line, text, stuffing });
    isSending.current = false;
    if (!isSent) return;
    onText('');
    onClose();
  };
  const back = () => {
    setAsks(false);
    submit.current?.focus();
  };
  const octets = new TextEncoder().encode(text.replace(/\r\n|\r|\n/g, '\r\n')).length;
  return (
    <form
      className="console-panel"
      aria-label={say('console.message')}
      onSubmit={(event) => {
        event.preventDefault();
        if (danger) setAsks(true);
        else void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (asks) back();
        else onClose();
      }}
    >
      {asks && danger && (
        <div role="alertdialog" aria-label={say('console.danger')} aria-describedby={questionId} className="console-danger">
          <p id={questionId}>{say(`console.danger.${danger}`)}</p>
          <Button autoFocus onPress={back}>
            {say('console.dontSend')}
          </Button>
          <Button kind="danger" onPress={() => void send()}>
            {say('console.sendAnyway')}
          </Button>
        </div>
      )}
      {literal !== null && <TextField label={say('console.literalCommand')} value={line} onChange={setLine} mono />}
      <TextField
        label={say(isScript ? 'console.sieveText' : 'console.messageText')}
        hint={say(literal === null ? 'console.messageHint' : 'console.literalHint', { octets })}
        value={text}
        onChange={onText}
        rows={7}
        mono
        autoFocus
      />
      {literal === null && (
        <CheckboxField value={stuffing} onChange={setStuffing}>
          {say('console.stuffing')}
        </CheckboxField>
      )}
      <div className="console-actions">
        <Button ref={submit} kind="primary" type="submit">
          {say('console.send')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {say('action.close')}
        </Button>
      </div>
    </form>
  );
}
