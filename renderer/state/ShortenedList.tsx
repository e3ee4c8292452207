/** The latest few of what is told, the latest first, and how many more there are, which can be asked for. */
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../i18n/format.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import { Button } from '../ui/Button.tsx';

/** More at once leave no room for what they speak of. */
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
