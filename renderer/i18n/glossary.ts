/** The glossary in the user's language, fetched when a line or a reply is first to be explained. */
import { useEffect, useState } from 'react';
import type { Language } from '../../electron/contract/application.ts';
import { type Glossary, loadGlossary } from '../../electron/words/glossary/glossary.ts';
import { useLanguage } from './words.ts';

const loaded = new Map<Language, Glossary>();

/**
 * @param isWanted whether something is to be explained at all
 * @returns null while it is on its way, or cannot be had: lines and replies stand without an explanation then
 */
export function useGlossary(isWanted: boolean): Glossary | null {
  const language = useLanguage();
  const [, setArrived] = useState<Language | null>(null);
  useEffect(() => {
    if (!isWanted || loaded.has(language)) return;
    void loadGlossary(language).then(
      (glossary) => {
        loaded.set(language, glossary);
        setArrived(language);
      },
      () => setArrived(null), // asked for again with the next line that is opened
    );
  }, [isWanted, language]);
  return loaded.get(language) ?? null;
}
