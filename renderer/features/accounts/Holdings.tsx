/** Counts the data of an account that exists only here; shown before an action that would delete it. */
import type { AccountHoldings } from '../../../electron/contract/accounts.ts';
import { useCall } from '../../api/use-call.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';

type Holding = keyof AccountHoldings;

export function Holdings({ accountId, which }: { accountId: string; which: readonly Holding[] }) {
  const say = useWords();
  const language = useLanguage();
  const held = useCall(
    'accounts.holdings',
    { id: accountId },
    { fresh: true, refetchOn: ['sync.changed', 'outbox.changed', 'compose.changed', 'messages.changed', 'accounts.changed'] },
  );
  if (held.failure) return <Failed failure={held.failure} onRetry={held.retry} />;
  const there = which.filter((name) => (held.value?.[name] ?? 0) > 0);
  if (!held.value || there.length === 0) return null;
  const counts = held.value;
  return (
    <ul className="account-holdings">
      {there.map((name) => (
        <li key={name}>{say(`account.holds.${name}`, { count: counts[name], number: formatNumber(counts[name], language) })}</li>
      ))}
    </ul>
  );
}
