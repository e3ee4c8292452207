/** Names and types as people write them, and as DNS has them: no message is read or written here. */

/** The other types that have a name; dns-packet would ask for some of them as number 0. */
const numbers: Readonly<Record<string, number>> = {
  ...{
    RP: 17,
    AFSDB: 18,
    LOC: 29,
    KX: 36,
    CERT: 37,
    APL: 42,
    SSHFP: 44,
    NSEC: 47,
    NSEC3: 50,
    NSEC3PARAM: 51,
    SMIMEA: 53,
    HIP: 55,
    CDS: 59,
  },
  ...{ CDNSKEY: 60, OPENPGPKEY: 61, CSYNC: 62, ZONEMD: 63, SVCB: 64, HTTPS: 65, SPF: 99, ANY: 255, URI: 256 },
};
const namesOfNumbers = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));

/** Types that can be asked for by name, besides `TYPEn`. AXFR and IXFR are transfers of a zone and no look-up. */
const known: ReadonlySet<string> = new Set([
  ...Object.keys(numbers),
  ...['A', 'AAAA', 'CAA', 'CNAME', 'DNAME', 'DNSKEY', 'DS', 'HINFO', 'MX', 'NAPTR', 'NS', 'PTR', 'RRSIG', 'SOA', 'SRV', 'TLSA', 'TXT'],
]);

/** Whether a type can be asked for. @param type upper case */
export const isDnsType = (type: string): boolean => known.has(type) || unnamed(type) !== null;

function unnamed(type: string): number | null {
  const number = Number(/^TYPE(\d{1,5})$/.exec(type)?.[1] ?? Number.NaN);
  return number > 0 && number < 65_536 ? number : null;
}

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
export const numberOfType = (type: string): number | null => numbers[type] ?? unnamed(type);

/** The name of a type, `TYPEn` where it has none. */
export const nameOfType = (number: number): string => namesOfNumbers.get(number) ?? `TYPE${number}`;
