/** Where the facts of a session say what its server said: the summary in the list, and the reply in its failure. */
import { runsOf } from '../../../base/characters.ts';

const acting = runsOf(['control', 'tab', 'lineBreak']);

/** Text of the wire as one line without controls. */
export const onOneLine = (text: string): string => text.replace(acting, ' ').trim();

/** One line without controls, at most 200 characters: short enough for a list. */
export const summaryOf = (bytes: Buffer): string => onOneLine(bytes.toString('utf8', 0, 400)).slice(0, 200);

/** A quote this long may have been cut off: summaries are, and so are replies that are more than a line. */
const mayBeCut = 100;
/** Fewer characters of a word say nothing of it. */
const shortestHalf = 4;
/** No quote is longer. */
const mostQuoted = 4_096;

interface Quotes {
  /** Those that say what stands in this line of the server, or a part of it. */
  saying(line: Buffer): Set<string>;
}

/**
 * Compares quotes with lines, word by word. Prepared once: there may be hundreds of quotes and hundreds of thousands of lines.
 * @param quotes each on one line, none of them empty
 */
export function quotesOf(quotes: ReadonlySet<string>): Quotes {
  const all = [...quotes];
  const everything = all.map((quote) => ` ${quote} `).join('\n');
  const byFirstWord = new Map<string, string[]>();
  /** Ends of quotes that may have been cut off, by their first word; an end of one word may be half of it. */
  const ends = new Map<string, { readonly end: string; readonly quote: string }[]>();
  const halves: { readonly end: string; readonly quote: string }[] = [];
  for (const quote of all) {
    listIn(byFirstWord, firstWord(quote)).push(quote);
    // A cut may have gone through a character.
    const cut = quote.replace(/\ufffd+$/, '');
    if (cut.length < mayBeCut) continue;
    for (let at = 0; at < cut.length; ) {
      const end = cut.slice(at);
      const space = end.indexOf(' ');
      if (space >= 0) listIn(ends, firstWord(end)).push({ end, quote });
      else if (end.length >= shortestHalf) halves.push({ end, quote });
      at = space < 0 ? cut.length : at + space + 1;
    }
  }
  return {
    saying(bytes) {
      const line = onOneLine(bytes.toString('utf8', 0, mostQuoted));
      const found = new Set<string>();
      if (line === '') return found;
      const padded = ` ${line} `;
      if (everything.includes(padded)) for (const quote of all) if (` ${quote} `.includes(padded)) found.add(quote);
      for (const word of new Set(line.split(' ')))
        for (const quote of byFirstWord.get(word) ?? []) if (padded.includes(` ${quote} `)) found.add(quote);
      for (const { end, quote } of [...(ends.get(firstWord(line)) ?? []), ...halves]) if (line.startsWith(end)) found.add(quote);
      return found;
    },
  };
}

const firstWord = (text: string): string => text.split(' ', 1)[0] ?? '';

function listIn<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
