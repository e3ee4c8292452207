/** Finds the entries of what stands in a line of IMAP: capabilities, flags, attributes, items of FETCH, keys of SEARCH. */
import { cut, type Term } from '../explicable.ts';
import { imapTerms, openFamilies, type TermFamily } from './term-tables.ts';
import { inList, said, type Word, wordsOf } from './words-of-line.ts';

/** The part that a name stands for; null for a name of which nothing can be said. */
function termNamed(family: TermFamily, name: string, shown: string): Term | null {
  const table: Readonly<Record<string, string>> = imapTerms[family];
  const known = Object.hasOwn(table, name);
  if (!known && !openFamilies.includes(family)) return null;
  return { name: cut(shown), key: `imap.${family}.${known ? name : 'other'}`, source: (known && table[name]) || null };
}

/** @param shown how it stands in the line */
export const term = (family: TermFamily, name: string, shown = name): Term[] => {
  const found = termNamed(family, name, shown);
  return found === null ? [] : [found];
};

/** Capabilities: as they are, or by what stands before `=`. */
export const capabilityTerms = (names: readonly string[]): Term[] =>
  names.flatMap((name) => {
    const upper = name.toUpperCase();
    const family = upper.replace(/=.*/, '=');
    const known: Readonly<Record<string, string>> = imapTerms.capability;
    const key = [upper, family, family.slice(0, -1)].find((each) => Object.hasOwn(known, each));
    return term('capability', /^QUOTA=RES-/.test(upper) ? 'QUOTA=RES-' : (key ?? upper), name);
  });

/** Flags of messages; keywords with a number are one of their kind: `$Label3`, `$MailFlagBit0`. */
export const flagTerms = (words: readonly Word[]): Term[] =>
  words.flatMap(({ text }) =>
    term(
      'flag',
      text
        .toUpperCase()
        .replace(/^\\/, '')
        .replace(/^(\$(?:LABEL|MAILFLAGBIT))\d$/, '$1'),
      text,
    ),
  );

export const attributeTerms = (words: readonly Word[]): Term[] =>
  words.flatMap(({ text }) => term('attribute', text.toUpperCase().replace(/^\\/, ''), text));

/** Letters of rights, with a sign before them or without. */
export const rightTerms = (rights: string): Term[] => [...new Set(rights.slice(0, 40))].flatMap((letter) => term('right', letter));

/** The name under which an item of FETCH is explained: `BODY.PEEK[1.2.HEADER]<0.100>` is a header. */
function itemName(item: string): string {
  const upper = item.toUpperCase().replace('.PEEK', '').replace(/<.*/, '');
  const [, name = '', section = ''] = /^(BODY|BINARY|BINARY\.SIZE)\[([^\]]*)/.exec(upper) ?? [];
  if (name === '') return upper;
  if (name !== 'BODY') return name;
  if (section === '') return 'BODY.WHOLE';
  if (/HEADER\.FIELDS\.NOT/.test(section)) return 'BODY.OTHERFIELDS';
  if (/HEADER\.FIELDS/.test(section)) return 'BODY.FIELDS';
  return /HEADER$/.test(section) ? 'BODY.HEADER' : /TEXT$/.test(section) ? 'BODY.TEXT' : /MIME$/.test(section) ? 'BODY.MIME' : 'BODY.PART';
}

export const itemTerm = (item: string): Term[] => [
  ...term('item', itemName(item), item),
  ...(/\]<[\d.]+>$/.test(item) ? term('option', 'PARTOF', /<[\d.]+>$/.exec(item)?.[0]) : []),
];

/** Items that a FETCH asks for. Without PEEK, a body that is fetched marks its message as read (RFC 9051 §6.4.5). */
export function askedItemTerms(items: readonly Word[]): Term[] {
  const names = items.filter(({ kind }) => kind !== 'list').map(({ text }) => text);
  const peeks = names.some((name) => /\.PEEK\[/i.test(name));
  const marks = names.some((name) => /^(?:(?:BODY|BINARY)\[|RFC822(?:\.TEXT)?$)/i.test(name));
  return [...names.flatMap(itemTerm), ...(peeks ? term('option', 'PEEK') : []), ...(marks ? term('option', 'NOPEEK', '\\Seen') : [])];
}

/** Names and what follows them, as `CHANGEDSINCE 17 VANISHED` or `RETURN (MIN COUNT)`; what is no known name belongs to the one before. */
export function optionTerms(words: readonly Word[]): Term[] {
  const found: { name: string; shown: string }[] = [];
  for (const word of words) {
    const name = word.kind === 'atom' ? word.text.toUpperCase() : '';
    const before = found.at(-1);
    if (Object.hasOwn(imapTerms.option, name)) found.push({ name, shown: word.text });
    else if (before) before.shown += ` ${word.kind === 'list' ? `(${word.text})` : said(word)}`;
  }
  return found.flatMap(({ name, shown }) => term('option', name, shown));
}

/** How many words follow a key of SEARCH that has arguments. */
const argumentsOf: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    `BCC BEFORE BODY CC CHARSET EMAILID FILTER FROM KEYWORD LARGER OLDER ON SAVEDBEFORE SAVEDON SAVEDSINCE SENTBEFORE SENTON SENTSINCE
    SINCE SMALLER SUBJECT TEXT THREADID TO UID UNKEYWORD X-GM-LABELS X-GM-MSGID X-GM-RAW X-GM-THRID YOUNGER`
      .split(/\s+/)
      .map((name) => [name, 1]),
  ),
  HEADER: 2,
  MODSEQ: 1,
  ANNOTATION: 3,
};

/** Parentheses within parentheses that are followed. */
const deepest = 4;

export function searchTerms(words: readonly Word[], level = 0): Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    if (word.kind === 'list') {
      if (level < deepest) terms.push(...searchTerms(wordsOf(word.text), level + 1));
      continue;
    }
    const name = word.text.toUpperCase();
    // `MODSEQ "/flags/\\draft" all 7` names the entry first (RFC 7162 §3.1.5).
    const follow =
      name === 'MODSEQ' && words[at + 1]?.kind === 'quoted' ? 3 : Object.hasOwn(argumentsOf, name) ? (argumentsOf[name] ?? 0) : 0;
    const shown = words
      .slice(at, at + 1 + follow)
      .map(said)
      .join(' ');
    terms.push(...term('search', /^[\d*:,]+$/.test(name) ? 'SET' : name, shown));
    at += follow;
  }
  return terms;
}

/** Keys of SORT and algorithms of THREAD. */
export const orderTerms = (words: readonly Word[]): Term[] =>
  words.flatMap(inList).flatMap(({ text }) => term('order', text.toUpperCase(), text));
