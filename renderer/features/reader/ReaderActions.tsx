/** What can be done to the message in the reader, at the message itself and at every width. */
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CommandBar } from '../../state/CommandButton.tsx';
import { usePreferences } from '../../state/State.tsx';
import { useOverflow } from '../../ui/use-overflow.ts';

/** In the head of the open message: words where there is room for them, icons with names elsewhere. */
export function ReaderActions() {
  const say = useWords();
  const language = useLanguage();
  const [{ textSize }] = usePreferences();
  const bar = useOverflow<HTMLDivElement>(`${language} ${textSize}`);
  return (
    <div ref={bar} className="reader-actions" role="toolbar" aria-label={say('reader.actions')}>
      <CommandBar of="one" look="either" />
    </div>
  );
}
