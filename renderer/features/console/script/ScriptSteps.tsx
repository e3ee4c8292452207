/** The steps of a script while it is played, each with what is expected of it. */
import { Circle, CircleCheck, CircleDot, CircleX } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { Script, ScriptStep } from '../../../../electron/scripts/script.ts';
import type { WordKey } from '../../../i18n/keys.ts';
import { useWords } from '../../../i18n/words.ts';
import { useKeyScrolling } from '../../../ui/focus/use-key-scrolling.ts';
import { visible } from '../../../ui/text/visible-text.ts';

type StepState = 'done' | 'current' | 'failed' | 'toCome';

const icons = { done: CircleCheck, current: CircleDot, failed: CircleX, toCome: Circle } as const;
const names: Readonly<Record<StepState, WordKey>> = {
  done: 'script.done',
  current: 'script.current',
  failed: 'script.failed',
  toCome: 'script.toCome',
};

/** Steps that are drawn before and after the one that is played. */
const drawnBefore = 100;
const drawnAfter = 200;

interface ScriptStepsProps {
  script: Script;
  done: number;
  hasFailed: boolean;
}

export function ScriptSteps({ script: { steps }, done, hasFailed }: ScriptStepsProps) {
  const say = useWords();
  const list = useRef<HTMLOListElement>(null);
  const [attach, tabIndex] = useKeyScrolling();
  const attachList = useCallback(
    (element: HTMLOListElement | null) => {
      list.current = element;
      return attach(element);
    },
    [attach],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step that is played stays in sight
  useEffect(() => {
    list.current?.querySelector('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [done]);
  const first = Math.max(0, done - drawnBefore);
  const stateOf = (index: number): StepState => (index < done ? 'done' : index > done ? 'toCome' : hasFailed ? 'failed' : 'current');
  return (
    <ol ref={attachList} className="script-steps" aria-label={say('script.steps')} start={first + 1} tabIndex={tabIndex}>
      {steps.slice(first, done + drawnAfter).map((step, at) => {
        const state = stateOf(first + at);
        const Icon = icons[state];
        return (
          <li
            key={`${step.line} ${step.action.kind}`}
            className={`script-${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <Icon size="0.875rem" aria-hidden />
            <div>
              <code dir="ltr">{wordsOf(step)}</code>
              <span className="visually-hidden">{`, ${say(names[state])}`}</span>
              {step.expectations.map((check) => (
                <code key={check.line} className="script-expected" dir="ltr">
                  {check.kind === 'server'
                    ? `S: ${visible(check.pattern)}`
                    : check.kind === 'not'
                      ? `not S: ${visible(check.pattern)}`
                      : check.kind}
                </code>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Where nothing is typed it is the connection that one waits for. */
const wordsOf = ({ text }: ScriptStep): string => (text === '' ? '…' : visible(text));
