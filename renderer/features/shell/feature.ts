/** The dialogs of the window itself; its bars are placed by `App`. */
import type { Feature } from '../../state/feature.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { MovePalette } from './MovePalette.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly palette: object;
    readonly shortcuts: object;
    /** Which folder to move what is marked to, out of these folders. */
    readonly move: { readonly from: readonly number[] };
  }
}

export const shell: Feature = {
  dialogs: { palette: CommandPalette, shortcuts: ShortcutSheet, move: MovePalette },
  commands: (workspace) => [
    { id: 'window.palette', run: () => workspace.openDialog({ kind: 'palette' }) },
    { id: 'window.shortcuts', run: () => workspace.openDialog({ kind: 'shortcuts' }) },
    { id: 'message.undo', isEnabled: workspace.canUndo, run: () => workspace.undoLatest() },
  ],
};
