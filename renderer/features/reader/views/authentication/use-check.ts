/** The check of one message: its look-ups as they come, and what was found. */
import { useEffect, useRef, useState } from 'react';
import type { AuthenticationCheck, LookUp } from '../../../../../electron/contract/delivery/authentication.ts';
import type { Failure } from '../../../../../electron/contract/failure.ts';
import { useClient } from '../../../../api/Api.tsx';
import { useAction, useEvent } from '../../../../api/use-action.ts';

interface Check {
  readonly found: AuthenticationCheck | null;
  /** Each name and type once, in the order in which they were asked. */
  readonly lookUps: readonly LookUp[];
  readonly isRunning: boolean;
  readonly isStopped: boolean;
  readonly failure: Failure | null;
  readonly start: () => void;
  readonly stop: () => void;
}

/** @param isAutomatic begins as soon as the view of this message is there. A check that is left is cancelled. */
export function useCheck(messageId: number, isAutomatic: boolean): Check {
  const client = useClient();
  const { run, isRunning, failure, clear } = useAction('authentication.check');
  const ticket = useRef<string | null>(null);
  const [found, setFound] = useState<AuthenticationCheck | null>(null);
  const [lookUps, setLookUps] = useState<readonly LookUp[]>([]);
  useEvent('authentication.lookedUp', ({ ticket: whose, lookUp }) => {
    if (whose !== ticket.current) return;
    setLookUps((before) => {
      const at = before.findIndex(({ name, type }) => name === lookUp.name && type === lookUp.type);
      // Asked a second time for another part of the check: the answer that is there stays.
      if (at >= 0 && before[at]?.isDone && !lookUp.isDone) return before;
      return at < 0 ? [...before, lookUp] : before.with(at, lookUp);
    });
  });
  const begin = async (own: string) => {
    ticket.current = own;
    setLookUps([]);
    const answer = await run({ ticket: own, id: messageId });
    if (ticket.current !== own) return;
    ticket.current = null;
    setFound(answer.ok ? answer.value : null);
  };
  const stop = () => {
    if (ticket.current !== null) void client.call('authentication.cancel', { ticket: ticket.current });
  };
  const start = () => {
    stop();
    clear();
    void begin(crypto.randomUUID());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each message, and where the wish changes
  useEffect(() => {
    if (isAutomatic) start();
    return stop;
  }, [messageId, isAutomatic]);
  const isStopped = failure?.code === 'cancelled';
  return { found, lookUps, isRunning, isStopped, failure: isStopped ? null : failure, start, stop };
}
