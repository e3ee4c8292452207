/** Puts the preferences onto the page: theme, text size, language and direction. */

import { useEffect } from 'react';
import { chooseLanguage } from '../../../electron/contract/application.ts';
import { changeWords, useWordsInstance } from '../../i18n/words.ts';
import { useApplicationInfo } from '../../state/engine-queries.ts';
import { usePreferences } from '../../state/State.tsx';

/** The preference wins, then what the program was started with, then the machine's own language. */
export function useAppearance(): void {
  const [{ theme, textSize, language }] = usePreferences();
  const info = useApplicationInfo();
  const i18n = useWordsInstance();

  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.style.fontSize = `${(16 * textSize) / 100}px`;
  }, [theme, textSize]);

  const started = info.value?.language ?? null;
  useEffect(() => {
    const chosen = chooseLanguage([language, started, ...navigator.languages]);
    document.documentElement.lang = chosen;
    document.documentElement.dir = i18n.dir(chosen);
    let isWanted = true;
    // Without its files, as while the program is not there, the window stays in the language that it has.
    if (i18n.language !== chosen) changeWords(i18n, chosen, () => isWanted).catch((error: unknown) => console.error(error));
    return () => {
      isWanted = false;
    };
  }, [language, started, i18n]);
}
