/**
 * The transcript dock: every session that crossed the wire, and the lines of one of them, as they happen. It asks the
 * engine for what is in sight and knows no protocol; what a line is and means comes with it.
 */

import { Copy, Download, Pin, PinOff, ScrollText, SquareTerminal, Trash2 } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { type ConsoleProtocol, consoleProtocols } from '../../../electron/contract/console.ts';
import type { LineRange, Session, WireSearch } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCommandRegistry, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import type { MenuEntry } from '../../ui/Menus.tsx';
import { EmptyState } from '../../ui/Notices.tsx';
import { useLatest } from '../../ui/use-latest.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { LineList } from '../../wire/LineList.tsx';
import { createLineSource } from '../../wire/line-source.ts';
import type { LineTarget } from '../../wire/line-target.ts';
import { DeleteSession } from './DeleteSession.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ServerSide } from './ServerSide.tsx';
import { SessionHead } from './SessionHead.tsx';
import { SessionList } from './SessionList.tsx';
import { TranscriptBar } from './TranscriptBar.tsx';
import { copyEntries, type ShownSessionActions } from './TranscriptTools.tsx';
import { useLineActions } from './use-line-actions.ts';
import { useServerSide } from './use-server-side.ts';
import { useSessionActions } from './use-session-actions.ts';
import { type SessionFilter, useSessions } from './use-sessions.ts';
import { isAboutSearch, SearchOutcome } from './WireSearch.tsx';

/** Purposes of sessions that the user has just started and wants to see. */
const foreground: ReadonlySet<Session['purpose']> = new Set(['check', 'send', 'console']);

/** Those that can be typed by hand. */
const isConsoleProtocol = (protocol: Session['protocol']): protocol is ConsoleProtocol =>
  (consoleProtocols as readonly string[]).includes(protocol);

/** Milliseconds for which an expression must have stood: half of one means something else. */
const typingPause = 300;

const noFilter: SessionFilter = { accountId: '', protocol: '', text: '', expression: false };

interface Shown {
  readonly session: string;
  readonly target: LineTarget | null;
}

export function Transcript() {
  const say = useWords();
  const client = useClient();
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const actions = useSessionActions();
  const asked = useWorkspaceState((state) => state.transcript);
  const [filter, setFilter] = useState<SessionFilter>(noFilter);
  const deferred = useDeferredValue(filter.expression ? filter.text : filter.text.trim());
  const text = useSettled(deferred, filter.expression && deferred !== '' ? typingPause : 0);
  const [field] = useState(() => crypto.randomUUID());
  const search = useMemo<WireSearch>(
    () => (text === '' ? {} : filter.expression ? { text, expression: true, field } : { text }),
    [text, filter.expression, field],
  );
  // What nobody waits for any more need not be searched to its end.
  useEffect(() => {
    if (search.expression) return () => void client.call('transcript.searchCancel', { field });
  }, [client, search, field]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [follows, setFollows] = useState(true);
  const [showEnds, setShowEnds] = useState(false);
  const started = useRef(Date.now());

  const sessionId = shown?.session;
  const source = useMemo(
    () => (sessionId === undefined ? null : createLineSource({ client, session: sessionId, search })),
    [client, sessionId, search],
  );
  useEffect(() => () => source?.dispose(), [source]);

  const sessions = useSessions({ ...filter, text }, search, (changed) => {
    for (const session of changed) {
      if (session.id === shown?.session) source?.changed(session);
      else if (follows && text === '' && foreground.has(session.purpose) && session.startedAt > started.current) {
        started.current = session.startedAt;
        setShown({ session: session.id, target: null });
      }
    }
  });
  const list = sessions.value ?? [];
  const newest = list[0]?.id;
  useEffect(() => {
    if (shown === null && newest !== undefined) setShown({ session: newest, target: null });
  }, [shown, newest]);

  // A request to show a session, from a failure, a message or the outbox.
  useEffect(() => {
    if (!asked) return;
    const { session, firstLine, lastLine, request } = asked;
    // Whatever the list was narrowed to, it must hold the session that is asked for.
    setFilter(noFilter);
    setFollows(firstLine === undefined);
    setShown({ session, target: firstLine === undefined ? null : { first: firstLine, last: lastLine ?? firstLine, request } });
  }, [asked]);

  useEffect(() => {
    workspace.store.set({ shownSession: sessionId ?? null });
    return () => workspace.store.set({ shownSession: null });
  }, [workspace, sessionId]);

  const current = list.find((session) => session.id === shown?.session) ?? null;
  const [showsServer, setShowsServer] = useState(false);
  const side = useServerSide(current, showsServer && text === '');
  const jump = useCallback((index: number) => {
    setFilter((before) => ({ ...before, text: '' }));
    setFollows(false);
    setShown((before) => before && { ...before, target: { first: index, last: index, request: -Date.now() } });
  }, []);

  const [exporting, setExporting] = useState<{ session: Session; lines: LineRange | null } | null>(null);
  const latest = useLatest(current);
  const ofShown = useMemo<ShownSessionActions>(() => {
    const withShown = (act: (session: Session) => Promise<void>) => {
      if (latest.current) void act(latest.current);
    };
    return {
      copy: () => withShown(actions.copy),
      copyAs: (form) => withShown((session) => actions.copyAs(session, form)),
      export: () => withShown(async (session) => setExporting({ session, lines: null })),
      pin: () => withShown(actions.pin),
    };
  }, [actions]);
  const [doomed, setDoomed] = useState<{ session: Session; lines: LineRange | null } | null>(null);
  const remove = async (session: Session, lines: LineRange | null) => {
    if (lines) await actions.removeLines(session, lines);
    else if ((await actions.remove(session)) && shown?.session === session.id) setShown(null);
  };

  const openConsole = ({ protocol, host, port }: Session) => {
    if (isConsoleProtocol(protocol)) workspace.openView({ name: 'console', server: { protocol, host, port } });
  };
  const menuOf = (session: Session): readonly MenuEntry[] => [
    {
      id: 'pin',
      label: say(session.pinned ? 'transcript.unpin' : 'transcript.pin'),
      icon: session.pinned ? PinOff : Pin,
      run: () => void actions.pin(session),
    },
    ...(isConsoleProtocol(session.protocol)
      ? [{ id: 'console', label: say('console.open'), icon: SquareTerminal, run: () => openConsole(session) }]
      : []),
    { id: 'copy', label: say('transcript.copySession'), icon: Copy, run: () => void actions.copy(session) },
    ...copyEntries(say, (form) => void actions.copyAs(session, form)),
    { id: 'export', label: say('transcript.export'), icon: Download, run: () => setExporting({ session, lines: null }) },
    {
      id: 'remove',
      label: say('transcript.remove'),
      icon: Trash2,
      separated: true,
      isDisabled: session.state === 'open',
      run: () => setDoomed({ session, lines: null }),
    },
  ];
  const lineMenuOf = useLineActions({
    session: latest,
    actions,
    onExport: useCallback((session, lines) => setExporting({ session, lines }), []),
    onRemove: useCallback((session, lines) => setDoomed({ session, lines }), []),
  });
  const isFiltered = filter.accountId !== '' || filter.protocol !== '' || filter.text !== '';

  return (
    <section className="transcript" data-pane aria-label={say('transcript.region')}>
      <TranscriptBar
        filter={filter}
        setFilter={setFilter}
        isWrong={isAboutSearch(sessions.failure)}
        follows={follows}
        setFollows={setFollows}
        showEnds={showEnds}
        setShowEnds={setShowEnds}
        pinned={current?.pinned ?? null}
        serverSide={side.has ? { isShown: showsServer, show: setShowsServer } : null}
        shown={ofShown}
      />
      {text !== '' && <SearchOutcome source={source} failure={sessions.failure} onCancel={() => setFilter({ ...filter, text: '' })} />}
      {sessions.failure && !isAboutSearch(sessions.failure) && <Failed failure={sessions.failure} onRetry={sessions.retry} />}
      {list.length === 0 && (shown === null || isFiltered) && !sessions.isLoading && !sessions.failure ? (
        isFiltered ? (
          <EmptyState title={say('transcript.nothingFound')}>
            <Button onPress={() => setFilter(noFilter)}>{say('transcript.showEverySession')}</Button>
          </EmptyState>
        ) : (
          <EmptyState icon={ScrollText} title={say('transcript.empty')} text={say('transcript.emptyText')}>
            <Button onPress={() => registry.run('sync.now')}>{say('command.getMail')}</Button>
          </EmptyState>
        )
      ) : (
        <div className="transcript-body">
          <SessionList
            sessions={list}
            selected={shown?.session ?? null}
            onSelect={(session) => {
              setShown({ session, target: null });
              setFollows(list.find((one) => one.id === session)?.state === 'open');
            }}
            menuOf={menuOf}
          />
          {source && (
            <div className="session-lines">
              {current && <SessionHead key={`head-${current.id}`} session={current} onJump={jump} />}
              <div className={side.source ? 'session-sides' : 'session-side'}>
                <LineList
                  key={shown?.session}
                  source={source}
                  label={say('transcript.lines')}
                  needle={filter.expression ? '' : text.toLowerCase()}
                  isFound={text !== ''}
                  showEnds={showEnds}
                  follows={follows}
                  setFollows={setFollows}
                  target={text === '' ? (shown?.target ?? null) : null}
                  onJump={jump}
                  onCopy={actions.copyLines}
                  menuOf={text === '' ? lineMenuOf : undefined}
                />
                {side.source && (
                  <ServerSide key={`side-${shown?.session}`} source={side.source} showEnds={showEnds} onCopy={actions.copyLines} />
                )}
              </div>
            </div>
          )}
        </div>
      )}
      {exporting && <ExportDialog {...exporting} save={actions.save} onClose={() => setExporting(null)} />}
      {doomed && (
        <DeleteSession lines={doomed.lines} onDelete={() => void remove(doomed.session, doomed.lines)} onClose={() => setDoomed(null)} />
      )}
    </section>
  );
}
