/** One dot with a name: whether the account's server is heard, busy, away or refusing. */
import { formatListDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useSyncStates } from '../../state/sync-states.ts';

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

export function AccountState({ accountId }: { accountId: string }) {
  const say = useWords();
  const language = useLanguage();
  const state = useSyncStates().find((one) => one.accountId === accountId);
  if (!state) return null;
  const phase = say(`sync.phase.${state.phase}`);
  const words =
    state.heardAt === null ? phase : `${phase}; ${say('sync.heard', { time: formatListDate(state.heardAt, Date.now(), language) })}`;
  return <span role="img" aria-label={words} title={words} className={`account-state account-state-${tones[state.phase]}`} />;
}
