/** What the DNS says against the recipients: said quietly, only where something is wrong, and never in the way of sending. */
import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecipientProblem } from '../../../electron/contract/delivery/recipients.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { usePreferences } from '../../state/State.tsx';
import { visible } from '../../ui/text/visible-text.ts';

/** Milliseconds without a key after which the addresses are looked at: while one is being typed its domain is not the one that is meant. */
const restsAfter = 900;
const mostShown = 3;

/** Looks the lists over whenever they rest. What was found stays until the next answer, for the addresses that still stand there. */
function useRecipientProblems(accountId: string, lists: readonly string[]): readonly RecipientProblem[] {
  const client = useClient();
  const [{ checksRecipients }] = usePreferences();
  const [problems, setProblems] = useState<readonly RecipientProblem[]>([]);
  const typed = lists.join('\n');
  useEffect(() => {
    if (!checksRecipients || !typed.includes('@')) return setProblems([]);
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await client.call('recipients.check', { accountId, lists: typed.split('\n') });
      if (isCurrent && answer.ok) setProblems(answer.value.problems);
    }, restsAfter);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, accountId, typed, checksRecipients]);
  return problems.filter(({ address }) => typed.toLowerCase().includes(address.toLowerCase()));
}

export function RecipientProblems({ accountId, lists }: { accountId: string; lists: readonly string[] }) {
  const say = useWords();
  const problems = useRecipientProblems(accountId, lists);
  return (
    <ul className="compose-recipients" aria-label={say('compose.recipients')} aria-live="polite">
      {problems.slice(0, mostShown).map(({ address, domain, problem, servers }) => (
        <li key={address}>
          <TriangleAlert size="0.875rem" aria-hidden />
          <span>{say(`compose.recipient.${problem}`, { address: visible(address), domain, servers: servers.join(', ') })}</span>
        </li>
      ))}
    </ul>
  );
}
