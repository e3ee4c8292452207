/** Values as stored in the two databases, shared by the storage jobs and the reader. Dates are milliseconds since 1970. */
import type { AccountSettings } from '../../../contract/accounts.ts';
import type { Draft, DraftSummary } from '../../../contract/compose.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { FolderRole } from '../../../contract/folders.ts';
import type { MessageWarning } from '../../../contract/messages.ts';
import type { OutboxItem } from '../../../contract/outbox.ts';

/** An account without its passwords: those live in the host's vault only. */
export interface StoredAccount {
  readonly id: string;
  readonly settings: AccountSettings;
  readonly practice: boolean;
}

/** One certificate pinned for one host and port. */
export interface TrustedCertificate {
  readonly host: string;
  readonly port: number;
  /** SHA-256 over the DER form, hexadecimal with colons. */
  readonly fingerprint: string;
  /** The certificate itself, PEM: OpenSSL needs all of it to trust it. */
  readonly certificate: string;
}

/** A folder as the server (or, for POP3, this program) names it. */
export interface FolderListing {
  readonly path: string;
  readonly name: string;
  readonly delimiter: string | null;
  readonly parentPath: string | null;
  readonly role: FolderRole | null;
  readonly selectable: boolean;
  /** The name as LIST gave it, octets as Latin-1, where modified UTF-7 of the path would be another (RFC 3501 §5.1.3). */
  readonly listedName?: string | null;
}

/** Where an account's own folders lie (RFC 2342 §5): `INBOX.` and `.`, for example. */
export interface Namespace {
  /** Ends with the delimiter; empty where folders need none. */
  readonly prefix: string;
  readonly delimiter: string | null;
}

/** A message that the server did not deliver: asked for alone, after everything else. */
export interface LeftAside {
  /** UIDVALIDITY and UID separated by a space, or the POP3 unique id. */
  readonly key: string;
  /** Failed attempts to fetch it alone. */
  readonly attempts: number;
  readonly triedAt: number;
  /** Null: a connection was lost while it was asked for together with others. */
  readonly failure: Failure | null;
}

/** What the server last said of a folder. Absent fields stay as they are. */
export interface FolderState {
  readonly exists?: number | null;
  readonly uidValidity?: number | null;
  readonly uidNext?: number | null;
  /** A 63-bit number as decimal text (RFC 7162 §7). */
  readonly highestModseq?: string | null;
  readonly checkedAt?: number | null;
  /** Why the folder could not be read to the end. */
  readonly failure?: Failure | null;
}

/** Where a message is: what an IMAP command or a POP3 deletion needs to know. */
export interface MessageLocation {
  readonly id: number;
  readonly accountId: string;
  readonly folderId: number;
  readonly path: string;
  readonly role: FolderRole | null;
  readonly uidValidity: number | null;
  /** Null when the server has not told yet (after a move) or knows nothing of it (POP3, local copies). */
  readonly uid: number | null;
  /** POP3 unique id, null elsewhere. */
  readonly uidl: string | null;
  /** Set when the message lies in user data: no server needs to have it. */
  readonly keptId: number | null;
  readonly messageId: string | null;
  readonly size: number;
  readonly bodyHeld: boolean;
  readonly warnings: readonly MessageWarning[];
  /** SHA-256 of the raw message, hexadecimal; null until the body is held. */
  readonly hash: string | null;
}

/** All UIDs held of a folder, ascending, each array as long as the others. */
export interface HeldUids {
  readonly uids: Float64Array;
  /** `flagBits` of each, as the server last said or the user changed since, and `keywordsBit` where it has keywords. */
  readonly flags: Uint8Array;
  /** UIDs the server still lists here, but which the user has moved or deleted: not missing, leave them alone. Ascending. */
  readonly leaving: Float64Array;
}

/** Beside the bits of `flagBits`: the message has keywords, whichever they are. */
export const keywordsBit = 64;

/** System flags as bits; `$Forwarded` is a keyword on the wire (RFC 9051 §2.3.2) and a bit here. */
export const flagBits = { seen: 1, flagged: 2, answered: 4, forwarded: 8, draft: 16, deleted: 32 } as const;
export type FlagName = keyof typeof flagBits;

export type OperationChange =
  | { readonly kind: 'flag'; readonly flag: FlagName; readonly value: boolean }
  | { readonly kind: 'move'; readonly targetFolderId: number }
  /** Deletes permanently. A delete that goes to the trash is a `move`. */
  | { readonly kind: 'delete' };

/** One message of an operation: where it was and what it looked like before, so that it can be replayed and taken back. */
export interface OperationItem {
  readonly messageId: number;
  readonly folderId: number;
  readonly path: string;
  readonly uidValidity: number | null;
  readonly uid: number | null;
  readonly keptId: number | null;
  /** Message-ID header: evidence when the UID is unknown. */
  readonly header: string | null;
  /** `FlagBits` before the change. */
  readonly flagsBefore: number;
}

/** A change made by the user that the server has not confirmed. */
export interface PendingOperation {
  readonly id: string;
  readonly accountId: string;
  readonly change: OperationChange;
  /** Path of the target of a move: outlives a cache that was reset. */
  readonly targetPath: string | null;
  /** `running`: commands may have reached the server; after a crash its outcome must be looked up, not assumed. */
  readonly state: 'waiting' | 'running' | 'failed';
  readonly items: readonly OperationItem[];
  readonly createdAt: number;
  readonly attempts: number;
  readonly failure: Failure | null;
}

/** An operation without the messages it is about: there may be thousands. */
export type OperationHead = Omit<PendingOperation, 'items'>;

export interface StoredOutboxEntry {
  readonly item: OutboxItem;
  /** SMTP envelope, fixed when queued. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** True from just before the final dot may leave until the outcome is written: after a crash it means `unknown`. */
  readonly dotPending: boolean;
  /** The draft it was made of, hidden while it is queued. */
  readonly draftId: string | null;
}

/** The fields of an outbox entry that may change after it is queued. */
export type OutboxPatch = Partial<Omit<OutboxItem, 'id' | 'accountId' | 'messageId' | 'queuedAt' | 'size'>>;

export type StoredDraft = Draft;
export type StoredDraftSummary = DraftSummary;

/** The record of a POP3 unique id, kept also after the message left the server or was deleted here. */
export interface Pop3Uidl {
  readonly uidl: string;
  /**
   * `seen`: known, not held; `kept`: raw message in user data; `removed`: deleted here by the user, perhaps still on the
   * server; `deleting`: DELE wanted; `deleted`: gone from the server by our DELE.
   */
  readonly state: 'seen' | 'kept' | 'removed' | 'deleting' | 'deleted';
  readonly firstSeenAt: number;
  readonly keptId: number | null;
  /** Octets by LIST when its message was last read or compared. */
  readonly listedSize: number | null;
  /** `headerDigest` of its message, hexadecimal; null when it was fetched before this was remembered. */
  readonly header: string | null;
}

/** What is kept of a draft beside its files. */
export type DraftContent = Omit<StoredDraft, 'attachments' | 'isDamaged'>;
