/** Who gets into the browser host over real HTTP: other pages, other names, other programs of this machine do not. */
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, enter } = served;

describe('who gets in', () => {
  it('the printed address answers the page and a cookie once; then the cookie opens everything', async () => {
    const path = served.server.address.slice(`http://${served.host}`.length);
    const first = await ask(path, { headers: { 'sec-fetch-site': 'none' } });
    expect(first.status).toBe(200);
    expect(first.body.toString()).toContain('<title>window</title>');
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^postglass_${served.server.port}=[\\w-]+; Path=/; HttpOnly; SameSite=Strict$`)),
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
        (await ask('/bytes/draft/1/attachment', { method, headers: { ...headers, origin: `http://${served.host}` }, body: 'x' })).status,
        method,
      ).toBe(403);
    expect(served.engine.asked).toEqual([]);
    expect(served.engine.uploads).toEqual([]);
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
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(served.server.port))]),
    );
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
    expect(served.engine.uploads).toEqual([]);
  });

  it('nothing is said to other origins: no CORS header in any answer', async () => {
    const cookie = await enter();
    for (const answer of [
      await ask('/', { headers: { cookie } }),
      await ask('/', { method: 'OPTIONS', headers: { cookie, origin: `http://${served.host}`, 'access-control-request-method': 'PUT' } }),
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
      const socket = connect({ host: '127.0.0.1', port: served.server.port });
      socket.setEncoding('latin1').on('data', (part: string) => {
        text += part;
        socket.end();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => {});
      socket.write(`${target} HTTP/1.1\r\nHost: ${served.host}\r\n${headers}${headers ? '' : 'Connection: close\r\n'}\r\n`);
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
        const socket = connect({ host: address, port: served.server.port, timeout: 2_000 }, () => resolve('connected'));
        socket.on('error', () => resolve('refused'));
        socket.on('timeout', () => resolve('silent'));
        socket.on('connect', () => socket.destroy());
      });
      expect(outcome, address).not.toBe('connected');
    }
  });
});
