/** What the practice server has taken and not delivered yet, and what became of the rest, as an administrator sees it. */
import { Play } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { visibleLines } from '../../ui/text/visible-text.ts';

export function PracticeQueue() {
  const say = useWords();
  const queue = useCall('practice.queue', {}, { refetchOn: 'practice.queueChanged', fresh: true });
  const flush = useAction('practice.flush');
  return (
    <>
      <h3>{say('practice.queue')}</h3>
      <p>{say('practice.queueText')}</p>
      <section aria-label={say('practice.waiting')}>
        <pre className="practice-queue">{visibleLines(queue.value?.waiting ?? '')}</pre>
      </section>
      <div>
        <Button icon={Play} onPress={() => void flush.run({})}>
          {say('practice.flush')}
        </Button>
      </div>
      {queue.failure && <Failed failure={queue.failure} onRetry={queue.retry} />}
      {flush.failure && <Failed failure={flush.failure} onDismiss={flush.clear} />}
      {queue.value && queue.value.log !== '' && (
        <section aria-label={say('practice.log')}>
          <pre className="practice-queue">{visibleLines(queue.value.log)}</pre>
        </section>
      )}
    </>
  );
}
