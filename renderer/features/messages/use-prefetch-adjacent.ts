/** Whoever reads one message after the other finds the next one there already. */
import { useEffect, useRef } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { usePrefetch } from '../../api/use-call.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import type { RowSource } from './row-source.ts';

/** Bytes of a raw message. Longer ones are rare, and the time to read them would be taken from what is on the screen. */
const longest = 500_000;

/** Rows whose messages will probably be wanted next, by how far they are from the open one; none for whoever leaps through the list. */
export function likelyNext(previous: number | undefined, position: number): readonly number[] {
  const step = previous === undefined ? 1 : position - previous;
  if (step === 1) return [1, 2];
  if (step === -1) return [-1, -2];
  return [];
}

/** Asks ahead for what will probably be read after the open message, as far as it is held: nothing crosses the wire for it. */
export function usePrefetchAdjacent(source: RowSource, open: MessageRow | null): void {
  const prefetch = usePrefetch('messages.open');
  const previous = useRef<number | undefined>(undefined);
  const id = open?.id;
  useEffect(() => {
    if (id === undefined) return;
    return afterPaint(() => {
      const position = source.positionOf(id);
      if (position === undefined) return;
      const before = previous.current === undefined ? undefined : source.positionOf(previous.current);
      previous.current = id;
      for (const distance of likelyNext(before, position)) {
        const row = source.rows().at(position + distance);
        if (row?.bodyHeld && row.size <= longest) prefetch({ id: row.id });
      }
    });
  }, [id, source, prefetch]);
}
