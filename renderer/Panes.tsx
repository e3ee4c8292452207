/** Folders, list and reader side by side, as many of them as there is room for; another view takes the place of list and reader. */

import { FeatureSlots, ShownView } from './FeatureSlots.tsx';
import { Folders } from './features/folders/Folders.tsx';
import { Messages } from './features/messages/Messages.tsx';
import { Reader } from './features/reader/Reader.tsx';
import { useWords } from './i18n/words.ts';
import { paneSizes, usePaneSizes } from './pane-sizes.ts';
import { ErrorBoundary } from './state/ErrorBoundary.tsx';
import { useFolders } from './state/engine-queries.ts';
import type { Feature } from './state/feature.ts';
import { folderName } from './state/folder-label.ts';
import { useWorkspaceState } from './state/State.tsx';
import { usePaneLayout } from './ui/panes/pane-layout.ts';
import { Splitter } from './ui/panes/Splitter.tsx';

export function Panes({ features }: { features: readonly Feature[] }) {
  const say = useWords();
  const layout = usePaneLayout();
  const view = useWorkspaceState((state) => state.view);
  const pane = useWorkspaceState((state) => state.pane);
  const folderId = useWorkspaceState((state) => state.folderId);
  const folders = useFolders();
  const [sizeOf, setSize] = usePaneSizes();
  const folder = folders.value?.find((one) => one.id === folderId);
  const name = folder ? folderName(folder, say) : '';

  const showsFolders = layout !== 'one' || pane === 'folders';
  const showsView = view.name !== 'mail' && (layout !== 'one' || pane !== 'folders');
  const showsList = !showsView && (layout === 'three' || (layout === 'two' ? pane !== 'reader' : pane === 'messages'));
  const showsReader = !showsView && (layout === 'three' || pane === 'reader');

  const splitter = (which: 'folders' | 'messages', label: string) => (
    <Splitter label={label} orientation="vertical" size={sizeOf(which)} {...paneSizes[which]} onResize={(size) => setSize(which, size)} />
  );
  return (
    <div className="panes">
      {showsFolders && (
        <div
          className={`pane folders-pane${layout === 'one' ? ' pane-rest' : ''}`}
          style={layout === 'one' ? {} : { width: sizeOf('folders') }}
        >
          <Folders />
          <div className="folder-footer">
            <FeatureSlots of={features} which="Footer" />
          </div>
        </div>
      )}
      {showsFolders && layout !== 'one' && splitter('folders', say('panes.folders'))}
      {showsView && (
        <div className="pane pane-rest">
          <ErrorBoundary>
            <ShownView features={features} view={view} />
          </ErrorBoundary>
        </div>
      )}
      {/* The list stays mounted behind the reader, so that its place and its commands are kept. */}
      {!showsView && (
        <div
          className={`pane${showsReader && showsList ? '' : ' pane-rest'}`}
          hidden={!showsList}
          style={showsReader && showsList ? { width: sizeOf('messages') } : {}}
        >
          <ErrorBoundary>
            <Messages name={name} isInSight={showsList} />
          </ErrorBoundary>
        </div>
      )}
      {showsList && showsReader && splitter('messages', say('panes.messages'))}
      {showsReader && (
        <div className="pane pane-rest">
          <ErrorBoundary>
            <Reader />
          </ErrorBoundary>
        </div>
      )}
    </div>
  );
}
