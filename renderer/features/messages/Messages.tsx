/**
 * The message pane: the rows of a folder or of a search, as one grid that holds any number of them. It owns reading
 * rows in windows, the roving focus and selection; what is done to messages is told to the engine through the mail actions.
 */

import { Inbox, Search } from 'lucide-react';
import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { FolderRole } from '../../../electron/contract/folders.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import { useMailActions, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { isOfList, nothingSelected } from '../../state/selection.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { ChoiceField } from '../../ui/Fields.tsx';
import { Delayed, EmptyState } from '../../ui/Notices.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { GridControls } from './act-on-messages.ts';
import { Marked } from './Marked.tsx';
import { MessageGrid } from './MessageGrid.tsx';
import { createFolderRows } from './rows/folder-rows.ts';
import type { RowSource, Rows } from './rows/row-source.ts';
import { createSearchRows } from './rows/search-rows.ts';
import { SearchHelp } from './SearchHelp.tsx';
import { useMessageCommands } from './use-message-commands.ts';

/** Rows of what is shown, read again after every change. */
function useRowSource(
  folderId: number | null,
  search: string,
  scope: 'everywhere' | 'folder',
  grid: RefObject<GridControls | null>,
): RowSource | null {
  const client = useClient();
  const workspace = useWorkspace();
  const actions = useMailActions();
  const source = useMemo(() => {
    const where = scope === 'folder' && folderId !== null ? folderId : undefined;
    if (search !== '') return createSearchRows({ client, query: search, folderId: where, later: afterPaint });
    return folderId === null ? null : createFolderRows(client, folderId);
  }, [client, folderId, search, scope]);
  useEffect(() => () => source?.dispose(), [source]);

  // All of a list is selected in that list: in another one, of the same folder too, nobody would see which messages that are.
  useLayoutEffect(() => {
    const { selection } = workspace.store.get();
    if ((isOfList(selection) && selection.list !== source?.list) || workspace.selecting()) workspace.select(nothingSelected);
  }, [workspace, source]);
  const letGo = () => {
    if (!isOfList(workspace.store.get().selection) && !workspace.selecting()) return;
    workspace.select(nothingSelected);
    // Nor is the message that was open before what a command means now.
    workspace.showMarked(null);
  };
  // A cache that is read anew counts its revisions from the beginning.
  useEvent('application.healthChanged', letGo);

  useEvent('messages.changed', ({ folderId: changed, reset }) => {
    if (reset && source?.folderId === changed) letGo();
  });
  useEffect(() => (source ? client.on('messages.changed', source.follow) : undefined), [client, source]);
  useEffect(
    () =>
      actions.onLocalChange((change) => {
        if (change.kind === 'changed') source?.change(change.ids, change.change);
        else if (change.kind === 'removed') {
          // What was selected in another list is not what is shown here.
          if (isOfList(change.ids) && change.ids.list !== source?.list) return;
          const goOn = grid.current?.leave(change.ids);
          source?.remove(change.ids);
          goOn?.();
        } else source?.refresh();
      }),
    [actions, source, grid],
  );
  return source;
}

export const Messages = memo(function Messages({ name, isInSight }: { name: string; isInSight: boolean }) {
  const { store } = useWorkspace();
  // What is marked in a list that nobody sees is not what a command means.
  useLayoutEffect(() => {
    store.set({ listInSight: isInSight });
    return () => store.set({ listInSight: false });
  }, [store, isInSight]);
  const folderId = useWorkspaceState((state) => state.folderId);
  const search = useWorkspaceState((state) => state.search);
  const [scope, setScope] = useState<'everywhere' | 'folder'>('everywhere');
  const grid = useRef<GridControls | null>(null);
  const source = useRowSource(folderId, search, scope, grid);
  const shown = useLatest(source);
  useMessageCommands({ source: shown, grid });
  const say = useWords();
  return (
    <section className="messages" data-pane aria-label={say('messages.pane')}>
      {source && (
        <Filled
          name={name}
          place={search === '' ? `folder ${folderId}` : `search ${scope} ${search}`}
          source={source}
          search={search}
          scope={scope}
          setScope={setScope}
          grid={grid}
        />
      )}
    </section>
  );
});

const rolesWithWords = ['drafts', 'sent', 'trash', 'junk', 'archive'] as const;

/** What comes into an empty folder: each of those with a purpose of its own says it. */
function emptyWords(role: FolderRole | null | undefined): WordKey {
  const own = rolesWithWords.find((one) => one === role);
  return own ? `messages.emptyText.${own}` : 'messages.emptyText';
}

interface FilledProps {
  /** Tells one list from another. */
  place: string;
  source: RowSource;
  name: string;
  search: string;
  scope: 'everywhere' | 'folder';
  setScope: (scope: 'everywhere' | 'folder') => void;
  grid: RefObject<GridControls | null>;
}

interface ShownRows {
  readonly place: string;
  readonly source: RowSource;
  readonly rows: Rows;
  readonly isSearch: boolean;
}

/** Rows that are ready: those of now, else those that were there before; null: there were none yet. */
function useLatestReady(now: ShownRows): ShownRows | null {
  const [latest, setLatest] = useState<ShownRows | null>(null);
  if (!now.rows.ready) return latest;
  if (latest?.rows !== now.rows || latest.source !== now.source || latest.place !== now.place) setLatest(now);
  return now;
}

function Filled({ place, source, name, search, scope, setScope, grid }: FilledProps) {
  const say = useWords();
  const language = useLanguage();
  const rows = useSyncExternalStore(source.subscribe, source.rows);
  const folders = useFolders();
  const places = useMemo(() => new Map((folders.value ?? []).map((folder) => [folder.id, folder])), [folders.value]);
  const accounts = useAccounts();
  const accountNames = useMemo(
    () => new Map((accounts.value ?? []).map(({ id, settings }) => [id, visible(settings.name)])),
    [accounts.value],
  );
  const searching = search !== '';
  const folderId = useWorkspaceState((state) => state.folderId);

  // Until a search is answered, what was there before stays: an empty list for a moment would only flicker, and cost a frame.
  const latest = useLatestReady({ place, source, rows, isSearch: searching });
  const shown = rows.ready || (searching && latest?.rows.total) ? latest : null;

  // An empty list of a folder that the server does not let be read says nothing about what lies in it.
  const unread = !searching && rows.ready && rows.total === 0 && folderId !== null ? places.get(folderId)?.failure : undefined;

  // Nothing in sight has asked for rows yet: ask for the first ones.
  useEffect(() => source.show(0, 40), [source]);

  return (
    <>
      <header className="messages-header">
        <h2 className="messages-title" dir="auto">
          {searching ? say('search.results') : name}
        </h2>
        <Marked />
        <span className="messages-count numeric" aria-live={searching ? 'polite' : 'off'}>
          {!rows.ready
            ? ''
            : searching
              ? say(rows.complete ? 'search.found' : 'search.foundSoFar', { count: rows.total, number: formatNumber(rows.total, language) })
              : say('messages.count', { count: rows.total, number: formatNumber(rows.total, language) })}
        </span>
      </header>
      {searching && (
        <div className="messages-scope">
          <ChoiceField
            hidesLabel
            label={say('search.scope')}
            value={scope}
            onChange={setScope}
            choices={[
              { value: 'everywhere', label: say('search.everywhere') },
              { value: 'folder', label: name || say('search.thisFolder') },
            ]}
          />
          {rows.searched && rows.searched.indexed < rows.searched.total && (
            <p role="status" className="messages-searched">
              {say('search.searched', {
                indexed: formatNumber(rows.searched.indexed, language),
                total: formatNumber(rows.searched.total, language),
              })}
            </p>
          )}
        </div>
      )}
      {unread && <Failed failure={unread} />}
      {rows.failure && <Failed failure={rows.failure} onRetry={source.refresh} />}
      {!rows.ready && (
        <Delayed key={place}>
          <p className="messages-waiting" role="status">
            {say('messages.reading')}
          </p>
        </Delayed>
      )}
      {rows.ready && rows.total === 0 && !rows.failure ? (
        searching ? (
          <EmptyState icon={Search} title={say('search.nothing')} text={<SearchHelp />} />
        ) : (
          !unread && (
            <EmptyState
              icon={Inbox}
              title={say('messages.empty')}
              text={say(emptyWords(folderId === null ? null : places.get(folderId)?.role))}
            />
          )
        )
      ) : (
        shown && (
          <MessageGrid
            key={shown.place}
            source={shown.source}
            placeOf={(id) => places.get(id)}
            showsPlace={shown.isSearch}
            accountNames={accountNames}
            controls={grid}
          />
        )
      )}
    </>
  );
}
