/** Asks before messages are deleted for good: this cannot be taken back. */
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import type { DialogProps } from '../../state/feature.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

export function DeleteForGood({ count, onDelete, onClose }: DialogProps<'deleteForGood'>) {
  const say = useWords();
  const language = useLanguage();
  return (
    <ConfirmDialog
      title={say('deleteForGood.title', { count, number: formatNumber(count, language) })}
      text={say('deleteForGood.text')}
      closeLabel={say('action.close')}
      keepLabel={say('deleteForGood.keep')}
      doLabel={say('command.deleteForGood')}
      onDo={onDelete}
      onClose={onClose}
    />
  );
}
