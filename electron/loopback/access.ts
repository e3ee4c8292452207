/**
 * Who may speak to the loopback host (DESIGN §6). Other programs and every web page open in the user's browser can
 * reach a port of 127.0.0.1, and SameSite is no defence because all ports are one site: so the printed address carries
 * a token good for one use, the cookie's name holds the port, and Host, Origin and Sec-Fetch-Site are checked each time.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Access {
  /** The token of the printed address. */
  readonly token: string;
  /** Whether the request may be answered; `cookie` is the header to set when the token was spent on it. */
  admit(request: IncomingMessage): { readonly admitted: true; readonly cookie: string | null } | { readonly admitted: false };
  /** The same for a WebSocket upgrade, where Origin is always there and always checked. */
  admitSocket(request: IncomingMessage): boolean;
}

function equal(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/**
 * What the request is for, below our own origin; null for anything but a path (RFC 9112 §3.2.1). Joined as text: `//` given to
 * `new URL` as a relative address would name another host, or throw.
 */
export function readTarget({ url }: IncomingMessage, origin: string): URL | null {
  return url?.startsWith('/') ? URL.parse(`${origin}${url}`) : null;
}

/** @param port the port that is listened on; the address is 127.0.0.1 by construction */
export function createAccess(port: number): Access {
  const token = randomBytes(24).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  const cookieName = `postglass_${port}`;
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  let tokenSpent = false;

  const sameSite = (request: IncomingMessage): boolean => {
    // A DNS name that resolves to 127.0.0.1 (rebinding) arrives with its own Host.
    if (request.headers.host !== host) return false;
    if (request.method !== 'GET' || request.headers.origin !== undefined) return request.headers.origin === origin;
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  };
  const known = (request: IncomingMessage) => equal(cookieOf(request, cookieName) ?? '', session);

  return {
    token,
    admit(request) {
      // The printed address may be opened from anywhere, a terminal or another program's link: a navigation has no Origin.
      const given = readTarget(request, origin)?.searchParams.get('token') ?? null;
      if (given !== null && !tokenSpent && request.headers.host === host && request.method === 'GET' && equal(given, token)) {
        tokenSpent = true;
        return { admitted: true, cookie: `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` };
      }
      return sameSite(request) && known(request) ? { admitted: true, cookie: null } : { admitted: false };
    },
    admitSocket: (request) => request.headers.host === host && request.headers.origin === origin && known(request),
  };
}
