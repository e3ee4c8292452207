/**
 * Scripts that write words without spaces: to the tokenizer of the index a whole sentence of theirs is one word, of which only the beginning
 * would be found. Every two characters beside each other are a word of the index instead (bigrams, as Lucene's CJKAnalyzer and others do), so
 * that any piece of a sentence is a phrase of it.
 */

const scripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const unspaced = new RegExp(`[${scripts}]`, 'u');
const runs = new RegExp(`[${scripts}]+`, 'gu');
const runAtEnd = new RegExp(`[${scripts}]+$`, 'u');
/** The tokenizer takes vowel signs and tone marks for spaces. */
const marks = /\p{M}+/gu;

/**
 * Characters of one text that are taken apart; each becomes a word, as many as in the longest text that is indexed in other scripts. What
 * follows is found by its beginnings.
 */
const mostCharacters = 65_536;

export const isUnspaced = (text: string): boolean => unspaced.test(text);

const pairsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);

/** The text as it goes into the index: pairs, and the last character of each run alone, so that one character is found as a beginning. Linear. */
export function spaceForIndex(text: string): string {
  if (!isUnspaced(text)) return text;
  let left = mostCharacters;
  return text.replace(runs, (run) => {
    left -= run.length;
    if (left < 0) return run;
    const characters = [...run.replace(marks, '')];
    return ` ${[...pairsOf(characters), characters.at(-1) ?? ''].join(' ')} `;
  });
}

/** What a piece of a query is in that index: a phrase, the last word of which may be only a beginning. */
export function spaceForQuery(text: string): { readonly phrase: string; readonly isBeginning: boolean } {
  const last = runAtEnd.exec(text)?.[0] ?? '';
  const before = spaceForIndex(text.slice(0, text.length - last.length));
  const characters = [...last.replace(marks, '')];
  const words = characters.length > 1 ? pairsOf(characters) : characters;
  return { phrase: `${before} ${words.join(' ')}`.trim(), isBeginning: characters.length === 1 };
}
