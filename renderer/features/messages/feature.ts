/** What the list of messages brings to the window, besides its pane, which `App` places. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    /** Whether messages are really to be deleted for good. */
    readonly deleteForGood: { readonly count: number; readonly onDelete: () => void };
  }
}

const DeleteForGood = later(() => import('./DeleteForGood.tsx').then((file) => file.DeleteForGood));

export const messages: Feature = { dialogs: { deleteForGood: DeleteForGood }, files: [DeleteForGood.fetch] };
