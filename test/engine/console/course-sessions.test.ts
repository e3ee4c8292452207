/** What a course has its students type, typed at the practice server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import {
  commandTable,
  emptied,
  imapSession,
  inCapitals,
  incoming,
  lenientGreeting,
  listed,
  type Names,
  pop3Table,
  signedIn,
  typeSession,
} from './course-sessions.ts';

const password = 'Which?Which?';
const people = ['hunter', 'johanna', 'craig', 'tabea', 'usuaria'];

describe('a session of a course, typed at the practice server', () => {
  let practice: PracticeServer;
  let fixture: EngineFixture;
  const names = (user: string): Names => ({
    user,
    password,
    address: `${user}@practice.test`,
    stranger: 'receiver@elsewhere.example',
  });
  const at = (port: number | undefined) => ({ host: practice.host, port: port ?? 0 });
  const textsOf = (user: string) => practice.mailbox.snapshot()[user]?.INBOX?.messages.map(({ source }) => source) ?? [];

  beforeAll(async () => {
    practice = await createPracticeServer({
      classroom: true,
      accounts: people.map((user) => ({ username: user, displayName: user, password, address: `${user}@practice.test` })),
    });
    for (const account of practice.accounts.filter(({ username }) => username !== 'usuaria'))
      for (const number of [1, 2, 3])
        practice.mailbox.mailboxOf(account).inbox.append({
          bytes: Buffer.from(`Subject: message ${number}\r\n\r\nThe text of message ${number}.\r\n`),
          internalDate: Date.UTC(2026, 0, number),
        });
    fixture = await startEngineFixture({ automatic: false });
  });
  afterAll(async () => {
    await fixture?.done();
    await practice?.close();
  });

  it('a wrong word and a HELO without a name, at one that is lenient', () =>
    typeSession(fixture, at(practice.classroom?.lenient.port), lenientGreeting));

  it.each(['ehlo', 'EHLO desk.example'])('AUTH LOGIN in base64 behind %s, and a message to another provider', async (greeting) => {
    const place = greeting === 'ehlo' ? practice.classroom?.lenient : practice.smtp;
    const before = practice.mailbox.accepted.length;
    const lines = await typeSession(fixture, at(place?.port), signedIn(names('usuaria'), greeting));
    expect(lines.join('\n')).not.toContain(Buffer.from(password).toString('base64'));
    expect(practice.mailbox.accepted.slice(before)).toMatchObject([{ recipients: ['receiver@elsewhere.example'], username: 'usuaria' }]);
  });

  it('mail from anybody to somebody who lives there, and the same in capitals', async () => {
    const mx = at(practice.classroom?.mx.port);
    await typeSession(fixture, mx, incoming(names('usuaria')));
    await typeSession(fixture, mx, inCapitals(names('usuaria')));
    const [first = '', second = ''] = textsOf('usuaria');
    expect(first).toContain('Nothing but a text.');
    expect(second).toContain('Good morning!');
    expect(first).toMatch(/^Return-Path: <receiver@elsewhere\.example>\r\nReceived: from desk\.example /);
  });

  it('every command of SMTP, and mail for elsewhere, which is not relayed for strangers', () =>
    typeSession(fixture, at(practice.classroom?.mx.port), commandTable(names('usuaria'))));

  it('MAIL without having signed in, at a server for sending', () =>
    typeSession(fixture, at(practice.smtp.port), {
      protocol: 'smtp',
      greeting: /^220 /,
      typed: [
        ['EHLO desk.example', /^250 /],
        ['MAIL FROM:<usuaria@practice.test>', /^530 5\.7\.0 /],
        ['QUIT', /^221 /],
      ],
      ends: true,
    }));

  it('POP3: three messages are read and taken away, and gone after QUIT', async () => {
    await typeSession(fixture, at(practice.pop3.port), emptied(names('hunter')));
    expect(textsOf('hunter')).toEqual([]);
  });

  it('POP3 in small letters, and every command of it', async () => {
    await typeSession(fixture, at(practice.pop3.port), listed(names('johanna')));
    await typeSession(fixture, at(practice.pop3.port), pop3Table(names('tabea')));
    expect([textsOf('johanna').length, textsOf('tabea').length]).toEqual([3, 3]);
  });

  it('IMAP: read, marked, and gone after CLOSE', async () => {
    await typeSession(fixture, at(practice.imap.port), imapSession(names('craig')));
    expect(textsOf('craig').map((text) => /message \d/.exec(text)?.[0])).toEqual(['message 2', 'message 3']);
  });

  it('a port on which nobody listens', async () => {
    const target = { kind: 'server', protocol: 'smtp', host: practice.host, port: 1, security: 'none' } as const;
    expect(await fixture.client.call('console.open', { id: 'closed', target })).toMatchObject({
      failure: { code: 'connection-refused', port: 1 },
    });
  });

  it('the MX records of a domain, the ways to a domain without one, and a domain that does not exist', async () => {
    const server = at(practice.classroom?.names.port);
    const ask = async (name: string, type: string) => unwrap(await fixture.client.call('dns.ask', { name, type, server }));
    const { answers, additionals, status } = await ask('practice.test', 'MX');
    expect(status).toBe('NOERROR');
    expect(answers.map(({ data }) => data).sort()).toEqual(['10 mx1.practice.test.', '20 mx2.practice.test.']);
    expect(additionals.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(['mx1.practice.test. A', 'mx2.practice.test. A']);
    expect((await ask('no-mx.test', 'MX')).answers).toEqual([]);
    expect((await ask('no-mx.test', 'A')).answers).toHaveLength(1);
    expect((await ask('no-mail.test', 'MX')).answers.map(({ data }) => data)).toEqual(['0 .']);
    expect((await ask('nowhere.test', 'MX')).status).toBe('NXDOMAIN');
  });
});
