import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';

/** Names seen in real mail that the Encoding Standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  '646': 'us-ascii',
  '7bit': 'us-ascii',
  '8bit': 'us-ascii',
  binary: 'us-ascii',
  'unknown-8bit': 'us-ascii',
  'x-unknown': 'us-ascii',
  unknown: 'us-ascii',
  default: 'us-ascii',
  '8859-1': 'iso-8859-1',
  iso8859_1: 'iso-8859-1',
  'iso-latin-1': 'iso-8859-1',
  cp932: 'shift_jis',
  ms_kanji: 'shift_jis',
  cp936: 'gbk',
  gb_2312: 'gb2312',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  utf8mb4: 'utf-8',
  'utf-8-bom': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'x-utf-7': 'utf-7',
};

const windows1252 = 'windows-1252';

/** Bytes above 0x7f without a label: UTF-8 where they are valid UTF-8, else windows-1252, which is what such mail was written in. */
function decodeUnlabelled(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder(windows1252).decode(bytes);
}

/**
 * Decodes bytes by the charset that a message names (RFC 2046 §4.1.2, RFC 2978).
 * Never throws: what the charset does not define becomes U+FFFD, an unknown or missing charset is treated as unlabelled.
 * Labels are read as browsers do (Encoding Standard: `iso-8859-1` is windows-1252, `gb2312` is gbk), because senders mislabel that way.
 */
export function decodeCharset(bytes: Buffer, label: string | null | undefined): string {
  const wanted = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '');
  const name = aliases[wanted] ?? wanted;
  if (name === 'utf-8' || name === 'utf8') return withoutMark(bytes.toString('utf8'));
  if (name === '' || name === 'us-ascii') return withoutMark(decodeUnlabelled(bytes));
  if (name === 'iso-2022-jp') return new TextDecoder(name).decode(withoutIdleEscapes(bytes));
  const known = decoderFor(name);
  if (known) return known.decode(bytes);
  if (iconv.encodingExists(name)) return iconv.decode(bytes, name);
  return withoutMark(decodeUnlabelled(bytes));
}

function decoderFor(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null; // not in the Encoding Standard: the caller asks iconv-lite
  }
}

/** A return to ASCII directly before the next escape is harmless and common (RFC 1468), but the Encoding Standard makes U+FFFD of it. */
function withoutIdleEscapes(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(text.replace(/\u001b\([BJ](?=\u001b)/g, ''), 'latin1');
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** Turns a header read as latin1 into text: raw bytes above 0x7f are UTF-8 by RFC 6532, windows-1252 by habit. */
export function decodeHeaderBytes(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? decodeUnlabelled(Buffer.from(latin1, 'latin1')) : latin1;
}
