import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../support/manual-clock.ts';
import { base64, dial, dialSubmission, smtpReply, startPractice, submit } from './practice-fixture.ts';

const inboxOf = (server: Awaited<ReturnType<typeof startPractice>>, username: string) =>
  Object.values(server.mailbox.snapshot()[username]?.INBOX?.messages ?? []);

describe('A conversation with the SMTP server', () => {
  it('refuses HELO and EHLO without a name', async () => {
    const client = await dial(await startPractice(), 'smtp');
    expect(await client.ask('HELO', smtpReply)).toMatch(/^501 /);
    expect(await client.ask('EHLO ', smtpReply)).toMatch(/^501 /);
    expect(await client.ask('HELO me.test', smtpReply)).toBe('250 practice.test\r\n');
  });

  it('announces what it can do, and STARTTLS only before TLS', async () => {
    const server = await startPractice();
    const plain = await dial(server, 'smtp');
    const before = await plain.ask('EHLO me.test', smtpReply);
    for (const keyword of [
      'PIPELINING',
      'SIZE 36700160',
      'STARTTLS',
      'AUTH PLAIN LOGIN CRAM-MD5',
      'ENHANCEDSTATUSCODES',
      '8BITMIME',
      'SMTPUTF8',
    ]) {
      expect(before).toContain(keyword);
    }
    const secure = await dial(server, 'smtp', { tls: true });
    expect(await secure.ask('EHLO me.test', smtpReply)).not.toContain('STARTTLS');
  });

  it('answers VRFY, EXPN, HELP, NOOP, RSET and QUIT', async () => {
    const client = await dial(await startPractice(), 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    expect(await client.ask('VRFY ben', smtpReply)).toBe('250 2.1.5 Ben Carter <ben@practice.test>\r\n');
    expect(await client.ask('VRFY nobody', smtpReply)).toMatch(/^252 /);
    expect(await client.ask('EXPN everyone', smtpReply)).toMatch(
      /^250-2\.1\.5 Ana[\s\S]*250 2\.1\.5 Rui Almeida <rui@practice\.test>\r\n$/,
    );
    expect(await client.ask('EXPN nobody', smtpReply)).toMatch(/^550 /);
    expect(await client.ask('HELP', smtpReply)).toContain('MAIL');
    expect(await client.ask('NOOP', smtpReply)).toMatch(/^250 /);
    expect(await client.ask('RSET', smtpReply)).toMatch(/^250 /);
    expect(await client.ask('BDAT 3', smtpReply)).toMatch(/^500 /);
    expect(await client.ask('QUIT', smtpReply)).toMatch(/^221 /);
    await client.end();
  });

  it('keeps the order of commands', async () => {
    const client = await dialSubmission(await startPractice());
    expect(await client.ask('RCPT TO:<ben@practice.test>', smtpReply)).toMatch(/^503 /);
    expect(await client.ask('DATA', smtpReply)).toMatch(/^503 /);
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    expect(await client.ask('MAIL FROM:<ana@practice.test>', smtpReply)).toMatch(/^503 /);
    expect(await client.ask('DATA', smtpReply)).toMatch(/^554 5\.5\.1 /);
    expect(await client.ask('RSET', smtpReply)).toMatch(/^250 /);
    expect(await client.ask('MAIL FROM:ana@practice.test', smtpReply)).toMatch(/^501 /);
    expect(await client.ask('MAIL FROM:<ana@practice.test> SIZE=99999999999', smtpReply)).toMatch(/^552 5\.3\.4 /);
    expect(await client.ask('MAIL FROM:<ana@practice.test> XYZ=1', smtpReply)).toMatch(/^555 /);
    expect(await client.ask('MAIL FROM:<añ@practice.test>', smtpReply)).toMatch(/^550 5\.6\.7 /);
  });
});

describe('Signing in over SMTP', () => {
  it('is needed before MAIL', async () => {
    const client = await dial(await startPractice(), 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    expect(await client.ask('MAIL FROM:<ana@practice.test>', smtpReply)).toMatch(/^530 5\.7\.0 /);
  });

  it('works with LOGIN, asking for user name and password', async () => {
    const client = await dial(await startPractice(), 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    expect(await client.ask('AUTH LOGIN', smtpReply)).toBe('334 VXNlcm5hbWU6\r\n');
    expect(await client.ask(base64('ana'), smtpReply)).toBe('334 UGFzc3dvcmQ6\r\n');
    expect(await client.ask(base64('practice'), smtpReply)).toMatch(/^235 2\.7\.0 /);
    expect(await client.ask('AUTH LOGIN', smtpReply)).toMatch(/^503 /);
  });

  it('works with PLAIN, with and without an initial response', async () => {
    const server = await startPractice();
    const first = await dial(server, 'smtp');
    await first.ask('EHLO me.test', smtpReply);
    expect(await first.ask('AUTH PLAIN', smtpReply)).toBe('334 \r\n');
    expect(await first.ask(base64('\0ana@practice.test\0practice'), smtpReply)).toMatch(/^235 /);
    const second = await dial(server, 'smtp');
    await second.ask('EHLO me.test', smtpReply);
    expect(await second.ask(`AUTH PLAIN ${base64('\0ana\0practice')}`, smtpReply)).toMatch(/^235 /);
  });

  it('works with CRAM-MD5', async () => {
    const client = await dial(await startPractice(), 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    const challenge = Buffer.from((await client.ask('AUTH CRAM-MD5', smtpReply)).slice(4), 'base64').toString();
    expect(challenge).toMatch(/^<.+@practice\.test>$/);
    const digest = createHmac('md5', 'practice').update(challenge).digest('hex');
    expect(await client.ask(base64(`ana ${digest}`), smtpReply)).toMatch(/^235 /);
  });

  it('refuses a wrong password, a cancelled exchange and what is not base64', async () => {
    const client = await dial(await startPractice(), 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    expect(await client.ask(`AUTH PLAIN ${base64('\0ana\0wrong')}`, smtpReply)).toMatch(/^535 5\.7\.8 /);
    await client.ask('AUTH LOGIN', smtpReply);
    expect(await client.ask('*', smtpReply)).toMatch(/^501 /);
    expect(await client.ask('AUTH PLAIN !!!!', smtpReply)).toMatch(/^501 /);
    expect(await client.ask('AUTH XOAUTH2', smtpReply)).toMatch(/^504 /);
  });

  it('can be refused before TLS', async () => {
    const server = await startPractice({ smtp: { authenticationNeedsTls: true } });
    const client = await dial(server, 'smtp');
    expect(await client.ask('EHLO me.test', smtpReply)).not.toContain('AUTH');
    expect(await client.ask('AUTH LOGIN', smtpReply)).toMatch(/^538 /);
    await client.ask('STARTTLS', /^220 .*\r\n/);
    await client.startTls(server.certificate);
    expect(await client.ask('EHLO me.test', smtpReply)).toContain('AUTH PLAIN LOGIN');
  });

  it('forgets after STARTTLS what was said before it, and drops what was sent ahead of the handshake', async () => {
    const server = await startPractice();
    const client = await dial(server, 'smtp');
    await client.ask('EHLO me.test', smtpReply);
    client.send('STARTTLS\r\nNOOP\r\nVRFY ben\r\n');
    expect(await client.expect(/^.*\r\n/)).toMatch(/^220 /);
    await client.startTls(server.certificate);
    // Had the plain commands been kept, their replies would come first.
    expect(await client.ask('MAIL FROM:<ana@practice.test>', smtpReply)).toMatch(/^503 5\.5\.1 Error: send HELO/);
  });
});

describe('A message handed to the SMTP server', () => {
  it('is accepted with a queue id and lies in the INBOX with its path written on it', async () => {
    const server = await startPractice({ clock: createManualClock() });
    const client = await dialSubmission(server);
    const reply = await submit(client, 'Subject: hello\r\n\r\n..a dot\r\n.. two', ['ben@practice.test']);
    const queueId = /^250 2\.0\.0 Ok: queued as ([0-9A-F]+)\r\n$/.exec(reply)?.[1];
    expect(queueId).toBeDefined();
    expect(server.mailbox.accepted.map((message) => message.queueId)).toEqual([queueId]);
    expect(server.mailbox.accepted[0]?.bytes.toString()).toBe('Subject: hello\r\n\r\n.a dot\r\n. two\r\n');
    const [message] = inboxOf(server, 'ben');
    expect(message?.source).toBe(
      'Return-Path: <ana@practice.test>\r\n' +
        'Received: from client.test ([127.0.0.1])\r\n' +
        `\tby practice.test (Postglass practice server) with ESMTPA id ${queueId}\r\n` +
        '\tfor <ben@practice.test>; Mon, 4 May 2026 12:00:00 +0000\r\n' +
        'Subject: hello\r\n\r\n.a dot\r\n. two\r\n',
    );
  });

  it('takes commands in one piece, as a pipelining client sends them', async () => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    client.send(
      'MAIL FROM:<ana@practice.test> BODY=8BITMIME SIZE=20\r\nRCPT TO:<ben@practice.test>\r\nRCPT TO:<550@practice.test>\r\nDATA\r\n',
    );
    expect(await client.expect(/^[\s\S]*354 .*\r\n/)).toMatch(/^250 2\.1\.0.*\r\n250 2\.1\.5.*\r\n550 5\.1\.1.*\r\n354 .*\r\n$/);
    expect(await client.ask('x: y\r\n\r\nñ\r\n.', smtpReply)).toMatch(/^250 /);
    expect(inboxOf(server, 'ben')).toHaveLength(1);
  });

  it.each([
    ['LF . LF', 'a\n.\nMAIL FROM:<x@y>\r\n'],
    ['LF . CRLF', 'a\n.\r\nMAIL FROM:<x@y>\r\n'],
    ['CR LF . LF', 'a\r\n.\nMAIL FROM:<x@y>\r\n'],
    ['CR . CR', 'a\r.\rMAIL FROM:<x@y>\r\n'],
  ])('does not end with %s, and a bare line ending closes the conversation', async (_, bytes) => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    await client.ask('RCPT TO:<ben@practice.test>', /^250 .*\r\n/);
    await client.ask('DATA', /^354 .*\r\n/);
    client.send(bytes);
    expect(await client.expect(smtpReply)).toMatch(/^521 5\.5\.2 /);
    await client.end();
    expect(client.received().toString()).not.toMatch(/521.*\r\n[\s\S]/);
    expect(server.mailbox.accepted).toEqual([]);
  });

  it('is refused when it is too large or has a line that is too long, and the conversation goes on', async () => {
    const server = await startPractice({ smtp: { sizeLimit: 2_000 } });
    const client = await dialSubmission(server);
    expect(await submit(client, `Subject: x\r\n\r\n${'a line\r\n'.repeat(300)}`, ['ben@practice.test'])).toMatch(/^552 5\.3\.4 /);
    expect(await submit(client, 'x'.repeat(999), ['ben@practice.test'])).toMatch(/^550 5\.6\.0 /);
    expect(await submit(client, 'x'.repeat(998), ['ben@practice.test'])).toMatch(/^250 /);
  });

  it('comes back as a delivery status notification when the name is unknown', async () => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    expect(
      await submit(client, 'Subject: lost\r\nMessage-ID: <lost@client>\r\n\r\nhello', ['nobody@practice.test', 'ben@practice.test']),
    ).toMatch(/^250 /);
    const [notification] = inboxOf(server, 'ana');
    expect(notification?.source).toContain('Content-Type: multipart/report; report-type=delivery-status;');
    expect(notification?.source).toContain('Final-Recipient: rfc822; nobody@practice.test\r\n');
    expect(notification?.source).toContain('Status: 5.1.1\r\n');
    expect(notification?.source).toContain('Message-ID: <lost@client>\r\n');
    expect(notification?.source).not.toContain('\r\nhello');
    expect(inboxOf(server, 'ben')).toHaveLength(1);
  });

  it('waits when it is for another domain, and nothing leaves the machine', async () => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    expect(await submit(client, 'Subject: far\r\n\r\nx', ['friend@far.example'])).toMatch(/^250 /);
    expect(server.mailbox.forwarded).toEqual([]);
    expect(server.queue.entries).toMatchObject([{ sender: 'ana@practice.test', recipients: [{ address: 'friend@far.example' }] }]);
  });
});

describe('A recipient that provokes an outcome', () => {
  it.each([
    ['550@practice.test', /^550 5\.1\.1 <550@practice\.test>: /],
    ['552@far.example', /^552 5\.2\.2 /],
    ['450@practice.test', /^450 4\.2\.0 /],
    ['451@practice.test', /^451 4\.3\.0 /],
    ['499@practice.test', /^499 4\.0\.0 /],
    ['relay@practice.test', /^554 5\.7\.1 .*Relay access denied/],
    ['garbage@practice.test', /^\u0000.*no reply/],
  ])('%s is answered %s', async (recipient, reply) => {
    const client = await dialSubmission(await startPractice());
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    expect(await client.ask(`RCPT TO:<${recipient}>`, /^.*\r\n/)).toMatch(reply);
    expect(await client.ask('RSET', smtpReply)).toMatch(/^250 /);
  });

  it('421@ is answered and the connection closed', async () => {
    const client = await dialSubmission(await startPractice());
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    expect(await client.ask('RCPT TO:<421@practice.test>', smtpReply)).toMatch(/^421 4\.3\.2 practice\.test /);
    await client.end();
  });

  it('slow@ is answered when its time has come', async () => {
    const clock = createManualClock();
    const client = await dialSubmission(await startPractice({ clock }));
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    client.send('RCPT TO:<slow@practice.test>\r\n');
    await clock.waiting();
    const before = client.received().length;
    clock.advance(4_999);
    expect(client.received().length).toBe(before);
    clock.advance(1);
    expect(await client.expect(smtpReply)).toMatch(/^250 /);
  });

  it('554-data@ is refused after the final dot', async () => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    expect(await submit(client, 'x', ['554-data@practice.test', 'ben@practice.test'])).toMatch(/^554 /);
    expect(server.mailbox.accepted).toEqual([]);
  });

  it.each([
    ['drop-after-dot@practice.test', 1],
    ['lose-after-dot@practice.test', 0],
  ])('%s cuts the connection after the dot, with %i messages accepted', async (recipient, accepted) => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    await expect(submit(client, 'Subject: x\r\n\r\nx', [recipient])).rejects.toThrow();
    expect(server.mailbox.accepted).toHaveLength(accepted);
  });

  it('drop-before-dot@ cuts the connection in the middle of the message, which is not accepted', async () => {
    const server = await startPractice();
    const client = await dialSubmission(server);
    await expect(submit(client, 'Subject: x\r\n\r\na\r\nb\r\nc', ['drop-before-dot@practice.test'])).rejects.toThrow();
    expect(server.mailbox.accepted).toEqual([]);
  });

  it('drop@ cuts the connection at RCPT', async () => {
    const client = await dialSubmission(await startPractice());
    await client.ask('MAIL FROM:<ana@practice.test>', /^250 .*\r\n/);
    await expect(client.ask('RCPT TO:<drop@practice.test>', smtpReply)).rejects.toThrow();
  });
});
