/** Folders, list and reader side by side, as many of them as there is room for; another view takes the place of list and reader. */
import { Folders } from './features/folders/Folders.tsx';
import { Messages } from './features/messages/Messages.tsx';
import { Reader } from './features/reader/Reader.tsx';
import { useWords } from './i18n/words.ts';
import { Parts, ShownView } from './Parts.tsx';
import { paneSizes, usePaneSizes } from './pane-sizes.ts';
import { useFolders } from './state/asked.ts';
import { Crash } from './state/Crash.tsx';
import type { Feature } from './state/feature.ts';
import { folderName } from './state/folder-look.ts';
import { useWorkspaceState } from './state/State.tsx';
import { useRoom } from './ui/machine.ts';
import { Splitter } from './ui/Splitter.tsx';

export function Panes({ features }: { features: readonly Feature[] }) {
  const say = useWords();
  const room = useRoom();
  const view = useWorkspaceState((state) => state.view);
  const pane = useWorkspaceState((state) => state.pane);
  const folderId = useWorkspaceState((state) => state.folderId);
  const folders = useFolders();
  const [sizeOf, setSize] = usePaneSizes();
  const folder = folders.value?.find((one) => one.id === folderId);
  const name = folder ? folderName(folder, say) : '';

  const showsFolders = room !== 'one' || pane === 'folders';
  const showsView = view.name !== 'mail' && (room !== 'one' || pane !== 'folders');
  const showsList = !showsView && (room === 'three' || (room === 'two' ? pane !== 'reader' : pane === 'messages'));
  const showsReader = !showsView && (room === 'three' || pane === 'reader');

  const splitter = (which: 'folders' | 'messages', label: string) => (
    <Splitter label={label} orientation="vertical" size={sizeOf(which)} {...paneSizes[which]} onResize={(size) => setSize(which, size)} />
  );
  return (
    <div className="panes">
      {showsFolders && (
        <div
          className={`pane folders-pane${room === 'one' ? ' pane-rest' : ''}`}
          style={room === 'one' ? {} : { width: sizeOf('folders') }}
        >
          <Folders />
          <div className="folder-footer">
            <Parts of={features} which="Footer" />
          </div>
        </div>
      )}
      {showsFolders && room !== 'one' && splitter('folders', say('panes.folders'))}
      {showsView && (
        <div className="pane pane-rest">
          <Crash>
            <ShownView features={features} view={view} />
          </Crash>
        </div>
      )}
      {/* The list stays mounted behind the reader, so that its place and its commands are kept. */}
      {!showsView && (
        <div
          className={`pane${showsReader && showsList ? '' : ' pane-rest'}`}
          hidden={!showsList}
          style={showsReader && showsList ? { width: sizeOf('messages') } : {}}
        >
          <Crash>
            <Messages name={name} isInSight={showsList} />
          </Crash>
        </div>
      )}
      {showsList && showsReader && splitter('messages', say('panes.messages'))}
      {showsReader && (
        <div className="pane pane-rest">
          <Crash>
            <Reader />
          </Crash>
        </div>
      )}
    </div>
  );
}
