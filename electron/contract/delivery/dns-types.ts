/** Types of records by their names and numbers, as IANA registers them (RFC 6895 §3.1). Pure. */

/** Types that can be asked for. AXFR and IXFR are transfers of a zone and no look-up; OPT, TKEY and TSIG are about a message. */
export const dnsTypeNumbers: Readonly<Record<string, number>> = {
  ...{
    A: 1,
    NS: 2,
    MD: 3,
    MF: 4,
    CNAME: 5,
    SOA: 6,
    MB: 7,
    MG: 8,
    MR: 9,
    NULL: 10,
    WKS: 11,
    PTR: 12,
    HINFO: 13,
    MINFO: 14,
    MX: 15,
    TXT: 16,
  },
  ...{ RP: 17, AFSDB: 18, X25: 19, ISDN: 20, RT: 21, NSAP: 22, 'NSAP-PTR': 23, SIG: 24, KEY: 25, PX: 26, GPOS: 27, AAAA: 28, LOC: 29 },
  ...{ NXT: 30, EID: 31, NIMLOC: 32, SRV: 33, ATMA: 34, NAPTR: 35, KX: 36, CERT: 37, A6: 38, DNAME: 39, SINK: 40, APL: 42, DS: 43 },
  ...{ SSHFP: 44, IPSECKEY: 45, RRSIG: 46, NSEC: 47, DNSKEY: 48, DHCID: 49, NSEC3: 50, NSEC3PARAM: 51, TLSA: 52, SMIMEA: 53, HIP: 55 },
  ...{ NINFO: 56, RKEY: 57, TALINK: 58, CDS: 59, CDNSKEY: 60, OPENPGPKEY: 61, CSYNC: 62, ZONEMD: 63, SVCB: 64, HTTPS: 65, SPF: 99 },
  ...{ UINFO: 100, UID: 101, GID: 102, UNSPEC: 103, NID: 104, L32: 105, L64: 106, LP: 107, EUI48: 108, EUI64: 109, MAILB: 253 },
  ...{ MAILA: 254, ANY: 255, URI: 256, CAA: 257, AVC: 258, DOA: 259, AMTRELAY: 260, TA: 32768, DLV: 32769 },
};

/** @returns the number of a type by its name or as `TYPEn` (RFC 3597 §5), in either case; null where there is none */
export function dnsTypeNumber(name: string): number | null {
  const type = name.toUpperCase();
  if (Object.hasOwn(dnsTypeNumbers, type)) return dnsTypeNumbers[type] ?? null;
  const number = Number(/^TYPE(\d{1,5})$/.exec(type)?.[1] ?? Number.NaN);
  return number > 0 && number < 65_536 ? number : null;
}

/** @param text a name, or `TYPEn`, in either case. @returns the name that the registry has for it, else `TYPEn` */
export function dnsTypeName(text: string): string {
  const number = dnsTypeNumber(text);
  return Object.entries(dnsTypeNumbers).find(([, each]) => each === number)?.[0] ?? text.toUpperCase();
}
