/** Where the user is in the window: folder, search, selection, open message, dialogs. Features talk to each other through it. */
import type { ComposeMode } from '../../electron/contract/compose.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import { createStore, type Store } from './store.ts';

/** What the composer is asked to open: a new text, or a draft that exists. */
export interface ComposerRequest {
  /** Tells two requests apart that ask for the same. */
  readonly request: number;
  readonly mode: ComposeMode;
  readonly messageId?: number;
  readonly accountId?: string;
  readonly draftId?: string;
  readonly mailto?: string;
}

export type DialogRequest =
  | { readonly kind: 'account'; readonly accountId?: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'palette' }
  /** What is held of a folder beside what the server says. */
  | { readonly kind: 'folder'; readonly folderId: number }
  /** Which folder to move the selection to. */
  | { readonly kind: 'move' };

/** A dialog that was asked for: `request` tells it from another of the same kind. */
export type OpenDialog = DialogRequest & { readonly request: number };

/** A line below the panes that goes after 8 s. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

/** Where the transcript is asked to jump. */
export interface TranscriptTarget {
  readonly session: string;
  readonly firstLine?: number;
  readonly lastLine?: number;
  readonly request: number;
}

export interface WorkspaceState {
  /** What stands in the middle and right panes. */
  readonly place: 'mail' | 'outbox';
  readonly folderId: number | null;
  /** What was searched for; empty: the folder itself is shown. */
  readonly search: string;
  /** Messages that an action would apply to. */
  readonly selection: ReadonlySet<number>;
  /** Whether the whole folder is selected, loaded or not. */
  readonly allSelected: boolean;
  /** The message in the reader. Its row is shown until the rest has come. */
  readonly open: MessageRow | null;
  /** Which pane is in sight where there is not room for all. */
  readonly pane: 'folders' | 'messages' | 'reader';
  readonly dialog: OpenDialog | null;
  readonly composer: ComposerRequest | null;
  readonly transcript: TranscriptTarget | null;
  readonly notice: Notice | null;
  /** The latest failure of an action that has no place of its own. */
  readonly failure: Failure | null;
}

export interface Workspace {
  readonly store: Store<WorkspaceState>;
  openFolder(folderId: number): void;
  openOutbox(): void;
  openMessage(row: MessageRow | null): void;
  /** Reads a message that is in no folder; what was selected in the list is not meant any more. */
  openFile(row: MessageRow): void;
  select(ids: ReadonlySet<number>, all?: boolean): void;
  search(query: string): void;
  showPane(pane: WorkspaceState['pane']): void;
  openDialog(dialog: DialogRequest): void;
  /** Closes the dialog of this request. Whatever has been opened since then stays: an answer may come late. */
  closeDialog(request: number): void;
  /** Asks the composer to open; a second request is heard even if it is equal to the first. */
  compose(request: Omit<ComposerRequest, 'request'>): void;
  /** Closes the composer of this request. Whatever has been opened since then stays: an answer may come late. */
  closeComposer(request: number): void;
  /** Opens the transcript at a session, perhaps at a range of lines. */
  showTranscript(target: Omit<TranscriptTarget, 'request'>): void;
  announce(text: string, undo?: () => void): void;
  dismissNotice(): void;
  showFailure(failure: Failure | null): void;
}

const nothing: ReadonlySet<number> = new Set();

/** Builds the workspace. `showDock` makes the transcript visible before it jumps. */
export function createWorkspace(showDock: () => void): Workspace {
  const store = createStore<WorkspaceState>({
    place: 'mail',
    folderId: null,
    search: '',
    selection: nothing,
    allSelected: false,
    open: null,
    pane: 'messages',
    dialog: null,
    composer: null,
    transcript: null,
    notice: null,
    failure: null,
  });
  let requests = 0;
  const nextRequest = () => ++requests;
  return {
    store,
    openFolder: (folderId) =>
      store.set({ place: 'mail', folderId, search: '', selection: nothing, allSelected: false, open: null, pane: 'messages' }),
    openOutbox: () => store.set({ place: 'outbox', selection: nothing, allSelected: false, open: null, pane: 'messages' }),
    openMessage: (row) => store.set({ open: row, pane: row ? 'reader' : 'messages' }),
    openFile: (row) => store.set({ place: 'mail', open: row, selection: nothing, allSelected: false, pane: 'reader' }),
    select: (ids, all = false) => store.set({ selection: ids, allSelected: all }),
    search: (query) => store.set({ place: 'mail', search: query, selection: nothing, allSelected: false, pane: 'messages' }),
    showPane: (pane) => store.set({ pane }),
    openDialog: (dialog) => store.set({ dialog: { ...dialog, request: nextRequest() } }),
    closeDialog: (request) => {
      if (store.get().dialog?.request === request) store.set({ dialog: null });
    },
    compose: (request) => store.set({ composer: { ...request, request: nextRequest() } }),
    closeComposer: (request) => {
      if (store.get().composer?.request === request) store.set({ composer: null });
    },
    showTranscript: (target) => {
      showDock();
      store.set({ transcript: { ...target, request: nextRequest() } });
    },
    announce: (text, undo) => store.set({ notice: undo ? { id: nextRequest(), text, undo } : { id: nextRequest(), text } }),
    dismissNotice: () => store.set({ notice: null }),
    showFailure: (failure) => store.set({ failure }),
  };
}
