/**
 * What the current step asks for, one thing after the other by one key: where to connect and what to look up are filled in, lines are put
 * into the command line. Each waits for the reader to send it.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { Step } from '../../../electron/lessons/lesson.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { LessonActions } from './LessonText.tsx';

export function useNextAct(step: Step | undefined, actions: LessonActions, onConfirm: () => void): readonly CommandBinding[] {
  const next = useRef(0);
  const acts = useLatest(actsOf(step, actions, onConfirm));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins with its first act
  useEffect(() => {
    next.current = 0;
  }, [step]);
  return useMemo(
    () => [
      {
        id: 'lessons.next',
        run: () => {
          const act = acts.current[next.current % Math.max(1, acts.current.length)];
          next.current += 1;
          act?.();
        },
      },
    ],
    [],
  );
}

function actsOf(step: Step | undefined, actions: LessonActions, onConfirm: () => void): readonly (() => void)[] {
  const asked = (step?.blocks ?? []).flatMap((block) => {
    switch (block.kind) {
      case 'connect':
        return [() => actions.onConnect(block.to)];
      case 'look-up':
        return [() => actions.onLookUp(block)];
      case 'type':
        return block.lines.map((line) => () => actions.onType(line));
      default:
        return [];
    }
  });
  return step?.checks.some(({ kind }) => kind === 'confirm') ? [...asked, onConfirm] : asked;
}
