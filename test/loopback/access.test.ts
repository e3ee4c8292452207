import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAccess } from '../../electron/loopback/access.ts';

const port = 4711;
const host = `127.0.0.1:${port}`;

function request(url: string, headers: Record<string, string> = {}, method = 'GET'): IncomingMessage {
  return { url, method, headers: { host, ...headers } } as unknown as IncomingMessage; // the members that access reads
}

function withCookie() {
  const access = createAccess(port);
  const first = access.admit(request(`/?token=${access.token}`));
  if (!first.admitted || !first.cookie) throw new Error('the token was not accepted');
  return { access, cookie: first.cookie.split(';')[0] ?? '' };
}

describe('who may speak to the browser host', () => {
  it('the printed address opens the page once, and only once', () => {
    const access = createAccess(port);
    expect(access.admit(request(`/?token=${access.token}`, { 'sec-fetch-site': 'cross-site' })).admitted).toBe(true);
    expect(access.admit(request(`/?token=${access.token}`)).admitted).toBe(false);
  });

  it('the cookie is for this port, for HTTP only and for this site only', () => {
    const access = createAccess(port);
    const first = access.admit(request(`/?token=${access.token}`));
    expect(first.admitted && first.cookie).toMatch(/^postglass_4711=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('the cookie opens the rest', () => {
    const { access, cookie } = withCookie();
    expect(access.admit(request('/assets/a.js', { cookie, 'sec-fetch-site': 'same-origin' })).admitted).toBe(true);
    expect(access.admit(request('/', { cookie, 'sec-fetch-site': 'none' })).admitted).toBe(true);
    expect(access.admitSocket(request('/socket', { cookie, origin: `http://${host}` }))).toBe(true);
  });

  it.each([
    ['no cookie', '/', {}, 'GET'],
    ['a guessed cookie', '/', { cookie: 'postglass_4711=guess' }, 'GET'],
    ['a wrong token', '/?token=guess', {}, 'GET'],
  ])('%s is refused', (_case, url, headers, method) => {
    expect(createAccess(port).admit(request(url, headers, method)).admitted).toBe(false);
  });

  it.each([
    ['a name that was rebound to 127.0.0.1', { host: `evil.example:${port}` }, 'GET'],
    ['localhost instead of the address', { host: `localhost:${port}` }, 'GET'],
    ['an image on a page of another site', { 'sec-fetch-site': 'cross-site' }, 'GET'],
    ['a page on another port of 127.0.0.1', { 'sec-fetch-site': 'same-site' }, 'GET'],
    ['a form posted from elsewhere', { origin: 'http://evil.example' }, 'POST'],
    ['a request without an origin that is not a GET', {}, 'PUT'],
    ['an opaque origin', { origin: 'null' }, 'PUT'],
  ])('%s is refused even with the cookie', (_case, headers, method) => {
    const { access, cookie } = withCookie();
    expect(access.admit(request('/', { cookie, ...headers }, method)).admitted).toBe(false);
  });

  it('a token in a request for another host name is refused and stays unspent', () => {
    const access = createAccess(port);
    expect(access.admit(request(`/?token=${access.token}`, { host: 'evil.example' })).admitted).toBe(false);
    expect(access.admit(request(`/?token=${access.token}`)).admitted).toBe(true);
  });

  it.each([
    ['of another site', { origin: 'http://evil.example' }],
    ['without an origin', {}],
    ['of another port', { origin: 'http://127.0.0.1:9' }],
  ])('a WebSocket %s is refused even with the cookie', (_case, headers) => {
    const { access, cookie } = withCookie();
    expect(access.admitSocket(request('/socket', { cookie, ...headers }))).toBe(false);
  });
});
