/** A name found step by step: each server that was asked, and what it says. */
import { agrees, type DnsStep, type DnsWalk } from '../../../electron/contract/delivery/dns.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

interface StepsProps {
  steps: readonly DnsStep[];
  /** Null while it is under way. */
  walk: DnsWalk | null;
  /** The session whose lines are shown below. */
  session: string | undefined;
  onShow: (session: string) => void;
}

export function Steps({ steps, walk, session, onShow }: StepsProps) {
  const say = useWords();
  return (
    <section className="lookup-answer" aria-label={say('lookup.steps')}>
      <ol className="lookup-steps">
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added
          <li key={at} className={step.for === null ? 'lookup-step' : 'lookup-step lookup-aside'}>
            <button
              type="button"
              className="lookup-step-head"
              aria-pressed={session !== undefined && step.session === session}
              onClick={() => step.session !== null && onShow(step.session)}
            >
              <StepHead step={step} />
            </button>
            <StepData step={step} />
          </li>
        ))}
      </ol>
      <p role="status" className={`lookup-status ${walk?.end === 'answer' ? 'is-good' : ''}`}>
        {walk ? say(`walk.end.${walk.end}`) : say('lookup.walking')}
      </p>
      {walk && <System walk={walk} />}
    </section>
  );
}

const bad: ReadonlySet<DnsStep['outcome']> = new Set(['lame', 'refused', 'silent']);

function StepHead({ step }: { step: DnsStep }) {
  const say = useWords();
  const language = useLanguage();
  const { zone, server, outcome, answer, next } = step;
  return (
    <>
      <span className="lookup-zone mono">{zone === '.' ? say('walk.root') : visible(zone)}</span>
      <span className="lookup-asked mono">
        {visible(server.name)} {server.address !== server.name && <span className="lookup-faint">{visible(server.address)}</span>}
      </span>
      <span className={bad.has(outcome) ? 'lookup-said is-bad' : 'lookup-said'}>
        {say(`walk.step.${outcome}`, { zone: visible(next?.zone ?? ''), status: visible(answer?.status ?? '') })}
        {step.for !== null && <span className="lookup-faint"> ({say('walk.for', { server: visible(step.for) })})</span>}
      </span>
      <span className="lookup-took">{answer && formatDuration(answer.milliseconds, language)}</span>
    </>
  );
}

function StepData({ step: { answer, next } }: { step: DnsStep }) {
  const lines = [
    ...(next?.servers ?? []).map(({ name, addresses }) => [name, ...addresses].join(' ')),
    ...(answer?.answers ?? []).map(({ name, ttl, type, data }) => `${name} ${ttl} IN ${type} ${data}`),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className="lookup-step-data mono" dir="ltr">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes, and may hold a record twice
        <li key={at}>{visible(line)}</li>
      ))}
    </ul>
  );
}

/** What the system's own server says beside it: the same, or something else. */
function System({ walk }: { walk: DnsWalk }) {
  const say = useWords();
  const { system } = walk;
  if (system === null) return <p className="lookup-faint">{say('walk.systemNone')}</p>;
  const server = visible(system.server.host);
  const written = (all: DnsWalk['records']) => all.map(({ type, data }) => `${type} ${data}`).toSorted();
  if (agrees(walk)) return <p>{say('walk.systemSame', { server })}</p>;
  return (
    <>
      <p>{say('walk.system', { server })}</p>
      <ul className="lookup-step-data mono" dir="ltr">
        {system.answers.length === 0 && <li>{say('walk.nothing', { status: visible(system.status) })}</li>}
        {written(system.answers).map((line) => (
          <li key={line}>{visible(line)}</li>
        ))}
      </ul>
    </>
  );
}
