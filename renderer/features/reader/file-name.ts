/** The name of a file where there is little room: cut in the middle, because its end says what the file is. */

/** Up to two endings, so that `invoice.pdf.exe` is seen to be none of a document. */
const endings = /(?:\.[^.\s]{1,10}){1,2}\s*$/;
/** Characters before the endings that stay with them, and of a name without any. */
const before = 4;
/** A shorter name is not cut. */
const shortest = 16;

/** The two parts of a name: the first may be cut at its end, the second is always seen. */
export function partsOfName(name: string): readonly [start: string, end: string] {
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  if (characters.length < shortest) return ['', name];
  const ending = endings.exec(name)?.index ?? name.length;
  const at = characters.findLastIndex(({ index }) => index <= ending);
  const split = characters[Math.max(0, at - before + 1)]?.index ?? 0;
  return [name.slice(0, split), name.slice(split)];
}
