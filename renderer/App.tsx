/** The window: joins the features into panes, and decides what is in sight when there is little room. */

import { useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Folders } from './features/folders/Folders.tsx';
import { useFirstInbox } from './features/folders/use-first-inbox.ts';
import { Messages } from './features/messages/Messages.tsx';
import { SearchBox } from './features/messages/SearchBox.tsx';
import { Reader } from './features/reader/Reader.tsx';
import { Settings } from './features/settings/Settings.tsx';
import { Keys } from './features/shell/Keys.tsx';
import { ShellDialogs } from './features/shell/ShellDialogs.tsx';
import { StatusLine } from './features/shell/StatusLine.tsx';
import { Toolbar } from './features/shell/Toolbar.tsx';
import { Trouble } from './features/shell/Trouble.tsx';
import { useAppearance } from './features/shell/use-appearance.ts';
import { Welcome } from './features/shell/Welcome.tsx';
import { useWindowCommands } from './features/shell/window-commands.ts';
import { useLanguage, useWords } from './i18n/words.ts';
import { NoticeStack } from './NoticeStack.tsx';
import type { Parts } from './parts.ts';
import { useAccounts, useFolders } from './state/asked.ts';
import { Crash } from './state/Crash.tsx';
import { Failed } from './state/Failed.tsx';
import { folderName } from './state/folder-look.ts';
import { useDock, usePreferences, useWorkspaceState } from './state/State.tsx';
import { RoomContext, roomIn, useRoom, useWindowHeight, useWindowWidth } from './ui/machine.ts';
import { Splitter } from './ui/Splitter.tsx';

interface PaneSize {
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
}

const paneSizes = {
  folders: { initial: 220, minimum: 140, maximum: 480 },
  messages: { initial: 400, minimum: 260, maximum: 900 },
  dockBottom: { initial: 260, minimum: 120, maximum: 800 },
  dockRight: { initial: 480, minimum: 280, maximum: 1_000 },
} as const satisfies Record<string, PaneSize>;

type PaneName = keyof typeof paneSizes;

/** The dock leaves the panes most of the window: they are what one reads. */
const mostOfDock = 0.4;
/** And so many pixels of a low window: its bars, the head of a message and some lines of the letter. */
const leftByDock = 330;

/** The most that the dock may take of a window, in pixels. */
const mostBeside = (width: number) => Math.floor(width * mostOfDock);
const mostBelow = (height: number) =>
  Math.floor(Math.min(height * mostOfDock, Math.max(paneSizes.dockBottom.minimum, height - leftByDock)));

/** How long after the last move a pane's size is kept. */
const keepAfter = 400;

/** Sizes of panes: what is dragged is seen at once and kept when it comes to rest. */
function usePaneSizes(): readonly [(name: PaneName) => number, (name: PaneName, size: number) => void] {
  const [{ panes }, setPreferences] = usePreferences();
  const [moving, setMoving] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    if (Object.keys(moving).length === 0) return;
    const timer = setTimeout(() => setPreferences({ panes: { ...panes, ...moving } }), keepAfter);
    return () => clearTimeout(timer);
  }, [moving, panes, setPreferences]);
  const sizeOf = (name: PaneName) => {
    const { initial, minimum, maximum } = paneSizes[name];
    return Math.min(maximum, Math.max(minimum, moving[name] ?? panes[name] ?? initial));
  };
  return [sizeOf, (name, size) => setMoving((before) => (before[name] === size ? before : { ...before, [name]: size }))];
}

function Panes({ parts }: { parts: Parts }) {
  const say = useWords();
  const room = useRoom();
  const place = useWorkspaceState((state) => state.place);
  const pane = useWorkspaceState((state) => state.pane);
  const folderId = useWorkspaceState((state) => state.folderId);
  const folders = useFolders();
  const [sizeOf, setSize] = usePaneSizes();
  const folder = folders.value?.find((one) => one.id === folderId);
  const name = folder ? folderName(folder, say) : '';

  const showsFolders = room !== 'one' || pane === 'folders';
  const showsOutbox = place === 'outbox' && parts.Outbox !== undefined && (room !== 'one' || pane !== 'folders');
  const showsList = !showsOutbox && (room === 'three' || (room === 'two' ? pane !== 'reader' : pane === 'messages'));
  const showsReader = !showsOutbox && (room === 'three' || pane === 'reader');

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
          {parts.FolderFooter && <parts.FolderFooter />}
        </div>
      )}
      {showsFolders && room !== 'one' && splitter('folders', say('panes.folders'))}
      {showsOutbox && parts.Outbox && (
        <div className="pane pane-rest">
          <Crash>
            <parts.Outbox />
          </Crash>
        </div>
      )}
      {/* The list stays mounted behind the reader, so that its place and its commands are kept. */}
      {!showsOutbox && (
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

function WindowBody({ parts, isEmpty }: { parts: Parts; isEmpty: boolean }) {
  const say = useWords();
  const dock = useDock();
  const [width, height] = [useWindowWidth(), useWindowHeight()];
  const [sizeOf, setSize] = usePaneSizes();
  const asked = useWorkspaceState((state) => state.transcript);
  const open = useWorkspaceState((state) => state.open);
  // Without an account nothing has crossed the wire but a check, whose lines may be asked for.
  const Dock = dock === 'hidden' || (isEmpty && asked === null) ? undefined : parts.Dock;
  // Beside one pane there is no room for another.
  const side = roomIn(width) === 'one' && dock === 'right' ? 'bottom' : dock;
  const which = side === 'right' ? 'dockRight' : 'dockBottom';
  const maximum = Math.min(paneSizes[which].maximum, side === 'right' ? mostBeside(width) : mostBelow(height));
  const size = Math.min(sizeOf(which), maximum);
  return (
    <main className={`window-body dock-${side}`}>
      <div className="window-main">
        <RoomContext value={roomIn(Dock && side === 'right' ? width - size : width)}>
          {isEmpty ? open ? <Reader /> : <Welcome /> : <Panes parts={parts} />}
        </RoomContext>
        <NoticeStack sources={parts.notices} />
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
            <Crash>
              <Dock />
            </Crash>
          </div>
        </>
      )}
    </main>
  );
}

/** Where a profile without accounts starts; a failure to read them is said, not taken for an empty profile. */
function Start({ parts }: { parts: Parts }) {
  const accounts = useAccounts();
  if (accounts.failure && !accounts.value)
    return (
      <main className="window-main">
        <div className="welcome">
          <Failed failure={accounts.failure} onRetry={accounts.retry} />
        </div>
        <NoticeStack sources={[]} />
      </main>
    );
  if (!accounts.value) return <main className="welcome" aria-busy />;
  return <WindowBody parts={parts} isEmpty={accounts.value.length === 0} />;
}

/** What is always going on; apart, so that its changes do not draw the whole window anew. */
function Standing() {
  useAppearance();
  useWindowCommands();
  useFirstInbox();
  return null;
}

export function App({ parts }: { parts: Parts }) {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Standing />
      <div className="window">
        <Toolbar search={SearchBox} />
        <Trouble />
        {parts.Banner && <parts.Banner />}
        <Start parts={parts} />
        <StatusLine />
      </div>
      <Keys />
      <ShellDialogs />
      <Settings />
      {parts.overlays.map((Overlay, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
        <Crash key={index}>
          <Overlay />
        </Crash>
      ))}
    </I18nProvider>
  );
}
