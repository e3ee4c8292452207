/** What notices say of a message that was sent: who did not get it or has to wait, why, and what can be done. */
import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import { useState } from 'react';
import type { Returned } from '../../../../electron/contract/delivery/notices.ts';
import type { MessageDetail } from '../../../../electron/contract/messages.ts';
import { adviceKey } from '../../../../electron/words/notices.ts';
import { useClient } from '../../../api/Api.tsx';
import { useCall } from '../../../api/use-call.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { useAccounts } from '../../../state/engine-queries.ts';
import { useWorkspace } from '../../../state/State.tsx';
import { useOpenById } from '../../../state/use-open-by-id.ts';
import { Button } from '../../../ui/Button.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { useSendAgain } from './use-send-again.ts';

const icons: Readonly<Record<Returned['kind'], typeof Clock>> = {
  failed: CircleAlert,
  delayed: Clock,
  delivered: CircleCheck,
  relayed: CircleCheck,
};

/** Recipients shown at first: the worst stand first. */
const fewest = 5;

export function ReturnCard({ detail }: { detail: MessageDetail }) {
  const accounts = useAccounts();
  const mine = new Set(accounts.value?.map(({ settings }) => settings.address.toLowerCase()));
  const isSent = detail.row.returned !== undefined || detail.from.some(({ address }) => mine.has(address.toLowerCase()));
  return isSent && detail.row.id > 0 && detail.messageId !== null ? <Returns id={detail.row.id} /> : null;
}

function Returns({ id }: { id: number }) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const sendAgain = useSendAgain();
  const { value } = useCall('messages.returns', { id }, { refetchOn: 'messages.changed' });
  const [showsAll, setShowsAll] = useState(false);
  const worst = value?.returns[0];
  if (!value || !worst) return null;
  const { dismissed, failed } = value;
  const shown = showsAll ? value.returns : value.returns.slice(0, fewest);
  const left = value.told - shown.length;
  const isTrouble = worst.kind === 'failed' || worst.kind === 'delayed';
  const Icon = icons[worst.kind];
  const setDismissed = async (isDismissed: boolean) => {
    const answer = await client.call('messages.dismissReturns', { id, value: isDismissed });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    if (isDismissed) workspace.announce(say('return.dismissed'), () => void setDismissed(false));
  };
  return (
    <section className={dismissed ? 'notice-card' : `notice-card notice-${worst.kind}`} aria-label={say('return.title')}>
      <h2>
        <Icon aria-hidden="true" />
        {worst.kind === 'failed' && value.recipients > 1
          ? say('return.someFailed', { count: formatNumber(failed.length, language), all: formatNumber(value.recipients, language) })
          : say(`return.${worst.kind === 'relayed' ? 'delivered' : worst.kind}`)}
      </h2>
      <ul className="notice-recipients">
        {shown.map((one) => (
          <Recipient key={one.address} returned={one} />
        ))}
      </ul>
      {left > 0 && !showsAll && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          {say('notice.more', { count: left })}
        </Button>
      )}
      {isTrouble && (
        <div className="notice-actions">
          {failed.length > 0 && <Button onPress={() => void sendAgain(id, failed)}>{say('return.again')}</Button>}
          <Button onPress={() => void setDismissed(!dismissed)}>{say(dismissed ? 'return.restore' : 'return.dismiss')}</Button>
        </div>
      )}
    </section>
  );
}

function Recipient({ returned }: { returned: Returned }) {
  const say = useWords();
  const workspace = useWorkspace();
  const openById = useOpenById();
  const { address, kind, reason, status, reply, words, notice, session } = returned;
  const codes = [reply === null ? null : String(reply), status].filter((one) => one !== null).join(' ');
  return (
    <li className="notice-recipient">
      <p className="notice-address">
        <bdi>{visibleStart(address, 320)}</bdi>
        <span className="notice-faint">{say(`return.recipient.${kind}`)}</span>
        {codes !== '' && <span className="notice-codes">{codes}</span>}
      </p>
      {(kind === 'failed' || kind === 'delayed') && (
        <p>
          {say(`notice.why.${reason}`)} {say(adviceKey(reason, kind === 'delayed'))}
        </p>
      )}
      {words !== '' && (
        <code className="notice-text" dir="ltr">
          {visibleStart(words, 500)}
        </code>
      )}
      <div className="notice-actions">
        {notice !== null && (
          <Button kind="quiet" onPress={() => void openById(notice)}>
            {say('return.notice')}
          </Button>
        )}
        {session && (
          <Button kind="quiet" onPress={() => workspace.showTranscript(session)}>
            {say('return.session')}
          </Button>
        )}
      </div>
    </li>
  );
}
