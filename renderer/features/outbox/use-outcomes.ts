/** What became of messages while this window was open: once each, and not what was already so when it opened. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { useEvent } from '../../api/use-action.ts';
import { type Outcome, outcomeOf } from './outbox-words.ts';
import { useOutbox, useOutboxEvents } from './use-outbox.ts';

export interface Announced {
  readonly item: OutboxItem;
  readonly outcome: Outcome;
}

/** Most outcomes shown here; the outbox has them all. */
const most = 50;

export function useOutcomes(): {
  readonly shown: readonly Announced[];
  readonly dismiss: (id: string) => void;
  readonly clear: () => void;
} {
  const earlier = useOutbox();
  useOutboxEvents();
  const known = useRef(new Map<string, Outcome | null>());
  /** Events that came before it was known how things stood. */
  const early = useRef<OutboxItem[]>([]);
  const isKnown = useRef(false);
  const [shown, setShown] = useState<readonly Announced[]>([]);

  const dismiss = useCallback((id: string) => setShown((before) => before.filter(({ item }) => item.id !== id)), []);
  const clear = useCallback(() => setShown([]), []);
  const hear = useCallback(
    (item: OutboxItem) => {
      const outcome = outcomeOf(item);
      const before = known.current.get(item.id) ?? null;
      known.current.set(item.id, outcome);
      // The user's own decision about refused recipients is not announced.
      const isSettled = before === 'partly' && outcome === 'accepted' && item.recipients.some(({ state }) => state === 'refused');
      if (outcome === null || isSettled) return dismiss(item.id);
      if (outcome === before) return setShown((all) => all.map((one) => (one.item.id === item.id ? { item, outcome } : one)));
      setShown((all) => [...all.filter((one) => one.item.id !== item.id), { item, outcome }].slice(-most));
    },
    [dismiss],
  );
  useEvent('outbox.changed', (item) => {
    if (isKnown.current) hear(item);
    else early.current.push(item);
  });
  const list = earlier.value;
  const isAnswered = list !== undefined || earlier.failure !== null;
  useEffect(() => {
    if (!isAnswered || isKnown.current) return;
    isKnown.current = true;
    for (const item of list ?? []) known.current.set(item.id, outcomeOf(item));
    for (const item of early.current.splice(0)) {
      // An entry that was not in the list is new, whatever its state.
      if (!list?.some(({ id }) => id === item.id)) known.current.set(item.id, null);
      hear(item);
    }
  }, [isAnswered, list, hear]);
  return { shown, dismiss, clear };
}
