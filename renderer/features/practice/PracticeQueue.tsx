/** What the practice server has taken and not delivered yet, and what became of the rest, as an administrator sees it. */
import { Play } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { useKeyScrolling } from '../../ui/focus/use-key-scrolling.ts';
import { visibleLines } from '../../ui/text/visible-text.ts';

export function PracticeQueue() {
  const say = useWords();
  const queue = useCall('practice.queue', {}, { refetchOn: 'practice.queueChanged', fresh: true });
  const flush = useAction('practice.flush');
  return (
    <>
      <h3>{say('practice.queue')}</h3>
      <p>{say('practice.queueText')}</p>
      <Listing label={say('practice.waiting')} text={queue.value?.waiting ?? ''} />
      <div>
        <Button icon={Play} onPress={() => void flush.run({})}>
          {say('practice.flush')}
        </Button>
      </div>
      {queue.failure && <Failed failure={queue.failure} onRetry={queue.retry} />}
      {flush.failure && <Failed failure={flush.failure} onDismiss={flush.clear} />}
      {queue.value && queue.value.log !== '' && <Listing label={say('practice.log')} text={queue.value.log} />}
    </>
  );
}

/** What a program would print. */
function Listing({ label, text }: { label: string; text: string }) {
  const [attach, tabIndex] = useKeyScrolling();
  return (
    <section ref={attach} tabIndex={tabIndex} className="practice-queue" aria-label={label}>
      <pre>{visibleLines(text)}</pre>
    </section>
  );
}
