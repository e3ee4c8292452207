/** The sessions, newest first: one option each, with its state, protocol, account, purpose, duration and result. */
import { Ban, CircleCheck, CircleDot, Lock, LockOpen, Pin } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import type { Language } from '../../../electron/contract/application.ts';
import type { Session } from '../../../electron/contract/transcript.ts';
import { formatDuration, formatListDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { ContextMenu, type MenuEntry } from '../../ui/Menus.tsx';
import { visible } from '../../ui/text/visible-text.ts';

const stateIcons = { open: CircleDot, done: CircleCheck, failed: Ban } as const;

const SessionLine = memo(function SessionLine({ session, now, language }: { session: Session; now: number; language: Language }) {
  const say = useWords();
  const Icon = stateIcons[session.state];
  const Secrecy = session.tls === null ? LockOpen : Lock;
  const duration = session.endedAt === null ? null : formatDuration(session.endedAt - session.startedAt, language);
  return (
    <>
      <Icon
        size="0.9375rem"
        strokeWidth={1.9}
        className={`session-icon session-${session.state}`}
        role="img"
        aria-label={say(`transcript.state.${session.state}`)}
      />
      <span className="session-words">
        <span className="session-head">
          <span className="session-protocol">{session.protocol.toUpperCase()}</span>{' '}
          <span dir="auto">{visible(session.accountName) || session.host}</span>{' '}
          <span className="session-purpose">{say(`transcript.purpose.${session.purpose}`)}</span>
        </span>
        <span className="session-summary mono" dir="ltr">
          {visible(session.summary) || `${session.host}:${session.port}`}
        </span>
      </span>
      <span className="session-facts numeric">
        <span>
          {(session.pinned || session.kept) && (
            <Pin size="0.6875rem" role="img" aria-label={say(session.pinned ? 'transcript.pinned' : 'transcript.keptLines')} />
          )}
          <Secrecy
            size="0.6875rem"
            role="img"
            className={session.tls === null ? 'session-clear' : ''}
            aria-label={session.tls === null ? say('transcript.clear') : session.tls}
          />{' '}
          {formatListDate(session.startedAt, now, language)}
        </span>
        <span>{duration ?? say('transcript.openNow')}</span>
      </span>
    </>
  );
});

interface SessionListProps {
  sessions: readonly Session[];
  selected: string | null;
  onSelect: (id: string) => void;
  menuOf: (session: Session) => readonly MenuEntry[];
}

export function SessionList({ sessions, selected, onSelect, menuOf }: SessionListProps) {
  const say = useWords();
  const language = useLanguage();
  const elements = useRef(new Map<string, HTMLElement>());
  const [menu, setMenu] = useState<{ x: number; y: number; session: Session } | null>(null);
  const tabStop = sessions.some((session) => session.id === selected) ? selected : sessions[0]?.id;

  // A session that a failure or a message leads to may stand far down.
  useEffect(() => {
    if (selected !== null) elements.current.get(selected)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const session = sessions[at];
    if (session && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      setMenu({ x: box.left + 30, y: box.top + box.height / 2, session });
      return;
    }
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
      Home: 0,
      End: sessions.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = sessions[Math.min(sessions.length - 1, Math.max(0, target))];
    if (!next) return;
    onSelect(next.id);
    elements.current.get(next.id)?.focus();
  };

  // To the minute, so that a line is drawn again only when it says something else.
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  return (
    <>
      <div role="listbox" data-sequences aria-label={say('transcript.sessions')} className="sessions">
        {sessions.map((session, at) => (
          <div
            key={session.id}
            ref={(element) => {
              if (element) elements.current.set(session.id, element);
              else elements.current.delete(session.id);
            }}
            role="option"
            aria-selected={session.id === selected}
            data-session={session.id}
            tabIndex={session.id === tabStop ? 0 : -1}
            className={`session${session.id === selected ? ' is-selected' : ''}`}
            onClick={() => onSelect(session.id)}
            onKeyDown={(event) => onKeyDown(event, at)}
            onContextMenu={(event) => {
              event.preventDefault();
              onSelect(session.id);
              setMenu({ x: event.clientX, y: event.clientY, session });
            }}
          >
            <SessionLine session={session} now={now} language={language} />
          </div>
        ))}
      </div>
      {menu && <ContextMenu at={menu} entries={menuOf(menu.session)} label={say('transcript.sessionMenu')} onClose={() => setMenu(null)} />}
    </>
  );
}
