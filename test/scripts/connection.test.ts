/** A console as a script plays on it: what it asks of the engine, and that it asks nothing once it is stopped. */
import { expect, it } from 'vitest';
import type { PostglassClient } from '../../electron/contract/contract.ts';
import { consoleConnection } from '../../electron/scripts/console-connection.ts';
import { createManualClock } from '../support/manual-clock.ts';

/** @param answers what the engine says to each call */
function connectionOn(answers: Readonly<Record<string, () => unknown>>) {
  const calls: string[] = [];
  const client = {
    on: () => () => undefined,
    call: async (name: string) => {
      calls.push(name);
      return { ok: true, value: answers[name]?.() };
    },
  } as unknown as PostglassClient; // only what is asked here
  const connection = consoleConnection({
    ...{ client, clock: createManualClock(), id: 'one', session: 'one', protocol: 'imap', account: null },
    octets: (base64) => Buffer.from(base64, 'base64'),
    decode: (bytes) => Buffer.from(bytes).toString('utf8'),
  });
  return { connection, calls };
}

const signIns = [{ accountId: 'ana', side: 'incoming', username: 'ana' }];

it('sends no line and no password once it is stopped', async () => {
  const { connection, calls } = connectionOn({
    'console.list': () => [{ id: 'one', signIns }],
    'console.authenticate': () => ({ accepted: true }),
  });
  expect(await connection.send('a NOOP')).toBeNull();
  expect(await connection.signIn('PLAIN', null)).toEqual({ accepted: true });
  expect(calls).toEqual(['console.send', 'console.list', 'console.authenticate']);
  // It is stopped while it looks for the account.
  const late = connection.signIn('PLAIN', null);
  connection.stop();
  expect(await late).toMatchObject({ code: 'cancelled' });
  expect(await connection.send('a EXPUNGE')).toMatchObject({ code: 'cancelled' });
  expect(calls.filter((name) => name !== 'console.list')).toEqual(['console.send', 'console.authenticate']);
});
