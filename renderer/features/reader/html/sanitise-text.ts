/**
 * Text of HTML mail cut where a browser could not lay it out in one piece: a word of a hundred thousand letters, a letter with as many
 * marks, a paragraph of a megabyte. Ordinary text comes out as it went in.
 */
import { boundMarks, hasLongRun } from '../../../ui/text/visible-text.ts';

/** Characters of a text that is laid out as one. */
const longest = 20_000;
/** Characters of a piece without a place to break. */
const pieceLength = 400;

/** The nodes that a text becomes: itself, or pieces that are laid out apart from each other. */
export function cutText(written: string, document: Document): Node[] {
  const text = boundMarks(written);
  const isLong = text.length > longest;
  if (!isLong && !hasLongRun(text)) return [document.createTextNode(text)];
  const pieces: Node[] = [];
  let from = 0;
  while (from < text.length) {
    const most = from + longest;
    let end = text.length;
    if (end > most) {
      const line = text.lastIndexOf('\n', most);
      const blank = line > from + longest / 2 ? line : text.lastIndexOf(' ', most);
      end = blank > from ? blank + 1 : most;
    }
    const part = text.slice(from, end);
    const holder = document.createElement('span');
    holder.className = isLong ? 'mail-passage' : 'mail-words';
    holder.append(...(hasLongRun(part) ? cutRuns(part, document) : [part]));
    pieces.push(holder);
    from = end;
  }
  return pieces;
}

function cutRuns(text: string, document: Document): (Node | string)[] {
  const found: (Node | string)[] = [];
  for (const [part] of text.matchAll(/\s+|\S+/g)) {
    if (!hasLongRun(part)) {
      found.push(part);
      continue;
    }
    for (let at = 0; at < part.length; at += pieceLength) {
      const piece = document.createElement('span');
      piece.className = 'mail-run';
      piece.textContent = part.slice(at, at + pieceLength);
      found.push(piece);
    }
  }
  return found;
}
