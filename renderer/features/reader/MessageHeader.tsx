/** Subject, sender with the address always in sight, recipients, date and what is odd about the message. */

import { Cable, Copy, Download, Ellipsis, FileCode, Printer, Star } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Address, MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';
import { useClient } from '../../api/Api.tsx';
import { formatFullDate, formatMessageDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { useWorkspace } from '../../state/State.tsx';
import { useCopy } from '../../state/use-copy.ts';
import { useSaveFile } from '../../state/use-save-file.ts';
import { useStrokeOf } from '../../state/use-show-stroke.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { MenuButton } from '../../ui/Menus.tsx';
import { hasLongRun, visibleStart } from '../../ui/text/visible-text.ts';
import { usePrinting } from '../../ui/use-printing.ts';
import { MessageWarnings } from './MessageWarnings.tsx';
import { messageFileName } from './message-file-name.ts';

/** More of a name, an address or a subject is for the view of the headers. */
const longestName = 250;
const longestSubject = 1_000;
/** People listed at first, and more on request: a message may go to ten thousand. */
const firstShown = 60;
const moreShown = 300;

const runClass = (text: string): string => (hasLongRun(text) ? ' long-run' : '');

/** The engine leaves invalid addresses empty: show the text of the field instead. */
function Unaddressed({ name, raw }: { name: string; raw: string }) {
  const say = useWords();
  const words = name || visibleStart(raw, longestName).trim();
  return (
    <span>
      {words !== '' && <bdi className="person-name">{words}</bdi>} <span className="person-address">({say('reader.noAddress')})</span>
    </span>
  );
}

/** A display name that looks like an address could pass for it: then show the real address first. */
function Person({ person, raw = '' }: { person: Address; raw?: string }) {
  const name = visibleStart(person.name, longestName).trim();
  const address = visibleStart(person.address, longestName);
  if (address.trim() === '') return <Unaddressed name={name} raw={raw} />;
  const suspicious = name.includes('@') && name.toLowerCase() !== address.toLowerCase();
  if (name === '' || name === address) return <bdi className="person-address">{address}</bdi>;
  return (
    <span>
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
  const say = useWords();
  const [most, setMost] = useState(firstShown);
  if (people.length === 0) return null;
  const shown = people.slice(0, most);
  return (
    <div className="people">
      <dt>{label}</dt>
      <dd>
        {shown.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat and never change places
          <span key={index}>
            <Person person={person} />
            {index < shown.length - 1 && ', '}
          </span>
        ))}
        {people.length > most && (
          <Button kind="quiet" onPress={() => setMost(most + moreShown)}>
            {say('reader.andMore', { count: people.length - most })}
          </Button>
        )}
      </dd>
    </div>
  );
}

/** The same address in To and Cc is one person. */
function eachOnce(people: readonly Address[]): Address[] {
  const seen = new Set<string>();
  return people.filter(({ name, address }) => {
    const key = address === '' ? `name ${name}` : address.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

interface MessageHeaderProps {
  row: MessageRow;
  detail: MessageDetail | undefined;
  /** Shows the source instead of the message. */
  onSource: () => void;
  onPrint: () => void;
  /** The way back to the list where the reader stands in its place. */
  back: ReactNode;
  /** Leads to where a charset is chosen by hand. */
  onCharset: () => void;
}

export function MessageHeader({ row, detail, onSource, onPrint, back, onCharset }: MessageHeaderProps) {
  const say = useWords();
  const printStroke = useStrokeOf('message.print');
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const saveFile = useSaveFile();
  const copy = useCopy();
  const accounts = useAccounts();
  const folders = useFolders();
  const [unfolded, setUnfolded] = useState(false);
  // Show everything in print: nothing can be unfolded there.
  const isPrinting = usePrinting();
  // Whose folder it lies in is "me"; what another account of mine wrote or got stands under its own name.
  const accountId = detail?.accountId ?? folders.value?.find(({ id }) => id === row.folderId)?.accountId;
  const mine = accounts.value?.find(({ id }) => id === accountId)?.settings.address.toLowerCase();
  const from = detail?.from ?? row.from;
  const to = detail?.to ?? row.to;
  const cc = detail?.cc ?? [];
  const recipients = eachOnce([...to, ...cc]);
  const rawFrom = detail?.headers.find(({ name }) => name.toLowerCase() === 'from')?.value ?? '';
  const shortName = (person: Address) =>
    person.address !== '' && person.address.toLowerCase() === mine
      ? say('reader.me')
      : visibleStart(person.name, 80).trim() || visibleStart(person.address, 80);
  const subject = visibleStart(row.subject, longestSubject).trim();

  const saveMessage = async () => {
    if (detail) await saveFile({ url: detail.sourceUrl, name: messageFileName(row.subject) });
  };
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
        <h1 className={`message-subject${runClass(subject)}`} dir="auto">
          {subject === '' ? say('messages.noSubject') : subject}
        </h1>
        {row.flagged && <Star size="1rem" fill="currentColor" className="message-flag" role="img" aria-label={say('messages.flagged')} />}
        <IconButton className="message-button" icon={Cable} label={say('reader.wire')} onPress={() => void showWire()} />
        <MenuButton
          label={say('reader.more')}
          entries={[
            {
              id: 'print',
              label: say('command.print'),
              icon: Printer,
              shortcut: printStroke,
              isDisabled: !detail,
              run: onPrint,
            },
            { id: 'save', label: say('source.save'), icon: Download, isDisabled: !detail, run: () => void saveMessage() },
            { id: 'source', label: say('reader.viewSource'), icon: FileCode, isDisabled: !detail, run: onSource },
            {
              id: 'address',
              label: say('reader.copyAddress'),
              icon: Copy,
              separated: true,
              isDisabled: !from[0]?.address,
              run: () => void copy(from[0]?.address ?? '', say('reader.copied')),
            },
            {
              id: 'id',
              label: say('reader.copyId'),
              icon: Copy,
              isDisabled: !detail?.messageId,
              run: () => void copy(detail?.messageId ?? '', say('reader.copied')),
            },
            { id: 'charset', label: say('reader.chooseCharset'), run: onCharset },
          ]}
        >
          <IconButton className="message-button" icon={Ellipsis} label={say('reader.more')} />
        </MenuButton>
      </div>
      <div className="message-from">
        <div className="message-senders">
          {from.length === 0 ? (
            <span className="person-address">{say('messages.noSender')}</span>
          ) : (
            from.slice(0, firstShown).map((person, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat and never change places
              <Person key={index} person={person} raw={rawFrom} />
            ))
          )}
        </div>
        <time className="message-date numeric" dateTime={new Date(row.date).toISOString()} title={formatFullDate(row.date, language)}>
          {formatMessageDate(row.date, Date.now(), language)}
        </time>
      </div>
      {recipients.length > 0 && (
        <button type="button" className="message-to" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {say('reader.to')} {recipients.slice(0, 3).map(shortName).join(', ')}
          {recipients.length > 3 && ` ${say('reader.andMore', { count: recipients.length - 3 })}`}
        </button>
      )}
      {(unfolded || isPrinting) && (
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
      {detail && <MessageWarnings detail={detail} />}
    </header>
  );
}
