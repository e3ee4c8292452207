/** One step: its text, and its checks with what has come true. Steps that are done, or still to come, show their title. */
import { ChevronRight, Circle, CircleCheck, CircleDot } from 'lucide-react';
import { useState } from 'react';
import type { Check, Step } from '../../../electron/lessons/lesson.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { Inlines, type LessonActions, LessonBlock } from './LessonText.tsx';

/** Of the button by which the reader confirms: there is one at a time. */
export const confirmId = 'lesson-confirm';

interface LessonStepProps {
  step: Step;
  state: 'done' | 'current' | 'to-come';
  /** Checks of it that have come true. */
  checked: number;
  /** Whether something crossed this connection that must not: the step begins anew in another one. */
  isSpoiled: boolean;
  actions: LessonActions;
  onConfirm: () => void;
  /** Shows the line that made it done; null where there is none. */
  onShowLine: (() => void) | null;
}

const icons = { done: CircleCheck, current: CircleDot, 'to-come': Circle } as const;
const names: Readonly<Record<LessonStepProps['state'], WordKey>> = {
  done: 'lesson.done',
  current: 'lesson.current',
  'to-come': 'lesson.toCome',
};

export function LessonStep({ step, state, checked, isSpoiled, actions, onConfirm, onShowLine }: LessonStepProps) {
  const say = useWords();
  const isCurrent = state === 'current';
  /** Opened or closed by hand; a new state of the step has the last word. */
  const [opened, setOpened] = useState<{ state: string; isOpen: boolean } | null>(null);
  const isOpen = opened?.state === state ? opened.isOpen : isCurrent;
  const Icon = icons[state];
  return (
    <li className={`lesson-step lesson-${state}`} aria-current={isCurrent ? 'step' : undefined}>
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpened({ state, isOpen: !isOpen })}>
          <Icon size="1rem" aria-hidden className="lesson-state" />
          <span>
            <Inlines of={step.title} />
          </span>
          <span className="visually-hidden">{`, ${say(names[state])}`}</span>
          <ChevronRight size="0.875rem" aria-hidden className="lesson-chevron" />
        </button>
      </h3>
      {isOpen && (
        <div className="lesson-text">
          {step.blocks.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
            <LessonBlock key={index} block={block} actions={actions} />
          ))}
          <ul className="lesson-checks" aria-label={say('lesson.checks')}>
            {step.checks.map((check, index) => {
              const isTrue = state === 'done' || index < checked;
              return (
                <li key={check.line} className={isTrue ? 'lesson-true' : undefined}>
                  {isTrue ? <CircleCheck size="0.8125rem" aria-hidden /> : <Circle size="0.8125rem" aria-hidden />}
                  <CheckWords check={check} />
                  {isTrue && <span className="visually-hidden">{`, ${say('lesson.done')}`}</span>}
                  {check.kind === 'confirm' && isCurrent && index === checked && (
                    <Button id={confirmId} onPress={onConfirm}>
                      {say('lesson.confirm')}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
          {isSpoiled && (
            <p role="alert" className="lesson-spoiled">
              {say('lesson.spoiled')}
            </p>
          )}
          {onShowLine && (
            <Button kind="quiet" onPress={onShowLine}>
              {say('lesson.showLine')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

const sides = { client: 'C:', server: 'S:' } as const;

/** What a check waits for. Three dots stand for anything. */
function CheckWords({ check }: { check: Check }) {
  const say = useWords();
  switch (check.kind) {
    case 'client':
    case 'server':
      return <code className={`lesson-${check.kind}`} dir="ltr">{`${sides[check.kind]} ${shown(check.pattern)}`}</code>;
    case 'not':
      return (
        <span>
          {say('lesson.check.not')}{' '}
          <code className={`lesson-${check.side}`} dir="ltr">{`${sides[check.side]} ${shown(check.pattern)}`}</code>
        </span>
      );
    case 'arrived':
    case 'left':
      return (
        <span>
          {say(`lesson.check.${check.kind}`)} <span className="lesson-subject">{shown(check.pattern)}</span>
        </span>
      );
    case 'confirm':
      return (
        <span>
          <Inlines of={check.inlines} />
        </span>
      );
    default:
      return <span>{say(`lesson.check.${check.kind}`)}</span>;
  }
}

const shown = (pattern: string): string => visible(pattern.replaceAll('...', '…'));
