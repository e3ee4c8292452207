/** The head of the composer: what is written, whether it is kept, and the ways to make it larger and to close it. */
import { Maximize2, Minimize2, X } from 'lucide-react';
import { useWords } from '../../i18n/words.ts';
import { IconButton } from '../../ui/Button.tsx';

interface ComposeHeaderProps {
  title: string;
  /** Whether all that is typed is kept; null: the draft is not there yet. */
  kept: boolean | null;
  isLarge: boolean;
  setLarge: (isLarge: boolean) => void;
  onClose: () => void;
}

export function ComposeHeader({ title, kept, isLarge, setLarge, onClose }: ComposeHeaderProps) {
  const say = useWords();
  return (
    <div className="compose-header">
      <h2 className="compose-title">{title}</h2>
      <span className="compose-kept" role="status">
        {kept !== null && say(kept ? 'compose.kept' : 'compose.keeping')}
      </span>
      <IconButton
        icon={isLarge ? Minimize2 : Maximize2}
        label={say(isLarge ? 'compose.smaller' : 'compose.larger')}
        onPress={() => setLarge(!isLarge)}
      />
      <IconButton icon={X} label={say('compose.close')} shortcut="Esc" onPress={onClose} />
    </div>
  );
}
