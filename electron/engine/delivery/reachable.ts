/**
 * Where a look-up may connect to. What a domain publishes is its owner's word, and may name the reader's own network or a port of another
 * service: anybody could have this computer knock there.
 */
import { isIP } from 'node:net';
import { isPublicAddress } from '../wire/public-address.ts';
import type { DeliveryPorts } from './ports.ts';

interface Reached {
  readonly ports?: Pick<DeliveryPorts, 'allowsPrivate'>;
  /** The name server, or the root, that the user has named; absent: the system's is asked. */
  readonly named?: { readonly host: string } | undefined;
  /** The address that the user has typed, if it is one. */
  readonly typed?: string;
}

/** Who names a name server of a private network, or of this computer, looks at a network of their own. */
const isOwn = (host: string): boolean => host.toLowerCase() === 'localhost' || (isIP(host) !== 0 && !isPublicAddress(host));

/** @returns whether an address may be connected to: one of the public Internet, or of a network that the user has named */
export const addressesAllowed = ({ ports, named, typed }: Reached): ((address: string) => boolean) => {
  const all = ports?.allowsPrivate === true || (named !== undefined && isOwn(named.host));
  return (address) => all || address === typed || isPublicAddress(address);
};

/** Ports below are those of well-known services (RFC 6335 §6). */
const leastFree = 1_024;

/** @returns whether a port that a domain names for sending may be tried: one of mail, or none of another service */
export const isPortAllowed = (port: number, { smtp, submissions, submission }: DeliveryPorts): boolean =>
  (port >= leastFree && port <= 65_535) || [smtp, submissions, submission].includes(port);
