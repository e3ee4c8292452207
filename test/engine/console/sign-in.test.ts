import { expect, it } from 'vitest';
import type { ConsoleMechanism } from '../../../electron/contract/console.ts';
import type { ConsoleConnection } from '../../../electron/engine/console/connection.ts';
import { playSignIn } from '../../../electron/engine/console/sign-in.ts';

/** A server that answers each line in turn, from what it was given last. Answers whether the sign-in counts as accepted. */
async function play(mechanism: ConsoleMechanism, replies: readonly ((said: string) => string)[]): Promise<boolean | null> {
  const written: string[] = [];
  const waiting = [...replies];
  const connection: Pick<ConsoleConnection, 'write' | 'nextReply'> = {
    write: (lines) => void written.push(Buffer.concat(lines).toString()),
    async nextReply() {
      const line = waiting.shift()?.(Buffer.from(written.at(-1) ?? '', 'base64').toString()) ?? 'a NO gone';
      const isPositive = !/^\S+ NO/.test(line);
      const kind = line.startsWith('+') ? 'continuation' : 'final';
      return { heard: { kind, command: 'AUTHENTICATE', isPositive }, line: Buffer.from(`${line}\r\n`) };
    },
  };
  const credentials = { kind: 'password', username: 'ana', password: 'of ana' } as const;
  const signIn = { protocol: 'imap', credentials, mechanism, server: { host: 'mail.test', port: 143 }, tag: 'a' } as const;
  return playSignIn(connection as ConsoleConnection, signIn); // nothing else of a connection is used
}

const ok = () => 'a OK signed in';
const go = () => '+ ';
const challenge = (said: string) =>
  `+ ${Buffer.from(`${/r=[^,]+/.exec(said)?.[0]}x,s=${Buffer.from('salt').toString('base64')},i=4096`).toString('base64')}`;

it('a success counts where the mechanism asks nothing of the server', async () => {
  expect(await play('PLAIN', [go, ok])).toBe(true);
});

it.each([
  ['at once', [go, ok]],
  ['after the proof of the client', [go, challenge, ok]],
  ['with a signature that is none', [go, challenge, () => `+ ${Buffer.from('v=AAAA').toString('base64')}`, ok]],
])('a success that SCRAM gives %s, without proof that the server knows the password, is none (RFC 5802 §5)', async (_when, replies) => {
  expect(await play('SCRAM-SHA-256', replies)).toBe(false);
});
