/** Where something went wrong on the wire: why, as a rule, whose turn it is, and what to do. */
import { adviceWords } from '../../../electron/words/glossary/advice-words.ts';
import { useLanguage } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

interface AdviceProps {
  cause: string | null;
  who: string | null;
  next: string | null;
}

/** What the server's words mean, before the advice. */
export function Meaning({ words }: { words: string }) {
  return <p className="advice-means">{visible(words)}</p>;
}

export function Advice(advice: AdviceProps) {
  const labels = adviceWords[useLanguage()];
  const rows = (['cause', 'who', 'next'] as const).filter((part) => advice[part] !== null);
  if (rows.length === 0) return null;
  return (
    <dl className="advice">
      {rows.map((part) => (
        <div key={part}>
          <dt>{labels[part]}</dt>
          <dd>{advice[part]}</dd>
        </div>
      ))}
    </dl>
  );
}
