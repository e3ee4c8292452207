import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';

/** Reads bytes in one charset; what it does not define becomes U+FFFD. */
interface CharsetDecoder {
  decode(bytes: Uint8Array): string;
}

const throughIconv = (name: string): CharsetDecoder => ({
  decode: (bytes) => iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name),
});

/**
 * Where the decoder of Node (ICU) knows less than the Encoding Standard says of the same name: EUC-KR without the 8,822 syllables of Windows-949
 * (Unified Hangul Code), Big5 without the Hong Kong characters, GBK without the four bytes of GB 18030. Each is a superset.
 */
const supersets: Readonly<Record<string, () => CharsetDecoder>> = {
  'euc-kr': () => throughIconv('cp949'),
  big5: () => throughIconv('big5hkscs'),
  gbk: () => new TextDecoder('gb18030'),
};

/** The decoder of a name of the Encoding Standard, in any case; null where it has none. Linear. */
export function decoderFor(name: string): CharsetDecoder | null {
  try {
    const decoder = new TextDecoder(name);
    return supersets[decoder.encoding]?.() ?? decoder;
  } catch {
    return null; // not in the Encoding Standard: the caller asks iconv-lite
  }
}
