/** Puts a text on the clipboard and says, for screen readers too, whether the clipboard took it. */
import { useMemo } from 'react';
import { useWords } from '../i18n/words.ts';
import { useWorkspace } from './State.tsx';

/** @param said what is announced when the text was taken. Never rejects. */
type Copy = (text: string, said: string) => Promise<void>;

export function useCopy(): Copy {
  const say = useWords();
  const workspace = useWorkspace();
  return useMemo(
    () => (text, said) =>
      navigator.clipboard.writeText(text).then(
        () => workspace.announce(said),
        () => workspace.announce(say('clipboard.refused')),
      ),
    [say, workspace],
  );
}
