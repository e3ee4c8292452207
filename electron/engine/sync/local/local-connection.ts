/**
 * A mailbox of this computer as the synchronisation of folders takes it: what an IMAP connection offers, done on files. There is no server and
 * no session; a change on the disk is told like what a server volunteers.
 */
import type { Clock } from '../../../base/clock.ts';
import { type Failure, FailureError, failure, type Protocol } from '../../../contract/failure.ts';
import type { FlagChange, HeaderFetch, ImapConnection, ImapEvent, ImapFolderStatus, ImapSelection } from '../../imap/imap-types.ts';
import type { FolderContents, LocalMailbox, LocalMessage } from '../../local/local-mailbox.ts';

interface LocalConnectionOptions {
  readonly mailbox: LocalMailbox;
  readonly protocol: Extract<Protocol, 'mbox' | 'maildir'>;
  readonly clock: Clock;
  /** Octets of the largest message that is taken. */
  readonly largest: number;
}

/** Headers handed over at once. */
const batchOf = 200;
const delimiters = { mbox: '/', maildir: '.' } as const;
/** Milliseconds between looks while idle, where the disk does not tell. */
const idleLook = 60_000;
/** Milliseconds until a folder is looked at again in which something was being written. */
const lookAgain = 300;

interface Selected {
  readonly path: string;
  readonly serial: number;
  contents: FolderContents;
}

export function createLocalConnection({ mailbox, protocol, clock, largest }: LocalConnectionOptions): ImapConnection {
  let selected: Selected | null = null;
  let serial = 0;
  let listener: ((event: ImapEvent) => void) | null = null;
  let stopWatching = () => {};
  let cancelAgain = () => {};
  let endIdle: (() => void) | null = null;
  let isClosed = false;
  const onClosed: ((failure: Failure | null) => void)[] = [];
  /** One look at a time; what is told meanwhile asks for one more. */
  let looking: Promise<void> = Promise.resolve();
  let isLookDue = false;

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    stopWatching();
    cancelAgain();
    endIdle?.();
    for (const told of onClosed.splice(0)) told(null);
  };
  /** Every command ends an IDLE, as on a connection (RFC 2177 §3). */
  const command = async <Value>(signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value> => {
    endIdle?.();
    if (isClosed || signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
    return work();
  };
  const current = (): Selected => {
    if (!selected) throw new FailureError(failure('internal', { detail: { message: 'no folder is selected' } }));
    return selected;
  };
  const statusOf = ({ uidValidity, uidNext, messages }: FolderContents): ImapFolderStatus => ({
    messages: messages.length,
    unseen: messages.filter(({ flags }) => !flags.includes('\\Seen')).length,
    uidNext,
    uidValidity,
    highestModseq: null,
  });
  const selectionOf = ({ path, serial: count, contents }: Selected): ImapSelection => ({
    path,
    serial: count,
    exists: contents.messages.length,
    uidValidity: contents.uidValidity,
    uidNext: contents.uidNext,
    highestModseq: null,
    readOnly: false,
    permanentFlags: null,
  });

  /** Looks at the selected folder, and tells what has changed since the last time. */
  const update = async (): Promise<void> => {
    const folder = selected;
    if (!folder || isClosed) return;
    const now = await mailbox.look(folder.path);
    if (selected !== folder || isClosed) return;
    const before = folder.contents;
    folder.contents = now;
    again(now);
    for (const event of eventsOf(folder.path, before, now)) listener?.(event);
  };
  const look = (): Promise<void> => {
    isLookDue = true;
    looking = looking.then(async () => {
      if (!isLookDue) return;
      isLookDue = false;
      await update();
    });
    // The next look tells it again; a command that fails of it says so.
    const seen = looking.catch(() => {});
    const asked = looking;
    looking = seen;
    return asked;
  };
  /** What is being written now may tell nothing when it is whole. */
  const again = ({ isUnsettled }: FolderContents) => {
    cancelAgain();
    if (isUnsettled && listener) cancelAgain = clock.after(lookAgain, () => void look().catch(() => {})); // as above
  };
  const watchSelected = () => {
    stopWatching();
    stopWatching = () => {};
    if (!selected || !listener || isClosed) return;
    stopWatching = mailbox.watch(selected.path, () => void look().catch(() => {})); // as above
  };
  /** The messages of these numbers that are there. */
  const present = (uids: readonly number[]): LocalMessage[] => {
    const { messages } = current().contents;
    return uids.flatMap((uid) => messageOf(messages, uid) ?? []);
  };
  /** Null where it is gone, or cannot be read: those who look for something among many look on. */
  const readable = async <Value>(read: Promise<Value | null>): Promise<Value | null> => {
    try {
      return await read;
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'file-unreadable') return null;
      throw error;
    }
  };

  return {
    session: '',
    // What others need extensions for is always so here: a move is one step (RFC 6851), and changes are told (RFC 2177).
    capabilities: new Set(['IDLE', 'MOVE', 'UIDPLUS']),
    enabled: new Set(),
    address: '',
    namespace: null,
    get selected() {
      return selected && selectionOf(selected);
    },
    get closed() {
      return isClosed;
    },
    listFolders: (options = {}) =>
      command(options.signal, async () => {
        const found = [];
        for (const { path, name, parentPath, role } of await mailbox.folders())
          found.push({
            ...{
              path,
              listedName: null,
              name,
              delimiter: delimiters[protocol],
              parentPath,
              flags: [],
              role,
              selectable: true,
              subscribed: true,
            },
            // One that cannot be read is said of itself, when it is compared.
            status: options.status ? await mailbox.look(path).then(statusOf, () => null) : null,
          });
        return found;
      }),
    status: (path, options = {}) => command(options.signal, async () => statusOf(await mailbox.look(path))),
    select: (path, options = {}) =>
      command(options.signal, async () => {
        const contents = await mailbox.look(path);
        serial += 1;
        selected = { path, serial, contents };
        again(contents);
        watchSelected();
        return selectionOf(selected);
      }),

    fetchHeaders: (which, onBatch, options = {}) =>
      command(options.signal, async () => {
        const { path } = current();
        const uids = 'first' in which ? inRange(current().contents, which).map(({ uid }) => uid) : which;
        const wanted = present(uids).sort((one, other) => other.uid - one.uid);
        for (let from = 0; from < wanted.length; from += batchOf) {
          const part = wanted.slice(from, from + batchOf);
          options.onAsk?.(part.map(({ uid }) => uid));
          const batch: HeaderFetch[] = [];
          const refused: unknown[] = [];
          for (const { uid, flags, date, size } of part) {
            if (options.signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
            try {
              const header = await mailbox.readHeader(path, uid);
              if (header) batch.push({ uid, flags, internalDate: date, size, modseq: null, header });
            } catch (error) {
              refused.push(error);
            }
          }
          // What can be read is handed over first; the caller finds out which one is meant, and leaves it aside.
          await onBatch(batch);
          if (refused.length > 0) throw refused[0];
        }
      }),
    fetchBodies: (messages, onMessage, options = {}) =>
      command(options.signal, async () => {
        const { path } = current();
        for (const { uid, size, date } of present(messages.map((message) => message.uid))) {
          if (options.signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
          options.onAsk?.([uid]);
          if (size > largest) throw new FailureError(failure('message-too-large-to-keep', { protocol, permanent: true }));
          const raw = await mailbox.read(path, uid);
          if (raw) await onMessage({ uid, internalDate: date, raw });
        }
      }),
    isLonger: ({ uid, octets }, options = {}) => command(options.signal, async () => present([uid]).some(({ size }) => size > octets)),
    fetchArrivals: ({ first, octets, most }, onMessage, options = {}) =>
      command(options.signal, async () => {
        await look();
        const { path, contents } = current();
        for (const { uid, flags, date, size } of inRange(contents, { first, last: '*' }).slice(0, most)) {
          const raw = size > largest ? null : await readable(mailbox.read(path, uid));
          if (raw) onMessage({ uid, flags, internalDate: date, size: raw.length, modseq: null, start: raw.subarray(0, octets) });
        }
      }),
    // A change is always told with its number.
    fetchUnnamedFlags: async () => [],
    fetchFlags: (range, options = {}) =>
      command(options.signal, async () => {
        await look();
        return inRange(current().contents, range).map(({ uid, flags }) => ({ uid, flags, modseq: null }));
      }),
    searchUids: (query, options = {}) =>
      command(options.signal, async () => {
        await look();
        const { path, contents } = current();
        const all = contents.messages.map(({ uid }) => uid);
        if ('newest' in query) return query.newest > 0 ? all.slice(-query.newest) : [];
        if ('uids' in query) return present(query.uids).map(({ uid }) => uid);
        if ('since' in query) return contents.messages.filter(({ date }) => (date ?? 0) >= query.since).map(({ uid }) => uid);
        if ('all' in query) return all;
        const found: number[] = [];
        for (const uid of all) {
          if (options.signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
          const header = await readable(mailbox.readHeader(path, uid));
          if (header && messageIdOf(header) === query.messageId) found.push(uid);
        }
        return found;
      }),

    setFlags: (uids, change, options = {}) =>
      command(options.signal, async () => {
        await mailbox.setFlags(current().path, uids, change);
        await look();
      }),
    move: (uids, target, options = {}) =>
      command(options.signal, async () => {
        const uidMap = await mailbox.move(current().path, uids, target);
        await look();
        return { uidMap, targetUidValidity: (await mailbox.look(target)).uidValidity, proven: true, expunged: true };
      }),
    deleteForever: (uids, options = {}) =>
      command(options.signal, async () => {
        await mailbox.remove(current().path, uids);
        await look();
        return { expunged: true };
      }),
    append: (path, raw, flags, date, options = {}) =>
      command(options.signal, async () => {
        const uid = await mailbox.append(path, raw, flags, date);
        return { uid, uidValidity: (await mailbox.look(path)).uidValidity };
      }),
    createFolder: (path, options = {}) =>
      command(options.signal, async () => {
        await mailbox.createFolder(path);
        return path;
      }),

    idle(options = {}) {
      endIdle?.();
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      let cancel = () => {};
      const alive = () => {
        cancel = clock.after(options.renewEveryMs ?? idleLook, () => {
          void look().then(options.onAlive, () => {}); // as above
          alive();
        });
      };
      const end = () => {
        cancel();
        if (endIdle === end) endIdle = null;
        resolve();
      };
      endIdle = end;
      if (isClosed) end();
      else alive();
      // What came before the folder was watched.
      void look().catch(() => {}); // as above
      return { ended, probe: look };
    },
    onEvent(next) {
      listener = next;
      watchSelected();
    },
    noop: (options = {}) => command(options.signal, look),
    async logout() {
      close();
    },
    destroy: close,
    onClosed(told) {
      if (isClosed) told(null);
      else onClosed.push(told);
    },
  };
}

/** @param messages ascending by uid */
function messageOf(messages: readonly LocalMessage[], uid: number): LocalMessage | null {
  let [from, to] = [0, messages.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.uid ?? 0) < uid) from = middle + 1;
    else to = middle;
  }
  const found = messages[from];
  return found?.uid === uid ? found : null;
}

const inRange = ({ messages }: FolderContents, { first, last }: { readonly first: number; readonly last: number | '*' }): LocalMessage[] =>
  messages.filter(({ uid }) => uid >= first && (last === '*' || uid <= last));

/** What happened between two looks, in the words of a server (RFC 9051 §7). */
function eventsOf(path: string, before: FolderContents, now: FolderContents): ImapEvent[] {
  if (before === now) return [];
  const events: ImapEvent[] = [];
  const there = new Map(now.messages.map((message) => [message.uid, message]));
  const known = new Set(before.messages.map(({ uid }) => uid));
  const gone = before.messages.filter(({ uid }) => !there.has(uid));
  if (gone.length > 0) events.push({ kind: 'vanished', path, uids: gone.map(({ uid }) => ({ first: uid, last: uid })) });
  for (const { uid, flags } of before.messages) {
    const after = there.get(uid);
    if (after && !sameFlags(flags, after.flags)) events.push({ kind: 'flags', path, ...flagChange(after) });
  }
  if (now.messages.some(({ uid }) => !known.has(uid))) events.push({ kind: 'exists', path, exists: now.messages.length });
  return events;
}

const flagChange = ({ uid, flags }: LocalMessage): FlagChange => ({ uid, flags, modseq: null });

const sameFlags = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((flag) => other.includes(flag));

const messageIdOf = (header: Buffer): string | null => /^message-id[ \t]*:\s*(<[^>\r\n]*>)/im.exec(header.toString('latin1'))?.[1] ?? null;
