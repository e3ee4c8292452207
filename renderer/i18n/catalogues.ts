/**
 * The words of each language, each in files of its own: a window needs those of one. `en.ts` is the list of keys; the other languages must
 * have the same ones, which the compiler and a test both demand. Sentences for failures live in `electron/words`, because the terminal
 * says them too.
 */
import type { Language } from '../../electron/contract/application.ts';
import type { FailureWords } from '../../electron/words/failure-words.ts';
import type { Words } from './keys.ts';

interface Catalogue {
  readonly words: Words;
  readonly failures: FailureWords;
}

const loaders: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  async en() {
    const [{ english }, { failuresEnglish }] = await Promise.all([import('./en.ts'), import('../../electron/words/failures/en.ts')]);
    return { words: english, failures: failuresEnglish };
  },
  async es() {
    const [{ spanish }, { failuresSpanish }] = await Promise.all([import('./es.ts'), import('../../electron/words/failures/es.ts')]);
    return { words: spanish, failures: failuresSpanish };
  },
  async pt() {
    const [{ portuguese }, { failuresPortuguese }] = await Promise.all([import('./pt.ts'), import('../../electron/words/failures/pt.ts')]);
    return { words: portuguese, failures: failuresPortuguese };
  },
  async 'pt-BR'() {
    const [{ brazilian }, { failuresBrazilian }] = await Promise.all([
      import('./pt-br.ts'),
      import('../../electron/words/failures/pt-br.ts'),
    ]);
    return { words: brazilian, failures: failuresBrazilian };
  },
};

/** Fetches the words of a language; rejects where its files cannot be had. */
export const loadCatalogue = (language: Language): Promise<Catalogue> => loaders[language]();
