/** The browser host over real HTTP and WebSocket, asked by a browser's rivals: other pages, other names, other programs of this machine. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type LoopbackServer, startLoopbackServer } from '../../electron/loopback/server.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

let folder: string;
let engine: FakeEngine;
let server: LoopbackServer;
let host: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-loopback-'));
  const windowFolder = join(folder, 'window');
  mkdirSync(join(windowFolder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(
    join(windowFolder, 'index.html'),
    '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><title>window</title>',
  );
  writeFileSync(join(windowFolder, 'message-frame.html'), '<!doctype html>');
  writeFileSync(join(windowFolder, 'assets', 'a.js'), '1');
  symlinkSync(join(folder, 'secret.txt'), join(windowFolder, 'assets', 'link.txt'));
  engine = createFakeEngine();
  server = await startLoopbackServer({ engine, windowFolder, port: 0 });
  host = `127.0.0.1:${server.port}`;
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends exactly this path: `fetch` would tidy it up. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method, agent: false, headers: { host, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Opens the printed address; answers the cookie. */
async function enter(): Promise<string> {
  const { status, headers } = await ask(server.address.slice(`http://${host}`.length));
  expect(status).toBe(200);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const ours = (cookie: string) => ({ cookie, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' });

describe('who gets in', () => {
  it('the printed address answers the page and a cookie once; then the cookie opens everything', async () => {
    const path = server.address.slice(`http://${host}`.length);
    const first = await ask(path, { headers: { 'sec-fetch-site': 'none' } });
    expect(first.status).toBe(200);
    expect(first.body.toString()).toContain('<title>window</title>');
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^postglass_${server.port}=[\\w-]+; Path=/; HttpOnly; SameSite=Strict$`)),
    ]);
    expect((await ask(path)).status).toBe(403);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const again = await ask('/', { headers: { cookie } });
    expect(again.status).toBe(200);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no cookie', {}],
    ['a cookie of another port', { cookie: 'postglass_1=abc' }],
  ])('with %s everything is 403 and nothing is done', async (_what, headers) => {
    for (const path of ['/', '/assets/a.js', '/bytes/message/1/source', '/?token=', '/?token=guess', '/nothing', '/socket'])
      expect((await ask(path, { headers })).status, path).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'])
      expect(
        (await ask('/bytes/draft/1/attachment', { method, headers: { ...headers, origin: `http://${host}` }, body: 'x' })).status,
        method,
      ).toBe(403);
    expect(engine.asked).toEqual([]);
    expect(engine.uploads).toEqual([]);
  });

  it.each([
    ['a rebound name', { host: 'evil.example' }],
    ['a rebound name with our port', { host: 'evil.example:PORT' }],
    ['localhost', { host: 'localhost:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page on another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a page of another origin', { origin: 'http://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('%s is refused even with the cookie', async (_what, headers: Record<string, string>) => {
    const cookie = await enter();
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(server.port))]));
    for (const path of ['/', '/assets/a.js', '/bytes/message/1/source'])
      expect((await ask(path, { headers: { cookie, ...sent } })).status, path).toBe(403);
  });

  it('a form of another page that posts here changes nothing', async () => {
    const cookie = await enter();
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, {}] as Record<string, string>[])
      for (const method of ['POST', 'PUT'])
        expect((await ask('/bytes/draft/1/attachment?name=a&type=b', { method, headers: { cookie, ...headers }, body: 'x' })).status).toBe(
          403,
        );
    expect(engine.uploads).toEqual([]);
  });

  it('nothing is said to other origins: no CORS header in any answer', async () => {
    const cookie = await enter();
    for (const answer of [
      await ask('/', { headers: { cookie } }),
      await ask('/', { method: 'OPTIONS', headers: { cookie, origin: `http://${host}`, 'access-control-request-method': 'PUT' } }),
      await ask('/', { headers: { origin: 'http://evil.example' } }),
    ])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each([
    ['GET //', ''],
    ['GET ///x', ''],
    ['GET http://[', ''],
    ['GET http://evil.example/', ''],
    ['OPTIONS *', ''],
    ['CONNECT evil.example:443', ''],
    ['GET //', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'],
    ['GET /socket', 'Connection: Upgrade\r\nUpgrade: something\r\n'],
  ])('%s from a stranger is refused and leaves the program well', async (target, headers) => {
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect({ host: '127.0.0.1', port: server.port });
      socket.setEncoding('latin1').on('data', (part: string) => {
        text += part;
        socket.end();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => {});
      socket.write(`${target} HTTP/1.1\r\nHost: ${host}\r\n${headers}${headers ? '' : 'Connection: close\r\n'}\r\n`);
    });
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    await enter();
  });

  it('other addresses of this machine are not listened on', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && address.address !== '127.0.0.1')
      .map((address) => address?.address ?? '');
    for (const address of others) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host: address, port: server.port, timeout: 2_000 }, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
        socket.on('timeout', () => resolve('silent'));
        socket.on('connect', () => socket.destroy());
      });
      expect(outcome, address).not.toBe('connected');
    }
  });
});

describe('what is served', () => {
  it('the page has the strict policy with its own nonce each time, and the headers that keep others out', async () => {
    const cookie = await enter();
    const [one, two] = [await ask('/', { headers: { cookie } }), await ask('/', { headers: { cookie } })];
    const nonceOf = (answer: Answer) => /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1];
    expect(nonceOf(one)).toBeTruthy();
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    expect(one.body.toString()).toContain(`content="${nonceOf(one)}"`);
    const policy = String(one.headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      `connect-src 'self' ws://${host}`,
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('the frame of a message may neither run nor load', async () => {
    const { headers } = await ask('/message-frame.html', { headers: { cookie: await enter() } });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src blob: data:;/);
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets%2f..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/a.js%00',
    '/assets/',
    '/assets',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/bytes/',
    '/bytes/../secret.txt',
    '/bytes/%2e%2e%2fsecret.txt',
    '/package.json',
    '/index.html/',
    '/%',
    '/%c0%ae%c0%ae/secret.txt',
    '/assets/link.txt',
  ])('%s is not there', async (path) => {
    const { status, body } = await ask(path, { headers: { cookie: await enter() } });
    expect([400, 404]).toContain(status);
    expect(body.toString()).not.toContain('secret');
  });

  it('bytes come as they are, never as a page of ours, under a name that cannot inject', async () => {
    const cookie = await enter();
    const source = await ask('/bytes/message/1/source', { headers: { cookie } });
    expect([source.status, source.body.toString(), source.headers['content-length']]).toEqual([200, 'hello', '5']);
    const part = await ask('/bytes/message/1/part/2', { headers: { cookie } });
    expect(part.headers['content-security-policy']).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(part.headers['content-disposition']).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[^\s;]*$/);
    expect(part.headers['x-injected']).toBeUndefined();
    expect((await ask('/bytes/message/9/source', { headers: { cookie } })).status).toBe(404);
  });

  it('a reader that goes away in the middle of a large stream leaves the server well', async () => {
    const cookie = await enter();
    await new Promise<void>((resolve) => {
      const request = httpRequest({ host: '127.0.0.1', port: server.port, path: '/bytes/large', headers: { host, cookie } }, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
        response.on('error', () => {});
      });
      request.on('error', () => {});
      request.end();
    });
    expect((await ask('/bytes/large', { headers: { cookie } })).body.length).toBe(64 * 1024 * 1024);
  });

  it('takes an upload from its own page, with name and type', async () => {
    const cookie = await enter();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    const { status, body } = await ask('/bytes/draft/7/attachment?name=a%20%C3%B1.bin&type=application%2Foctet-stream', {
      method: 'PUT',
      headers: ours(cookie),
      body: bytes,
    });
    expect([status, JSON.parse(body.toString())]).toEqual([200, { ok: true, value: { size: 300_000 } }]);
    expect(engine.uploads).toHaveLength(1);
    expect(engine.uploads[0]).toMatchObject({
      path: 'draft/7/attachment',
      parameters: { name: 'a ñ.bin', type: 'application/octet-stream' },
    });
    expect(engine.uploads[0]?.bytes.equals(bytes)).toBe(true);
  });

  it('an upload that announces too much is refused before a byte of it is taken', async () => {
    const cookie = await enter();
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: server.port,
          path: '/bytes/draft/7/attachment',
          method: 'PUT',
          headers: { host, ...ours(cookie), 'content-length': String(10 * 1024 ** 3) },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
          request.destroy();
        },
      );
      request.on('error', reject);
      request.write('x');
    });
    expect(status).toBe(413);
    expect(engine.uploads).toEqual([]);
  });

  it('other methods are refused', async () => {
    const cookie = await enter();
    for (const [method, path] of [
      ['POST', '/'],
      ['DELETE', '/bytes/message/1/source'],
      ['PUT', '/index.html'],
    ] as const)
      expect((await ask(path, { method, headers: ours(cookie) })).status, `${method} ${path}`).toBe(405);
  });
});

describe('calls and events over the WebSocket', () => {
  const open = (headers: Record<string, string>, path = '/socket') => new WebSocket(`ws://${host}${path}`, { headers });
  const outcome = (socket: WebSocket) =>
    new Promise((resolve) => {
      socket.once('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('error', () => resolve('error'));
    });
  const opened = async () => {
    const socket = open(ours(await enter()));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  };
  const next = (socket: WebSocket) =>
    new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))));
  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));

  it('is refused without the cookie, from another origin, without an origin, under another name and at another path', async () => {
    const cookie = await enter();
    for (const [headers, path] of [
      [{ origin: `http://${host}` }],
      [{ cookie }],
      [{ cookie, origin: 'http://evil.example' }],
      [{ cookie, origin: 'null' }],
      [{ cookie, origin: `http://localhost:${server.port}` }],
      [{ cookie, origin: `http://${host}`, host: 'evil.example' }],
      [{ cookie, origin: `http://${host}` }, '/other'],
    ] as [Record<string, string>, string?][])
      expect(await outcome(open(headers, path)), JSON.stringify(headers)).toBe(403);
    expect(engine.listeners()).toBe(0);
  });

  it('a call is answered under its number, in whatever order', async () => {
    const socket = await opened();
    socket.send(JSON.stringify({ id: 7, name: 'folders.list', input: { deep: ['ñ', null] } }));
    expect(await next(socket)).toEqual({ id: 7, answer: { ok: true, value: { name: 'folders.list', input: { deep: ['ñ', null] } } } });
    socket.terminate();
  });

  it('two tabs hear the same events, and a closed one is forgotten', async () => {
    const cookie = await enter();
    const sockets = [open(ours(cookie)), open(ours(cookie))] as const;
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))));
    const heard = Promise.all(sockets.map(next));
    engine.announce('folders.changed', { accountId: 'a' });
    expect(await heard).toEqual([1, 2].map(() => ({ event: 'folders.changed', value: { accountId: 'a' } })));
    const gone = closed(sockets[0]);
    sockets[0].close();
    await gone;
    await expect.poll(() => engine.listeners(), { timeout: 5_000 }).toBe(1);
    sockets[1].terminate();
  });

  it('a large call is taken', async () => {
    const socket = await opened();
    const text = 'x'.repeat(8 * 1024 * 1024);
    socket.send(JSON.stringify({ id: 1, name: 'compose.save', input: { text } }));
    const answer = (await next(socket)) as { answer: { value: { input: { text: string } } } };
    expect(answer.answer.value.input.text.length).toBe(text.length);
    socket.terminate();
  });

  it.each<[string, string | Buffer]>([
    ['text that is no JSON', 'hello'],
    ['JSON that is no call', '[]'],
    ['null', 'null'],
    ['a number for a name', '{"id":1,"name":2}'],
    ['no number', '{"name":"folders.list"}'],
    ['bytes', Buffer.from([0, 1, 2])],
  ])('%s closes the connection, and only that one', async (_what, frame) => {
    const socket = await opened();
    const code = closed(socket);
    socket.send(frame);
    expect(await code).toBe(1003);
    expect(engine.asked).toEqual([]);
    const another = (await ask('/', { headers: { cookie: 'x' } })).status;
    expect(another).toBe(403);
  });

  it('a frame beyond every limit closes the connection', async () => {
    const socket = await opened();
    const code = closed(socket);
    socket.on('error', () => {});
    socket.send('x'.repeat(33 * 1024 * 1024));
    expect(await code).toBe(1009);
    expect(engine.asked).toEqual([]);
  });

  it('closing the server says goodbye to open pages and frees the port', async () => {
    const socket = await opened();
    const code = closed(socket);
    await server.close();
    expect(await code).toBe(1001);
    await expect(ask('/')).rejects.toThrow(/ECONNREFUSED/);
    server = await startLoopbackServer({ engine, windowFolder: join(folder, 'window'), port: server.port });
  });
});
