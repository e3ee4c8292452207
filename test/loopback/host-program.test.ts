/** The browser host as a process, with the real engine: what it prints, whom it lets in, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { buildProgram } from '../support/build-program.ts';
import { enterPage, openPageSocket } from './page-client.ts';

const entry = fileURLToPath(new URL('../../electron/loopback/main.ts', import.meta.url));
let base: string;
let next = 1;

interface Running {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly output: { stdout: string; stderr: string };
  readonly address: Promise<string>;
  readonly ended: Promise<number | null>;
}

function start(args: readonly string[], folder = join(base, `data-${next++}`), environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [entry, '--no-open', '--data-dir', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', ...environment },
  });
  const output = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (status) => resolve(status)));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
      const found = /^Postglass is at (\S+)\n/.exec(output.stdout)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(output.stderr)));
  });
  address.catch(() => {}); // the waiting test sees the rejection
  return { child, folder, output, address, ended };
}

let nextId = 1;
const call = (socket: WebSocket, name: string, input: unknown) =>
  new Promise<{ ok: boolean; value?: unknown; failure?: { code: string } }>((resolve) => {
    const id = nextId++;
    const hear = (data: unknown) => {
      const message = JSON.parse(String(data)) as { id?: number; answer?: never };
      if (message.id !== id) return;
      socket.off('message', hear);
      resolve(message.answer as never); // the engine's envelope
    };
    socket.on('message', hear);
    socket.send(JSON.stringify({ id, name, input }));
  });

beforeAll(() => {
  buildProgram();
  base = mkdtempSync(join(tmpdir(), 'postglass-host-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 10 }));

describe('the browser host', () => {
  it('prints one line, serves the real window and engine to two tabs, and ends cleanly when told to', async () => {
    const running = start(['--practice', '--lang', 'pt']);
    const address = await running.address;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{20,}$/);
    const { socket, keys, bytes } = await enterPage(address);
    const second = await openPageSocket(new URL(address).host, keys);

    expect(await call(socket, 'application.info', {})).toMatchObject({
      ok: true,
      value: {
        dataFolder: running.folder,
        language: 'pt',
        practice: true,
        vault: 'memory',
        capabilities: process.platform === 'win32' ? [] : ['local-mail'],
      },
    });
    // Two tabs agree: what one changes the other hears.
    const heard = new Promise((resolve) =>
      second.on('message', (data) => String(data).includes('application.preferencesChanged') && resolve(JSON.parse(String(data)))),
    );
    await call(socket, 'application.setPreferences', { textSize: 110 });
    expect(await heard).toMatchObject({ event: 'application.preferencesChanged', value: { textSize: 110 } });

    // The newest message of the practice account, as a byte stream.
    const inbox = async () => {
      const folders = (await call(socket, 'folders.list', {})).value as { id: number; role: string }[] | undefined;
      const id = folders?.find(({ role }) => role === 'inbox')?.id;
      if (id === undefined) return [];
      const first = await call(socket, 'lists.page', { source: { kind: 'folder', folderId: id }, position: 0, limit: 5 });
      return (first.value as { rows: { id: number }[] }).rows;
    };
    await expect.poll(async () => (await inbox()).length, { timeout: 30_000 }).toBe(5);
    const [newest] = await inbox();
    await call(socket, 'messages.open', { id: newest?.id });
    const source = await fetch(bytes(`message/${newest?.id}/source`));
    expect(source.status).toBe(200);
    expect(await source.text()).toMatch(/^Message-ID:/im);

    const closed = new Promise((resolve) => socket.once('close', resolve));
    running.child.kill('SIGTERM');
    expect(await closed).toBe(1001);
    expect(await running.ended).toBe(0);
    expect(running.output).toEqual({ stdout: `Postglass is at ${address}\n`, stderr: '' });
    expect(existsSync(join(running.folder, 'lock.json'))).toBe(false);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('%s ends it with status 0 and the data folder free for the next', async (signal) => {
    const folder = join(base, `data-${next++}`);
    const first = start([], folder);
    await first.address;
    first.child.kill(signal);
    expect(await first.ended).toBe(0);
    const second = start([], folder);
    await second.address;
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('says which port its practice server did not get, and ends', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // it listens on TCP
    const refused = start(['--practice-ports', String(port - 587)]);
    expect(await refused.ended).toBe(1);
    expect(refused.output.stderr).toContain(`Port ${port} of this computer is in use by another program.`);
    other.close();
    const wrong = start(['--practice-ports', 'many']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output.stderr).toContain('--practice-ports takes a number from 0 to 64540, not many');
  });

  it('told twice to end, it still ends cleanly', async () => {
    const running = start(['--practice']);
    await running.address;
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(existsSync(join(running.folder, 'lock.json'))).toBe(false);
  });

  it('killed outright, it leaves a folder that opens at once', async () => {
    const running = start([]);
    await running.address;
    running.child.kill('SIGKILL');
    await running.ended;
    const again = start([], running.folder);
    await again.address;
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('a second start on the same folder prints another address of the program that runs, and ends', async () => {
    const first = start(['--practice']);
    const address = await first.address;
    const second = start([], first.folder);
    expect(await second.ended).toBe(0);
    expect(second.output.stderr).toBe('');
    const other = await second.address;
    expect(new URL(other).origin).toBe(new URL(address).origin);
    expect(other).not.toBe(address);
    for (const each of [other, address]) {
      const { socket } = await enterPage(each);
      expect(await call(socket, 'application.info', {})).toMatchObject({ ok: true, value: { dataFolder: first.folder, practice: true } });
    }
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('two starts at once: one program, two addresses', async () => {
    const first = start([]);
    const second = start([], first.folder);
    const [one, other] = await Promise.all([first.address, second.address]);
    expect(new URL(one).origin).toBe(new URL(other).origin);
    const ended = await Promise.race([first, second].map(async (running) => ({ running, status: await running.ended })));
    expect(ended.status).toBe(0);
    const left = ended.running === first ? second : first;
    left.child.kill('SIGTERM');
    expect(await left.ended).toBe(0);
  });

  it('says which options of a second start were not followed', async () => {
    const first = start([]);
    await first.address;
    const second = start(['--accounts', join(base, 'none.json'), '--practice-ports', '10000'], first.folder);
    expect(await second.ended).toBe(0);
    expect(second.output.stderr).toMatch(/^postglass: [^\n]*--accounts[^\n]*--practice-ports[^\n]*\n$/);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  it('a port that is taken ends it with status 1 and one line, and the folder is free', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
    const { port } = other.address() as { port: number };
    const running = start(['--port', String(port)]);
    expect(await running.ended).toBe(1);
    expect(running.output).toMatchObject({ stdout: '', stderr: expect.stringMatching(new RegExp(`^postglass: .*${port}.*\\n$`)) });
    expect(existsSync(join(running.folder, 'lock.json'))).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  it.each([[['--port', 'x']], [['--port', '70000']], [['--lang', 'fr']], [['--inspect']], [['--accounts']]])(
    '%j ends with status 2 and one line',
    async (args) => {
      const running = start(args);
      expect(await running.ended).toBe(2);
      expect(running.output).toMatchObject({ stdout: '', stderr: expect.stringMatching(/^postglass: [^\n]+\n$/) });
      expect(existsSync(running.folder)).toBe(false);
    },
  );

  it('a wrong passphrase ends it with status 1 and leaves the vault', async () => {
    const folder = join(base, `data-${next++}`);
    const first = start(['--practice'], folder, { POSTGLASS_PASSPHRASE: 'right' });
    const { socket } = await enterPage(await first.address);
    expect(await call(socket, 'application.info', {})).toMatchObject({ value: { vault: 'encrypted-file' } });
    first.child.kill('SIGTERM');
    await first.ended;
    const second = start([], folder, { POSTGLASS_PASSPHRASE: 'wrong' });
    expect(await second.ended).toBe(1);
    expect(second.output.stderr).toMatch(/^postglass: [^\n]*POSTGLASS_PASSPHRASE[^\n]*\n$/);
    const third = start([], folder, { POSTGLASS_PASSPHRASE: 'right' });
    await third.address;
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
  });
});
