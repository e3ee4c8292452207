/** What a test tells an adapter about its server: everything that does not matter, filled in. */
import { systemClock } from '../../../electron/base/clock.ts';
import type { Credentials } from '../../../electron/engine/wire/authentication/credentials.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createMemoryTaps } from './memory-tap.ts';

/** Without a user name nobody signs in. */
export const signIn = (username: string, password: string): Credentials =>
  username === '' ? { kind: 'none' } : { kind: 'password', username, password };

type Changes = Partial<Peer> & Pick<Peer, 'port'> & { readonly username?: string; readonly password?: string };

export function peerFor({ username = 'ana', password = 'secret-of-ana', ...changes }: Changes): Peer {
  return {
    host: '127.0.0.1',
    security: 'none',
    credentials: signIn(username, password),
    mechanism: 'automatic',
    trust: { extraCertificates: [], pinned: [] },
    openTap: createMemoryTaps().openTap,
    opening: { accountId: 'account-1', accountName: 'Ana', purpose: 'sync' },
    clock: systemClock,
    ...changes,
  };
}
