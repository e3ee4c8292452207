/**
 * The lines of one session: only those in sight exist, however many there are. It follows the end while the session
 * goes on, stops as soon as one scrolls up, and opens a line in its place.
 */
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
import type { Line } from '../../electron/contract/transcript.ts';
import { useLanguage } from '../i18n/words.ts';
import { Failed } from '../state/Failed.tsx';
import { focusNextFrame } from '../ui/focus/hold-focus.ts';
import { sizeOf, startOf, totalOf } from '../ui/list/fixed-rows.ts';
import { drawnRows, useOverscan } from '../ui/list/overscan.ts';
import { useFixedRows } from '../ui/list/use-fixed-rows.ts';
import { LineDetail } from './LineDetail.tsx';
import { LineRow, slowAfter } from './LineRow.tsx';
import { onLineKey } from './line-keys.ts';
import type { LineSource } from './line-source.ts';
import { isIn, type LineTarget } from './line-target.ts';
import { ReadingPane } from './reading/ReadingPane.tsx';
import { rowHeights, useReading } from './reading/use-reading.ts';
import { useFollowing } from './use-following.ts';
import { type LineMenu, useLineMenu } from './use-line-menu.tsx';
import { useMarkedTarget } from './use-marked-target.ts';
import { useOpenHeight } from './use-open-height.ts';

/** Lines drawn above and below those in sight. */
const margin = 12;
const nothingInSight = { first: 0, last: -1 };

interface LineListProps {
  /** The accessible name. */
  label: string;
  source: LineSource;
  needle: string;
  /** Only lines that were found are listed. */
  isFound: boolean;
  showEnds: boolean;
  follows: boolean;
  setFollows: (follows: boolean) => void;
  target: LineTarget | null;
  /** Goes to a line of the unfiltered session. */
  onJump: (index: number) => void;
  onCopy: (lines: readonly Line[]) => void;
  /** What can be done with the marked lines, or the one that the menu is asked for at. */
  menuOf?: LineMenu | undefined;
  /** Whether it stands beside another list, of the other side: the words about a line that is pointed to stand there. */
  isSecond?: boolean;
}

/** Whether both are of one exchange: a command and what answers it. */
function belongTogether(one: Line | undefined, other: Line | undefined): boolean {
  const of = (line: Line | undefined) => (line?.direction === 'client' ? line.index : (line?.answers ?? null));
  return of(one) !== null && of(one) === of(other);
}

/** The time since the line before, where that is long and nothing was answered meanwhile. */
function gapBefore(line: Line, before: Line | undefined): number | null {
  const gap = before && line.elapsed === null ? line.at - before.at : 0;
  return gap >= slowAfter ? gap : null;
}

export const LineList = memo(function LineList({
  label,
  source,
  needle,
  isFound,
  showEnds,
  follows,
  setFollows,
  target,
  onJump,
  onCopy,
  menuOf,
  isSecond = false,
}: LineListProps) {
  const language = useLanguage();
  const { frame, className, height, openedHeight, hasPane, read, beside } = useReading(isSecond);
  const view = useSyncExternalStore(source.subscribe, source.view);
  const list = useRef<HTMLOListElement>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  /** The line with the focus, which is the one that is read. */
  const cameTo = (position: number) => {
    setActive(position);
    read.set({ position });
  };
  const [openHeight, measure] = useOpenHeight(rowHeights.alone);
  const activePosition = Math.min(active, Math.max(0, view.total - 1));

  const layout = { count: view.total, rowHeight: height, opened: opened === null ? null : { position: opened, height: openHeight } };
  // Lines that come by themselves may come a frame later than the rest of the window.
  const rows = useFixedRows({ ...layout, isUrgent: !follows, isAtEnd: follows });
  const { attach, inSight, view: lookedAt, scrollToRow, scrollToEnd } = rows;
  // Of lines that pour in those out of sight would be gone before anybody looks.
  const overscan = useOverscan(follows && view.isPouring ? nothingInSight : inSight);
  const drawn = drawnRows(inSight, overscan, margin, activePosition, view.total);

  // What was opened at the edge comes into sight as a whole.
  useLayoutEffect(() => {
    if (opened !== null && openHeight > height) scrollToRow(opened, 'nearest');
  }, [scrollToRow, opened, openHeight, height]);

  const { first, last } = inSight;
  const total = view.total;
  const room = lookedAt().height;
  const rowsFollowed = follows ? Math.ceil(room / height) : 0;
  useEffect(() => {
    if (view.version >= 0) source.show(first, Math.max(first, last), rowsFollowed);
  }, [source, first, last, rowsFollowed, view.version]);
  useEffect(() => {
    const tell = () => source.setHidden(document.hidden);
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [source]);
  const onScroll = useFollowing({ follows, setFollows, total, height, room, lookedAt, scrollToEnd });

  const focusLine = useCallback(
    (position: number) => {
      setActive(position);
      scrollToRow(position, 'nearest');
      focusNextFrame(() => list.current?.querySelector<HTMLElement>(`:scope > [aria-posinset="${position + 1}"]`) ?? undefined);
    },
    [scrollToRow],
  );

  const goTo = useCallback(
    (position: number) => {
      setActive(position);
      read.set({ position });
      setOpened(null);
      // The list may be drawn for the first time just now.
      requestAnimationFrame(() => scrollToRow(position, 'center'));
    },
    [scrollToRow, read],
  );
  const marked = useMarkedTarget(target, view.ready, goTo, view.positionOf);

  // The same between drawings: a line is drawn again only when it says something else.
  const toggle = useCallback(
    (position: number) => {
      setActive(position);
      setOpened((before) => (before === position ? null : position));
      setFollows(false);
    },
    [setFollows],
  );
  const from = Math.min(anchor ?? activePosition, activePosition);
  const until = Math.max(anchor ?? activePosition, activePosition);
  const [openMenu, menu] = useLineMenu({ source, menuOf, onCopy, marked: anchor === null ? null : { from, until } });

  const onKeyDown = (event: KeyboardEvent) =>
    onLineKey(event, {
      total,
      position: activePosition,
      screen: () => Math.max(1, Math.floor(lookedAt().height / height) - 1),
      hasOpened: opened !== null || anchor !== null,
      hasMenu: menuOf !== undefined,
      close() {
        setOpened(null);
        setAnchor(null);
      },
      leaveDetail() {
        setOpened(null);
        focusLine(activePosition);
      },
      copy: () => void source.range(from, until).then(onCopy),
      openMenu: (at) => openMenu(activePosition, at),
      toggle: () => toggle(activePosition),
      goTo(position, isMarking) {
        setAnchor(isMarking ? (anchor ?? activePosition) : null);
        setFollows(false);
        focusLine(position);
      },
    });

  const onClick = (event: MouseEvent, position: number) => {
    // Marking text is not a click.
    if (window.getSelection()?.isCollapsed === false) return;
    if (event.shiftKey) setAnchor(anchor ?? activePosition);
    else setAnchor(null);
    if (event.shiftKey) setActive(position);
    else toggle(position);
  };

  // What is wrong with a search stands beside what was typed.
  if (view.failure && total === 0) return isFound ? null : <Failed failure={view.failure} onRetry={source.retry} />;
  return (
    <div ref={frame} className={className}>
      <div ref={attach} role="log" aria-live="off" aria-label={label} className="lines" onScroll={onScroll} onKeyDown={onKeyDown}>
        <ol ref={list} className="lines-extent" style={{ height: totalOf(layout) }}>
          {drawn.map((position) => {
            const line = view.at(position);
            const reply = line?.direction === 'client' ? view.replyTo(line.index) : undefined;
            const isOpen = position === opened && line !== undefined;
            const isMarked = line !== undefined && marked !== null && isIn(marked, line.index);
            const isInRange = anchor !== null && position >= from && position <= until;
            const isPaired = position !== activePosition && belongTogether(line, view.at(activePosition));
            return (
              <li
                key={position}
                aria-posinset={position + 1}
                aria-setsize={total}
                data-line={line?.index}
                tabIndex={position === activePosition ? 0 : -1}
                className={`line${isOpen ? ' is-open' : ''}${isMarked ? ' is-marked' : ''}${isInRange ? ' is-range' : ''}${isPaired ? ' is-paired' : ''}`}
                style={{ transform: `translateY(${startOf(layout, position)}px)`, ...(isOpen ? {} : { height: sizeOf(layout, position) }) }}
                onPointerEnter={hasPane ? () => read.set({ position }) : undefined}
                onContextMenu={(event) => openMenu(position, event)}
                onFocus={({ target, currentTarget }) => target === currentTarget && cameTo(position)}
              >
                <div ref={isOpen ? measure : null} className="line-body">
                  {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the log */}
                  {/* biome-ignore lint/a11y/noStaticElementInteractions: the line has the focus */}
                  <div
                    className="line-row"
                    style={{ height: isOpen ? openedHeight : height }}
                    onClick={(event) => onClick(event, position)}
                  >
                    {line && (
                      <LineRow
                        line={line}
                        reply={reply}
                        language={language}
                        needle={needle}
                        showEnds={showEnds}
                        isOpen={isOpen}
                        gap={isFound ? null : gapBefore(line, view.at(position - 1))}
                        reading={beside(line)}
                        position={position}
                        onExplain={toggle}
                      />
                    )}
                  </div>
                  {isOpen && (
                    <LineDetail
                      // Another line may come to the same position: nothing of what was opened here is about it.
                      key={`${line.session} ${line.index}`}
                      line={line}
                      reply={reply}
                      onContext={isFound ? () => onJump(line.index) : null}
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
      {menu}
      {hasPane && <ReadingPane label={label} source={source} read={read} />}
    </div>
  );
});
