/** How the connection on show began: its steps in proportion to their time, and, opened, what TLS agreed on and the certificates. */
import { ChevronDown, ChevronRight, Lock, LockOpen } from 'lucide-react';
import { useId, useState } from 'react';
import type { SessionHead as Head, Session } from '../../../electron/contract/transcript.ts';
import { useCall } from '../../api/use-call.ts';
import { formatDuration, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { CertificateChain } from '../../wire/CertificateChain.tsx';
import { slowAfter } from '../../wire/LineRow.tsx';

/** Lines that may tell how a connection began; asked for again as they double, not with each that comes. */
const most = 400;
const linesToAsk = (lines: number): number => Math.min(most, 2 ** Math.ceil(Math.log2(Math.max(1, lines))));

type Step = Head['steps'][number];

interface WaterfallProps {
  steps: readonly Step[];
  onJump: (line: number) => void;
}

/** Each step where it lay in time; pressed, the line that ended it. */
function Waterfall({ steps, onJump }: WaterfallProps) {
  const say = useWords();
  const language = useLanguage();
  const whole = Math.max(1, ...steps.map(({ until }) => until));
  const share = (milliseconds: number) => `${(milliseconds / whole) * 100}%`;
  return (
    <ol className="waterfall">
      {steps.map(({ step, from, until, line, command }) => (
        <li key={step}>
          <button type="button" onClick={() => onJump(line)}>
            <span className="waterfall-name">
              {say(`transcript.step.${step}`)} {command !== null && <span className="mono">{visible(command)}</span>}
            </span>
            <span className="waterfall-track" aria-hidden>
              <span className={`waterfall-bar step-${step}`} style={{ insetInlineStart: share(from), width: share(until - from) }} />
            </span>
            <span className={`numeric waterfall-time${until - from >= slowAfter ? ' step-slow' : ''}`}>
              {formatDuration(until - from, language)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What TLS agreed on. */
function TlsFacts({ tls }: { tls: NonNullable<Head['tls']> }) {
  const say = useWords();
  const language = useLanguage();
  const facts = [
    [say('transcript.tls.version'), tls.protocol],
    [say('transcript.tls.cipher'), tls.cipher],
    ...(tls.alpn === null ? [] : [['ALPN', tls.alpn]]),
    [
      say('transcript.tls.before'),
      say('transcript.tls.clear', { sent: formatNumber(tls.clearSent, language), received: formatNumber(tls.clearReceived, language) }),
    ],
  ] as const;
  return (
    <dl className="tls-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{visible(value ?? '')}</dd>
        </div>
      ))}
    </dl>
  );
}

export function SessionHead({ session, onJump }: { session: Session; onJump: (line: number) => void }) {
  const say = useWords();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const head = useCall('transcript.head', { session: session.id, lines: linesToAsk(session.lines) }, { keepPrevious: true }).value;
  if (!head || head.steps.length === 0) return null;
  const { steps, tls, certificates } = head;
  const leaf = certificates[0];
  const Secrecy = tls ? Lock : LockOpen;
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <section className="connection-head" aria-label={say('transcript.head')}>
      <button type="button" className="connection-head-line" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <Arrow size="0.8125rem" aria-hidden />
        {steps.map(({ step, from, until }) => (
          <span key={step} className={`head-step step-${step}`} style={{ flexGrow: Math.max(1, until - from) }}>
            {say(`transcript.step.${step}`)}{' '}
            <span className={`numeric${until - from >= slowAfter ? ' step-slow' : ''}`}>{formatDuration(until - from, language)}</span>
          </span>
        ))}
        <span className="head-tls">
          <Secrecy size="0.75rem" aria-hidden />
          <span className="head-tls-words">
            {tls ? visible([tls.protocol, leaf?.subject ?? ''].filter((part) => part !== '').join(' · ')) : say('transcript.clear')}
          </span>
        </span>
      </button>
      <div id={id} className="connection-head-more" hidden={!isOpen}>
        {isOpen && (
          <>
            <Waterfall steps={steps} onJump={onJump} />
            {tls && <TlsFacts tls={tls} />}
            {certificates.length > 0 && <CertificateChain chain={certificates} />}
          </>
        )}
      </div>
    </section>
  );
}
