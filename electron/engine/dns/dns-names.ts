/** Names and types as people write them, and as DNS has them: no message is read or written here. */

import { dnsTypeNumber, dnsTypeNumbers } from '../../contract/delivery/dns-types.ts';

/** Types that dns-packet knows by name; it would ask for some of the others as number 0. */
const libraryNames: ReadonlySet<string> = new Set([
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DNAME',
  'DNSKEY',
  'DS',
  'HINFO',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'RRSIG',
  'SOA',
  'SRV',
  'TLSA',
  'TXT',
]);
const namesOfNumbers = new Map(Object.entries(dnsTypeNumbers).map(([name, number]) => [number, name]));

/** Whether a type can be asked for. @param type upper case */
export const isDnsType = (type: string): boolean => dnsTypeNumber(type) !== null;

/** @returns what is wrong with a name as a question, or null (RFC 1035 §2.3.4) */
export function nameFault(name: string): 'label' | 'length' | null {
  const labels = name.replace(/\.$/, '').split('.');
  if (name !== '.' && labels.some((label) => label === '' || Buffer.byteLength(label) > 63)) return 'label';
  return Buffer.byteLength(name) > 253 ? 'length' : null;
}

/** The name under which an address is looked up (RFC 1035 §3.5, RFC 3596 §2.5). @param address of IPv4, or of IPv6 in any writing */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (part: string) =>
    part
      .split(':')
      .filter((group) => group !== '')
      .flatMap((group) => {
        if (!group.includes('.')) return [group.padStart(4, '0')];
        const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
        return [a * 256 + b, c * 256 + d].map((pair) => pair.toString(16).padStart(4, '0'));
      });
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const middle = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0000');
  return `${[...first, ...middle, ...last].join('').split('').reverse().join('.')}.ip6.arpa`;
}

/** The number of a type that dns-packet does not know by its name; null: it does. @param type upper case */
export const numberOfType = (type: string): number | null => (libraryNames.has(type) ? null : dnsTypeNumber(type));

/** The name of a type, `TYPEn` where it has none. */
export const nameOfType = (number: number): string => namesOfNumbers.get(number) ?? `TYPE${number}`;
