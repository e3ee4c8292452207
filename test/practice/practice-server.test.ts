import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createCertificate } from '../../electron/practice/certificate.ts';
import { createPracticeServer } from '../../electron/practice/practice-server.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial, dialSubmission, smtpReply, startPractice, submit } from './practice-fixture.ts';

describe('The practice server', () => {
  it('shows an observer every octet both ways, under TLS the plain ones', async () => {
    const seen: Record<string, Buffer[]> = { client: [], server: [] };
    const server = await startPractice({ observe: (_id, _protocol, direction, bytes) => seen[direction]?.push(Buffer.from(bytes)) });
    const client = await dial(server, 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    await client.ask('STARTTLS', smtpReply);
    await client.startTls(server.certificate);
    await client.ask('EHLO me.test', smtpReply);
    await client.ask('AUTH PLAIN AGFuYQBwcmFjdGljZQ==', smtpReply);
    await submit(client, `Subject: x\r\n\r\n${'ñ'.repeat(200)}\r\n..`, ['ben@practice.test']);
    await client.ask('QUIT', smtpReply);
    await client.end();
    expect(Buffer.concat(seen.client ?? [])).toEqual(client.sent());
    expect(Buffer.concat(seen.server ?? [])).toEqual(client.received());
  });

  it('closes cleanly with conversations open, and frees its ports', async () => {
    const server = await createPracticeServer();
    const client = await dial(server, 'imap');
    const submission = await dialSubmission(server);
    client.send('a LOGIN ana practice\r\nb SELECT INBOX\r\nc IDLE\r\n');
    await client.expect(/\+ idling\r\n/);
    await submission.ask('MAIL FROM:<ana@practice.test>', smtpReply);
    const ports = [server.smtp, server.imap, server.pop3].flatMap((listener) => [listener.port, listener.tlsPort]);
    await server.close();
    expect(new Set(ports).size).toBe(6);
    for (const port of ports) await expect(reach(port)).rejects.toThrow('ECONNREFUSED');
  });

  it('says so when a port is taken, and leaves nothing open', async () => {
    const first = await startPractice();
    await expect(createPracticeServer({ pop3: { port: first.pop3.port } })).rejects.toThrow('EADDRINUSE');
  });

  it('listens on the loopback address only', async () => {
    const server = await startPractice();
    expect(server.host).toBe('127.0.0.1');
    await expect(reach(server.smtp.port, '127.0.0.2')).rejects.toThrow('ECONNREFUSED');
  });

  it('writes the same for the same clock', async () => {
    const speak = async () => {
      const server = await startPractice({ clock: createManualClock(), sampleMail: true });
      await submit(await dialSubmission(server), 'Subject: x\r\n\r\nx', ['nobody@practice.test']);
      return server.mailbox.snapshot();
    };
    expect(await speak()).toEqual(await speak());
  });

  it('can show an expired certificate, or one for another name', async () => {
    const now = Date.now();
    const expired = await startPractice({ certificate: await createCertificate({ now, expired: true }) });
    await expect(verify(expired.imap.tlsPort, expired.certificate, 'localhost')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    const other = await startPractice({ certificate: await createCertificate({ now, names: ['other.test'] }) });
    await expect(verify(other.imap.tlsPort, other.certificate, 'localhost')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const good = await startPractice();
    await expect(verify(good.imap.tlsPort, good.certificate, 'practice.test')).resolves.toBe(true);
    await expect(verify(good.imap.tlsPort, undefined, 'localhost')).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('takes a message of 20 MB by SMTP and gives it back by POP3', async () => {
    const server = await startPractice();
    const body = 'a line of text that is repeated often\r\n'.repeat(525_000);
    await submit(await dialSubmission(server), `Subject: big\r\n\r\n${body}`, ['ana@practice.test']);
    const { dialPop3 } = await import('./practice-fixture.ts');
    const client = await dialPop3(server);
    const size = server.mailbox.snapshot().ana?.INBOX?.messages[0]?.source.length ?? 0;
    expect(size).toBeGreaterThan(20_000_000);
    expect(await client.ask('LIST 1', /^.*\r\n/)).toBe(`+OK 1 ${size}\r\n`);
  });
});

function reach(port: number, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}

function verify(port: number, ca: string | undefined, servername: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: '127.0.0.1', ca, servername }, () => {
      socket.destroy();
      resolve(socket.authorized);
    });
    socket.on('error', reject);
  });
}
