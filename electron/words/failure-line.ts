/** A failure as one line, for the terminal: what happened, the server's own words, what to do. */
import { harmless } from '../base/characters.ts';
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import type { Again } from './failure-words.ts';
import { describeFailure } from './words.ts';

export function describeFailureLine(failure: Failure, language: Language, again: Again = { kind: 'nobody' }): string {
  const { happened, next } = describeFailure(language, failure, again);
  const reply = failure.reply ? ` ${quote(failure.reply)}` : '';
  return `${harmless(happened)}${reply} ${harmless(next)}`;
}

/** The server's words on one line. */
// Defence T7 of the checklist.
export const quote = (reply: string): string => `«${harmless(reply.trimEnd().replace(/\r?\n/g, ' / '))}»`;
