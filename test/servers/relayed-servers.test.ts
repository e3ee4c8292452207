import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../support/certificates.ts';
import { startRecordingRelay } from '../support/relay/recording-relay.ts';
import type { StarttlsProtocol } from '../support/relay/starttls-dialogue.ts';
import { describeWithServers } from './availability.ts';
import { connectLineClient, type LineClient } from './line-client.ts';
import { type MailHost, startMailHost } from './mail-host.ts';

type Security = 'none' | 'starttls' | 'tls';

/** What a person would type: each line with the answer to wait for. `secure` is where the connection changes to TLS. */
interface Script {
  greeting: RegExp;
  starttls: [string, RegExp];
  lines: [string, RegExp][];
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const message = 'From: ana@example.test\r\nTo: ana@example.test\r\nSubject: relayed\r\n\r\n..dots and \x80 bytes\r\n.';

const scripts: Record<StarttlsProtocol, Script> = {
  smtp: {
    greeting: /^220 .*\r\n/,
    starttls: ['STARTTLS', /^220 .*\r\n/],
    lines: [
      ['EHLO client.example', /^250 .*\r\n/m],
      ['AUTH LOGIN', /^334 .*\r\n/],
      [base64('ana'), /^334 .*\r\n/],
      [base64('señora'), /^235 .*\r\n/],
      ['MAIL FROM:<ana@example.test>', /^250 .*\r\n/],
      ['RCPT TO:<ana@example.test>', /^250 .*\r\n/],
      ['DATA', /^354 .*\r\n/],
      [message, /^250 .*\r\n/],
      ['QUIT', /^221 .*\r\n/],
    ],
  },
  imap: {
    greeting: /^\* OK .*\r\n/,
    starttls: ['1 STARTTLS', /^1 OK .*\r\n/m],
    lines: [
      ['2 LOGIN ana {7}', /^\+ .*\r\n/],
      ['señora', /^2 OK .*\r\n/m],
      ['3 SELECT INBOX', /^3 OK .*\r\n/m],
      ['4 FETCH 1:* BODY.PEEK[]', /^4 OK .*\r\n/m],
      ['5 LOGOUT', /^5 OK .*\r\n/m],
    ],
  },
  pop3: {
    greeting: /^\+OK.*\r\n/,
    starttls: ['STLS', /^\+OK.*\r\n/],
    lines: [
      ['USER ana', /^\+OK.*\r\n/],
      ['PASS señora', /^\+OK.*\r\n/],
      ['RETR 1', /\r\n\.\r\n/],
      ['QUIT', /^\+OK.*\r\n/],
    ],
  },
};

describeWithServers(['dovecot', 'postfix'], 'a recording relay before real servers', () => {
  let host: MailHost;
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;
  const cleanUp: (() => unknown)[] = [];

  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [{ name: 'ana', password: 'señora' }] });
    await host.dovecot.mail.deliver('ana', 'Subject: waiting\n\n.a line that begins with a dot\n');
    // The relay's own authority: a client that trusted only the server's would notice the relay.
    authority = await createCertificateAuthority({ name: 'Relay authority' });
    certificate = await authority.issue();
  });
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });
  afterAll(() => host?.stop());

  function portOf(protocol: StarttlsProtocol, security: Security): number {
    const { ports: mail } = host.dovecot;
    const { ports: submission } = host.submission;
    return {
      smtp: { none: submission.clear, starttls: submission.submission, tls: submission.submissions },
      imap: { none: mail.imap, starttls: mail.imap, tls: mail.imaps },
      pop3: { none: mail.pop3, starttls: mail.pop3, tls: mail.pop3s },
    }[protocol][security];
  }

  async function play(client: LineClient, protocol: StarttlsProtocol, security: Security) {
    const { greeting, starttls, lines } = scripts[protocol];
    await client.expect(greeting);
    if (security === 'starttls') {
      if (protocol === 'smtp') await client.ask('EHLO client.example', /^250 .*\r\n/m);
      await client.ask(...starttls);
      await client.startTls(authority.certificate);
    }
    for (const [line, answer] of lines) await client.ask(line, answer);
    await client.end();
  }

  const cases = (['smtp', 'imap', 'pop3'] as const).flatMap((protocol) =>
    (['none', 'starttls', 'tls'] as const).map((security) => [protocol, security] as const),
  );

  it.each(cases)('has every byte that a client of %s with security %s sent and received', async (protocol, security) => {
    const relay = await startRecordingRelay({
      target: { host: '127.0.0.1', port: portOf(protocol, security) },
      security,
      protocol,
      certificate,
      trustedCertificate: host.trustedCertificate,
    });
    cleanUp.push(() => relay.close());
    const endpoint = { host: relay.host, port: relay.port, implicitTls: security === 'tls' };
    const client = await connectLineClient({ endpoint, trustedCertificate: authority.certificate });
    cleanUp.push(() => client.destroy());
    await play(client, protocol, security);

    expect(client.sent().length).toBeGreaterThan(20);
    expect(relay.bytes('client').equals(client.sent())).toBe(true);
    expect(relay.bytes('server').equals(client.received())).toBe(true);
    const secret = protocol === 'smtp' ? base64('señora') : 'señora';
    expect(relay.record.filter(({ bytes }) => bytes.includes(secret)).map(({ inTls }) => inTls)).toEqual([security !== 'none']);
  });

  it('shows nothing of what is inside TLS when it is only passed through', async () => {
    const relay = await startRecordingRelay({ target: { host: '127.0.0.1', port: host.dovecot.ports.imaps } });
    cleanUp.push(() => relay.close());
    const endpoint = { host: relay.host, port: relay.port, implicitTls: true };
    const client = await connectLineClient({ endpoint, trustedCertificate: host.trustedCertificate });
    await play(client, 'imap', 'tls');
    expect(relay.bytes('client').length).toBeGreaterThan(client.sent().length);
    expect(relay.bytes('client').includes('señora')).toBe(false);
  });
});
