import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAccess, type PageKeys, tokenLifetime } from '../../electron/loopback/access.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { nameOf } from './page-client.ts';

const port = 4711;
const host = `127.0.0.1:${port}`;

function request(headers: Record<string, string> = {}, method = 'GET'): IncomingMessage {
  return { url: '/', method, headers: { host, ...headers } } as unknown as IncomingMessage; // the members that access reads
}

function begin() {
  const clock = createManualClock();
  const ended: string[] = [];
  return { clock, ended, access: createAccess({ port, clock, onTokenEnded: (token) => ended.push(token) }) };
}

function enter(access: ReturnType<typeof createAccess>): PageKeys {
  const keys = access.spend(access.issueToken());
  if (!keys) throw new Error('the token was not accepted');
  return keys;
}

describe('the token of an address', () => {
  it('lets one page in, once', () => {
    const { access, ended } = begin();
    const token = access.issueToken();
    expect(access.spend(token)).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/), handle: expect.stringMatching(/^[\w-]{43}$/) });
    expect(access.spend(token)).toBeNull();
    expect(ended).toEqual([token]);
  });

  it('is good for a minute', () => {
    const { access, clock, ended } = begin();
    const [early, late] = [access.issueToken(), access.issueToken()];
    clock.advance(tokenLifetime - 1);
    expect(access.spend(early)).not.toBeNull();
    clock.advance(2);
    expect(access.spend(late)).toBeNull();
    expect(ended).toEqual([early, late]);
  });

  it('is not to be guessed, and every page gets keys of its own', () => {
    const { access } = begin();
    access.issueToken();
    expect(access.spend('guess')).toBeNull();
    expect(access.spend('')).toBeNull();
    const [one, other] = [enter(access), enter(access)];
    expect(new Set([one.secret, one.handle, other.secret, other.handle]).size).toBe(4);
  });

  it('of many that nobody used the oldest is forgotten', () => {
    const { access, ended } = begin();
    const tokens = Array.from({ length: 33 }, () => access.issueToken());
    expect(ended).toEqual(tokens.slice(0, 1));
    expect(access.spend(tokens[32] ?? '')).not.toBeNull();
  });

  it.each([
    ['under another name', { host: 'evil.example' }],
    ['in a frame', { 'sec-fetch-dest': 'iframe' }],
    ['by a script', { 'sec-fetch-dest': 'empty' }],
    ['in advance, before the user asked for it', { 'sec-purpose': 'prefetch;prerender' }],
  ])('is not spent %s', (_case, headers) => {
    expect(begin().access.mayEnter(request(headers))).toBe(false);
  });

  it('may come from anywhere', () => {
    expect(begin().access.mayEnter(request({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document', origin: 'null' }))).toBe(true);
  });
});

describe('a token in the hands of a script or a frame', () => {
  it.each(['empty', 'iframe', 'image', 'script'])('(%s) is good for nothing any more', (destination) => {
    const { access, ended } = begin();
    const token = access.issueToken();
    access.endStolen(token, request({ 'sec-fetch-dest': 'document' }));
    access.endStolen(token, request());
    access.endStolen('guess', request({ 'sec-fetch-dest': destination }));
    expect(ended).toEqual([]);
    access.endStolen(token, request({ 'sec-fetch-dest': destination }));
    expect(ended).toEqual([token]);
    expect(access.spend(token)).toBeNull();
  });
});

describe('the keys of a page', () => {
  it('are found by a name that tells nothing of them', () => {
    const { access } = begin();
    const keys = enter(access);
    expect(access.pageNamed(nameOf(keys))).toBe(keys);
    for (const key of [keys.secret, keys.handle]) expect(access.pageNamed(key)).toBeNull();
    expect(access.pageNamed('')).toBeNull();
  });

  it('open bytes only while the page is connected', () => {
    const { access } = begin();
    const keys = enter(access);
    expect(access.isHandle(keys.handle)).toBe(false);
    const [first, second] = [access.connected(keys), access.connected(keys)];
    expect(access.isHandle(keys.handle)).toBe(true);
    expect(access.isHandle(keys.secret)).toBe(false);
    first();
    first();
    expect(access.isHandle(keys.handle)).toBe(true);
    second();
    expect(access.isHandle(keys.handle)).toBe(false);
  });
});

describe('who may ask', () => {
  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 'GET'],
    ['an address that the user opens', { 'sec-fetch-site': 'none' }, 'GET'],
    ['our own page that writes', { origin: `http://${host}` }, 'PUT'],
  ])('%s', (_case, headers, method) => {
    expect(begin().access.isOurs(request(headers as Record<string, string>, method))).toBe(true); // members that are missing in some cases
  });

  it.each([
    ['a name that was rebound to 127.0.0.1', { host: `evil.example:${port}` }, 'GET'],
    ['localhost instead of the address', { host: `localhost:${port}` }, 'GET'],
    ['an image on a page of another site', { 'sec-fetch-site': 'cross-site' }, 'GET'],
    ['a page on another port of 127.0.0.1', { 'sec-fetch-site': 'same-site' }, 'GET'],
    ['a form posted from elsewhere', { origin: 'http://evil.example' }, 'POST'],
    ['a request without an origin that is not a GET', {}, 'PUT'],
    ['an opaque origin', { origin: 'null' }, 'PUT'],
  ])('not %s', (_case, headers, method) => {
    expect(begin().access.isOurs(request(headers as Record<string, string>, method))).toBe(false);
  });

  it.each([
    ['of another site', { origin: 'http://evil.example' }],
    ['without an origin', {}],
    ['of another port', { origin: 'http://127.0.0.1:9' }],
  ])('no WebSocket %s', (_case, headers) => {
    expect(begin().access.isOurSocket(request(headers as Record<string, string>))).toBe(false);
  });
});
