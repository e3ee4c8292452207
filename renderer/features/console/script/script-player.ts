/** Plays a script for the window: step by step or to its end, until it is stopped or left. Knows neither React nor the engine. */
import { systemClock } from '../../../../electron/base/clock.ts';
import { type ScriptConnection, startScript } from '../../../../electron/scripts/play-script.ts';
import type { Script, StepOutcome } from '../../../../electron/scripts/script.ts';

export interface Played {
  readonly script: Script;
  readonly done: number;
  /** Of the step after those that are done; null where it has not been played. */
  readonly outcome: Exclude<StepOutcome, { kind: 'done' | 'stopped' }> | null;
  readonly isBusy: boolean;
}

type Connection = ScriptConnection & { readonly stop: () => void };

/**
 * Opens what the script is played on; null where that is not possible.
 * @param isWanted whether anybody still wants it: between two steps of opening it may have been stopped
 */
type Connect = (isWanted: () => boolean) => Promise<Connection | null>;

interface ScriptPlayer {
  /** Plays one step, or all that are left; a script that has not begun connects and begins. */
  play(script: Script, isOneStep: boolean, connect: Connect): Promise<void>;
  /** Plays no further step, and waits no longer for the one under way. */
  stop(): void;
  /** As before the first step: nothing more is sent. */
  forget(): void;
}

interface Run {
  /** Null while it connects. */
  opened: { readonly connection: Connection; readonly steps: ReturnType<typeof startScript> } | null;
  isWanted: boolean;
}

/** @param onPlayed is told how far it is; null: before the first step */
export function createScriptPlayer(onPlayed: (played: Played | null) => void): ScriptPlayer {
  let run: Run | null = null;

  /** Null where it was left meanwhile, or there is nothing to play it on. */
  async function begin(script: Script, going: Run, connect: Connect): Promise<Run['opened']> {
    const connection = await connect(() => run === going && going.isWanted);
    if (run !== going) connection?.stop();
    else if (connection) going.opened = { connection, steps: startScript(script, connection, systemClock) };
    else {
      run = null;
      onPlayed(null);
    }
    return going.opened;
  }

  return {
    async play(script, isOneStep, connect) {
      // It can be stopped and left from here on, also while it connects.
      const going = run ?? { opened: null, isWanted: true };
      run = going;
      going.isWanted = true;
      onPlayed({ script, done: going.opened?.steps.done() ?? 0, outcome: null, isBusy: true });
      const opened = going.opened ?? (await begin(script, going, connect));
      if (!opened) return;
      const { steps } = opened;
      if (!going.isWanted) return onPlayed({ script, done: steps.done(), outcome: null, isBusy: false });
      for (;;) {
        const outcome = await steps.next();
        if (run !== going) return;
        const ended = outcome.kind === 'done' || outcome.kind === 'stopped' ? null : outcome;
        const isBusy = ended === null && !isOneStep && going.isWanted && steps.done() < steps.total;
        onPlayed({ script, done: steps.done(), outcome: ended, isBusy });
        if (!isBusy) return;
      }
    },
    stop() {
      if (run) run.isWanted = false;
      run?.opened?.steps.stop();
    },
    forget() {
      const left = run;
      run = null;
      if (left) left.isWanted = false;
      left?.opened?.connection.stop();
      onPlayed(null);
    },
  };
}
