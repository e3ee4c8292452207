/** Asks before a session is deleted: nothing brings its lines back. */
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';

export function DeleteSession({ onDelete, onClose }: { onDelete: () => void; onClose: () => void }) {
  const say = useWords();
  return (
    <DialogFrame
      title={say('transcript.removeTitle')}
      closeLabel={say('action.close')}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {say('deleteForGood.keep')}
          </Button>
          <Button
            kind="danger"
            onPress={() => {
              onClose();
              onDelete();
            }}
          >
            {say('transcript.remove')}
          </Button>
        </>
      }
    >
      <p>{say('transcript.removeText')}</p>
    </DialogFrame>
  );
}
