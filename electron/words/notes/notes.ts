/** Says what happened to a connection between the lines of the wire, in the user's language. */
import type { Language } from '../../contract/application.ts';
import { failure } from '../../contract/failure.ts';
import { failureCodes } from '../../contract/failures/failure-codes.ts';
import { dayWords } from '../dates.ts';
import { describeFailure, failureWords } from '../words.ts';
import { notesEnglish } from './en.ts';
import { notesSpanish } from './es.ts';
import type { NoteWords } from './note-words.ts';
import { notesPortuguese } from './pt.ts';
import { notesBrazilian } from './pt-br.ts';

export const noteWords: Readonly<Record<Language, NoteWords>> = {
  en: notesEnglish,
  es: notesSpanish,
  pt: notesPortuguese,
  'pt-BR': notesBrazilian,
};

interface Keyed {
  readonly key: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** The sentence for a note between the lines, or null for a key that this version does not know. Codes and times become words too. */
export function describeNote(language: Language, { key, parameters }: Keyed): string | null {
  const code = parameters.code;
  const reason = typeof code === 'string' ? reasonWords(language, code) : null;
  const said: Record<string, string | number> = { ...parameters, ...(reason === null ? {} : { reason }) };
  for (const name of ['validFrom', 'validTo']) if (typeof said[name] === 'string') said[name] = dayWords(language, said[name]);
  // A connection that is lost says all with that; one that ended for another reason says which.
  const isEnded = key === 'lost' && reason !== null && code !== 'connection-lost';
  return say(noteWords[language], { key: isEnded ? 'ended' : key, parameters: said });
}

/** What happened, for a failure of which only the code was recorded; null for a code that this version does not know. */
function reasonWords(language: Language, code: string): string | null {
  const known = failureCodes.find((each) => each === code);
  if (!known) return null;
  // Facts that were not recorded leave no brackets behind.
  return describeFailure(language, failure(known)).happened.replace(` (${failureWords[language].unknown})`, '');
}

function say(sentences: Readonly<Record<string, string>>, { key, parameters }: Keyed): string | null {
  if (!Object.hasOwn(sentences, key)) return null;
  return sentences[key]?.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? '–')) ?? null;
}
