/** The dialogs of the window itself; its bars are placed by `App`. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { MovePalette } from './MovePalette.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly palette: object;
    readonly shortcuts: object;
    /** Which folder to move what is marked to, out of these folders. */
    readonly move: { readonly from: readonly number[] };
  }
}

// The palettes are there from the start: what is typed right after their key is the name of a command, and with a file on its way the first
// letters would be lost, and Enter would run another command.
const ShortcutSheet = later(() => import('./ShortcutSheet.tsx').then((file) => file.ShortcutSheet));

export const shell: Feature = {
  dialogs: { palette: CommandPalette, shortcuts: ShortcutSheet, move: MovePalette },
  commands: (workspace) => [
    { id: 'window.palette', run: () => workspace.openDialog({ kind: 'palette' }) },
    { id: 'window.shortcuts', run: () => workspace.openDialog({ kind: 'shortcuts' }) },
    { id: 'message.undo', isEnabled: workspace.canUndo, run: () => workspace.undoLatest() },
  ],
  files: [ShortcutSheet.fetch],
};
