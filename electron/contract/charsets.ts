/** Charsets that the user may choose for reading a message. */
import { z } from './schema.ts';

/** Charsets to choose from by hand, as the Encoding Standard names them; those of mail that it lacks under their own names. */
export const charsetChoices = [
  'utf-8',
  'windows-1252',
  'iso-8859-2',
  'windows-1250',
  'iso-8859-15',
  'iso-8859-5',
  'koi8-r',
  'koi8-u',
  'windows-1251',
  'iso-8859-7',
  'windows-1253',
  'windows-1254',
  'iso-8859-6',
  'windows-1256',
  'iso-8859-8',
  'windows-1255',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'gb18030',
  'big5',
  'big5-hkscs',
  'hz-gb-2312',
  'iso-2022-cn',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
  'cp949',
  'iso-2022-kr',
  'utf-16',
  'utf-7',
  'macintosh',
  'cp437',
  'cp850',
] as const;

export const charsetSchema = z.enum(charsetChoices);

export type Charset = (typeof charsetChoices)[number];
