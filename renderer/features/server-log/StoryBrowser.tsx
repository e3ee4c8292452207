/** The messages of a log, the newest first, with a filter; beside them the story of the one that is chosen. */
import { type ReactNode, useEffect, useState } from 'react';
import { type StoryRow, type StoryState, storyStates } from '../../../electron/contract/delivery/mail-log.ts';
import { useClient } from '../../api/Api.tsx';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { SelectField, TextField } from '../../ui/Fields.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { Pages } from './Pages.tsx';
import { StoryList } from './StoryList.tsx';
import { StoryPane } from './StoryPane.tsx';

const pageSize = 100;

interface StoryBrowserProps {
  log: string;
  /** The story that is to be shown, once it has been found. */
  asked: StoryRow | null;
  /** Stands in the row of the filter. */
  choice: ReactNode;
}

export function StoryBrowser({ log, asked: target, choice }: StoryBrowserProps) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const [search, setSearch] = useState('');
  const [state, setState] = useState<StoryState | 'any'>('any');
  const [from, setFrom] = useState(0);
  const [chosen, setChosen] = useState<StoryRow | null>(null);
  useEffect(() => {
    if (target) setChosen(target);
  }, [target]);
  const asked = useSettled(search, 200);
  const page = useCall(
    'mailLog.page',
    { log, search: asked, state: state === 'any' ? null : state, from, limit: pageSize },
    { refetchOn: 'mailLog.progressed', keepPrevious: true, fresh: true },
  );
  const rows = page.value?.rows ?? [];
  const total = page.value?.total ?? 0;
  // What is known of it grows while the log is read.
  const shown = rows.find(({ id }) => id === chosen?.id) ?? chosen;
  const find = async (id: string): Promise<void> => {
    const found = await client.call('mailLog.find', { log, id });
    if (!found.ok) return workspace.showFailure(found.failure);
    if (found.value.row) setChosen(found.value.row);
    else workspace.announce(say('maillog.noStory', { id: visible(id) }));
  };
  return (
    <>
      <div className="server-log-filter">
        {choice}
        <div className="server-log-search">
          <TextField
            label={say('maillog.search')}
            value={search}
            onChange={(text) => {
              setSearch(text);
              setFrom(0);
            }}
            placeholder={say('maillog.searchHint')}
            autoComplete="off"
          />
        </div>
        <SelectField
          label={say('maillog.state')}
          value={state}
          choices={[
            { value: 'any' as const, label: say('maillog.anyState') },
            ...storyStates.map((each) => ({ value: each, label: say(`maillog.state.${each}`) })),
          ]}
          onChange={(next) => {
            setState(next);
            setFrom(0);
          }}
        />
        <Pages from={from} size={pageSize} total={total} onMove={setFrom} before={say('maillog.newer')} after={say('maillog.older')} />
      </div>
      {page.failure && (
        <div className="server-log-failure">
          <Failed failure={page.failure} />
        </div>
      )}
      <div className="server-log-panes">
        <StoryList
          rows={rows}
          chosen={shown?.id ?? null}
          empty={page.isLoading || total > 0 ? null : asked === '' && state === 'any' ? 'maillog.noMessages' : 'maillog.none'}
          onChoose={setChosen}
        />
        {shown ? (
          <StoryPane key={shown.id} log={log} story={shown} onFind={(id) => void find(id)} />
        ) : (
          <p className="server-log-hint">{rows.length > 0 && say('maillog.choose')}</p>
        )}
      </div>
    </>
  );
}
