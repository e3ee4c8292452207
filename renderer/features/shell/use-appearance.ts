/** Puts the preferences onto the page: theme, text size, language and direction. */

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../../electron/contract/application.ts';
import { useApplicationInfo } from '../../state/asked.ts';
import { usePreferences } from '../../state/State.tsx';

/** The preference wins, then what the program was started with, then the machine's own language. */
export function useAppearance(): void {
  const [{ theme, textSize, language }] = usePreferences();
  const info = useApplicationInfo();
  const { i18n } = useTranslation();

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
    if (i18n.language !== chosen) void i18n.changeLanguage(chosen);
  }, [language, started, i18n]);
}
