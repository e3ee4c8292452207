/** The lines of a session below what they are about. */
import { useEffect, useMemo } from 'react';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { createLineSource } from '../../wire/line-source.ts';
import { SessionLog } from '../../wire/SessionLog.tsx';

export function Lines({ session }: { session: string }) {
  const say = useWords();
  const client = useClient();
  const source = useMemo(() => createLineSource({ client, session, search: {} }), [client, session]);
  useEffect(() => () => source.dispose(), [source]);
  return (
    <div className="lookup-lines">
      <SessionLog source={source} session={session} label={say('lookup.lines')} />
    </div>
  );
}
