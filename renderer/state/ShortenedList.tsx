/** Shows the latest few items, the latest first, with a button for the others. */
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../i18n/format.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import { Button } from '../ui/Button.tsx';

/** More at once would cover too much of the window. */
const few = 3;

/** @param items the latest last @param draw must give each a key */
export function ShortenedList<Item>({ items, draw }: { items: readonly Item[]; draw: (item: Item) => ReactNode }) {
  const say = useWords();
  const language = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  const latest = [...items].reverse();
  const more = latest.length - few;
  if (more <= 0 && showsAll) setShowsAll(false);
  return (
    <>
      {(showsAll ? latest : latest.slice(0, few)).map(draw)}
      {more > 0 && !showsAll && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          {say('notices.more', { count: more, number: formatNumber(more, language) })}
        </Button>
      )}
    </>
  );
}
