/** What a feature brings to the window. `App` joins features by one list (`feature-list.ts`) and knows none of them otherwise. */
import type { ComponentType } from 'react';
import type { CommandBinding } from './commands.ts';
import type { DialogName, DialogParameters, DialogRequest, ViewName, ViewParameters } from './routes.ts';
import type { Workspace } from './workspace.ts';

/** What the component of a dialog is given: what was asked for, and the ways out of this one and no other. */
export type DialogProps<Name extends DialogName> = DialogParameters[Name] & {
  readonly onClose: () => void;
  /** Closes it temporarily; the way back opens `again`. */
  readonly onLeave: (again: DialogRequest) => void;
  /** Whether it is still the one that is open: an answer may come late. */
  readonly isOpen: () => boolean;
};

export interface Feature {
  readonly views?: { readonly [Name in ViewName]?: ComponentType<ViewParameters[Name]> };
  readonly dialogs?: { readonly [Name in DialogName]?: ComponentType<DialogProps<Name>> };
  /** Commands that need nothing but the workspace, such as those that open the feature's own views and dialogs. */
  readonly commands?: (workspace: Workspace) => readonly CommandBinding[];
  /** The transcript dock: below or beside the panes, while `preferences.dock` is not `hidden`. */
  readonly Dock?: ComponentType;
  /** Beside the panes, whatever they show, while the workspace says so (`beside`). Always mounted: it draws nothing while it is closed. */
  readonly Beside?: ComponentType;
  /** A line under the folder tree. */
  readonly Footer?: ComponentType;
  /** Above the panes, below the toolbar: what must be fixed before the program can go on. */
  readonly Banner?: ComponentType;
  /** Notices of its own in the one place for them (`NoticeStack.tsx`). */
  readonly Notices?: ComponentType;
  /** Lazily loaded files, fetched ahead in idle time, in this order. */
  readonly files?: readonly (() => Promise<unknown>)[];
  /** Always mounted: listens to events, or draws overlays that the workspace asks for. */
  readonly AlwaysMounted?: ComponentType;
}
