/** Asks before messages are deleted for good: this cannot be taken back. */
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';

export function DeleteForGood({ onDelete }: { onDelete: (ids: readonly number[]) => void }) {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const dialog = useWorkspaceState((state) => state.dialog);
  if (dialog?.kind !== 'deleteForGood') return null;
  const { ids, request } = dialog;
  const close = () => workspace.closeDialog(request);
  return (
    <DialogFrame
      title={say('deleteForGood.title', { count: ids.length, number: formatNumber(ids.length, language) })}
      closeLabel={say('action.close')}
      size="small"
      onClose={close}
      footer={
        <>
          <Button autoFocus onPress={close}>
            {say('deleteForGood.keep')}
          </Button>
          <Button
            kind="danger"
            onPress={() => {
              close();
              onDelete(ids);
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
