/** Says what a line of the wire means, in the user's language. Takes keys and parameters as the transcript gives them. */
import type { Language } from '../../contract/application.ts';
import { explanationsEnglish, notesEnglish } from './en.ts';
import { explanationsSpanish, notesSpanish } from './es.ts';
import type { ExplanationSentences, NoteSentences } from './explanation-keys.ts';
import { explanationsPortuguese, notesPortuguese } from './pt.ts';

export const explanationWords: Readonly<Record<Language, ExplanationSentences>> = {
  en: explanationsEnglish,
  es: explanationsSpanish,
  pt: explanationsPortuguese,
};

export const noteWords: Readonly<Record<Language, NoteSentences>> = { en: notesEnglish, es: notesSpanish, pt: notesPortuguese };

interface Keyed {
  readonly key: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** The sentence for a line's explanation, or null for a key that this version does not know. */
export const describeExplanation = (language: Language, explanation: Keyed): string | null => say(explanationWords[language], explanation);

/** The sentence for a note between the lines, or null for a key that this version does not know. */
export const describeNote = (language: Language, note: Keyed): string | null => say(noteWords[language], note);

function say(sentences: Readonly<Record<string, string>>, { key, parameters }: Keyed): string | null {
  if (!Object.hasOwn(sentences, key)) return null;
  return sentences[key]?.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '–')) ?? null;
}
