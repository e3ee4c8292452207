/** Whoever reads one message after the other finds the next one there already. */
import { useEffect } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useAskAhead } from '../../api/use-call.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import type { RowSource } from './row-source.ts';

/** How far the next key or the one after it leads, nearest first. */
const distances = [1, -1, 2] as const;
/** Bytes of a raw message. Longer ones are rare, and the time to read them would be taken from what is on the screen. */
const longest = 500_000;

/** Asks ahead for the messages around the open one, as far as they are held: nothing crosses the wire for them. */
export function useNeighbours(source: RowSource, open: MessageRow | null): void {
  const askAhead = useAskAhead('messages.open');
  const id = open?.id;
  useEffect(() => {
    if (id === undefined) return;
    return afterPaint(() => {
      const position = source.positionOf(id);
      if (position === undefined) return;
      for (const distance of distances) {
        const row = source.rows().at(position + distance);
        if (row?.bodyHeld && row.size <= longest) askAhead({ id: row.id });
      }
    });
  }, [id, source, askAhead]);
}
