/** The account dialog when it is asked for, and the way back to it after a look at the transcript. */

import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useAccounts } from '../../state/asked.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { AccountDialog, type Unfinished } from './AccountDialog.tsx';

interface Left extends Unfinished {
  readonly accountId: string | undefined;
}

export function Accounts() {
  const say = useWords();
  const workspace = useWorkspace();
  const dialog = useWorkspaceState((state) => state.dialog);
  const accounts = useAccounts();
  const [left, setLeft] = useState<Left | null>(null);

  if (dialog?.kind === 'account') {
    const account = accounts.value?.find((one) => one.id === dialog.accountId);
    if (dialog.accountId !== undefined && !account) return null;
    return (
      <AccountDialog
        key={dialog.request}
        account={account}
        unfinished={left && left.accountId === dialog.accountId ? left : undefined}
        onLeave={(unfinished) => {
          setLeft({ ...unfinished, accountId: dialog.accountId });
          workspace.closeDialog(dialog.request);
        }}
        isOpen={() => workspace.store.get().dialog?.request === dialog.request}
        onClose={() => {
          // Its answer may come when another form has been left meanwhile: that one stays.
          setLeft((other) => (other?.accountId === dialog.accountId ? null : other));
          workspace.closeDialog(dialog.request);
        }}
      />
    );
  }
  if (!left) return null;
  return (
    <div className="account-back">
      <Button
        kind="primary"
        onPress={() =>
          workspace.openDialog(left.accountId === undefined ? { kind: 'account' } : { kind: 'account', accountId: left.accountId })
        }
      >
        {say('account.back')}
      </Button>
      <Button onPress={() => setLeft(null)}>{say('account.forget')}</Button>
    </div>
  );
}
