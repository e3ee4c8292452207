/** Plain text taken apart for reading: how deep each passage is quoted, where links stand. Pure. */
import { blocksOf } from '../../ui/text/text-blocks.ts';

interface Passage {
  /** 0: the writer's own words; 1: quoted once. */
  readonly depth: number;
  readonly text: string;
  /** After the line `-- ` (RFC 3676 §4.3). */
  readonly signature: boolean;
  /** Where it ends in the text, its last line end included. */
  readonly end: number;
}

/** RFC 3676 §4.5: the quote depth is the number of `>` at the start; a space may follow each in practice. */
const quoteMarks = /^(?:> ?)+/;
/** Deeper quotation than this is treated as text. */
const longestMarks = 200;

/** Lines that belong together, read one passage after the other: a text of two million characters is never taken apart at once. */
export function* passagesOf(text: string): Generator<Passage, void> {
  let signature = false;
  let lines: string[] = [];
  let now = { depth: 0, signature: false };
  let end = 0;
  for (const { line, next } of linesOf(text)) {
    const marks = quoteMarks.exec(line.slice(0, longestMarks))?.[0] ?? '';
    const depth = marks.replaceAll(' ', '').length;
    if (depth === 0 && line === '-- ') signature = true;
    const own = signature && depth === 0;
    if (lines.length > 0 && (depth !== now.depth || own !== now.signature || lines.length >= mostLines)) {
      yield { ...now, text: lines.join('\n'), end };
      lines = [];
    }
    end = next;
    now = { depth, signature: own };
    lines.push(line.slice(marks.length));
  }
  if (lines.length > 0) yield { ...now, text: lines.join('\n'), end };
}

/** Lines of a passage that are drawn as one. */
const mostLines = 400;

function* linesOf(text: string): Generator<{ readonly line: string; readonly next: number }, void> {
  const end = /\r\n|\r|\n/g;
  let from = 0;
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield { line: text.slice(from, found.index), next: end.lastIndex };
    from = end.lastIndex;
  }
  yield { line: text.slice(from), next: text.length };
}

/** Passages and links of one text that are drawn as such; of what follows each line stays as it was written. */
const mostPassages = 3_000;
const mostLinks = 2_000;

export interface ShortPassage extends Passage {
  readonly isRun: boolean;
  /** Links in it are to be found. */
  readonly hasLinks: boolean;
}

/** Passages whose text is short enough to be laid out in one piece; of one that was cut, all pieces but the last end a line. */
export function* shortPassagesOf(text: string): Generator<ShortPassage, void> {
  let links = 0;
  let passages = 0;
  let read = 0;
  for (const passage of passagesOf(text)) {
    passages += 1;
    if (passages > mostPassages) break;
    read = passage.end;
    for (const block of blocksOf(passage.text)) {
      links += block.text.match(/:\/\/|@|mailto:/gi)?.length ?? 0;
      yield { ...passage, ...block, hasLinks: links <= mostLinks };
    }
  }
  if (passages <= mostPassages) return;
  for (const block of blocksOf(text.slice(read).replace(/\r\n?/g, '\n')))
    yield { depth: 0, signature: false, end: text.length, ...block, hasLinks: false };
}

type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly href: string };

// Bounded repetition: a megabyte without a space must not cost more than reading it.
const linkLike =
  /\bhttps?:\/\/[^\s<>"'`{}|\\^]{1,2000}|\bmailto:[^\s<>"]{3,500}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;

const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Punctuation at the end belongs to the sentence; a closing bracket belongs to the link only if it opened there. */
function trimLink(link: string): string {
  const opens: Record<string, number> = { '(': link.indexOf('('), '[': link.indexOf('[') };
  let end = link.length;
  while (end > 0) {
    const last = link[end - 1] ?? '';
    const opening = closing[last];
    const first = opening === undefined ? -1 : (opens[opening] ?? -1);
    const isOpened = first >= 0 && first < end;
    if (!/[.,;:!?…]/.test(last) && (opening === undefined || isOpened)) break;
    end--;
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
