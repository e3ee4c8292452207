/** Prefetches the next message in the list. */
import { useEffect, useRef } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { usePrefetch } from '../../api/use-call.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import type { RowSource } from './rows/row-source.ts';

/** Bytes of a raw message. Longer ones are rare, and parsing them would slow the visible message down. */
const longest = 500_000;

/** Rows probably opened next, by their distance from the open one; none after a jump. */
export function likelyNext(previous: number | undefined, position: number): readonly number[] {
  const step = previous === undefined ? 1 : position - previous;
  if (step === 1) return [1, 2];
  if (step === -1) return [-1, -2];
  return [];
}

/** Prefetches messages that are probably read next, as far as they are held: nothing is fetched from the server. */
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
