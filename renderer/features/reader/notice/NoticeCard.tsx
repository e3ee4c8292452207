/** What a notice about mail says, above its own text: which recipient, what happened, whose it is to act, and the message it is about. */
import { CircleAlert, CircleCheck, Clock, Flag, MailQuestion } from 'lucide-react';
import { useState } from 'react';
import type { Notice, NoticeRecipient } from '../../../../electron/contract/delivery/notices.ts';
import { useClient } from '../../../api/Api.tsx';
import { useCall } from '../../../api/use-call.ts';
import { useWords } from '../../../i18n/words.ts';
import { useWorkspace } from '../../../state/State.tsx';
import { Button } from '../../../ui/Button.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';

/** Recipients shown at first. */
const fewest = 5;

const icons: Readonly<Record<Notice['kind'], typeof Clock>> = {
  failed: CircleAlert,
  delayed: Clock,
  delivered: CircleCheck,
  relayed: CircleCheck,
  read: CircleCheck,
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
  const { recipients, kind, complaint } = notice;
  const shown = showsAll ? recipients : recipients.slice(0, fewest);
  const left = recipients.length - shown.length;
  const Icon = icons[kind];
  return (
    <section className={`notice-card notice-${kind}`} aria-label={say('notice.title')}>
      <h2>
        <Icon aria-hidden="true" />
        {kind === 'complaint' ? say('notice.complaint', { type: visibleStart(complaint ?? '', 60) }) : say(`notice.${kind}`)}
      </h2>
      {(kind === 'failed' || kind === 'delayed' || kind === 'delivered' || kind === 'relayed') && (
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
      <About notice={notice} about={answer.value?.about ?? null} />
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
          {say(`notice.why.${reason}`)} {say(`notice.do.${reason}`)}
          {kind === 'failed' && permanent !== null && (
            <span className="notice-faint"> {say(permanent ? 'notice.permanent' : 'notice.temporary')}</span>
          )}
        </p>
      )}
      {text !== '' && (
        <details>
          <summary>
            {say('notice.words')}
            {remote !== null && <span className="notice-faint">, {say('notice.by', { host: visibleStart(remote, 120) })}</span>}
          </summary>
          <code className="notice-text" dir="ltr">
            {visibleStart(text, 2_000)}
          </code>
        </details>
      )}
    </li>
  );
}

function About({ notice, about }: { notice: Notice; about: number | null }) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const { subject } = notice.original;
  if (subject === null && about === null) return null;
  const open = async (id: number) => {
    const answer = await client.call('messages.open', { id });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    const { row } = answer.value;
    workspace.openFolder(row.folderId);
    workspace.select(new Set([row.id]));
    workspace.openMessage(row);
  };
  return (
    <p className="notice-about">
      {subject !== null && <span>{say('notice.about', { subject: visibleStart(subject, 200) })}</span>}
      {about !== null && (
        <Button kind="quiet" onPress={() => void open(about)}>
          {say('notice.open')}
        </Button>
      )}
    </p>
  );
}
