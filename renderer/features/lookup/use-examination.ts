/** An examination of a domain that can be stopped, with its look-ups and its parts as they come. */
import { useEffect, useRef, useState } from 'react';
import type { DeliveryLookUp, DeliveryReport } from '../../../electron/contract/delivery/mail-domain.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction, useEvent } from '../../api/use-action.ts';

interface Examined {
  /** Null until the first part is there. */
  readonly report: DeliveryReport | null;
  readonly lookUps: readonly DeliveryLookUp[];
}

interface Asked {
  readonly subject: string;
  readonly selectors: string[];
  readonly connects: boolean;
  readonly server?: { host: string; port: number };
}

const nothing: Examined = { report: null, lookUps: [] };

export function useExamination() {
  const client = useClient();
  const action = useAction('delivery.examine');
  const ticket = useRef<string | null>(null);
  /** What was asked last: the same again is asked anew, whatever is still known by its TTL. */
  const last = useRef('');
  const [examined, setExamined] = useState<Examined>(nothing);
  useEvent('delivery.lookedUp', ({ ticket: whose, lookUp }) => {
    if (whose === ticket.current) setExamined((now) => ({ ...now, lookUps: [...now.lookUps, lookUp] }));
  });
  useEvent('delivery.examined', ({ ticket: whose, report }) => {
    if (whose === ticket.current) setExamined((now) => ({ ...now, report }));
  });
  const stop = () => {
    if (ticket.current !== null) void client.call('delivery.cancel', { ticket: ticket.current });
  };
  useEffect(
    () => () => {
      if (ticket.current !== null) void client.call('delivery.cancel', { ticket: ticket.current });
    },
    [client],
  );
  const start = async (asked: Asked): Promise<void> => {
    const own = crypto.randomUUID();
    const question = JSON.stringify(asked);
    ticket.current = own;
    setExamined(nothing);
    const answer = await action.run({ ticket: own, ...asked, isFresh: last.current === question });
    if (ticket.current !== own) return;
    ticket.current = null;
    last.current = answer.ok ? question : '';
    setExamined(answer.ok ? { report: answer.value, lookUps: answer.value.lookUps } : nothing);
  };
  return { ...examined, isRunning: action.isRunning, failure: action.failure, start, stop };
}
