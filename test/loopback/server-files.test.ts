/** What the browser host serves over real HTTP, and what it does not. */
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Answer, serveEachTest } from './server-fixture.ts';

const served = serveEachTest();
const { ask, openPage, ours } = served;

describe('what is served', () => {
  it('the page has the strict policy with its own nonce each time, and the headers that keep others out', async () => {
    const [one, two] = [await ask('/'), await ask('/')];
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
      `connect-src 'self' ws://${served.host}`,
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
    const { headers } = await ask('/message-frame.html');
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
    '/bytes/HANDLE/',
    '/bytes/HANDLE/../../secret.txt',
    '/bytes/HANDLE/%2e%2e%2fsecret.txt',
    '/package.json',
    '/index.html/',
    '/%',
    '/%c0%ae%c0%ae/secret.txt',
    '/assets/link.txt',
  ])('%s is not there', async (path) => {
    const { keys } = await openPage();
    const { status, body } = await ask(path.replace('HANDLE', keys.handle));
    expect([400, 404]).toContain(status);
    expect(body.toString()).not.toContain('secret');
  });

  it('bytes come as they are, never as a page of ours, under a name that cannot inject', async () => {
    const { bytes } = await openPage();
    const source = await ask(bytes('message/1/source'));
    expect([source.status, source.body.toString(), source.headers['content-length']]).toEqual([200, 'hello', '5']);
    const part = await ask(bytes('message/1/part/2'));
    expect(part.headers['content-security-policy']).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(part.headers['content-disposition']).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[^\s;]*$/);
    expect(part.headers['x-injected']).toBeUndefined();
    expect((await ask(bytes('message/9/source'))).status).toBe(404);
  });

  it('a reader that goes away in the middle of a large stream leaves the server well', async () => {
    const { bytes } = await openPage();
    await new Promise<void>((resolve) => {
      const request = httpRequest(
        { host: '127.0.0.1', port: served.server.port, path: bytes('large'), headers: { host: served.host } },
        (response) => {
          response.once('data', () => {
            response.destroy();
            resolve();
          });
          response.on('error', () => {});
        },
      );
      request.on('error', () => {});
      request.end();
    });
    expect((await ask(bytes('large'))).body.length).toBe(64 * 1024 * 1024);
  });

  it('takes an upload from its own page, with name and type', async () => {
    const page = await openPage();
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
    const { status, body } = await ask(page.bytes('draft/7/attachment?name=a%20%C3%B1.bin&type=application%2Foctet-stream'), {
      method: 'PUT',
      headers: ours(),
      body: bytes,
    });
    expect([status, JSON.parse(body.toString())]).toEqual([200, { ok: true, value: { size: 300_000 } }]);
    expect(served.engine.uploads).toHaveLength(1);
    expect(served.engine.uploads[0]).toMatchObject({
      path: 'draft/7/attachment',
      parameters: { name: 'a ñ.bin', type: 'application/octet-stream' },
    });
    expect(served.engine.uploads[0]?.bytes.equals(bytes)).toBe(true);
  });

  it('an upload that announces too much is refused before a byte of it is taken', async () => {
    const { bytes } = await openPage();
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: served.server.port,
          path: bytes('draft/7/attachment'),
          method: 'PUT',
          headers: { host: served.host, ...ours(), 'content-length': String(10 * 1024 ** 3) },
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
    expect(served.engine.uploads).toEqual([]);
  });

  it('other methods are refused', async () => {
    const { bytes } = await openPage();
    for (const [method, path] of [
      ['POST', '/'],
      ['DELETE', bytes('message/1/source')],
      ['PUT', '/index.html'],
    ] as const)
      expect((await ask(path, { method, headers: ours() })).status, `${method} ${path}`).toBe(405);
  });
});
