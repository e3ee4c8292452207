/** A failure as one line, for the terminal: what happened, the server's own words, what to do. */
import { harmless } from '../base/characters.ts';
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import type { FailureAdvice } from './failure-advice.ts';
import type { Again } from './failure-words.ts';
import { adviceWords } from './glossary/advice-words.ts';
import { describeFailure } from './words.ts';

/** @param advice what the glossary says of the reply */
export function describeFailureLine(
  failure: Failure,
  language: Language,
  again: Again = { kind: 'nobody' },
  advice: FailureAdvice | null = null,
): string {
  const { happened, next } = describeFailure(language, failure, again);
  const reply = failure.reply ? ` ${quote(failure.reply)}` : '';
  const sentences = [...(advice?.replacesNext ? [] : [next]), ...(advice === null ? [] : [advice.means, ...adviceIn(language, advice)])];
  const others = sentences.flatMap((sentence) => (sentence === null ? [] : [harmless(sentence)]));
  return [`${harmless(happened)}${reply}`, ...others].join(' ');
}

function adviceIn(language: Language, advice: FailureAdvice): string[] {
  const labels = adviceWords[language];
  return (['cause', 'who', 'next'] as const).flatMap((part) => (advice[part] === null ? [] : [`${labels[part]}: ${advice[part]}`]));
}

/** The server's words on one line. */
// Defence T7 of the checklist.
export const quote = (reply: string): string => `«${harmless(reply.trimEnd().replace(/\r?\n/g, ' / '))}»`;
