/**
 * Twelve secrets that a test hands to the program, and a search that finds each of them wherever it may have come to lie, in whatever
 * dress: the test that masks nothing must find all twelve. Knows encodings and refuses to know what is searched.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { inflated, isDatabase, valuesOf } from './unpacked.ts';

export interface Canary {
  name: string;
  secret: string;
}

/**
 * Short and long, ASCII and not, with every character that some syntax escapes. Each carries letters of its own, so that no other text
 * holds one by chance and none holds another; the shortest has eight characters, because base64 hides the rim of a text.
 */
export const canaries: readonly Canary[] = [
  { name: 'plain word', secret: 'kanarie-Zq7vXw' },
  { name: 'shortest', secret: 'Jx9#qVz2' },
  { name: 'with spaces', secret: 'gelber Vogel wQz31' },
  { name: 'quotes and backslashes', secret: 'a"b\\c"Kq8\\\\Wn' },
  { name: 'Latin letters with accents', secret: 'contraseña-çãé-4Tx' },
  { name: 'beyond Latin', secret: 'пароль-秘密-7Yk' },
  { name: 'beyond the basic plane', secret: 'bird🐤yellow🔑Mv5' },
  { name: 'separators of URLs and forms', secret: 'p&q=r+s%t/u?v#Hd6' },
  { name: 'separators of password files', secret: 'x:y;z,w|{PLAIN}Rf3' },
  { name: 'markup', secret: "<b>&amp;'Lg2</b>" },
  { name: 'digits', secret: '804199317264055813' },
  { name: 'long', secret: `lang-${'Qw3Er5Ty7Ui9'.repeat(10)}-ende` },
];

export interface CanaryHit {
  canary: string;
  /** The dress in which it was found, such as `base64` or `utf-16le`. */
  encoding: string;
  /** Where in the bytes the pattern begins. */
  offset: number;
}

interface Pattern {
  encoding: string;
  bytes: Buffer;
}

/** Every place where a canary lies in these bytes; each canary and encoding at most once. */
export function findCanary(bytes: Uint8Array, sought: readonly Canary[] = canaries): CanaryHit[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Encoded text may be folded (RFC 2045 §6.8 at 76 characters): the same search once more without line ends and blanks.
  const folded = Buffer.from(haystack.filter((byte) => byte !== 0x0d && byte !== 0x0a && byte !== 0x20 && byte !== 0x09));
  const lowered = Buffer.from(haystack.toString('latin1').toLowerCase(), 'latin1');
  return sought.flatMap(({ name, secret }) => [
    ...search(haystack, name, patternsOf(secret)),
    ...search(folded, name, base64Patterns(Buffer.from(secret, 'utf8'))).map((hit) => ({ ...hit, encoding: `${hit.encoding}, folded` })),
    ...search(lowered, name, caselessPatterns(secret)),
  ]);
}

function search(haystack: Buffer, canary: string, patterns: Pattern[]): CanaryHit[] {
  return patterns.flatMap(({ encoding, bytes }) => {
    const offset = haystack.indexOf(bytes);
    return offset === -1 ? [] : [{ canary, encoding, offset }];
  });
}

export interface FileHit extends CanaryHit {
  /** Relative to the folder that was searched. */
  path: string;
}

/** Searches the name and the content of every file below a folder, what is compressed in it, and the values of databases. */
export async function scanFolder(folder: string, sought: readonly Canary[] = canaries): Promise<FileHit[]> {
  const hits: FileHit[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const found = findCanary(Buffer.from(entry.name, 'utf8'), sought);
    if (entry.isFile()) {
      const bytes = await readFile(path);
      const values = isDatabase(bytes) ? await valuesOf(path) : [];
      const packed = [bytes, ...values].flatMap(inflated);
      found.push(
        ...findCanary(bytes, sought),
        ...findCanary(joined(values), sought).map((hit) => ({ ...hit, encoding: `${hit.encoding}, in a value` })),
        ...findCanary(joined(packed), sought).map((hit) => ({ ...hit, encoding: `${hit.encoding}, compressed` })),
      );
    }
    hits.push(...found.map((hit) => ({ ...hit, path: relative(folder, path) })));
  }
  return hits;
}

/** With something between them: what stands in two of them is none. */
const joined = (parts: readonly Buffer[]): Buffer => Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n-\n')]));

/** How a secret goes over a wire, and how a log, an export or an event may wrap the line that holds it once more. */
function patternsOf(secret: string): Pattern[] {
  const onTheWire: Pattern[] = [
    { encoding: 'text', bytes: Buffer.from(secret, 'utf8') },
    // RFC 3501 §9, quoted: what an IMAP LOGIN carries
    { encoding: 'quoted string', bytes: Buffer.from(secret.replace(/["\\]/g, '\\$&'), 'utf8') },
    ...base64Patterns(Buffer.from(secret, 'utf8')),
  ];
  const littleEndian = Buffer.from(secret, 'utf16le');
  return distinct([
    ...onTheWire,
    ...onTheWire.flatMap(wrappings),
    ...latinPatterns(secret),
    { encoding: 'utf-16le', bytes: littleEndian },
    { encoding: 'utf-16be', bytes: Buffer.from(littleEndian).swap16() },
    { encoding: 'backwards', bytes: Buffer.from(backwards(secret), 'utf8') },
    { encoding: 'backwards in base64', bytes: Buffer.from(backwards(Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, ''))) },
  ]);
}

const backwards = (text: string): string => [...text].reverse().join('');

function wrappings({ encoding, bytes }: Pattern): Pattern[] {
  const text = bytes.toString('utf8');
  const json = JSON.stringify(text).slice(1, -1);
  const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const texts: [string, string][] = [
    ['json', json],
    ['json in ASCII', json.replace(/[\u0080-\uffff]/g, asEscape)],
    ['json twice', JSON.stringify(json).slice(1, -1)],
    ['html', text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    ['html attribute', text.replace(/[&<>"']/g, (mark) => htmlEntities[mark] ?? mark)],
  ];
  return [
    ...texts.map(([name, wrapped]) => ({ encoding: `${encoding} in ${name}`, bytes: Buffer.from(wrapped, 'utf8') })),
    ...base64Patterns(bytes).map((pattern) => ({ ...pattern, encoding: `${encoding} in ${pattern.encoding}` })),
  ];
}

const htmlEntities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A program that takes UTF-8 for Latin-1, or a text of Latin letters written as such. */
function latinPatterns(secret: string): Pattern[] {
  const mistaken: Pattern = {
    encoding: 'utf-8 taken for latin-1',
    bytes: Buffer.from(Buffer.from(secret, 'utf8').toString('latin1'), 'utf8'),
  };
  const isLatin = Array.from(secret).every((character) => (character.codePointAt(0) ?? 0) < 256);
  return isLatin ? [mistaken, { encoding: 'latin-1', bytes: Buffer.from(secret, 'latin1') }] : [mistaken];
}

/**
 * Base64 takes three bytes at a time (RFC 4648 §4), so a secret behind other text, as in SASL PLAIN, comes out in one of three
 * ways. The characters at the rim depend on the neighbours and are left out.
 */
function base64Patterns(bytes: Buffer): Pattern[] {
  return [0, 1, 2].flatMap((alignment) => {
    const encoded = Buffer.concat([Buffer.alloc(alignment), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = alignment === 0 ? 0 : alignment + 1;
    const isWhole = (alignment + bytes.length) % 3 === 0;
    const pattern = encoded.slice(start, isWhole ? undefined : -1);
    const urlSafe = pattern.replaceAll('+', '-').replaceAll('/', '_');
    return distinct([
      { encoding: `base64 at ${alignment}`, bytes: Buffer.from(pattern) },
      { encoding: `base64url at ${alignment}`, bytes: Buffer.from(urlSafe) },
    ]);
  });
}

/** Encodings that may be written with small or capital letters; sought in small ones. */
function caselessPatterns(secret: string): Pattern[] {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const percent = encodeURIComponent(secret).toLowerCase();
  return distinct([
    { encoding: 'hex', bytes: Buffer.from(hex.join('')) },
    { encoding: 'hex with spaces', bytes: Buffer.from(hex.join(' ')) },
    { encoding: 'percent, all bytes', bytes: Buffer.from(hex.map((digits) => `%${digits}`).join('')) },
    // RFC 3986 leaves ! ' ( ) * in doubt: some encoders write them as they are, some do not.
    { encoding: 'percent', bytes: Buffer.from(percent) },
    { encoding: 'percent, strict', bytes: Buffer.from(percent.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)) },
    { encoding: 'form', bytes: Buffer.from(new URLSearchParams({ '': secret }).toString().slice(1).toLowerCase()) },
    { encoding: 'quoted-printable', bytes: Buffer.from(quotedPrintable(bytes).toLowerCase()) },
  ]);
}

/** RFC 2045 §6.7, as far as it concerns a text without line ends. */
function quotedPrintable(bytes: Buffer): string {
  const write = (byte: number) =>
    byte < 0x20 || byte > 0x7e || byte === 0x3d ? `=${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte);
  return Array.from(bytes, write).join('');
}

/** Where two encodings write the same bytes, the first name stands for both. */
function distinct(patterns: Pattern[]): Pattern[] {
  return patterns.filter(({ bytes }, index) => patterns.findIndex((other) => other.bytes.equals(bytes)) === index);
}
