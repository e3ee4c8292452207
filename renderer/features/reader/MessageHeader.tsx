/** Subject, sender with the address always in sight, recipients, date and what is odd about the message. */
import { Cable, Ellipsis, Star, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Address, MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';
import { useClient } from '../../api/Api.tsx';
import { useCall } from '../../api/use-call.ts';
import { formatFullDate, formatListDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { MenuButton } from '../../ui/Menus.tsx';
import { Chip } from '../../ui/Notices.tsx';
import { visible } from '../../ui/visible-text.ts';

/** A name that is itself an address must not stand where the address is expected: then the address comes first. */
function Person({ person }: { person: Address }) {
  const name = visible(person.name).trim();
  const address = visible(person.address);
  const suspicious = name.includes('@') && name.toLowerCase() !== address.toLowerCase();
  if (name === '' || name === address) return <bdi className="person-address">{address}</bdi>;
  return (
    <span className="person">
      {suspicious ? (
        <>
          <bdi className="person-address is-first">{address}</bdi> <bdi className="person-name is-doubtful">“{name}”</bdi>
        </>
      ) : (
        <>
          <bdi className="person-name">{name}</bdi> <bdi className="person-address">&lt;{address}&gt;</bdi>
        </>
      )}
    </span>
  );
}

function People({ label, people }: { label: string; people: readonly Address[] }) {
  if (people.length === 0) return null;
  return (
    <div className="people">
      <dt>{label}</dt>
      <dd>
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat and never change places
          <span key={index}>
            <Person person={person} />
            {index < people.length - 1 && ', '}
          </span>
        ))}
      </dd>
    </div>
  );
}

export interface MessageHeaderProps {
  row: MessageRow;
  detail: MessageDetail | undefined;
  /** The way back to the list where the reader stands in its place. */
  back: ReactNode;
  /** Leads to where a charset is chosen by hand. */
  onCharset: () => void;
}

export function MessageHeader({ row, detail, back, onCharset }: MessageHeaderProps) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const accounts = useCall('accounts.list', {}, { refetchOn: 'accounts.changed' });
  const [unfolded, setUnfolded] = useState(false);
  const mine = new Set((accounts.value ?? []).map((account) => account.settings.address.toLowerCase()));
  const from = detail?.from ?? row.from;
  const to = detail?.to ?? row.to;
  const cc = detail?.cc ?? [];
  const recipients = [...to, ...cc];
  const shortName = (person: Address) =>
    mine.has(person.address.toLowerCase()) ? say('reader.me') : visible(person.name).trim() || visible(person.address);
  const subject = visible(row.subject).trim();

  const showWire = async () => {
    const answer = await client.call('messages.wire', { id: row.id });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    const latest = answer.value.at(-1);
    if (latest) workspace.showTranscript(latest);
    else workspace.announce(say('reader.noWire'));
  };

  return (
    <header className="message-header">
      <div className="message-subject-line">
        {back}
        <h1 className="message-subject" dir="auto">
          {subject === '' ? say('messages.noSubject') : subject}
        </h1>
        {row.flagged && <Star size={16} fill="currentColor" className="message-flag" role="img" aria-label={say('messages.flagged')} />}
        <IconButton icon={Cable} label={say('reader.wire')} onPress={() => void showWire()} />
        <MenuButton
          label={say('reader.more')}
          entries={[
            {
              id: 'source',
              label: say('reader.copyId'),
              isDisabled: !detail?.messageId,
              run: () => void navigator.clipboard.writeText(detail?.messageId ?? ''),
            },
            { id: 'charset', label: say('reader.chooseCharset'), run: onCharset },
          ]}
        >
          <IconButton icon={Ellipsis} label={say('reader.more')} />
        </MenuButton>
      </div>
      <div className="message-from">
        {from.length === 0 ? (
          <span className="person-address is-missing">{say('messages.noSender')}</span>
        ) : (
          from.map((person, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat and never change places
            <Person key={index} person={person} />
          ))
        )}
        <time className="message-date numeric" dateTime={new Date(row.date).toISOString()} title={formatFullDate(row.date, language)}>
          {formatListDate(row.date, Date.now(), language)}
        </time>
      </div>
      {recipients.length > 0 && (
        <button type="button" className="message-to" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {say('reader.to')} {recipients.slice(0, 3).map(shortName).join(', ')}
          {recipients.length > 3 && ` ${say('reader.andMore', { count: recipients.length - 3 })}`}
        </button>
      )}
      {unfolded && (
        <dl className="message-details">
          <People label={say('header.to')} people={to} />
          <People label={say('header.cc')} people={cc} />
          <People label={say('header.bcc')} people={detail?.bcc ?? []} />
          <People label={say('header.replyTo')} people={detail?.replyTo ?? []} />
          <div className="people">
            <dt>{say('header.received')}</dt>
            <dd>{formatFullDate(row.date, language)}</dd>
          </div>
          {detail?.dateField != null && (
            <div className="people">
              <dt>{say('header.date')}</dt>
              <dd>{formatFullDate(detail.dateField, language)}</dd>
            </div>
          )}
        </dl>
      )}
      {detail && detail.warnings.length > 0 && (
        <ul className="message-warnings">
          {detail.warnings.map((warning) => (
            <li key={warning}>
              <Chip tone="warning">
                <TriangleAlert size={12} aria-hidden /> {say(`warning.${warning}`)}
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
