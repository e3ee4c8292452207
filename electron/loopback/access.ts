/**
 * Who may speak to the loopback host. Other programs and every web page open in the user's browser can reach a port of
 * 127.0.0.1, and a cookie would not tell them apart: browsers send it to every port of the address (RFC 6265 §8.5), so one click on a link
 * to another port would hand it to the program that listens there. Therefore: an address carries a token good for one use and one minute; it is
 * exchanged for a secret that only the page holds and never sends (contract/page-proof.ts); and the page reads bytes under a path that nobody
 * can guess.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { pageNameText } from '../contract/page-proof.ts';

/** How long an address is good, in milliseconds. */
export const tokenLifetime = 60_000;
/** Addresses given out and not used yet; the oldest goes first. */
const mostTokens = 32;
/** Pages let in over the life of the program; the oldest goes first. */
const mostPages = 1_000;

/** What a page that was let in holds. */
export interface PageKeys {
  /** What both sides of every WebSocket prove to know; it is sent once, with the page that an address answers. */
  readonly secret: string;
  /** The part of the path below which the page reads and writes bytes. */
  readonly handle: string;
}

export interface Access {
  /** A new token for an address. */
  issueToken(): string;
  /** Exchanges a token for the keys of a new page; null when it was used, is too old or was never given out. */
  spend(token: string): PageKeys | null;
  /** The keys of the page of this name; null where no page has it. */
  pageNamed(name: string): PageKeys | null;
  /** Counts a connection of the page; the returned function ends it. Bytes are good only while there is one. */
  connected(page: PageKeys): () => void;
  /** Whether the handle is that of a page that is connected. */
  isHandle(handle: string): boolean;
  /** Whether the request names this host, and comes from our own page or from the user's hand. */
  isOurs(request: IncomingMessage): boolean;
  /** The same for a WebSocket upgrade, where Origin is always there and always checked. */
  isOurSocket(request: IncomingMessage): boolean;
  /** Revokes a token that a script or a frame has used: it was meant for a page that the user opens. @returns whether there was one to revoke */
  endStolen(token: string, request: IncomingMessage): boolean;
  /** Whether the request may spend a token: it may come from anywhere, but only to be a whole page. */
  mayEnter(request: IncomingMessage): boolean;
}

const newSecret = (): string => randomBytes(32).toString('base64url');

/** The HMAC of a text under a secret (contract/page-proof.ts). */
export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

/** Compares in a time that tells nothing of where they differ. */
export function equal(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * What the request is for, below our own origin; null for anything but a path (RFC 9112 §3.2.1). Joined as text: `//` given to
 * `new URL` as a relative address would name another host, or throw.
 */
export function readTarget({ url }: IncomingMessage, origin: string): URL | null {
  return url?.startsWith('/') ? URL.parse(`${origin}${url}`) : null;
}

interface AccessOptions {
  /** The port that is listened on; the address is 127.0.0.1 by construction. */
  readonly port: number;
  readonly clock: Clock;
  /** Told when a token is good for nothing any more: it was used, or its time is over. */
  readonly onTokenEnded: (token: string) => void;
}

export function createAccess({ port, clock, onTokenEnded }: AccessOptions): Access {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  /** Token → when it was given out. */
  const tokens = new Map<string, number>();
  /** By name, in the order in which they were let in. */
  const pages = new Map<string, PageKeys>();
  const connections = new Map<string, number>();
  const end = (token: string): void => {
    if (tokens.delete(token)) onTokenEnded(token);
  };

  return {
    issueToken() {
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, clock.now());
      // Defence D1d of the checklist.
      clock.after(tokenLifetime, () => end(token));
      const oldest = tokens.keys().next();
      if (tokens.size > mostTokens && !oldest.done) end(oldest.value);
      return token;
    },
    spend(given) {
      const token = [...tokens.keys()].find((one) => equal(given, one));
      if (token === undefined) return null;
      const age = clock.now() - (tokens.get(token) ?? 0);
      end(token);
      // Setting the clock back does not extend a token's life.
      // Defence D1e of the checklist.
      if (age < 0 || age > tokenLifetime) return null;
      const page: PageKeys = { secret: newSecret(), handle: newSecret() };
      pages.set(hmac(page.secret, pageNameText), page);
      const oldest = pages.keys().next();
      if (pages.size > mostPages && !oldest.done) pages.delete(oldest.value);
      return page;
    },
    // A name is not secret, since the look-up time gives it away; it proves nothing.
    pageNamed: (name) => pages.get(name) ?? null,
    connected({ handle }) {
      connections.set(handle, (connections.get(handle) ?? 0) + 1);
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        const left = (connections.get(handle) ?? 1) - 1;
        if (left > 0) connections.set(handle, left);
        else connections.delete(handle);
      };
    },
    // Defence D1a of the checklist.
    isHandle: (handle) => [...connections.keys()].some((one) => equal(handle, one)),
    isOurs(request) {
      // A DNS name that resolves to 127.0.0.1 (rebinding) arrives with its own Host.
      if (request.headers.host !== host) return false;
      if (request.method !== 'GET' || request.headers.origin !== undefined) return request.headers.origin === origin;
      // Missing: a program, or a browser older than Fetch Metadata; neither is made to send the request by a page that knows a handle.
      const site = request.headers['sec-fetch-site'];
      // Defence D1b of the checklist.
      return site === undefined || site === 'same-origin' || site === 'none';
    },
    isOurSocket: (request) => request.headers.host === host && request.headers.origin === origin,
    endStolen(given, { headers }) {
      const destination = headers['sec-fetch-dest'];
      const token = [...tokens.keys()].find((one) => equal(given, one));
      if (token === undefined || destination === undefined || destination === 'document') return false;
      end(token);
      return true;
    },
    mayEnter(request) {
      const { host: named, 'sec-fetch-dest': destination, 'sec-purpose': purpose } = request.headers;
      // A browser that prefetches the page would use up the token.
      return named === host && (destination === undefined || destination === 'document') && purpose === undefined;
    },
  };
}
