import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { findCanary, scanFolder } from '../../support/material/canaries.ts';
import { openConsole } from './console-driver.ts';

const canary = { name: 'console', secret: 'kanarie-Zq7vXw' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the console at the practice server', () => {
  let practice: PracticeServer;
  let fixture: EngineFixture;
  const serverOf = (
    protocol: 'smtp' | 'imap' | 'pop3' | 'raw',
    port: number,
    security: 'none' | 'starttls' | 'tls' = 'none',
  ): ConsoleTarget => ({
    kind: 'server',
    ...{ protocol, host: practice.host, port, security },
  });

  beforeAll(async () => {
    practice = await createPracticeServer({
      accounts: [{ username: 'ana', displayName: 'Ana', password: canary.secret, address: 'ana@practice.test' }],
      smtp: { requireAuthentication: false },
    });
    const login = { host: practice.host, username: 'ana', password: canary.secret };
    const account = (name: string, security: 'none' | 'starttls'): ProvisionedAccount => ({
      name,
      address: 'ana@practice.test',
      incoming: { ...login, security, protocol: 'imap', port: practice.imap.port },
      outgoing: { ...login, security, port: practice.smtp.port },
    });
    fixture = await startEngineFixture({
      accounts: [account('Ana', 'none'), account('Protected', 'starttls')],
      trustedCertificates: [practice.certificate],
      automatic: false,
    });
  });
  afterAll(async () => {
    await fixture?.done();
    await practice?.close();
  });

  it('sends a message typed line by line', async () => {
    const console = await openConsole(fixture, serverOf('smtp', practice.smtp.port));
    const typed = [
      'EHLO pupil',
      'MAIL FROM:<ben@practice.test>',
      'RCPT TO:<ana@practice.test>',
      'DATA',
      'Subject: by hand',
      '',
      'Hello.',
      '.',
      'QUIT',
    ];
    for (const line of typed) await console.type(line);
    const session = await console.ended();
    expect([session.state, session.purpose, session.protocol]).toEqual(['done', 'console', 'smtp']);
    const lines = await console.lines();
    expect(lines.filter((line) => line.startsWith('C: ')).join('\n')).toContain('Subject: by hand\r\n\r\nHello.');
    expect(lines.some((line) => line.startsWith('S: 354'))).toBe(true);
    expect(JSON.stringify(practice.mailbox.snapshot())).toContain('Subject: by hand');
  });

  it('refuses what is no line, and a message before 354', async () => {
    const console = await openConsole(fixture, serverOf('smtp', practice.smtp.port));
    const { id } = console.state;
    expect(await fixture.client.call('console.send', { id, line: 'NOOP\r\nQUIT' })).toMatchObject({ failure: { code: 'input-invalid' } });
    expect(await fixture.client.call('console.sendMessage', { id, text: 'QUIT', stuffing: true })).toMatchObject({
      failure: { code: 'input-invalid' },
    });
    await console.close();
    expect((await console.ended()).state).toBe('done');
    expect((await console.lines()).filter((line) => line.startsWith('C:'))).toEqual([]);
  });

  it('types no password into a message', async () => {
    const console = await openConsole(fixture, serverOf('smtp', practice.smtp.port));
    for (const line of ['HELO pupil', 'MAIL FROM:<ben@practice.test>', 'RCPT TO:<ana@practice.test>', 'DATA']) await console.type(line);
    expect(await console.signIn('Ana', 'PLAIN')).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    await console.close();
    await console.ended();
    expect((await console.lines()).filter((line) => line.startsWith('C:')).at(-1)).toBe('C: DATA');
  });

  it.each([true, false])('stuffs the dots of a block only when asked to: %s', async (stuffing) => {
    const console = await openConsole(fixture, serverOf('smtp', practice.smtp.port));
    for (const line of ['HELO pupil', 'MAIL FROM:<ben@practice.test>', 'RCPT TO:<ana@practice.test>', 'DATA']) await console.type(line);
    unwrap(await fixture.client.call('console.sendMessage', { id: console.state.id, text: 'Subject: dots\n\n.\nNOOP\n', stuffing }));
    await console.type('QUIT');
    await console.ended();
    const bodies = (await console.lines()).filter((line) => line.includes('Subject: dots'));
    // Without stuffing the dot of the text ends the message, and the rest of it is taken for commands.
    expect(bodies).toEqual([stuffing ? 'C: Subject: dots\r\n\r\n..\r\nNOOP' : 'C: Subject: dots']);
  });

  it.each([
    ['smtp', ['EHLO pupil', 'STARTTLS', 'EHLO pupil', 'QUIT']],
    ['imap', ['a1 CAPABILITY', 'a2 STARTTLS', 'a3 CAPABILITY', 'a4 LOGOUT']],
    ['pop3', ['CAPA', 'STLS', 'CAPA', 'QUIT']],
  ] as const)('starts TLS when it is typed: %s', async (protocol, typed) => {
    const console = await openConsole(fixture, serverOf(protocol, practice[protocol].port));
    for (const line of typed) await console.type(line);
    const session = await console.ended();
    expect(session.tls).toContain('TLSv1.3');
    expect((await console.recorded()).lines.filter(({ direction }) => direction === 'note').map(({ note }) => note?.key)).toEqual([
      'connected',
      'starttls',
      'certificate',
      'tls',
      'closed',
    ]);
    const seen = fixture.events.filter(({ name, value }) => name === 'console.changed' && JSON.stringify(value).includes(console.state.id));
    expect(JSON.stringify(seen.at(-1))).toContain('"security":"starttls"');
  });

  it('masks what is typed by hand to sign in, and what the engine types', async () => {
    const byHand = await openConsole(fixture, serverOf('smtp', practice.smtp.port, 'starttls'));
    for (const line of ['EHLO pupil', 'AUTH LOGIN', base64('ana'), base64(canary.secret), 'QUIT']) await byHand.type(line);
    await byHand.ended();
    const lines = await byHand.lines();
    expect(lines).toContain(`C: ${base64('ana')}`);
    expect(lines.some((line) => line.startsWith('S: 235'))).toBe(true);

    for (const mechanism of ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const) {
      const played = await openConsole(fixture, serverOf('smtp', practice.smtp.port));
      await played.type('EHLO pupil');
      expect(await played.signIn('Ana', mechanism)).toEqual({ ok: true, value: { accepted: true } });
      await played.type('QUIT');
      await played.ended();
    }
    const imap = await openConsole(fixture, serverOf('imap', practice.imap.port));
    await imap.type(`a1 LOGIN ana ${canary.secret}`);
    await imap.type('a2 LOGOUT');
    const pop3 = await openConsole(fixture, serverOf('pop3', practice.pop3.port));
    for (const line of ['USER ana', `PASS ${canary.secret}`, 'STAT', 'QUIT']) await pop3.type(line);
    const raw = await openConsole(fixture, serverOf('raw', practice.pop3.port));
    for (const line of ['USER ana', `PASS ${canary.secret}`, 'QUIT']) await raw.type(line);
    for (const each of [imap, pop3, raw]) await each.ended();
    expect((await raw.lines()).filter((line) => line.startsWith('C: PASS'))).toEqual([`C: PASS ${'*'.repeat(canary.secret.length)}`]);

    expect(findCanary(Buffer.from(JSON.stringify(fixture.events)), [canary])).toEqual([]);
    for (const each of [byHand, imap, pop3, raw]) expect(findCanary(Buffer.from((await each.lines()).join('\n')), [canary])).toEqual([]);
    await fixture.close();
    expect(await scanFolder(fixture.folder, [canary])).toEqual([]);
  });
});

describe('the password of an account', () => {
  it('a password goes nowhere but to its own server', async () => {
    const practice = await createPracticeServer();
    const other = await createPracticeServer();
    const login = { host: practice.host, username: 'ana', password: 'practice' };
    const fixture = await startEngineFixture({
      accounts: [
        {
          name: 'Ana',
          address: 'ana@practice.test',
          incoming: { ...login, security: 'starttls', protocol: 'imap', port: practice.imap.port },
          outgoing: { ...login, security: 'starttls', port: practice.smtp.port },
        },
      ],
      trustedCertificates: [practice.certificate, other.certificate],
      automatic: false,
    });
    try {
      const elsewhere = await openConsole(fixture, {
        kind: 'server',
        protocol: 'smtp',
        host: other.host,
        port: other.smtp.port,
        security: 'starttls',
      });
      expect(elsewhere.state.signIns).toEqual([]);
      await elsewhere.type('EHLO pupil');
      expect(await elsewhere.signIn('Ana', 'PLAIN')).toMatchObject({ ok: false, failure: { code: 'password-bound' } });
      // The right server, less protected than the account has it.
      const clear = await openConsole(fixture, {
        kind: 'server',
        protocol: 'smtp',
        host: practice.host,
        port: practice.smtp.port,
        security: 'none',
      });
      expect(clear.state.signIns).toMatchObject([{ accountName: 'Ana', isAllowed: false }]);
      await clear.type('EHLO pupil');
      expect(await clear.signIn('Ana', 'PLAIN')).toMatchObject({ ok: false, failure: { code: 'password-bound' } });
      expect((await clear.lines()).filter((line) => line.startsWith('C:'))).toEqual(['C: EHLO pupil']);
      await clear.type('STARTTLS');
      await clear.type('EHLO pupil');
      expect(await clear.signIn('Ana', 'PLAIN')).toEqual({ ok: true, value: { accepted: true } });
      const { id } = unwrap(await fixture.client.call('accounts.list', {}))[0] ?? { id: '' };
      const own = await openConsole(fixture, { kind: 'account', accountId: id, side: 'incoming' });
      expect([own.state.security, own.state.signIns.map(({ isAllowed }) => isAllowed)]).toEqual(['starttls', [true]]);
      expect(await own.signIn('Ana', 'LOGIN', 'incoming')).toEqual({ ok: true, value: { accepted: true } });
    } finally {
      await fixture.done();
      await practice.close();
      await other.close();
    }
  });
});
