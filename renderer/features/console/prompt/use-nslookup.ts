/** The prompt of nslookup in this window: what was typed, what was printed, and the settings as they are now. */
import { useEffect, useRef, useState } from 'react';
import { type Printed, startNslookup } from '../../../../electron/nslookup/nslookup.ts';
import { useClient } from '../../../api/Api.tsx';

export interface PromptEntry {
  readonly key: number;
  /** A line that was typed, or what it printed. */
  readonly said: { readonly kind: 'typed'; readonly line: string } | ({ readonly kind: 'printed' } & Printed) | { readonly kind: 'help' };
}

/** Entries that are kept: of more, the first ones go. */
const mostEntries = 500;

type Nslookup = Awaited<ReturnType<typeof startNslookup>>;

export function useNslookup(onExit: () => void) {
  const client = useClient();
  const [entries, setEntries] = useState<readonly PromptEntry[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [settings, setSettings] = useState<ReturnType<Nslookup['settings']> | null>(null);
  const started = useRef<Promise<Nslookup> | null>(null);
  const next = useRef(0);
  const add = useRef((said: PromptEntry['said']) => {
    next.current += 1;
    const key = next.current;
    setEntries((before) => [...before.slice(1 - mostEntries), { key, said }]);
  });
  useEffect(() => {
    const prompt = startNslookup({
      client,
      server: null,
      newTicket: () => crypto.randomUUID(),
      print: (printed) => add.current({ kind: 'printed', ...printed }),
    });
    started.current = prompt;
    void prompt.then((nslookup) => started.current === prompt && setSettings(nslookup.settings()));
    // A prompt that is left waits for nothing.
    return () => void prompt.then((nslookup) => nslookup.stop());
  }, [client]);

  /** One line after the other, in the order in which they were typed. */
  const turn = useRef<Promise<void>>(Promise.resolve());
  const type = (line: string) => {
    setWaiting((before) => before + 1);
    turn.current = turn.current.then(async () => {
      const nslookup = await started.current;
      add.current({ kind: 'typed', line });
      const said = await nslookup?.type(line);
      if (nslookup) setSettings(nslookup.settings());
      if (said === 'help') add.current({ kind: 'help' });
      setWaiting((before) => before - 1);
      if (said === 'exit') onExit();
    });
  };
  /** Ends the question that is waited for; what was typed behind it comes next. */
  const stop = () => void started.current?.then((nslookup) => nslookup.stop());
  return { entries, isWaiting: waiting > 0, settings, type, stop };
}
