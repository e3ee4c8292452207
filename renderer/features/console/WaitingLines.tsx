/** Lines that were pasted and not sent yet: each comes into the command line when the one before it is sent, or all are sent in turn. */
import { ListEnd } from 'lucide-react';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

interface WaitingLinesProps {
  lines: readonly string[];
  isSending: boolean;
  onSendAll: () => void;
  onDiscard: () => void;
}

const mostShown = 4;

export function WaitingLines({ lines, isSending, onSendAll, onDiscard }: WaitingLinesProps) {
  const say = useWords();
  return (
    <section className="console-waiting" aria-label={say('console.waiting')}>
      <p className="console-soft">{say('console.waitingHint', { number: lines.length })}</p>
      <pre dir="ltr">
        {lines.slice(0, mostShown).map(visible).join('\n')}
        {lines.length > mostShown ? '\n…' : ''}
      </pre>
      <div className="console-actions">
        <Button kind="quiet" icon={ListEnd} isDisabled={isSending} onPress={onSendAll}>
          {say('console.sendAll')}
        </Button>
        <Button kind="quiet" onPress={onDiscard}>
          {say('console.discardLines')}
        </Button>
      </div>
    </section>
  );
}
