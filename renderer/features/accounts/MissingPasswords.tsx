/** Asks for passwords that are not stored: a vault in memory is empty at every start. */
import { useAccounts } from '../../state/engine-queries.ts';
import { later } from '../../ui/later.tsx';

const PasswordAsk = later(() => import('./PasswordAsk.tsx').then((file) => file.PasswordAsk));

export function MissingPasswords() {
  const accounts = useAccounts();
  const missing = (accounts.value ?? []).filter((account) => account.passwordMissing);
  return missing.map((account) => <PasswordAsk key={account.id} account={account} />);
}
