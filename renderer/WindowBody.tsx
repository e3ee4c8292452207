/** The panes, the notices below them, and the transcript dock. */
import type { CSSProperties } from 'react';
import { FeatureSlots } from './FeatureSlots.tsx';
import { Reader } from './features/reader/Reader.tsx';
import { Welcome } from './features/shell/Welcome.tsx';
import { useWords } from './i18n/words.ts';
import { NoticeStack } from './NoticeStack.tsx';
import { Panes } from './Panes.tsx';
import { mostAside, mostBelow, mostBeside, paneSizes, usePaneSizes } from './pane-sizes.ts';
import { ErrorBoundary } from './state/ErrorBoundary.tsx';
import type { Feature } from './state/feature.ts';
import { useDock, useWorkspaceState } from './state/State.tsx';
import { PaneLayoutContext, paneLayoutFor } from './ui/panes/pane-layout.ts';
import { Splitter } from './ui/panes/Splitter.tsx';
import { useWindowHeight, useWindowWidth } from './ui/panes/window-size.ts';

export function WindowBody({ features, isEmpty }: { features: readonly Feature[]; isEmpty: boolean }) {
  const say = useWords();
  const dock = useDock();
  const [width, height] = [useWindowWidth(), useWindowHeight()];
  const [sizeOf, setSize] = usePaneSizes();
  const asked = useWorkspaceState((state) => state.transcript);
  // Only whether: which one is the reader's matter, and all of the window would be drawn anew with every message.
  const isOpen = useWorkspaceState((state) => state.open !== null);
  const view = useWorkspaceState((state) => state.view.name);
  // Without an account nothing has crossed the wire but a check, whose lines may be asked for, and what was done in another view.
  const isSilent = isEmpty && asked === null && view === 'mail';
  const Dock = dock === 'hidden' || isSilent ? undefined : features.flatMap((feature) => feature.Dock ?? [])[0];
  // A single pane leaves no space for the dock beside it.
  const side = paneLayoutFor(width) === 'one' && dock === 'right' ? 'bottom' : dock;
  const which = side === 'right' ? 'dockRight' : 'dockBottom';
  const maximum = Math.min(paneSizes[which].maximum, side === 'right' ? mostBeside(width) : mostBelow(height));
  const size = Math.min(sizeOf(which), maximum);
  const rest = Dock && side === 'right' ? width - size : width;
  const hasBeside = useWorkspaceState((state) => state.beside);
  const most = mostAside(rest);
  const beside = hasBeside ? most && Math.min(sizeOf('beside'), most) : 0;
  return (
    <main className={`window-body dock-${side}`}>
      <div className="window-main">
        <div
          className={beside === null ? 'with-beside is-above' : 'with-beside'}
          // React takes custom properties, its types do not name them
          style={{ '--beside-width': `${beside}px` } as CSSProperties}
        >
          <PaneLayoutContext value={paneLayoutFor(rest - (beside ?? 0))}>
            {isEmpty && view === 'mail' ? isOpen ? <Reader /> : <Welcome /> : <Panes features={features} />}
          </PaneLayoutContext>
          {beside !== null && beside > 0 && most !== null && (
            <Splitter
              label={say('panes.beside')}
              orientation="vertical"
              reversed
              size={beside}
              {...paneSizes.beside}
              maximum={most}
              onResize={(moved) => setSize('beside', moved)}
            />
          )}
          <FeatureSlots of={features} which="Beside" />
        </div>
        <NoticeStack features={features} />
      </div>
      {Dock && (
        <>
          <Splitter
            label={say('panes.dock')}
            orientation={side === 'right' ? 'vertical' : 'horizontal'}
            reversed
            size={size}
            {...paneSizes[which]}
            minimum={Math.min(paneSizes[which].minimum, maximum)}
            maximum={maximum}
            onResize={(moved) => setSize(which, moved)}
          />
          <div className="dock" style={side === 'right' ? { width: size } : { height: size }}>
            <ErrorBoundary>
              <Dock />
            </ErrorBoundary>
          </div>
        </>
      )}
    </main>
  );
}
