/**
 * One row of the grid and its cells, drawn anew only where they look different: a key that leads from message to message changes two rows
 * and no cell. Unread is weight; every mark has a name.
 */
import { Clock, CornerUpLeft, CornerUpRight, LoaderCircle, MailX, Paperclip, Star, Trash2 } from 'lucide-react';
import { Fragment, type MouseEvent, memo, type ReactNode, useCallback } from 'react';
import type { Language } from '../../../electron/contract/application.ts';
import type { Address, MessageRow } from '../../../electron/contract/messages.ts';
import { formatFullDate, formatListDate } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { visibleInRow } from '../../ui/text/visible-text.ts';
import { shortName } from './short-name.ts';

/**
 * A cell of the grid. The row has the focus, not its cells (WAI-ARIA Authoring Practices, grid with one focusable row). Its direction is
 * the window's: what somebody wrote stands in it as text of its own direction, and cannot cut off what stands before it.
 */
function Cell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
    // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus
    <span role="gridcell" className={className}>
      {children}
    </span>
  );
}

/** Characters of a subject or a snippet that a row has room for, and people in it. */
const longest = 250;
const mostPeople = 5;

function People({ people, none }: { people: readonly Address[]; none: string }) {
  if (people.length === 0) return none;
  return people.slice(0, mostPeople).map((person, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: addresses may repeat and never change places
    <Fragment key={index}>
      {index > 0 && ', '}
      <bdi>
        {visibleInRow(shortName({ name: person.name.slice(0, longest), address: person.address.slice(0, longest) }), longest) || none}
      </bdi>
    </Fragment>
  ));
}

interface MessageLineProps {
  row: MessageRow;
  /** Sender and date above, subject and snippet below. */
  isTwoLines: boolean;
  language: Language;
  /** Any moment of the day that the list is read on. */
  today: number;
  /** Whether it lies among mail that was sent from here. */
  isSent: boolean;
  /** Where it lies, where several folders are listed together; otherwise empty. */
  place: string;
  onFlag: (row: MessageRow) => void;
}

/** The cells of a message. */
const MessageLine = memo(function MessageLine({ row, isTwoLines, language, today, isSent, place, onFlag }: MessageLineProps) {
  const say = useWords();
  const outgoing = row.draft || isSent;
  const people = <People people={outgoing && row.to.length > 0 ? row.to : row.from} none={say('messages.noSender')} />;
  const subject = visibleInRow(row.subject, longest).trim();
  const marks = (
    <>
      {row.returned && (
        <span className={`row-returned is-${row.returned}`}>
          {row.returned === 'failed' ? (
            <MailX size="0.8125rem" role="img" aria-label={say('return.row.failed')} />
          ) : (
            <Clock size="0.8125rem" role="img" aria-label={say('return.row.delayed')} />
          )}
        </span>
      )}
      {row.deleted && <Trash2 size="0.8125rem" role="img" aria-label={say('messages.deleted')} />}
      {row.answered && <CornerUpLeft size="0.8125rem" role="img" aria-label={say('messages.answered')} />}
      {row.forwarded && <CornerUpRight size="0.8125rem" role="img" aria-label={say('messages.forwarded')} />}
      {row.attachments && <Paperclip size="0.8125rem" role="img" aria-label={say('messages.attachment')} />}
      {row.pending && <LoaderCircle size="0.8125rem" role="img" aria-label={say('messages.pending')} />}
    </>
  );
  const star = (
    <button
      type="button"
      tabIndex={-1}
      aria-label={row.flagged ? say('messages.unflag') : say('messages.flag')}
      aria-pressed={row.flagged}
      className={`row-star${row.flagged ? ' is-on' : ''}`}
      onClick={(event) => {
        event.stopPropagation();
        onFlag(row);
      }}
    >
      <Star size="0.875rem" strokeWidth={1.75} fill={row.flagged ? 'currentColor' : 'none'} aria-hidden />
    </button>
  );
  const date = (
    <time className="row-date numeric" dateTime={new Date(row.date).toISOString()} title={formatFullDate(row.date, language)}>
      {formatListDate(row.date, today, language)}
    </time>
  );
  const unread = (
    <Cell className="row-unread">{!row.seen && <span role="img" aria-label={say('messages.unread')} className="row-dot" />}</Cell>
  );
  const words = (
    <>
      <bdi className={`row-subject${subject === '' ? ' is-missing' : ''}`}>{subject === '' ? say('messages.noSubject') : subject}</bdi>
      {row.snippet !== '' && (
        <>
          {' '}
          <bdi className="row-snippet">{visibleInRow(row.snippet, longest)}</bdi>
        </>
      )}
    </>
  );

  if (isTwoLines) {
    return (
      <>
        {unread}
        <div className="row-two">
          <div className="row-top">
            <Cell className="row-people">{people}</Cell>
            {place !== '' && <bdi className="row-place">{place}</bdi>}
            <Cell className="row-when">
              {date}
              {star}
            </Cell>
          </div>
          <div className="row-bottom">
            <Cell className="row-words">{words}</Cell>
            <Cell className="row-marks">
              {marks}
              {row.flagged && (
                <Star size="0.8125rem" fill="currentColor" className="row-flag" role="img" aria-label={say('messages.flagged')} />
              )}
            </Cell>
          </div>
        </div>
      </>
    );
  }
  return (
    <>
      {unread}
      <Cell className="row-marks row-marks-first">{star}</Cell>
      <Cell className="row-people">{people}</Cell>
      <Cell className="row-words">{words}</Cell>
      {place !== '' && <bdi className="row-place">{place}</bdi>}
      <Cell className="row-marks">{marks}</Cell>
      <Cell className="row-when">{date}</Cell>
    </>
  );
});

/** A row that is still on its way: the same height, nothing jumps when it comes. */
function SkeletonLine({ isTwoLines }: { isTwoLines: boolean }) {
  return (
    <Cell className="skeleton">
      <span className="skeleton-bar" />
      {isTwoLines && <span className="skeleton-bar skeleton-long" />}
    </Cell>
  );
}

/** What a row tells the grid; the same object between renderings. */
export interface RowEvents {
  readonly onClick: (event: MouseEvent, position: number) => void;
  readonly onMenu: (at: { x: number; y: number }, position: number) => void;
  readonly onFocus: (position: number) => void;
  readonly onFlag: MessageLineProps['onFlag'];
  /** The element that stands at a position now; null: none any more. */
  readonly onPlace: (position: number, element: HTMLElement | null) => void;
}

interface GridRowProps extends Omit<MessageLineProps, 'row' | 'onFlag'> {
  /** Undefined: still on its way. */
  row: MessageLineProps['row'] | undefined;
  position: number;
  /** Pixels from the top of the list, and its height. */
  start: number;
  height: number;
  isSelected: boolean;
  isOpen: boolean;
  /** Whether the Tab key leads here. */
  isActive: boolean;
  events: RowEvents;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, position, start, height, isSelected, isOpen, isActive, events, isTwoLines, ...line } = props;
  const place = useCallback((element: HTMLElement | null) => events.onPlace(position, element), [events, position]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table cannot do
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid
    <div
      ref={place}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={isSelected}
      {...(row ? {} : { 'aria-busy': true })}
      data-message={row?.id}
      tabIndex={isActive ? 0 : -1}
      className={`row${isSelected ? ' is-selected' : ''}${row && !row.seen ? ' is-unread' : ''}${row?.deleted ? ' is-deleted' : ''}${isOpen ? ' is-open' : ''}`}
      style={{ height, transform: `translateY(${start}px)` }}
      onClick={(event) => events.onClick(event, position)}
      onContextMenu={(event) => {
        event.preventDefault();
        events.onMenu({ x: event.clientX, y: event.clientY }, position);
      }}
      onFocus={() => events.onFocus(position)}
    >
      {row ? <MessageLine row={row} isTwoLines={isTwoLines} onFlag={events.onFlag} {...line} /> : <SkeletonLine isTwoLines={isTwoLines} />}
    </div>
  );
});
