/** Which name server is asked: the computer's own, or one that is typed. */
import { useEffect, useState } from 'react';
import { readNameServer } from '../../../electron/contract/delivery/dns.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { TextField } from '../../ui/Fields.tsx';

interface ChosenServer {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  /** The first one of the computer; empty where it has none, null while that is not known. */
  readonly own: string | null;
  /** The one that is typed; null: the computer's own is asked, undefined: what is typed is none. */
  readonly named: { host: string; port: number } | null | undefined;
  /** There is one to ask. */
  readonly isThere: boolean;
}

/** @param first with its port, as it is typed */
export function useNameServer(first: string): ChosenServer {
  const client = useClient();
  const [typed, setTyped] = useState(first);
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => {
    void client.call('dns.servers', {}).then((found) => found.ok && setOwn(found.value[0]?.host ?? ''));
  }, [client]);
  const named = typed.trim() === '' ? null : readNameServer(typed.trim());
  return { typed, setTyped, own, named, isThere: named !== undefined && (named !== null || own !== '') };
}

export function ServerField({ server: { typed, setTyped, own } }: { server: ChosenServer }) {
  const say = useWords();
  return (
    <div className="lookup-server">
      <TextField
        label={say('lookup.server')}
        value={typed}
        onChange={setTyped}
        placeholder={own ?? ''}
        autoComplete="off"
        mono
        hint={own === '' ? say('lookup.noServer') : own === null ? '' : say('lookup.serverHint', { server: own })}
      />
    </div>
  );
}
