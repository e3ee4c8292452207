import { domainToASCII } from 'node:url';
import { charactersIn } from '../../../base/characters.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Address } from '../../../contract/messages.ts';

/** RFC 5321 §4.5.3.1: octets of a local part, a domain and a path. */
const mostLocal = 64;
const mostDomain = 255;
const mostRecipients = 1_000;

const refuse = (piece: string, reason: string): Result<Address[]> =>
  fail(failure('address-invalid', { detail: { piece: piece.slice(0, 200).replace(new RegExp(controlCharacter, 'g'), '\ufffd'), reason } }));

/** A list is refused for one of these; `words` has the sentence. */
type AddressFault = 'control-character' | 'unbalanced' | 'no-at-sign' | 'local-part' | 'domain' | 'too-many' | 'empty-name';

const controlCharacter = charactersIn(['control', 'tab', 'lineBreak']);
/** What stands before one, to show where it is. */
const untilControl = new RegExp(`[^,;]{0,40}${controlCharacter.source}`);

/** Where a piece of the list ends and how it ended. */
interface Piece {
  readonly text: string;
  readonly end: number;
  readonly balanced: boolean;
}

/**
 * Reads what a person typed into To, Cc or Bcc: `Ana <a@x.org>, b@y.org; "Q, R" <q@z.org>`, groups (`Team: a@x.org, b@y.org;`), internationalised
 * domains. Commas and semicolons separate. Strict where `parseAddressList` is lenient: mail goes to what is written or not at all.
 * @returns the addresses in order, domains in ASCII (RFC 5891) and lower case, each address once; or `address-invalid` with `detail.piece`
 * and `detail.reason` (an `AddressFault`).
 */
export function parseTypedAddresses(typed: string): Result<Address[]> {
  // A line end would make nodemailer read a second field and drop the first address (security S1); tabs are blanks.
  const list = typed.replace(/\t/g, ' ');
  const control = untilControl.exec(list);
  if (control) return refuse(control[0], 'control-character');
  const addresses = new Map<string, Address>();
  let position = 0;
  let group = false;
  while (position < list.length) {
    const piece = readPiece(list, position);
    if (!piece.balanced) return refuse(list.slice(position).trim(), 'unbalanced');
    position = piece.end + 1;
    const ended = list[piece.end];
    if (ended === ':') {
      if (group) return refuse(piece.text, 'unbalanced');
      group = true;
      continue;
    }
    if (ended === ';') group = false;
    const text = piece.text.trim();
    if (text === '') continue;
    const read = readMailbox(text);
    if ('fault' in read) return refuse(text, read.fault);
    const key = read.address.toLowerCase();
    if (!addresses.has(key)) addresses.set(key, read);
    if (addresses.size > mostRecipients) return refuse(text, 'too-many');
  }
  return succeed([...addresses.values()]);
}

/** Reads up to the next separator outside quotes, brackets and comments; a colon outside all of them names a group (RFC 5322 §3.4). */
function readPiece(list: string, start: number): Piece {
  let quoted = false;
  let angle = false;
  let depth = 0;
  let literal = false;
  let position = start;
  for (; position < list.length; position += 1) {
    const character = list[position];
    if (character === '\\' && (quoted || depth > 0)) position += 1;
    else if (quoted) quoted = character !== '"';
    else if (character === '"') quoted = true;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth < 0) return { text: '', end: position, balanced: false };
    } else if (depth > 0) continue;
    else if (character === '<') {
      if (angle) return { text: '', end: position, balanced: false };
      angle = true;
    } else if (character === '>') {
      if (!angle) return { text: '', end: position, balanced: false };
      angle = false;
    } else if (character === '[') literal = true;
    else if (character === ']') literal = false;
    else if (!literal && (character === ',' || character === ';' || (character === ':' && !angle))) break;
  }
  const balanced = !quoted && !angle && depth === 0 && position <= list.length;
  return { text: list.slice(start, position), end: Math.min(position, list.length), balanced };
}

function readMailbox(text: string): Address | { readonly fault: AddressFault } {
  const bare = dropComments(text).trim();
  const open = lastOutsideQuotes(bare, '<');
  if (open < 0) return checkAddress(bare, '');
  if (!bare.endsWith('>')) return { fault: 'unbalanced' };
  return checkAddress(bare.slice(open + 1, -1).trim(), readName(bare.slice(0, open).trim()));
}

/** A display name: quotes and escapes resolved, blanks collapsed. */
function readName(text: string): string {
  const unquoted = text.replace(/"((?:[^"\\]|\\.)*)"/g, (_whole: string, inner: string) => inner.replace(/\\(.)/g, '$1'));
  return unquoted.replace(/\s+/g, ' ').trim();
}

function dropComments(text: string): string {
  if (!text.includes('(')) return text;
  let output = '';
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position] ?? '';
    if (character === '\\') {
      if (depth === 0) output += text.slice(position, position + 2);
      position += 1;
    } else if (character === '"' && depth === 0) {
      quoted = !quoted;
      output += character;
    } else if (character === '(' && !quoted) depth += 1;
    else if (character === ')' && !quoted) depth -= 1;
    else if (depth === 0) output += character;
  }
  return output;
}

function lastOutsideQuotes(text: string, wanted: string): number {
  let quoted = false;
  let found = -1;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === '\\' && quoted) position += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === wanted && !quoted) found = position;
  }
  return found;
}

function checkAddress(written: string, name: string): Address | { readonly fault: AddressFault } {
  const at = lastOutsideQuotes(written, '@');
  if (at < 0) return { fault: 'no-at-sign' };
  const local = written.slice(0, at);
  const domain = checkDomain(written.slice(at + 1));
  if (!isLocalPart(local)) return { fault: 'local-part' };
  if (domain === null) return { fault: 'domain' };
  return { name, address: `${local}@${domain}` };
}

/** RFC 5321 §4.1.2 Dot-string or Quoted-string, with RFC 6531 §3.3 characters above ASCII. */
function isLocalPart(local: string): boolean {
  // U+FFFD stands for letters that are not known: mail to it would go to nobody, or to somebody else.
  if (Buffer.byteLength(local) > mostLocal || local.includes('\ufffd')) return false;
  if (/^"(?:[ !#-[\]-~\u00a0-\uffff]|\\[ -~])*"$/.test(local)) return true;
  return /^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]+)*$/.test(local);
}

/** A domain name in ASCII, or an address literal (RFC 5321 §4.1.3); null where it is neither. */
function checkDomain(written: string): string | null {
  const domain = written.replace(/(?<=[^.])\.$/, ''); // the dot of the root (RFC 1034 §3.1) is no part of it in mail
  if (/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-fA-F:.]{2,45})\]$/i.test(domain)) return domain;
  if (domain === '' || domain.length > mostDomain || /[\s%/\\:?#@[\]]/.test(domain)) return null;
  const ascii = /^[\x21-\x7e]+$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
  const labels = ascii.split('.');
  return ascii.length <= mostDomain && labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) ? ascii : null;
}

/** What is wrong with an address that has no name around it, or null: the last check before it becomes an envelope (security S1). */
export function addressFault(address: string): AddressFault | null {
  if (controlCharacter.test(address)) return 'control-character';
  const read = checkAddress(address, '');
  return 'fault' in read ? read.fault : null;
}

/** The address with its domain as DNS knows it, for comparing: nodemailer writes domains in Unicode beside a local part above ASCII. */
export function comparableAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return at < 0 ? address : `${address.slice(0, at)}@${checkDomain(domain) ?? domain.toLowerCase()}`;
}

/** Writes addresses as a person would type them: what a draft's To field holds. */
export const formatAddresses = (addresses: readonly Address[]): string => addresses.map(formatAddress).join(', ');

function formatAddress({ name, address: written }: Address): string {
  const address = withQuotedLocalPart(written);
  if (name === '') return address;
  const quoted = /[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/[\\"]/g, '\\$&')}"` : name;
  return `${quoted} <${address}>`;
}

/**
 * Old telephones have addresses such as `taro..y.@example.org`, which RFC 5321 §4.1.2 lets stand only in quotes: with them the same mailbox is meant
 * and it can be written to.
 */
function withQuotedLocalPart(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || isLocalPart(local) || local.startsWith('"') || controlCharacter.test(local)) return address;
  const quoted = `"${local.replace(/["\\]/g, '\\$&')}"`;
  return isLocalPart(quoted) ? `${quoted}${address.slice(at)}` : address;
}
