/**
 * Messages that turned out much longer than their server announced. Each takes its connection along, so it is not read again and
 * again: the others come over the next connection. It does not decide when to try again.
 */
import { type Failure, toFailure } from '../../../contract/failure.ts';
import type { Pop3Entry } from './pop3-listing.ts';

export interface OverlongMessages {
  /** Reads of a message; remembers it when it is too long, and rejects all the same. */
  read<Value>(entry: Pop3Entry, reading: () => Promise<Value>): Promise<Value>;
  /** Why it is not to be read; null when nothing is known against it. */
  reason(entry: Pop3Entry): Failure | null;
  forget(): void;
}

export function createOverlongMessages(): OverlongMessages {
  const reasons = new Map<string, Failure>();
  // Of a message whose size is announced anew something else may be expected.
  const keyOf = ({ key, size }: Pop3Entry) => `${size} ${key}`;
  return {
    async read(entry, reading) {
      try {
        return await reading();
      } catch (error) {
        const reason = toFailure(error);
        if (reason.code === 'message-longer-than-announced') reasons.set(keyOf(entry), reason);
        throw error;
      }
    },
    reason: (entry) => reasons.get(keyOf(entry)) ?? null,
    forget: () => reasons.clear(),
  };
}
