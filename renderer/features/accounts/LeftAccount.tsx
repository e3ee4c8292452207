/** The way back to an account dialog that was left for a look at the transcript. */
import { useWords } from '../../i18n/words.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';

export function LeftAccount() {
  const say = useWords();
  const workspace = useWorkspace();
  const isOpen = useWorkspaceState((state) => state.dialog?.kind === 'account');
  const aside = useWorkspaceState((state) => state.aside);
  if (isOpen || aside?.kind !== 'account') return null;
  return (
    <div className="account-back">
      <Button kind="primary" onPress={() => workspace.openDialog(aside)}>
        {say('account.back')}
      </Button>
      <Button onPress={() => workspace.forgetAside()}>{say('account.forget')}</Button>
    </div>
  );
}
