/**
 * Features that `App` joins without knowing them: add a component here and it is mounted. Each stands for itself,
 * takes no properties and reads what it needs from the workspace (`state/State.tsx`).
 */
import type { ComponentType } from 'react';

export interface Parts {
  /** The transcript dock: below or beside the panes, while `preferences.dock` is not `hidden`. */
  readonly Dock?: ComponentType;
  /** Takes the place of list and reader while `workspace.place` is `outbox`. */
  readonly Outbox?: ComponentType;
  /** A line under the folder tree: what waits in the outbox. */
  readonly FolderFooter?: ComponentType;
  /** Mounted for ever above everything: dialogs that open when `workspace.dialog` or `workspace.composer` says so. */
  readonly overlays: readonly ComponentType[];
}

export const parts: Parts = { overlays: [] };
