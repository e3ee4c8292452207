/** Says notes and explanations of the wire in the user's language. */
import { useMemo } from 'react';
import type { Line } from '../../../electron/contract/transcript.ts';
import { describeExplanation, describeNote } from '../../../electron/words/explanations/explanations.ts';
import { useLanguage } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

interface WireWords {
  /** The sentence of a note line; one that says only that there is a note where this version has no words for it. */
  note(line: Line): string;
  /** What a line means; null where there is nothing to say. */
  explain(line: Line): string | null;
}

export function useWireWords(): WireWords {
  const language = useLanguage();
  return useMemo(
    () => ({
      // Parameters are words of the server: names of a certificate, a prompt, a response code.
      note: ({ note }) => (note ? visible(describeNote(language, note) ?? note.key) : ''),
      explain: ({ explanation }) => {
        const sentence = explanation && describeExplanation(language, explanation);
        return sentence === null ? null : visible(sentence);
      },
    }),
    [language],
  );
}
