/**
 * Sentences for people, in English, Spanish and Portuguese, for window, menu and terminal alike. What crosses threads and
 * processes is keys and parameters; here they become words. This folder knows the keys of the contract and nothing
 * of how they are shown.
 */
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import { sayFailure } from './failure-sentences.ts';
import type { Again, FailurePlace, FailureSentences, FailureWords } from './failure-words.ts';
import { failuresEnglish } from './failures/en.ts';
import { failuresSpanish } from './failures/es.ts';
import { failuresPortuguese } from './failures/pt.ts';
import { failuresBrazilian } from './failures/pt-br.ts';

export const failureWords: Readonly<Record<Language, FailureWords>> = {
  en: failuresEnglish,
  es: failuresSpanish,
  pt: failuresPortuguese,
  'pt-BR': failuresBrazilian,
};

/** Says a failure in words, in any language: see `sayFailure`. */
export const describeFailure = (language: Language, failure: Failure, again?: Again, place?: FailurePlace): FailureSentences =>
  sayFailure(failureWords[language], language, failure, again, place);
