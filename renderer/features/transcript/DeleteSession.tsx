/** Asks before a session or lines of one are deleted: nothing brings them back. */
import type { LineRange } from '../../../electron/contract/transcript.ts';
import { useWords } from '../../i18n/words.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

interface DeleteSessionProps {
  /** Null: the whole session. */
  lines: LineRange | null;
  onDelete: () => void;
  onClose: () => void;
}

export function DeleteSession({ lines, onDelete, onClose }: DeleteSessionProps) {
  const say = useWords();
  const count = lines ? lines.last - lines.first + 1 : 0;
  return (
    <ConfirmDialog
      title={lines ? say('transcript.removeLinesTitle', { first: lines.first + 1, last: lines.last + 1 }) : say('transcript.removeTitle')}
      text={say(lines ? 'transcript.removeLinesText' : 'transcript.removeText')}
      closeLabel={say('action.close')}
      keepLabel={say('deleteForGood.keep')}
      doLabel={lines ? say('transcript.removeLines', { count }) : say('transcript.remove')}
      onDo={onDelete}
      onClose={onClose}
    />
  );
}
