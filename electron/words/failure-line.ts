/** A failure as one line, for the terminal: what happened, the server's own words, what to do. */
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import { type Again, describeFailure } from './words.ts';

export function describeFailureLine(failure: Failure, language: Language, again: Again = { kind: 'nobody' }): string {
  const { happened, next } = describeFailure(language, failure, again);
  const reply = failure.reply ? ` ${quote(failure.reply)}` : '';
  return `${harmless(happened)}${reply} ${harmless(next)}`;
}

/** Control and direction characters as numbers: they must not act on a terminal, whoever wrote them. */
export const harmless = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The server's words on one line. */
export const quote = (reply: string): string => `«${harmless(reply.trimEnd().replace(/\r?\n/g, ' / '))}»`;
