/** The messages of a log: time, sender, recipients, what became of each. */
import { Ban, CircleCheck, CircleDashed, CirclePause, CircleSlash, Clock, Forward, type LucideIcon, Undo2 } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { StoryRow, StoryState } from '../../../electron/contract/delivery/mail-log.ts';
import { formatListDate } from '../../i18n/format.ts';
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

interface StoryListProps {
  rows: readonly StoryRow[];
  chosen: number | null;
  isEmpty: boolean;
  onChoose: (row: StoryRow) => void;
}

export function StoryList({ rows, chosen, isEmpty, onChoose }: StoryListProps) {
  const say = useWords();
  const language = useLanguage();
  const now = useNow(60_000);
  if (isEmpty) return <p className="server-log-hint">{say('maillog.none')}</p>;
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
            <span className="numeric server-log-soft">{row.first === null ? '' : formatListDate(row.first, now, language)}</span>
          </span>
          <span className="server-log-way" dir="ltr">
            {row.sender === null ? '' : row.sender === '' ? say('maillog.noSender') : visibleInRow(row.sender, 80)}
            {' → '}
            {row.recipients.length === 0 ? '…' : visibleInRow(row.recipients[0]?.address ?? '', 80)}
            {row.recipients.length + row.moreRecipients > 1 && ` +${row.recipients.length + row.moreRecipients - 1}`}
          </span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
