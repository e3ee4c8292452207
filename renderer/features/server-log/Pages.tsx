/** Moves through what is too long for one page; nothing where it is not. */
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';

interface PagesProps {
  from: number;
  size: number;
  total: number;
  onMove: (from: number) => void;
  /** What the buttons say. */
  before: string;
  after: string;
}

export function Pages({ from, size, total, onMove, before, after }: PagesProps) {
  const say = useWords();
  const language = useLanguage();
  if (total <= size && from === 0) return null;
  const number = (value: number) => formatNumber(value, language);
  return (
    <div className="server-log-pages">
      <Button kind="quiet" isDisabled={from === 0} onPress={() => onMove(Math.max(0, from - size))}>
        {before}
      </Button>
      <span className="numeric">
        {say('maillog.page', {
          first: number(Math.min(total, from + 1)),
          last: number(Math.min(total, from + size)),
          total: number(total),
        })}
      </span>
      <Button kind="quiet" isDisabled={from + size >= total} onPress={() => onMove(from + size)}>
        {after}
      </Button>
    </div>
  );
}
