/** The bar above the sessions: what is shown of them; it stays as it is while lines come in below it. */
import { memo } from 'react';
import { type Protocol, protocols } from '../../../electron/contract/failures/failure-codes.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccounts } from '../../state/engine-queries.ts';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { TranscriptTools, type TranscriptToolsProps } from './TranscriptTools.tsx';
import type { SessionFilter } from './use-sessions.ts';
import { WireSearch } from './WireSearch.tsx';

/** What sessions are recorded of, by the name that is chosen; null: there are none of it. */
const names: Readonly<Record<Protocol, string | null>> = {
  imap: 'IMAP',
  pop3: 'POP3',
  smtp: 'SMTP',
  managesieve: 'ManageSieve',
  sendmail: 'sendmail',
  dns: 'DNS',
  http: 'HTTP',
  raw: 'RAW',
  // TLS is part of a session of the protocol above it; files are read without one.
  tls: null,
  mbox: null,
  maildir: null,
};

interface TranscriptBarProps extends TranscriptToolsProps {
  filter: SessionFilter;
  setFilter: (filter: SessionFilter) => void;
  /** What is searched for cannot be searched for. */
  isWrong: boolean;
}

export const TranscriptBar = memo(function TranscriptBar({ filter, setFilter, isWrong, ...tools }: TranscriptBarProps) {
  const say = useWords();
  const accounts = useAccounts();
  return (
    <header className="transcript-bar">
      <h2 className="transcript-title">{say('transcript.region')}</h2>
      <ChoiceMenu
        isLow
        label={say('transcript.account')}
        value={filter.accountId}
        choices={[
          { value: '', label: say('transcript.allAccounts') },
          ...(accounts.value ?? []).map((account) => ({ value: account.id, label: account.settings.name })),
        ]}
        onChange={(accountId) => setFilter({ ...filter, accountId })}
      />
      <ChoiceMenu<Protocol | ''>
        isLow
        label={say('transcript.protocol')}
        value={filter.protocol}
        choices={[
          { value: '', label: say('transcript.allProtocols') },
          ...protocols.flatMap((protocol) => {
            const label = names[protocol];
            return label === null ? [] : [{ value: protocol, label }];
          }),
        ]}
        onChange={(protocol) => setFilter({ ...filter, protocol })}
      />
      <WireSearch filter={filter} setFilter={setFilter} isWrong={isWrong} />
      <TranscriptTools {...tools} />
    </header>
  );
});
