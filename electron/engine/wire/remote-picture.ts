/**
 * Fetches one picture that a mail names, when the user has asked for it: over https, without cookies, referrer or
 * credentials, from public addresses only. The name is resolved once and the connection goes to the addresses that were
 * looked at, so that a name cannot answer otherwise the second time (rebinding); each redirect is checked again.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { FailureError, failure, toFailure } from '../../contract/failure.ts';
import { getOverTls } from './http.ts';
import { isPublicAddress } from './public-address.ts';
import type { Cause, OpenTap, Tap } from './tap.ts';
import { endNote } from './transport.ts';
import type { TrustPolicy } from './trust.ts';

export interface RemotePictureDependencies {
  readonly clock: Clock;
  readonly trust: () => TrustPolicy;
  /** Every address of a name. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Whether an address may be asked; only a test says anything but `isPublicAddress`. */
  readonly mayAsk?: (address: string) => boolean;
  readonly openTap: OpenTap;
}

/** The message and account that a picture is fetched for. */
export interface PictureOwner {
  readonly accountId: string | null;
  readonly accountName: string;
  readonly cause: Cause;
}

export interface RemotePicture {
  readonly type: string;
  readonly bytes: Buffer;
}

export const remoteLimits = {
  /** Octets of one picture. */
  octets: 10 << 20,
  /** Milliseconds for one picture with all its redirects. */
  milliseconds: 20_000,
  redirects: 5,
} as const;

/** What a browser shows without running anything: no SVG, which is a document. */
const pictureTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

const refused = (message: string, detail: Record<string, string | number> = {}) =>
  new FailureError(failure('remote-content-refused', { protocol: 'http', detail: { message, ...detail } }));

/** The address as it will be asked: plain http is asked over https instead. Null when it is nothing that may be fetched. */
export function remoteAddress(text: string): URL | null {
  const url = URL.parse(text.startsWith('//') ? `https:${text}` : text);
  if (url === null || `${url.username}${url.password}` !== '') return null;
  // A port chosen for http speaks no TLS.
  if (url.protocol === 'http:' && url.port === '') url.protocol = 'https:';
  url.hash = '';
  return url.protocol === 'https:' ? url : null;
}

/**
 * Fetches a picture. Rejects with a `FailureError`: `remote-content-refused` (`detail.message`) for whatever must not be
 * asked or taken, otherwise what the network said.
 */
export async function fetchRemotePicture(
  dependencies: RemotePictureDependencies,
  address: string,
  owner: PictureOwner,
  signal: AbortSignal,
): Promise<RemotePicture> {
  const { clock } = dependencies;
  const deadline = new AbortController();
  const cancel = clock.after(remoteLimits.milliseconds, () => deadline.abort());
  const whole = AbortSignal.any([signal, deadline.signal]);
  try {
    let target = address;
    for (let step = 0; step <= remoteLimits.redirects; step += 1) {
      const url = remoteAddress(target);
      if (!url) throw refused('not an https address');
      const answer = await ask(dependencies, url, owner, whole);
      if ('picture' in answer) return answer.picture;
      const next = URL.parse(answer.location, url.href);
      if (!next) throw refused('redirected to nothing');
      target = next.href;
    }
    throw refused('redirected too often', { limit: remoteLimits.redirects });
  } catch (error) {
    if (deadline.signal.aborted) throw refused('it took too long', { milliseconds: remoteLimits.milliseconds });
    throw error;
  } finally {
    cancel();
  }
}

type Answer = { readonly picture: RemotePicture } | { readonly location: string };

/** One request, which is a connection and a session of its own: no state of one picture is sent with the next. */
async function ask(dependencies: RemotePictureDependencies, url: URL, owner: PictureOwner, signal: AbortSignal): Promise<Answer> {
  const { accountId, accountName, cause } = owner;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? 443 : Number(url.port);
  const tap = dependencies.openTap({ protocol: 'http', host, port, accountId, accountName, purpose: 'picture' });
  tap.cause(cause);
  try {
    const addresses = await addressesOf(dependencies, host, tap);
    const answer = await getOverTls({
      destination: {
        protocol: 'http',
        host,
        port,
        addresses,
        trust: dependencies.trust(),
        tap,
        clock: dependencies.clock,
        deadline: remoteLimits.milliseconds,
        signal,
      },
      path: `${url.pathname}${url.search}`,
      headers: { accept: [...pictureTypes].join(', '), 'accept-encoding': 'identity', 'user-agent': 'Postglass' },
      // What frames a picture is less than the picture.
      limit: remoteLimits.octets + (remoteLimits.octets >> 3),
      read: readAnswer,
    });
    tap.note({ key: 'closed', parameters: {} });
    tap.end();
    return answer;
  } catch (error) {
    const reason = toFailure(error);
    const { code } = reason;
    tap.note(code === 'remote-content-refused' ? { key: 'refused', parameters: { code } } : endNote(reason));
    tap.end(reason);
    throw error;
  }
}

/** The addresses that may be asked. Rejects where the name has none, or one that is not public. */
async function addressesOf(
  { resolve, mayAsk = isPublicAddress }: RemotePictureDependencies,
  host: string,
  tap: Tap,
): Promise<readonly string[]> {
  // A name that cannot be resolved has no address, whatever the system says of the reason.
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length === 0) throw new FailureError(failure('host-not-found', { protocol: 'http', host }));
  if (isIP(host) === 0) tap.note({ key: 'resolved', parameters: { host, addresses: addresses.join(' ') } });
  // Every one of them: with one private address among public ones, chance would decide which is asked.
  const hidden = addresses.find((address) => !mayAsk(address));
  if (hidden !== undefined) throw refused('the address is not public', { address: hidden });
  return addresses;
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const { statusCode = 0, headers } = response;
  // RFC 9110 §15.4: these name another place; a picture is asked for by GET, so all mean the same.
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) {
    return { location: headers.location };
  }
  if (statusCode !== 200) throw refused('the server did not give it', { status: statusCode });
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!pictureTypes.has(type)) throw refused('not a picture', { type: type.slice(0, 100) });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > remoteLimits.octets) throw refused('larger than a picture in a mail may be', { limit: remoteLimits.octets });
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof FailureError ? error : new FailureError({ ...toFailure(error), code: 'connection-lost', permanent: false });
  }
  return { picture: { type, bytes: Buffer.concat(chunks) } };
}
