/** Plain text taken apart for reading: how deep each passage is quoted, where links stand. Pure. */

export interface Passage {
  /** 0: the writer's own words; 1: quoted once. */
  readonly depth: number;
  readonly text: string;
  /** After the line `-- ` (RFC 3676 §4.3). */
  readonly signature: boolean;
}

/** RFC 3676 §4.5: the quote depth is the number of `>` at the start; a space may follow each in practice. */
const quoteMarks = /^(?:> ?)+/;

export function splitPassages(text: string): Passage[] {
  const passages: { depth: number; lines: string[]; signature: boolean }[] = [];
  let signature = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const marks = quoteMarks.exec(line)?.[0] ?? '';
    const depth = marks.replaceAll(' ', '').length;
    if (depth === 0 && line === '-- ') signature = true;
    const own = signature && depth === 0;
    const words = line.slice(marks.length);
    const last = passages.at(-1);
    if (last && last.depth === depth && last.signature === own) last.lines.push(words);
    else passages.push({ depth, lines: [words], signature: own });
  }
  return passages.map(({ depth, lines, signature: own }) => ({ depth, text: lines.join('\n'), signature: own }));
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

// Bounded repetition: a megabyte without a space must not cost more than reading it.
const linkLike =
  /\bhttps?:\/\/[^\s<>"'`{}|\\^]{1,2000}|\bmailto:[^\s<>"]{3,500}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;

/** Punctuation at the end belongs to the sentence; a closing bracket belongs to the link only if it opened there. */
function trimLink(link: string): string {
  let end = link.length;
  while (end > 0) {
    const last = link[end - 1] ?? '';
    if (/[.,;:!?…]/.test(last)) end--;
    else if (last === ')' && !link.slice(0, end).includes('(')) end--;
    else if (last === ']' && !link.slice(0, end).includes('[')) end--;
    else break;
  }
  return link.slice(0, end);
}

export function findLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(linkLike)) {
    const link = trimLink(match[0]);
    if (link === '') continue;
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    pieces.push({ kind: 'link', text: link, href: /^(?:https?:|mailto:)/i.test(link) ? link : `mailto:${link}` });
    at = match.index + link.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}
