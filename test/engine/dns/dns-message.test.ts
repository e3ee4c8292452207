/** What is read from the octets of name servers, also of hostile ones. */
import { decode } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { dnsMessageLines, encodeQuestion, readDnsMessage } from '../../../electron/engine/dns/dns-message.ts';
import { isDnsType, nameFault, reverseName } from '../../../electron/engine/dns/dns-names.ts';

/** A message by hand: header, one question for `example.org MX`, and what follows. */
function message({ flags = 0x8180, counts = [1, 0, 0, 0], rest = '' }: { flags?: number; counts?: number[]; rest?: string }): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(7, 0);
  header.writeUInt16BE(flags, 2);
  counts.forEach((count, at) => {
    header.writeUInt16BE(count, 4 + 2 * at);
  });
  return Buffer.concat([header, Buffer.from('076578616d706c65036f726700000f0001', 'hex'), Buffer.from(rest.replace(/\s/g, ''), 'hex')]);
}

const linesOf = (bytes: Buffer) => {
  const read = readDnsMessage(bytes);
  return read && dnsMessageLines(read);
};

describe('a question', () => {
  it.each([
    ['MX', 15],
    ['HTTPS', 65],
    ['SVCB', 64],
    ['OPENPGPKEY', 61],
    ['SMIMEA', 53],
    ['TYPE65400', 65_400],
  ])('asks for %s by its number', (type, number) => {
    const bytes = encodeQuestion({ name: 'example.org', type, isRecursive: true, withSignatures: false }, 7);
    expect(bytes.readUInt16BE(12 + 13)).toBe(number);
    expect(readDnsMessage(bytes)?.questions).toEqual([{ name: 'example.org.', type }]);
  });

  it('asks for recursion and for signatures only where that is wanted', () => {
    const plain = encodeQuestion({ name: 'example.org', type: 'MX', isRecursive: false, withSignatures: false }, 7);
    const full = encodeQuestion({ name: 'example.org', type: 'MX', isRecursive: true, withSignatures: true }, 7);
    expect([readDnsMessage(plain)?.flags, readDnsMessage(full)?.flags]).toEqual([[], ['rd']]);
    expect([readDnsMessage(plain)?.extension?.isDnssecOk, readDnsMessage(full)?.extension?.isDnssecOk]).toEqual([false, true]);
    expect(decode(full).additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }]);
  });

  it.each(['AXFR', 'IXFR', 'OPT', 'TYPE0', 'TYPE65536', 'NOPE', 'UNKNOWN_65'])('is not asked for type %s', (type) => {
    expect(isDnsType(type)).toBe(false);
  });

  it.each([
    ['.', null],
    ['example.org.', null],
    ['_dmarc.example.org', null],
    [`${'a'.repeat(63)}.org`, null],
    [`${'a'.repeat(64)}.org`, 'label'],
    ['example..org', 'label'],
    ['', 'label'],
    [`${'abcdefg.'.repeat(32)}org`, 'length'],
  ])('has a name that can be asked for: %s', (name, fault) => {
    expect(nameFault(name)).toBe(fault);
  });

  it.each([
    ['192.0.2.10', '10.2.0.192.in-addr.arpa'],
    ['2001:db8::1', `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`],
    ['::ffff:192.0.2.1', `1.0.2.0.0.0.0.c.f.f.f.f.${'0.'.repeat(20)}ip6.arpa`],
    ['fe80::1%eth0', `1.${'0.'.repeat(27)}0.8.e.f.ip6.arpa`],
  ])('of an address goes to its name: %s', (address, name) => {
    expect(reverseName(address)).toBe(name);
  });
});

describe('an answer', () => {
  it.each([
    ['MX', 'c00c 000f 0001 0000012c 0009 000a 046d61696c c00c', 'example.org. 300 IN MX 10 mail.example.org.'],
    ['null MX', 'c00c 000f 0001 0000012c 0003 0000 00', 'example.org. 300 IN MX 0 .'],
    ['TXT in parts', 'c00c 0010 0001 0000012c 000a 04 612262 5c 04 63646566', 'example.org. 300 IN TXT "a\\"b\\\\" "cdef"'],
    ['an unknown type', 'c00c ff78 0001 0000012c 0003 01abff', 'example.org. 300 IN TYPE65400 \\# 3 01ABFF'],
    ['NSEC3', 'c00c 0032 0001 0000012c 0007 0100000000 0101', 'example.org. 300 IN NSEC3 \\# 7 01000000000101'],
    ['SSHFP of a kind that is not known', 'c00c 002c 0001 0000012c 0003 01ffab', 'example.org. 300 IN SSHFP \\# 3 01FFAB'],
    ['HTTPS', 'c00c 0041 0001 0000012c 0003 000100', 'example.org. 300 IN HTTPS \\# 3 000100'],
    ['an alias', 'c00c 0005 0001 0000012c 0008 056f74686572 c014', 'example.org. 300 IN CNAME other.org.'],
    ['SRV', 'c00c 0021 0001 0000012c 000d 0000 0001 03e1 04696d6170 c00c', 'example.org. 300 IN SRV 0 1 993 imap.example.org.'],
  ])('is written as a zone file has it: %s', (_, rest, line) => {
    expect(linesOf(message({ counts: [1, 1, 0, 0], rest }))).toEqual(['; NOERROR, rd ra', 'example.org. IN MX?', '; answer', line]);
  });

  it('has its status and flags', () => {
    expect(readDnsMessage(message({ flags: 0x8583 }))).toMatchObject({ status: 'NXDOMAIN', flags: ['aa', 'rd', 'ra'] });
    expect(readDnsMessage(message({ flags: 0x8205 }))).toMatchObject({ status: 'REFUSED', flags: ['tc'] });
    // BADVERS: its upper bits stand in the OPT record.
    const rest = '00 0029 04d0 01 00 0000 0000';
    expect(readDnsMessage(message({ flags: 0x8180, counts: [1, 0, 0, 1], rest }))).toMatchObject({ status: 'BADVERS', additionals: [] });
  });
});

describe('octets that are no message', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a part of the header', Buffer.alloc(11)],
    ['words', Buffer.from('220 mail.example.org ESMTP\r\n')],
    ['counts beyond what can be there', message({ counts: [1, 60_000, 0, 0] })],
    ['a name that points to itself', message({ counts: [1, 1, 0, 0], rest: 'c01d 0001 0001 00000000 0000' })],
    ['a record that ends early', message({ counts: [1, 1, 0, 0], rest: 'c00c 000f 0001 0000012c 0009 000a' })],
    ['a record that ends beyond the message', message({ counts: [1, 1, 0, 0], rest: 'c00c 0001 0001 0000012c ffff 01020304' })],
  ])('are read as none: %s', (_, bytes) => {
    expect(readDnsMessage(bytes)).toBeNull();
  });

  it('with pointers to pointers are not followed', () => {
    // Each points to the two octets before it; every record’s name then begins at the last one.
    const chain = Array.from({ length: 30_000 }, (_, at) => {
      const target = at === 0 ? 12 : 29 + 12 + 2 * (at - 1);
      return Buffer.from([0xc0 | ((target >> 8) & 0x3f), target & 0xff]);
    });
    const filler = Buffer.concat([Buffer.from('000010000100000000f000', 'hex'), ...chain]);
    const bytes = message({ counts: [1, 1, 0, 0], rest: filler.toString('hex') });
    expect(readDnsMessage(bytes)).toBeNull();
  });

  it('are never followed further than a few milliseconds’ work', () => {
    // The longest message there can be, of records whose names are as long as they may be, each by a pointer.
    const labels = Buffer.from(`${'0161'.repeat(120)}00`, 'hex');
    const record = Buffer.from('c01d0001000100000000000401020304', 'hex');
    const first = Buffer.concat([labels, Buffer.from('0001000100000000000401020304', 'hex')]);
    const bytes = message({
      counts: [1, 500, 0, 0],
      rest: Buffer.concat([first, ...Array.from({ length: 499 }, () => record)]).toString('hex'),
    });
    expect(readDnsMessage(bytes)?.answers).toHaveLength(500);
    const more = message({
      counts: [1, 501, 0, 0],
      rest: Buffer.concat([first, ...Array.from({ length: 500 }, () => record)]).toString('hex'),
    });
    expect(readDnsMessage(more)).toBeNull();
  });
});
