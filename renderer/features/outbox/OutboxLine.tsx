/** The way to the outbox, under the folders, with the number of messages that wait or need a decision. */
import { MailClock } from 'lucide-react';
import { Button } from 'react-aria-components';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { isFinished } from './outbox-words.ts';
import { useOutbox } from './use-outbox.ts';

export function OutboxLine() {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const isHere = useWorkspaceState((state) => state.view.name === 'outbox');
  const items = useOutbox();
  const waiting = (items.value ?? []).filter((item) => !isFinished(item)).length;
  return (
    <Button
      className={`footer-line${isHere ? ' is-selected' : ''}`}
      aria-label={
        waiting > 0 ? say('outbox.lineWaiting', { count: waiting, number: formatNumber(waiting, language) }) : say('outbox.title')
      }
      {...(isHere ? { 'aria-current': 'page' as const } : {})}
      onPress={() => workspace.openView({ name: 'outbox' })}
    >
      <MailClock size="1rem" strokeWidth={1.6} aria-hidden />
      <span className="footer-words">{say('outbox.title')}</span>{' '}
      {waiting > 0 && <span className="folder-unread numeric">{formatNumber(waiting, language)}</span>}
    </Button>
  );
}
