/**
 * An authentication with an access token that the reader has got elsewhere (RFC 6750): no account keeps one. It stands in this form alone, until
 * it is sent or the form is closed.
 */
import { useState } from 'react';
import {
  type ConsoleState,
  type ConsoleTokenMechanism,
  consoleTokenMechanisms,
  tokenIn,
  tokenPattern,
} from '../../../electron/contract/console.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Fields.tsx';
import { visible } from '../../ui/text/visible-text.ts';

interface TokenPanelProps {
  state: Pick<ConsoleState, 'host' | 'port' | 'security' | 'signIns'>;
  /** What a script comes to: its mechanism stands fast, and its user name where it has one. */
  asked?: { readonly mechanism: ConsoleTokenMechanism; readonly user: string | null };
  onSend: (shown: { mechanism: ConsoleTokenMechanism; username: string; token: string }) => void;
  onClose: () => void;
}

export function TokenPanel({ state: { host, port, security, signIns }, asked, onSend, onClose }: TokenPanelProps) {
  const say = useWords();
  const [mechanism, setMechanism] = useState<ConsoleTokenMechanism>(asked?.mechanism ?? 'XOAUTH2');
  const [username, setUsername] = useState(asked?.user ?? signIns[0]?.username ?? '');
  const [pasted, setPasted] = useState('');
  const token = tokenIn(pasted);
  const isToken = tokenPattern.test(token);
  const isClear = security === 'none';
  return (
    <form
      className="console-panel"
      aria-label={say('console.tokenForm')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isToken && username.trim() !== '') onSend({ mechanism, username: username.trim(), token });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="console-token">
        <SelectField
          label={say('console.mechanism')}
          value={mechanism}
          isDisabled={asked !== undefined}
          choices={consoleTokenMechanisms.map((value) => ({ value, label: value }))}
          onChange={setMechanism}
        />
        <TextField
          label={say('console.tokenUser')}
          value={username}
          onChange={setUsername}
          isDisabled={Boolean(asked?.user)}
          autoComplete="off"
          mono
        />
        <TextField
          label={say('console.token')}
          type="password"
          value={pasted}
          onChange={setPasted}
          error={pasted !== '' && !isToken ? say('console.noToken') : undefined}
          autoComplete="off"
          mono
          autoFocus
        />
      </div>
      <p className="console-soft">{say('console.tokenHint', { server: visible(`${host}:${port}`) })}</p>
      {isClear && <p className="console-danger">{say('console.tokenClear')}</p>}
      <div className="console-actions">
        <Button kind={isClear ? 'danger' : 'primary'} type="submit" isDisabled={!isToken || username.trim() === ''}>
          {say(isClear ? 'console.sendAnyway' : 'console.send')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {say('action.close')}
        </Button>
      </div>
    </form>
  );
}
