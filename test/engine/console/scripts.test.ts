/** Scripts: what was typed is copied from the transcript and played again, and what is not as expected is told with its line. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { openConsole } from './console-driver.ts';
import { playOn } from './script-player.ts';

const secret = 'kanarie-Zq7vXw';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('scripts at the practice server', () => {
  let practice: PracticeServer;
  let fixture: EngineFixture;
  const at = (protocol: 'smtp' | 'imap' | 'pop3' | 'raw', port = practice[protocol === 'raw' ? 'smtp' : protocol].port): ConsoleTarget => ({
    kind: 'server',
    ...{ protocol, host: practice.host, port, security: 'none' },
  });

  beforeAll(async () => {
    practice = await createPracticeServer({
      accounts: ['ana', 'ben'].map((name) => ({ username: name, displayName: name, password: secret, address: `${name}@practice.test` })),
      sampleMail: true,
    });
    const account = (name: string, username: string, protocol: 'imap' | 'pop3'): ProvisionedAccount => {
      const login = { host: practice.host, username, password: secret, security: 'none' } as const;
      return {
        name,
        address: `${username}@practice.test`,
        incoming: { ...login, protocol, port: practice[protocol].port },
        outgoing: { ...login, port: practice.smtp.port },
      };
    };
    fixture = await startEngineFixture({
      accounts: [account('Ben', 'ben', 'imap'), account('Ana', 'ana', 'imap'), account('Ana by POP3', 'ana', 'pop3')],
      trustedCertificates: [practice.certificate],
      automatic: false,
    });
  });
  afterAll(async () => {
    await fixture?.done();
    await practice?.close();
  });

  const copied = async (session: string): Promise<string> => {
    const { commands } = unwrap(await fixture.client.call('transcript.copyAs', { session }));
    return commands.find(({ form }) => form === 'console')?.text ?? '';
  };

  it.each([
    [
      'smtp',
      [
        ...['EHLO pupil', 'STARTTLS', 'EHLO pupil', 'AUTH LOGIN', base64('ana'), base64(secret), 'VRFY nobody'],
        ...['MAIL FROM:<ana@practice.test>', 'RCPT TO:<ben@practice.test>', 'DATA', 'Subject: again', '', '\tIndented.', '..', '.', 'QUIT'],
      ],
      [
        'tls',
        'sign in AUTH LOGIN as ana',
        'S: 235 2.7.0...',
        'C: VRFY nobody',
        'C: \tIndented.',
        'C: ..',
        'C: .',
        'S: 221 2.0.0...',
        'closed',
      ],
    ],
    [
      'imap',
      [
        ...[`a1 LOGIN "ana" ${secret}`, 'a2 APPEND INBOX {9}', 'Subject: ', ' a3 NOOP', 'a4 SELECT INBOX', 'a5 FETCH 1 FLAGS', 'a6 IDLE'],
        ...['DONE', 'a7 SELECT Nowhere', 'a8 LOGOUT'],
      ],
      ['sign in LOGIN as ana', 'S: OK...', 'C: a2 APPEND INBOX {9}', 'S: +...', 'C: DONE', 'S: a6 OK...', 'closed'],
    ],
    [
      'pop3',
      ['USER nobody', 'CAPA', 'USER ana', `PASS ${secret}`, 'STAT', 'LIST', 'RETR 999', 'QUIT'],
      ['C: USER nobody', 'sign in USER as ana', 'S: +OK...', 'C: RETR 999', 'S: -ERR...', 'closed'],
    ],
  ] as const)('what was typed by hand is copied and does the same again: %s', async (protocol, typed, holds) => {
    const first = await openConsole(fixture, at(protocol));
    for (const line of typed) await first.type(line);
    await first.ended();
    const script = await copied(first.state.session);
    expect(script.split('\n')).toEqual(expect.arrayContaining([`connect ${protocol}://127.0.0.1:${practice[protocol].port}`, ...holds]));
    expect(script).not.toContain(secret);
    expect(script).not.toContain(base64(secret));

    const again = await openConsole(fixture, at(protocol));
    expect(await playOn(fixture, again, script)).toEqual({ kind: 'done' });
    await again.ended();
    expect((await again.lines()).join('\n')).not.toContain(secret);
    // Once more the same: what was copied from the second run is what was copied from the first.
    expect(await copied(again.state.session)).toBe(script);
  });

  it('a sign-in takes the password of the account that has the name, by every mechanism', async () => {
    for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5']) {
      const console = await openConsole(fixture, at('smtp'));
      const script = `S: 220...\nC: EHLO pupil\nsign in AUTH ${mechanism} as ana\nS: 235...\nC: QUIT\nclosed\n`;
      expect(await playOn(fixture, console, script)).toEqual({ kind: 'done' });
      expect((await console.recorded()).lines.some(({ decoded }) => decoded?.includes('ana') === true)).toBe(true);
    }
    const nobody = await openConsole(fixture, at('smtp'));
    expect(await playOn(fixture, nobody, 'C: EHLO pupil\n\nsign in AUTH PLAIN as carla\n')).toEqual({
      kind: 'no-account',
      line: 3,
      user: 'carla',
    });
    await nobody.close();
    const wrongPlace = await openConsole(fixture, at('smtp'));
    expect(await playOn(fixture, wrongPlace, 'sign in USER\n')).toMatchObject({
      kind: 'failed',
      line: 1,
      failure: { code: 'mechanism-missing' },
    });
    await wrongPlace.close();
  });

  it('says which line was not answered as expected, what was expected and what came', async () => {
    const console = await openConsole(fixture, at('smtp'));
    const script = '# two greetings\nS: 220...\nC: EHLO pupil\nS: 250-...\nS: 250 ...\nC: NOOP\nS: 421...\nC: QUIT\n';
    expect(await playOn(fixture, console, script)).toEqual({
      kind: 'mismatch',
      line: 7,
      expected: 'S: 421...',
      came: expect.stringMatching(/^250 /),
    });
    expect((await console.lines()).at(-1)).toMatch(/^S: 250 /);
    await console.close();
    const stripped = await openConsole(fixture, at('smtp'));
    expect(await playOn(fixture, stripped, 'C: EHLO pupil\nnot S: 250-STARTTLS\nC: QUIT')).toMatchObject({
      ...{ kind: 'forbidden', line: 2, expected: 'not S: 250-STARTTLS', came: '250-STARTTLS' },
    });
    await stripped.close();
  });

  it('the script of the documentation plays', async () => {
    const page = await readFile(new URL('../../../docs/console.md', import.meta.url), 'utf8');
    const script = /(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+/.exec(page.slice(page.indexOf('## Scripts')))?.[0].replace(/^ {4}/gm, '') ?? '';
    expect(script).toContain('not S: ');
    expect(await playOn(fixture, await openConsole(fixture, at('smtp')), script)).toEqual({ kind: 'done' });
  });

  it('lines without a protocol are compared as they come', async () => {
    const raw = await openConsole(fixture, at('raw'));
    expect(await playOn(fixture, raw, 'S: 220...\nC: NOOP\nS: 250...\nC: QUIT\nS: 221...\nclosed\n')).toEqual({ kind: 'done' });
  });
});

describe('scripts at a server that does what it likes', () => {
  it('waits for what IDLE is for, and tells of a connection that ends in the middle', async () => {
    const fixture = await startEngineFixture({ automatic: false });
    const server = await startScriptedServer(async (connection) => {
      connection.send('* OK hello\r\n');
      const line = await connection.line();
      if (line === 'a1 IDLE') {
        connection.send('+ idling\r\n');
        connection.send('* 3 EXISTS\r\n');
        await connection.line();
        connection.send('a1 OK done\r\n');
      } else connection.close();
      await connection.line();
      connection.close();
    });
    onTestFinished(async () => {
      await fixture.done();
      await server.stop();
    });
    const target = { kind: 'server', protocol: 'imap', host: '127.0.0.1', port: server.port, security: 'none' } as const;
    const idle = await openConsole(fixture, target);
    const script = 'S: * OK...\nC: a1 IDLE\nS: +...\nS: * ... EXISTS\nC: DONE\nS: a1 OK...\n';
    expect(await playOn(fixture, idle, script)).toEqual({ kind: 'done' });
    await idle.close();
    const cut = await openConsole(fixture, target);
    expect(await playOn(fixture, cut, 'C: a1 NOOP\nS: a1 OK...\n')).toEqual({
      kind: 'mismatch',
      line: 2,
      expected: 'S: a1 OK...',
      came: '* OK hello',
    });
    const after = await openConsole(fixture, target);
    expect(await playOn(fixture, after, 'C: a1 NOOP\nclosed\nC: a2 NOOP\n')).toMatchObject({
      kind: 'failed',
      line: 3,
      failure: { code: 'connection-lost' },
    });
  });
});
