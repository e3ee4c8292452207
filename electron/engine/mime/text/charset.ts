import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { decoderFor } from './charset-decoder.ts';
import { decodeHz, decodeIso2022, hasEscapes } from './iso-2022.ts';
import { isMeantAsUtf8 } from './utf8-judgement.ts';

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
  'windows-936': 'gbk',
  'x-windows-936': 'gbk',
  gb_2312: 'gb2312',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  'x-windows-949': 'euc-kr',
  cp51949: 'euc-kr',
  ibm949: 'euc-kr',
  uhc: 'euc-kr',
  'x-uhc': 'euc-kr',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1992': 'euc-kr',
  'ksc5601.1987': 'euc-kr',
  'ksc_5601-1987': 'euc-kr',
  euc_kr: 'euc-kr',
  euckr: 'euc-kr',
  cp950: 'big5',
  ms950: 'big5',
  'windows-950': 'big5',
  'x-windows-950': 'big5',
  'big5-eten': 'big5',
  'x-big5': 'big5',
  'big5-hkscs-2004': 'big5',
  big5_hkscs: 'big5',
  big5hkscs: 'big5',
  'x-big5-hkscs': 'big5',
  ms932: 'shift_jis',
  'x-windows-932': 'shift_jis',
  'windows-932': 'shift_jis',
  eucjp: 'euc-jp',
  euc_jp: 'euc-jp',
  utf8mb4: 'utf-8',
  'utf-8-bom': 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  'x-utf-7': 'utf-7',
  utf8: 'utf-8',
  unicode: 'utf-16',
  'iso-10646-ucs-2': 'utf-16',
  'ucs-2': 'utf-16',
};

const windows1252 = 'windows-1252';

/** The names of charsets that switch by escapes; what follows is which East Asian charset stray eight-bit bytes are in. */
const switching: readonly (readonly [RegExp, string])[] = [
  [/^(?:cs)?iso-?2022-?jp|^(?:cp|windows-|x-windows-)?5022[0-9]$|^jis$|^jis7$/, 'euc-jp'],
  [/^(?:cs)?iso-?2022-?kr|^(?:cp|windows-|x-windows-)?50225$/, 'euc-kr'],
  [/^(?:cs)?(?:x-)?iso-?2022-?cn|^(?:cp|windows-|x-windows-)?5022[79]$/, 'gb18030'],
];
const hzName = /^hz(?:-gb-?2312)?$|^(?:cp|windows-|x-windows-)?52936$/;

const nameOf = (label: string | null | undefined): string => {
  const wanted = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, ''); // RFC 2231 §5: a language may follow
  return aliases[wanted] ?? wanted;
};

/** Decodes bytes without a reliable label: UTF-16 with its mark, escapes of ISO 2022, UTF-8 where they are valid UTF-8, else `otherwise`. */
function decodeUnlabelled(bytes: Buffer, otherwise: string | null = null): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return decodeUtf16(bytes);
  const validUtf8 = isUtf8(bytes);
  if (bytes.indexOf(0x1b) >= 0 && hasEscapes(bytes.toString('latin1'))) return decodeIso2022(bytes, validUtf8 ? 'utf-8' : windows1252);
  if (validUtf8) return bytes.toString('utf8');
  const name = nameOf(otherwise);
  const decoder = name === '' || name.startsWith('utf-') || name === 'us-ascii' ? null : decoderFor(name);
  return (decoder ?? new TextDecoder(windows1252)).decode(bytes);
}

/**
 * Decodes bytes by the charset that a message names (RFC 2046 §4.1.2, RFC 2978).
 * Never throws: what the charset does not define becomes U+FFFD, an unknown or missing charset is treated as unlabelled.
 * Labels are read as browsers do (Encoding Standard: `iso-8859-1` is windows-1252, `gb2312` is gbk), because senders mislabel that way.
 * A label that the bytes contradict is ignored: eight-bit bytes in a seven-bit charset, UTF-8 called something else, UTF-16 that is ASCII.
 * @param believe the label was chosen by a person who looked at the text
 */
export function decodeCharset(bytes: Buffer, label: string | null | undefined, believe = false): string {
  const name = nameOf(label);
  if (name === '' || name === 'us-ascii') return withoutMark(decodeUnlabelled(bytes));
  if (name === 'utf-8') return withoutMark(decodeUtf8(bytes, believe));
  if (/^utf-?(?:16|32)/.test(name)) return decodeWide(bytes, name, believe);
  const asUtf8 = (): string | null => (!believe && hasHighBytes(bytes) && isUtf8(bytes) ? withoutMark(bytes.toString('utf8')) : null);
  const stray = switching.find(([names]) => names.test(name))?.[1];
  if (stray !== undefined || hzName.test(name)) return decodeSevenBit(bytes, stray ?? 'gb18030', hzName.test(name));
  if (/^utf-?7/.test(name)) return asUtf8() ?? iconv.decode(bytes, 'utf-7');
  const decoder = decoderFor(name);
  if (!decoder && !iconv.encodingExists(name)) return withoutMark(decodeUnlabelled(bytes));
  const text = decoder ? decoder.decode(bytes) : iconv.decode(bytes, name);
  const other = asUtf8();
  return other !== null && contradicts(text, bytes, name, other) ? other : text;
}

const hasHighBytes = (bytes: Buffer): boolean => !isAscii(bytes);

/** How many characters of several bytes a text that is valid UTF-8 must have before a label of another charset is called wrong. */
const leastSequences = (name: string): number => {
  if (/874|tis-?620|8859-11/.test(name)) return 6; // Thai: nearly every byte above 0x7f is a letter
  if (/koi8|1251|8859-[5-8]|125[3568]|cyrillic|866/.test(name)) return 3;
  return 1;
};

/** Bytes that are valid UTF-8 are that, and not what the label says, where the label makes controls or U+FFFD of them or where there are many. */
function contradicts(text: string, bytes: Buffer, name: string, utf8: string): boolean {
  if (/[\u0080-\u009f\ufffd]/.test(text)) return true;
  if (text.length !== bytes.length || /jis/.test(name)) return isMeantAsUtf8(utf8);
  return (bytes.toString('latin1').match(/[\u00c2-\u00f4][\u0080-\u00bf]+/g)?.length ?? 0) >= leastSequences(name);
}

/** UTF-8 by its label; bytes of which not one character of several is valid are what such a mislabelled text was written in. */
function decodeUtf8(bytes: Buffer, believe: boolean): string {
  if (believe || isUtf8(bytes)) return bytes.toString('utf8');
  return /[\u00c2-\u00f4][\u0080-\u00bf]/.test(bytes.toString('latin1'))
    ? bytes.toString('utf8')
    : new TextDecoder(windows1252).decode(bytes);
}

function decodeSevenBit(bytes: Buffer, stray: string, hz: boolean): string {
  const eightBit = !hasHighBytes(bytes) ? windows1252 : isUtf8(bytes) ? 'utf-8' : strayCharset(bytes, stray);
  return withoutMark(hz ? decodeHz(bytes, eightBit) : decodeIso2022(bytes, eightBit));
}

/** Japanese in eight bits is EUC-JP or, where that fails, Shift_JIS. */
function strayCharset(bytes: Buffer, charset: string): string {
  if (charset !== 'euc-jp') return charset;
  return new TextDecoder('euc-jp').decode(bytes).includes('\ufffd') ? 'shift_jis' : charset;
}

/** UTF-16 and UTF-32 by their label, unless the bytes have no zero: then the label came along from somewhere else (HTML §13.2.3.2). */
function decodeWide(bytes: Buffer, name: string, believe: boolean): string {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!believe && !marked && bytes.indexOf(0) < 0 && isUtf8(bytes)) return withoutMark(decodeUnlabelled(bytes));
  if (/32/.test(name)) return withoutMark(iconv.decode(bytes, name.replace(/^utf-?/, 'utf-')));
  if (/be$/.test(name)) return withoutMark(new TextDecoder('utf-16be').decode(bytes));
  return /le$/.test(name) ? withoutMark(new TextDecoder('utf-16le').decode(bytes)) : decodeUtf16(bytes);
}

/** UTF-16 of either order: by its mark, else by where the zeros of its ASCII stand, else big end first (RFC 2781 §4.3). */
function decodeUtf16(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const zeros = { even: 0, odd: 0 };
  for (let index = 0; index < Math.min(bytes.length, 4_096); index += 1) {
    if (bytes[index] === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  return withoutMark(new TextDecoder(zeros.odd > zeros.even ? 'utf-16le' : 'utf-16be').decode(bytes));
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/**
 * Turns a header read as latin1 into text: raw bytes above 0x7f are UTF-8 by RFC 6532, else what the message itself is written in,
 * else windows-1252 by habit.
 * @param charset the charset that the message names elsewhere
 */
export function decodeHeaderBytes(latin1: string, charset: string | null = null): string {
  return /[\u0080-\u00ff\u001b]/.test(latin1) ? decodeUnlabelled(Buffer.from(latin1, 'latin1'), charset) : latin1;
}

/** The charset that an HTML text names in its own head (HTML §13.2.3.2) or XML declaration, for mail that forgot the parameter; null without one. */
export function htmlCharset(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 2_048);
  const inHead = /<meta[^>]{0,200}charset\s{0,8}=\s{0,8}["']?([a-z0-9_:-]{1,40})/i.exec(head);
  return (inHead ?? /^\s{0,100}<\?xml[^>]{0,100}encoding\s{0,8}=\s{0,8}["']([a-z0-9_:.-]{1,40})/i.exec(head))?.[1] ?? null;
}
