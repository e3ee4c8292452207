/** A script while it is played: which steps are done, and why it stopped. Leaving it stops it. */
import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../../electron/base/clock.ts';
import type { ConsoleState, ConsoleTarget } from '../../../../electron/contract/console.ts';
import { type AskedToken, consoleConnection } from '../../../../electron/scripts/console-connection.ts';
import type { Script } from '../../../../electron/scripts/script.ts';
import { useClient } from '../../../api/Api.tsx';
import { bytesOf } from '../../../wire/wire-text.ts';
import { createScriptPlayer, type Played } from './script-player.ts';

type GivenToken = { readonly username: string; readonly token: string } | null;

interface ScriptRunning {
  /** Null before the first step. */
  readonly played: Played | null;
  /** The token that the step under way waits for, and the server that it goes to; null: none. */
  readonly asked: (AskedToken & { readonly server: ConsoleState }) | null;
  /** @param given null: none */
  giveToken(given: GivenToken): void;
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

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function useScriptRun({ state, onOpen }: ScriptRunOptions): ScriptRunning {
  const client = useClient();
  const [played, setPlayed] = useState<Played | null>(null);
  const [asked, setAsked] = useState<ScriptRunning['asked']>(null);
  const answer = useRef<((given: GivenToken) => void) | null>(null);
  const [player] = useState(() => createScriptPlayer(setPlayed));
  const giveToken = (given: GivenToken) => {
    answer.current?.(given);
    answer.current = null;
    setAsked(null);
  };
  // Nobody could stop what goes on unseen.
  useEffect(() => player.forget, [player]);

  /** A script that says where it leads has a connection of its own; another one is played on the one that is open. */
  async function connect({ server }: Script, isWanted: () => boolean) {
    let open = state?.state === 'open' ? state : null;
    if (server) {
      if (open) await client.call('console.close', { id: open.id });
      open = isWanted() ? await onOpen(server) : null;
    }
    if (!open) return null;
    const at = open;
    const { id, session, protocol } = at;
    const askToken = (needed: AskedToken) => {
      giveToken(null);
      setAsked({ ...needed, server: at });
      return new Promise<GivenToken>((resolve) => {
        answer.current = resolve;
      });
    };
    return consoleConnection({ client, clock: systemClock, id, session, protocol, account: null, askToken, octets: bytesOf, decode });
  }

  return {
    played,
    play: (script, isOneStep) => player.play(script, isOneStep, (isWanted) => connect(script, isWanted)),
    asked,
    giveToken,
    stop: player.stop,
    forget() {
      player.forget();
      giveToken(null);
    },
  };
}
