/** Who gets into the browser host over real HTTP: other pages, other names, other programs of this machine do not. */
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { keysOf } from './page-client.ts';
import { serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, enter, openPage, ours } = served;

describe('who gets in', () => {
  it('the printed address answers, once, a page that keeps the keys in its own tab and leaves the address', async () => {
    const path = served.server.address.slice(`http://${served.host}`.length);
    const first = await ask(path, { headers: { 'sec-fetch-site': 'none' } });
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'nonce-[^']+'; base-uri 'none'; form-action 'none'/,
    );
    const page = first.body.toString();
    expect(keysOf(page)).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/), handle: expect.stringMatching(/^[\w-]{43}$/) });
    expect(page).toContain("location.replace('/')");
    expect((await ask(path)).status).toBe(403);
  });

  it('an address is good for a minute, and each opens a page of its own', async () => {
    const late = served.server.newAddress().slice(`http://${served.host}`.length);
    served.clock.advance(60_001);
    expect((await ask(late)).status).toBe(403);
    expect((await enter()).secret).not.toBe((await enter()).secret);
  });

  it('a token may be posted, so that it stands in no address', async () => {
    const token = new URL(served.server.address).searchParams.get('token') ?? '';
    const posted = (body: string, headers = {}) => ask('/enter', { method: 'POST', body, headers: { origin: 'null', ...headers } });
    expect((await posted(`token=${token}`, { host: 'evil.example' })).status).toBe(403);
    expect((await posted('token=guess')).status).toBe(403);
    expect((await posted('')).status).toBe(403);
    expect((await posted(`token=${'x'.repeat(100_000)}`).catch(() => ({ status: 403 }))).status).toBe(403);
    const first = await posted(`token=${token}`);
    expect([first.status, keysOf(first.body.toString()).secret.length]).toEqual([200, 43]);
    expect((await posted(`token=${token}`)).status).toBe(403);
  });

  it('a program that merely reaches the port gets the empty window and nothing of the mail', async () => {
    const page = await openPage();
    const wrong = ['guess', page.keys.secret, ''];
    for (const path of wrong
      .map((handle) => `/bytes/${handle}/message/1/source`)
      .concat('/bytes/message/1/source', '/?token=', '/?token=guess'))
      expect((await ask(path)).status, path).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'])
      expect((await ask('/bytes/guess/draft/1/attachment', { method, headers: ours(), body: 'x' })).status, method).toBe(403);
    const window = await ask('/');
    expect(window.status).toBe(200);
    for (const key of Object.values(page.keys)) expect(window.body.toString()).not.toContain(key);
    expect(served.engine.asked).toEqual([]);
    expect(served.engine.uploads).toEqual([]);
  });

  it('bytes are for the page that was given their address, for as long as it is open', async () => {
    const page = await openPage();
    const path = page.bytes('message/1/source');
    expect((await ask(path)).status).toBe(200);
    page.socket.close();
    await expect.poll(async () => (await ask(path)).status, { timeout: 5_000 }).toBe(403);
    const other = await openPage();
    expect((await ask(path)).status).toBe(403);
    expect((await ask(other.bytes('message/1/source'))).status).toBe(200);
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
  ])('%s is refused even with the handle', async (_what, headers: Record<string, string>) => {
    const page = await openPage();
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(served.server.port))]),
    );
    for (const path of ['/', '/assets/a.js', page.bytes('message/1/source')])
      expect((await ask(path, { headers: sent })).status, path).toBe(403);
  });

  it('a form of another page that posts here changes nothing', async () => {
    const page = await openPage();
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, {}] as Record<string, string>[])
      for (const method of ['POST', 'PUT'])
        expect((await ask(page.bytes('draft/1/attachment?name=a&type=b'), { method, headers, body: 'x' })).status).toBe(403);
    expect(served.engine.uploads).toEqual([]);
  });

  it('nothing is said to other origins: no CORS header in any answer', async () => {
    for (const answer of [
      await ask('/'),
      await ask('/', { method: 'OPTIONS', headers: { origin: `http://${served.host}`, 'access-control-request-method': 'PUT' } }),
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
