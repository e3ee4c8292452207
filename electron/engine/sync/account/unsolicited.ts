/**
 * The only listener for unsolicited data of one connection (RFC 9051 §5.2, §7), also while commands run. Data that names its messages goes
 * to the cache at once; the rest is kept, folder by folder, until the server is asked.
 */
import { describeError } from '../../../base/logger.ts';
import type { FlagChange, ImapConnection, ImapEvent, UidSpan } from '../../imap/imap-types.ts';
import { causes } from '../causes.ts';
import { heldInSpans } from '../folders/folder-comparison.ts';
import { type SyncDependencies, stored } from '../sync-dependencies.ts';
import type { StatusBoard } from './status-board.ts';

/** What only a request to the server can tell. */
export interface Doubt {
  /** EXISTS: there may be new messages. */
  readonly arrived: boolean;
  /** EXPUNGE by message number, or a change that could not be stored: something that is held may be gone. */
  readonly expunged: boolean;
  /** Flags of messages whose UID was not told. */
  readonly unnamed: boolean;
}

export interface Unsolicited {
  hear(event: ImapEvent): void;
  /** Takes the doubt about a folder, for the caller to resolve; null when there is none. */
  take(folderId: number): Doubt | null;
  /** Puts back a doubt that could not be resolved. */
  putBack(folderId: number, doubt: Doubt | null): void;
  /** Whether something that is held may be gone, by what was said since the doubt was taken. */
  isExpunged(folderId: number): boolean;
  /** Folders that there is doubt about. */
  readonly doubtful: readonly number[];
  /** Data arrived whose meaning only a request to the server can tell: calls the folder's listener, of which there is one. Answers how to stop. */
  onDoubt(folderId: number, listener: () => void): () => void;
  /** Resolves when the data received so far is stored. */
  stored(): Promise<void>;
  /**
   * Asks again for the flags of the selected folder that changed while its rows were being read: whether the row or the
   * change was the later word, only the server knows.
   */
  askAgain(connection: ImapConnection, folderId: number): Promise<void>;
}

interface UnsolicitedOptions {
  readonly board: Pick<StatusBoard, 'heard'>;
  /** Whether the rows of this folder are being read over this connection at the moment. */
  readonly isReading: (folderId: number) => boolean;
}

const certain: Doubt = { arrived: false, expunged: false, unnamed: false };

/** Flags asked for again, one by one, before a comparison costs less. */
const mostChanged = 10_000;
/** UIDs between the first and the last that one FETCH asks for. */
const widestSpan = 500;

export function createUnsolicited(dependencies: SyncDependencies, { board, isReading }: UnsolicitedOptions): Unsolicited {
  const { account, reader, storage, logger } = dependencies;
  const doubts = new Map<number, Doubt>();
  const listeners = new Map<number, () => void>();
  /** UIDs whose flags changed while their rows were on the way, by folder. */
  const changed = new Map<number, Set<number>>();
  let flags = new Map<number, Map<number, FlagChange>>();
  let vanished = new Map<number, UidSpan[]>();
  let storing: Promise<void> | null = null;

  const doubt = (folderId: number, what: Partial<Doubt>) => {
    doubts.set(folderId, { ...(doubts.get(folderId) ?? certain), ...what });
    board.heard();
    listeners.get(folderId)?.();
  };
  /** What comes while one batch is written is the next one: a client that marks a whole folder is not a job a message. */
  const storeAll = async () => {
    while (flags.size + vanished.size > 0) {
      const batch = { flags, vanished };
      flags = new Map();
      vanished = new Map();
      for (const [folderId, spans] of batch.vanished)
        await storeOne(folderId, () => storage.removeUids({ folderId, uids: heldInSpans(reader, folderId, spans) }));
      for (const [folderId, messages] of batch.flags)
        await storeOne(folderId, () => storage.setFlags({ folderId, messages: [...messages.values()] }));
    }
  };
  const storeOne = async (folderId: number, job: () => ReturnType<typeof storage.setFlags> | ReturnType<typeof storage.removeUids>) => {
    try {
      await stored<unknown>(job());
    } catch (error) {
      logger.error(`what the server said about folder ${folderId} could not be stored: ${describeError(error)}`);
      // Not a reason to ask at once: what cannot be written now can be written later. The next look compares.
      doubts.set(folderId, { ...(doubts.get(folderId) ?? certain), expunged: true });
    }
  };
  const store = () => {
    storing ??= storeAll().finally(() => {
      storing = null;
    });
  };
  const take = (folderId: number, event: ImapEvent) => {
    if (event.kind === 'exists') return doubt(folderId, { arrived: true });
    if (event.kind === 'expunge') return doubt(folderId, { expunged: true });
    if (event.kind === 'vanished') {
      const spans = vanished.get(folderId) ?? [];
      for (const span of event.uids) spans.push(span); // not a new list each: a flood of lines would take quadratic time
      vanished.set(folderId, spans);
      return store();
    }
    const { uid } = event;
    if (uid === null) return doubt(folderId, { unnamed: true });
    if (isReading(folderId)) {
      const uids = changed.get(folderId) ?? new Set();
      if (uids.size < mostChanged) changed.set(folderId, uids.add(uid));
      else doubt(folderId, { expunged: true });
    }
    const messages = flags.get(folderId) ?? new Map<number, FlagChange>();
    flags.set(folderId, messages.set(uid, { uid, flags: event.flags, modseq: event.modseq }));
    store();
  };
  const whenStored = async () => {
    while (storing) await storing;
  };

  return {
    hear(event) {
      // Called while the connection's data is read: a failure here must not end the connection.
      try {
        const folder = reader.folderByPath(account.id, event.path);
        if (folder) take(folder.id, event);
      } catch (error) {
        logger.error(`what the server said could not be heard: ${describeError(error)}`);
      }
    },
    take(folderId) {
      const taken = doubts.get(folderId) ?? null;
      doubts.delete(folderId);
      return taken;
    },
    putBack(folderId, taken) {
      if (!taken) return;
      const { arrived, expunged, unnamed } = doubts.get(folderId) ?? certain;
      doubts.set(folderId, {
        arrived: arrived || taken.arrived,
        expunged: expunged || taken.expunged,
        unnamed: unnamed || taken.unnamed,
      });
    },
    isExpunged: (folderId) => doubts.get(folderId)?.expunged === true,
    onDoubt(folderId, listener) {
      listeners.set(folderId, listener);
      return () => void listeners.delete(folderId);
    },
    get doubtful() {
      return [...doubts.keys()];
    },
    stored: whenStored,
    async askAgain(connection, folderId) {
      await whenStored();
      const uids = changed.get(folderId);
      changed.delete(folderId);
      if (!uids) return;
      const held = [...uids].filter((uid) => reader.holdsUid(folderId, uid)).sort((one, other) => one - other);
      for (let at = 0; at < held.length; ) {
        const first = held[at] ?? 0;
        let last = first;
        while (at < held.length && (held[at] ?? 0) - first < widestSpan) {
          last = held[at] ?? last;
          at += 1;
        }
        const messages = await connection.fetchFlags({ first, last }, { cause: causes.watch });
        await stored(storage.setFlags({ folderId, messages }));
      }
    },
  };
}
