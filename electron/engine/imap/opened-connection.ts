/** The interface of an open connection: the commands of this folder. */
import type { Failure } from '../../contract/failure.ts';
import { append, deleteForever, storeFlags } from './commands/change.ts';
import { fetchBodies, fetchFlags, fetchHeaders, isLonger } from './commands/fetch.ts';
import { fetchArrivals, fetchUnnamedFlags } from './commands/fetch-heard.ts';
import { createFolder, folderStatus, listFolders } from './commands/folders.ts';
import { startIdle } from './commands/idle.ts';
import { move } from './commands/move.ts';
import { searchUids } from './commands/search.ts';
import { select } from './commands/select.ts';
import type { ImapConnection } from './imap-types.ts';
import type { ImapSession } from './session.ts';

/** Actions reserved for the code that opened the connection. */
interface ConnectionControls {
  /** A close by the server is now what was asked for. */
  leave(): void;
  end(reason: Failure | null): void;
  onClosed(listener: (failure: Failure | null) => void): void;
}

export function connectionOf(session: ImapSession, address: () => string, controls: ConnectionControls): ImapConnection {
  return {
    session: session.tap.session,
    get capabilities() {
      return new Set([...session.client.capabilities.keys()].filter(session.has));
    },
    get enabled() {
      return session.client.enabled;
    },
    get address() {
      return address();
    },
    get namespace() {
      return session.namespace;
    },
    get selected() {
      return session.selected ? { ...session.selected } : null;
    },
    get closed() {
      return session.ended() !== undefined;
    },
    listFolders: listFolders.bind(null, session),
    status: folderStatus.bind(null, session),
    select: (path, options) => session.run(options, () => select(session, path, options)),
    fetchHeaders: fetchHeaders.bind(null, session),
    fetchBodies: fetchBodies.bind(null, session),
    isLonger: isLonger.bind(null, session),
    fetchArrivals: fetchArrivals.bind(null, session),
    fetchUnnamedFlags: fetchUnnamedFlags.bind(null, session),
    fetchFlags: fetchFlags.bind(null, session),
    searchUids: (query, options) => session.run(options, () => searchUids(session, query)),
    setFlags: (uids, change, options) => session.run(options, () => storeFlags(session, uids, change)),
    move: (uids, target, options) => session.run(options, () => move(session, uids, target)),
    deleteForever: (uids, options) => session.run(options, () => deleteForever(session, uids)),
    append: append.bind(null, session),
    createFolder: createFolder.bind(null, session),
    idle: startIdle.bind(null, session),
    onEvent: (listener) => {
      session.client.onEvent = listener;
    },
    noop: (options) => session.run(options, async () => void (await session.send('NOOP', []))),
    logout: async () => {
      // Close even without an answer to LOGOUT.
      const goodbye = () => {
        controls.leave();
        return session.send('LOGOUT', []);
      };
      await session.run(undefined, goodbye).catch(() => undefined);
      controls.end(null);
    },
    destroy: () => controls.end(null),
    onClosed: (listener) => controls.onClosed(listener),
  };
}
