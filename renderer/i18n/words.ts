/**
 * The window's words in the user's language. `en.ts` is the list of keys; the other languages must have the same ones,
 * which the compiler and a test both demand. Sentences for failures live in `electron/words`, because the terminal says them too.
 */
import { createInstance, type i18n } from 'i18next';
import { useCallback, useContext, useSyncExternalStore } from 'react';
import { I18nContext } from 'react-i18next';
import { chooseLanguage, type Language } from '../../electron/contract/application.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Again, FailurePlace, FailureSentences } from '../../electron/words/failure-words.ts';
import { describeFailure } from '../../electron/words/words.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import type { Say, WordKey, Words } from './keys.ts';
import { portuguese } from './pt.ts';
import { brazilian } from './pt-br.ts';

export const catalogues: Readonly<Record<Language, Words>> = { en: english, es: spanish, pt: portuguese, 'pt-BR': brazilian };

export async function createWords(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.init({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(Object.entries(catalogues).map(([name, words]) => [name, { translation: words }])),
  });
  return instance;
}

/** One for each instance and language: the same function in every component, and words without parameters are looked up once. */
const sayings = new WeakMap<i18n, { readonly language: string; readonly say: Say }>();

function sayIn(instance: i18n): Say {
  const { language } = instance;
  const known = sayings.get(instance);
  if (known?.language === language) return known.say;
  const plain = new Map<WordKey, string>();
  const say: Say = (key, parameters) => {
    if (parameters) return instance.t(key, { ...parameters });
    let words = plain.get(key);
    if (words === undefined) {
      words = instance.t(key);
      plain.set(key, words);
    }
    return words;
  };
  sayings.set(instance, { language, say });
  return say;
}

/** The library's own hook follows name spaces that are loaded later, which ours are not, and costs a row of a list more than the rest of it. */
function useInstance(): i18n {
  const instance = useContext(I18nContext)?.i18n;
  if (!instance) throw new Error('words need an I18nextProvider above them');
  useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        instance.on('languageChanged', listener);
        return () => instance.off('languageChanged', listener);
      },
      [instance],
    ),
    () => instance.language,
  );
  return instance;
}

/** Says a key in the user's language. */
export function useWords(): Say {
  return sayIn(useInstance());
}

export function useLanguage(): Language {
  return chooseLanguage([useInstance().language]);
}

/** Says a failure in two sentences in the user's language. */
export function useFailureWords(): (
  failure: Failure,
  again?: Again['kind'] & ('byItself' | 'nobody'),
  place?: FailurePlace,
) => FailureSentences {
  const language = useLanguage();
  return useCallback(
    (failure, again = 'byItself', place = 'anywhere') => describeFailure(language, failure, { kind: again }, place),
    [language],
  );
}
