import type { Address } from '../../../contract/messages.ts';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { hasHiddenInName, visibleLine } from '../text/visible-text.ts';
import { withoutComments } from './comments.ts';
import { decodeEncodedWords, hasEncodedWord } from './encoded-word.ts';

export interface ParsedAddress extends Address {
  /** The group it stood in (RFC 5322 §3.4), decoded. */
  readonly group: string | null;
  /** The address was not valid as written, and was left empty or repaired. */
  readonly malformed: boolean;
  /** Name or address held control characters or direction overrides. */
  readonly hidden: boolean;
}

/** What one mailbox is made of while it is being read. */
interface Parts {
  /** Text outside `<>` with quotes kept: an address without brackets is found in it. */
  source: string;
  /** The same with quotes resolved: the display name. */
  name: string;
  angle: string | null;
  comment: string;
}

const empty = (): Parts => ({ source: '', name: '', angle: null, comment: '' });

/**
 * Parses an address list (RFC 5322 §3.4, obsolete forms §4.4) from an unfolded field body whose encoded words are *not* yet decoded:
 * a comma or bracket inside an encoded word never becomes syntax. Groups are flattened. A name without an address stays, with an empty address:
 * what a sender wrote is shown, never dropped. Linear; never throws.
 */
export function parseAddressList(body: string, limits: MimeLimits = defaultLimits): ParsedAddress[] {
  const result: ParsedAddress[] = [];
  let group: string | null = null;
  let parts = empty();
  let position = 0;
  const close = (): void => {
    const address = finish(parts, group);
    if (address) result.push(address);
    parts = empty();
  };
  while (position < body.length && result.length < limits.addresses) {
    const character = body[position] ?? '';
    if (character === '"') {
      const end = quotedEnd(body, position);
      parts.source += body.slice(position, end);
      parts.name += withoutEscapes(body.slice(position + 1, body[end - 1] === '"' && end - 1 > position ? end - 1 : end));
      position = end;
    } else if (character === '(') {
      const end = commentEnd(body, position);
      parts.comment += body.slice(position + 1, body[end - 1] === ')' ? end - 1 : end);
      parts.source += ' ';
      position = end;
    } else if (character === '<' && parts.angle === null) {
      const end = angleEnd(body, position);
      parts.angle = body.slice(position + 1, end);
      position = end + 1;
    } else if (character === ',' || character === ';') {
      close();
      if (character === ';') group = null;
      position += 1;
    } else if (character === ':' && group === null && parts.angle === null && !parts.source.includes('@')) {
      group = visibleLine(decodeEncodedWords(parts.name.trim()));
      parts = empty();
      position += 1;
    } else {
      const end = plainEnd(body, position + 1);
      parts.source += body.slice(position, end);
      parts.name += body.slice(position, end);
      position = end;
    }
  }
  close();
  return result;
}

/** The offset of the next character that can be syntax, or the end of the text. */
function plainEnd(body: string, from: number): number {
  for (let position = from; position < body.length; position += 1) {
    const character = body[position];
    if (character === ',' || character === '<' || character === '"' || character === '(' || character === ';' || character === ':') {
      return position;
    }
  }
  return body.length;
}

/** The offset after the closing quote, or the end of the text. */
function quotedEnd(body: string, start: number): number {
  for (let position = start + 1; position < body.length; position += 1) {
    const character = body[position];
    if (character === '\\') position += 1;
    else if (character === '"') return position + 1;
  }
  return body.length;
}

/** The offset after the closing parenthesis; comments nest (RFC 5322 §3.2.2). */
function commentEnd(body: string, start: number): number {
  let depth = 0;
  for (let position = start; position < body.length; position += 1) {
    const character = body[position];
    if (character === '\\') position += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return position + 1;
  }
  return body.length;
}

/** The offset of the closing bracket, quotes respected, or the end of the text. */
function angleEnd(body: string, start: number): number {
  for (let position = start + 1; position < body.length; position += 1) {
    const character = body[position];
    if (character === '"') position = quotedEnd(body, position) - 1;
    else if (character === '>') return position;
  }
  return body.length;
}

/** Two steps, because `\\s*[.@]\\s*` alone takes quadratic time on a long run of blanks. */
const withoutBlanks = (address: string): string =>
  /\s/.test(address) ? address.replace(/\s+/g, ' ').replace(/ ?([.@]) ?/g, '$1') : address;

/** The same outside brackets, where only blanks around `@` and around the dots of a domain can be meant: `John M. Doe` keeps its own. */
const joinedAddress = (source: string): string =>
  /\s/.test(source) && source.includes('@')
    ? source.replace(/\s+/g, ' ').replace(/ ?@ ?| (?=\.)|(?<=@[^ ]*\.) /g, (found: string) => found.trim())
    : source;

/**
 * What is written around an address by mistake, and the dot of the root behind its domain (RFC 1034 §3.1), which mail does not have (RFC
 * 5321 §4.1.2).
 */
function withoutWrapping(address: string): string {
  const bare = address.replace(/^</, '').replace(/(?<=[^.;])[.;]$/, '');
  const quoted = /^(["'])([^"'@]+@[^"'@]+)\1$/.exec(bare)?.[2] ?? bare;
  return quoted.includes('@') ? quoted : address;
}

const withoutEscapes = (text: string): string => (text.includes('\\') ? text.replace(/\\([\s\S])/g, '$1') : text);

function finish(parts: Parts, group: string | null): ParsedAddress | null {
  let name = parts.name.trim();
  let address = '';
  if (parts.angle !== null) {
    address = withoutComments(parts.angle)
      .trim()
      .replace(/^@[^:]*:/, ''); // RFC 5322 §4.4: an obsolete route
  } else {
    const found = bareAddress(joinedAddress(parts.source.trim()));
    if (found) {
      address = found.address;
      name = found.name;
    }
  }
  const plainAddress = withoutWrapping(withoutBlanks(address)); // §4.4 allows blanks around dots and the at sign
  // Decoding encoded words inside an address could produce a domain that was not written: leave the address empty and show the source.
  const forged =
    hasEncodedWord(plainAddress) ||
    (name.includes('@') && address === '' && hasEncodedWord(parts.source) && /\?=\s*@|@\s*=\?/.test(parts.source));
  const decodedName = decodeEncodedWords(name || (parts.angle === null && address === '' ? '' : parts.comment.trim()));
  const cleanAddress = forged ? '' : visibleLine(plainAddress);
  const written = forged && decodedName === '' ? plainAddress : decodedName;
  const cleanName = visibleLine(written).replace(/\s+/g, ' ').trim();
  if (cleanName === '' && cleanAddress === '' && !forged) return null;
  return {
    name: cleanName === cleanAddress ? '' : cleanName,
    address: cleanAddress,
    group,
    malformed: forged || (cleanAddress !== '' && !/^(?:[^\s@]+|"(?:[^"\\]|\\.)*")@[^\s@]+$/.test(cleanAddress)),
    hidden: hasHiddenInName(decodedName) || hasHiddenInName(plainAddress),
  };
}

/** Finds the address in text without brackets: the last word with an at sign outside quotes, or a single word such as MAILER-DAEMON. */
function bareAddress(source: string): { address: string; name: string } | null {
  if (source === '') return null;
  if (!/[\s"]/.test(source) && source.includes('@')) return { address: source, name: '' };
  const words = source.match(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g) ?? [];
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    if (!/@/.test(word.replace(/"(?:[^"\\]|\\.)*"?/g, ''))) continue;
    const name = [...words.slice(0, index), ...words.slice(index + 1)].join(' ').replace(/^"|"$/g, '');
    return { address: word, name: withoutEscapes(name) };
  }
  const only = words[0];
  return words.length === 1 && only && !only.includes('"') && !hasEncodedWord(only) ? { address: only, name: '' } : null;
}
