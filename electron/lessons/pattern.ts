/**
 * Patterns of checks: text in which `...` (or `…`) stands for anything, also for nothing. Upper and lower case are the same. There is no
 * other sign, so that `*`, `+` and brackets of the protocols stand for themselves, and no backtracking: the pieces between the dots are
 * looked for from left to right, each once.
 */

/** Characters of a pattern, and of a line that is compared. */
export const longestPattern = 300;
const longestText = 4_000;

const dots = /\.\.\.|…/;

/** A pattern as it is compared: what stands between its dots, in lower case. */
export type Pieces = readonly string[];

/** Once for each pattern: lines come by the thousand. */
export const piecesOf = (pattern: string): Pieces => pattern.toLowerCase().split(dots);

/** A text as it is compared. */
export const comparable = (text: string): string => text.slice(0, longestText).toLowerCase();

/**
 * Whether the whole text is what the pattern says.
 * @param said `comparable`
 */
export function fits(pieces: Pieces, said: string): boolean {
  const [first = ''] = pieces;
  if (pieces.length === 1) return said === first;
  if (!said.startsWith(first)) return false;
  const last = pieces.at(-1) ?? '';
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = said.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return said.length - last.length >= from && said.endsWith(last);
}
