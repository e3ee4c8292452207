/** Signing in by a token that the user has at hand, at servers that refuse it, take it, and repeat it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { findCanary, scanFolder } from '../../support/material/canaries.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { openConsole } from './console-driver.ts';
import { playOn } from './script-player.ts';

const token = `ya29.Kanarie-${'x7Qw_'.repeat(40)}`;
const sought = [{ name: 'token', secret: token }];
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
/** RFC 7628 §3.2.2 */
const refusal = base64('{"status":"401","schemes":"bearer","scope":"https://mail.example/"}');

interface Spoken {
  readonly protocol: 'smtp' | 'imap' | 'pop3' | 'managesieve';
  readonly greeting: string;
  readonly begins: (mechanism: string) => string;
  readonly challenge: (encoded: string) => string;
  readonly said: (encoded: string) => string;
  readonly refused: string;
  readonly accepted: string;
}

const protocols: readonly Spoken[] = [
  {
    protocol: 'smtp',
    greeting: '220 hello',
    begins: (mechanism) => `AUTH ${mechanism}`,
    challenge: (encoded) => `334 ${encoded}`,
    said: (encoded) => encoded,
    refused: `535 5.7.8 ${token} is old`,
    accepted: '235 2.7.0 welcome',
  },
  {
    protocol: 'imap',
    greeting: '* OK hello',
    begins: (mechanism) => `a7 AUTHENTICATE ${mechanism}`,
    challenge: (encoded) => `+ ${encoded}`,
    said: (encoded) => encoded,
    refused: `a7 NO [AUTHENTICATIONFAILED] ${token} is old`,
    accepted: 'a7 OK welcome',
  },
  {
    protocol: 'pop3',
    greeting: '+OK hello',
    begins: (mechanism) => `AUTH ${mechanism}`,
    challenge: (encoded) => `+ ${encoded}`,
    said: (encoded) => encoded,
    refused: `-ERR [AUTH] ${token} is old`,
    accepted: '+OK welcome',
  },
  {
    protocol: 'managesieve',
    greeting: 'OK "hello"',
    begins: (mechanism) => `AUTHENTICATE "${mechanism}"`,
    challenge: (encoded) => `"${encoded}"`,
    said: (encoded) => `"${encoded}"`,
    refused: `NO "${token} is old"`,
    accepted: 'OK "welcome"',
  },
];

const mechanisms = [
  { mechanism: 'XOAUTH2', shown: () => `user=ana@example.test\x01auth=Bearer ${token}\x01\x01`, acknowledged: '' },
  {
    mechanism: 'OAUTHBEARER',
    shown: (port: number) => `n,a=ana@example.test,\x01host=127.0.0.1\x01port=${port}\x01auth=Bearer ${token}\x01\x01`,
    // RFC 7628 §3.2.3
    acknowledged: base64('\x01'),
  },
] as const;

describe('a token of the user', () => {
  let fixture: EngineFixture;
  let server: ScriptedServer | undefined;
  const at = async (protocol: Spoken['protocol'], script: (connection: ScriptedConnection) => Promise<void>): Promise<ConsoleTarget> => {
    server = await startScriptedServer(script);
    return { kind: 'server', protocol, host: '127.0.0.1', port: server.port, security: 'none' };
  };
  beforeAll(async () => {
    fixture = await startEngineFixture({ automatic: false });
  }, 60_000);
  afterAll(() => fixture?.done());
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  it.each(protocols.flatMap((spoken) => mechanisms.map((mechanism) => ({ ...spoken, ...mechanism }))))(
    'is answered as $mechanism asks for it over $protocol, and never with the token again',
    async ({ protocol, mechanism, shown, acknowledged, ...spoken }) => {
      const received: (string | null)[] = [];
      const target = await at(protocol, async (connection) => {
        connection.send(`${spoken.greeting}\r\n`);
        for (const answer of [spoken.challenge(''), spoken.challenge(refusal), spoken.refused, spoken.challenge(''), spoken.accepted]) {
          received.push(await connection.line());
          connection.send(`${answer}\r\n`);
        }
        await connection.closed();
      });
      const console = await openConsole(fixture, target);
      const { id } = console.state;
      const signIn = () =>
        fixture.client.call('console.authenticateByToken', { id, mechanism, username: 'ana@example.test', token, tag: 'a7' });
      expect(await signIn()).toEqual({ ok: true, value: { accepted: false } });
      expect(await signIn()).toEqual({ ok: true, value: { accepted: true } });
      const built = spoken.said(base64(shown(server?.port ?? 0)));
      expect(received).toEqual([spoken.begins(mechanism), built, spoken.said(acknowledged), spoken.begins(mechanism), built]);

      // Built and refused, step by step, for people to read; the token itself nowhere.
      const { lines } = await console.recorded();
      expect(lines.map(({ decoded }) => decoded).join('\n')).toContain('"status":"401"');
      const keys = lines.flatMap(({ explanation }) => (explanation ? [explanation.key] : []));
      expect(keys).toEqual(expect.arrayContaining([`sasl.${mechanism}`, 'sasl.token.invalid', 'sasl.token.acknowledge']));
      expect(lines.filter(({ masked }) => masked.length > 0).length).toBeGreaterThanOrEqual(3);
      await console.close();
      await console.ended();
      const copies = unwrap(await fixture.client.call('transcript.copyAs', { session: console.state.session }));
      const left = JSON.stringify([lines, copies, fixture.events]);
      expect(findCanary(Buffer.from(left), sought)).toEqual([]);
      expect(await scanFolder(fixture.folder, sought)).toEqual([]);
    },
  );

  it('is asked for on and on: the exchange is cancelled, and ends', async () => {
    const received: string[] = [];
    const target = await at('smtp', async (connection) => {
      connection.send('220 hello\r\n');
      for (let line = await connection.line(); line !== null; line = await connection.line()) {
        received.push(line);
        connection.send('334 \r\n');
      }
    });
    const console = await openConsole(fixture, target);
    const shown = { id: console.state.id, mechanism: 'XOAUTH2', username: 'ana', token, tag: 'a' } as const;
    expect(await fixture.client.call('console.authenticateByToken', shown)).toEqual({ ok: true, value: { accepted: false } });
    // RFC 4954 §4: a line with a single "*" cancels.
    expect(received.map((line) => (line.length > 20 ? 'token' : line))).toEqual(['AUTH XOAUTH2', 'token', '', '*']);
  });

  it('goes nowhere where it is none, or while the server waits for something else', async () => {
    const received: string[] = [];
    const target = await at('smtp', async (connection) => {
      connection.send('220 hello\r\n');
      for (let line = await connection.line(); line !== null; line = await connection.line()) {
        received.push(line);
        connection.send('354 go on\r\n');
      }
    });
    const console = await openConsole(fixture, target);
    const sent = (changes: { token?: string; username?: string }) =>
      fixture.client.call('console.authenticateByToken', {
        ...{ id: console.state.id, mechanism: 'XOAUTH2', username: 'ana', token, tag: 'a' },
        ...changes,
      });
    for (const changes of [{ token: `${token}\r\nQUIT` }, { token: '' }, { username: 'ana\x01auth=Bearer x' }, { username: '' }])
      expect(await sent(changes)).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    await console.type('DATA');
    expect(await sent({})).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    expect(received).toEqual(['DATA']);
    expect(findCanary(Buffer.from(JSON.stringify(fixture.events)), sought)).toEqual([]);
  });

  it('is asked for when a script comes to it, goes to the server, and is in nothing that is left', async () => {
    const received: (string | null)[] = [];
    const target = await at('smtp', async (connection) => {
      connection.send('220 hello\r\n');
      for (const answer of ['250 hello', '334 ', '235 2.7.0 welcome', '334 ', `334 ${refusal}`, `535 5.7.8 ${token} is old`, '221 bye']) {
        received.push(await connection.line());
        connection.send(`${answer}\r\n`);
      }
      connection.close();
    });
    const console = await openConsole(fixture, target);
    const script = 'C: EHLO me\nsign in AUTH XOAUTH2 as ana@example.test\nS: 235...\nsign in AUTH OAUTHBEARER\nS: 535...\nC: QUIT\n';
    const asked: unknown[] = [];
    const played = await playOn(fixture, console, script, async (needed) => {
      // Not before its turn.
      asked.push({ ...needed, after: received.length });
      return { username: needed.user ?? 'ben@example.test', token };
    });
    expect(played).toEqual({ kind: 'done' });
    expect(asked).toEqual([
      { mechanism: 'XOAUTH2', user: 'ana@example.test', after: 1 },
      { mechanism: 'OAUTHBEARER', user: null, after: 3 },
    ]);
    expect(received[2]).toBe(base64(`user=ana@example.test\x01auth=Bearer ${token}\x01\x01`));
    await console.ended();
    const copies = unwrap(await fixture.client.call('transcript.copyAs', { session: console.state.session }));
    expect(JSON.stringify(copies)).toContain('sign in AUTH XOAUTH2 as ana@example.test');
    const left = JSON.stringify([(await console.recorded()).lines, copies, fixture.events]);
    expect(findCanary(Buffer.from(left), sought)).toEqual([]);
    expect(await scanFolder(fixture.folder, sought)).toEqual([]);
  });

  it('that nobody gives ends the script before anything is sent', async () => {
    const target = await at('smtp', async (connection) => {
      connection.send('220 hello\r\n');
      if ((await connection.line()) !== null) connection.close();
    });
    const console = await openConsole(fixture, target);
    const script = 'S: 220...\nsign in AUTH XOAUTH2\n';
    expect(await playOn(fixture, console, script)).toEqual({ kind: 'no-token', line: 2, mechanism: 'XOAUTH2' });
    expect((await console.recorded()).lines.filter(({ direction }) => direction === 'client')).toEqual([]);
    await console.close();
  });
});
