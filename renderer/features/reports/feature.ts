/** What the reports of a folder bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    /** What the reports in a folder say together. */
    readonly reports: { readonly folderId: number };
  }
}

const FolderReports = later(() => import('./FolderReports.tsx').then((file) => file.FolderReports));

export const reports: Feature = {
  dialogs: { reports: FolderReports },
  commands: (workspace) => [
    {
      id: 'folder.reports',
      run: () => {
        const { folderId } = workspace.store.get();
        if (folderId !== null) workspace.openDialog({ kind: 'reports', folderId });
      },
    },
  ],
  files: [FolderReports.fetch],
};
