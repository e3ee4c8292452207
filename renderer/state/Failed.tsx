/** A failure in the user's words, with the server's line and the way to the transcript. */
import type { Failure } from '../../electron/contract/failure.ts';
import { useFailureWords, useWords } from '../i18n/words.ts';
import { Button } from '../ui/Button.tsx';
import { RecoveryButton } from './RecoveryButton.tsx';
import { ExplainedNotice } from './replies/ExplainedNotice.tsx';
import { useShowError } from './replies/use-show-error.ts';

interface FailedProps {
  failure: Failure;
  onRetry?: () => void;
  onDismiss?: () => void;
}

export function Failed({ failure, onRetry, onDismiss }: FailedProps) {
  const say = useWords();
  const showError = useShowError();
  const { happened, next } = useFailureWords()(failure);
  const session = failure.session;
  return (
    <ExplainedNotice failure={failure} happened={happened} next={next}>
      <RecoveryButton failure={failure} onDone={onDismiss} />
      {onRetry && <Button onPress={onRetry}>{say('failure.retry')}</Button>}
      {session !== undefined && (
        <Button kind="quiet" onPress={() => void showError({ session }, failure.reply)}>
          {say('failure.transcript')}
        </Button>
      )}
      {onDismiss && (
        <Button kind="quiet" onPress={onDismiss}>
          {say('action.dismiss')}
        </Button>
      )}
    </ExplainedNotice>
  );
}
