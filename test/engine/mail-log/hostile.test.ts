/** Logs that somebody has made to do harm, and what must not be shown of any log. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../electron/contract/failure.ts';
import { openLogBytes, openRegular } from '../../../electron/engine/mail-log/files/log-bytes.ts';
import { createLogSession } from '../../../electron/engine/mail-log/log-session.ts';
import { createSecretHider } from '../../../electron/engine/mail-log/secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-hostile-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = Date.parse('2026-11-30T12:00:00Z');
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof FailureError ? error.failure : null;
};

describe('a file that is none', () => {
  it.skipIf(process.platform === 'win32')('is not waited for: a pipe under the name of a log, and one that takes its place', async () => {
    const path = join(folder, 'mail.log');
    execFileSync('mkfifo', [path]);
    expect(await failureOf(openRegular(path))).toMatchObject({ code: 'file-unreadable', detail: { message: 'not a regular file' } });
    rmSync(path);
    writeFileSync(path, 'Nov 30 10:00:00 mx postfix/qmgr[1]: A000000001: removed\n');
    const session = createLogSession({ path, withRotated: false, follow: true }, () => now);
    await session.read();
    renameSync(path, join(folder, 'mail.log.1'));
    execFileSync('mkfifo', [path]);
    await session.poll();
    expect(session.progress()).toMatchObject({ state: 'following', lines: 1 });
    rmSync(path);
    writeFileSync(path, 'Nov 30 10:01:00 mx postfix/qmgr[1]: A000000002: removed\n');
    await session.poll();
    expect(session.progress()).toMatchObject({ state: 'following', lines: 2 });
    await session.close();
  });

  it('ends where it ended when it was opened, though somebody writes faster than it is read', async () => {
    const path = join(folder, 'mail.log');
    writeFileSync(path, 'x\n'.repeat(1_000));
    const bytes = await openLogBytes(path);
    let octets = 0;
    for await (const chunk of bytes.chunks(() => appendFileSync(path, 'y\n'.repeat(1_000)))) {
      octets += chunk.length;
      expect(octets).toBeLessThan(10_000);
    }
    await bytes.close();
    expect(octets).toBe(2_000);
  });

  it('is given up where a small one grows without measure', async () => {
    const path = join(folder, 'mail.log.1.gz');
    writeFileSync(path, gzipSync(Buffer.alloc(3_000_000)));
    const bytes = await openLogBytes(path, { free: 1_000_000, times: 10 });
    let octets = 0;
    const read = async () => {
      for await (const chunk of bytes.chunks(() => undefined)) octets += chunk.length;
    };
    expect(await failureOf(read())).toMatchObject({ code: 'file-unreadable' });
    expect(octets).toBeLessThanOrEqual(1_000_000);
    await bytes.close();
  });
});

describe('what a client sent to sign in', () => {
  const plain = Buffer.from('\u0000ana\u0000hunter2').toString('base64');
  const password = Buffer.from('hunter2').toString('base64');
  const token = Buffer.from('user=ana@x.test\u0001auth=Bearer hunter2\u0001\u0001').toString('base64');

  it.each([
    `Nov 30 10:00:00 mx postfix/smtpd[1]: < h[192.0.2.1]: AUTH PLAIN ${plain}`,
    `Nov 30 10:00:00 mx postfix/smtpd[1]: > h[192.0.2.1]: 334 UGFzc3dvcmQ6\nNov 30 10:00:00 mx postfix/smtpd[1]: < h[192.0.2.1]: ${password}`,
    `Nov 30 10:00:00 mx postfix/smtpd[1]: warning: h[192.0.2.1]: SASL PLAIN authentication failed: ${plain}`,
    'Nov 30 10:00:00 mx postfix/smtpd[1]: warning: non-SMTP command from h[192.0.2.1]: PASS hunter2',
    `2026-11-30 10:00:00 SMTP protocol error in "AUTH PLAIN ${plain}" H=x [192.0.2.1] AUTH command used when not advertised`,
    `2026-11-30 10:00:00 SMTP syntax error in "${plain}" H=(x) [192.0.2.1] unrecognized command`,
    `2026-11-30 10:00:00 SMTP protocol synchronization error: rejected connection from H=[192.0.2.1] input="AUTH XOAUTH2 ${token}\\r\\n"`,
    `Nov 30 10:00:00 mx sendmail[1]: uAU000000001: --- 334 UGFzc3dvcmQ6\nNov 30 10:00:00 mx sendmail[1]: uAU000000001: <-- ${password}`,
    `Nov 30 10:00:00 mx dovecot: auth: Debug: client in: AUTH\t1\tPLAIN\tservice=smtp\tresp=${plain}`,
    'Nov 30 10:00:00 mx dovecot: auth-worker: sql(ana,192.0.2.1): Password mismatch (given password: hunter2)',
    'Nov 30 10:00:00 mx saslauthd[1]: do_auth: failure: [user=ana] password="hunter2"',
    '2026-11-30 10:00:00 SMTP call from x [192.0.2.1] dropped: too many unrecognized commands (last was "hunter2")',
    '2026-11-30 10:00:00 SMTP call from x [192.0.2.1] dropped: too many syntax or protocol errors (last command was "hunter2", NULL)',
    '2026-11-30 10:00:00 login authenticator failed for x [192.0.2.1]: 535 Incorrect authentication data (set_id=ana:hunter2)',
  ])('is not shown, nor told in a sentence: %s', async (text) => {
    const path = join(folder, 'mail.log');
    writeFileSync(path, `${text}\n`);
    const session = createLogSession({ path, withRotated: false, follow: false }, () => now);
    await session.read();
    const shown = JSON.stringify([
      session.linesAfter({ search: '', after: -1, limit: 10 }),
      session.storiesAfter({ search: '', state: null, after: -1, limit: 10 }),
    ]);
    await session.close();
    expect(shown).toContain('********');
    for (const secret of ['hunter2', plain, password, token]) expect(shown).not.toContain(secret);
  });

  it.each([
    'Nov 30 10:00:00 mx postfix/smtpd[1]: > h[192.0.2.1]: 250-AUTH LOGIN PLAIN',
    'Nov 30 10:00:00 mx postfix/smtpd[1]: warning: h[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
    '2026-11-30 10:00:00 SMTP call from x [192.0.2.1] dropped: too many unrecognized commands (last was "NOOP")',
    '2026-11-30 10:00:00 login authenticator failed for x [192.0.2.1]: 535 Incorrect authentication data (set_id=ana@x.test)',
    'Nov 30 10:00:00 mx opendmarc[1]: 4Xk9Zq2Mz1z9sR3: example.test pass',
    'Nov 30 10:00:00 mx postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<b@x.test>, dsn=5.7.1, status=bounced (said: 550 5.7.1 spf=pass dkim=pass; password expired)',
    '2026-11-30 10:00:00 1rABCD-000001-AB <= a@x.test H=x [192.0.2.1] P=esmtpsa A=plain:ana S=1 id=PasswordAuthSecret1234@x.test',
  ])('is looked for nowhere else: %s', (line) => {
    expect(createSecretHider()(line)).toBe(line);
  });

  it('takes time by the length of the line alone', () => {
    const pieces = ['(', ' ', '"', 'AUTH PLAIN ', 'A', 'password= ', ': > a: ', 'command from ', '['];
    const hide = createSecretHider();
    const before = process.threadCpuUsage();
    for (const piece of pieces) for (let turn = 0; turn < 20; turn += 1) hide(`auth ${piece.repeat(4_096)}`.slice(0, 4_096));
    const { user, system } = process.threadCpuUsage(before);
    expect(user + system).toBeLessThan(1_000_000);
  });
});

it('all of a log is gone through once, the oldest first, however it is searched', async () => {
  const path = join(folder, 'mail.log');
  const ids = Array.from({ length: 25 }, (_, number) => `A${String(number).padStart(9, '0')}`);
  const of = (id: string) =>
    `Nov 30 10:00:00 mx postfix/qmgr[1]: ${id}: from=<${id.endsWith('1') ? 'one' : 'all'}@x.test>, size=1, nrcpt=1`;
  writeFileSync(path, `${ids.map(of).join('\n')}\n`);
  const session = createLogSession({ path, withRotated: false, follow: false }, () => now);
  await session.read();
  const gone = (search: string) => {
    const found: string[] = [];
    for (let after = -1; ; ) {
      const part = session.storiesAfter({ search, state: null, after, limit: 10 });
      found.push(...part.flatMap(({ queueIds }) => queueIds));
      after = part.at(-1)?.id ?? after;
      if (part.length < 10) return found;
    }
  };
  expect(gone('')).toEqual(ids);
  expect(gone('ONE@x')).toEqual(ids.filter((id) => id.endsWith('1')));
  const wanted = session.linesAfter({ search: 'ONE@x', after: 5, limit: 10 });
  expect(wanted.map(({ index }) => index)).toEqual([11, 21]);
  expect(session.lines({ story: null, search: 'one@x', from: 1, limit: 10 })).toMatchObject({
    total: 3,
    lines: [{ index: 11 }, { index: 21 }],
  });
  await session.close();
});
