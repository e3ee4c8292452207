import { TextDecoder } from 'node:util';
import { decoderFor } from './charset-decoder.ts';

/**
 * The seven-bit charsets that switch by escape sequences (ISO 2022): ISO-2022-JP (RFC 1468), -JP-1 (RFC 2237), -JP-2 (RFC 1554), -JP-3 and -JP-2004,
 * what Microsoft sends under those names (cp50220 to cp50222), ISO-2022-KR (RFC 1557), ISO-2022-CN and -CN-EXT (RFC 1922), and HZ (RFC 1843).
 * One decoder reads them all, because senders mix them up: an escape says itself which characters follow.
 */

/** How many bytes make a character, and how those bytes are written in a charset that Node decodes. */
interface CharacterSet {
  readonly width: 1 | 2;
  readonly decoder: string;
  /** Bytes in front of each character in that charset. */
  readonly lead?: number;
  /** Whether the high bit is set there. */
  readonly high: boolean;
}

const ascii: CharacterSet = { width: 1, decoder: 'windows-1252', high: false };
const katakana: CharacterSet = { width: 1, decoder: 'shift_jis', high: true };
const japanese: CharacterSet = { width: 2, decoder: 'euc-jp', high: true };
const moreJapanese: CharacterSet = { width: 2, decoder: 'euc-jp', lead: 0x8f, high: true };
const chinese: CharacterSet = { width: 2, decoder: 'gb18030', high: true };
const korean: CharacterSet = { width: 2, decoder: 'euc-kr', high: true };
const latin: CharacterSet = { width: 1, decoder: 'windows-1252', high: true };
const greek: CharacterSet = { width: 1, decoder: 'iso-8859-7', high: true };
/** A set that no decoder here knows: its characters become U+FFFD, two bytes each. */
const unknown: CharacterSet = { width: 2, decoder: '', high: false };

/** Escape sequences, without ESC: where the set goes and which it is. JIS X 0213 has the places of JIS X 0208 and more. */
const escapes: Readonly<Record<string, readonly ['g0' | 'g1' | 'g2', CharacterSet]>> = {
  '(B': ['g0', ascii],
  '(J': ['g0', ascii],
  '(H': ['g0', ascii], // sent by old Japanese mailers for (J
  '(I': ['g0', katakana],
  ')I': ['g1', katakana],
  '$@': ['g0', japanese],
  $B: ['g0', japanese],
  '$(@': ['g0', japanese],
  '$(B': ['g0', japanese],
  '$(D': ['g0', moreJapanese],
  '$(O': ['g0', japanese],
  '$(Q': ['g0', japanese],
  '$(P': ['g0', unknown],
  $A: ['g0', chinese],
  '$(A': ['g0', chinese],
  '$)A': ['g1', chinese],
  '$(C': ['g0', korean],
  '$)C': ['g1', korean],
  '$)E': ['g1', chinese],
  '$)G': ['g1', unknown],
  '$*H': ['g2', unknown],
  '.A': ['g2', latin],
  '.F': ['g2', greek],
};

const escapeByte = 0x1b;
const shiftOut = 0x0e;
const shiftIn = 0x0f;
const lineFeed = 0x0a;

/** Whether bytes hold an escape sequence or shift that only such a charset has. */
export const hasEscapes = (latin1: string): boolean => /\u001b(?:\$[@AB]|\$[()*][@A-IOPQ]|\([BHIJ]|\)I|[.][AF])/.test(latin1);

/** Collects characters of one set, so that each run is decoded at once. */
class Runs {
  readonly text: string[] = [];
  private bytes: number[] = [];
  private decoder = '';

  add(set: CharacterSet, first: number, second: number): void {
    if (set.decoder === '') {
      this.flush();
      this.text.push('\ufffd');
      return;
    }
    if (set.decoder !== this.decoder) this.flush();
    this.decoder = set.decoder;
    const bit = set.high ? 0x80 : 0;
    if (set.lead !== undefined) this.bytes.push(set.lead);
    this.bytes.push(first | bit);
    if (set.width === 2) this.bytes.push(second | bit);
  }

  /** A byte that stands for itself, with what the surrounding text is written in where it is no ASCII. */
  plain(byte: number, decoder: string): void {
    const wanted = byte < 0x80 ? ascii.decoder : decoder;
    if (wanted !== this.decoder && !(byte < 0x80 && this.decoder === decoder)) this.flush();
    this.decoder = this.decoder === decoder ? decoder : wanted;
    this.bytes.push(byte);
  }

  flush(): void {
    if (this.bytes.length > 0)
      this.text.push((decoderFor(this.decoder || ascii.decoder) ?? new TextDecoder()).decode(Uint8Array.from(this.bytes)));
    this.bytes = [];
    this.decoder = '';
  }
}

/**
 * Decodes text that switches by escapes. A set lasts to its next escape, but an unfinished character ends with its line, so that one lost escape does
 * not eat the rest (RFC 1468: a line ends in ASCII; kept across lines here because senders fold behind our back).
 * @param eightBit what bytes above 0x7f are written in, which do not belong there
 * @returns never throws; what no set has is U+FFFD. Linear.
 */
export function decodeIso2022(bytes: Buffer, eightBit: string): string {
  const runs = new Runs();
  let g0 = ascii;
  // RFC 1557 §2: a Korean text designates once; some senders leave even that away.
  let g1 = korean;
  let g2 = latin;
  let shifted = false;
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === escapeByte) {
      if (bytes[position + 1] === 0x4e && position + 2 < bytes.length) {
        // SS2: one character of G2 (RFC 1554, RFC 1922).
        runs.add(g2, (bytes[position + 2] ?? 0) & 0x7f, (bytes[position + 3] ?? 0) & 0x7f);
        position += 1 + g2.width;
        continue;
      }
      const sequence = sequenceAt(bytes, position + 1);
      const found = escapes[sequence];
      if (found) {
        if (found[0] === 'g0') g0 = found[1];
        else if (found[0] === 'g1') g1 = found[1];
        else g2 = found[1];
        position += sequence.length;
      }
      continue; // an escape of no known meaning is not shown
    }
    if (byte === shiftOut || byte === shiftIn) {
      shifted = byte === shiftOut;
      continue;
    }
    const set = shifted ? g1 : g0;
    if (byte < 0x21 || byte === 0x7f || set === ascii || byte > 0x7f) {
      if (byte === lineFeed) shifted = false; // RFC 1922 §3: shift out ends with the line
      runs.plain(byte, eightBit);
      continue;
    }
    const second = bytes[position + 1] ?? 0;
    if (set.width === 2 && (second < 0x21 || second > 0x7e)) {
      runs.add(unknown, 0, 0);
      continue;
    }
    runs.add(set, byte, second);
    position += set.width - 1;
  }
  runs.flush();
  return runs.text.join('');
}

/** The escape sequence at a place: intermediate bytes, then a final one (ECMA-35 §13.2). */
function sequenceAt(bytes: Buffer, start: number): string {
  let end = start;
  while (end - start < 3 && (bytes[end] ?? 0) >= 0x20 && (bytes[end] ?? 0) <= 0x2f) end += 1;
  return bytes.toString('latin1', start, end + 1);
}

/** HZ (RFC 1843): `~{` begins GB 2312 in seven bits and `~}` ends it, `~~` is a tilde, a tilde before a line end joins lines. Linear. */
export function decodeHz(bytes: Buffer, eightBit: string): string {
  const runs = new Runs();
  let inside = false;
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    const next = bytes[position + 1] ?? 0;
    if (
      byte === 0x7e &&
      !inside &&
      (next === 0x7b || next === 0x7e || next === lineFeed || (next === 0x0d && bytes[position + 2] === lineFeed))
    ) {
      inside = next === 0x7b;
      if (next === 0x7e) runs.plain(byte, eightBit);
      position += next === 0x0d ? 2 : 1;
    } else if (byte === 0x7e && inside && next === 0x7d) {
      inside = false;
      position += 1;
    } else if (inside && byte >= 0x21 && byte <= 0x7d && next >= 0x21 && next <= 0x7e) {
      runs.add(chinese, byte, next);
      position += 1;
    } else {
      if (byte === lineFeed) inside = false; // §3: a line ends in ASCII
      runs.plain(byte, eightBit);
    }
  }
  runs.flush();
  return runs.text.join('');
}
