/** What a notice about mail says, above its own text: which recipient, what happened, whose it is to act, and the message it is about. */
import { CircleAlert, CircleCheck, Clock, Flag, MailQuestion } from 'lucide-react';
import { useState } from 'react';
import type { Notice, NoticeJoin, NoticeRecipient } from '../../../../electron/contract/delivery/notices.ts';
import { adviceKey, hostKey } from '../../../../electron/words/notices.ts';
import { useCall } from '../../../api/use-call.ts';
import { useWords } from '../../../i18n/words.ts';
import { useWorkspace } from '../../../state/State.tsx';
import { useOpenById } from '../../../state/use-open-by-id.ts';
import { Button } from '../../../ui/Button.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { useSendAgain } from './use-send-again.ts';

/** Recipients shown at first. */
const fewest = 5;

const icons: Readonly<Record<Notice['kind'], typeof Clock>> = {
  failed: CircleAlert,
  delayed: Clock,
  delivered: CircleCheck,
  relayed: CircleCheck,
  read: CircleCheck,
  unread: MailQuestion,
  answer: MailQuestion,
  complaint: Flag,
};

/** @param id of the message; give the component the same key */
export function NoticeCard({ id }: { id: number }) {
  const say = useWords();
  const answer = useCall('messages.notice', { id });
  const [showsAll, setShowsAll] = useState(false);
  const notice = answer.value?.notice;
  if (!notice) return null;
  const { kind, complaint } = notice;
  // Of an answer or a complaint the recipients are no news.
  const isOfDelivery = kind === 'failed' || kind === 'delayed' || kind === 'delivered' || kind === 'relayed';
  const recipients = isOfDelivery ? notice.recipients : [];
  const shown = showsAll ? recipients : recipients.slice(0, fewest);
  const left = recipients.length - shown.length;
  const Icon = icons[kind];
  return (
    <section className={`notice-card notice-${kind}`} aria-label={say('notice.title')}>
      <h2>
        <Icon aria-hidden="true" />
        {kind === 'complaint' ? say('notice.complaint', { type: visibleStart(complaint ?? '', 60) }) : say(`notice.${kind}`)}
      </h2>
      {shown.length > 0 && (
        <ul className="notice-recipients">
          {shown.map((recipient, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: recipients repeat and never change places
            <Recipient key={index} recipient={recipient} />
          ))}
        </ul>
      )}
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          {say('notice.more', { count: left })}
        </Button>
      )}
      <About id={id} notice={notice} about={answer.value?.about ?? null} join={answer.value?.join ?? null} />
    </section>
  );
}

function Recipient({ recipient }: { recipient: NoticeRecipient }) {
  const say = useWords();
  const { address, original, kind, reason, status, reply, text, remote, permanent } = recipient;
  const codes = [reply === null ? null : String(reply), status].filter((one) => one !== null).join(' ');
  const isTrouble = kind === 'failed' || kind === 'delayed';
  return (
    <li className="notice-recipient">
      <p className="notice-address">
        <bdi>{address === null ? say('notice.someone') : visibleStart(address, 320)}</bdi>
        {original !== null && <span className="notice-faint">{say('notice.was', { address: visibleStart(original, 320) })}</span>}
        <span className="notice-codes">{codes === '' ? say('notice.noCode') : codes}</span>
      </p>
      {isTrouble && (
        <p>
          {say(`notice.why.${reason}`)} {say(adviceKey(reason, kind === 'delayed'))}
          {kind === 'failed' && permanent !== null && (
            <span className="notice-faint"> {say(permanent ? 'notice.permanent' : 'notice.temporary')}</span>
          )}
        </p>
      )}
      {text !== '' && (
        <details>
          <summary>
            {say('notice.words')}
            {remote !== null && <span className="notice-faint">, {say(hostKey(recipient), { host: visibleStart(remote, 120) })}</span>}
          </summary>
          <code className="notice-text" dir="ltr">
            {visibleStart(text, 2_000)}
          </code>
        </details>
      )}
    </li>
  );
}

function About({ id, notice, about, join }: { id: number; notice: Notice; about: number | null; join: NoticeJoin | null }) {
  const say = useWords();
  const workspace = useWorkspace();
  const openById = useOpenById();
  const sendAgain = useSendAgain();
  const { subject } = notice.original;
  // What was sent stays unknown to whoever forges a notice: nothing is offered for it.
  const isOurs = join === null || join.state !== 'not-sent';
  const source = about ?? (join?.enclosed == null ? null : { notice: id, part: join.enclosed });
  const session = join?.session;
  return (
    <>
      {subject !== null && <p className="notice-about">{say('notice.about', { subject: visibleStart(subject, 200) })}</p>}
      {join && <Join join={join} />}
      <div className="notice-actions">
        {isOurs && about !== null && (
          <Button onPress={() => void openById(about)}>{say(join?.state === 'joined' ? 'return.sent' : 'notice.open')}</Button>
        )}
        {session && <Button onPress={() => workspace.showTranscript(session)}>{say('return.session')}</Button>}
        {join && join.failed.length > 0 && source !== null && (
          <Button onPress={() => void sendAgain(source, join.failed)}>{say('return.again')}</Button>
        )}
      </div>
    </>
  );
}

/** What the notice has to do with what was sent. */
function Join({ join }: { join: NoticeJoin }) {
  const say = useWords();
  const { state, by, queueId, ended } = join;
  if (state !== 'joined' || by === null)
    return <p className="notice-doubt">{say(state === 'not-sent' ? 'notice.not-sent' : 'notice.other-recipients')}</p>;
  return (
    <>
      <p className="notice-about">
        {say(`notice.by.${by}`)}
        {queueId !== null && <span className="notice-codes">{say('notice.queueId', { id: visibleStart(queueId, 80) })}</span>}
      </p>
      {ended && <p className="notice-about">{say(`notice.ended.${ended}`)}</p>}
    </>
  );
}
