/** The same command line against a real mail host: Dovecot for IMAP and POP3, Postfix for submission with AUTH LOGIN after STARTTLS. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAccountsFile } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { cli, createFolders, jsonLines } from './terminal-program.ts';

const secrets = { ana: 'Canary-ana-on-dovecot', ben: 'Canary-ben-on-dovecot' };
const message = [
  'From: Ana <ana@example.test>',
  'To: ben@example.test',
  'Subject: Through Postfix',
  'Message-ID: <through-postfix@example.test>',
  '',
  'Line one',
  '.dot',
  'ñandú',
  '',
].join('\n');

describeWithServers(['dovecot', 'postfix'], 'the command line against Dovecot and Postfix', () => {
  const folders = createFolders();
  let host: MailHost;
  let accounts: string;
  const described = (user: 'ana' | 'ben', choices: Parameters<MailHost['account']>[1] = {}) => host.account(user, choices);

  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: Object.entries(secrets).map(([name, password]) => ({ name, password })) });
    accounts = await writeAccountsFile({
      folder: folders.files(),
      accounts: [described('ana')],
      trustedCertificates: [host.trustedCertificate],
    });
  });
  afterAll(async () => {
    await host?.stop();
    folders.remove();
  });

  it('sends with CRLF, says what Postfix answered, and the recipient finds it by IMAP and by POP3', async () => {
    const data = folders.data();
    const sent = await cli(['send', '--data-dir', data, '--accounts', accounts, '--account', 'ana', '--to', 'ben@example.test', '--json'], {
      input: message,
      launched: true,
    });
    expect(sent.status, sent.stderr).toBe(0);
    const report = JSON.parse(sent.stdout) as { queueId: string };
    expect(report).toMatchObject({
      state: 'accepted',
      reply: expect.stringMatching(/^250 2\.0\.0 Ok: queued as /),
      recipients: [{ address: 'ben@example.test', state: 'accepted' }],
    });
    expect(report.queueId).toMatch(/^[0-9A-Za-z]+$/);
    for (const line of ['C: STARTTLS', 'C: AUTH LOGIN', 'C: RCPT TO:<ben@example.test>', `S: 250 2.0.0 Ok: queued as ${report.queueId}`])
      expect(sent.stderr).toContain(line);
    for (const text of [secrets.ana, Buffer.from(secrets.ana).toString('base64')]) expect(sent.stdout + sent.stderr).not.toContain(text);

    await expect.poll(async () => (await host.dovecot.mail.messages('ben')).length, { timeout: 30_000 }).toBeGreaterThan(0);
    for (const protocol of ['imap', 'pop3'] as const) {
      const file = await writeAccountsFile({
        folder: folders.files(),
        accounts: [described('ben', { protocol })],
        trustedCertificates: [host.trustedCertificate],
      });
      const mailbox = folders.data();
      const synced = await cli(['sync', '--data-dir', mailbox, '--accounts', file, '--json']);
      expect(synced.status, synced.stderr).toBe(0);
      const [account] = (
        JSON.parse(synced.stdout) as { accounts: { folders: { path: string; held: number; server: number; new: number }[] }[] }
      ).accounts;
      expect(account?.folders.find(({ path }) => path.toUpperCase() === 'INBOX')).toMatchObject({ held: 1, server: 1, new: 1 });
      const sessions = jsonLines((await cli(['log', '--data-dir', mailbox, '--list', '--json'])).stdout);
      expect(sessions.some((session) => session.protocol === protocol && session.state === 'done')).toBe(true);
      const lines = (
        await Promise.all(
          sessions.map(async ({ id }) => jsonLines((await cli(['log', '--data-dir', mailbox, String(id), '--json'])).stdout)),
        )
      ).flat();
      const received = Buffer.concat(
        lines.filter(({ direction }) => direction === 'server').map(({ bytes }) => Buffer.from(String(bytes), 'base64')),
      ).toString('utf8');
      expect(received).toContain('Subject: Through Postfix\r\n');
      expect(received).toContain('ñandú\r\n');
    }
  });

  it('the copy for Sent is on the server', async () => {
    const { stdout } = await cli(['sync', '--data-dir', folders.data(), '--accounts', accounts, '--json']);
    const [account] = (JSON.parse(stdout) as { accounts: { folders: { path: string; server: number }[] }[] }).accounts;
    expect(account?.folders.find(({ path }) => /sent/i.test(path))?.server).toBe(1);
  });

  it('a recipient that Postfix refuses is named with its line', async () => {
    const sent = await cli(
      ['send', '--data-dir', folders.data(), '--accounts', accounts, '--account', 'ana', '--to', 'nobody@example.test', '--json'],
      { input: message },
    );
    expect(sent.status).toBe(1);
    expect(JSON.parse(sent.stdout)).toMatchObject({
      state: 'refused',
      recipients: [{ address: 'nobody@example.test', state: 'refused', reply: expect.stringMatching(/^550 /) }],
    });
    expect(sent.stderr.trimEnd().split('\n').at(-1)).toMatch(/^postglass: .*550 /);
  });

  it.each(['imap', 'pop3'] as const)('a wrong password by %s ends with status 1 and Dovecot’s own line', async (protocol) => {
    const account = described('ben', { protocol });
    const file = await writeAccountsFile({
      folder: folders.files(),
      accounts: [{ ...account, incoming: { ...account.incoming, password: 'wrong-canary' } }],
      trustedCertificates: [host.trustedCertificate],
    });
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', folders.data(), '--accounts', file]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: .*AUTH.*\n$/i);
    expect(stdout + stderr).not.toContain('wrong-canary');
  });

  it('a certificate that nobody vouches for is refused before the password leaves', async () => {
    const file = await writeAccountsFile({ folder: folders.files(), accounts: [described('ana')] });
    const data = folders.data();
    const { status, stderr } = await cli(['sync', '--data-dir', data, '--accounts', file]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: .*certificate/i);
    expect((await cli(['log', '--data-dir', data, '--last'])).stdout).not.toMatch(/C: \S+ (LOGIN|AUTHENTICATE)/);
  });
});
