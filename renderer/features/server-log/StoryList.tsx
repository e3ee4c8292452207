/** The messages of a log: time, sender, recipients, what became of each. */
import { Ban, CircleCheck, CircleDashed, CirclePause, CircleSlash, Clock, Forward, type LucideIcon, Undo2 } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { StoryRow, StoryState } from '../../../electron/contract/delivery/mail-log.ts';
import { formatMessageDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { visibleInRow } from '../../ui/text/visible-text.ts';
import { useNow } from '../../ui/use-now.ts';

const icons: Readonly<Record<StoryState, LucideIcon>> = {
  received: CircleDashed,
  delivered: CircleCheck,
  relayed: Forward,
  deferred: Clock,
  bounced: Undo2,
  expired: Undo2,
  rejected: Ban,
  'put-off': Clock,
  partly: CircleSlash,
  held: CirclePause,
  discarded: CircleSlash,
};

/** States in which somebody has to act, and those in which it is to wait; their words stand beside the colour. */
const good: ReadonlySet<StoryState> = new Set<StoryState>(['delivered', 'relayed']);
const bad: ReadonlySet<StoryState> = new Set<StoryState>(['bounced', 'expired', 'rejected', 'partly']);
const waiting: ReadonlySet<StoryState> = new Set<StoryState>(['deferred', 'put-off', 'held', 'discarded']);

export function StateWord({ state }: { state: StoryState }) {
  const say = useWords();
  const Icon = icons[state];
  return (
    <span
      className={`server-log-state ${good.has(state) ? 'is-good' : bad.has(state) ? 'is-bad' : waiting.has(state) ? 'is-warning' : ''}`}
    >
      <Icon size="0.875rem" strokeWidth={1.9} aria-hidden /> {say(`maillog.state.${state}`)}
    </span>
  );
}

/** From whom to whom; where the log says neither, the queue id. */
function Way({ row: { sender, recipients, moreRecipients, queueIds } }: { row: StoryRow }) {
  const say = useWords();
  if (sender === null && recipients.length === 0) return <span className="mono">{visibleInRow(queueIds[0] ?? '…', 80)}</span>;
  const more = recipients.length + moreRecipients - 1;
  return (
    <>
      {sender === null ? '' : sender === '' ? say('maillog.noSender') : visibleInRow(sender, 80)}
      {' → '}
      {recipients.length === 0 ? '…' : visibleInRow(recipients[0]?.address ?? '', 80)}
      {more > 0 && ` +${more}`}
    </>
  );
}

interface StoryListProps {
  rows: readonly StoryRow[];
  chosen: number | null;
  /** What is said where there is none. */
  empty: 'maillog.none' | 'maillog.noMessages' | null;
  onChoose: (row: StoryRow) => void;
}

export function StoryList({ rows, chosen, empty, onChoose }: StoryListProps) {
  const say = useWords();
  const language = useLanguage();
  const now = useNow(60_000);
  if (empty !== null) return <p className="server-log-hint">{say(empty)}</p>;
  return (
    <ListBox
      className="server-log-list"
      aria-label={say('maillog.messages')}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        const row = rows.find(({ id }) => id === key);
        if (row) onChoose(row);
      }}
    >
      {rows.map((row) => (
        <ListBoxItem key={row.id} id={row.id} textValue={row.sender ?? row.queueIds[0] ?? ''} className="server-log-row">
          <span className="server-log-row-head">
            <StateWord state={row.state} />
            <span className="numeric server-log-soft">{row.first === null ? '' : formatMessageDate(row.first, now, language)}</span>
          </span>
          <span className="server-log-way" dir="ltr">
            <Way row={row} />
          </span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
