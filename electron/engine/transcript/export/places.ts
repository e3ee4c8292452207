/**
 * Finds what identifies somebody by its place in the protocol: the name after USER or LOGIN, the host of a greeting, the queue id of a reply
 * to a message. Such a word has no form of its own, so it is also looked for in every other line.
 */
import { isIP } from 'node:net';
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { LineRecord } from '../files/records.ts';
import type { Found } from './identities.ts';
import { findInImap, findInLiteral } from './imap-places.ts';
import { findPersons, findVerified } from './person-names.ts';

type Facts = Pick<LineRecord, 'direction' | 'kind' | 'command' | 'sasl'>;

/** Word after a pattern: the pattern ends before it. */
interface Place {
  readonly before: RegExp;
  readonly kind: 'host' | 'user' | 'queueId' | 'messageId' | 'path';
}

/** An argument: quoted (RFC 9051 §9), or up to the next space. */
const argument = /"(?:[^"\\]|\\.)*"|[^\s"<>()[\]{},;]+/y;

const clientPlaces: Readonly<Partial<Record<Protocol, readonly Place[]>>> = {
  smtp: [
    { before: /^(?:EHLO|HELO|LHLO|ETRN)[ \t]+/i, kind: 'host' },
    { before: /^(?:VRFY|EXPN)[ \t]+/i, kind: 'user' },
    { before: /^(?:MAIL FROM|RCPT TO):[ \t]*<?(?=[^\s<>])/i, kind: 'user' },
    { before: /^MAIL FROM:.{0,400}?[ \t]AUTH=(?!\S*\+[0-9A-F]{2})/i, kind: 'user' },
    // RFC 3461 §4.4: the report that comes back repeats it.
    { before: /^MAIL FROM:.{0,400}?[ \t]ENVID=/i, kind: 'messageId' },
    { before: /^(?:XCLIENT|XFORWARD)\b.{0,400}?\bNAME=/i, kind: 'host' },
    { before: /^(?:XCLIENT|XFORWARD)\b.{0,400}?\bHELO=/i, kind: 'host' },
    { before: /^XFORWARD\b.{0,400}?\bIDENT=/i, kind: 'queueId' },
    { before: /^(?:XCLIENT|XFORWARD)\b.{0,400}?\b(?:LOGIN)=/i, kind: 'user' },
  ],
  pop3: [{ before: /^(?:USER|APOP)[ \t]+/i, kind: 'user' }],
  imap: [
    { before: /^\S+[ \t]+LOGIN[ \t]+/i, kind: 'user' },
    { before: /^\S+[ \t]+(?:SETACL|DELETEACL|LISTRIGHTS)[ \t]+(?:"[^"]*"|\S+)[ \t]+/i, kind: 'user' },
  ],
};

/** What a reply begins with where it names no host. A host may begin like it, `ok-box`: the word has to end there. */
const replyWord = '(?:(?:good)?bye|closing|service|ok|see|thanks?|connection)(?=[\\s,.;:!]*(?:\\s|$))';

const serverPlaces: Readonly<Partial<Record<Protocol, readonly Place[]>>> = {
  smtp: [
    // RFC 5321 §4.2: a greeting and a farewell begin with the name of the host; those with an enhanced code (RFC 2034 §4) begin with words.
    { before: new RegExp(`^2(?:20|21)[ -](?!2\\.\\d{1,3}\\.\\d{1,3}(?:\\s|$)|${replyWord})`, 'i'), kind: 'host' },
    // Sendmail's farewell has a code and a host: `221 2.0.0 mail closing connection`.
    {
      before: new RegExp(`^221[ -]2\\.\\d{1,3}\\.\\d{1,3}[ \\t]+(?!${replyWord})(?=\\S*[^\\s,.;:!][ \\t]+closing connection)`, 'i'),
      kind: 'host',
    },
  ],
  // The host before the name of the program: of Cyrus, of the University of Washington. A host with a domain is found by its form.
  imap: [{ before: /^\* OK (?:\[[^\]]{0,1000}\] )?(?=[^\s[\].]+ (?:Cyrus\b|IMAP4rev1 20))/i, kind: 'host' }],
  pop3: [{ before: /^\+OK (?:POP3 )?(?=[^\s[\].]+ (?:Cyrus|v20\d\d)\b)/i, kind: 'host' }],
  // RFC 5804 §1.7
  managesieve: [{ before: /^"OWNER"[ \t]+/i, kind: 'user' }],
};

/** What stands behind these is the identifier of a message in a queue. */
const queuePlaces = [/\bqueued (?:mail )?(?:for delivery )?as[ :]+/gi, /\b(?:queue-?id|internalid|id)[=:][ \t]*/gi, /\bid[ \t]+/g];
/** What has the form of one in the answer to a message: letters and digits mixed, or many digits. */
const queueToken = /(?<![\p{L}\p{N}.@<-])(?=[A-Za-z.:_-]*\d)[A-Za-z0-9][A-Za-z0-9._:-]{5,99}(?![@\p{L}\p{N}])/gu;
/** What large providers write into any reply: the number of the connection, by which they find it in their logs. `sign` stands in few lines. */
const connectionIds = [
  { sign: ' - gsmtp', pattern: /(?<=[ \t])[A-Za-z0-9][A-Za-z0-9._-]{7,99}(?= - gsmtp\b)/g },
  { sign: 'Gimap ready for requests from ', pattern: /(?<=\bGimap ready for requests from \S{3,60} )[A-Za-z0-9]{8,99}/g },
  { sign: '"connection-token"', pattern: /(?<="connection-token" ")[^"\s]{4,99}(?=")/g },
  // Exchange Online: host, time and number in brackets.
  { sign: 'Z 08D', pattern: /(?<=[ \t]\d{4}-\d\d-\d\dT[\d:.]{8,20}Z )08D[0-9A-F]{13}(?=\])/g },
  { sign: '[08D', pattern: /(?<=\[)08D[0-9A-F]{13}(?=\])/g },
  { sign: 'hermes--', pattern: /\bhermes--[0-9a-z-]{6,99}/g },
] as const;
/** Behind the host of an address on the web, and in the request (RFC 9112 §3.2): it may name the reader to the site that chose it. */
const webPaths = [/(?<=\bhttps?:\/\/[^\s/"'<>?#]{1,255}[/?])[^\s"'<>]+/gi, /(?<=^[A-Z]{3,10} \/)\S+(?= HTTP\/)/g];
/** Of an answer, where it is no whole address (RFC 9110 §10.2.2). */
const relativePath = /(?<=^(?:location|content-location)[ \t]*:[ \t]*\/?)(?!https?:|\/)[^\s/]\S*/gi;
const enhancedCode = /^\d\.\d{1,3}\.\d{1,3}$/;
const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

/** Where an argument begins behind its opening quote, and ends before its closing one. */
function argumentAt(text: string, at: number): { start: number; end: number; value: string } | null {
  argument.lastIndex = at;
  const [whole] = argument.exec(text) ?? [];
  if (whole === undefined) return null;
  const quote = whole.startsWith('"') ? 1 : 0;
  return { start: at + quote, end: at + whole.length - quote, value: unquoted(whole) };
}

/** Arguments of a sendmail program: the sender behind `-f`, the recipients behind `--`. */
function findArguments(text: string): Found[] {
  const found: Found[] = [];
  const put = (start: number, value: string) => {
    if (!value.includes('@') && value !== '<>') found.push({ start, end: start + value.length, kind: 'user', value, everywhere: true });
  };
  const end = / -- /.exec(text);
  const sender = / -f (\S+)/.exec(end ? text.slice(0, end.index) : text);
  if (sender) put(sender.index + 4, sender[1] ?? '');
  const from = end ? end.index + end[0].length : text.length;
  for (const { 0: value, index } of text.slice(from).matchAll(/\S+/g)) put(from + index, value);
  return found;
}

/**
 * @param text the line, its secrets replaced by characters that nothing here looks for
 * @param before what the same response or command of IMAP has said before it
 */
export function findPlaces(protocol: Protocol, facts: Facts, text: string, before = ''): Found[] {
  const { direction, kind, command } = facts;
  if (kind === 'literal' && command === 'LOGIN') return [{ start: 0, end: text.length, kind: 'user', value: text, everywhere: true }];
  const found: Found[] = kind === 'literal' && protocol === 'imap' ? findInLiteral(text, before) : [];
  const put = (at: number, what: Place['kind']) => {
    const place = argumentAt(text, at);
    if (!place || place.value === '' || place.value.includes('\ue000')) return;
    // A mail address or an address of the network is found by its form.
    if (place.value.includes('@') && what !== 'host') return;
    if (what === 'host' && isIP(place.value)) return;
    found.push({ start: place.start, end: place.end, kind: what, value: place.value, everywhere: true });
  };
  // The yes to STARTTLS has the code of a greeting (RFC 3207 §4).
  const isUpgrade = direction === 'server' && /^STARTTLS$/i.test(command ?? '');
  const places =
    kind === 'literal' || kind === 'payload' || isUpgrade ? [] : ((direction === 'client' ? clientPlaces : serverPlaces)[protocol] ?? []);
  for (const { before, kind: what } of places) {
    const match = before.exec(text);
    if (match) put(match.index + match[0].length, what);
  }
  if (protocol === 'smtp' && direction === 'server' && /^(?:EHLO|HELO|LHLO)$/.test(command ?? '')) {
    // Extensions look the same as the first line does, and are words of the protocol; hosts that greet by name say so.
    const [, domain] = /^250[ -]([^\s]+)(?: .*)?\r?\n?$/.exec(text) ?? [];
    if (domain && /[.]/.test(domain)) put(4, 'host');
    const greeted = /\b(?:Hello|greets|pleased to meet|welcome)[ \t]+/i.exec(text);
    if (greeted) put(greeted.index + greeted[0].length, 'host');
  }
  if (direction === 'server' || kind === 'payload' || kind === 'literal') found.push(...findQueueIds(protocol, facts, text));
  if (protocol === 'http')
    for (const pattern of [...webPaths, relativePath])
      for (const { 0: value, index } of text.matchAll(pattern))
        found.push({ start: index, end: index + value.length, kind: 'path', value, everywhere: true });
  if (protocol === 'imap' && kind !== 'literal' && kind !== 'payload') found.push(...findInImap(text, direction, before));
  if (protocol === 'smtp' && direction === 'server' && /^(?:VRFY|EXPN)$/.test(command ?? '')) found.push(...findVerified(text));
  if (protocol === 'sendmail' && direction === 'client' && kind === 'command') found.push(...findArguments(text));
  if (kind === 'literal' || kind === 'payload') found.push(...findTraces(text), ...findPersons(text), ...findBareIds(text));
  return found;
}

function findQueueIds(protocol: Protocol, { kind, command }: Facts, text: string): Found[] {
  const found: Found[] = [];
  const put = (start: number, value: string) => found.push({ start, end: start + value.length, kind: 'queueId', value, everywhere: true });
  const isMail = kind === 'literal' || kind === 'payload';
  for (const pattern of queuePlaces)
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length;
      const [value = ''] = /^[A-Za-z0-9][A-Za-z0-9._:-]{3,99}/.exec(text.slice(start, start + 100)) ?? [];
      const id = value.replace(/[.:-]+$/, '');
      if (/\d/.test(id) && text[start + value.length] !== '@') put(start, id);
    }
  for (const { sign, pattern } of connectionIds)
    if (!isMail && text.includes(sign)) for (const { 0: value, index } of text.matchAll(pattern)) put(index, value);
  if (protocol !== 'smtp' || isMail || !/^(?:DATA|BDAT)$/.test(command ?? '')) return found;
  for (const { 0: value, index } of text.slice(4).matchAll(queueToken)) {
    const id = value.replace(/[.:-]+$/, '');
    if (!enhancedCode.test(id) && !isIP(id)) put(index + 4, id);
  }
  return found;
}

const traces = /(?:^|\n)Received:[ \t]+from[ \t]+(?=[^\s[(])|\bhelo[= ](?=[\p{L}\p{N}])/giu;
const received = /(?:^|\n)Received:[^\n]*(?:\n[ \t][^\n]*)*/gi;

/** The host that a trace names (RFC 5321 §4.4), which may be a single word. */
function findTraces(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(traces)) {
    const start = match.index + match[0].length;
    const [value = ''] = /^[\p{L}\p{N}._-]{1,255}/u.exec(text.slice(start, start + 255)) ?? [];
    if (value !== '' && !isIP(value)) found.push({ start, end: start + value.length, kind: 'host', value, everywhere: true });
  }
  for (const { 0: field, index } of text.matchAll(received)) {
    // Google's is a number with colons that is no address.
    const by = /\sby\s+([\p{L}\p{N}][\p{L}\p{N}._:-]{1,254})(?=[\s;(]|$)/u.exec(field.slice(0, 2_000));
    const value = by?.[1] ?? '';
    if (!by || isIP(value)) continue;
    const start = index + by.index + by[0].length - value.length;
    found.push({ start, end: start + value.length, kind: 'host', value, everywhere: true });
  }
  return found;
}

const idFields = /(?:^|\n)(?:resent-)?(?:message-id|in-reply-to|references|original-message-id)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/gi;

/** Identifiers of messages without an @, which some programs write: only their field says what they are. */
function findBareIds(text: string): Found[] {
  return [...text.matchAll(idFields)].flatMap(({ 0: field, index }) =>
    Array.from(field.matchAll(/<([^<>@\s]{4,500})>/g), ({ 1: value = '', index: at }): Found => {
      const start = index + at + 1;
      return { start, end: start + value.length, kind: 'messageId', value, everywhere: true };
    }),
  );
}

/** What a challenge names: the realm of DIGEST-MD5 (RFC 2831 §2.1.1). */
export function findInChallenge(text: string): Found[] {
  return Array.from(text.matchAll(/\brealm="([^"@]{1,255})"/g), ({ 0: whole, 1: value = '', index }): Found => {
    const start = index + whole.length - value.length - 1;
    return { start, end: start + value.length, kind: isIP(value) ? 'ip' : 'host', value, everywhere: true };
  });
}

/** What a decoded step of an authentication names (RFC 4616 §2, RFC 5802 §5.1, RFC 7628 §3.1, RFC 2195 §2). */
export function findInAnswer(mechanism: string, step: number, text: string): Found[] {
  const name = mechanism.toUpperCase();
  const user = (start: number, written: string, value = written): Found => ({
    ...{ start, end: start + written.length },
    ...{ kind: 'user', value, everywhere: true },
  });
  const isAddress = (value: string) => value.includes('@');
  const found: Found[] = [];
  if (name === 'PLAIN') {
    let at = 0;
    for (const field of text.split('\0').slice(0, 2)) {
      if (field !== '' && !isAddress(field)) found.push(user(at, field));
      at += field.length + 1;
    }
  } else if (name === 'CRAM-MD5') {
    const value = text.slice(0, Math.max(0, text.lastIndexOf(' ')) || text.length);
    if (!isAddress(value)) found.push(user(0, value));
  } else if (name.startsWith('SCRAM-') || name === 'XOAUTH2' || name === 'OAUTHBEARER') {
    for (const match of text.matchAll(/(?:^|,|\x01)(?:n|a|user)=([^,\x01]+)/g)) {
      const value = match[1] ?? '';
      // RFC 5802 §5.1: a comma and an equals sign in a name are written otherwise.
      const meant = value.replace(/=2C/g, ',').replace(/=3D/g, '=');
      if (!isAddress(value) && value !== 'n') found.push(user(match.index + match[0].length - value.length, value, meant));
    }
    for (const match of text.matchAll(/\x01host=([^,\x01]+)/g)) {
      const value = match[1] ?? '';
      if (!isIP(value)) found.push({ start: match.index + 6, end: match.index + 6 + value.length, kind: 'host', value, everywhere: true });
    }
  } else if (step === 0 && text !== '' && !isAddress(text)) found.push(user(0, text));
  return found;
}
