/** The practice server's side of the connection on show: its session, and its lines while they are wanted. */
import { useEffect, useMemo } from 'react';
import type { Session } from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { createLineSource, type LineSource } from '../../wire/line-source.ts';

const noSearch = {};

/**
 * @param isWanted whether its lines are shown
 * @returns `has` whether there is one; `source` null where there is none, or nobody wants its lines
 */
export function useServerSide(session: Session | null, isWanted: boolean): { has: boolean; source: LineSource | null } {
  const client = useClient();
  const isAsked = session !== null && session.host === '127.0.0.1';
  const answer = useCall('practice.serverSide', { session: session?.id ?? '' }, { enabled: isAsked, fresh: true });
  const id = isAsked ? (answer.value?.session?.id ?? null) : null;
  const source = useMemo(
    () => (id === null || !isWanted ? null : createLineSource({ client, session: id, search: noSearch })),
    [client, id, isWanted],
  );
  useEffect(() => () => source?.dispose(), [source]);
  useEvent('practice.serverSideChanged', ({ sessions }) => {
    for (const changed of sessions) if (changed.id === id) source?.changed(changed);
    // The server hears of a connection after its client began to record it.
    if (isAsked && id === null && sessions.some(({ port }) => port === session.port)) answer.retry();
  });
  return { has: id !== null, source };
}
