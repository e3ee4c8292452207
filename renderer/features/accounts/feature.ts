/** What accounts bring to the window. */
import type { Feature } from '../../state/feature.ts';
import { later } from '../../ui/later.tsx';
import type { Unfinished } from './account-form.ts';
import { LeftAccount } from './LeftAccount.tsx';
import { MissingPasswords } from './MissingPasswords.tsx';

declare module '../../state/routes.ts' {
  interface DialogParameters {
    /** Without an identifier: a new account. */
    readonly account: { readonly accountId?: string; readonly unfinished?: Unfinished };
  }
}

const AccountSettings = later(() => import('./AccountSettings.tsx').then((file) => file.AccountSettings));

export const accounts: Feature = {
  dialogs: { account: AccountSettings },
  commands: (workspace) => [{ id: 'account.add', run: () => workspace.openDialog({ kind: 'account' }) }],
  Banner: MissingPasswords,
  AlwaysMounted: LeftAccount,
  files: [AccountSettings.fetch],
};
