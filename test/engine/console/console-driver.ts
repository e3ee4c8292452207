/** A console as a person has it: lines are typed, and what crossed is read in the transcript. */
import type { ConsoleMechanism, ConsoleState, ConsoleTarget } from '../../../electron/contract/console.ts';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { type EngineFixture, unwrap } from '../../support/engine-fixture.ts';

export interface ConsoleDriver {
  readonly state: ConsoleState;
  /** Types a line and waits for the reply. */
  type(line: string): Promise<void>;
  signIn(accountName: string, mechanism: ConsoleMechanism, side?: 'incoming' | 'outgoing'): Promise<Result<{ accepted: boolean }>>;
  /** Everything so far: `C: …`, `S: …`, without line ends; masked octets as the engine gives them. */
  lines(): Promise<string[]>;
  recorded(): Promise<{ session: Session; lines: Line[] }>;
  close(): Promise<void>;
  /** Resolves when the connection is over. */
  ended(): Promise<Session>;
}

let consoles = 0;

export async function openConsole({ client, until }: EngineFixture, target: ConsoleTarget): Promise<ConsoleDriver> {
  const id = `console-${++consoles}`;
  const state = unwrap(await client.call('console.open', { id, target }));
  const recorded = async () => unwrap(await client.call('transcript.lines', { session: state.session, from: 0, limit: 2_000 }));
  return {
    state,
    async type(line) {
      unwrap(await client.call('console.send', { id, line, waitForReply: true }));
    },
    async signIn(accountName, mechanism, side = 'outgoing') {
      const accounts = unwrap(await client.call('accounts.list', {}));
      const accountId = accounts.find(({ settings }) => settings.name === accountName)?.id ?? '';
      return client.call('console.authenticate', { id, accountId, side, mechanism });
    },
    recorded,
    async lines() {
      const { lines } = await recorded();
      return lines
        .filter(({ direction }) => direction !== 'note')
        .map(({ direction, bytes }) => `${direction === 'client' ? 'C' : 'S'}: ${Buffer.from(bytes, 'base64').toString().trimEnd()}`);
    },
    async close() {
      unwrap(await client.call('console.close', { id }));
    },
    ended: () =>
      until('the end of the session', async () => {
        const { session } = await recorded();
        return session.endedAt === null ? null : session;
      }),
  };
}
