/** Begins the transcript session of a connection, in the same way for every protocol. */
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import { secretOf, usernameOf } from './authentication/credentials.ts';
import type { ConnectionContext } from './connection-failure.ts';
import type { Peer } from './peer.ts';
import type { Tap } from './tap.ts';
import type { Destination, TransportEvents } from './transport.ts';

export interface PeerSession {
  readonly tap: Tap;
  readonly context: ConnectionContext;
}

/** Opens the tap. It is the caller's to end, also when no connection comes about. */
export function beginSession(protocol: Protocol, peer: Omit<Peer, 'deadlines'>): PeerSession {
  const { host, port, opening, openTap, credentials } = peer;
  const tap = openTap({ protocol, host, port, ...opening });
  // From the first byte: a server may know the password already and send it unasked.
  const secret = secretOf(credentials);
  if (secret !== null) tap.secret(secret, [usernameOf(credentials)]);
  return { tap, context: { protocol, options: peer, session: tap.session, redact: tap.redact } };
}

/** The destination of this session's sockets. `deadline`: milliseconds for name resolution, TCP and TLS together. */
export function destinationOf(
  { host, port, trust, clock, signal }: Omit<Peer, 'deadlines'>,
  { tap, context }: PeerSession,
  deadline: number,
  events: TransportEvents,
): Destination {
  return { protocol: context.protocol, host, port, trust, tap, clock, deadline, ...(signal ? { signal } : {}), events };
}
