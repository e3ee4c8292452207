/** Instead of a message: how many are selected, and what can be done to all of them. */
import { Mails } from 'lucide-react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { CommandBar } from '../../state/CommandButton.tsx';

/** @param count null: not known yet */
export function SeveralSelected({ count }: { count: number | null }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <section className="reader several" data-pane aria-label={say('reader.selection')}>
      <Mails size="2.25rem" strokeWidth={1.25} aria-hidden className="several-icon" />
      <h2 className="several-count numeric">
        {count === null ? say('messages.selecting') : say('reader.several', { count, number: formatNumber(count, language) })}
      </h2>
      <div className="several-actions" role="toolbar" aria-label={say('reader.actions')}>
        <CommandBar of="several" look="either" />
      </div>
    </section>
  );
}
