import { defaultLimits, type MimeLimits } from '../limits.ts';
import { decodeCharset } from '../text/charset.ts';
import { decodeEncodedWords } from './encoded-word.ts';

/** A structured field with parameters: Content-Type, Content-Disposition. */
export interface ParameterisedValue {
  /** In lower case: `text/plain`, `attachment`. */
  readonly value: string;
  /** Names in lower case; values decoded (RFC 2231, and RFC 2047 where senders wrongly use it). The first of duplicates counts. */
  readonly parameters: ReadonlyMap<string, string>;
  /** A parameter stood twice with different values: parsers will disagree. */
  readonly ambiguous: boolean;
}

interface Piece {
  readonly text: string;
  readonly extended: boolean;
}

/**
 * Parses `value; name=value; name*0*=…` (RFC 2045 §5.1, RFC 2231) from an unfolded field body.
 * Comments are dropped; an unquoted value may hold blanks, as many senders write file names, and a blank, comma or colon before the name of a well-known
 * parameter stands for the semicolon that was forgotten. Linear; never throws.
 */
export function parseParameters(body: string, limits: MimeLimits = defaultLimits): ParameterisedValue {
  const segments = splitSegments(loneParameter.test(body) ? `;${body}` : body, limits.parameters + 1);
  const value = (segments[0] ?? '').trim().toLowerCase();
  const plain = new Map<string, string>();
  const pieces = new Map<string, Map<number, Piece>>();
  let ambiguous = false;
  for (const segment of segments.slice(1)) {
    const equals = segment.indexOf('=');
    if (equals < 0) continue;
    const rawName = segment.slice(0, equals).trim().toLowerCase();
    const text = unquote(segment.slice(equals + 1).trim());
    const extended = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(rawName);
    if (!extended) continue;
    const [, name = '', index, star] = extended;
    if (index === undefined && !star) {
      const before = plain.get(name);
      if (!before?.trim()) plain.set(name, decodeEncodedWords(text));
      else if (before !== decodeEncodedWords(text)) ambiguous = true;
      continue;
    }
    const list = pieces.get(name) ?? new Map<number, Piece>();
    pieces.set(name, list);
    const at = Number(index ?? 0);
    if (list.has(at)) ambiguous = true;
    else list.set(at, { text, extended: star !== undefined });
  }
  // RFC 2231 §3 lets the extended form stand beside a plain one for old readers: the extended one is the real one.
  for (const [name, list] of pieces) {
    const joined = joinPieces(list);
    // Pieces without the first one, or without any text, are worth less than a plain value.
    if (plain.get(name)?.trim() && (joined.trim() === '' || !list.has(0))) continue;
    plain.set(name, joined);
  }
  return { value, parameters: plain, ambiguous };
}

/** A parameter where the value should stand: `Content-Type: name="report.pdf"`. */
const loneParameter = /^[ \t]{0,8}(?:file)?name(?:\*\d{0,3}\*?)?[ \t]{0,8}=/i;

/** What may follow a blank, comma or colon only as a parameter of its own. */
const knownParameter =
  /[\s,:]+(?=(?:boundary|charset|filename|name|format|type|delsp|start|protocol|micalg|report-type|smime-type|method)(?:\*\d{0,3}\*?)?[ \t]{0,8}=)/iy;

/** Splits at semicolons outside quotes and comments; drops comments (RFC 5322 §3.2.2). */
function splitSegments(body: string, most: number): string[] {
  const segments: string[] = [];
  let current = '';
  let from = 0;
  let quoted = false;
  let depth = 0;
  for (let position = 0; position < body.length; position += 1) {
    const character = body[position];
    if (character === '\\' && (quoted || depth > 0)) {
      position += 1;
    } else if (quoted) {
      if (character === '"') quoted = false;
    } else if (character === '"' && depth === 0) {
      quoted = true;
    } else if (character === '(' && (depth > 0 || opensComment(body, position))) {
      if (depth === 0) current += body.slice(from, position);
      depth += 1;
    } else if (character === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) from = position + 1;
    } else if (character === ';' && depth === 0) {
      segments.push(current + body.slice(from, position));
      if (segments.length >= most) return segments;
      current = '';
      from = position + 1;
    } else if (depth === 0 && (character === ' ' || character === '\t' || character === ',' || character === ':')) {
      knownParameter.lastIndex = position;
      const separator = knownParameter.exec(body)?.[0] ?? '';
      if (separator === '') {
        // A run of blanks is looked at once: from each of its places would take the square of its length.
        while (position + 1 < body.length && blankOrComma.test(body[position + 1] ?? '')) position += 1;
        continue;
      }
      if (`${current}${body.slice(from, position)}`.trim() !== '') {
        segments.push(current + body.slice(from, position));
        if (segments.length >= most) return segments;
      }
      current = '';
      from = position + separator.length;
      position = from - 1;
    }
  }
  segments.push(depth === 0 ? current + body.slice(from) : current);
  return segments;
}

const blankOrComma = /[\s,:]/;

/** A parenthesis begins a comment only at a token's edge: unquoted file names such as `report(1).pdf` keep theirs. */
const opensComment = (body: string, position: number): boolean => position === 0 || /[\s;/]/.test(body[position - 1] ?? ' ');

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const end = text.length > 1 && text.endsWith('"') ? text.length - 1 : text.length;
  const inner = text.slice(1, end);
  return inner.includes('\\') ? inner.replace(/\\(["\\])/g, '$1') : inner; // other backslashes are Windows paths, not escapes
}

/**
 * RFC 2231 §3 and §4: pieces in order of number; the first extended one names the charset. Some senders count from one. Pieces that are not
 * extended may hold an encoded word cut in two (RFC 2047, which does not belong there).
 */
function joinPieces(list: ReadonlyMap<number, Piece>): string {
  const ordered = [...list.entries()].sort(([left], [right]) => left - right);
  let charset = '';
  const bytes: Buffer[] = [];
  const first = ordered[0]?.[0] ?? 0;
  let position = first;
  let extended = false;
  for (const [index, piece] of ordered) {
    if (index !== position) break; // a gap: what follows does not belong
    position += 1;
    let text = piece.text;
    if (piece.extended && index === first) {
      const marked = /^([^']*)'[^']*'/.exec(text);
      charset = marked?.[1] ?? '';
      text = marked ? text.slice(marked[0].length) : text;
    }
    extended ||= piece.extended;
    bytes.push(piece.extended ? percentBytes(text) : Buffer.from(text, 'utf8'));
  }
  const joined = decodeCharset(Buffer.concat(bytes), charset || 'utf-8');
  return extended && charset !== '' ? joined : decodeEncodedWords(joined);
}

function percentBytes(text: string): Buffer {
  const raw = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(
    raw.replace(/%([0-9a-fA-F]{2})/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );
}
