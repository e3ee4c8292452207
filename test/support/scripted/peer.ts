/** What a test tells an adapter about its server: everything that does not matter, filled in. */
import { systemClock } from '../../../electron/base/clock.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createMemoryTaps } from './memory-tap.ts';

export function peerFor(changes: Partial<Peer> & Pick<Peer, 'port'>): Peer {
  return {
    host: '127.0.0.1',
    security: 'none',
    username: 'ana',
    password: 'secret-of-ana',
    mechanism: 'automatic',
    trust: { extraCertificates: [], pinned: [] },
    openTap: createMemoryTaps().openTap,
    opening: { accountId: 'account-1', accountName: 'Ana', purpose: 'sync' },
    clock: systemClock,
    ...changes,
  };
}
