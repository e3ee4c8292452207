/**
 * The lines of one session: only those in sight exist, however many there are. It follows the end while the session
 * goes on, stops as soon as one scrolls up, and opens a line in its place.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Line } from '../../../electron/contract/transcript.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { usePreferences } from '../../state/State.tsx';
import { drawnRows, type Stretch, useLateStretch } from '../../ui/late-margin.ts';
import { LineDetail } from './LineDetail.tsx';
import { LineRow } from './LineRow.tsx';
import type { LineSource } from './line-source.ts';

const rowHeight = 21;
/** Lines drawn above and below those in sight. */
const margin = 12;

/** Lines to be brought into sight and marked. */
export interface LineTarget {
  readonly first: number;
  readonly last: number;
  readonly request: number;
}

const isLong = ({ first, last }: LineTarget) => last - first > 12;

/** Of a long exchange only its command and the line itself are marked. */
const isIn = (target: LineTarget, index: number) =>
  isLong(target) ? index === target.first || index === target.last : index >= target.first && index <= target.last;

export interface LineListProps {
  source: LineSource;
  needle: string;
  showEnds: boolean;
  follows: boolean;
  setFollows: (follows: boolean) => void;
  target: LineTarget | null;
  /** Goes to a line of the unfiltered session. */
  onJump: (index: number) => void;
  onCopy: (lines: readonly Line[]) => void;
}

export const LineList = memo(function LineList({ source, needle, showEnds, follows, setFollows, target, onJump, onCopy }: LineListProps) {
  const say = useWords();
  const language = useLanguage();
  const [{ textSize }] = usePreferences();
  const view = useSyncExternalStore(source.subscribe, source.view);
  const scroller = useRef<HTMLDivElement>(null);
  const elements = useRef(new Map<number, HTMLElement>());
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [openHeight, setOpenHeight] = useState(rowHeight);
  const [marked, setMarked] = useState<LineTarget | null>(null);
  const lastTop = useRef(0);
  const height = Math.round((rowHeight * textSize) / 100);
  const activePosition = Math.min(active, Math.max(0, view.total - 1));

  const late = useRef<Stretch>({ first: 0, last: -1 });
  const virtual = useVirtualizer({
    count: view.total,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (at === opened ? openHeight : height),
    // Lines that come by themselves may come a frame later than the rest of the window.
    useFlushSync: !follows,
    rangeExtractor: ({ startIndex, endIndex }) =>
      drawnRows({ first: startIndex, last: endIndex }, late.current, margin, activePosition, view.total),
  });
  late.current = useLateStretch(virtual.range);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever one of these changes
  useLayoutEffect(() => virtual.measure(), [virtual, opened, openHeight, height]);

  // What was opened at the edge comes into sight as a whole.
  useLayoutEffect(() => {
    if (opened !== null && openHeight > height) virtual.scrollToIndex(opened, { align: 'auto' });
  }, [virtual, opened, openHeight, height]);

  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (view.version >= 0) source.show(first, last);
  }, [source, first, last, view.version]);

  const total = view.total;
  // With the next frame, whose layout is done anyway, however many announcements come before it.
  useLayoutEffect(() => {
    if (!follows || total === 0) return;
    const frame = requestAnimationFrame(() => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = element.scrollHeight;
      lastTop.current = element.scrollTop;
    });
    return () => cancelAnimationFrame(frame);
  }, [follows, total]);

  const focusLine = useCallback(
    (position: number) => {
      setActive(position);
      virtual.scrollToIndex(position, { align: 'auto' });
      requestAnimationFrame(() => elements.current.get(position)?.focus({ preventScroll: true }));
    },
    [virtual],
  );

  const request = target?.request;
  const ready = view.ready;
  const reached = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!target || !ready || reached.current === request) return;
    reached.current = request;
    setMarked(target);
    // Of a long exchange about many messages, the end is what was asked for.
    const wanted = isLong(target) ? target.last : target.first;
    setActive(wanted);
    setOpened(null);
    // The list may be drawn for the first time just now.
    requestAnimationFrame(() => virtual.scrollToIndex(wanted, { align: 'center' }));
  }, [target, request, ready, virtual]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < height;
    if (follows && element.scrollTop < lastTop.current - 1 && !atEnd) setFollows(false);
    lastTop.current = element.scrollTop;
  };

  const toggle = (position: number) => {
    setOpened(opened === position ? null : position);
    setFollows(false);
  };
  const from = Math.min(anchor ?? activePosition, activePosition);
  const until = Math.max(anchor ?? activePosition, activePosition);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement; // key events come from elements
    if (target.closest('.line-detail')) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        setOpened(null);
        focusLine(activePosition);
      }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') {
      // Text marked with the pointer is copied by the browser.
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      void source.range(from, until).then(onCopy);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && (opened !== null || anchor !== null)) {
      event.stopPropagation();
      setOpened(null);
      setAnchor(null);
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      toggle(activePosition);
      return;
    }
    const screen = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: activePosition + 1,
      ArrowUp: activePosition - 1,
      PageDown: activePosition + screen,
      PageUp: activePosition - screen,
      Home: 0,
      End: total - 1,
    };
    const next = targets[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) setAnchor(anchor ?? activePosition);
    else setAnchor(null);
    setFollows(false);
    focusLine(Math.min(total - 1, Math.max(0, next)));
  };

  const onClick = (event: MouseEvent, position: number) => {
    // Marking text is not a click.
    if (window.getSelection()?.isCollapsed === false) return;
    if (event.shiftKey) setAnchor(anchor ?? activePosition);
    else setAnchor(null);
    setActive(position);
    if (!event.shiftKey) toggle(position);
  };

  const observer = useRef<ResizeObserver | null>(null);
  const measure = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    observer.current = new ResizeObserver(() => setOpenHeight(element.offsetHeight));
    observer.current.observe(element);
  }, []);

  if (view.failure && total === 0) return <Failed failure={view.failure} onRetry={source.retry} />;
  return (
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label={say('transcript.lines')}
      className="lines"
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <ol className="lines-extent" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = view.at(item.index);
          const reply = line?.direction === 'client' ? view.replyTo(line.index) : undefined;
          const isOpen = item.index === opened && line !== undefined;
          const isMarked = line !== undefined && marked !== null && isIn(marked, line.index);
          const isRange = anchor !== null && item.index >= from && item.index <= until;
          return (
            <li
              key={item.index}
              ref={(element) => {
                if (element) elements.current.set(item.index, element);
                else elements.current.delete(item.index);
              }}
              aria-posinset={item.index + 1}
              aria-setsize={total}
              data-line={line?.index}
              tabIndex={item.index === activePosition ? 0 : -1}
              className={`line${isOpen ? ' is-open' : ''}${isMarked ? ' is-marked' : ''}${isRange ? ' is-range' : ''}`}
              style={{ transform: `translateY(${item.start}px)`, ...(isOpen ? {} : { height: item.size }) }}
              onFocus={(event) => {
                if (event.target === event.currentTarget) setActive(item.index);
              }}
            >
              <div ref={isOpen ? measure : null} className="line-body">
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the log */}
                {/* biome-ignore lint/a11y/noStaticElementInteractions: the line has the focus */}
                <div className="line-row" style={{ height }} onClick={(event) => onClick(event, item.index)}>
                  {line && (
                    <LineRow
                      line={line}
                      reply={reply}
                      language={language}
                      needle={needle}
                      showEnds={showEnds}
                      isOpen={isOpen}
                      onExplain={() => {
                        setActive(item.index);
                        toggle(item.index);
                      }}
                    />
                  )}
                </div>
                {isOpen && (
                  <LineDetail
                    line={line}
                    reply={reply}
                    onContext={needle === '' ? null : () => onJump(line.index)}
                    onJump={onJump}
                    onCopy={() => onCopy([line])}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
});
