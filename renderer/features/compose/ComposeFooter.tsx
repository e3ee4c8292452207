/** The foot of the composer: send, attach, throw away. */
import { Paperclip, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { commands } from '../../../electron/contract/commands.ts';
import { useWords } from '../../i18n/words.ts';
import { commandIcons } from '../../state/command-icons.ts';
import { useStrokeOf } from '../../state/use-show-stroke.ts';
import { Button } from '../../ui/Button.tsx';

interface ComposeFooterProps {
  /** Whether the draft is there. */
  hasCome: boolean;
  isSending: boolean;
  onAttach: (files: readonly File[]) => void;
  onDiscard: () => void;
}

export function ComposeFooter({ hasCome, isSending, onAttach, onDiscard }: ComposeFooterProps) {
  const say = useWords();
  const { label } = commands['compose.send'];
  const stroke = useStrokeOf('compose.send');
  const files = useRef<HTMLInputElement>(null);
  return (
    <div className="compose-footer">
      <Button kind="primary" icon={commandIcons['compose.send']} type="submit" isDisabled={!hasCome || isSending}>
        {say(label)}
      </Button>
      <kbd className="compose-hint" aria-hidden>
        {stroke}
      </kbd>
      <Button kind="quiet" icon={Paperclip} isDisabled={!hasCome} onPress={() => files.current?.click()}>
        {say('compose.attach')}
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onAttach([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <span className="compose-rest" />
      <Button kind="quiet" icon={Trash2} onPress={onDiscard}>
        {say('compose.discard')}
      </Button>
    </div>
  );
}
