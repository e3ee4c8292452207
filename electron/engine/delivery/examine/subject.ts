/** What was typed, as an address of mail, a domain or an IP address. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { DeliveryReport } from '../../../contract/delivery/mail-domain.ts';
import { nameFault } from '../../dns/dns-names.ts';

type Subject = DeliveryReport['subject'];

/**
 * @param text `ana@example.org`, `Ana <ana@example.org>`, `example.org`, `192.0.2.1`, `ana@[192.0.2.1]`, `ana@[IPv6:2001:db8::1]`,
 * `mailto:ana@example.org`
 * @returns the domain in A-labels without a dot at the end, or the IP address; null where it is none of them
 */
export function readSubject(text: string): Subject | null {
  const typed = text.trim().replace(/^mailto:/i, '');
  const angled = /<([^<>]*)>$/.exec(typed)?.[1] ?? typed;
  const at = angled.lastIndexOf('@');
  const host = angled.slice(at + 1).trim();
  const literal = /^\[(?:ipv6:)?([0-9a-f.:]+)\]$/i.exec(host)?.[1] ?? host;
  if (isIP(literal) !== 0) return { kind: 'ip', text: typed, domain: literal };
  if (at === 0 || /[\s/@[\]<>"]/.test(host)) return null;
  // A label with an underscore names no host, but may be asked for.
  const domain = /^[\x21-\x7e]+$/.test(host) ? host.toLowerCase() : domainToASCII(host);
  const plain = domain.replace(/\.$/, '');
  if (plain === '' || nameFault(plain) !== null) return null;
  return { kind: at === -1 ? 'domain' : 'address', text: typed, domain: plain };
}
