/** Whether bytes are UTF-8 or characters of an East Asian charset, where they can be both. */

/** Dashes, quotes, the euro sign, emoji: in other charsets their bytes are characters that hardly occur. */
const telling = /[\u2010-\u2027\u2030-\u205e\u20ac]|[\ud800-\udbff][\udc00-\udfff]/;
const threeBytes = /[\u0800-\uffff]/g;
const onlyLatin = /^[\u0000-\u007f\u00a0-\u024f]*$/;
/** Accented letters within or beside a word of Latin letters, no more than two of them in a row. */
const accents = /[\u0080-\uffff]+/g;
const besideSmall = /[a-z][\u00c0-\u017f]|[\u00c0-\u017f][a-z]/;
const besideCapital = /[A-Z][\u00c0-\u017f]|[\u00c0-\u017f][A-Z]/;
/** Writings of two bytes a letter: Greek, Cyrillic, Hebrew, Arabic. */
const ofOneWriting =
  /^(?:[\u0370-\u03ff\u0000-\u00bf]*|[\u0400-\u045f\u0000-\u00bf]*|[\u0590-\u05ff\u0000-\u00bf]*|[\u0600-\u06ff\u0000-\u00bf]*)$/;
const russian = /[\u0410-\u044f]/;
const letters = /[\u0370-\u06ff]/g;
/** As much of a text as is looked at. */
const sampleLength = 20_000;

/**
 * Whether bytes that are valid UTF-8, and valid in a charset of two bytes a character too, are meant as UTF-8. A few Chinese characters can be read as
 * letters with accents (`猫` in GB 2312 is `è` in UTF-8), so it takes letters where words have them. Linear.
 * @param utf8 the bytes read as UTF-8
 */
export function isMeantAsUtf8(utf8: string): boolean {
  const text = utf8.slice(0, sampleLength);
  if (telling.test(text)) return true;
  const long = text.match(threeBytes)?.length ?? 0;
  if (long > 0) return long > 1;
  if (onlyLatin.test(text)) {
    const runs = text.match(accents) ?? [];
    return runs.every((run) => run.length <= 2) && (besideSmall.test(text) || (runs.length > 1 && besideCapital.test(text)));
  }
  if (!ofOneWriting.test(text)) return false;
  const found = text.match(letters) ?? [];
  // GB 2312 and its like have no second byte below 0xa1.
  const isElsewhere = found.some((letter) => (letter.charCodeAt(0) & 0x3f) < 0x21);
  return (
    (found.length > 2 && isElsewhere) || (found.length > 3 && new Set(found).size > 2 && found.every((letter) => russian.test(letter)))
  );
}
