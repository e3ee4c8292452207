/** Authentications that the engine can play with the password of an account: the window never has it. */
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ConsoleMechanism, ConsoleSignIn } from '../../../electron/contract/console.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

interface SignInsProps {
  signIns: readonly ConsoleSignIn[];
  isDisabled: boolean;
  onSignIn: (account: ConsoleSignIn, mechanism: ConsoleMechanism) => void;
}

/** Sign-ins that are no mechanism of SASL. */
const plainNames: Readonly<Partial<Record<ConsoleMechanism, string>>> = { USER: 'USER, PASS', 'IMAP-LOGIN': 'LOGIN' };

export function SignIns({ signIns, isDisabled, onSignIn }: SignInsProps) {
  const say = useWords();
  /** A password that is to go to another port of its host: the user is asked first. */
  const [asked, setAsked] = useState<{ readonly account: ConsoleSignIn; readonly mechanism: ConsoleMechanism } | null>(null);
  if (asked) {
    const { account, mechanism } = asked;
    const question = say('console.otherPort', { account: visible(account.accountName), port: account.otherPort ?? 0 });
    return (
      <div
        role="alertdialog"
        aria-label={question}
        className="console-danger"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setAsked(null);
        }}
      >
        <p>{question}</p>
        <Button autoFocus onPress={() => setAsked(null)}>
          {say('console.dontSend')}
        </Button>
        <Button
          kind="danger"
          onPress={() => {
            setAsked(null);
            onSignIn(account, mechanism);
          }}
        >
          {say('console.sendAnyway')}
        </Button>
      </div>
    );
  }
  return signIns.map((account) => (
    <fieldset
      key={`${account.accountId} ${account.side}`}
      className="console-signins"
      aria-label={say('console.signIn', { account: account.accountName })}
    >
      <span className="console-soft">
        <KeyRound size="0.875rem" aria-hidden /> {visible(account.accountName)}
      </span>
      {account.isAllowed ? (
        account.mechanisms.map((mechanism) => (
          <Button
            key={mechanism}
            kind="quiet"
            isDisabled={isDisabled}
            onPress={() => (account.otherPort === null ? onSignIn(account, mechanism) : setAsked({ account, mechanism }))}
          >
            {plainNames[mechanism] ?? `AUTH ${mechanism}`}
          </Button>
        ))
      ) : (
        <span className="console-soft">{say('console.needsTls')}</span>
      )}
    </fieldset>
  ));
}
