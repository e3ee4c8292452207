/** What the line means that the pointer is on, or that the arrow keys have come to. Drawn anew by itself: the lines are not. */
import { useSyncExternalStore } from 'react';
import { useWords } from '../../i18n/words.ts';
import { type Store, useStore } from '../../state/store.ts';
import { useKeyScrolling } from '../../ui/focus/use-key-scrolling.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { LineExplanation } from '../LineExplanation.tsx';
import type { LineSource } from '../line-source.ts';
import { useExplanations } from '../wire-words.ts';

/** The position of the line that is read; null: none yet. */
export interface Read {
  readonly position: number | null;
}

interface ReadingPaneProps {
  /** The name of the lines: where there are two lists, each pane is found by it. */
  label: string;
  source: LineSource;
  read: Store<Read>;
}

export function ReadingPane({ label, source, read }: ReadingPaneProps) {
  const say = useWords();
  const view = useSyncExternalStore(source.subscribe, source.view);
  const position = useStore(read, (state) => state.position);
  const explain = useExplanations(true);
  const [attach, tabIndex] = useKeyScrolling();
  const line = position === null ? undefined : view.at(position);
  const explanation = line ? explain(line) : null;
  return (
    <aside ref={attach} tabIndex={tabIndex} className="reading" aria-label={`${say('transcript.reading')}, ${label}`}>
      <div className="reading-text">
        {line && (line.code !== null || line.command !== null) && (
          <h3 className="reading-head mono" dir="ltr">
            {visible([line.command, line.code, line.enhanced].filter((part) => part !== null).join(' '))}
          </h3>
        )}
        {explanation ? (
          <LineExplanation explanation={explanation} source={line?.explanation?.source ?? null} />
        ) : (
          <p className="reading-none">{say(line ? 'transcript.readingNothing' : 'transcript.readingNone')}</p>
        )}
      </div>
    </aside>
  );
}
