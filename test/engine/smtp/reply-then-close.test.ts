/** A server that says no and hangs up in the same breath: what it said is read and kept, for the attempt and for each recipient. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');
const large = Buffer.concat([raw, Buffer.alloc(4_000_000, 'a line of a large message\r\n')]);
const to = ['ana@example.test', 'ben@example.test', 'cleo@example.test'];
const often = Array.from({ length: 8 }, (_, index) => index);

interface Script {
  readonly extensions?: readonly string[];
  /** Before whose answer it ends: `greeting`, a verb, `RCPT 2`, `body` (in the midst of it), `.` */
  readonly at: string;
  readonly reply: string;
  readonly way: 'close' | 'reset';
}

describe('a reply, then the end of the connection', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  const serve = async (peer: ScriptedConnection, { extensions = [], at, reply, way }: Script) => {
    const last = async () => {
      // What is still in this process when a connection is reset was never said.
      await turn();
      peer.send(`${reply}\r\n`);
      await turn();
      if (way === 'close') peer.close();
      else peer.reset();
    };
    if (at === 'greeting') return last();
    peer.send('220 mx.example.test\r\n');
    let recipients = 0;
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const verb = line.split(' ')[0] ?? '';
      if (verb === 'RCPT') recipients += 1;
      if (verb === at || `${verb} ${recipients}` === at) return last();
      if (verb === 'EHLO')
        peer.send(['mx', ...extensions].map((each, index, all) => `250${index + 1 < all.length ? '-' : ' '}${each}\r\n`).join(''));
      else if (verb === 'DATA') {
        peer.send('354 go\r\n');
        if (at === 'body') {
          await peer.take(100_000);
          return last();
        }
        await peer.linesUntil((each) => each === '.');
        if (at === '.') return last();
        peer.send('250 ok\r\n');
      } else peer.send('250 ok\r\n');
    }
  };
  const send = async (script: Script, credentials = signIn('', '')) => {
    server = await startScriptedServer((peer) => serve(peer, script));
    const envelope = { from: 'me@example.test', to };
    const body = script.at === 'body' ? large : raw;
    const outcome = await submit({
      ...peerFor({ port: server.port }),
      credentials,
      envelope,
      raw: body,
      beforeFinalDot: async () => undefined,
    });
    await server.stop();
    return outcome;
  };

  for (const way of ['close', 'reset'] as const)
    for (const extensions of [[], ['PIPELINING']]) {
      const how = `${way}${extensions.length > 0 ? ', pipelining' : ''}`;
      it.each([
        ['EHLO', '421 4.3.2 busy', 'not-sent', false],
        ['MAIL', '550 5.7.1 not you', 'refused', true],
        ['MAIL', '421 4.7.0 too many', 'refused', false],
        ['RCPT 1', '421 4.7.0 too many', 'refused', false],
        ['RCPT 3', '421 4.7.0 too many', 'refused', false],
        ['DATA', '554 5.5.1 no', 'refused', true],
        ['DATA', '421 4.7.0 later', 'refused', false],
        ['body', '552 5.3.4 too big', 'refused', true],
        ['body', '421 4.3.0 shutting down', 'refused', false],
        ['.', '550 5.7.1 spam', 'refused', true],
        ['.', '421 4.3.0 shutting down', 'refused', false],
      ] as const)(`at %s: %s (${how})`, async (at, reply, state, permanent) => {
        for (const _ of often) {
          const outcome = await send({ at, reply, way, extensions });
          expect(outcome).toMatchObject({ state, failure: { reply, permanent } });
        }
      });

      it(`to one recipient: kept for it, the others are still to be tried (${how})`, async () => {
        for (const _ of often) {
          const outcome = await send({ at: 'RCPT 2', reply: '550 5.1.1 nobody', way, extensions });
          expect(outcome).toMatchObject({ failure: { permanent: false } });
          expect(outcome.recipients).toMatchObject([
            { state: 'accepted' },
            { address: 'ben@example.test', state: 'refused', reply: '550 5.1.1 nobody' },
            { state: 'refused-for-now', reply: null },
          ]);
        }
      });
    }

  it.each([
    ['554 5.3.2 go away', true],
    ['421 4.3.2 busy', false],
  ] as const)('at the greeting: %s', async (reply, permanent) => {
    for (const _ of often)
      expect(await send({ at: 'greeting', reply, way: 'close' })).toMatchObject({ state: 'not-sent', failure: { reply, permanent } });
  });

  it.each(['close', 'reset'] as const)('to the log-in (%s)', async (way) => {
    for (const extensions of [['AUTH PLAIN'], ['AUTH PLAIN LOGIN']])
      expect(await send({ at: 'AUTH', reply: '535 5.7.8 no', way, extensions }, signIn('ana', 'secret-of-ana'))).toMatchObject({
        state: 'not-sent',
        failure: { code: 'authentication-refused', reply: '535 5.7.8 no' },
      });
  });
});
