/**
 * What can be asked of the two databases, synchronously, on the engine thread: a read-only connection never waits for
 * the writer. Nothing here is proportional to the size of a folder but `uids`, which synchronisation needs whole, and `ids`.
 * A damaged database throws a `FailureError` (`database-corrupt`).
 */
import type { Preferences } from '../../contract/application.ts';
import type { Folder, FolderRole } from '../../contract/folders.ts';
import type { Address, MessageRow } from '../../contract/messages.ts';
import type { StoredBytes } from './bodies/blobs.ts';
import type {
  HeldUids,
  LeftAside,
  MessageLocation,
  Namespace,
  OperationHead,
  PendingOperation,
  Pop3Uidl,
  StoredAccount,
  StoredDraft,
  StoredDraftSummary,
  StoredOutboxEntry,
  TrustedCertificate,
} from './database/stored.ts';

export interface MissingBody {
  readonly id: number;
  readonly uid: number;
  readonly size: number;
}

export interface HeldFlags {
  readonly uid: number;
  /** `flagBits` of the system flags. */
  readonly bits: number;
  /** Separated by spaces. */
  readonly keywords: string;
  /** A change made here waits for the server. */
  readonly pending: boolean;
}

export interface SearchRequest {
  readonly query: string;
  readonly folderId?: number;
  readonly limit: number;
  /** Only rows with a smaller id: the next page. */
  readonly before?: number;
  /** Only rows with this id or a greater one. */
  readonly oldest?: number;
}

/** Of a folder, of what a search finds, or of what it finds in a folder. */
export interface IdsRequest {
  readonly folderId?: number;
  readonly query?: string;
  /** Only ids from here on, both ends included. */
  readonly oldest?: number;
  readonly newest?: number;
  /** Only those that are without this mark. */
  readonly without?: 'seen' | 'flagged';
}

/** Where a message lies. */
export interface MessagePlace {
  readonly id: number;
  readonly accountId: string;
  readonly folderId: number;
}

export interface FolderCounts {
  readonly total: number;
  readonly unread: number;
  readonly bodiesHeld: number;
  /** Messages whose text can be searched. */
  readonly indexed: number;
}

export interface Reader {
  // ── user data ──
  accounts(): StoredAccount[];
  /** What has been set; defaults are the caller's. */
  preferences(): Partial<Preferences>;
  /** Accounts whose settings cannot be read: damaged, or written by something else. */
  unreadableAccounts(): string[];
  trustedCertificates(): TrustedCertificate[];
  /** Drafts that are not queued, newest first. */
  /** Those that are neither queued nor discarded, newest first. */
  drafts(): StoredDraftSummary[];
  draftSummary(id: string): StoredDraftSummary | null;
  /** Also one that is queued; not one that was discarded. */
  draft(id: string): StoredDraft | null;
  draftAttachment(draftId: string, attachmentId: string): { name: string; type: string; bytes: Buffer } | null;
  /** Newest first. */
  outbox(): StoredOutboxEntry[];
  outboxEntry(id: string): StoredOutboxEntry | null;
  outboxRaw(id: string): Buffer | null;
  /** In the order they were made, with their messages: of all accounts where none is given. */
  operations(accountId?: string): PendingOperation[];
  /** In the order they were made. */
  operationHeads(accountId: string): OperationHead[];
  /** How many the server has neither confirmed nor refused: at no cost, however many there are. */
  waitingOperations(accountId: string): number;
  operation(id: string): PendingOperation | null;
  /** SHA-256 of a message in user data, hexadecimal. */
  keptHash(id: number): string | null;
  /** Octets of a message in user data. */
  keptSize(id: number): number | null;
  pop3Uidls(accountId: string): Map<string, Pop3Uidl>;
  /** Messages of the account that lie in user data. */
  keptCount(accountId: string): number;

  // ── folders ──
  folders(accountId?: string): Folder[];
  folder(id: number): Folder | null;
  folderByPath(accountId: string, path: string): Folder | null;
  folderByRole(accountId: string, role: FolderRole): Folder | null;
  counts(folderId: number): FolderCounts;
  /** Null before the account was ever connected, and for POP3. */
  namespace(accountId: string): Namespace | null;
  /** Names that differ from the modified UTF-7 of their path: by path, octets as Latin-1. */
  listedNames(accountId: string): ReadonlyMap<string, string>;
  /** Messages of the folder that the server did not deliver. */
  leftAside(folderId: number): LeftAside[];

  // ── messages ──
  /** A window of the list, newest first. `total`, `position` and `revision` are of the same instant as the rows. */
  list(folderId: number, position: number, limit: number): { total: number; position: number; revision: number; rows: MessageRow[] };
  /** Every id at one instant, newest first, taken in pieces. Rejects with a `FailureError`, `storage-interrupted` where the cache is closed meanwhile. */
  ids(request: IdsRequest): Promise<number[]>;
  /** Where these lie, in the order asked for; those that are gone are left out. */
  places(ids: readonly number[]): MessagePlace[];
  row(id: number): MessageRow | null;
  /** In the order asked for; those that are gone are left out. */
  rows(ids: readonly number[]): MessageRow[];
  location(id: number): MessageLocation | null;
  /** The message as it came; null until its body is held. */
  raw(id: number): Buffer | null;
  /** The same as it lies in its row or file, for a thread that makes the message of it. */
  storedRaw(id: number): StoredBytes | null;
  /** The same by SHA-256, hexadecimal, from cache, user data or outbox. */
  rawByHash(hash: string): Buffer | null;
  /** Whether `rawByHash` would find it, without reading it. */
  holdsHash(hash: string): boolean;
  /** A message with this raw content; the newest where several folders hold it. */
  idOfHash(hash: string): number | null;
  /** Row of a UID. */
  idOfUid(folderId: number, uid: number): number | null;
  /** Everything that is held of a folder: 0.3 s at 100,000. */
  uids(folderId: number): HeldUids;
  /** Whether bodies are kept of which no row is left, for a message that is listed again: known by its whole header block. */
  holdsOrphans(): boolean;
  /** How many UIDs of the folder are held or on their way out. */
  uidCount(folderId: number): number;
  /** Whether this UID is held or on its way out. */
  holdsUid(folderId: number, uid: number): boolean;
  /** The UIDs from `first` to `last` that are held or on their way out. */
  uidsWithin(folderId: number, first: number, last: number): number[];
  /** What is held of the flags of messages with these UIDs, ascending. */
  heldFlags(folderId: number, first: number, last: number): HeldFlags[];
  /** Messages whose body is not held, newest first. */
  missingBodies(folderId: number, limit: number): MissingBody[];
  /** By Message-ID header, with its angle brackets; newest first. */
  findByMessageId(messageId: string, where?: { accountId?: string; role?: FolderRole }): MessageLocation[];

  // ── looking things up ──
  /** Never throws for any query text; words that cannot be searched are left out. Newest first. */
  search(request: SearchRequest): { rows: MessageRow[]; indexed: number; total: number };
  /** Addresses seen in this mail that start with the prefix, in address or any word of the name; best first. */
  complete(prefix: string, limit: number): Address[];

  close(): void;
}
