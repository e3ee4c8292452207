/** Asks before a session is deleted: nothing brings its lines back. */
import { useWords } from '../../i18n/words.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

export function DeleteSession({ onDelete, onClose }: { onDelete: () => void; onClose: () => void }) {
  const say = useWords();
  return (
    <ConfirmDialog
      title={say('transcript.removeTitle')}
      text={say('transcript.removeText')}
      closeLabel={say('action.close')}
      keepLabel={say('deleteForGood.keep')}
      doLabel={say('transcript.remove')}
      onDo={onDelete}
      onClose={onClose}
    />
  );
}
