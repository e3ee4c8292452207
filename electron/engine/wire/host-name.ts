/** A server's name as DNS and TLS want it: what a user types may be written in letters outside ASCII, or with the dot of an absolute name. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** The name in A-labels (RFC 5890 §2.3.2.1), for a look-up; as it stands where it has no such form. The final dot stays: it says that the name is absolute. */
export const hostName = (host: string): string => domainToASCII(host) || host;

/** The name for SNI and for the certificate: A-labels, without the final dot (RFC 6066 §3). Undefined for an address, which has none. */
export function serverName(host: string): string | undefined {
  if (isIP(host) !== 0) return undefined;
  return hostName(host).replace(/\.$/, '') || undefined;
}
