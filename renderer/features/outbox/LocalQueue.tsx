/** The queue of the mail server of this computer, for an account that sends through its sendmail program: what `mailq` prints. */
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { visibleLines } from '../../ui/text/visible-text.ts';

export function LocalQueue({ accountId, program }: { accountId: string; program: string }) {
  const say = useWords();
  const look = useAction('outbox.localQueue');
  const [printed, setPrinted] = useState<string | null>(null);
  const show = async () => {
    const answer = await look.run({ accountId });
    if (answer.ok) setPrinted(answer.value.text);
  };
  return (
    <section className="outbox-queue" aria-label={say('outbox.localQueue')}>
      <h3>{say('outbox.localQueue')}</h3>
      <p className="outbox-soft">{say('outbox.localQueueText', { program })}</p>
      <Button icon={RefreshCw} isDisabled={look.isRunning} onPress={() => void show()}>
        {say('outbox.localQueueShow')}
      </Button>
      {look.failure && <Failed failure={look.failure} onDismiss={look.clear} />}
      {printed !== null && <pre>{printed === '' ? say('outbox.localQueueEmpty') : visibleLines(printed)}</pre>}
    </section>
  );
}
