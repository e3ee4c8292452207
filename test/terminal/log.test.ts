/** `log` of what `sync` and `send` have recorded. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { message, runPracticeMail, secret } from './practice-mail.ts';
import { cli, collect, jsonLines, root } from './terminal-program.ts';

const mail = runPracticeMail();

describe('log', () => {
  let data: string;
  beforeAll(async () => {
    data = mail.folders.data();
    await cli(['sync', '--data-dir', data, '--accounts', mail.accounts]);
    await cli(['send', '--data-dir', data, '--accounts', mail.accounts, '--account', 'Ana', '--to', 'ben@practice.test'], {
      input: message,
    });
  });
  const log = (...args: string[]) => cli(['log', '--data-dir', data, ...args]);

  it('lists sessions, newest first, as lines and as JSON', async () => {
    const { status, stdout, stderr } = await log('--list');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    const started = lines.map((line) => line.split('\t')[1]);
    expect(started.toSorted().toReversed()).toEqual(started);
    expect(lines.some((line) => line.includes('\tsmtp\tAna\tsend\t'))).toBe(true);
    expect(lines.some((line) => line.includes('\timap\tAna\tsync\t'))).toBe(true);
    const listed = jsonLines((await log('--list', '--json')).stdout);
    expect(listed.map(({ id }) => id)).toEqual(lines.map((line) => line.split('\t')[0]));
  });

  it('prints a session, an object a line: direction, bytes, masked spans; the secret is only a length', async () => {
    const sent = jsonLines((await log('--list', '--json')).stdout).find(({ protocol }) => protocol === 'smtp');
    const { status, stdout } = await log(String(sent?.id), '--json');
    expect(status).toBe(0);
    const lines = jsonLines(stdout);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(
        expect.arrayContaining(['session', 'protocol', 'account', 'purpose', 'at', 'direction', 'bytes', 'masked']),
      );
      expect(line).toMatchObject({ protocol: 'smtp', account: 'Ana', purpose: 'send' });
      expect(['client', 'server', 'note']).toContain(line.direction);
    }
    const client = Buffer.concat(
      lines.filter(({ direction }) => direction === 'client').map(({ bytes }) => Buffer.from(String(bytes), 'base64')),
    ).toString('latin1');
    expect(client).toMatch(/^EHLO .*\r\nSTARTTLS\r\nEHLO .*\r\nAUTH LOGIN\r\n/);
    expect(client).toContain('\r\n..a line with a dot\r\n');
    expect(client).toMatch(/\r\n\.\r\n(QUIT\r\n)?$/);
    const masked = lines.flatMap((line) => (line.masked as { offset: number; length: number }[]).map((span) => ({ ...span, line })));
    expect(masked).toHaveLength(1);
    expect(masked[0]?.length).toBe(Buffer.from(secret).toString('base64').length);
    expect(stdout).not.toContain(Buffer.from(Buffer.from(secret).toString('base64')).toString('base64').slice(0, 20));
  });

  it('a session by its name is the same as the last one, in text and in lines C:, S: and *', async () => {
    const [line] = jsonLines((await log('--last', '--json')).stdout);
    const named = await log(String(line?.session));
    expect(named).toEqual(await log('--last'));
    const kinds = new Set(
      named.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => /\b(C:|S:)|(\*) /.exec(line)?.[0].trim()),
    );
    expect([...kinds].filter((kind) => kind !== undefined).sort()).toEqual(['*', 'C:', 'S:']);
  });

  it('shares a session without a name in it, as text, JSON Lines or HTML, whole or a range', async () => {
    const [line] = jsonLines((await log('--last', '--json')).stdout);
    const session = String(line?.session);
    const plain = await log(session);
    expect(plain.stdout).toContain('ben@practice.test');
    for (const form of [[], ['--json'], ['--html']]) {
      const { status, stdout, stderr } = await log(session, '--share', ...form);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const bytes = form[0] === '--json' ? jsonLines(stdout).map((each) => Buffer.from(String(each.bytes), 'base64').toString()) : [];
      expect(stdout + bytes.join('')).toMatch(/RCPT TO:(?:<|&lt;)user\d+@host\d+\.example/);
      for (const name of ['practice.test', 'ben@', '127.0.0.1', 'Ana']) expect(stdout + bytes.join('')).not.toContain(name);
    }
    const range = await log(session, '--share', '--lines', '2-3', '--real-names');
    expect(range.stdout.split('\n')).toHaveLength(4);
    expect((await log('no-such-session', '--share')).status).toBe(1);
  });

  it('prints the command of another program that does the same, without the password', async () => {
    const { status, stdout, stderr } = await log('--last', '--as', 'swaks');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^swaks --server 127\.0\.0\.1 --port \d+ .*--tls --auth LOGIN --auth-user ana .*--to ben@practice\.test\n$/);
    expect(stdout).not.toContain(secret);
    const imap = jsonLines((await log('--list', '--json')).stdout).find(({ protocol }) => protocol === 'imap');
    expect(await log(String(imap?.id), '--as', 'swaks')).toMatchObject({ status: 1, stdout: '' });
  });

  it('a session that is not there ends with status 1', async () => {
    const { status, stdout, stderr } = await log('no-such-session');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: /);
    expect((await log('../../etc/passwd')).status).toBe(1);
  });

  it('a data folder without sessions ends with status 1 and makes nothing', async () => {
    const empty = mail.folders.data();
    expect((await cli(['log', '--data-dir', empty])).status).toBe(1);
    expect(() => readdirSync(empty)).toThrow('ENOENT');
  });

  it('a reader that closes early, as head does, is no failure', async () => {
    const sessions = jsonLines((await log('--list', '--json')).stdout).filter(({ protocol }) => protocol === 'imap');
    const largest = sessions.toSorted((left, right) => Number(right.lines) - Number(left.lines))[0];
    const child = spawn('sh', [
      '-c',
      `"$0" "$1" log --data-dir "$2" --json "$3" | head -n 1; echo "\${PIPESTATUS:-}" >&2`,
      process.execPath,
      join(root, 'electron/terminal/main.ts'),
      data,
      String(largest?.id),
    ]);
    const { stdout, stderr } = await collect(child);
    expect(jsonLines(stdout)).toHaveLength(1);
    expect(stderr.trim()).toBe('');
  });

  it('ends with status 0 when its reader is gone at once', async () => {
    const child = spawn(process.execPath, [join(root, 'electron/terminal/main.ts'), 'log', '--data-dir', data, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(0);
  });

  it('no secret is anywhere in the data folder', () => {
    const dresses = [
      secret,
      Buffer.from(secret).toString('base64').slice(2, -4),
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret, 'utf16le').toString('latin1'),
    ];
    for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        const bytes = readFileSync(join(entry.parentPath, entry.name)).toString('latin1');
        for (const dress of dresses) expect(bytes.includes(dress), entry.name).toBe(false);
      }
  });
});
