/**
 * What the rest of the engine sees of IMAP: our own types only, no object of the library. Every member that fails
 * rejects with a `FailureError` whose failure carries host, command and the server's own line. Commands on one
 * connection run strictly one after another, in the order they were called; an IDLE in progress is ended first.
 */

import type { Failure } from '../../contract/failure.ts';
import type { FolderRole } from '../../contract/folders.ts';
import type { CommandOptions } from '../wire/command-queue.ts';
import type { Peer } from '../wire/peer.ts';

export interface ImapLimits {
  /** Octets of one response line without its literals. */
  readonly line: number;
  /** Octets of one literal: the largest message that is fetched. */
  readonly literal: number;
  /** Octets of one response with all its literals. */
  readonly response: number;
  /** Header blocks asked for by one FETCH. */
  readonly windowMessages: number;
  /** Octets of bodies asked for by the first FETCH, by the sizes the caller knows; then as `body-window.ts` says. */
  readonly windowBytes: number;
}

export const defaultImapLimits: ImapLimits = {
  // The answer to a SEARCH without ESEARCH (RFC 9051 §7.3.4) names every message in one line.
  line: 2 << 20,
  literal: 64 << 20,
  response: 72 << 20,
  windowMessages: 200,
  windowBytes: 4 << 20,
};

export interface ImapOptions extends Peer {
  readonly limits?: Partial<ImapLimits>;
  /** COMPRESS=DEFLATE (RFC 4978). By default only where the network is slower than the compressor: never on loopback. */
  readonly compress?: boolean;
  /** Called with every ALERT, which the user must see (RFC 9051 §7.1). */
  readonly onAlert?: (alert: Failure) => void;
  /** Names of folders as an earlier connection listed them, octets as Latin-1, by path: those that are not the modified UTF-7 of it. */
  readonly listedNames?: ReadonlyMap<string, string>;
}

/** Where an account's own folders lie (RFC 2342 §5). */
export interface ImapNamespace {
  /** Ends with the delimiter: `INBOX.`. Empty where folders need none. */
  readonly prefix: string;
  readonly delimiter: string | null;
}

export interface AskOptions {
  /** Called before each command with the UIDs it asks for: one of them may be why it fails. */
  readonly onAsk?: (uids: readonly number[]) => void;
}

export interface ImapFolderStatus {
  readonly messages: number;
  readonly unseen: number;
  readonly uidNext: number;
  readonly uidValidity: number;
  /** Decimal text (63 bits, RFC 7162 §7); null without CONDSTORE. */
  readonly highestModseq: string | null;
}

export interface ImapFolder {
  /** Decoded from modified UTF-7, as far as it is that; unique in the account. */
  readonly path: string;
  /** The name as the server wrote it, octets as Latin-1, where it is not the modified UTF-7 of the path. */
  readonly listedName: string | null;
  readonly name: string;
  readonly delimiter: string | null;
  /** Path of the folder above, null at the top. */
  readonly parentPath: string | null;
  /** LIST attributes as sent, for example `\HasNoChildren`. */
  readonly flags: readonly string[];
  /** From SPECIAL-USE (RFC 6154) or, where the server has none, from the folder's name. */
  readonly role: FolderRole | null;
  readonly selectable: boolean;
  readonly subscribed: boolean;
  /** Null when not asked for, or when the server refused STATUS for this folder. */
  readonly status: ImapFolderStatus | null;
}

/** Messages of a selected folder, by UID. */
export interface UidRange {
  readonly first: number;
  /** `*`: the highest UID there is. */
  readonly last: number | '*';
}

export interface FlagChange {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq: string | null;
}

export interface ImapSelection {
  readonly path: string;
  /** Counts the selections of this connection: while it stays the same, everything that happened in the folder since has been an event. */
  readonly serial: number;
  readonly exists: number;
  readonly uidValidity: number;
  readonly uidNext: number | null;
  /** Null where the folder keeps no mod-sequences (NOMODSEQ, or no CONDSTORE). */
  readonly highestModseq: string | null;
  readonly readOnly: boolean;
  readonly permanentFlags: readonly string[] | null;
  /**
   * Present when QRESYNC was asked for, offered, and UIDVALIDITY still is what the caller holds: what happened since.
   * Absent: the caller must compare by itself.
   */
  readonly since?: { readonly vanished: readonly UidSpan[]; readonly changed: readonly FlagChange[] };
}

/** UIDs from `first` to `last`, both included. Kept as spans: a server may name millions in one line. */
export interface UidSpan {
  readonly first: number;
  readonly last: number;
}

/** Whole header blocks, or only the fields of which rows of the list are made: a server may have those at hand without opening a message. */
export type HeaderExtent = 'all' | 'list';

export interface HeaderFetch {
  readonly uid: number;
  readonly flags: readonly string[];
  /** INTERNALDATE, milliseconds since 1970; null when the server sent none that can be read. */
  readonly internalDate: number | null;
  /** RFC822.SIZE in octets. */
  readonly size: number;
  readonly modseq: string | null;
  /** The header block, or the fields of it that were asked for, with the empty line that ends it. */
  readonly header: Buffer;
}

export interface BodyFetch {
  readonly uid: number;
  readonly internalDate: number | null;
  readonly raw: Buffer;
}

export interface MoveResult {
  /** Old UID to new UID, where the server told (RFC 4315 COPYUID); null otherwise. */
  readonly uidMap: ReadonlyMap<number, number> | null;
  readonly targetUidValidity: number | null;
  /**
   * True: the messages are in the target and no longer here. False: they were copied but the copy could not be proven,
   * so nothing was deleted and both copies stand.
   */
  readonly proven: boolean;
  /** False: the originals are only marked `\\Deleted`, because the server can expunge all marked messages or none. */
  readonly expunged: boolean;
}

/** A message that has just arrived, as one FETCH brings it. */
export interface ArrivalFetch {
  readonly uid: number;
  readonly flags: readonly string[];
  /** INTERNALDATE, milliseconds since 1970; null when the server sent none that can be read. */
  readonly internalDate: number | null;
  /** RFC822.SIZE in octets. */
  readonly size: number;
  readonly modseq: string | null;
  /** The first octets of the message, at most as many as were asked for. */
  readonly start: Buffer;
}

/** Unsolicited data, at any moment: in IDLE, between commands, and during other commands (RFC 9051 §7). */
export type ImapEvent =
  | { readonly kind: 'exists'; readonly path: string; readonly exists: number }
  /** A message vanished; by sequence number, because without QRESYNC that is all a server says. */
  | { readonly kind: 'expunge'; readonly path: string; readonly sequence: number }
  | { readonly kind: 'vanished'; readonly path: string; readonly uids: readonly UidSpan[] }
  /** `uid` is null when the server left it out (RFC 3501 §7.4.2 allows that): then ask by fetchUnnamedFlags. */
  | {
      readonly kind: 'flags';
      readonly path: string;
      readonly uid: number | null;
      readonly flags: readonly string[];
      readonly modseq: string | null;
    };

export interface IdleOptions extends CommandOptions {
  /**
   * DONE and IDLE again this often: it keeps NAT tables warm (RFC 2177 names 29 minutes as the longest) and is the
   * watchdog, because a DONE that is not answered within the reply deadline proves the connection dead. Default 4 minutes.
   */
  readonly renewEveryMs?: number;
  /** The server answered a renewal or a NOOP: the connection is alive. */
  readonly onAlive?: () => void;
}

export interface IdleHandle {
  /** Proves the connection alive now, by a DONE and IDLE round trip (after a sleep of the machine, for example). */
  probe(): Promise<void>;
  /** Resolves when idling is over for any reason; rejects with the failure that ended it. */
  readonly ended: Promise<void>;
}

export interface ImapConnection {
  /** The transcript session. */
  readonly session: string;
  readonly capabilities: ReadonlySet<string>;
  /** Extensions that ENABLE (RFC 5161) turned on. */
  readonly enabled: ReadonlySet<string>;
  /** The address the connection was made to. */
  readonly address: string;
  /** The first personal namespace; null where the server did not say. */
  readonly namespace: ImapNamespace | null;
  /** The folder selected last, null before. */
  readonly selected: ImapSelection | null;
  readonly closed: boolean;
  /**
   * Milliseconds that further changes should wait; 0: none. Only where each of them locks the mailbox for others: changes that are alike are then
   * made together.
   */
  changesWait?(): number;
  /** Why nothing can be changed, where the user expects that it can. */
  readonly readOnly?: Failure | null;

  /** Every folder, subscribed or not. With `status`, counts come with the list (LIST-STATUS, RFC 5819) or by one STATUS a folder. */
  listFolders(options?: CommandOptions & { status?: boolean }): Promise<readonly ImapFolder[]>;
  /** STATUS of one folder. */
  status(path: string, options?: CommandOptions): Promise<ImapFolderStatus>;
  /** SELECT. `qresync` is what the caller holds of the folder (RFC 7162 §3.2.5); `readOnly` makes it EXAMINE. */
  select(
    path: string,
    options?: CommandOptions & { qresync?: { uidValidity: number; modseq: string }; readOnly?: boolean },
  ): Promise<ImapSelection>;

  /**
   * Header blocks, highest UID first, in windows of at most `windowMessages`; `onBatch` is called once a window with the
   * next window not asked for before its promise resolves. No ENVELOPE, no BODYSTRUCTURE. UIDs that are gone are left out.
   * A range is resolved by UID SEARCH first. `fields`: default `all`.
   */
  fetchHeaders(
    which: UidRange | readonly number[],
    onBatch: (messages: readonly HeaderFetch[]) => void | Promise<void>,
    options?: CommandOptions & AskOptions & { fields?: HeaderExtent },
  ): Promise<void>;
  /**
   * Whole messages, in the order given, in windows bounded by count and by the `size`s the caller knows (RFC822.SIZE).
   * `onMessage` is called as each arrives, before the window is complete; it must not call this connection.
   * Messages larger than the literal limit are refused with `message-too-large-to-keep` before they are asked for.
   */
  fetchBodies(
    messages: readonly { uid: number; size: number }[],
    onMessage: (message: BodyFetch) => void | Promise<void>,
    options?: CommandOptions & AskOptions,
  ): Promise<void>;
  /**
   * Whether a message of the selected folder has more than so many octets, by asking for one octet beyond them. False, too, where the
   * server does not tell.
   */
  isLonger(which: { uid: number; octets: number }, options?: CommandOptions): Promise<boolean>;
  /**
   * Messages from UID `first` on, in the selected folder, each with its first `octets`: what EXISTS announced, by one FETCH. `onMessage`
   * is called as each arrives; it must not call this connection. At most `most` of them are taken.
   */
  fetchArrivals(
    which: { first: number; octets: number; most: number },
    onMessage: (message: ArrivalFetch) => void,
    options?: CommandOptions,
  ): Promise<void>;
  /**
   * Flags of the messages that the server has spoken of without their UID since the folder was selected or this was last called.
   * Null where it cannot be told any more which they are: then compare by fetchFlags.
   */
  fetchUnnamedFlags(options?: CommandOptions): Promise<readonly FlagChange[] | null>;
  /** Flags of a range; only those changed after `changedSince` where CONDSTORE is on (otherwise all). */
  fetchFlags(range: UidRange, options?: CommandOptions & { changedSince?: string }): Promise<readonly FlagChange[]>;
  /**
   * UID SEARCH in the selected folder, ascending. Exactly one criterion: `newest` are so many of its last messages, `since` is
   * milliseconds since 1970, by INTERNALDATE's day, `uids` asks which of these are still there.
   */
  searchUids(
    query: { all: true } | { newest: number } | { since: number } | { messageId: string } | { uids: readonly number[] },
    options?: CommandOptions,
  ): Promise<readonly number[]>;

  /** Adds and removes flags; each of them at most once a command. Resolves when the server has accepted all. */
  setFlags(
    uids: readonly number[],
    change: { add?: readonly string[]; remove?: readonly string[] },
    options?: CommandOptions,
  ): Promise<void>;
  /**
   * MOVE (RFC 6851), or COPY, proof (COPYUID, or for each message a search by Message-ID in the target) and only then delete.
   * The folder selected before is selected again afterwards.
   */
  move(uids: readonly number[], target: string, options?: CommandOptions): Promise<MoveResult>;
  /**
   * Deletes for good. `expunged` false: the server has no UIDPLUS and other messages are marked `\Deleted` too, so these are
   * only marked: a plain EXPUNGE would take what other clients marked (RFC 4315 §2.1).
   */
  deleteForever(uids: readonly number[], options?: CommandOptions): Promise<{ expunged: boolean }>;
  /** APPEND; UID and UIDVALIDITY where the server tells (APPENDUID). Bytes go as they are: CRLF is the caller's business. */
  append(
    path: string,
    raw: Buffer,
    flags: readonly string[],
    date: number,
    options?: CommandOptions,
  ): Promise<{ uid: number | null; uidValidity: number | null }>;
  /**
   * Creates and subscribes; answers the path as the server has it: with its namespace's prefix where it takes no other. A folder that
   * exists already is no failure.
   */
  createFolder(path: string, options?: CommandOptions): Promise<string>;

  /** Starts IDLE in the selected folder (or NOOP polling every `renewEveryMs` without IDLE). Any other command ends it: start it again afterwards. */
  idle(options?: IdleOptions): IdleHandle;
  /** Sets the listener for unsolicited data about the selected folder, whatever is under way. */
  onEvent(listener: ((event: ImapEvent) => void) | null): void;
  noop(options?: CommandOptions): Promise<void>;
  /** LOGOUT and close; never rejects. */
  logout(): Promise<void>;
  /** Closes at once; running commands fail with `cancelled`. */
  destroy(): void;
  /** Calls back once when the connection is over: null after logout or destroy, else the failure. At once when it is already over. */
  onClosed(listener: (failure: Failure | null) => void): void;
}

export type ConnectImap = (options: ImapOptions) => Promise<ImapConnection>;
