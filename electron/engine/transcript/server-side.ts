/**
 * What a server within this program saw of its connections, recorded as the client's side is: exact to the octet, masked and explained. It has
 * files of its own, so that no list, search or limit of the transcript knows of it, and they go when the program ends.
 */
import { join } from 'node:path';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import type { Session } from '../../contract/transcript.ts';
import { removeFolder } from '../disk/remove-folder.ts';
import { refusalOf } from '../disk/system-code.ts';
import type { Tap } from '../wire/tap.ts';
import type { Transcript, TranscriptDependencies } from './transcript-interface.ts';

/** One connection at the server. */
interface ServedConnection {
  readonly protocol: Protocol;
  /** Where the server listens. */
  readonly port: number;
  /** Where the client speaks from. */
  readonly clientPort: number;
  /** Passwords of this server, each with the words that it is no secret in. */
  readonly secrets: readonly { readonly value: string; readonly known: readonly string[] }[];
}

export interface ServerSide {
  open(connection: ServedConnection): Tap;
  /** Who has the lines of this session; null: not the server's side. */
  holding(session: string): Transcript | null;
  /** The server's session of a connection that a client has recorded. */
  of(session: Session): Promise<Session | null>;
  /** What a client's session was no longer stands here either. */
  forget(session: Session): Promise<void>;
  close(): Promise<void>;
}

interface ServerSideDependencies extends Pick<TranscriptDependencies, 'clock' | 'logger' | 'applyMask' | 'emit'> {
  readonly dataFolder: string;
  readonly host: string;
  /** With all that is in it, if it is there; a test's own refuses. */
  readonly removeFolder?: (path: string) => void;
  /** Lines of the client. */
  readonly lines: Transcript['lines'];
  readonly create: (dependencies: TranscriptDependencies) => Transcript;
}

/** Octets of the files. */
const budget = 64 * 1024 * 1024;
/** Connections that are known. */
const most = 2_000;
/** Milliseconds between the beginning of a connection here and there: a port is not used again so soon. */
const mostApart = 60_000;
/** Among so many lines of a session stands where it was connected from. */
const linesToConnect = 10;

export function createServerSide({
  dataFolder,
  host,
  removeFolder: remove = removeFolder,
  lines,
  create,
  ...shared
}: ServerSideDependencies): ServerSide {
  const folder = join(dataFolder, 'practice');
  /** Where the system refuses, the folder stays until the next start: everything else works without. */
  const removeRecording = (): void => {
    const code = refusalOf(() => remove(folder));
    if (code !== null) shared.logger?.warning(`what the practice server recorded could not be removed: ${code} ${folder}`);
  };
  // Of a program that was killed: no limit and no button reaches it.
  removeRecording();
  let recording: Transcript | null = null;
  let served: { readonly id: string; readonly port: number; readonly clientPort: number; readonly startedAt: number }[] = [];

  async function find(session: Session): Promise<string | null> {
    if (served.length === 0 || session.host !== host) return null;
    const page = await lines({ session: session.id, from: 0, limit: linesToConnect });
    const note = page.ok ? page.value.lines.find((line) => line.note?.key === 'connected')?.note : undefined;
    const clientPort = note?.parameters.localPort;
    // A port may be used again: the connection is the one that began with the session.
    const distance = ({ startedAt }: { readonly startedAt: number }) => Math.abs(startedAt - session.startedAt);
    const same = served.filter((each) => each.port === session.port && each.clientPort === clientPort && distance(each) < mostApart);
    return same.sort((one, other) => distance(one) - distance(other))[0]?.id ?? null;
  }

  return {
    open({ protocol, port, clientPort, secrets }) {
      recording ??= create({ ...shared, folder, retention: () => ({ budget, age: Number.POSITIVE_INFINITY }) });
      const tap = recording.open({ protocol, accountId: null, accountName: '', host, port, purpose: 'served' });
      for (const { value, known } of secrets) tap.secret(value, known);
      served = [...served.slice(1 - most), { id: tap.session, port, clientPort, startedAt: shared.clock.now() }];
      return tap;
    },
    holding: (session) => (served.some(({ id }) => id === session) ? recording : null),
    async of(session) {
      const id = await find(session);
      return id === null || recording === null ? null : recording.session(id);
    },
    async forget(session) {
      const id = await find(session);
      if (id === null) return;
      served = served.filter((each) => each.id !== id);
      await recording?.remove(id);
    },
    async close() {
      await recording?.close();
      if (recording !== null) removeRecording();
    },
  };
}
