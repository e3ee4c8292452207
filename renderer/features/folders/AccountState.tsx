/** One dot with a name: whether the account's server is connected, busy, unreachable or refusing. */
import { formatAgo } from '../../i18n/format.ts';
import { describePhase } from '../../i18n/sync-words.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useSyncStates } from '../../state/sync-states.ts';
import { useNow } from '../../ui/use-now.ts';

const tones = {
  offline: 'faint',
  connecting: 'busy',
  folders: 'busy',
  headers: 'busy',
  bodies: 'busy',
  operations: 'busy',
  idle: 'good',
  waiting: 'faint',
  failed: 'bad',
  cancelled: 'faint',
} as const;

/** How often the age of the last sign of life is told anew, milliseconds. */
const heartbeatShown = 2_000;

export function AccountState({ accountId }: { accountId: string }) {
  const say = useWords();
  const language = useLanguage();
  const state = useSyncStates().find((one) => one.accountId === accountId);
  const now = useNow(heartbeatShown);
  if (!state) return null;
  const phase = describePhase(state, say, language);
  const words = state.heardAt === null ? phase : `${phase}; ${say('sync.heard', { time: formatAgo(now - state.heardAt, language) })}`;
  return <span role="img" aria-label={words} title={words} className={`account-state account-state-${tones[state.phase]}`} />;
}
