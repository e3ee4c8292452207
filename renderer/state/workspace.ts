/** Where the user is in the window: folder, search, selection, open message, dialogs. Features talk to each other through it. */
import type { Charset } from '../../electron/contract/charsets.ts';
import type { ComposeMode } from '../../electron/contract/compose.ts';
import type { Failure, Result } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import type { DialogRequest, OpenDialog, View } from './routes.ts';
import { nothingSelected, type Selected } from './selection.ts';
import { createStore, type Store } from './store.ts';

/** What the composer is asked to open: a new text, or a draft that exists. */
export interface ComposerRequest {
  /** Tells two requests apart that ask for the same. */
  readonly request: number;
  readonly mode: ComposeMode;
  readonly messageId?: number;
  /** An answer to the mailing list. */
  readonly toList?: boolean;
  /** The charset in which the message is being read, where one was chosen by hand. */
  readonly charset?: Charset;
  readonly accountId?: string;
  readonly draftId?: string;
  readonly mailto?: string;
  /** Addresses in it whose mail came back: they are to be corrected. */
  readonly correct?: readonly string[];
}

/** A line below the panes that goes after 8 s. */
interface Notice {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

/** A failure that stays until it is dismissed. */
interface ShownFailure {
  readonly id: number;
  readonly failure: Failure;
}

/** Where the transcript is asked to jump. */
interface TranscriptTarget {
  readonly session: string;
  readonly firstLine?: number;
  readonly lastLine?: number;
  readonly request: number;
}

/** A line that is put into the command line of the console, where it waits to be sent. */
interface ConsoleText {
  readonly text: string;
  readonly request: number;
}

export interface WorkspaceState {
  /** What stands in the middle and right panes. */
  readonly view: View;
  readonly folderId: number | null;
  /** What was searched for; empty: the folder itself is shown. */
  readonly search: string;
  /** Messages that are marked in the list; what a command acts on says `target.ts`. */
  readonly selection: Selected;
  /** Whether the whole list has just been selected, and how many that are is still on its way. */
  readonly allSelected: boolean;
  /** The message in the reader, while no more than one is selected. Its row is shown until the rest has come. */
  readonly open: MessageRow | null;
  /** The message that was open when it was taken out of its folder elsewhere: it is still shown, and nothing can be done to it. */
  readonly goneId: number | null;
  /** The messages that the open one is enclosed in, the outermost first: the way back. */
  readonly around: readonly MessageRow[];
  /** The charset that the open message is read in, chosen by hand; null: the one that it names. */
  readonly charset: Charset | null;
  /** Whether the user went to it. What the window shows by itself, as the next one after a deletion, has not been read. */
  readonly isAskedFor: boolean;
  /** Whether the list is on the screen: in little room something else stands in its place. */
  readonly listInSight: boolean;
  readonly readerInSight: boolean;
  /** Which pane is in sight where there is not room for all. */
  readonly pane: 'folders' | 'messages' | 'reader';
  /** Whether what stands beside the panes is open. */
  readonly beside: boolean;
  /** Tells one request to open it from the next. */
  readonly besideRequest: number;
  readonly consoleText: ConsoleText | null;
  /** The script beside the console: while the window is open it is kept. */
  readonly consoleScript: { readonly isOpen: boolean; readonly text: string };
  /** Lines that were sent on connections that are over, by protocol, the latest first. */
  readonly consoleSent: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly dialog: OpenDialog | null;
  /** A dialog that was left for a look at something else: the way back to it is offered. */
  readonly aside: DialogRequest | null;
  readonly composer: ComposerRequest | null;
  readonly transcript: TranscriptTarget | null;
  /** The session on show in the transcript; null while it is closed, or empty. */
  readonly shownSession: string | null;
  readonly notice: Notice | null;
  /** What can be taken back, the latest last; kept when its notice has gone. */
  readonly undoable: readonly { readonly run: () => void; readonly at: number }[];
  /** Failures of actions that have no place of their own, until they are dismissed; the latest last. */
  readonly failures: readonly ShownFailure[];
}

/** Most steps that can be undone. */
const mostUndoable = 50;
/** Milliseconds. A step older than this is not what the user means by Undo. */
const undoableFor = 10 * 60_000;

/** Most failures kept; the oldest are dropped. */
const mostFailures = 200;

export interface Workspace {
  readonly store: Store<WorkspaceState>;
  openFolder(folderId: number): void;
  openView(view: View): void;
  openMessage(row: MessageRow | null): void;
  /** Reads a message that is enclosed in the open one. */
  openEnclosed(row: MessageRow): void;
  /** Goes back to what the open message is enclosed in, else to the list. */
  leaveMessage(): void;
  chooseCharset(charset: Charset | null): void;
  /** Shows what is marked, without the user having gone to it: it is not marked as read. */
  showMarked(row: MessageRow | null): void;
  /** Reads a message that is in no folder; what was selected in the list is not meant any more. */
  openFile(row: MessageRow): void;
  select(selected: Selected): void;
  /**
   * Selects what an answer will say; another selection made until then stays. @param all whether that is the whole list, which is drawn so
   * at once
   */
  selectWhenKnown(coming: Promise<Result<Selected>>, all: boolean): void;
  /** Resolves when a selection on its way has come, with whether it is selected now; null: there is none. */
  selecting(): Promise<boolean> | null;
  search(query: string): void;
  showPane(pane: WorkspaceState['pane']): void;
  showBeside(open: boolean): void;
  /** Puts a line into the command line of the console; it is not sent. */
  typeInConsole(text: string): void;
  openDialog(dialog: DialogRequest): void;
  /** Closes the dialog of this request. Whatever has been opened since then stays: an answer may come late. */
  closeDialog(request: number): void;
  /** Closes the dialog of this request too, and keeps what it is to be opened with again. */
  leaveDialog(request: number, again: DialogRequest): void;
  /** Offers no way back any more. */
  forgetAside(): void;
  /** Asks the composer to open; an equal second request counts too. */
  compose(request: Omit<ComposerRequest, 'request'>): void;
  /** Closes the composer of this request. Whatever has been opened since then stays: an answer may come late. */
  closeComposer(request: number): void;
  /** Opens the transcript at a session, perhaps at a range of lines. */
  showTranscript(target: Omit<TranscriptTarget, 'request'>): void;
  announce(text: string, undo?: () => void): void;
  /** Keeps what takes the latest action back, where the thing itself shows what happened. */
  remember(undo: () => void): void;
  /** Takes back the latest action that can be, of the last ten minutes. */
  undoLatest(): void;
  canUndo(): boolean;
  dismissNotice(): void;
  /** Says it until it is dismissed; the same one again takes the place of the one before. */
  showFailure(failure: Failure): void;
  /** @param id without it, the latest one */
  dismissFailure(id?: number): void;
}

const mail: View = { name: 'mail' };

/** What a failure says, in whatever session it happened. */
const saying = ({ session: _, ...said }: Failure): string => JSON.stringify(said);

/** Builds the workspace. `showDock` makes the transcript visible before it jumps. @param now milliseconds of a clock that goes on by day and night */
export function createWorkspace(showDock: (view: View['name']) => void, now: () => number = () => Date.now()): Workspace {
  const store = createStore<WorkspaceState>({
    view: mail,
    folderId: null,
    search: '',
    selection: nothingSelected,
    allSelected: false,
    open: null,
    goneId: null,
    around: [],
    charset: null,
    isAskedFor: false,
    listInSight: false,
    readerInSight: false,
    pane: 'messages',
    beside: false,
    besideRequest: 0,
    consoleText: null,
    consoleScript: { isOpen: false, text: '' },
    consoleSent: {},
    dialog: null,
    aside: null,
    composer: null,
    transcript: null,
    shownSession: null,
    notice: null,
    undoable: [],
    failures: [],
  });
  let requests = 0;
  const nextRequest = () => ++requests;
  let selecting: Promise<boolean> | null = null;
  /** What belongs to the message that was open. */
  const fresh = { around: [], charset: null } as const;
  /** Somewhere else nothing is selected, and what was still on its way to be is not. */
  const goTo = (change: Partial<WorkspaceState>) => {
    selecting = null;
    store.set({ selection: nothingSelected, allSelected: false, ...fresh, ...change });
  };
  const showFailure = (failure: Failure) => {
    const same = saying(failure);
    const others = store.get().failures.filter((shown) => saying(shown.failure) !== same);
    store.set({ failures: [...others, { id: nextRequest(), failure }].slice(-mostFailures) });
  };
  /** Taken back once only, by its notice or by key. */
  const remember = (undo: () => void): (() => void) => {
    const once = () => {
      const { undoable } = store.get();
      if (!undoable.some(({ run }) => run === once)) return;
      store.set({ undoable: undoable.filter(({ run }) => run !== once) });
      undo();
    };
    store.set({ undoable: [...store.get().undoable, { run: once, at: now() }].slice(-mostUndoable) });
    return once;
  };
  const latestUndoable = () => {
    const latest = store.get().undoable.at(-1);
    return latest && now() - latest.at < undoableFor ? latest : undefined;
  };
  const closeDialog = (request: number) => {
    if (store.get().dialog?.request === request) store.set({ dialog: null });
  };
  return {
    store,
    openFolder: (folderId) => goTo({ view: mail, folderId, search: '', open: null, pane: 'messages' }),
    openView: (view) => goTo({ view, open: null, pane: 'messages' }),
    openMessage: (row) => store.set({ open: row, ...fresh, isAskedFor: true, pane: row ? 'reader' : 'messages' }),
    openEnclosed: (row) => {
      const { open, around } = store.get();
      goTo({ open: row, around: open ? [...around, open] : around, isAskedFor: true, pane: 'reader' });
    },
    leaveMessage: () => {
      const { around } = store.get();
      const outer = around.at(-1);
      if (outer) goTo({ open: outer, around: around.slice(0, -1), isAskedFor: true, pane: 'reader' });
      else store.set({ open: null, ...fresh, pane: 'messages' });
    },
    chooseCharset: (charset) => store.set({ charset }),
    showMarked: (row) => store.set({ open: row, ...(row?.id === store.get().open?.id ? {} : fresh), isAskedFor: false }),
    openFile: (row) => goTo({ view: mail, open: row, isAskedFor: true, pane: 'reader' }),
    select: (selected) => {
      selecting = null;
      store.set({ selection: selected, allSelected: false });
    },
    selectWhenKnown: (coming, all) => {
      const work = coming.then((answer) => {
        if (selecting !== work) return false;
        selecting = null;
        if (answer.ok) store.set({ selection: answer.value, allSelected: false });
        else {
          store.set({ allSelected: false });
          showFailure(answer.failure);
        }
        return answer.ok;
      });
      selecting = work;
      store.set({ allSelected: all });
    },
    selecting: () => selecting,
    search: (query) => goTo({ view: mail, search: query, pane: 'messages' }),
    showPane: (pane) => store.set({ pane }),
    showBeside: (open) => store.set(open ? { beside: true, besideRequest: nextRequest() } : { beside: false }),
    typeInConsole: (text) => {
      if (store.get().view.name !== 'console') goTo({ view: { name: 'console' }, open: null, pane: 'messages' });
      store.set({ consoleText: { text, request: nextRequest() } });
    },
    openDialog: (dialog) => store.set({ dialog: { ...dialog, request: nextRequest() } }),
    closeDialog,
    leaveDialog: (request, again) => {
      store.set({ aside: again });
      closeDialog(request);
    },
    forgetAside: () => store.set({ aside: null }),
    compose: (request) => store.set({ composer: { ...request, request: nextRequest() } }),
    closeComposer: (request) => {
      if (store.get().composer?.request === request) store.set({ composer: null });
    },
    showTranscript: (target) => {
      showDock(store.get().view.name);
      store.set({ transcript: { ...target, request: nextRequest() } });
    },
    announce: (text, undo) => {
      const once = undo && remember(undo);
      store.set({ notice: once ? { id: nextRequest(), text, undo: once } : { id: nextRequest(), text } });
    },
    remember: (undo) => void remember(undo),
    undoLatest: () => latestUndoable()?.run(),
    canUndo: () => latestUndoable() !== undefined,
    dismissNotice: () => store.set({ notice: null }),
    showFailure,
    dismissFailure: (id) => {
      const { failures } = store.get();
      const gone = id ?? failures.at(-1)?.id;
      store.set({ failures: failures.filter((shown) => shown.id !== gone) });
    },
  };
}
