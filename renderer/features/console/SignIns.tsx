/** Authentications that the engine can play with the password of an account: the window never has it. */
import { KeyRound } from 'lucide-react';
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
          <Button key={mechanism} kind="quiet" isDisabled={isDisabled} onPress={() => onSignIn(account, mechanism)}>
            {plainNames[mechanism] ?? `AUTH ${mechanism}`}
          </Button>
        ))
      ) : (
        <span className="console-soft">{say('console.needsTls')}</span>
      )}
    </fieldset>
  ));
}
