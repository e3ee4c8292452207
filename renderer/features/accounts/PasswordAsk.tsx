/** Asks for the passwords of one account. */
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type Account, serverOf } from '../../../electron/contract/accounts.ts';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';

export function PasswordAsk({ account }: { account: Account }) {
  const say = useWords();
  const update = useAction('accounts.update');
  const [incoming, setIncoming] = useState('');
  const [outgoing, setOutgoing] = useState('');
  const { settings } = account;
  const [reading, sending] = [serverOf(settings.incoming), serverOf(settings.outgoing)];
  const isSigned = sending !== null && sending.username !== '';
  const asksTwice = isSigned && reading !== null && sending.username !== reading.username;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (incoming === '') return;
    void update.run({
      id: account.id,
      settings,
      passwords: { ...(reading ? { incoming } : {}), ...(asksTwice ? { outgoing } : isSigned ? { outgoing: incoming } : {}) },
    });
  };
  return (
    <form className="password-ask" aria-label={say('password.ask', { name: settings.name })} onSubmit={submit}>
      <KeyRound size="1rem" aria-hidden />
      <p>{say('password.ask', { name: settings.name })}</p>
      <TextField
        type="password"
        label={asksTwice ? say('account.incoming') : say('account.password')}
        value={incoming}
        onChange={setIncoming}
        autoComplete="off"
        inRow
      />
      {asksTwice && (
        <TextField type="password" label={say('account.outgoing')} value={outgoing} onChange={setOutgoing} autoComplete="off" inRow />
      )}
      <Button kind="primary" type="submit" isDisabled={incoming === '' || update.isRunning}>
        {say('password.use')}
      </Button>
      {update.failure && <Failed failure={update.failure} onDismiss={update.clear} />}
    </form>
  );
}
