/** `console` as a script uses it: lines in, lines out, and how it ended. */
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanFolder } from '../support/material/canaries.ts';
import { startScriptedServer } from '../support/scripted/scripted-server.ts';
import { runPracticeMail, secret } from './practice-mail.ts';
import { cli, collect, jsonLines, startCli, startRunning } from './terminal-program.ts';

const mail = runPracticeMail();
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('console', () => {
  const smtp = () => `smtp://${mail.server.host}:${mail.server.smtp.port}`;
  const run = (target: readonly string[], lines: readonly string[], data = mail.folders.data()) =>
    cli(['console', '--data-dir', data, ...target], { input: `${lines.join('\n')}\n` });

  it('sends a message from a pipe, over TLS that was typed, and prints no password', async () => {
    const data = mail.folders.data();
    const lines = ['EHLO me', 'STARTTLS', 'EHLO me', 'AUTH LOGIN', base64('ana'), base64(secret)];
    const message = ['MAIL FROM:<ana@practice.test>', 'RCPT TO:<ben@practice.test>', 'DATA', 'Subject: piped', '', 'Hello.', '.', 'QUIT'];
    const { status, stdout, stderr } = await cli(['console', '--data-dir', data, '--accounts', mail.accounts, smtp()], {
      input: `${[...lines, ...message].join('\n')}\n`,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const codes = stdout.split('\n').flatMap((line) => /^(\d{3}) /.exec(line)?.[1] ?? []);
    expect(codes).toEqual(['220', '250', '220', '250', '334', '334', '235', '250', '250', '354', '250', '221']);
    expect(stdout).not.toContain('piped');
    expect(JSON.stringify(mail.server.mailbox.snapshot().ben)).toContain('Subject: piped');
    expect(await scanFolder(data, [{ name: 'secret', secret }])).toEqual([]);
    const log = jsonLines((await cli(['log', '--data-dir', data, '--list', '--json'])).stdout);
    expect(log).toMatchObject([{ protocol: 'smtp', purpose: 'console', state: 'done' }]);
  });

  it('prints a whole message and literals of an account, one reply after the other', async () => {
    const { status, stdout } = await run(
      ['--accounts', mail.accounts, '--account', 'Ana'],
      [`a1 LOGIN ana ${secret}`, 'a2 APPEND INBOX {19}', 'Subject: literal', '', 'a3 SELECT INBOX', 'a4 FETCH * BODY[]', 'a5 LOGOUT'],
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/\+ .*\n(?:\* .*\n)*a2 OK/);
    expect(stdout).toContain('Subject: literal\n');
    expect(stdout.split('\n').filter((line) => /^a\d /.test(line))).toHaveLength(5);
    expect(stdout).not.toContain(secret);
  });

  it('says what is printed as JSON, with both sides and masked spans', async () => {
    const { stdout } = await run([`pop3://${mail.server.host}:${mail.server.pop3.port}`, '--json'], ['USER ana', `PASS ${secret}`, 'QUIT']);
    const lines = jsonLines(stdout);
    expect(lines.some(({ direction, protocol, purpose }) => direction === 'server' && protocol === 'pop3' && purpose === 'console')).toBe(
      true,
    );
    expect(lines.filter(({ masked }) => Array.isArray(masked) && masked.length > 0)).toMatchObject([
      { direction: 'client', masked: [{ offset: 5, length: secret.length }] },
    ]);
  });

  it('prints the greeting where there is nothing to send, and the answer to raw lines', async () => {
    const silent = await cli(['console', '--data-dir', mail.folders.data(), smtp()], { input: '' });
    expect(silent).toMatchObject({ status: 0, stderr: '' });
    expect(silent.stdout).toMatch(/^220 /);
    const raw = await run([smtp().replace('smtp:', 'raw:')], ['EHLO me', 'NOOP']);
    expect(raw.status).toBe(0);
    expect(raw.stdout.split('\n').filter((line) => /^250 /.test(line))).toHaveLength(2);
  });

  it('a connection that is refused or lost is a failure, in one line', async () => {
    const refused = await run(['smtp://127.0.0.1:1'], ['QUIT']);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('127.0.0.1:1');
    mail.server.faults.set([{ protocol: 'smtp', when: { command: 'NOOP' }, do: { close: 'rst' } }]);
    try {
      const lost = await run([smtp()], ['EHLO me', 'NOOP', 'QUIT']);
      expect(lost.status).toBe(1);
      expect(lost.stdout).toMatch(/^220 /);
    } finally {
      mail.server.faults.set([]);
    }
    expect(await run(['--accounts', mail.accounts, '--account', 'Nobody'], ['QUIT'])).toMatchObject({ status: 1 });
  });

  it('plays a script from a file or a pipe, and its status says whether everything was as expected', async () => {
    const data = mail.folders.data();
    const accounts = ['--data-dir', data, '--accounts', mail.accounts];
    const script = (last: string) =>
      [
        '# by hand',
        `connect ${smtp()}`,
        'S: 220...',
        'C: EHLO me',
        'C: STARTTLS',
        'tls',
        'C: EHLO me',
        'sign in AUTH LOGIN as ana',
        'S: 235...',
      ]
        .concat(['C: NOOP', last, 'C: QUIT', 'closed', ''])
        .join('\n');
    const file = join(mail.folders.files(), 'by-hand.txt');
    writeFileSync(file, script('S: 250...'));
    const played = await cli(['console', ...accounts, '--script', file]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(played.stdout.split('\n').flatMap((line) => /^(\d{3}) /.exec(line)?.[1] ?? [])).toEqual(
      '220 250 220 250 334 334 235 250 221'.split(' '),
    );
    const other = await cli(['console', ...accounts, '--script', '-'], { input: script('S: 550...') });
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(/^postglass: -:11: Expected “S: 550\.\.\.”, and “250 .*” came\.\n$/);
    // What was played is copied, and plays again; a server that is named comes before the one of the script.
    const copied = await cli(['log', '--data-dir', data, '--last', '--as', 'console']);
    expect(copied.stdout).toContain('\nsign in AUTH LOGIN as ana\nS: 235 2.7.0...\n');
    const again = await cli(['console', ...accounts, smtp(), '--script', '-'], {
      input: copied.stdout.replace(/^connect .*/, 'connect smtp://127.0.0.1:1'),
    });
    expect(again).toMatchObject({ status: 0, stderr: '' });
    for (const { stdout, stderr } of [played, other, copied, again]) {
      expect(stdout + stderr).not.toContain(secret);
      expect(stdout + stderr).not.toContain(base64(secret));
    }
    expect(await scanFolder(data, [{ name: 'secret', secret }])).toEqual([]);
  });

  it('a script takes a token from a pipe, and none where there is none', async () => {
    const token = 'ya29.Kanarie-aus-der-Leitung';
    const received: (string | null)[] = [];
    const server = await startScriptedServer(async (connection) => {
      connection.send('220 hello\r\n');
      for (const answer of ['334 ', '235 welcome', '221 bye']) {
        const line = await connection.line();
        if (line === null) return;
        received.push(line);
        connection.send(`${answer}\r\n`);
      }
      connection.close();
    });
    try {
      const data = mail.folders.data();
      const file = join(mail.folders.data(), '..', 'token.txt');
      writeFileSync(file, `connect smtp://127.0.0.1:${server.port}\nsign in AUTH XOAUTH2 as ana\nS: 235...\nC: QUIT\nclosed\n`);
      const played = await cli(['console', '--data-dir', data, '--script', file], { input: `${token}\n` });
      expect({ status: played.status, stderr: played.stderr }).toEqual({ status: 0, stderr: '' });
      expect(received[1]).toBe(base64(`user=ana\x01auth=Bearer ${token}\x01\x01`));
      expect(played.stdout).toContain('235 welcome');
      expect(played.stdout).not.toContain(token);
      expect(await scanFolder(data, [{ name: 'token', secret: token }])).toEqual([]);
      const none = await cli(['console', '--data-dir', data, '--script', file], { input: '' });
      expect(none).toMatchObject({ status: 1, stderr: `postglass: ${file}:2: No token was given for XOAUTH2.\n` });
    } finally {
      await server.stop();
    }
  });

  it('a script that is wrong, or leads nowhere, is told of before anything is connected', async () => {
    const wrong = await cli(['console', '--script', '-'], { input: 'connect http://x\nC: PASS geheim\nEHLO me\n' });
    expect(wrong).toMatchObject({ status: 1, stdout: '' });
    expect(wrong.stderr.split('\n').map((line) => /-:\d+/.exec(line)?.[0])).toEqual(['-:1', '-:2', '-:3', undefined]);
    expect(wrong.stderr).not.toContain('geheim');
    expect((await cli(['console', '--script', '-'], { input: 'C: NOOP\n' })).status).toBe(2);
    expect((await cli(['console', '--script', '/nowhere/at/all'])).status).toBe(1);
  });

  it('works beside a running program, and leaves its folder alone', async () => {
    const data = mail.folders.data();
    const running = startRunning(data, mail.accounts);
    await running.ready;
    try {
      const environment = { POSTGLASS_DATA_DIR: data, XDG_CONFIG_HOME: data };
      const beside = await cli(['console', smtp()], { input: 'QUIT\n', environment });
      expect(beside.status).toBe(0);
      // The passwords are in the folder: a script that needs one is refused before anything is sent; with accounts of its own it plays.
      const input = 'C: EHLO me\nC: STARTTLS\ntls\nC: EHLO me\nsign in AUTH LOGIN as ana\nC: QUIT\n';
      const refused = await cli(['console', smtp(), '--script', '-'], { input, environment });
      expect(refused).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toContain(String(running.child.pid));
      const own = await cli(['console', smtp(), '--accounts', mail.accounts, '--script', '-'], { input, environment });
      expect(own).toMatchObject({ status: 0, stderr: '' });
      expect((await run([smtp()], ['QUIT'], data)).stderr).toContain('Postglass');
    } finally {
      running.child.kill('SIGTERM');
      await running.outcome;
    }
    expect(readFileSync(join(data, 'user-data.sqlite')).length).toBeGreaterThan(0);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is broken off by %s without a word, and a session that is kept nowhere is gone',
    async (signal) => {
      const data = mail.folders.data();
      const temporary = mail.folders.files();
      const running = startRunning(data, mail.accounts);
      await running.ready;
      try {
        const environment = { POSTGLASS_DATA_DIR: data, XDG_CONFIG_HOME: data, TMPDIR: temporary };
        const child = startCli(['console', smtp()], { input: 'NOOP\n', isTyped: true, environment });
        const outcome = collect(child);
        if (child.stdout) await once(child.stdout, 'data');
        expect(readdirSync(temporary)).toHaveLength(1);
        child.kill(signal);
        expect(await outcome).toMatchObject({ status: 1, stderr: '' });
        expect(readdirSync(temporary)).toEqual([]);
      } finally {
        running.child.kill('SIGTERM');
        await running.outcome;
      }
    },
  );
});
