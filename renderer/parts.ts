/**
 * Features that `App` joins without knowing them: add a component here and it is mounted. Each stands for itself,
 * takes no properties and reads what it needs from the workspace (`state/State.tsx`).
 */
import type { ComponentType } from 'react';
import { FolderFooter } from './FolderFooter.tsx';
import { Accounts } from './features/accounts/Accounts.tsx';
import { MissingPasswords } from './features/accounts/MissingPasswords.tsx';
import { Composer } from './features/compose/Composer.tsx';
import { DraftOffer } from './features/compose/Drafts.tsx';
import { FolderDetails } from './features/folders/FolderDetails.tsx';
import { Outbox } from './features/outbox/Outbox.tsx';
import { SendOutcomes } from './features/outbox/SendOutcomes.tsx';
import { Practice } from './features/practice/Practice.tsx';
import { OpenFile } from './features/reader/OpenFile.tsx';
import { Transcript } from './features/transcript/Transcript.tsx';

export interface Parts {
  /** The transcript dock: below or beside the panes, while `preferences.dock` is not `hidden`. */
  readonly Dock?: ComponentType;
  /** Takes the place of list and reader while `workspace.place` is `outbox`. */
  readonly Outbox?: ComponentType;
  /** A line under the folder tree: what waits in the outbox. */
  readonly FolderFooter?: ComponentType;
  /** Above the panes, below the toolbar: what the program cannot go on without. */
  readonly Banner?: ComponentType;
  /** Each draws notices of its own into the one place for them (`NoticeStack.tsx`). */
  readonly notices: readonly ComponentType[];
  /** Mounted for ever above everything: dialogs that open when `workspace.dialog` or `workspace.composer` says so. */
  readonly overlays: readonly ComponentType[];
}

export const parts: Parts = {
  Dock: Transcript,
  Outbox,
  FolderFooter,
  Banner: MissingPasswords,
  notices: [SendOutcomes, DraftOffer],
  overlays: [Composer, Accounts, Practice, FolderDetails, OpenFile],
};
