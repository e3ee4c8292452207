/** Keeps the end of the lines in sight while the session goes on, until one scrolls up. */
import { type UIEvent, useLayoutEffect, useRef } from 'react';
import type { FixedRows } from '../ui/list/use-fixed-rows.ts';

interface FollowingOptions extends Pick<FixedRows, 'scrollToEnd'> {
  readonly follows: boolean;
  readonly setFollows: (follows: boolean) => void;
  /** Lines that there are. */
  readonly total: number;
  /** Of a line, in pixels. */
  readonly height: number;
  /** Of the list, in pixels: the end stays in sight when there is less room. */
  readonly room: number;
  readonly lookedAt: FixedRows['view'];
}

/** @returns the handler of the scroll event */
export function useFollowing({
  follows,
  setFollows,
  total,
  height,
  room,
  lookedAt,
  scrollToEnd,
}: FollowingOptions): (event: UIEvent) => void {
  const lastTop = useRef(0);
  const lastRoom = useRef(0);
  // With the next frame, whose layout is done anyway, however many announcements come before it.
  useLayoutEffect(() => {
    if (!follows || total === 0 || room === 0) return;
    const frame = requestAnimationFrame(() => {
      scrollToEnd();
      lastTop.current = lookedAt().top;
    });
    return () => cancelAnimationFrame(frame);
  }, [follows, total, room, scrollToEnd, lookedAt]);

  return ({ currentTarget: element }: UIEvent) => {
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < height;
    // A list that got higher, as where words below it went, moved by itself; lines may have come since.
    const isHigher = element.clientHeight > lastRoom.current;
    if (follows && element.scrollTop < lastTop.current - 1 && !atEnd) {
      if (isHigher) scrollToEnd();
      else setFollows(false);
    }
    lastTop.current = element.scrollTop;
    lastRoom.current = element.clientHeight;
  };
}
