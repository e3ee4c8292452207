/** One hop of the way: who handed the message to whom, when, and how; opened, every value and the header field they come from. */
import { ChevronRight, Lock, LockOpen, TriangleAlert } from 'lucide-react';
import type { Hop } from '../../../../../electron/contract/delivery/path.ts';
import type { HeaderField } from '../../../../../electron/contract/messages.ts';
import { formatFullDate } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';
import { formatWait } from './wait.ts';

interface HopLineProps {
  hop: Hop;
  isFirst: boolean;
  /** Its delay as a share of the longest one, 0 to 1. */
  share: number;
  field: HeaderField | undefined;
}

export function HopLine({ hop, isFirst, share, field }: HopLineProps) {
  const say = useWords();
  const sender = hop.from ? (hop.from.reverse ?? hop.from.name ?? hop.from.address) : null;
  // Said by its lock already, and in full where the hop is opened.
  const notes = hop.notes.filter((note) => note !== 'not-encrypted');
  const receiver = hop.by.name ?? hop.by.address;
  return (
    <li className={hop.trusted ? 'path-hop path-trusted' : 'path-hop'}>
      <details>
        <summary>
          <ChevronRight aria-hidden="true" className="path-chevron" />
          <span className="path-hosts">
            <bdi>{sender === null ? say(hop.kind === 'submission' ? 'path.local' : 'path.unnamed') : visibleStart(sender, 120)}</bdi>
            <span aria-hidden="true" className="path-arrow">
              →
            </span>
            <bdi>{receiver === null ? say('path.unnamed') : visibleStart(receiver, 120)}</bdi>
          </span>
          <span className="path-kind">{say(`path.kind.${hop.kind}`)}</span>
          <Encryption hop={hop} />
          <Delay hop={hop} isFirst={isFirst} share={share} />
        </summary>
        <HopFacts hop={hop} />
        {field && (
          <figure className="path-field">
            <figcaption>{say('path.field')}</figcaption>
            <pre dir="ltr">{visibleStart(field.raw.replaceAll('\r\n', '\n'), 4_000)}</pre>
          </figure>
        )}
      </details>
      {notes.length > 0 && (
        <ul className="path-notes">
          {notes.map((note) => (
            <li key={note}>
              <TriangleAlert aria-hidden="true" />
              {say(`path.note.${note}`)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Encryption({ hop }: { hop: Hop }) {
  const say = useWords();
  const text = say(hop.encrypted === null ? 'path.notSaid' : hop.encrypted ? 'path.encrypted' : 'path.notEncrypted');
  const isOpen = hop.notes.includes('not-encrypted');
  const Icon = hop.encrypted ? Lock : LockOpen;
  return (
    <span className={`path-tls ${isOpen ? 'path-open' : hop.encrypted === null ? 'path-faint' : ''}`}>
      {hop.encrypted !== null && <Icon aria-hidden="true" />}
      {hop.tls?.version ?? text}
    </span>
  );
}

/** How long it took; a wrong clock is said, and never drawn as a delay below zero. */
function Delay({ hop, isFirst, share }: { hop: Hop; isFirst: boolean; share: number }) {
  const say = useWords();
  const language = useLanguage();
  if (hop.skew !== 0) {
    const time = formatWait(Math.abs(hop.skew), language);
    return <span className="path-delay path-skew">{say(hop.skew < 0 ? 'path.clockBehind' : 'path.clockAhead', { time })}</span>;
  }
  if (hop.delay === null) return <span className="path-delay path-faint">{isFirst && hop.date !== null ? say('path.first') : ''}</span>;
  return (
    <span className="path-delay">
      <span className="path-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      {formatWait(hop.delay, language)}
    </span>
  );
}

function HopFacts({ hop }: { hop: Hop }) {
  const say = useWords();
  const language = useLanguage();
  const protocol = [hop.protocol, hop.authenticated ? say('path.signedIn') : null].filter((one) => one !== null).join(', ');
  const encryption = hop.tls
    ? [hop.tls.version, hop.tls.cipher].filter((one) => one !== null).join(', ')
    : hop.notes.includes('not-encrypted') && say('path.note.not-encrypted');
  const facts = [
    ['path.name', hop.from?.name],
    ['path.reverse', hop.from?.reverse],
    ['path.address', hop.from?.address],
    ['path.by', [hop.by.name, hop.by.address].filter((one) => one !== null).join(' ')],
    ['path.protocol', protocol],
    ['path.encryption', encryption],
    ['path.program', hop.program],
    ['path.id', hop.id],
    ['path.recipient', hop.recipient],
    ['path.time', hop.date === null ? null : formatFullDate(hop.date, language)],
  ] as const;
  return (
    <dl className="path-facts">
      {facts.map(([key, value]) =>
        value ? (
          <div key={key}>
            <dt>{say(key)}</dt>
            <dd dir="auto">{visibleStart(value, 320)}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
