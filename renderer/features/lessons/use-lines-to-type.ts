/** The lines that the current step asks to type, one after the other by one key: each is put into the command line and waits there. */
import { useEffect, useMemo, useRef } from 'react';
import type { Step } from '../../../electron/lessons/lesson.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useLatest } from '../../ui/use-latest.ts';

export function useLinesToType(step: Step | undefined, type: (line: string) => void): readonly CommandBinding[] {
  const next = useRef(0);
  const lines = useLatest(step?.blocks.flatMap((block) => (block.kind === 'type' ? block.lines : [])) ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins with its first line
  useEffect(() => {
    next.current = 0;
  }, [step]);
  return useMemo(
    () => [
      {
        id: 'lessons.typeNext',
        run: () => {
          const line = lines.current[next.current % Math.max(1, lines.current.length)];
          next.current += 1;
          if (line !== undefined) type(line);
        },
      },
    ],
    [type],
  );
}
