/** What the folders bring to the window, besides their pane, which `App` places. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import { Inboxes } from './Inboxes.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    /** What is held of a folder beside what the server says. */
    readonly folder: { readonly folderId: number };
  }
}

const FolderDetails = later(() => import('./FolderDetails.tsx').then((file) => file.FolderDetails));

export const folders: Feature = {
  dialogs: { folder: FolderDetails },
  commands: (workspace) => [
    {
      id: 'folder.details',
      run: () => {
        const { folderId } = workspace.store.get();
        if (folderId !== null) workspace.openDialog({ kind: 'folder', folderId });
      },
    },
  ],
  AlwaysMounted: Inboxes,
  files: [FolderDetails.fetch],
};
