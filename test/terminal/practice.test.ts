/** `sync`, `send` and `log` end to end against the practice server: what they print, where, and how they end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../servers/accounts-file.ts';
import { cli, collect, createFolders, jsonLines, root, startRunning } from './terminal-program.ts';

const folders = createFolders();
const secret = 'Canary-of-the-terminal-5b1c';
let server: PracticeServer;
let accounts: string;

function describeAccount(changes: { protocol?: 'imap' | 'pop3'; password?: string; port?: number } = {}): ProvisionedAccount {
  const { protocol = 'imap', password = secret, port } = changes;
  const credentials = { username: 'ana', password };
  return {
    name: 'Ana',
    address: 'ana@practice.test',
    incoming: { protocol, host: server.host, port: port ?? server[protocol].port, security: 'starttls', ...credentials },
    outgoing: { host: server.host, port: server.smtp.port, security: 'starttls', ...credentials, mechanism: 'LOGIN' },
  };
}

const writeAccounts = (...described: ProvisionedAccount[]) =>
  writeAccountsFile({ folder: folders.files(), accounts: described, trustedCertificates: [server.certificate] });

const message = [
  'From: Ana <ana@practice.test>',
  'To: ben@practice.test',
  'Subject: From the terminal',
  'Message-ID: <terminal-1@practice.test>',
  '',
  'Line one',
  '.a line with a dot',
  'ñandú',
  '',
].join('\n');

beforeAll(async () => {
  const people = ['ana', 'ben'].map((username) => ({
    username,
    displayName: username,
    password: secret,
    address: `${username}@practice.test`,
  }));
  server = await createPracticeServer({ accounts: people, sampleMail: true });
  accounts = await writeAccounts(describeAccount());
});
afterAll(async () => {
  await server?.close();
  folders.remove();
});

describe('sync', () => {
  it('brings every folder, prints its counts as JSON, and has nothing new the second time', async () => {
    const data = folders.data();
    const first = await cli(['sync', '--data-dir', data, '--accounts', accounts, '--json'], { launched: true });
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    const report = JSON.parse(first.stdout) as { accounts: { name: string; folders: Record<string, unknown>[] }[] };
    expect(Object.keys(report)).toEqual(['accounts']);
    expect(report.accounts.map(({ name }) => name)).toEqual(['Ana']);
    const list = report.accounts[0]?.folders ?? [];
    expect(list.length).toBeGreaterThan(3);
    for (const folder of list) expect(Object.keys(folder).sort()).toEqual(['held', 'new', 'path', 'server', 'uidValidity']);
    expect(list.map(({ held }) => held)).toEqual(list.map(({ server }) => server));
    const inbox = list.find(({ path }) => path === 'INBOX');
    expect(inbox?.held).toBeGreaterThan(5);
    expect(inbox?.new).toBe(inbox?.held);
    expect(typeof inbox?.uidValidity).toBe('number');

    const second = await cli(['sync', '--data-dir', data, '--accounts', accounts]);
    expect(second.status).toBe(0);
    expect(second.stdout).toMatch(new RegExp(`^Ana\tINBOX\t${inbox?.held} of ${inbox?.server}\t\\+0$`, 'm'));
    expect(second.stdout).not.toMatch(/\+[1-9]/);
  });

  it('fetches by POP3, too', async () => {
    const file = await writeAccounts(describeAccount({ protocol: 'pop3' }));
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', folders.data(), '--accounts', file, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { folders: list = [] } =
      (JSON.parse(stdout) as { accounts: { folders: { held: number; server: number; uidValidity: null }[] }[] }).accounts[0] ?? {};
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ uidValidity: null });
    expect(list[0]?.held).toBe(list[0]?.server);
    expect(list[0]?.held).toBeGreaterThan(5);
  });

  it('a wrong password ends with status 1 and the server’s own line, and is in no output', async () => {
    const wrong = 'Wrong-canary-77';
    const file = await writeAccounts(describeAccount({ password: wrong }));
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', folders.data(), '--accounts', file, '--json']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: .*AUTHENTICATIONFAILED.*\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      accounts: [{ name: 'Ana', failure: { code: 'authentication-refused', protocol: 'imap' } }],
    });
    expect(stdout + stderr).not.toContain(wrong);
    expect(stdout + stderr).not.toContain(Buffer.from(wrong).toString('base64').slice(0, -2));
  });

  it('a server that is not there ends with status 1 and says which', async () => {
    const file = await writeAccounts(describeAccount({ port: 1 }));
    const { status, stderr } = await cli(['sync', '--data-dir', folders.data(), '--accounts', file]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: .*127\.0\.0\.1.*\n$/);
  });

  it('a wrong accounts file ends with status 1 and names the field', async () => {
    const account = describeAccount();
    const file = await writeAccounts({ ...account, incoming: { ...account.incoming, port: 'imap' as never } }); // wrong on purpose
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', folders.data(), '--accounts', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('incoming.port');
  });
});

describe('send', () => {
  const send = (data: string, to: readonly string[], more: readonly string[] = [], input: string | null = message) =>
    cli(['send', '--data-dir', data, '--accounts', accounts, '--account', 'Ana', '--to', ...to, ...more], input === null ? {} : { input });

  it('submits the message with CRLF, prints the outcome as JSON and the transcript on standard error', async () => {
    const data = folders.data();
    const { status, stdout, stderr } = await send(data, ['ben@practice.test'], ['--json']);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual(['state', 'reply', 'queueId', 'recipients', 'session']);
    expect(report).toMatchObject({
      state: 'accepted',
      reply: expect.stringMatching(/^250 /),
      recipients: [{ address: 'ben@practice.test', state: 'accepted', reply: expect.stringMatching(/^250 /) }],
    });
    expect(report.queueId).toEqual(expect.any(String));
    expect(String(report.reply)).toContain(String(report.queueId));
    for (const line of [
      'C: EHLO ',
      'S: 250',
      'C: STARTTLS',
      'C: AUTH LOGIN',
      'C: MAIL FROM:<ana@practice.test>',
      'C: RCPT TO:<ben@practice.test>',
      'C: DATA',
      'S: 354',
    ])
      expect(stderr).toContain(line);
    expect(stderr + stdout).not.toContain(secret);
    expect(stderr).not.toContain(Buffer.from(secret).toString('base64'));

    const taken = server.mailbox.accepted.at(-1);
    expect(taken?.recipients).toEqual(['ben@practice.test']);
    expect(taken?.bytes.toString('utf8')).toBe(message.replaceAll('\n', '\r\n'));
  });

  it('a recipient that is refused is named with the server’s line; the status is 1 although others got it', async () => {
    const { status, stdout } = await send(folders.data(), ['ben@practice.test', '550@practice.test'], ['--json']);
    expect(status).toBe(1);
    const { recipients } = JSON.parse(stdout) as { recipients: { address: string; state: string; reply: string }[] };
    expect(recipients.find(({ address }) => address.startsWith('ben'))).toMatchObject({ state: 'accepted' });
    expect(recipients.find(({ address }) => address.startsWith('550'))).toMatchObject({
      state: 'refused',
      reply: expect.stringMatching(/^550 /),
    });
  });

  it('everything refused: status 1, and one line says why with the server’s line', async () => {
    const { status, stdout, stderr } = await send(folders.data(), ['550@practice.test']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^refused/);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^postglass: .*550 /);
  });

  it('a connection cut after the final dot is unknown, never accepted', async () => {
    const { status, stdout } = await send(folders.data(), ['lose-after-dot@practice.test'], ['--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'unknown', queueId: null });
  });

  it.each([
    ['closed', null],
    ['empty', ''],
  ])('standard input that is %s ends with status 2 and one line', async (_state, input) => {
    const { status, stdout, stderr } = await send(folders.data(), ['ben@practice.test'], [], input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^postglass: .*standard input\n$/);
  });

  it.each(['ben@practice.test\r\nRCPT TO:<eve@practice.test>', 'not an address', 'ben@practice.test>', '@'])(
    'the recipient %j is refused before anything is sent',
    async (address) => {
      const before = server.mailbox.accepted.length;
      const { status, stdout, stderr } = await send(folders.data(), [address]);
      expect(status).toBe(1);
      expect(stdout).not.toMatch(/^accepted/);
      expect(stderr).toMatch(/^postglass: /m);
      expect(server.mailbox.accepted.length).toBe(before);
    },
  );

  it('an account that is not there is named', async () => {
    const { status, stderr } = await cli(
      ['send', '--data-dir', folders.data(), '--accounts', accounts, '--account', 'Nobody', '--to', 'ben@practice.test'],
      { input: message },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('Nobody');
  });
});

describe('log', () => {
  let data: string;
  beforeAll(async () => {
    data = folders.data();
    await cli(['sync', '--data-dir', data, '--accounts', accounts]);
    await cli(['send', '--data-dir', data, '--accounts', accounts, '--account', 'Ana', '--to', 'ben@practice.test'], { input: message });
  });
  const log = (...args: string[]) => cli(['log', '--data-dir', data, ...args]);

  it('lists sessions, newest first, as lines and as JSON', async () => {
    const { status, stdout, stderr } = await log('--list');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(
      lines
        .toSorted()
        .toReversed()
        .map((line) => line.split('\t')[1]),
    ).toEqual(lines.map((line) => line.split('\t')[1]));
    expect(lines.some((line) => line.includes('\tsmtp\tAna\tsend\t'))).toBe(true);
    expect(lines.some((line) => line.includes('\timap\tAna\tsync\t'))).toBe(true);
    const listed = jsonLines((await log('--list', '--json')).stdout);
    expect(listed.map(({ id }) => id)).toEqual(lines.map((line) => line.split('\t')[0]));
  });

  it('prints a session as DESIGN §8 says: direction, bytes, masked spans; the secret is only a length', async () => {
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
    const [newest] = jsonLines((await log('--list', '--json')).stdout);
    const named = await log(String(newest?.id));
    expect(named).toEqual(await log('--last'));
    const kinds = new Set(
      named.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => /\b(C:|S:)|(\*) /.exec(line)?.[0].trim()),
    );
    expect([...kinds].filter((kind) => kind !== undefined).sort()).toEqual(['*', 'C:', 'S:']);
  });

  it('a session that is not there ends with status 1', async () => {
    const { status, stdout, stderr } = await log('no-such-session');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: /);
    expect((await log('../../etc/passwd')).status).toBe(1);
  });

  it('a data folder without sessions ends with status 1 and makes nothing', async () => {
    const empty = folders.data();
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

describe('beside a program that runs on the same data folder', () => {
  let data: string;
  let running: ReturnType<typeof startRunning>;
  beforeAll(async () => {
    data = folders.data();
    running = startRunning(data, accounts);
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.outcome;
  });

  it('sync is refused with status 1 and names the process', async () => {
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', data, '--accounts', accounts, '--json']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: .*\n$/);
    expect(stderr).toContain(String(running.child.pid));
  });

  it('send is handed over to it and reports as its own', async () => {
    const { status, stdout, stderr } = await cli(['send', '--data-dir', data, '--account', 'Ana', '--to', 'ben@practice.test', '--json'], {
      input: message.replace('terminal-1', 'terminal-2'),
    });
    expect(stderr).toContain('C: RCPT TO:<ben@practice.test>');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'accepted', reply: expect.stringMatching(/^250 /) });
  });

  it('log reads what it has recorded', async () => {
    const { status, stdout } = await cli(['log', '--data-dir', data, '--list']);
    expect(status).toBe(0);
    expect(stdout).toContain('\tsmtp\tAna\tsend\t');
  });

  it('once it has ended the folder is free', async () => {
    running.child.kill('SIGTERM');
    expect((await running.outcome).status).toBe(0);
    expect((await cli(['sync', '--data-dir', data, '--accounts', accounts])).status).toBe(0);
  });
});
