/** A regular expression over recorded lines: compiled, and where it stands in one. Runs only on a thread that can be ended. */
import type { Span } from '../../wire/authentication/base64-mask.ts';

/** Of one line, at most so many places are marked. */
const mostSpans = 100;
const lineEnd = /\r?\n$/;

/**
 * Without regard to case, `^` and `$` at every line. Spelled as ECMAScript has it with `u` (ECMA-262 §22.2.1); without, where only that
 * accepts it: people write `\-`, or `{12}` for the length of a literal.
 * @throws SyntaxError what is wrong with it, in the engine's words
 */
export function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gimu');
  } catch {
    return new RegExp(pattern, 'gim');
  }
}

/**
 * What is searched of the bytes of a line: all but its line end, so that `$` stands before it. Bytes that are not UTF-8 are a character each.
 */
export const searchedText = ({ text, base64 }: { readonly text?: string | undefined; readonly base64?: string | undefined }): string =>
  (text ?? Buffer.from(base64 ?? '', 'base64').toString('latin1')).replace(lineEnd, '');

/** Whether it stands in the text at all. */
export function standsIn(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  return expression.test(text);
}

/**
 * Where it stands, in octets; what matches nothing of a line (`x*`) has no place.
 * @param encoding how the text was made of the line's octets
 */
export function placesIn(expression: RegExp, text: string, encoding: 'utf8' | 'latin1'): Span[] {
  const spans: Span[] = [];
  expression.lastIndex = 0;
  for (const found of text.matchAll(expression)) {
    if (found[0] === '') continue;
    spans.push({ offset: Buffer.byteLength(text.slice(0, found.index), encoding), length: Buffer.byteLength(found[0], encoding) });
    if (spans.length >= mostSpans) break;
  }
  return spans;
}
