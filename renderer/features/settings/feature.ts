/** What the settings bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { Settings } from './Settings.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly settings: object;
  }
}

export const settings: Feature = {
  dialogs: { settings: Settings },
  commands: (workspace) => [{ id: 'window.settings', run: () => workspace.openDialog({ kind: 'settings' }) }],
};
