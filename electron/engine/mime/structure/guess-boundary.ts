/** `--` and what may separate parts: visible characters, no blank at the end (RFC 2046 §5.1.1). */
const delimiter = /(?:^|\n)--(\S[^\r\n]{0,198}?)[ \t]*\r?\n(?=content-[a-z-]{2,30}[ \t]*:)/i;

/** The line of a program that did not fill in the boundary: nothing behind the dashes, not even the blank of a signature. */
const unfilled = /(?:^|\n)--\r?\n(?=content-[a-z-]{2,30}[ \t]*:)/i;

/**
 * The boundary of a multipart that names none or a wrong one: the first line that begins with two dashes and is followed by a field of a part.
 * @param window the beginning of its body
 * @param isOpen whether a boundary belongs to a multipart around this one
 * @returns the boundary in latin1 without its dashes, or null. Linear.
 */
export function guessBoundary(window: Buffer, isOpen: (boundary: string) => boolean): string | null {
  const text = window.toString('latin1');
  const found = delimiter.exec(text)?.[1] ?? (unfilled.test(text) ? '' : undefined);
  return found === undefined || isOpen(found) ? null : found;
}

/** What stands before the first part for programs that know no MIME. */
const forOldPrograms = /^[^<>]{0,300}(?:multi-?part message|MIME format|MIME-encoded)[^<>]{0,300}$/i;

/**
 * The boundary of a body that nothing says is a multipart: a line that separates parts stands first, blanks and a sentence for old programs aside.
 * @returns as `guessBoundary`. Linear.
 */
export function openingBoundary(window: Buffer, isOpen: (boundary: string) => boolean): string | null {
  const found = delimiter.exec(window.toString('latin1'));
  const before = window.toString('latin1', 0, found?.index ?? 0).trim();
  if (!found?.[1] || isOpen(found[1])) return null;
  return before === '' || forOldPrograms.test(before) ? found[1] : null;
}
