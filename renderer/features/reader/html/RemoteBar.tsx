/** Above HTML mail, on one line: what was kept out, and the ways to see it, this once or always from this sender. */
import { ChevronDown, Image, ImageOff } from 'lucide-react';
import { useWords } from '../../../i18n/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { MenuButton } from '../../../ui/Menus.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';

export interface RemoteBarProps {
  /** Things that would have been fetched from elsewhere, pictures and others. */
  remote: number;
  /** Pictures too small to be seen, which are never loaded. */
  trackers: number;
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

export function RemoteBar({ remote, trackers, pictures, loaded, sender, isAlways, onLoad, onAlways }: RemoteBarProps) {
  const say = useWords();
  const Icon = loaded ? Image : ImageOff;
  const facts = [
    ...(remote > trackers || loaded
      ? [loaded ? say('reader.remoteShown', { count: loaded.shown }) : say('reader.remoteBlocked', { count: remote - trackers })]
      : []),
    ...(loaded && loaded.refused > 0 ? [say('reader.remoteRefused', { count: loaded.refused })] : []),
    ...(trackers > 0 ? [say('reader.trackers', { count: trackers })] : []),
  ];
  return (
    <div className="remote-bar">
      <p role="status">
        <Icon size="0.9375rem" strokeWidth={1.75} className="remote-bar-icon" aria-hidden />
        {facts.join(' · ')}
      </p>
      {pictures > 0 && !loaded && (
        <Button kind="quiet" className="remote-button" onPress={onLoad}>
          {say('reader.remoteLoad')}
        </Button>
      )}
      {pictures > 0 && sender !== null && (
        <MenuButton
          label={say('reader.remoteChoice')}
          entries={[
            {
              id: 'always',
              label: say(isAlways ? 'reader.remoteNever' : 'reader.remoteAlways', { sender: visibleStart(sender, 80) }),
              run: () => onAlways(!isAlways),
            },
          ]}
        >
          <Button kind="quiet" className="remote-button">
            {say('reader.remoteChoice')} <ChevronDown size="0.8125rem" aria-hidden />
          </Button>
        </MenuButton>
      )}
    </div>
  );
}
