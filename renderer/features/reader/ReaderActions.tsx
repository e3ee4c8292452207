/** What can be done to the message in the reader, or to all that are selected: at the thing itself, at every width. */
import { Mails } from 'lucide-react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CommandBar } from '../../state/CommandButton.tsx';
import { usePreferences } from '../../state/State.tsx';
import { useTight } from '../../ui/use-tight.ts';
import './reader-actions.css';

/** In the head of the open message: words where there is room for them, icons with names elsewhere. */
export function ReaderActions() {
  const say = useWords();
  const language = useLanguage();
  const [{ textSize }] = usePreferences();
  const bar = useTight<HTMLDivElement>(`${language} ${textSize}`);
  return (
    <div ref={bar} className="reader-actions" role="toolbar" aria-label={say('reader.actions')}>
      <CommandBar of="one" look="either" />
    </div>
  );
}

/** Instead of a message: how many are selected. @param count null: not known yet */
export function SeveralSelected({ count }: { count: number | null }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <section className="reader several" data-pane aria-label={say('reader.selection')}>
      <Mails size="2.25rem" strokeWidth={1.25} aria-hidden className="empty-icon" />
      <h2 className="several-count numeric">
        {count === null ? say('messages.selecting') : say('reader.several', { count, number: formatNumber(count, language) })}
      </h2>
      <div className="several-actions" role="toolbar" aria-label={say('reader.actions')}>
        <CommandBar of="several" look="either" />
      </div>
    </section>
  );
}
