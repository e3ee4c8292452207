/** Who vouches for a message: what its own server found when it came, beside what Postglass finds now, with the evidence of both. */
import { useCall } from '../../../../api/use-call.ts';
import { useWords } from '../../../../i18n/words.ts';
import { Failed } from '../../../../state/Failed.tsx';
import { usePreferences, useWorkspaceState } from '../../../../state/State.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { Found } from './Found.tsx';
import { LookUps } from './LookUps.tsx';
import { Reported } from './Reported.tsx';
import { useCheck } from './use-check.ts';
import { Verdict } from './Verdict.tsx';

/** After which other servers count, or other fields. */
const changes = ['application.preferencesChanged', 'authentication.habitFound'] as const;

interface AuthenticationViewProps {
  messageId: number;
  /** Empty for a message out of a file. */
  accountId: string;
}

/** @param props of one message; give the component its id as key */
export function AuthenticationView({ messageId, accountId }: AuthenticationViewProps) {
  const say = useWords();
  const [{ checksAuthentication }] = usePreferences();
  // A message that the window opened by itself is not looked up: nobody asked to read it.
  const isAskedFor = useWorkspaceState((state) => state.isAskedFor);
  const header = useCall('messages.authentication', { id: messageId }, { refetchOn: changes, keepPrevious: true });
  const check = useCheck(messageId, checksAuthentication && isAskedFor);
  if (header.failure)
    return (
      <div className="reader-note">
        <Failed failure={header.failure} onRetry={header.retry} />
      </div>
    );
  if (!header.value) return null;
  const { found, lookUps, isRunning } = check;
  return (
    <div className="auth-view">
      {found && <Verdict check={found} />}
      <section className="auth-part" aria-label={say('auth.found')}>
        <div className="auth-title">
          <h2>{say('auth.found')}</h2>
          {/* One button, so that it keeps the focus. */}
          <Button kind={found || isRunning ? 'quiet' : 'plain'} onPress={isRunning ? check.stop : check.start}>
            {say(isRunning ? 'auth.stop' : found ? 'auth.again' : 'auth.check')}
          </Button>
        </div>
        <p className="auth-hint">{say('auth.telling')}</p>
        <p role="status" className={isRunning ? 'auth-state' : 'auth-quiet'}>
          {isRunning
            ? say('auth.checking')
            : check.isStopped
              ? say('auth.stopped')
              : !found && !check.failure
                ? say('auth.notChecked')
                : ''}
        </p>
        {check.failure && <Failed failure={check.failure} onRetry={check.start} />}
        {found && <Found check={found} />}
        {lookUps.length > 0 && <LookUps lookUps={lookUps} isOpen={!found} />}
      </section>
      <Reported header={header.value} accountId={accountId} />
    </div>
  );
}
