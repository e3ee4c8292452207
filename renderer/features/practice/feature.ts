/** What the practice server brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import { NotStarted } from './NotStarted.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly practice: object;
  }
}

const Practice = later(() => import('./Practice.tsx').then((file) => file.Practice));

export const practice: Feature = {
  dialogs: { practice: Practice },
  commands: (workspace) => [{ id: 'practice.panel', run: () => workspace.openDialog({ kind: 'practice' }) }],
  Notices: NotStarted,
  files: [Practice.fetch],
};
