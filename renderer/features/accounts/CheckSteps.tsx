/** The steps of a check as they come, both sides beside each other, and what stopped the one that failed. */
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { CheckReport, CheckStep } from '../../../electron/contract/accounts.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { ExplainedNotice } from '../../state/replies/ExplainedNotice.tsx';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

const stateIcons: Readonly<Record<CheckStep['state'], LucideIcon>> = {
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleX,
  skipped: CircleDashed,
};

interface CheckStepsProps {
  steps: readonly CheckStep[];
  report: CheckReport | null;
  onTranscript: (session: string, reply?: string) => void;
}

export function CheckSteps({ steps, report, onTranscript }: CheckStepsProps) {
  const say = useWords();
  const language = useLanguage();
  const sentences = useFailureWords();
  return (
    <div className="check">
      {(['incoming', 'outgoing'] as const).map((side) => {
        const mine = steps.filter((step) => step.side === side);
        const title = say(mine.some(({ name }) => name === 'program') ? 'account.outgoingHere' : `account.${side}`);
        const failed = mine.find((step) => step.state === 'failed')?.failure;
        const session = report?.sessions[side] ?? failed?.session;
        return (
          <section key={side} className="check-side" aria-label={title}>
            <h3>{title}</h3>
            <ol>
              {mine.map((step) => {
                const Icon = stateIcons[step.state];
                return (
                  <li key={step.name} className={`check-step is-${step.state}`}>
                    <Icon size="0.9375rem" strokeWidth={1.9} aria-hidden />
                    <span>
                      <span className="check-name">{say(`check.step.${step.name}`)}</span>{' '}
                      <span className="visually-hidden">{say(`check.state.${step.state}`)}</span>
                      {step.facts.length > 0 && (
                        <span className="check-facts mono" dir="ltr" title={step.facts.map(visible).join('\n')}>
                          {step.facts.map(visible).join(' · ')}
                        </span>
                      )}
                    </span>
                    {(step.state === 'done' || step.state === 'failed') && (
                      <span className="check-time numeric">{formatDuration(step.milliseconds, language)}</span>
                    )}
                  </li>
                );
              })}
            </ol>
            {failed && (
              <ExplainedNotice failure={failed} {...sentences(failed, 'nobody', 'settings')}>
                {session !== undefined && (
                  <Button kind="quiet" onPress={() => onTranscript(session, failed.reply ?? '')}>
                    {say('failure.transcript')}
                  </Button>
                )}
              </ExplainedNotice>
            )}
            {!failed && report && session !== undefined && (
              <Button kind="quiet" className="check-transcript" onPress={() => onTranscript(session)}>
                {say('failure.transcript')}
              </Button>
            )}
          </section>
        );
      })}
    </div>
  );
}
