/** Says notes and explanations of the wire in the user's language. */
import { useCallback, useMemo } from 'react';
import type { Line } from '../../electron/contract/transcript.ts';
import { describeEntry } from '../../electron/words/glossary/glossary.ts';
import { describeNote } from '../../electron/words/notes/notes.ts';
import { useGlossary } from '../i18n/glossary.ts';
import { useLanguage } from '../i18n/words.ts';
import { visible } from '../ui/text/visible-text.ts';

/** The sentence of a note line; one that says only that there is a note where this version has no words for it. */
export function useNoteWords(): (line: Line) => string {
  const language = useLanguage();
  // Parameters are words of the server: names of a certificate, a prompt, a response code.
  return useCallback(({ note }: Line) => (note ? visible(describeNote(language, note) ?? note.key) : ''), [language]);
}

/** What a line means, and where something went wrong who must act, the likely cause and the next step; null where there is nothing to say. */
type Explain = (line: Line) => ReturnType<typeof describeEntry>;

/** @param isWanted whether anything is to be explained yet: the sentences are fetched then */
export function useExplanations(isWanted: boolean): Explain {
  const glossary = useGlossary(isWanted);
  return useMemo(
    () =>
      ({ explanation }) => {
        const entry = glossary && explanation && describeEntry(glossary, explanation);
        if (!entry) return null;
        const { means, who, cause, next, terms } = entry;
        return {
          means: visible(means),
          who,
          cause: cause && visible(cause),
          next: next && visible(next),
          terms: terms.map((term) => ({ ...term, name: visible(term.name), means: visible(term.means) })),
        };
      },
    [glossary],
  );
}
