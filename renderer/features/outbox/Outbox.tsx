/**
 * The outbox: what waits to be sent and what became of it, in words and in the server's own lines. It carries out the
 * user's decisions; what a state means and when to try again is decided by the engine.
 */

import { MailClock } from 'lucide-react';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { useAccounts } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Notices.tsx';
import { LocalQueue } from './LocalQueue.tsx';
import { OutboxEntry } from './OutboxEntry.tsx';
import { inOrder, isFinished } from './outbox-words.ts';
import { useOutbox } from './use-outbox.ts';

export function Outbox() {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const items = useOutbox();
  const accounts = useAccounts();
  const list = inOrder(items.value ?? []);
  const nameOf = (id: string) => accounts.value?.find((account) => account.id === id)?.settings.name ?? '';

  const clear = async () => {
    const answer = await client.call('outbox.clear', {});
    if (!answer.ok) workspace.showFailure(answer.failure);
    else items.retry();
  };
  const hasLocalQueue = accounts.value?.some(({ settings }) => settings.outgoing.protocol === 'sendmail') ?? false;
  return (
    <section className="outbox" data-pane aria-label={say('outbox.title')}>
      <header className="outbox-header">
        <h2>{say('outbox.title')}</h2>
        {list.some(isFinished) && (
          <Button kind="quiet" onPress={() => void clear()}>
            {say('outbox.clear')}
          </Button>
        )}
      </header>
      {items.failure && (
        <div className="outbox-failure">
          <Failed failure={items.failure} onRetry={items.retry} />
        </div>
      )}
      {items.value && list.length === 0 ? (
        hasLocalQueue ? (
          // Where the queue below is in sight too.
          <p className="outbox-none">
            <b>{say('outbox.empty')}.</b> {say('outbox.emptyText')}
          </p>
        ) : (
          <EmptyState icon={MailClock} title={say('outbox.empty')} text={say('outbox.emptyText')} />
        )
      ) : (
        <ul className="outbox-list">
          {list.map((item) => (
            <OutboxEntry key={item.id} item={item} account={nameOf(item.accountId)} />
          ))}
        </ul>
      )}
      {(accounts.value ?? []).flatMap(({ id, settings: { outgoing } }) =>
        outgoing.protocol === 'sendmail' ? [<LocalQueue key={id} accountId={id} program={outgoing.program} />] : [],
      )}
    </section>
  );
}
