/** Hooks that call the engine and subscribe to its events. */
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { InputOf, OutputOf } from '../../electron/contract/call.ts';
import type { Calls, Events } from '../../electron/contract/contract.ts';
import type { Failure, Result } from '../../electron/contract/failure.ts';
import { useClient } from './Api.tsx';
import type { CallName, EventName } from './names.ts';

interface Action<Name extends CallName> {
  /** Makes the call. The result is also kept in `failure`. */
  run: (input: InputOf<Calls[Name]>) => Promise<Result<OutputOf<Calls[Name]>>>;
  isRunning: boolean;
  /** Why the latest run failed; cleared by the next one and by `clear`. */
  failure: Failure | null;
  clear: () => void;
}

export function useAction<Name extends CallName>(name: Name): Action<Name> {
  const client = useClient();
  const [running, setRunning] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(
    async (input: InputOf<Calls[Name]>) => {
      setRunning((count) => count + 1);
      setFailure(null);
      const answer = await client.call(name, input);
      setRunning((count) => count - 1);
      if (!answer.ok) setFailure(answer.failure);
      return answer;
    },
    [client, name],
  );
  return { run, isRunning: running > 0, failure, clear: useCallback(() => setFailure(null), []) };
}

/** Subscribes to one event of the engine while the component is mounted. */
export function useEvent<Name extends EventName>(name: Name, listener: (value: Events[Name]) => void): void {
  const client = useClient();
  const hear = useEffectEvent(listener);
  useEffect(() => client.on(name, (value) => hear(value as Events[Name])), [client, name]); // the client parsed it by this name's schema
}
