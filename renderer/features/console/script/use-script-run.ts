/** A script while it is played: which steps are done, and why it stopped. */
import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../../electron/base/clock.ts';
import type { ConsoleState, ConsoleTarget } from '../../../../electron/contract/console.ts';
import { consoleConnection } from '../../../../electron/scripts/console-connection.ts';
import { startScript } from '../../../../electron/scripts/play-script.ts';
import type { Script, StepOutcome } from '../../../../electron/scripts/script.ts';
import { useClient } from '../../../api/Api.tsx';
import { bytesOf } from '../../../wire/wire-text.ts';

interface Played {
  readonly script: Script;
  readonly done: number;
  /** Of the step after those that are done; null where it has not been played. */
  readonly outcome: Exclude<StepOutcome, { kind: 'done' }> | null;
  readonly isBusy: boolean;
}

interface ScriptRunning {
  /** Null before the first step. */
  readonly played: Played | null;
  /** Plays one step, or all that are left; a script that has not begun begins. */
  play(script: Script, isOneStep: boolean): Promise<void>;
  /** Plays no further step. */
  stop(): void;
  /** As before the first step. */
  forget(): void;
}

interface ScriptRunOptions {
  readonly state: ConsoleState | null;
  readonly onOpen: (target: ConsoleTarget) => Promise<ConsoleState | null>;
}

interface Run {
  readonly script: Script;
  readonly steps: ReturnType<typeof startScript>;
  readonly stop: () => void;
  isWanted: boolean;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function useScriptRun({ state, onOpen }: ScriptRunOptions): ScriptRunning {
  const client = useClient();
  const [played, setPlayed] = useState<Played | null>(null);
  const run = useRef<Run | null>(null);
  const forget = () => {
    run.current?.stop();
    if (run.current) run.current.isWanted = false;
    run.current = null;
    setPlayed(null);
  };
  useEffect(() => () => run.current?.stop(), []);

  /** A script that says where it leads has a connection of its own; another one is played on the one that is open. */
  async function begin(script: Script): Promise<Run | null> {
    let open = state?.state === 'open' ? state : null;
    if (script.server) {
      if (open) await client.call('console.close', { id: open.id });
      open = await onOpen(script.server);
    }
    if (!open) return null;
    const { id, session, protocol } = open;
    const connection = consoleConnection({ client, clock: systemClock, id, session, protocol, account: null, octets: bytesOf, decode });
    return { script, steps: startScript(script, connection, systemClock), stop: connection.stop, isWanted: true };
  }

  async function play(script: Script, isOneStep: boolean): Promise<void> {
    setPlayed({ script, done: run.current?.steps.done() ?? 0, outcome: null, isBusy: true });
    const going = run.current ?? (await begin(script));
    run.current = going;
    if (!going) return setPlayed(null);
    going.isWanted = true;
    const { steps } = going;
    for (;;) {
      const outcome = await steps.next();
      if (run.current !== going) return;
      const stopped = outcome.kind === 'done' ? null : outcome;
      const isBusy = stopped === null && !isOneStep && going.isWanted && steps.done() < steps.total;
      setPlayed({ script, done: steps.done(), outcome: stopped, isBusy });
      if (!isBusy) return;
    }
  }

  return {
    played,
    play,
    stop() {
      if (run.current) run.current.isWanted = false;
    },
    forget,
  };
}
