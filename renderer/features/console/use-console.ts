/** The console of this window: the connection that is open, or how the last one ended. One that is open already is taken up again. */
import { useEffect, useRef, useState } from 'react';
import type { ConsoleState, ConsoleTarget } from '../../../electron/contract/console.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';

interface ConsoleConnection {
  /** Null before the first connection. */
  readonly state: ConsoleState | null;
  /** Of opening, or of the latest command. */
  readonly failure: Failure | null;
  /** Answers the open connection; null where there is none, of which `failure` says why, or where one is being asked for already. */
  open(target: ConsoleTarget): Promise<ConsoleState | null>;
  close(): void;
  /** Does something with the open console; a failure is kept. Answers whether it was done. */
  run(work: (id: string) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>): Promise<boolean>;
}

export function useConsole(): ConsoleConnection {
  const client = useClient();
  const [state, setState] = useState<ConsoleState | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const own = useRef<string | null>(null);
  /** Asked for, and the engine has not said a word of it yet: a second Enter in that time means the same connection. */
  const asked = useRef<string | null>(null);
  useEffect(() => {
    void client.call('console.list', {}).then((answer) => {
      const running = answer.ok ? answer.value.at(-1) : undefined;
      if (own.current !== null || !running) return;
      own.current = running.id;
      setState(running);
    });
  }, [client]);
  useEvent('console.changed', (next) => {
    if (next.id !== own.current) return;
    asked.current = null;
    setState(next);
  });
  return {
    state,
    failure,
    async open(target) {
      if (asked.current !== null) return null;
      const id = crypto.randomUUID();
      own.current = id;
      asked.current = id;
      setFailure(null);
      const answer = await client.call('console.open', { id, target });
      if (asked.current === id) asked.current = null;
      if (!answer.ok && own.current === id) setFailure(answer.failure);
      return answer.ok && own.current === id ? answer.value : null;
    },
    close() {
      if (own.current !== null) void client.call('console.close', { id: own.current });
    },
    async run(work) {
      if (own.current === null) return false;
      setFailure(null);
      const answer = await work(own.current);
      if (!answer.ok) setFailure(answer.failure);
      return answer.ok;
    },
  };
}
