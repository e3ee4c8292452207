/** A walk from the root servers down that can be stopped, with its steps as they are made. */
import { useEffect, useRef, useState } from 'react';
import type { DnsStep, DnsWalk } from '../../../electron/contract/delivery/dns.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction, useEvent } from '../../api/use-action.ts';

interface Walking {
  readonly steps: readonly DnsStep[];
  /** Null while it is under way. */
  readonly walk: DnsWalk | null;
}

export function useWalk() {
  const client = useClient();
  const action = useAction('dns.trace');
  const ticket = useRef<string | null>(null);
  const [walking, setWalking] = useState<Walking | null>(null);
  useEvent('dns.stepped', ({ ticket: whose, step }) => {
    if (whose === ticket.current) setWalking((now) => ({ steps: [...(now?.steps ?? []), step], walk: null }));
  });
  const stop = () => {
    if (ticket.current !== null) void client.call('dns.cancel', { ticket: ticket.current });
  };
  useEffect(
    () => () => {
      if (ticket.current !== null) void client.call('dns.cancel', { ticket: ticket.current });
    },
    [client],
  );
  const start = async (asked: { name: string; type: string; root?: { host: string; port: number } }): Promise<DnsWalk | null> => {
    const own = crypto.randomUUID();
    ticket.current = own;
    setWalking({ steps: [], walk: null });
    const answer = await action.run({ ticket: own, ...asked });
    if (ticket.current !== own) return null;
    ticket.current = null;
    setWalking(answer.ok ? { steps: answer.value.steps, walk: answer.value } : null);
    return answer.ok ? answer.value : null;
  };
  /** Ends it, too: its later steps belong to nothing that is shown. */
  const forget = () => {
    stop();
    ticket.current = null;
    setWalking(null);
  };
  return { walking, isRunning: action.isRunning, failure: action.failure, start, stop, forget };
}
