/** What stands under the folder tree: the outbox, and what was begun and not sent. */
import { DraftsLine } from './features/compose/Drafts.tsx';
import { OutboxLine } from './features/outbox/OutboxLine.tsx';

export function FolderFooter() {
  return (
    <div className="folder-footer">
      <DraftsLine />
      <OutboxLine />
    </div>
  );
}
