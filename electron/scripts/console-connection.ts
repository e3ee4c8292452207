/** A console as a script plays on it: by the calls that a person's console uses, and judged by what the transcript has. */
import type { Clock } from '../base/clock.ts';
import { type ConsoleProtocol, type ConsoleTokenMechanism, isTokenMechanism } from '../contract/console.ts';
import type { PostglassClient } from '../contract/contract.ts';
import { failure } from '../contract/failure.ts';
import { judgedLine } from '../lessons/judged-line.ts';
import type { ScriptConnection } from './play-script.ts';

/** A token that a script comes to need: it stands in none, and no account keeps one. */
export interface AskedToken {
  readonly mechanism: ConsoleTokenMechanism;
  /** As the script names it; null: to be asked for too. */
  readonly user: string | null;
}

/** Asks the user, each time anew; null: none is given. What is answered is sent once and kept nowhere. */
export type AskToken = (asked: AskedToken) => Promise<{ readonly username: string; readonly token: string } | null>;

interface ConsoleConnectionOptions {
  readonly client: PostglassClient;
  readonly clock: Clock;
  /** Of the console, which is open. */
  readonly id: string;
  readonly session: string;
  readonly protocol: ConsoleProtocol;
  /** The account whose password is used; null: the first one that has one for this server. */
  readonly account: string | null;
  /** The user has said that its password may go to another port of the host that it was given for. */
  readonly isPortMeant?: boolean;
  readonly askToken: AskToken;
  /** Octets of a text in base64, and UTF-8 as text. */
  readonly octets: (base64: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
}

const page = 1_000;

/** @returns the connection, and `stop`, which ends listening to it; nothing is sent on it from then on */
export function consoleConnection(options: ConsoleConnectionOptions): ScriptConnection & { readonly stop: () => void } {
  const { client, clock, id, session, protocol, account, isPortMeant = false, askToken, octets, decode } = options;
  let next = 0;
  let isOver = false;
  let isStopped = false;
  const waiting = new Set<() => void>();
  let hasChanged = false;
  const changed = () => {
    hasChanged = true;
    for (const wake of [...waiting]) wake();
  };
  const stops = [
    client.on('transcript.changed', ({ sessions }) => {
      if (sessions.some((each) => each.id === session)) changed();
    }),
    client.on('console.changed', (state) => {
      if (state.id !== id || state.state !== 'closed') return;
      isOver = true;
      changed();
    }),
  ];
  return {
    answers: protocol !== 'raw',
    isOver: () => isOver,
    stop() {
      for (const stop of stops) stop();
      [isOver, isStopped] = [true, true];
      changed();
    },
    async send(line) {
      if (isStopped) return failure('cancelled');
      const sent = await client.call('console.send', { id, line, waitForReply: true });
      return sent.ok ? null : sent.failure;
    },
    async signIn(mechanism, user) {
      if (isStopped) return failure('cancelled');
      if (isTokenMechanism(mechanism)) {
        const given = await askToken({ mechanism, user });
        if (isStopped) return failure('cancelled');
        if (given === null) return 'no-token';
        const shown = await client.call('console.authenticateByToken', { id, mechanism, ...given });
        return shown.ok ? shown.value : shown.failure;
      }
      const open = await client.call('console.list', {});
      if (isStopped) return failure('cancelled');
      if (!open.ok) return open.failure;
      const known = open.value.find((each) => each.id === id)?.signIns ?? [];
      const found = known.find(
        (each) => (account === null || each.accountId === account) && (user === null || each.username.toLowerCase() === user.toLowerCase()),
      );
      if (!found) return 'no-account';
      const { accountId, side } = found;
      const answer = await client.call('console.authenticate', { id, accountId, side, mechanism, isPortMeant });
      return answer.ok ? answer.value : answer.failure;
    },
    async news() {
      if (isStopped) return [];
      const answer = await client.call('transcript.lines', { session, from: next, limit: page });
      const lines = answer.ok ? answer.value.lines : [];
      next = (lines.at(-1)?.index ?? next - 1) + 1;
      return lines.map((line) => judgedLine(line, octets(line.bytes), decode));
    },
    async more(milliseconds) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const wake = () => resolve(true);
      waiting.add(wake);
      const cancel = clock.after(milliseconds, () => resolve(false));
      if (hasChanged) wake();
      const isMore = await promise;
      hasChanged = false;
      waiting.delete(wake);
      cancel();
      return isMore;
    },
  };
}
