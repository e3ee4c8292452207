/** The log that is open: begun here, or found open when the view is shown again. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { LogProgress, OpenLog } from '../../../electron/contract/delivery/mail-log.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction, useEvent } from '../../api/use-action.ts';
import { usePreferences } from '../../state/State.tsx';

interface Shown {
  readonly log: string;
  /** Null until the first is heard. */
  readonly progress: LogProgress | null;
}

/** @param opensLast the log that was read last is read again where none is open */
export function useLog(opensLast: boolean) {
  const client = useClient();
  const opening = useAction('mailLog.open');
  const [shown, setShown] = useState<Shown | null>(null);
  const [{ serverLog }, setPreferences] = usePreferences();
  const [found, setFound] = useState<OpenLog | null>(null);
  const openLast = useEffectEvent(() => {
    if (!opensLast || serverLog === null) return;
    setFound({ log: 'last', ...serverLog, follow: false, progress: null });
    void start(serverLog.path, serverLog.withRotated, false);
  });
  useEffect(() => {
    let isWanted = true;
    void client.call('mailLog.opened', {}).then((answer) => {
      if (!isWanted || !answer.ok) return;
      if (answer.value === null) return openLast();
      const { log, progress } = answer.value;
      setFound(answer.value);
      setShown((now) => now ?? { log, progress });
    });
    return () => {
      isWanted = false;
    };
  }, [client]);
  useEvent('mailLog.progressed', (progress) => setShown((now) => (now?.log === progress.log ? { ...now, progress } : now)));

  const start = async (path: string, withRotated: boolean, follow: boolean): Promise<void> => {
    const log = crypto.randomUUID();
    setPreferences({ serverLog: { path, withRotated } });
    if (shown !== null) void client.call('mailLog.close', { log: shown.log });
    setShown({ log, progress: null });
    await opening.run({ log, path, withRotated, follow });
  };
  const stop = (): void => {
    if (shown !== null) void client.call('mailLog.stop', { log: shown.log });
  };
  return { shown, found, start, stop, failure: opening.failure ?? shown?.progress?.failure ?? null };
}
