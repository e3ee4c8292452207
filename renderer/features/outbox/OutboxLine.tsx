/** The way to the outbox, under the folders, with the number of messages that wait or need a decision. */
import { MailClock } from 'lucide-react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { FooterLine } from '../../ui/FooterLine.tsx';
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
    <FooterLine
      icon={MailClock}
      words={say('outbox.title')}
      {...(waiting > 0 ? { count: formatNumber(waiting, language) } : {})}
      isSelected={isHere}
      aria-label={
        waiting > 0 ? say('outbox.lineWaiting', { count: waiting, number: formatNumber(waiting, language) }) : say('outbox.title')
      }
      {...(isHere ? { 'aria-current': 'page' as const } : {})}
      onPress={() => workspace.openView({ name: 'outbox' })}
    />
  );
}
