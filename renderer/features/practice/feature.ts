/** What the practice server brings to the window. */
import type { Feature } from '../../state/feature.ts';
import { Practice } from './Practice.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    readonly practice: object;
  }
}

export const practice: Feature = {
  dialogs: { practice: Practice },
  commands: (workspace) => [{ id: 'practice.panel', run: () => workspace.openDialog({ kind: 'practice' }) }],
};
