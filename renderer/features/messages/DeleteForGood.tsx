/** Asks before messages are deleted for good: this cannot be taken back. */
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import type { DialogProps } from '../../state/feature.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';

export function DeleteForGood({ count, onDelete, onClose }: DialogProps<'deleteForGood'>) {
  const say = useWords();
  const language = useLanguage();
  return (
    <DialogFrame
      title={say('deleteForGood.title', { count, number: formatNumber(count, language) })}
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
            {say('command.deleteForGood')}
          </Button>
        </>
      }
    >
      <p>{say('deleteForGood.text')}</p>
    </DialogFrame>
  );
}
