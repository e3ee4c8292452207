/** The story of one message: what is known of it, each recipient with what became of it there, and its lines. */
import type { StoryRecipient, StoryRow } from '../../../electron/contract/delivery/mail-log.ts';
import { adviceKey } from '../../../electron/words/notices.ts';
import { formatBytes, formatFullDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useOpenById } from '../../state/use-open-by-id.ts';
import { Button } from '../../ui/Button.tsx';
import { visible, visibleStart } from '../../ui/text/visible-text.ts';
import { LogLines } from './LogLines.tsx';
import { StateWord } from './StoryList.tsx';

interface StoryPaneProps {
  log: string;
  story: StoryRow;
  /** Goes to the story with this queue id. */
  onFind: (id: string) => void;
}

export function StoryPane({ log, story, onFind }: StoryPaneProps) {
  const say = useWords();
  const language = useLanguage();
  const openById = useOpenById();
  const {
    queueIds,
    messageId,
    sender,
    client: from,
    host,
    size,
    subject,
    first,
    state,
    recipients,
    moreRecipients,
    notices,
    about,
    held,
  } = story;
  const time = say('maillog.time');
  const facts: readonly (readonly [string, string | null])[] = [
    [time, first === null ? null : formatFullDate(first, language)],
    [say('maillog.from'), sender === '' ? say('maillog.noSender') : sender],
    [say('maillog.client'), from],
    [say('maillog.server'), host],
    [say('maillog.queueId'), queueIds.join(', ') || null],
    [say('maillog.messageId'), messageId === null ? null : `<${messageId}>`],
    [say('maillog.size'), size === null ? null : formatBytes(size, language)],
  ];
  return (
    <article className="server-log-story" aria-label={say('maillog.story')}>
      <header className="server-log-story-head">
        <StateWord state={state} />
        {subject !== null && <strong dir="auto">{visibleStart(subject, 200)}</strong>}
        {held !== null && <Button onPress={() => void openById(held)}>{say('maillog.openMessage')}</Button>}
      </header>
      <dl className="server-log-facts">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className={name === time ? '' : 'mono'}>{visible(value)}</dd>
              </div>
            ),
        )}
        {notices.length > 0 && (
          <div>
            <dt>{say('maillog.notices')}</dt>
            <dd>
              {notices.map((id) => (
                <Button key={id} kind="quiet" className="server-log-notice" onPress={() => onFind(id)}>
                  <span className="mono">{visible(id)}</span>
                </Button>
              ))}
            </dd>
          </div>
        )}
        {about !== null && (
          <div>
            <dt>{say('maillog.about')}</dt>
            <dd>
              <Button kind="quiet" className="server-log-notice" onPress={() => onFind(about)}>
                <span className="mono">{visible(about)}</span>
              </Button>
            </dd>
          </div>
        )}
      </dl>
      {messageId !== null && held === null && <p className="server-log-soft">{say('maillog.notHeld')}</p>}
      {recipients.length > 0 && (
        <ul className="server-log-recipients" aria-label={say('maillog.recipients')}>
          {recipients.map((recipient) => (
            <Recipient key={recipient.address} recipient={recipient} />
          ))}
          {moreRecipients > 0 && <li>{say('maillog.more', { count: moreRecipients })}</li>}
        </ul>
      )}
      <LogLines log={log} story={story.id} />
    </article>
  );
}

function Recipient({
  recipient: { address, original, state, relay, status, reply, text, reason, deferrals },
}: {
  recipient: StoryRecipient;
}) {
  const say = useWords();
  const codes = [reply, status].filter((one) => one !== null).join(' ');
  return (
    <li className="server-log-recipient">
      <p className="server-log-recipient-head">
        <span className="mono" dir="ltr">
          {visible(address)}
        </span>
        {original !== null && <span className="server-log-soft mono">({visible(original)})</span>}
        <StateWord state={state} />
        {codes !== '' && <span className="mono">{codes}</span>}
        {deferrals > 0 && <span className="server-log-soft">{say('maillog.deferrals', { count: deferrals })}</span>}
      </p>
      {reason !== null && reason !== 'unknown' && (
        <p>
          {say(`notice.why.${reason}`)} {say(adviceKey(reason, state === 'deferred' || state === 'put-off'))}
        </p>
      )}
      {(relay !== null || text !== '') && (
        <p className="server-log-soft mono" dir="ltr">
          {[relay, text]
            .filter((part) => part !== null && part !== '')
            .map((part) => visible(part ?? ''))
            .join(' · ')}
        </p>
      )}
    </li>
  );
}
