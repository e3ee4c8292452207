/** The dialogs of the window itself; its bars are placed by `App`. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly palette: object;
    readonly shortcuts: object;
    /** Which folder to move what is marked to, out of these folders. */
    readonly move: { readonly from: readonly number[] };
  }
}

const CommandPalette = later(() => import('./CommandPalette.tsx').then((file) => file.CommandPalette));
const MovePalette = later(() => import('./MovePalette.tsx').then((file) => file.MovePalette));
const ShortcutSheet = later(() => import('./ShortcutSheet.tsx').then((file) => file.ShortcutSheet));

export const shell: Feature = {
  dialogs: { palette: CommandPalette, shortcuts: ShortcutSheet, move: MovePalette },
  commands: (workspace) => [
    { id: 'window.palette', run: () => workspace.openDialog({ kind: 'palette' }) },
    { id: 'window.shortcuts', run: () => workspace.openDialog({ kind: 'shortcuts' }) },
    { id: 'message.undo', isEnabled: workspace.canUndo, run: () => workspace.undoLatest() },
  ],
  files: [CommandPalette.fetch, MovePalette.fetch, ShortcutSheet.fetch],
};
