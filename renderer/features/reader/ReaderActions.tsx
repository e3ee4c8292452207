/** What can be done to the message in the reader, at the message itself and at every width. */
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CommandBar } from '../../state/CommandButton.tsx';
import { usePreferences } from '../../state/State.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';

/** In the head of the open message: words where there is room for them, icons with names elsewhere. */
export function ReaderActions() {
  const say = useWords();
  const language = useLanguage();
  const [{ textSize }] = usePreferences();
  return (
    <ButtonRow className="reader-actions" label={say('reader.actions')} layoutKey={`${language} ${textSize}`}>
      <CommandBar of="one" look="either" />
    </ButtonRow>
  );
}
