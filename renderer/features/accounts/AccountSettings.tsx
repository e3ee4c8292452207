/** The account dialog as it is asked for: a new account or one that exists, as it was left if it was left for a look at the transcript. */
import { useAccounts } from '../../state/engine-queries.ts';
import type { DialogProps } from '../../state/feature.ts';
import { useWorkspace } from '../../state/State.tsx';
import { AccountDialog } from './AccountDialog.tsx';

export function AccountSettings({ accountId, onClose, onLeave, isOpen }: DialogProps<'account'>) {
  const workspace = useWorkspace();
  const accounts = useAccounts();
  const account = accounts.value?.find((one) => one.id === accountId);
  if (accountId !== undefined && !account) return null;
  /** Of this account; another form that has been left meanwhile stays. */
  const left = () => {
    const { aside } = workspace.store.get();
    return aside?.kind === 'account' && aside.accountId === accountId ? aside : null;
  };
  return (
    <AccountDialog
      account={account}
      unfinished={left()?.unfinished}
      onLeave={(unfinished) => onLeave({ kind: 'account', unfinished, ...(accountId === undefined ? {} : { accountId }) })}
      isOpen={isOpen}
      onClose={() => {
        if (left()) workspace.forgetAside();
        onClose();
      }}
    />
  );
}
