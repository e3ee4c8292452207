/** Whose results count and why, and a form to name the servers oneself. */
import { useRef, useState } from 'react';
import type { Authentication } from '../../../../../electron/contract/delivery/authentication.ts';
import { useWords } from '../../../../i18n/words.ts';
import { usePreferences } from '../../../../state/State.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { CheckboxField, TextField } from '../../../../ui/Fields.tsx';

interface OwnServersProps {
  trusted: Authentication['trusted'];
  below: Authentication['below'];
  /** Empty for a message out of a file: nothing can be named for it. */
  accountId: string;
}

export function OwnServers({ trusted, below, accountId }: OwnServersProps) {
  const say = useWords();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  if (trusted.length === 0) return null;
  return (
    <div className="auth-own">
      <h3>
        {say('auth.why')}
        {accountId !== '' && (
          <Button ref={opener} kind="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {say('auth.change')}
          </Button>
        )}
      </h3>
      <ul>
        {trusted.map(({ server, reason }) => (
          <li key={server}>
            <bdi className="auth-domain">{server}</bdi> <span className="auth-role">{say(`auth.why.${reason}`)}</span>
          </li>
        ))}
      </ul>
      {trusted.some(({ reason }) => reason !== 'chosen') && <p className="auth-hint">{say('auth.whySame')}</p>}
      {below !== null && <p className="auth-hint">{say(`auth.below.${below}`)}</p>}
      {isOpen && <Form accountId={accountId} onClose={close} />}
    </div>
  );
}

function Form({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const say = useWords();
  const [{ authservers }, setPreferences] = usePreferences();
  const chosen = authservers[accountId];
  const [names, setNames] = useState(chosen?.servers.join(' ') ?? '');
  const [trustsBelow, setTrustsBelow] = useState(chosen?.trustsBelow ?? false);
  const save = () => {
    const servers = [...new Set(names.toLowerCase().split(/[\s,;]+/))].filter((name) => name !== '' && name.length <= 253).slice(0, 50);
    const { [accountId]: _, ...others } = authservers;
    const isChosen = servers.length > 0 || trustsBelow;
    setPreferences({ authservers: isChosen ? { ...others, [accountId]: { servers, trustsBelow } } : others });
    onClose();
  };
  return (
    <form
      className="auth-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField label={say('auth.servers')} hint={say('auth.serversHint')} value={names} onChange={setNames} mono autoFocus />
      <CheckboxField value={trustsBelow} onChange={setTrustsBelow}>
        {say('auth.trustsBelow')}
      </CheckboxField>
      <div className="auth-buttons">
        <Button type="submit" kind="primary">
          {say('auth.save')}
        </Button>
        <Button onPress={onClose}>{say('auth.cancel')}</Button>
      </div>
    </form>
  );
}
