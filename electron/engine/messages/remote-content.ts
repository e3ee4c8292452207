/**
 * Pictures from elsewhere, on the user's word: fetched one by one, held until the window has taken them. Nothing else in
 * the program asks for them: no reply, no search, no notification.
 */
import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { Clock } from '../../base/clock.ts';
import { createSemaphore } from '../../base/semaphore.ts';
import { fail, failure, type Result, succeed, toFailure } from '../../contract/failure.ts';
import { fetchRemotePicture, type PictureOwner, type RemotePicture, type RemotePictureDependencies } from '../wire/remote-picture.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { TrustPolicy } from '../wire/trust.ts';

/** What a test puts in the place of the real network. */
export type RemoteNetwork = Partial<Pick<RemotePictureDependencies, 'resolve' | 'mayAsk'>>;

interface RemoteContent {
  /** Fetches; answers a handle for `take`. */
  fetch(url: string, owner: PictureOwner): Promise<Result<{ handle: string; type: string }>>;
  /** The picture, once; null when there is none. */
  take(handle: string): RemotePicture | null;
  close(): void;
}

/** Connections at once, and pictures that wait to be taken; a window takes each as soon as it is there. */
const atOnce = 6;
const mostWaiting = 50;
/** Pictures that wait for a connection. */
const mostQueued = 1_000;

/** Every address that the system knows for a name. */
const resolveAll = async (host: string): Promise<string[]> => (await lookup(host, { all: true })).map(({ address }) => address);

export function createRemoteContent({
  clock,
  trust,
  openTap,
  network = {},
}: {
  readonly clock: Clock;
  readonly trust: () => TrustPolicy;
  readonly openTap: OpenTap;
  readonly network?: RemoteNetwork | undefined;
}): RemoteContent {
  const waiting = new Map<string, RemotePicture>();
  const closing = new AbortController();
  const inPlace = createSemaphore(atOnce);
  /** Asked for and not settled. */
  let wanted = 0;
  const dependencies: RemotePictureDependencies = { clock, trust, openTap, resolve: resolveAll, ...network };
  return {
    async fetch(url, owner) {
      if (wanted >= atOnce + mostQueued) return fail(failure('limit-exceeded', { protocol: 'http', detail: { limit: mostQueued } }));
      wanted += 1;
      try {
        const picture = await inPlace(() => fetchRemotePicture(dependencies, url, owner, closing.signal));
        const handle = randomUUID();
        waiting.set(handle, picture);
        const oldest = waiting.keys().next();
        if (waiting.size > mostWaiting && !oldest.done) waiting.delete(oldest.value);
        return succeed({ handle, type: picture.type });
      } catch (error) {
        return fail(toFailure(error));
      } finally {
        wanted -= 1;
      }
    },
    take(handle) {
      const picture = waiting.get(handle) ?? null;
      waiting.delete(handle);
      return picture;
    },
    close: () => closing.abort(),
  };
}
