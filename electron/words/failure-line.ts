/** A failure as one line, for the terminal: what happened, the server's own words, what to do. */
import { charactersIn } from '../base/characters.ts';
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import type { Again } from './failure-words.ts';
import { describeFailure } from './words.ts';

export function describeFailureLine(failure: Failure, language: Language, again: Again = { kind: 'nobody' }): string {
  const { happened, next } = describeFailure(language, failure, again);
  const reply = failure.reply ? ` ${quote(failure.reply)}` : '';
  return `${harmless(happened)}${reply} ${harmless(next)}`;
}

const acting = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'annotation'], 'g');

/** Shows controls, line breaks and direction overrides as numbers: they must not act on a terminal. */
export const harmless = (text: string): string =>
  text.replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The server's words on one line. */
// Defence T7 of the checklist.
export const quote = (reply: string): string => `«${harmless(reply.trimEnd().replace(/\r?\n/g, ' / '))}»`;
