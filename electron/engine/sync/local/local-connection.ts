/**
 * A mailbox of this computer as the synchronisation of folders takes it: what an IMAP connection offers, done on files. There is no server and
 * no session; a change on the disk is told by `local-selection.ts`.
 */
import type { Clock } from '../../../base/clock.ts';
import { type Failure, FailureError, failure } from '../../../contract/failure.ts';
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { HeaderFetch, ImapConnection, ImapFolderStatus } from '../../imap/imap-types.ts';
import type { FolderContents, LocalMailbox, LocalMessage } from '../../local/local-mailbox.ts';
import { createLocalSelection } from './local-selection.ts';

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
export function createLocalConnection({ mailbox, protocol, clock, largest }: LocalConnectionOptions): ImapConnection {
  const selection = createLocalSelection({ mailbox, clock });
  let endIdle: (() => void) | null = null;
  let isClosed = false;
  const onClosed: ((failure: Failure | null) => void)[] = [];

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    selection.close();
    endIdle?.();
    for (const told of onClosed.splice(0)) told(null);
  };
  /** Every command ends an IDLE, as on a connection (RFC 2177 §3). */
  const command = async <Value>(signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value> => {
    endIdle?.();
    if (isClosed || signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
    return work();
  };
  const statusOf = ({ uidValidity, uidNext, messages }: FolderContents): ImapFolderStatus => ({
    messages: messages.length,
    unseen: messages.filter(({ flags }) => !flags.includes('\\Seen')).length,
    uidNext,
    uidValidity,
    highestModseq: null,
  });
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
      return selection.shown();
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
    select: (path, options = {}) => command(options.signal, () => selection.select(path)),

    fetchHeaders: (which, onBatch, options = {}) =>
      command(options.signal, async () => {
        const { path } = selection.current();
        const uids = 'first' in which ? inRange(selection.current().contents, which).map(({ uid }) => uid) : which;
        const wanted = selection.present(uids).sort((one, other) => other.uid - one.uid);
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
        const { path } = selection.current();
        for (const { uid, size, date } of selection.present(messages.map((message) => message.uid))) {
          if (options.signal?.aborted) throw new FailureError(failure('cancelled', { protocol }));
          options.onAsk?.([uid]);
          if (size > largest) throw new FailureError(failure('message-too-large-to-keep', { protocol, permanent: true }));
          const raw = await mailbox.read(path, uid);
          if (raw) await onMessage({ uid, internalDate: date, raw });
        }
      }),
    isLonger: ({ uid, octets }, options = {}) =>
      command(options.signal, async () => selection.present([uid]).some(({ size }) => size > octets)),
    fetchArrivals: ({ first, octets, most }, onMessage, options = {}) =>
      command(options.signal, async () => {
        await selection.look();
        const { path, contents } = selection.current();
        for (const { uid, flags, date, size } of inRange(contents, { first, last: '*' }).slice(0, most)) {
          const raw = size > largest ? null : await readable(mailbox.read(path, uid));
          if (raw) onMessage({ uid, flags, internalDate: date, size: raw.length, modseq: null, start: raw.subarray(0, octets) });
        }
      }),
    // A change is always told with its number.
    fetchUnnamedFlags: async () => [],
    fetchFlags: (range, options = {}) =>
      command(options.signal, async () => {
        await selection.look();
        return inRange(selection.current().contents, range).map(({ uid, flags }) => ({ uid, flags, modseq: null }));
      }),
    searchUids: (query, options = {}) =>
      command(options.signal, async () => {
        await selection.look();
        const { path, contents } = selection.current();
        const all = contents.messages.map(({ uid }) => uid);
        if ('newest' in query) return query.newest > 0 ? all.slice(-query.newest) : [];
        if ('uids' in query) return selection.present(query.uids).map(({ uid }) => uid);
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

    changesWait: mailbox.changesWait,
    readOnly: mailbox.readOnly,
    setFlags: (uids, change, options = {}) =>
      command(options.signal, async () => {
        await mailbox.setFlags(selection.current().path, uids, change);
        await selection.look();
      }),
    move: (uids, target, options = {}) =>
      command(options.signal, async () => {
        const uidMap = await mailbox.move(selection.current().path, uids, target);
        await selection.look();
        return { uidMap, targetUidValidity: (await mailbox.look(target)).uidValidity, proven: true, expunged: true };
      }),
    deleteForever: (uids, options = {}) =>
      command(options.signal, async () => {
        await mailbox.remove(selection.current().path, uids);
        await selection.look();
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
          // A look that fails is told by the next one, or by the command that needs it.
          void selection.look().then(options.onAlive, () => {});
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
      selection.lookAlong();
      return { ended, probe: selection.look };
    },
    onEvent: selection.onEvent,
    noop: (options = {}) => command(options.signal, selection.look),
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

const inRange = ({ messages }: FolderContents, { first, last }: { readonly first: number; readonly last: number | '*' }): LocalMessage[] =>
  messages.filter(({ uid }) => uid >= first && (last === '*' || uid <= last));

const messageIdOf = (header: Buffer): string | null => /^message-id[ \t]*:\s*(<[^>\r\n]*>)/im.exec(header.toString('latin1'))?.[1] ?? null;
