/** Normalises a server's name for DNS and TLS: users type letters outside ASCII, or the final dot of an absolute name. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/**
 * The name in A-labels (RFC 5890 §2.3.2.1) and without the final dot; as it stands where it has no such form. The dot would keep the system
 * from finding the name in its hosts file, and a name of several labels is tried as an absolute one anyway.
 */
export const hostName = (host: string): string => (domainToASCII(host) || host).replace(/(?<=.)\.$/, '');

/** The name for SNI and for the certificate (RFC 6066 §3). Undefined for an address, which has none. */
export const serverName = (host: string): string | undefined => (isIP(host) === 0 && host !== '' ? hostName(host) : undefined);
