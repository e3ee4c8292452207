/** The queue of the mail server of this computer, for an account that sends through its sendmail program: what `mailq` prints. */
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../electron/contract/call.ts';
import type { outboxCalls, QueuedMessage } from '../../../electron/contract/outbox.ts';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { useKeyScrolling } from '../../ui/focus/use-key-scrolling.ts';
import { visible, visibleLines } from '../../ui/text/visible-text.ts';

export function LocalQueue({ accountId, program }: { accountId: string; program: string }) {
  const say = useWords();
  const look = useAction('outbox.localQueue');
  const [shown, setShown] = useState<OutputOf<(typeof outboxCalls)['outbox.localQueue']> | null>(null);
  const show = async () => {
    const answer = await look.run({ accountId });
    if (answer.ok) setShown(answer.value);
  };
  return (
    <section className="outbox-queue" aria-label={say('outbox.localQueue')}>
      <h3>{say('outbox.localQueue')}</h3>
      <p className="outbox-soft">{say('outbox.localQueueText', { program })}</p>
      <Button icon={RefreshCw} isDisabled={look.isRunning} onPress={() => void show()}>
        {say('outbox.localQueueShow')}
      </Button>
      {look.failure && <Failed failure={look.failure} onDismiss={look.clear} />}
      {shown?.messages?.length === 0 && <p>{say('outbox.localQueueEmpty')}</p>}
      {shown?.messages && shown.messages.length > 0 && (
        <ul className="outbox-queued" aria-label={say('outbox.localQueueMessages')}>
          {shown.messages.map((message) => (
            <Queued key={message.id} message={message} />
          ))}
        </ul>
      )}
      {shown !== null && shown.text !== '' && <Printed text={shown.text} />}
    </section>
  );
}

function Queued({ message: { id, state, size, since, sender, recipients } }: { message: QueuedMessage }) {
  const say = useWords();
  return (
    <li>
      <span className="outbox-soft">
        <code dir="ltr">{visible(id)}</code>, {say(`outbox.localQueue.${state}`)}, {visible(since)}, {visible(size)}
      </span>
      <span>{say('outbox.localQueueFrom', { sender: sender === '' ? '<>' : visible(sender) })}</span>
      <ul>
        {recipients.map(({ address, reason, isDelivered }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          <li key={`${index} ${address}`}>
            {visible(address)}
            {isDelivered && <span className="outbox-soft">, {say('outbox.localQueue.delivered')}</span>}
            {reason !== null && <code className="outbox-reply">{visible(reason)}</code>}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The listing itself. */
function Printed({ text }: { text: string }) {
  const say = useWords();
  const [attach, tabIndex] = useKeyScrolling();
  return (
    <section ref={attach} tabIndex={tabIndex} className="outbox-printed" aria-label={say('outbox.localQueuePrinted')}>
      <pre>{visibleLines(text)}</pre>
    </section>
  );
}
