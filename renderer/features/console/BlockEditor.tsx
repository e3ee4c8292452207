/** Several lines at once: the text of a message after 354, or what an IMAP command files as a literal. */
import { useState } from 'react';
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField, TextField } from '../../ui/Fields.tsx';

interface BlockEditorProps {
  /** What the command before the literal is so far; null for a message. */
  literal: { readonly protocol: ConsoleProtocol; readonly command: string } | null;
  /** Answers whether it was sent. */
  onSend: (block: { command: string; text: string; stuffing: boolean }) => Promise<boolean>;
  onClose: () => void;
}

export function BlockEditor({ literal, onSend, onClose }: BlockEditorProps) {
  const say = useWords();
  const isScript = literal?.protocol === 'managesieve';
  const [line, setLine] = useState(literal?.command.trim() ? literal.command : isScript ? 'PUTSCRIPT "main"' : 'APPEND INBOX');
  const [text, setText] = useState('');
  const [stuffing, setStuffing] = useState(true);
  const octets = new TextEncoder().encode(text.replace(/\r\n|\r|\n/g, '\r\n')).length;
  return (
    <form
      className="console-panel"
      aria-label={say('console.message')}
      onSubmit={(event) => {
        event.preventDefault();
        void onSend({ command: line, text, stuffing }).then((sent) => sent && onClose());
      }}
    >
      {literal !== null && <TextField label={say('console.literalCommand')} value={line} onChange={setLine} mono />}
      <TextField
        label={say(isScript ? 'console.sieveText' : 'console.messageText')}
        hint={say(literal === null ? 'console.messageHint' : 'console.literalHint', { octets })}
        value={text}
        onChange={setText}
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
        <Button kind="primary" type="submit">
          {say('console.send')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {say('action.close')}
        </Button>
      </div>
    </form>
  );
}
