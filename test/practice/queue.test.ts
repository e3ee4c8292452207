/** Mail for other hosts at the practice server: delivered, put off, returned, looked at and flushed. */
import { Resolver } from 'node:dns/promises';
import { expect, it } from 'vitest';
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import { printLog, printQueue } from '../../electron/practice/queue/print-queue.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dialImap, dialSubmission, smtpReply, startPractice, submit } from './practice-fixture.ts';

const inboxOf = (server: PracticeServer, user: string) =>
  server.mailbox.snapshot()[user]?.INBOX?.messages.map(({ source }) => source) ?? [];
/** The queue id that a reply to the final dot names. */
const idOf = (reply: string) => /queued as (\S+)/.exec(reply)?.[1] ?? '';

it('is delivered at once where the other host takes it', async () => {
  const server = await startPractice();
  const client = await dialSubmission(server);
  const id = idOf(await submit(client, 'Subject: over there\r\n\r\nx', ['friend@elsewhere.test', 'ben@practice.test']));
  expect(server.mailbox.forwarded.map(({ recipient, bytes }) => [recipient, bytes.toString().includes('over there')])).toEqual([
    ['friend@elsewhere.test', true],
  ]);
  expect(printQueue(server.queue)).toBe('Mail queue is empty\n');
  const log = printLog(server.queue.log);
  expect(log).toMatch(new RegExp(`${id}: to=<ben@practice\\.test>, relay=local, dsn=2\\.0\\.0, status=sent \\(delivered to mailbox\\)\\n`));
  expect(log).toMatch(/ to=<friend@elsewhere\.test>, relay=mx\.elsewhere\.test\[127\.0\.0\.1\]:25, dsn=2\.0\.0, status=sent \(250 /);
});

it('waits where it is put off, and is delivered when the queue is flushed', async () => {
  const server = await startPractice();
  const client = await dialSubmission(server);
  const id = idOf(await submit(client, 'Subject: patience\r\n\r\nx', ['friend@greylist.test', 'other@no-mx.test']));
  const text = 'host mx.greylist.test[127.0.0.1] said: 450 4.2.0 <friend@greylist.test>: Greylisted, try again in 300 seconds';
  expect(printQueue(server.queue).split('\n')).toEqual([
    '-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------',
    expect.stringMatching(
      new RegExp(`^${id.padEnd(11)} +\\d+ [A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d  ana@practice\\.test$`),
    ),
    `(${text} (in reply to RCPT TO command))`,
    '                                         friend@greylist.test',
    '(connect to no-mx.test[127.0.0.1]:25: Connection refused)',
    '                                         other@no-mx.test',
    '',
    '-- 1 Kbytes in 1 Request.',
    '',
  ]);
  expect(server.queue.flush()).toBe(1);
  expect(server.mailbox.forwarded.map(({ recipient }) => recipient)).toEqual(['friend@greylist.test']);
  expect(printQueue(server.queue)).not.toContain('greylist.test');
  expect(printQueue(server.queue)).toContain('other@no-mx.test');
  expect(server.queue.log.map(({ status, dsn }) => `${status} ${dsn}`)).toEqual([
    'deferred 4.2.0',
    'deferred 4.4.1',
    'sent 2.0.0',
    'deferred 4.4.1',
  ]);
  expect(inboxOf(server, 'ana')).toEqual([]);
});

it('is tried again by itself after five minutes, and then ever more rarely', async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 30, 12));
  const server = await startPractice({ clock });
  const client = await dialSubmission(server);
  await submit(client, 'Subject: patience\r\n\r\nx', ['friend@greylist.test', 'other@no-mx.test']);
  clock.advance(299_000);
  expect(server.mailbox.forwarded).toEqual([]);
  clock.advance(1_000);
  expect(server.mailbox.forwarded.map(({ recipient }) => recipient)).toEqual(['friend@greylist.test']);
  const tries = () =>
    server.queue.log.filter(({ recipient }) => recipient === 'other@no-mx.test').map(({ at }) => at - Date.UTC(2026, 10, 30, 12));
  clock.advance(12_000_000);
  expect(tries()).toEqual([0, 300_000, 600_000, 1_200_000, 2_400_000, 4_800_000, 8_800_000]);
  // Asked for meanwhile, it waits anew from there.
  server.queue.flush('no-mx.test');
  clock.advance(3_999_000);
  expect(tries()).toHaveLength(8);
  await server.close();
  expect(clock.pending()).toBe(0);
});

it.each([
  ['who@strict.test', '5.1.1', 'Remote-MTA: dns; mx.strict.test\r\nDiagnostic-Code: smtp; 550 5.1.1 <who@strict.test>: User unknown\r\n'],
  ['who@nowhere.test', '5.4.4', 'Diagnostic-Code: x-postglass; Host or domain name not found. Name service error for name=nowhere.test'],
  ['who@no-mail.test', '5.1.10', 'Diagnostic-Code: x-postglass; Domain no-mail.test does not accept mail (nullMX)\r\n'],
])('comes back when %s cannot have it', async (recipient, status, diagnosis) => {
  const server = await startPractice();
  const client = await dialSubmission(server);
  expect(await submit(client, 'Subject: lost\r\nMessage-ID: <lost@client>\r\n\r\nhello', [recipient])).toMatch(/^250 /);
  const [notification = '', ...others] = inboxOf(server, 'ana');
  expect(others).toEqual([]);
  expect(notification).toMatch(/^Return-Path: <>\r\n/);
  for (const line of [
    `Final-Recipient: rfc822; ${recipient}\r\n`,
    'Action: failed\r\n',
    `Status: ${status}\r\n`,
    diagnosis,
    'Message-ID: <lost@client>\r\n',
  ])
    expect(notification).toContain(line);
  expect(server.queue.entries).toEqual([]);
  expect(server.queue.log).toMatchObject([{ recipient, status: 'bounced', dsn: status }]);
});

it('is tried again for one domain, or for all, when a client says ETRN', async () => {
  const server = await startPractice();
  const client = await dialSubmission(server);
  await submit(client, 'Subject: one\r\n\r\nx', ['a@greylist.test']);
  await submit(client, 'Subject: two\r\n\r\nx', ['b@no-mx.test']);
  expect(await client.ask('ETRN', smtpReply)).toMatch(/^501 /);
  expect(await client.ask('ETRN elsewhere.test', smtpReply)).toBe('251 2.0.0 OK, no messages waiting for node elsewhere.test\r\n');
  expect(await client.ask('ETRN GREYLIST.test', smtpReply)).toMatch(/^253 2\.0\.0 OK, 1 pending messages /);
  expect(server.queue.entries.map(({ recipients }) => recipients.map(({ address }) => address))).toEqual([['b@no-mx.test']]);
  expect(await client.ask('ETRN #all', smtpReply)).toMatch(/^253 /);
  expect(server.queue.log.filter(({ recipient }) => recipient === 'b@no-mx.test')).toHaveLength(2);
});

it('is for hosts that the name server knows', async () => {
  const server = await startPractice({ classroom: true });
  const resolver = new Resolver({ timeout: 20_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.classroom?.names.port}`]);
  for (const domain of ['elsewhere.test', 'greylist.test', 'strict.test'])
    expect(await resolver.resolveMx(domain)).toMatchObject([{ priority: 10, exchange: `mx.${domain}` }]);
  await expect(resolver.resolveMx('nowhere.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

it('names hosts and people as they were written, whatever a program makes of such words', async () => {
  const server = await startPractice();
  const client = await dialSubmission(server);
  await submit(client, 'Subject: odd\r\n\r\nx', ['a$&b@greylist.test', 'bob@constructor']);
  expect(printQueue(server.queue)).toContain('450 4.2.0 <a$&b@greylist.test>: Greylisted');
  expect(printQueue(server.queue)).toContain('(connect to constructor:25: Network is unreachable');
});

it('holds a message once for all its recipients, and takes no more than it can hold until it is flushed', async () => {
  const server = await startPractice({ queueLimit: 100_000 });
  const client = await dialSubmission(server);
  const large = `Subject: large\r\n\r\n${'0123456789'.repeat(90).concat('\r\n').repeat(33)}`;
  const many = Array.from({ length: 20 }, (_, number) => `friend${number}@greylist.test`);
  const replies: string[] = [];
  for (let sent = 0; sent < 4; sent += 1) replies.push(await submit(client, large, many));
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual(['250 2.0.0', '250 2.0.0', '250 2.0.0', '452 4.3.1']);
  for (const { recipients } of server.queue.entries) for (const { trace } of recipients) expect(trace.length).toBeLessThan(500);
  // Who is here gets mail all the same.
  expect(await submit(client, large, ['ben@practice.test'])).toMatch(/^250 /);
  expect(server.queue.flush()).toBe(3);
  expect(server.mailbox.forwarded).toHaveLength(60);
  for (const { bytes } of server.mailbox.forwarded)
    expect(bytes.toString()).toMatch(/^Return-Path: <ana@practice\.test>\r\n(?:.*\r\n)*Subject: large/);
  expect(await submit(client, large, many)).toMatch(/^250 /);
});

it('a mailbox that is full takes nothing more, by no protocol, until something is expunged', async () => {
  const server = await startPractice({ mailboxLimit: 100_000 });
  const client = await dialSubmission(server);
  const large = `Subject: large\r\n\r\n${'0123456789'.repeat(90).concat('\r\n').repeat(45)}`;
  const replies: string[] = [];
  for (let sent = 0; sent < 3; sent += 1) replies.push(await submit(client, large, ['ben@practice.test', 'rui@practice.test']));
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual(['250 2.0.0', '250 2.0.0', '452 4.2.2']);
  expect(replies.at(-1)).toContain('<ben@practice.test>: Mailbox is full');
  // Another one has room, and a notice for somebody whose mailbox is full is lost.
  expect(await submit(client, large, ['ana@practice.test'])).toMatch(/^250 /);

  const imap = await dialImap(server, 'ben');
  await imap.command('SELECT INBOX');
  expect(await imap.command('COPY 1 Archive')).toContain('NO [OVERQUOTA] ');
  expect(await imap.command(`APPEND Archive {${large.length}+}\r\n${large}`)).toContain('NO [OVERQUOTA] ');
  // What is moved takes no more room.
  expect(await imap.command('MOVE 1 Archive')).toContain('OK ');
  expect(await imap.command('STORE 1 +FLAGS (\\Deleted)')).toContain('OK ');
  expect(await imap.command('EXPUNGE')).toContain('OK ');
  expect(await imap.command('COPY 1 Archive')).toContain('BAD ');
  expect(await submit(client, large, ['ben@practice.test'])).toMatch(/^250 /);
});
