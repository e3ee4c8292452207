/** Says notes and explanations of the wire in the user's language. */
import { useMemo } from 'react';
import type { Line } from '../../electron/contract/transcript.ts';
import { describeEntry } from '../../electron/words/glossary/glossary.ts';
import { describeNote } from '../../electron/words/notes/notes.ts';
import { useLanguage } from '../i18n/words.ts';
import { visible } from '../ui/text/visible-text.ts';

interface WireWords {
  /** The sentence of a note line; one that says only that there is a note where this version has no words for it. */
  note(line: Line): string;
  /** What a line means, and where something went wrong who must act, the likely cause and the next step; null where there is nothing to say. */
  explain(line: Line): ReturnType<typeof describeEntry>;
}

export function useWireWords(): WireWords {
  const language = useLanguage();
  return useMemo(
    () => ({
      // Parameters are words of the server: names of a certificate, a prompt, a response code.
      note: ({ note }) => (note ? visible(describeNote(language, note) ?? note.key) : ''),
      explain: ({ explanation }) => {
        const entry = explanation && describeEntry(language, explanation);
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
    }),
    [language],
  );
}
