/** The window's words in the user's language; other languages are loaded on demand. */
import { createInstance, type i18n } from 'i18next';
import { useCallback, useContext, useSyncExternalStore } from 'react';
import { I18nContext } from 'react-i18next';
import { chooseLanguage, type Language } from '../../electron/contract/application.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import { sayFailure } from '../../electron/words/failure-sentences.ts';
import type { Again, FailurePlace, FailureSentences, FailureWords } from '../../electron/words/failure-words.ts';
import { loadCatalogue } from './catalogues.ts';
import type { Say, WordKey } from './keys.ts';

/** The failure words that each instance has been given, by language. */
const failureWords = new WeakMap<i18n, Map<string, FailureWords>>();

/** @returns words in this language, whose catalogue is fetched */
export async function createWords(language: Language): Promise<i18n> {
  const { words, failures } = await loadCatalogue(language);
  const instance = createInstance();
  failureWords.set(instance, new Map([[language, failures]]));
  await instance.init({
    lng: language,
    // Every language has every key: there is nothing to fall back to.
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // One syntax of parameters for all words: `{name}`, as `fillIn` reads them.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    resources: { [language]: { translation: words } },
  });
  return instance;
}

/**
 * Turns to another language, once its catalogue is there.
 * @param isWanted asked then: meanwhile another one may have been chosen
 */
export async function changeWords(instance: i18n, language: Language, isWanted: () => boolean): Promise<void> {
  const held = failureWords.get(instance);
  if (!held) throw new Error('words are changed in an instance of createWords');
  if (!held.has(language)) {
    const { words, failures } = await loadCatalogue(language);
    held.set(language, failures);
    instance.addResourceBundle(language, 'translation', words);
  }
  if (isWanted()) await instance.changeLanguage(language);
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

/**
 * The instance of this window. The library's own hook answers a wrapper around it, follows name spaces that are loaded later, which ours are
 * not, and costs a row of a list more than the rest of it.
 */
export function useWordsInstance(): i18n {
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
  return sayIn(useWordsInstance());
}

export function useLanguage(): Language {
  return chooseLanguage([useWordsInstance().language]);
}

/** Says a failure in two sentences in the user's language. */
export function useFailureWords(): (
  failure: Failure,
  again?: Again['kind'] & ('byItself' | 'nobody'),
  place?: FailurePlace,
) => FailureSentences {
  const instance = useWordsInstance();
  const language = useLanguage();
  return useCallback(
    (failure, again = 'byItself', place = 'anywhere') => {
      const words = failureWords.get(instance)?.get(language);
      if (!words) throw new Error(`no words for failures in ${language}`);
      return sayFailure(words, language, failure, { kind: again }, place);
    },
    [instance, language],
  );
}
