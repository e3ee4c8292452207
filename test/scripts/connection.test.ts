/** A console as a script plays on it: what it asks of the engine, and that it asks nothing once it is stopped. */
import { expect, it } from 'vitest';
import type { PostglassClient } from '../../electron/contract/contract.ts';
import { consoleConnection } from '../../electron/scripts/console-connection.ts';
import { startScript } from '../../electron/scripts/play-script.ts';
import { readScript } from '../../electron/scripts/read-script.ts';
import { createManualClock } from '../support/manual-clock.ts';

/** @param answers what the engine says to each call */
function connectionOn(answers: Readonly<Record<string, (input: { readonly from: number }) => unknown>>) {
  const clock = createManualClock();
  const calls: string[] = [];
  const client = {
    on: () => () => undefined,
    call: async (name: string, input: { readonly from: number }) => {
      calls.push(name);
      clock.advance(100);
      return { ok: true, value: answers[name]?.(input) };
    },
  } as unknown as PostglassClient; // only what is asked here
  const connection = consoleConnection({
    ...{ client, clock, id: 'one', session: 'one', protocol: 'imap', account: null },
    askToken: async () => null,
    octets: (base64) => Buffer.from(base64, 'base64'),
    decode: (bytes) => Buffer.from(bytes).toString('utf8'),
  });
  return { connection, clock, calls };
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

/** Lines that the transcript hands out at once. */
const page = 10;

/** Types a command; the server says so many lines to it, of which the last but one may be its reply. */
async function ask(count: number, reply: string) {
  let isSent = false;
  const lineAt = (index: number) => ({
    ...{ session: 'one', index, direction: 'server', tag: null, answers: null, note: null, kind: 'data', decoded: null, masked: [] },
    bytes: Buffer.from(`${index === count - 2 ? reply : '* 1 EXISTS'}\r\n`).toString('base64'),
  });
  const { connection, clock, calls } = connectionOn({
    'console.send': () => {
      isSent = true;
    },
    'transcript.lines': ({ from }) => ({
      lines: isSent ? Array.from({ length: Math.min(page, count - from) }, (_, at) => lineAt(from + at)) : [],
    }),
  });
  const read = readScript('C: a NOOP\nS: a OK...\n');
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const run = startScript(read.script, connection, clock);
  await run.next();
  return { outcome: await run.next(), calls: calls.length };
}

it('reads a long answer to its end', async () => {
  expect((await ask(1_000, 'a OK')).outcome).toEqual({ kind: 'done' });
  expect((await ask(1_000, 'a NO')).outcome).toMatchObject({ kind: 'mismatch', came: '* 1 EXISTS' });
});

it('does not read for ever what a server says without a pause', async () => {
  const { outcome, calls } = await ask(50_000, 'a OK');
  expect(outcome).toMatchObject({ kind: 'mismatch', expected: 'S: a OK...', came: '* 1 EXISTS' });
  expect(calls).toBeLessThan(1_000);
});
