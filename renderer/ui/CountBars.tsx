/** A small chart: one bar a line, as long as its count beside the largest, in parts by tone. The words beside it say the same. */

interface CountPart {
  readonly tone: 'good' | 'warning' | 'bad';
  readonly count: number;
}

export interface CountBar {
  readonly key: string;
  readonly label: string;
  readonly parts: readonly CountPart[];
  /** What the parts are, in words. */
  readonly words: string;
}

export function CountBars({ label, bars }: { label: string; bars: readonly CountBar[] }) {
  const sums = bars.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  const largest = Math.max(1, ...sums);
  return (
    <ul className="count-bars" aria-label={label}>
      {bars.map(({ key, label: name, parts, words }) => (
        <li key={key} className="count-bar">
          <bdi className="count-bar-name">{name}</bdi>
          <span className="count-bar-track" aria-hidden="true">
            {parts
              .filter(({ count }) => count > 0)
              .map(({ tone, count }) => (
                <span key={tone} className={`count-bar-part count-bar-${tone}`} style={{ inlineSize: `${(count / largest) * 100}%` }} />
              ))}
          </span>
          <span className="count-bar-words numeric">{words}</span>
        </li>
      ))}
    </ul>
  );
}
