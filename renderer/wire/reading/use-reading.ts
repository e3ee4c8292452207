/** How explanations stand beside the lines, as the user has chosen and as there is room: what the list of lines needs of it. */
import { type RefCallback, useState } from 'react';
import type { Line } from '../../../electron/contract/transcript.ts';
import { usePreferences } from '../../state/State.tsx';
import { createStore, type Store } from '../../state/store.ts';
import { useNarrower } from '../../ui/panes/use-narrower.ts';
import { useExplanations } from '../wire-words.ts';
import type { Read } from './ReadingPane.tsx';

/** Pixels: of a line alone, with its explanation beside it in two lines, and with that below it. */
export const rowHeights = { alone: 21, beside: 36, below: 55 } as const;
/** Under so many pixels explanations stand below, not beside. */
const narrowFrame = 760;

interface Reading {
  /** For the element around lines and pane. */
  readonly frame: RefCallback<HTMLElement>;
  readonly className: string;
  /** Of a line, in pixels. */
  readonly height: number;
  /** Of what was said in an opened line, in pixels: what it means stands in its detail. */
  readonly openedHeight: number;
  /** Whether the line that one points to is explained in a pane. */
  readonly hasPane: boolean;
  readonly read: Store<Read>;
  /** What stands beside a line; null where nothing is to stand there. */
  readonly beside: (line: Line) => string | null;
}

/** @param isSecond beside another list, which explains: it is read for its lines */
export function useReading(isSecond: boolean): Reading {
  const [{ textSize, explanations }] = usePreferences();
  const [frame, isNarrow] = useNarrower(narrowFrame);
  const isBeside = explanations === 'beside';
  const explain = useExplanations(isBeside);
  const [read] = useState(() => createStore<Read>({ position: null }));
  const hasPane = explanations === 'pointed' && !isSecond;
  const kind = isBeside ? (isNarrow ? 'below' : 'beside') : 'alone';
  const pixels = (of: keyof typeof rowHeights) => Math.round((rowHeights[of] * textSize) / 100);
  return {
    frame,
    className: `lines-frame${hasPane ? ' has-reading' : ''}${isNarrow ? ' is-narrow' : ''}`,
    height: pixels(kind),
    openedHeight: pixels(kind === 'below' ? 'alone' : kind),
    hasPane,
    read,
    // As many words as there is room for; all of them are in the opened line.
    beside: (line) => {
      if (!isBeside) return null;
      const explained = explain(line);
      return explained ? [explained.means, explained.cause, explained.next].filter((sentence) => sentence !== null).join(' ') : '';
    },
  };
}
