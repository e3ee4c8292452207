/** Above HTML mail: what was kept out, and the ways to see it, this once or always from this sender. */
import { Image, ImageOff } from 'lucide-react';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { visible } from '../../ui/visible-text.ts';

export interface RemoteBarProps {
  /** Things that would have been fetched from elsewhere, pictures and others. */
  remote: number;
  /** Pictures among them, which can be loaded. */
  pictures: number;
  /** How many have come and how many could not be had; null while they are kept out. */
  loaded: { readonly shown: number; readonly refused: number } | null;
  /** The sender's address in small letters; null where the message names none, or several. */
  sender: string | null;
  isAlways: boolean;
  onLoad: () => void;
  onAlways: (always: boolean) => void;
}

export function RemoteBar({ remote, pictures, loaded, sender, isAlways, onLoad, onAlways }: RemoteBarProps) {
  const say = useWords();
  const Icon = loaded ? Image : ImageOff;
  return (
    <div className="remote-bar">
      <p role="status">
        <Icon size={15} strokeWidth={1.75} aria-hidden />
        {loaded ? say('reader.remoteShown', { count: loaded.shown }) : say('reader.remoteBlocked', { count: remote })}
        {loaded && loaded.refused > 0 && ` · ${say('reader.remoteRefused', { count: loaded.refused })}`}
      </p>
      {pictures > 0 && !loaded && (
        <Button kind="quiet" onPress={onLoad}>
          {say('reader.remoteLoad')}
        </Button>
      )}
      {pictures > 0 && sender !== null && (
        <Button kind="quiet" onPress={() => onAlways(!isAlways)}>
          {say(isAlways ? 'reader.remoteNever' : 'reader.remoteAlways', { sender: visible(sender) })}
        </Button>
      )}
    </div>
  );
}
