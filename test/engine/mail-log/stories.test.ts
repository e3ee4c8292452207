import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Story } from '../../../electron/contract/delivery/mail-log.ts';
import { createLogSession, type LogSession } from '../../../electron/engine/mail-log/log-session.ts';

let folder: string;
let open: LogSession[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-mail-log-'));
  open = [];
});
afterEach(async () => {
  for (const session of open) await session.close();
  rmSync(folder, { recursive: true });
});

const now = Date.parse('2026-11-30T12:00:00Z');

async function readLog(text: string | null, options: { name?: string; withRotated?: boolean; follow?: boolean; limit?: number } = {}) {
  const path = join(folder, options.name ?? 'mail.log');
  if (text !== null) writeFileSync(path, text);
  const session = createLogSession(
    { path, withRotated: options.withRotated ?? false, follow: options.follow ?? false },
    () => now,
    options.limit,
  );
  open.push(session);
  await session.read();
  return session;
}

const storiesOf = (session: LogSession): Story[] => session.page({ search: '', state: null, from: 0, limit: 500 }).rows.toReversed();
const lines = (...all: string[]) => `${all.join('\n')}\n`;
const at = (rest: string) => `Nov 30 10:00:00 mx ${rest}`;

describe('the story of a message', () => {
  it('is not one of all messages of a program that gives each the same Message-ID', async () => {
    const count = 4_000;
    const all = Array.from({ length: count }, (_, number) => {
      const id = `A${number.toString(16).toUpperCase().padStart(9, '0')}`;
      return [
        at(`postfix/pickup[1]: ${id}: uid=33 from=<www@mx>`),
        at(`postfix/cleanup[1]: ${id}: message-id=<same@mx>`),
        at(`postfix/smtp[1]: ${id}: to=<u${number}@b.example>, relay=mx.b.example[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)`),
        at(`postfix/qmgr[1]: ${id}: removed`),
      ];
    });
    const before = process.threadCpuUsage();
    const session = await readLog(lines(...all.flat()));
    const { user, system } = process.threadCpuUsage(before);
    expect(user + system).toBeLessThan(5_000_000);
    expect(session.find('A000000000')?.queueIds).toHaveLength(500);
    expect(session.progress().stories).toBe(count - 499);
    expect(session.find(`A${(count - 1).toString(16).toUpperCase().padStart(9, '0')}`)?.recipients).toMatchObject([
      { address: `u${count - 1}@b.example`, state: 'relayed' },
    ]);
  });

  it('is joined by queue id, with each recipient', async () => {
    const session = await readLog(
      lines(
        at('postfix/smtpd[1]: 4Xk9Zq2Mz1z9sR3: client=mail.b.example[198.51.100.7]'),
        at('postfix/cleanup[1]: 4Xk9Zq2Mz1z9sR3: message-id=<one@b.example>'),
        at('postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR3: from=<a@b.example>, size=1234, nrcpt=3 (queue active)'),
        at('postfix/smtpd[2]: connect from other[192.0.2.4]'),
        at(
          'postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<x@gone.example>, relay=none, dsn=4.4.1, status=deferred (connect to gone.example[192.0.2.99]:25: Connection timed out)',
        ),
        at(
          'postfix/lmtp[1]: 4Xk9Zq2Mz1z9sR3: to=<ana@example.test>, orig_to=<info@example.test>, relay=mx[private/lmtp], dsn=2.0.0, status=sent (250 2.0.0 Saved)',
        ),
        at(
          'postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<x@gone.example>, relay=none, dsn=4.4.1, status=deferred (connect to gone.example[192.0.2.99]:25: Connection timed out)',
        ),
      ),
    );
    expect(storiesOf(session)).toMatchObject([
      {
        ...{
          queueIds: ['4Xk9Zq2Mz1z9sR3'],
          messageId: 'one@b.example',
          sender: 'a@b.example',
          client: 'mail.b.example[198.51.100.7]',
          size: 1234,
        },
        ...{ state: 'deferred', isCompleted: false, lines: 6 },
        recipients: [
          { address: 'x@gone.example', state: 'deferred', deferrals: 2, reason: 'unreachable', status: '4.4.1' },
          { address: 'ana@example.test', original: 'info@example.test', state: 'delivered', reason: null },
        ],
      },
    ]);
    const { lines: told } = session.lines({ story: 0, search: '', from: 0, limit: 100 });
    expect(told.map(({ kind }) => kind)).toEqual(['client', 'message-id', 'queued', 'deferred', 'delivered', 'deferred']);
    expect(session.lines({ story: null, search: 'OTHER', from: 0, limit: 9 })).toMatchObject({
      total: 1,
      lines: [{ kind: 'connect', story: null, index: 3 }],
    });
  });

  it('goes on through a content filter, by the Message-ID, and ends as the last queue says', async () => {
    const session = await readLog(
      lines(
        at('postfix/smtpd[1]: 4Xk9Zq2Mz1z9sR3: client=mail.b.example[198.51.100.7]'),
        at('postfix/cleanup[1]: 4Xk9Zq2Mz1z9sR3: message-id=<one@b.example>'),
        at('postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR3: from=<a@b.example>, size=1234, nrcpt=1 (queue active)'),
        at('postfix/smtpd[2]: 4Xk9Zq5pz5z9sR4: client=localhost[127.0.0.1]'),
        at('postfix/cleanup[1]: 4Xk9Zq5pz5z9sR4: message-id=<one@b.example>'),
        at(
          'postfix/virtual[1]: 4Xk9Zq5pz5z9sR4: to=<bob@example.test>, orig_to=<ana@example.test>, relay=virtual, dsn=5.2.2, status=bounced (mailbox is full)',
        ),
        at('postfix/qmgr[1]: 4Xk9Zq5pz5z9sR4: removed'),
        at(
          'postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<ana@example.test>, relay=127.0.0.1[127.0.0.1]:10024, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4Xk9Zq5pz5z9sR4)',
        ),
        at('postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR3: removed'),
      ),
    );
    const [story, another] = storiesOf(session);
    expect(another).toBeUndefined();
    expect(story).toMatchObject({
      ...{
        queueIds: ['4Xk9Zq2Mz1z9sR3', '4Xk9Zq5pz5z9sR4'],
        client: 'mail.b.example[198.51.100.7]',
        state: 'bounced',
        isCompleted: true,
        lines: 9,
      },
    });
    expect(story?.recipients.find(({ address }) => address === 'bob@example.test')).toMatchObject({
      state: 'bounced',
      reason: 'mailbox-full',
    });
    expect(session.find('4Xk9Zq5pz5z9sR4')?.id).toBe(story?.id);
    expect(session.find('one@b.example')?.id).toBe(story?.id);
  });

  it('leads to the notice that was made of it, and back', async () => {
    const exim = await readLog(
      lines(
        '2015-01-29 13:01:59 1YGnnL-0000k5-Oy <= ftp1@profesor.2asir.net U=ftp1 P=local S=420',
        '2015-01-29 13:02:00 1YGnnL-0000k5-Oy ** from@profesor.2asir.net: Unrouteable address',
        '2015-01-29 13:02:00 1YGnnL-0000k5-Oy => usuario <usuario@profesor.2asir.net> R=local_user T=mail_spool',
        '2015-01-29 13:02:00 1YGnnM-0000kA-7y <= <> R=1YGnnL-0000k5-Oy U=Debian-exim P=local S=1234',
        '2015-01-29 13:02:00 1YGnnL-0000k5-Oy Completed',
        '2015-01-29 13:02:00 1YGnnM-0000kA-7y => ftp1 <ftp1@profesor.2asir.net> R=local_user T=mail_spool',
        '2015-01-29 13:02:00 1YGnnM-0000kA-7y Completed',
      ),
      { name: 'mainlog' },
    );
    expect(storiesOf(exim)).toMatchObject([
      { queueIds: ['1YGnnL-0000k5-Oy'], state: 'partly', notices: ['1YGnnM-0000kA-7y'], isCompleted: true, client: 'ftp1' },
      { queueIds: ['1YGnnM-0000kA-7y'], state: 'delivered', about: '1YGnnL-0000k5-Oy', sender: '' },
    ]);
    const sendmail = await readLog(
      lines(
        at('sendmail[1]: 6AUKxGjh016045: from=ana@example.test, size=101, nrcpts=1, msgid=<b@example.test>, relay=ana@localhost'),
        at('sendmail[1]: 6AUKxGjh016045: to=bounces@example.test, mailer=local, dsn=5.1.1, stat=User unknown'),
        at('sendmail[1]: 6AUKxGjh016045: 6AUKxGji016045: DSN: User unknown'),
        at('sendmail[1]: 6AUKxGji016045: to=ana@example.test, mailer=local, dsn=2.0.0, stat=Sent'),
      ),
    );
    expect(storiesOf(sendmail)).toMatchObject([
      { state: 'bounced', notices: ['6AUKxGji016045'], isCompleted: true },
      { state: 'delivered', about: '6AUKxGjh016045' },
    ]);
  });

  it('is another one where Postfix uses a short queue id again', async () => {
    const one = (id: string, to: string) => [
      at(`postfix/smtpd[1]: AF01620E442: client=a[192.0.2.1]`),
      at(`postfix/cleanup[1]: AF01620E442: message-id=<${id}@b.example>`),
      at(`postfix/virtual[1]: AF01620E442: to=<${to}>, relay=virtual, dsn=2.0.0, status=sent (delivered to maildir)`),
      at('postfix/qmgr[1]: AF01620E442: removed'),
    ];
    const session = await readLog(lines(...one('one', 'ana@example.test'), ...one('two', 'ben@example.test')));
    expect(storiesOf(session)).toMatchObject([
      { messageId: 'one@b.example', recipients: [{ address: 'ana@example.test' }], lines: 4 },
      { messageId: 'two@b.example', recipients: [{ address: 'ben@example.test' }], lines: 4 },
    ]);
  });

  it('is of one instance of Postfix where several of a host have an id at the same time', async () => {
    const of = (instance: string, client: string, to: string, end: string) => [
      [at(`${instance}/smtpd[1]: 7D3A1: client=${client}[192.0.2.1]`)],
      [at(`${instance}/qmgr[1]: 7D3A1: from=<${client}@a.example>, size=1, nrcpt=1 (queue active)`)],
      [
        at(`${instance}/smtp[1]: 7D3A1: to=<${to}@b.example>, relay=mx[192.0.2.3]:25, dsn=${end}`),
        at(`${instance}/qmgr[1]: 7D3A1: removed`),
      ],
    ];
    const out = of('postfix-out', 'o', 'bo', '2.0.0, status=sent (250 ok)');
    const back = of('postfix-in', 'i', 'cy', '5.2.2, status=bounced (full)');
    const stories = storiesOf(await readLog(lines(...out.flatMap((one, index) => [...one, ...(back[index] ?? [])]))));
    expect(stories.map(({ sender, state, recipients }) => [sender, state, recipients.map(({ address }) => address)])).toEqual([
      ['o@a.example', 'relayed', ['bo@b.example']],
      ['i@a.example', 'bounced', ['cy@b.example']],
    ]);
  });

  it('is one where Postfix calls itself something else for one of its ports', async () => {
    const session = await readLog(
      lines(
        at('postfix-smtps/smtpd[1]: 7D3A1: client=a[192.0.2.1], sasl_username=ana'),
        at('postfix/qmgr[1]: 7D3A1: from=<ana@a.example>, size=1, nrcpt=1 (queue active)'),
        at('postfix/postsuper[1]: 7D3A1: removed'),
      ),
    );
    expect(storiesOf(session)).toMatchObject([{ sender: 'ana@a.example', client: 'a[192.0.2.1]', state: 'discarded' }]);
  });

  it('is told of what was refused before there was a queue id, and can be found by address and state', async () => {
    const session = await readLog(
      lines(
        at(
          'postfix/smtpd[1]: NOQUEUE: reject: RCPT from m[198.51.100.7]: 450 4.2.0 <ana@example.test>: Recipient address rejected: Greylisted; from=<a@b.example> to=<ana@example.test> proto=ESMTP helo=<m>',
        ),
        at(
          'postfix/smtpd[1]: NOQUEUE: reject: RCPT from m[198.51.100.7]: 550 5.1.1 <no@example.test>: Recipient address rejected: User unknown; from=<a@b.example> to=<no@example.test> proto=ESMTP helo=<m>',
        ),
        at(
          'postfix/cleanup[1]: 4Xk9Zq2Mz1z9sR5: milter-reject: END-OF-MESSAGE from m[198.51.100.7]: 5.7.1 Spam message rejected; from=<a@b.example> to=<ana@example.test> proto=ESMTP helo=<m>',
        ),
      ),
    );
    expect(storiesOf(session).map(({ state }) => state)).toEqual(['put-off', 'rejected', 'rejected']);
    expect(session.page({ search: 'NO@example', state: null, from: 0, limit: 10 })).toMatchObject({
      total: 1,
      rows: [{ recipients: [{ reason: 'no-such-user' }] }],
    });
    expect(session.page({ search: '', state: 'rejected', from: 1, limit: 1 })).toMatchObject({ total: 2, rows: [{ id: 1 }] });
  });

  it('is the same where there are more messages than are kept in memory', async () => {
    const many = 7_000;
    const id = (number: number) => (0x10000000 + number).toString(16).toUpperCase();
    const first = Array.from({ length: many }, (_, number) =>
      at(`postfix/qmgr[1]: ${id(number)}: from=<a${number}@b.example>, size=1, nrcpt=1 (queue active)`),
    );
    const later = Array.from({ length: many }, (_, number) =>
      at(`postfix/virtual[1]: ${id(number)}: to=<z${number}@example.test>, relay=virtual, dsn=2.0.0, status=sent (ok)`),
    );
    const session = await readLog(lines(...first, ...later));
    expect(session.progress()).toMatchObject({ lines: 2 * many, stories: many, state: 'done' });
    expect(session.page({ search: '<a17@', state: null, from: 0, limit: 10 }).rows).toMatchObject([
      { sender: 'a17@b.example', state: 'delivered', recipients: [{ address: 'z17@example.test' }], lines: 2 },
    ]);
  });
});

describe('the files of a log', () => {
  const line = (second: number, name: string) =>
    `Nov 30 10:00:0${second} mx postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR${second}: from=<${name}@b.example>, size=1, nrcpt=1 (queue active)\n`;

  it('are read from the oldest to the newest, rotated and compressed ones too', async () => {
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    const put = (name: string, bytes: string | Buffer) => writeFileSync(join(logs, name), bytes);
    put('mail.log.10.gz', gzipSync(line(1, 'ten')));
    put('mail.log.2.zst', zstdCompressSync(line(2, 'two')));
    put('mail.log.1', line(3, 'one'));
    put('mail.log', line(4, 'now'));
    put('auth.log', line(5, 'other'));
    put('mail.err', line(5, 'other'));
    const senders = async (name: string, withRotated: boolean) =>
      storiesOf(await readLog(null, { name: join('logs', name), withRotated })).map(({ sender }) => sender?.replace(/@.*/, ''));
    expect(await senders('mail.log', true)).toEqual(['ten', 'two', 'one', 'now']);
    expect(await senders('mail.log', false)).toEqual(['now']);
    expect(await senders('', true)).toEqual(['ten', 'two', 'one', 'now']);
    put('mail.log-20261128.gz', gzipSync(line(0, 'dated')));
    expect(await senders('mail.log', true)).toEqual(['dated', 'ten', 'two', 'one', 'now']);
  });

  it.each([
    ['nowhere', { code: 'file-unreadable', detail: { message: expect.stringMatching(/ENOENT/) } }],
    ['/dev/zero', { code: 'no-log-file', detail: { path: '/dev/zero' } }],
  ])('%s is refused', async (name, why) => {
    const session = createLogSession(
      { path: name.startsWith('/') ? name : join(folder, name), withRotated: true, follow: false },
      () => now,
    );
    open.push(session);
    await session.read();
    expect(session.progress()).toMatchObject({
      state: 'failed',
      failure: why,
    });
  });

  it('are read up to where one is damaged, and the others whole', async () => {
    writeFileSync(join(folder, 'mail.log.1.gz'), gzipSync(line(1, 'one').repeat(20_000)).subarray(0, 300));
    const session = await readLog(line(2, 'now'), { withRotated: true });
    expect(session.progress()).toMatchObject({ state: 'done', files: [{ failure: { code: 'file-unreadable' } }, { failure: null }] });
    expect(storiesOf(session).some(({ sender }) => sender === 'now@b.example')).toBe(true);
  });

  it('that grow beyond any log when they are decompressed are left, with what was read before', async () => {
    writeFileSync(join(folder, 'mail.log'), gzipSync(Buffer.concat([Buffer.from(line(1, 'first')), Buffer.alloc(40_000_000)])));
    const session = await readLog(null, { limit: 10_000_000 });
    expect(session.progress()).toMatchObject({
      state: 'failed',
      failure: { code: 'log-too-large', detail: { megabytes: 10 } },
      stories: 1,
    });
  });

  it('of a line without an end take no memory, and a line is cut', async () => {
    const session = await readLog(`${line(1, 'one')}${'x'.repeat(30_000_000)}\n\n${line(2, 'two')}`);
    expect(session.progress()).toMatchObject({ lines: 3, stories: 2, state: 'done' });
    expect(session.lines({ story: null, search: '', from: 1, limit: 1 }).lines[0]?.text.length).toBeLessThan(5_000);
  });
});

describe('a log that is followed', () => {
  const line = (number: number, rest: string) => `Nov 30 10:00:00 mx postfix/qmgr[1]: 4Xk9Zq2Mz1z9sR${number}: ${rest}\n`;
  const counts = (session: LogSession) => [session.progress().lines, session.progress().stories];

  it('is read on as it grows, a line only when it is whole', async () => {
    const session = await readLog(line(1, 'from=<a@b.example>, size=1, nrcpt=1 (queue active)'), { follow: true });
    expect(session.progress().state).toBe('following');
    const path = join(folder, 'mail.log');
    appendFileSync(path, line(1, 'removed').slice(0, 20));
    await session.poll();
    expect(counts(session)).toEqual([1, 1]);
    appendFileSync(path, line(1, 'removed').slice(20));
    await session.poll();
    expect(counts(session)).toEqual([2, 1]);
    expect(storiesOf(session)).toMatchObject([{ isCompleted: true }]);
    session.stop();
    appendFileSync(path, line(2, 'removed'));
    await session.poll();
    expect(counts(session)).toEqual([2, 1]);
    expect(session.progress().state).toBe('stopped');
  });

  it('is followed into the next file when it is rotated, without losing a line', async () => {
    const session = await readLog(line(1, 'removed'), { follow: true });
    const path = join(folder, 'mail.log');
    appendFileSync(path, line(2, 'removed'));
    renameSync(path, join(folder, 'mail.log.1'));
    await session.poll();
    expect(counts(session)).toEqual([2, 2]);
    writeFileSync(path, line(3, 'removed'));
    await session.poll();
    expect(counts(session)).toEqual([3, 3]);
  });

  it('is read from its beginning when it is emptied under its name', async () => {
    const session = await readLog(line(1, 'removed') + line(2, 'removed'), { follow: true });
    const path = join(folder, 'mail.log');
    copyFileSync(path, join(folder, 'mail.log.1'));
    truncateSync(path);
    appendFileSync(path, line(3, 'removed'));
    utimesSync(path, now / 1_000, now / 1_000);
    await session.poll();
    expect(counts(session)).toEqual([3, 3]);
  });
});
