/**
 * The transcript dock: every session that crossed the wire, and the lines of one of them, as they happen. It asks the
 * engine for what is in sight and knows no protocol; what a line is and means comes with it.
 */

import { useQueryClient } from '@tanstack/react-query';
import {
  ArrowDownToLine,
  Copy,
  Download,
  FileJson,
  FileText,
  PanelBottom,
  PanelRight,
  Pilcrow,
  Pin,
  PinOff,
  ScrollText,
  Search,
  Trash2,
  X,
} from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { type Protocol, protocols } from '../../../electron/contract/failure.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { useCall } from '../../api/use-call.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCapability, useCommandRegistry, usePreferences, useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { MenuButton, type MenuEntry } from '../../ui/Menus.tsx';
import { EmptyState } from '../../ui/Notices.tsx';
import { LineList, type LineTarget } from './LineList.tsx';
import { createLineSource } from './line-source.ts';
import { SessionList } from './SessionList.tsx';
import { type SessionFilter, useSessions } from './use-sessions.ts';
import { plainLine } from './wire-text.ts';
import { useWireWords } from './wire-words.ts';
import './transcript.css';

/** What somebody at the screen has just asked for, and wants to see. */
const foreground: ReadonlySet<Session['purpose']> = new Set(['check', 'send', 'console']);

interface Shown {
  readonly session: string;
  readonly target: LineTarget | null;
}

export function Transcript() {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const queries = useQueryClient();
  const registry = useCommandRegistry();
  const workspace = useWorkspace();
  const words = useWireWords();
  const saves = useCapability('save-dialog');
  const [{ dock }, setPreferences] = usePreferences();
  const accounts = useCall('accounts.list', {}, { refetchOn: 'accounts.changed' });
  const asked = useWorkspaceState((state) => state.transcript);
  const [filter, setFilter] = useState<SessionFilter>({ accountId: '', protocol: '', text: '' });
  const text = useDeferredValue(filter.text.trim());
  const [shown, setShown] = useState<Shown | null>(null);
  const [follows, setFollows] = useState(true);
  const [showEnds, setShowEnds] = useState(false);
  const started = useRef(Date.now());

  const sessionId = shown?.session;
  const source = useMemo(
    () => (sessionId === undefined ? null : createLineSource({ client, session: sessionId, text })),
    [client, sessionId, text],
  );
  useEffect(() => () => source?.dispose(), [source]);

  const sessions = useSessions({ ...filter, text }, (changed) => {
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

  // Somebody asks for a session: a failure, a message, the outbox.
  useEffect(() => {
    if (!asked) return;
    const { session, firstLine, lastLine, request } = asked;
    setFilter((before) => ({ ...before, text: '' }));
    setFollows(firstLine === undefined);
    setShown({ session, target: firstLine === undefined ? null : { first: firstLine, last: lastLine ?? firstLine, request } });
  }, [asked]);

  const current = list.find((session) => session.id === shown?.session) ?? null;
  const jump = useCallback((index: number) => {
    setFilter((before) => ({ ...before, text: '' }));
    setFollows(false);
    setShown((before) => before && { ...before, target: { first: index, last: index, request: -Date.now() } });
  }, []);

  const copy = (value: string, count: number) =>
    void navigator.clipboard.writeText(value).then(
      () => workspace.announce(say('transcript.copied', { count })),
      () => workspace.announce(say('transcript.notCopied')),
    );
  const copyLines = (lines: readonly Line[]) =>
    copy(lines.map((line) => plainLine(line, words.note(line), (length) => formatBytes(length, language))).join('\n'), lines.length);

  const prepare = async (session: string, format: 'text' | 'jsonl') => {
    const answer = await client.call('transcript.export', { sessions: [session], format });
    if (!answer.ok) workspace.showFailure(answer.failure);
    return answer.ok ? answer.value : null;
  };
  const copySession = async (session: Session) => {
    const file = await prepare(session.id, 'text');
    if (file) copy(await (await fetch(file.url)).text(), session.lines);
  };
  const exportSession = async (session: string, format: 'text' | 'jsonl') => {
    const file = await prepare(session, format);
    if (!file) return;
    if (saves) {
      const saved = await client.call('application.save', { url: file.url, suggestedName: file.name });
      if (!saved.ok) workspace.showFailure(saved.failure);
      return;
    }
    const anchor = document.createElement('a');
    anchor.href = file.url;
    anchor.download = file.name;
    anchor.click();
  };
  const pin = async (session: Session) => {
    const answer = await client.call('transcript.pin', { session: session.id, pinned: !session.pinned });
    if (!answer.ok) workspace.showFailure(answer.failure);
    else void queries.invalidateQueries({ queryKey: ['transcript.sessions'] });
  };
  const remove = async (session: Session) => {
    const answer = await client.call('transcript.remove', { session: session.id });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    if (shown?.session === session.id) setShown(null);
    void queries.invalidateQueries({ queryKey: ['transcript.sessions'] });
  };

  const exports = (session: Session): MenuEntry[] => [
    { id: 'text', label: say('transcript.exportText'), icon: FileText, run: () => void exportSession(session.id, 'text') },
    { id: 'jsonl', label: say('transcript.exportJsonl'), icon: FileJson, run: () => void exportSession(session.id, 'jsonl') },
  ];
  const menuOf = (session: Session): readonly MenuEntry[] => [
    {
      id: 'pin',
      label: say(session.pinned ? 'transcript.unpin' : 'transcript.pin'),
      icon: session.pinned ? PinOff : Pin,
      run: () => void pin(session),
    },
    { id: 'copy', label: say('transcript.copySession'), icon: Copy, run: () => void copySession(session) },
    ...exports(session),
    {
      id: 'remove',
      label: say('transcript.remove'),
      icon: Trash2,
      separated: true,
      isDisabled: session.state === 'open',
      run: () => void remove(session),
    },
  ];
  const isFiltered = filter.accountId !== '' || filter.protocol !== '' || filter.text !== '';

  return (
    <section className="transcript" aria-label={say('transcript.region')}>
      <header className="transcript-bar">
        <h2 className="transcript-title">{say('transcript.region')}</h2>
        <ChoiceMenu
          label={say('transcript.account')}
          value={filter.accountId}
          choices={[
            { value: '', label: say('transcript.allAccounts') },
            ...(accounts.value ?? []).map((account) => ({ value: account.id, label: account.settings.name })),
          ]}
          onChange={(accountId) => setFilter({ ...filter, accountId })}
        />
        <ChoiceMenu<Protocol | ''>
          label={say('transcript.protocol')}
          value={filter.protocol}
          choices={[
            { value: '', label: say('transcript.allProtocols') },
            ...protocols.map((protocol) => ({ value: protocol, label: protocol.toUpperCase() })),
          ]}
          onChange={(protocol) => setFilter({ ...filter, protocol })}
        />
        <SearchField
          className="transcript-search"
          aria-label={say('transcript.find')}
          value={filter.text}
          onChange={(value) => setFilter({ ...filter, text: value })}
        >
          <Search size={13} aria-hidden />
          <Input className="transcript-search-input" placeholder={say('transcript.find')} spellCheck={false} maxLength={1_000} />
        </SearchField>
        <div className="transcript-tools">
          <IconButton icon={ArrowDownToLine} label={say('transcript.follow')} pressed={follows} onPress={() => setFollows(!follows)} />
          <IconButton icon={Pilcrow} label={say('transcript.showEnds')} pressed={showEnds} onPress={() => setShowEnds(!showEnds)} />
          {current && (
            <>
              <IconButton icon={Copy} label={say('transcript.copySession')} onPress={() => void copySession(current)} />
              <MenuButton label={say('transcript.export')} entries={exports(current)}>
                <IconButton icon={Download} label={say('transcript.export')} />
              </MenuButton>
              <IconButton
                icon={current.pinned ? PinOff : Pin}
                label={say(current.pinned ? 'transcript.unpin' : 'transcript.pin')}
                pressed={current.pinned}
                onPress={() => void pin(current)}
              />
            </>
          )}
          <IconButton
            icon={dock === 'right' ? PanelBottom : PanelRight}
            label={say(dock === 'right' ? 'transcript.below' : 'transcript.beside')}
            onPress={() => setPreferences({ dock: dock === 'right' ? 'bottom' : 'right' })}
          />
          <IconButton icon={X} label={say('transcript.hide')} onPress={() => setPreferences({ dock: 'hidden' })} />
        </div>
      </header>
      {sessions.failure && <Failed failure={sessions.failure} onRetry={sessions.retry} />}
      {list.length === 0 && shown === null && !sessions.isLoading && !sessions.failure ? (
        isFiltered ? (
          <EmptyState title={say('transcript.nothingFound')} />
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
            <LineList
              key={shown?.session}
              source={source}
              needle={text.toLowerCase()}
              showEnds={showEnds}
              follows={follows}
              setFollows={setFollows}
              target={text === '' ? (shown?.target ?? null) : null}
              onJump={jump}
              onCopy={copyLines}
            />
          )}
        </div>
      )}
    </section>
  );
}
