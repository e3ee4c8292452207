/** The bar above the sessions: what is shown of them, how, and where; it stays as it is while lines come in below it. */

import {
  ArrowDownToLine,
  BookOpen,
  Check,
  Copy,
  Download,
  PanelBottom,
  PanelRight,
  Pilcrow,
  Pin,
  PinOff,
  SquareTerminal,
  X,
} from 'lucide-react';
import { memo, useMemo } from 'react';

import type { Protocol } from '../../../electron/contract/failure.ts';
import type { CopyForm } from '../../../electron/contract/transcript.ts';
import type { Say } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { CommandButton } from '../../state/CommandButton.tsx';
import { useAccounts } from '../../state/engine-queries.ts';
import { useDock, usePreferences } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { MenuButton, type MenuEntry } from '../../ui/Menus.tsx';
import type { SessionFilter } from './use-sessions.ts';
import { WireSearch } from './WireSearch.tsx';

/** What is done to the session on show, whichever it is by then. */
export interface ShownSessionActions {
  copy(): void;
  copyAs(form: CopyForm): void;
  export(): void;
  pin(): void;
}

/** The protocols of which sessions are recorded. */
const protocols: readonly Protocol[] = ['imap', 'pop3', 'smtp', 'http'];

interface TranscriptBarProps {
  filter: SessionFilter;
  setFilter: (filter: SessionFilter) => void;
  /** What is searched for cannot be searched for. */
  isWrong: boolean;
  follows: boolean;
  setFollows: (follows: boolean) => void;
  showEnds: boolean;
  setShowEnds: (showEnds: boolean) => void;
  /** Whether the session on show is pinned; null: none is on show. */
  pinned: boolean | null;
  shown: ShownSessionActions;
}

/** Programs that can do the same exchange. */
export const copyEntries = (say: Say, run: (form: CopyForm) => void): MenuEntry[] => [
  ...(['swaks', 'openssl', 'curl', 'dig'] as const).map((form) => ({
    id: `copy-${form}`,
    label: say('copyAs.program', { program: form === 'openssl' ? 'openssl s_client' : form }),
    run: () => run(form),
  })),
  { id: 'copy-console', label: say('copyAs.console'), run: () => run('console') },
];

export const TranscriptBar = memo(function TranscriptBar(props: TranscriptBarProps) {
  const { filter, setFilter, isWrong, follows, setFollows, showEnds, setShowEnds, pinned, shown } = props;
  const say = useWords();
  const dock = useDock();
  const [{ explanations }, setPreferences] = usePreferences();
  const readings = useMemo<MenuEntry[]>(
    () =>
      (['beside', 'pointed', 'opened'] as const).map((place) => ({
        id: place,
        label: say(`transcript.explanations.${place}`),
        ...(place === explanations ? { icon: Check } : {}),
        run: () => setPreferences({ explanations: place }),
      })),
    [say, explanations, setPreferences],
  );
  const copyForms = useMemo(() => copyEntries(say, shown.copyAs), [say, shown]);
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
          ...protocols.map((protocol) => ({ value: protocol, label: protocol.toUpperCase() })),
        ]}
        onChange={(protocol) => setFilter({ ...filter, protocol })}
      />
      <WireSearch filter={filter} setFilter={setFilter} isWrong={isWrong} />
      <div className="transcript-tools">
        <IconButton isLow icon={ArrowDownToLine} label={say('transcript.follow')} pressed={follows} onPress={() => setFollows(!follows)} />
        <CommandButton id="transcript.lastError" isLow />
        <MenuButton label={say('transcript.explanations')} entries={readings}>
          <IconButton isLow icon={BookOpen} label={say('transcript.explanations')} />
        </MenuButton>
        <IconButton isLow icon={Pilcrow} label={say('transcript.showEnds')} pressed={showEnds} onPress={() => setShowEnds(!showEnds)} />
        {pinned !== null && (
          <>
            <IconButton isLow icon={Copy} label={say('transcript.copySession')} onPress={() => shown.copy()} />
            <MenuButton label={say('copyAs')} entries={copyForms}>
              <IconButton isLow icon={SquareTerminal} label={say('copyAs')} />
            </MenuButton>
            <IconButton isLow icon={Download} label={say('transcript.export')} onPress={() => shown.export()} />
            <IconButton
              isLow
              icon={pinned ? PinOff : Pin}
              label={say(pinned ? 'transcript.unpin' : 'transcript.pin')}
              pressed={pinned}
              onPress={() => shown.pin()}
            />
          </>
        )}
        <IconButton
          isLow
          icon={dock === 'right' ? PanelBottom : PanelRight}
          label={say(dock === 'right' ? 'transcript.below' : 'transcript.beside')}
          onPress={() => setPreferences({ dock: dock === 'right' ? 'bottom' : 'right' })}
        />
        <IconButton isLow icon={X} label={say('transcript.hide')} onPress={() => setPreferences({ dock: 'hidden' })} />
      </div>
    </header>
  );
});
