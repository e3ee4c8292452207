/** The list of sessions, newest first, kept up to date by the announcements themselves. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Protocol } from '../../../electron/contract/failures/failure-codes.ts';
import type { Session, WireSearch } from '../../../electron/contract/transcript.ts';
import { askAgain } from '../../api/refetch.ts';
import { useEvent } from '../../api/use-action.ts';
import { type CallState, useCall } from '../../api/use-call.ts';

export interface SessionFilter {
  readonly accountId: string;
  readonly protocol: Protocol | '';
  readonly text: string;
  /** The text is a regular expression. */
  readonly expression: boolean;
}

const most = 300;
/** How long after the last announcement a search through all sessions is made again. */
const searchAgainAfter = 1_000;
/** Milliseconds in which what only grows of a session (lines, octets, the latest reply) reaches the list. */
const grownWithin = 500;

type Narrowed = Pick<SessionFilter, 'accountId' | 'protocol' | 'text'>;

const fits = (session: Session, filter: Narrowed) =>
  (filter.accountId === '' || session.accountId === filter.accountId) && (filter.protocol === '' || session.protocol === filter.protocol);

/** Whether the list must say it now: the session is new there, or something of it is other than that it goes on. */
function isNews(session: Session, before: Session | undefined, filter: Narrowed): boolean {
  if (!before) return filter.text === '' && fits(session, filter);
  const { lines, bytesSent, bytesReceived, summary } = before;
  return JSON.stringify({ ...session, lines, bytesSent, bytesReceived, summary }) !== JSON.stringify(before);
}

/** Merges `changed` into the list: known sessions in place, new ones by time. */
export function mergeSessions(sessions: readonly Session[], changed: readonly Session[], filter: Narrowed): Session[] {
  const news = new Map(changed.map((session) => [session.id, session]));
  const merged = sessions.map((session) => {
    const next = news.get(session.id);
    news.delete(session.id);
    return next ?? session;
  });
  // Which of the new ones hold the text only a search can say.
  const added = filter.text === '' ? [...news.values()].filter((session) => fits(session, filter)) : [];
  if (added.length === 0) return merged;
  return [...merged, ...added].sort((one, other) => other.startedAt - one.startedAt).slice(0, most);
}

/**
 * @param search what the filter's text is to the engine
 * @param onChanged called for every announcement, whatever the filter
 */
export function useSessions(
  filter: SessionFilter,
  search: WireSearch,
  onChanged: (sessions: readonly Session[]) => void,
): CallState<Session[]> {
  const queries = useQueryClient();
  const input = {
    limit: most,
    ...(filter.accountId === '' ? {} : { accountId: filter.accountId }),
    ...(filter.protocol === '' ? {} : { protocol: filter.protocol }),
    ...search,
  };
  // The sessions of a removed account go with it.
  const state = useCall('transcript.sessions', input, { keepPrevious: true, refetchOn: 'accounts.changed' });
  const queryKey = ['transcript.sessions', input];
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const grown = useRef(new Map<string, Session>());
  const putting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(putting.current);
    },
    [],
  );
  const put = useEffectEvent(() => {
    clearTimeout(putting.current);
    putting.current = undefined;
    const changed = [...grown.current.values()];
    grown.current.clear();
    queries.setQueryData<Session[]>(queryKey, (known) => known && mergeSessions(known, changed, filter));
  });
  useEvent('transcript.changed', ({ sessions }) => {
    const known = new Map(queries.getQueryData<Session[]>(queryKey)?.map((session) => [session.id, session]));
    for (const session of sessions) grown.current.set(session.id, session);
    if (sessions.some((session) => isNews(session, known.get(session.id), filter))) put();
    else putting.current ??= setTimeout(() => put(), grownWithin);
    // An answer on its way may have been given before this, and would take it out of the list again.
    if (queries.isFetching({ queryKey }) > 0) void askAgain(queries, queryKey);
    // Some were removed for the limits.
    if (sessions.length === 0) void askAgain(queries, queryKey);
    if (filter.text !== '') {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void askAgain(queries, queryKey), searchAgainAfter);
    }
    onChanged(sessions);
  });
  return state;
}
