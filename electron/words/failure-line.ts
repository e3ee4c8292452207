/** A failure as one line, for the terminal: what happened, the server's own words, what to do. */
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import { describeFailure } from './words.ts';

export function describeFailureLine(failure: Failure, language: Language): string {
  const { happened, next } = describeFailure(language, failure);
  const reply = failure.reply ? ` ${quote(failure.reply)}` : '';
  return `${happened}${reply} ${next}`;
}

/** The server's words on one line, control and direction characters made visible: they must not act on a terminal. */
export function quote(reply: string): string {
  const visible = reply
    .trimEnd()
    .replace(/\r?\n/g, ' / ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `«${visible}»`;
}
