/** Asks for passwords that nothing keeps: where the vault is memory, every start begins without them. */
import { useAccounts } from '../../state/engine-queries.ts';
import { later } from '../../ui/later.tsx';

const PasswordAsk = later(() => import('./PasswordAsk.tsx').then((file) => file.PasswordAsk));

export function MissingPasswords() {
  const accounts = useAccounts();
  const missing = (accounts.value ?? []).filter((account) => account.passwordMissing);
  return missing.map((account) => <PasswordAsk key={account.id} account={account} />);
}
