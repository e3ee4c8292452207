/**
 * Messages of the domain name system (RFC 1035 §4): a question as bytes, and bytes as what they say. The octets are dns-packet's affair; here
 * is what it leaves open: bounds against hostile messages, types that it has no number for, and data as a zone file writes it.
 */
import dnsPacket from 'dns-packet';
import { nameOfType, numberOfType } from './dns-names.ts';

/** A record as a zone file would have it (RFC 1035 §5.1). Names end with a dot; bytes of labels that are no UTF-8 are U+FFFD. */
interface DnsRecord {
  readonly name: string;
  /** Of the registry, or `TYPE65400` (RFC 3597 §5). */
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly data: string;
}

export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  /** `NOERROR`, `NXDOMAIN`, …; `RCODE_n` for one that has no name (RFC 6895 §2.3). */
  readonly status: string;
  /** Those that are set, of `aa`, `tc`, `rd`, `ra`, `ad`, `cd`. */
  readonly flags: readonly string[];
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  /** Without the OPT record, which is about the message itself. */
  readonly additionals: readonly DnsRecord[];
  /** What the OPT record says (RFC 6891 §6.1.3). */
  readonly extension: { readonly largest: number; readonly isDnssecOk: boolean } | null;
}

export interface DnsQuestion {
  readonly name: string;
  /** Upper case. */
  readonly type: string;
  /** Asks the server to find out what it does not know itself (RFC 1035 §4.1.1, RD). */
  readonly isRecursive: boolean;
  /** Asks for signatures too (RFC 3225 §3, DO). */
  readonly withSignatures: boolean;
  /** Asks whether the server has validated the answer, without the signatures (RFC 6840 §5.7, AD). */
  readonly asksAuthenticity?: boolean;
  /** Takes the answer also where its signatures are wrong (RFC 4035 §3.2.2, CD). */
  readonly isUnchecked?: boolean;
  /** By default IN. */
  readonly networkClass?: 'IN' | 'CH' | 'HS' | 'ANY';
  /** False: without the OPT record, as before EDNS. */
  readonly hasExtension?: boolean;
}

/** Octets of an answer in one datagram that we ask for: what passes nearly everywhere without being cut (DNS Flag Day 2020). */
const largestDatagram = 1_232;

/** More than any answer about mail has; each costs. */
const mostRecords = 500;
const mostQuestions = 16;
const longestPointerChain = 16;

/** Types whose data is written out here, and that of the OPT record: all others stand as their octets (RFC 3597 §5). */
const written: ReadonlySet<number> = new Set([1, 2, 5, 6, 12, 13, 15, 16, 28, 33, 35, 39, 41, 43, 46, 48, 52, 257]);
/** Of the range for private use (RFC 6895 §3.1): dns-packet leaves the data of such a type as it is. */
const privateType = 65_400;

/** @param question its name and type have been checked. @param id of the message, 0 to 65535 */
export function encodeQuestion(question: DnsQuestion, id: number): Buffer {
  const { name, type, isRecursive, withSignatures, asksAuthenticity, isUnchecked, networkClass = 'IN', hasExtension = true } = question;
  const number = numberOfType(type);
  return dnsPacket.encode({
    type: 'query',
    id,
    flags:
      (isRecursive ? dnsPacket.RECURSION_DESIRED : 0) |
      (asksAuthenticity ? dnsPacket.AUTHENTIC_DATA : 0) |
      (isUnchecked ? dnsPacket.CHECKING_DISABLED : 0),
    // dns-packet takes a number in this writing; its types know only names of the registry.
    questions: [{ name, type: (number === null ? type : `UNKNOWN_${number}`) as dnsPacket.RecordType, class: networkClass }],
    additionals: hasExtension ? [extensionRecord(withSignatures)] : [],
  });
}

/** RFC 6891 §6.1.2. */
const extensionRecord = (withSignatures: boolean): dnsPacket.OptAnswer => ({
  ...{ type: 'OPT', name: '.', udpPayloadSize: largestDatagram, extendedRcode: 0, ednsVersion: 0, options: [] },
  flags: withSignatures ? dnsPacket.DNSSEC_OK : 0,
  flag_do: withSignatures,
});

/** Reads a message. Null for what is none, and for one that is made to be costly. */
export function readDnsMessage(bytes: Buffer): DnsMessage | null {
  if (hasPointerChain(bytes)) return null;
  try {
    const { end, types } = walkRecords(bytes);
    const readable = Buffer.from(bytes);
    for (const { at, number } of types) if (!written.has(number)) readable.writeUInt16BE(privateType, at);
    const packet = dnsPacket.decode(readable);
    // It goes by what a type needs, not by the length that a record states: where the two differ it has read what is not there.
    if (dnsPacket.decode.bytes !== end) return null;
    return describe(
      packet,
      types.map(({ number }) => number),
    );
  } catch {
    return null; // both throw at anything that does not fit
  }
}

/** Where the last record ends, by the lengths that the records state, and the type of each. Throws a RangeError where they lead beyond the message. */
function walkRecords(bytes: Buffer): { end: number; types: { at: number; number: number }[] } {
  const [questions = 0, ...records] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  const count = records.reduce((sum, each) => sum + each, 0);
  if (questions > mostQuestions || count > mostRecords) throw new RangeError('more records than are read');
  const types: { at: number; number: number }[] = [];
  let at = 12;
  for (let each = 0; each < questions; each++) at = endOfName(bytes, at) + 4;
  for (let each = 0; each < count; each++) {
    at = endOfName(bytes, at) + 10;
    types.push({ at: at - 10, number: bytes.readUInt16BE(at - 10) });
    at += bytes.readUInt16BE(at - 2);
  }
  if (at > bytes.length) throw new RangeError('records beyond the message');
  return { end: at, types };
}

/** RFC 1035 §4.1.4: a name ends with a pointer, or with the root's empty label. */
function endOfName(bytes: Buffer, start: number): number {
  for (let at = start; ; ) {
    const length = bytes.readUInt8(at);
    if (length >= 0xc0) return at + 2;
    at += length + 1;
    if (length === 0) return at;
  }
}

/** Whether a name may go from pointer to pointer: not forbidden, never of use, and each step costs. */
function hasPointerChain(bytes: Buffer): boolean {
  const hops = new Uint8Array(bytes.length);
  for (let at = 12; at + 1 < bytes.length; at++) {
    const target = bytes.readUInt16BE(at) - 0xc000;
    if (target < 12 || target >= at) continue;
    const chain = (hops[target] ?? 0) + 1;
    if (chain > longestPointerChain) return true;
    hops[at] = chain;
  }
  return false;
}

const flagNames = ['aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

/** @param types of all records, in order */
function describe(packet: dnsPacket.DecodedPacket, types: readonly number[]): DnsMessage {
  const { questions = [], answers = [], authorities = [], additionals = [] } = packet;
  const extension = additionals.find((each): each is dnsPacket.OptAnswer => each.type === 'OPT');
  const recordsOf = (all: readonly dnsPacket.Answer[], before: number): DnsRecord[] =>
    all.flatMap((answer, at) => (isRecord(answer) ? [recordOf(answer, types[before + at] ?? 0)] : []));
  const code = 'rcode' in packet ? String(packet.rcode) : '';
  return {
    id: packet.id ?? 0,
    isResponse: packet.type === 'response',
    status: extension && extension.extendedRcode > 0 ? extendedStatus(code, extension.extendedRcode) : code,
    flags: flagNames.filter((name) => packet[`flag_${name}`]),
    questions: questions.map(({ name, type }) => ({ name: absolute(name), type: typeName(type) })),
    answers: recordsOf(answers, 0),
    authorities: recordsOf(authorities, answers.length),
    additionals: recordsOf(additionals, answers.length + authorities.length),
    extension: extension ? { largest: extension.udpPayloadSize, isDnssecOk: extension.flag_do } : null,
  };
}

type DataRecord = Exclude<dnsPacket.Answer, dnsPacket.OptAnswer>;
const isRecord = (answer: dnsPacket.Answer): answer is DataRecord => answer.type !== 'OPT';

/** RFC 6891 §6.1.3: the upper eight bits stand in the OPT record. Only 16, BADVERS, is to be met in an answer to a look-up. */
const extendedStatus = (code: string, upper: number): string => (code === 'NOERROR' && upper === 1 ? 'BADVERS' : `${code}+${upper * 16}`);

const absolute = (name: string): string => (name === '.' ? '.' : `${name}.`);
/** @param type as dns-packet calls it: by its name, or by its number where it has none */
function typeName(type: string): string {
  const number = /^UNKNOWN_(\d+)$/.exec(type)?.[1];
  return number === undefined ? type : nameOfType(Number(number));
}

/** @param number of its type */
function recordOf(answer: DataRecord, number: number): DnsRecord {
  const type = written.has(number) ? answer.type : nameOfType(number);
  return { name: absolute(answer.name), type, ttl: answer.ttl ?? 0, data: dataOf(answer) };
}

/** RFC 1035 §5.1: in quotation marks, with what would end them escaped. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const hexadecimal = (bytes: Buffer): string => bytes.toString('hex').toUpperCase();
/** RFC 3597 §5. */
const unknownData = (bytes: Buffer): string => `\\# ${bytes.length}${bytes.length > 0 ? ` ${hexadecimal(bytes)}` : ''}`;

function dataOf(answer: DataRecord): string {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return answer.data;
    case 'CNAME':
    case 'DNAME':
    case 'NS':
    case 'PTR':
      return absolute(answer.data);
    case 'MX':
      return `${answer.data.preference ?? 0} ${absolute(answer.data.exchange)}`;
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return `${priority} ${weight} ${port} ${absolute(target)}`;
    }
    case 'SOA': {
      const { mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 } = answer.data;
      return `${absolute(mname)} ${absolute(rname)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
    }
    case 'TXT':
      return [answer.data]
        .flat()
        .map((part) => quoted(part.toString()))
        .join(' ');
    case 'CAA':
      return `${answer.data.flags ?? 0} ${answer.data.tag} ${quoted(answer.data.value)}`;
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = answer.data;
      return `${usage} ${selector} ${matchingType} ${hexadecimal(certificate)}`;
    }
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = answer.data;
      return `${keyTag} ${algorithm} ${digestType} ${hexadecimal(digest)}`;
    }
    case 'DNSKEY':
      return `${answer.data.flags} 3 ${answer.data.algorithm} ${answer.data.key.toString('base64')}`;
    case 'RRSIG': {
      const { typeCovered, algorithm, labels, originalTTL, expiration, inception, keyTag, signersName, signature } = answer.data;
      const dates = `${moment(expiration)} ${moment(inception)}`;
      return `${typeCovered} ${algorithm} ${labels} ${originalTTL} ${dates} ${keyTag} ${absolute(signersName)} ${signature.toString('base64')}`;
    }
    case 'HINFO':
      return `${quoted(answer.data.cpu)} ${quoted(answer.data.os)}`;
    case 'NAPTR': {
      const { order, preference, flags, services, regexp, replacement } = answer.data;
      return `${order} ${preference} ${quoted(flags)} ${quoted(services)} ${quoted(regexp)} ${absolute(replacement)}`;
    }
    default:
      return Buffer.isBuffer(answer.data) ? unknownData(answer.data) : '';
  }
}

/** RFC 4034 §3.2: YYYYMMDDHHmmSS. @param seconds since 1970 */
const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\D/g, '').slice(0, 14);

/** A message in the writing of a zone file: the questions, then the status and the records, a line each. */
export function dnsMessageLines(message: DnsMessage): string[] {
  const { isResponse, status, flags, questions, answers, authorities, additionals } = message;
  const line = ({ name, ttl, type, data }: DnsRecord) => `${name} ${ttl} IN ${type} ${data}`;
  const asked = questions.map(({ name, type }) => `${name} IN ${type}?`);
  if (!isResponse) return asked;
  const section = (name: string, records: readonly DnsRecord[]) => (records.length === 0 ? [] : [`; ${name}`, ...records.map(line)]);
  return [
    `; ${status}${flags.length > 0 ? `, ${flags.join(' ')}` : ''}`,
    ...asked,
    ...section('answer', answers),
    ...section('authority', authorities),
    ...section('additional', additionals),
  ];
}
