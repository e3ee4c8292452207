/** What the settings bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly settings: object;
  }
}

const Settings = later(() => import('./Settings.tsx').then((file) => file.Settings));

export const settings: Feature = {
  dialogs: { settings: Settings },
  commands: (workspace) => [{ id: 'window.settings', run: () => workspace.openDialog({ kind: 'settings' }) }],
  files: [Settings.fetch],
};
