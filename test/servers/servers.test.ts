import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaries } from '../support/material/canaries.ts';
import { writeAccountsFile } from './accounts-file.ts';
import { decideSuite, describeWithServers } from './availability.ts';
import { type DovecotServer, startDovecot } from './dovecot/dovecot.ts';
import { connectLineClient } from './line-client.ts';
import { type MailHost, startMailHost } from './mail-host.ts';

const runProgram = promisify(execFile);
// Every character that a passwd-file, a shell or a quoted string could trip over.
const ana = { name: 'ana', password: 'pa:ss "wö\\rd" {7} %41' };
const bento = { name: 'bento', password: 'bento' };

async function readOverImap({ server, security }: { server: DovecotServer; security: 'none' | 'starttls' | 'tls' }): Promise<string[]> {
  const client = new ImapFlow({
    host: server.host,
    port: security === 'tls' ? server.ports.imaps : server.ports.imap,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: { ca: server.trustedCertificate },
    auth: { user: ana.name, pass: ana.password },
    logger: false,
  });
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    const messages = await client.fetchAll('1:*', { source: true });
    return messages.map(({ source }) => source?.toString('latin1') ?? '');
  } finally {
    await client.logout();
  }
}

async function readOverPop3({ server }: { server: DovecotServer }): Promise<string> {
  const client = await connectLineClient({ endpoint: { host: server.host, port: server.ports.pop3 } });
  await client.expect(/^\+OK.*\r\n/);
  await client.ask('STLS', /^\+OK.*\r\n/);
  await client.startTls(server.trustedCertificate);
  await client.ask(`USER ${ana.name}`, /^\+OK.*\r\n/);
  await client.ask(`PASS ${ana.password}`, /^\+OK.*\r\n/);
  const answer = await client.ask('RETR 1', /\r\n\.\r\n/);
  await client.ask('QUIT', /^\+OK.*\r\n/);
  await client.end();
  return answer.slice(answer.indexOf('\r\n') + 2, -3);
}

describeWithServers(['dovecot'], 'Dovecot', () => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot({ users: [ana, bento] });
    await server.mail.deliver('ana', 'Subject: first\n\nhello\n', { date: new Date('2024-02-29T12:00:00Z') });
  });
  afterAll(() => server?.stop());

  it.each(['none', 'starttls', 'tls'] as const)('serves a delivered message over IMAP with security %s', async (security) => {
    expect(await readOverImap({ server, security })).toEqual(['Subject: first\r\n\r\nhello\r\n']);
  });

  it('serves the same bytes over POP3', async () => {
    expect(await readOverPop3({ server })).toBe('Subject: first\r\n\r\nhello\r\n');
  });

  it('shows on disk which flags, keywords and folders a client has made', async () => {
    const client = await connectLineClient({ endpoint: { host: server.host, port: server.ports.imap } });
    await client.ask('a LOGIN bento bento', /a OK/);
    await client.ask('b CREATE Projects/Postglass', /b OK/);
    await client.ask('c APPEND Projects/Postglass (\\Flagged $Work) {6+}\r\na: b\r\n', /c OK/);
    await client.ask('d LOGOUT', /d OK/);
    await client.end();
    expect(await server.mail.folders('bento')).toContain('Projects.Postglass');
    const [message] = await server.mail.messages('bento', 'Projects/Postglass');
    expect(message?.flags).toEqual(['$Work', '\\Flagged']);
    expect(message?.wire.toString()).toBe('a: b\r\n');
  });

  it('offers the challenge mechanisms and special-use folders', async () => {
    const client = await connectLineClient({ endpoint: { host: server.host, port: server.ports.imap } });
    expect(await client.expect(/\r\n/)).toMatch(/AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=DIGEST-MD5 AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256/);
    await client.ask('a LOGIN bento bento', /a OK/);
    expect(await client.ask('b LIST (SPECIAL-USE) "" *', /b OK/)).toMatch(/\\Sent\) "\/" Sent/);
    client.destroy();
  });
});

describe('a suite that needs servers', () => {
  it('is skipped with the reason where one is missing, and fails where all were promised', () => {
    expect(decideSuite({ reasons: [], isRequired: true })).toBe('run');
    expect(decideSuite({ reasons: ['no Dovecot'], isRequired: false })).toBe('skip');
    expect(decideSuite({ reasons: ['no Dovecot'], isRequired: true })).toBe('fail');
  });
});

describeWithServers(['dovecot'], 'Dovecot with fewer capabilities and other settings', () => {
  it('announces only what it was told to, and numbers messages its own way', async () => {
    const server = await startDovecot({
      users: [bento],
      imapCapability: 'IMAP4rev1 LITERAL+',
      pop3UidlFormat: 'n%g',
      mechanisms: ['plain'],
    });
    try {
      await server.mail.deliver('bento', 'Subject: one\n\n.\n');
      const imap = await connectLineClient({ endpoint: { host: server.host, port: server.ports.imap } });
      await imap.ask('a LOGIN bento bento', /a OK/);
      const capability = await imap.ask('b CAPABILITY', /b OK/);
      expect(capability).toContain('* CAPABILITY IMAP4rev1 LITERAL+\r\n');
      imap.destroy();
      const pop3 = await connectLineClient({ endpoint: { host: server.host, port: server.ports.pop3 } });
      expect(await pop3.ask('CAPA', /\r\n\.\r\n/)).toContain('SASL PLAIN\r\n');
      await pop3.ask('USER bento', /\+OK.*\r\n/);
      await pop3.ask('PASS bento', /\+OK.*\r\n/);
      expect(await pop3.ask('UIDL', /\r\n\.\r\n/)).toMatch(/^1 n\d+\.M.*\.test\r\n/m);
      pop3.destroy();
    } finally {
      await server.stop();
    }
  });
});

describeWithServers(['dovecot', 'postfix', 'exim', 'sendmail'], 'users whose passwords are canaries', () => {
  const users = canaries.map(({ secret }, index) => ({ name: `user${index}`, password: secret }));
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

  it.each(['postfix', 'exim', 'sendmail'] as const)('can log in everywhere with %s', async (kind) => {
    const host = await startMailHost({ kind, users });
    try {
      const { ports } = host.submission;
      for (const { name, password } of users) {
        const mail = await connectLineClient({ endpoint: { host: host.dovecot.host, port: host.dovecot.ports.imap } });
        await mail.ask(`a LOGIN ${name} {${Buffer.byteLength(password)}+}\r\n${password}`, /a OK/);
        mail.destroy();
        const submission = await connectLineClient({ endpoint: { host: host.submission.host, port: ports.clear } });
        await submission.expect(/^220 .*\r\n/);
        await submission.ask('EHLO client.example', /^250 .*\r\n/m);
        await submission.ask(`AUTH PLAIN ${base64(`\0${name}\0${password}`)}`, /^235 /);
        submission.destroy();
      }
    } finally {
      await host.stop();
    }
  });
});

describeWithServers(['dovecot'], 'Dovecot without passwords in clear', () => {
  it('does not let anyone log in before TLS', async () => {
    const server = await startDovecot({ users: [bento], plaintextAuth: false });
    try {
      const client = await connectLineClient({ endpoint: { host: server.host, port: server.ports.imap } });
      expect(await client.expect(/\r\n/)).toContain('LOGINDISABLED');
      await client.ask('a LOGIN bento bento', /a NO \[PRIVACYREQUIRED\]/);
      await client.ask('b STARTTLS', /b OK.*\r\n/);
      await client.startTls(server.trustedCertificate);
      await client.ask('c LOGIN bento bento', /c OK/);
      client.destroy();
    } finally {
      await server.stop();
    }
  });
});

describe.each(['postfix', 'exim', 'sendmail'] as const)('a mail host with %s', (kind) => {
  describeWithServers(['dovecot', kind, 'swaks'], `submission through ${kind}`, () => {
    let host: MailHost;
    beforeAll(async () => {
      host = await startMailHost({ kind, users: [ana, bento] });
    });
    afterAll(() => host?.stop());

    const send = (port: number, to: string, ...more: string[]) =>
      runProgram('swaks', [
        ...['--server', '127.0.0.1', '--port', String(port), '--auth-user', ana.name, '--auth-password', ana.password],
        ...['--from', 'ana@example.test', '--to', to, '--header', 'Subject: by hand', '--body', 'Olá, mundo', ...more],
      ]);

    it('delivers what was sent with AUTH LOGIN after STARTTLS where IMAP and POP3 read it', async () => {
      const { stdout } = await send(host.submission.ports.submission, 'ana@example.test', '-tls', '--auth', 'LOGIN');
      expect(stdout).toMatch(/~> AUTH LOGIN/);
      const [stored] = await host.dovecot.mail.waitFor('ana', (messages) => messages.length === 1);
      expect(stored?.raw.toString()).toContain('Olá, mundo');
      const wire = stored?.wire.toString('latin1');
      expect(await readOverImap({ server: host.dovecot, security: 'starttls' })).toEqual([wire]);
      expect(await readOverPop3({ server: host.dovecot })).toBe(wire);
    });

    it('delivers through the TLS port and, with CRAM-MD5, through the clear one', async () => {
      await send(host.submission.ports.submissions, 'bento@example.test', '-tlsc', '--auth', 'PLAIN');
      await send(host.submission.ports.clear, 'bento@example.test', '--auth', 'CRAM-MD5');
      await host.dovecot.mail.waitFor('bento', (messages) => messages.length === 2);
    });

    it('offers no log-in before STARTTLS on the submission port', async () => {
      const client = await connectLineClient({ endpoint: { host: host.submission.host, port: host.submission.ports.submission } });
      await client.expect(/^220 .*\r\n/);
      const answer = await client.ask('EHLO client.example', /^250 .*\r\n/m);
      expect(answer).toContain('STARTTLS');
      expect(answer).not.toContain('AUTH');
      client.destroy();
    });

    it('refuses an unknown recipient, a wrong password and mail for elsewhere', async () => {
      const { clear } = host.submission.ports;
      await expect(send(clear, 'nobody@example.test', '--auth', 'LOGIN')).rejects.toMatchObject({
        stdout: expect.stringMatching(/<\*\* 550 /),
      });
      await expect(send(clear, 'x@elsewhere.example', '--auth', 'LOGIN')).rejects.toMatchObject({
        stdout: expect.stringMatching(/<\*\* 550 /),
      });
      const wrong = send(clear, 'ana@example.test', '--auth', 'LOGIN', '--auth-password', 'wrong');
      await expect(wrong).rejects.toMatchObject({ stdout: expect.stringMatching(/<\*\* 535 /) });
    });

    it('returns a bounce to the sender', async () => {
      await send(host.submission.ports.clear, 'bounces@example.test', '--auth', 'PLAIN');
      const isReport = ({ raw }: { raw: Buffer }) => raw.includes('report-type=delivery-status');
      await host.dovecot.mail.waitFor('ana', (messages) => messages.some(isReport));
    });

    it('describes its accounts in a provisioning file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'postglass-accounts-'));
      try {
        const account = host.account('ana', { protocol: 'pop3', security: 'tls', outgoingSecurity: 'starttls' });
        const path = await writeAccountsFile({ folder, accounts: [account], trustedCertificates: [host.trustedCertificate] });
        expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
          accounts: [
            {
              address: 'ana@example.test',
              incoming: { protocol: 'pop3', port: host.dovecot.ports.pop3s, security: 'tls', password: ana.password },
              outgoing: { port: host.submission.ports.submission, security: 'starttls', mechanism: 'LOGIN' },
            },
          ],
          trustedCertificates: ['trusted-1.pem'],
        });
        expect(await readFile(join(folder, 'trusted-1.pem'), 'utf8')).toBe(host.trustedCertificate);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
});

describeWithServers(['dovecot'], 'a test process that is killed', () => {
  it('leaves no server behind', async () => {
    const module = fileURLToPath(new URL('./dovecot/dovecot.ts', import.meta.url));
    const script = `const { startDovecot } = await import(${JSON.stringify(module)});
      const server = await startDovecot({ users: [] });
      console.log(server.ports.imap);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const port = Number(String(line));
    const isListening = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
        socket.on('connect', () => socket.destroy());
      });
    expect(await isListening()).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(isListening, { timeout: 5_000 }).toBe(false);
  });
});
