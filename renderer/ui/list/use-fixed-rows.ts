/** The arithmetic of `fixed-rows.ts` on an element that scrolls: which rows are in sight now, and scrolling to one of them. */
import { type RefCallback, useCallback, useLayoutEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import { type RowLayout, rowsInSight, topToShow, topToStay, type View } from './fixed-rows.ts';
import type { RowRange } from './overscan.ts';

interface FixedRowsOptions extends RowLayout {
  /** Whether rows are drawn within the frame that scrolls to them; otherwise they may come one later. */
  readonly isUrgent: boolean;
  /** The end is in sight with the next frame, whatever is now: its rows are drawn with those that come. */
  readonly isAtEnd?: boolean;
}

export interface FixedRows {
  /** For the element that scrolls. */
  readonly attach: RefCallback<HTMLElement>;
  /** Both ends included; nothing until the element has been measured. */
  readonly inSight: RowRange;
  /** As of the latest frame: reading it lays nothing out. */
  readonly view: () => View;
  readonly scrollToRow: (position: number, align: 'nearest' | 'center') => void;
  readonly scrollToEnd: () => void;
  /** @param top pixels */
  readonly scrollToTop: (top: number) => void;
  /** As many rows came (or, below 0, went) above what is in sight: stays with the same ones. Called once they are in the document. */
  readonly stayAfter: (rows: number) => void;
}

const isSame = (one: RowRange, other: RowRange) => one.first === other.first && one.last === other.last;

/**
 * Draws its component anew when other rows come into sight, which is at most once a frame. When heights change, the first row in sight
 * stays where it is.
 */
export function useFixedRows({ count, rowHeight, opened, isUrgent, isAtEnd = false }: FixedRowsOptions): FixedRows {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const element = useRef<HTMLElement | null>(null);
  const seen = useRef<View>({ top: 0, height: 0 });
  const layout: RowLayout = { count, rowHeight, opened };
  // Further than there is something to see is the end.
  const inSight = rowsInSight(layout, isAtEnd ? { ...seen.current, top: Number.MAX_SAFE_INTEGER } : seen.current);
  /** What the document shows, for what happens between two drawings. */
  const drawn = useRef({ layout, inSight, isUrgent });

  /** @param isNow whether the rows are wanted in this very frame */
  const look = useCallback((isNow: boolean) => {
    // Without a box, as behind another pane, it has no place of its own: the one it had is kept until it stands there again.
    if (!element.current?.clientHeight) return;
    seen.current = { top: element.current.scrollTop, height: element.current.clientHeight };
    if (isSame(rowsInSight(drawn.current.layout, seen.current), drawn.current.inSight)) return;
    if (isNow) flushSync(redraw);
    else redraw();
  }, []);

  const attach = useCallback(
    (scroller: HTMLElement | null) => {
      element.current = scroller;
      if (!scroller) return;
      look(false);
      const onScroll = () => look(drawn.current.isUrgent);
      let hadBox = scroller.clientHeight > 0;
      const observer = new ResizeObserver(() => {
        const hasBox = scroller.clientHeight > 0;
        if (hasBox && !hadBox) scroller.scrollTop = seen.current.top;
        hadBox = hasBox;
        look(false);
      });
      scroller.addEventListener('scroll', onScroll, { passive: true });
      observer.observe(scroller);
      return () => {
        element.current = null;
        scroller.removeEventListener('scroll', onScroll);
        observer.disconnect();
      };
    },
    [look],
  );

  const scrollTo = useCallback(
    (top: number) => {
      if (!element.current || top === seen.current.top) return;
      element.current.scrollTop = top;
      if (element.current.clientHeight === 0) {
        seen.current = { ...seen.current, top };
        redraw();
      }
      // Drawn with whatever else the same key changes, not a second time when the browser tells of it.
      else look(false);
    },
    [look],
  );

  useLayoutEffect(() => {
    const before = drawn.current.layout;
    drawn.current = { layout, inSight, isUrgent };
    if (before.rowHeight === rowHeight && before.opened?.position === opened?.position && before.opened?.height === opened?.height) return;
    scrollTo(topToStay(before, layout, seen.current.top));
  });

  const scrollToRow = useCallback<FixedRows['scrollToRow']>(
    (position, align) => scrollTo(topToShow(drawn.current.layout, seen.current, position, align)),
    [scrollTo],
  );
  // No browser goes further than there is something to see.
  const scrollToEnd = useCallback(() => scrollTo(Number.MAX_SAFE_INTEGER), [scrollTo]);
  const stayAfter = useCallback((rows: number) => scrollTo(seen.current.top + rows * drawn.current.layout.rowHeight), [scrollTo]);
  const view = useCallback(() => seen.current, []);
  return { attach, inSight, view, scrollToRow, scrollToEnd, scrollToTop: scrollTo, stayAfter };
}
