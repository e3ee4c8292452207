/**
 * The words of a trace field in their clauses: `from … by … via … with … id … for …` (RFC 5321 §4.4), with the comments that stand in each.
 * Servers write most of what is worth knowing into comments, and some write other clauses, so nothing is refused.
 */

/** The clauses of RFC 5321 §4.4, and `tls` of RFC 8314 §4.3. */
const names = ['from', 'by', 'via', 'with', 'id', 'for', 'tls'] as const;
type ClauseName = (typeof names)[number];

export interface Clause {
  readonly words: readonly string[];
  /** Without the parentheses around them. */
  readonly comments: readonly string[];
}

export interface Clauses {
  readonly named: ReadonlyMap<ClauseName, Clause>;
  /** What stands before the first clause: qmail begins with a comment, list programs leave `from` out. */
  readonly before: Clause;
}

interface Open {
  readonly words: string[];
  readonly comments: string[];
}

/** Characters of a field that are read; the longest that real servers write has 600. */
const mostRead = 4_000;
/** Parentheses that nobody closes, after which no more are looked at: each costs a walk. */
const mostUnclosed = 5;

/**
 * @param body an unfolded trace field; what stands behind its last semicolon is the date and is left out
 * @returns each clause once: of two with one name the first counts. Linear; never throws.
 */
export function readClauses(body: string): Clauses {
  const named = new Map<ClauseName, Open>();
  const before: Open = { words: [], comments: [] };
  let open = before;
  for (const { text, isComment } of pieces(body.slice(0, mostRead))) {
    if (isComment) {
      open.comments.push(text);
      continue;
    }
    const name = names.find((one) => one === text.toLowerCase());
    // `tls` is a clause only behind `with`: a server may have that name.
    if (name === undefined || (name === 'tls' && !named.has('with'))) {
      open.words.push(text);
    } else {
      open = { words: [], comments: [] };
      if (!named.has(name)) named.set(name, open);
    }
  }
  return { named, before };
}

/** Words and comments up to the date. A parenthesis that nobody closes is an ordinary character. */
function* pieces(text: string): Generator<{ readonly text: string; readonly isComment: boolean }> {
  let word = '';
  let unclosed = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const end = character === '(' && unclosed < mostUnclosed ? commentEnd(text, at) : -1;
    if (character === '(' && end < 0) unclosed += 1;
    const isBreak = end >= 0 || character === ';' || /\s/.test(character);
    if (!isBreak) {
      word += character;
      continue;
    }
    if (word !== '') yield { text: word, isComment: false };
    word = '';
    if (character === ';') return;
    if (end < 0) continue;
    yield { text: text.slice(at + 1, end).trim(), isComment: true };
    at = end;
  }
  if (word !== '') yield { text: word, isComment: false };
}

/** The place of the parenthesis that closes a comment (RFC 5322 §3.2.2), or -1. Comments are not longer than a line of mail. */
function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length && at < start + 998; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
