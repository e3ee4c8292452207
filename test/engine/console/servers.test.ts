import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConsoleMechanism } from '../../../electron/contract/console.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { findCanary } from '../../support/material/canaries.ts';
import { onServers } from '../../support/server-settings.ts';
import { openConsole } from './console-driver.ts';

describeWithServers(['dovecot', 'postfix'], 'the console at Dovecot and Postfix', () => {
  let host: MailHost;
  let fixture: EngineFixture;
  beforeAll(async () => {
    host = await startMailHost({
      kind: 'postfix',
      users: [{ name: 'ana', password: 'kanarie-Zq7vXw' }],
    });
    fixture = await startEngineFixture({
      accounts: [host.account('ana')],
      trustedCertificates: [host.trustedCertificate],
      automatic: false,
    });
  });
  afterAll(async () => {
    await fixture?.done();
    await host?.stop();
  });
  const accountOf = async () => {
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    if (!account) throw new Error('no account');
    return account;
  };

  it('sends through Postfix and reads from Dovecot, all by hand', async () => {
    const account = await accountOf();
    const address = account.settings.address;
    const { host: name, port } = onServers(account.settings).outgoing;
    const smtp = await openConsole(fixture, { kind: 'server', protocol: 'smtp', host: name, port, security: 'none' });
    for (const line of ['EHLO pupil', 'STARTTLS', 'EHLO pupil', 'AUTH LOGIN']) await smtp.type(line);
    for (const answer of ['ana', 'kanarie-Zq7vXw']) await smtp.type(Buffer.from(answer).toString('base64'));
    for (const line of [`MAIL FROM:<${address}>`, `RCPT TO:<${address}>`, 'DATA', 'Subject: by hand', '', 'Hello.', '.', 'QUIT'])
      await smtp.type(line);
    expect((await smtp.ended()).state).toBe('done');
    expect((await smtp.lines()).some((line) => /^S: 250 2\.0\.0 Ok: queued as/.test(line))).toBe(true);

    const imap = await openConsole(fixture, { kind: 'account', accountId: account.id, side: 'incoming' });
    await imap.type('a1 LOGIN ana kanarie-Zq7vXw');
    await fixture.until('the message', async () => {
      await imap.type('a2 SELECT INBOX');
      return (await imap.lines()).some((line) => line === 'S: * 1 EXISTS');
    });
    for (const line of ['a3 FETCH 1 BODY[TEXT]', 'a4 LOGOUT']) await imap.type(line);
    expect((await imap.ended()).state).toBe('done');
    const lines = await imap.lines();
    expect(lines).toContain('S: Hello.');
    expect(lines.join('\n')).not.toContain('kanarie');
  });

  it.each<[ConsoleMechanism, 'incoming' | 'outgoing']>([
    ['PLAIN', 'incoming'],
    ['LOGIN', 'incoming'],
    ['CRAM-MD5', 'incoming'],
    ['SCRAM-SHA-256', 'incoming'],
    ['SCRAM-SHA-256', 'outgoing'],
    ['PLAIN', 'outgoing'],
    ['LOGIN', 'outgoing'],
  ])('plays %s for the %s side', async (mechanism, side) => {
    const account = await accountOf();
    const console = await openConsole(fixture, { kind: 'account', accountId: account.id, side });
    if (side === 'outgoing') await console.type('EHLO pupil');
    expect(await console.signIn(account.settings.name, mechanism, side)).toEqual({ ok: true, value: { accepted: true } });
    expect(findCanary(Buffer.from((await console.lines()).join('\n')), [{ name: 'ana', secret: 'kanarie-Zq7vXw' }])).toEqual([]);
    await console.close();
  });
});
