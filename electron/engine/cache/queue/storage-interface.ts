/**
 * The storage worker's jobs: every write there is, by name, with what goes in and what comes out. Each is durable when
 * its promise answers (user data: synced to disk; the cache: safe against a crash of the program, and after a power cut
 * whatever is missing is read again from the server). Each may be applied twice without harm. None throws: a full disk
 * answers `disk-full`, a damaged file `database-corrupt`, and then nothing of that job is left half done.
 *
 *   const storage = await createStorage({ … });           // workers/storage.ts
 *   const added = await storage.value.addHeaders({ folderId, messages });
 */
import type { AccountSettings } from '../../../contract/accounts.ts';
import type { Preferences } from '../../../contract/application.ts';
import type { Failure, Result } from '../../../contract/failure.ts';
import type { FolderRole } from '../../../contract/folders.ts';
import type { OutboxItem } from '../../../contract/outbox.ts';
import type {
  FolderListing,
  FolderState,
  LeftAside,
  Namespace,
  OperationChange,
  OutboxPatch,
  PendingOperation,
  StoredDraft,
  TrustedCertificate,
} from '../database/stored.ts';

export type * from '../database/stored.ts';
export type * from '../reader-interface.ts';

/** What the server says of one message, with its whole header block. */
export interface HeaderToAdd {
  readonly uid: number;
  /** IMAP flags and keywords as sent: `\Seen`, `$Forwarded`. */
  readonly flags: readonly string[];
  /** INTERNALDATE; null: the Date field is used, and without one the present. */
  readonly internalDate: number | null;
  readonly size: number;
  readonly modseq?: string | null;
  readonly header: Uint8Array;
}

interface BodyToAdd {
  readonly uid: number;
  readonly raw: Uint8Array;
}

export interface FlagsToSet {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modseq?: string | null;
}

/** A whole message that no server needs to have: POP3 mail, Sent copies filed only here. */
export interface LocalMessage {
  readonly accountId: string;
  /** The folder, made when it is missing. */
  readonly path: string;
  readonly role: FolderRole | null;
  /**
   * Unique in the account: adding the same key again changes nothing. A POP3 unique id (one that `notePop3` was told of
   * becomes `kept`, and takes the place of its row from `addPop3Headers`), an outbox id.
   */
  readonly key: string;
  readonly flags: readonly string[];
  readonly internalDate: number | null;
  readonly raw: Uint8Array;
  /** The key under which the same message is held already, where the server calls it otherwise now: then it is renamed. */
  readonly formerKey?: string;
  /** POP3: octets by LIST. */
  readonly listedSize?: number;
}

interface Job<Input, Output> {
  input: Input;
  output: Output;
}
type Nothing = null;

/** What is kept of a draft beside its files. */
export type DraftContent = Omit<StoredDraft, 'attachments' | 'isDamaged'>;

export interface DraftFile {
  readonly draftId: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface DraftFork {
  readonly id: string;
  readonly basedOn: number | undefined;
  readonly evenIfGone: boolean;
}

interface StorageJobs {
  // ── folders and what the server holds (cache) ──
  /** Makes the account's folders equal this list; folders no longer listed go with their messages. Answers the ids by path. */
  saveFolders: Job<{ accountId: string; folders: readonly FolderListing[]; namespace?: Namespace }, { ids: ReadonlyMap<string, number> }>;
  setFolderState: Job<{ folderId: number; state: FolderState }, Nothing>;
  /** Notes messages that the server did not deliver, in the place of what was noted of them before; forgets those under `takenUp`. */
  leaveAside: Job<{ folderId: number; messages: readonly LeftAside[]; takenUp?: readonly string[] }, Nothing>;
  /**
   * Adds rows, or refreshes flags and modseq of those held. Mail on its way out of the folder (`HeldUids.leaving`) is
   * skipped; a message moved here whose new UID was unknown is recognised by Message-ID and size and given its UID;
   * after `renumberFolder` a body still held is taken up again. `added`: rows that are new; `ids`: row id by UID.
   */
  addHeaders: Job<
    { folderId: number; messages: readonly HeaderToAdd[] },
    { added: number; ids: ReadonlyMap<number, number>; bodiesReused: number }
  >;
  /** Stores raw messages once by content. UIDs without a row are ignored. Text is indexed, and snippet and attachments are found, when idle. */
  addBodies: Job<{ folderId: number; messages: readonly BodyToAdd[] }, { stored: number; hashes: ReadonlyMap<number, string> }>;
  /** The server's word on flags. What the user changed and the server has not confirmed stays on top. */
  setFlags: Job<{ folderId: number; messages: readonly FlagsToSet[] }, { changed: number }>;
  removeUids: Job<{ folderId: number; uids: readonly number[] }, { removed: number }>;
  /**
   * UIDVALIDITY changed (RFC 3501 §2.3.1.1): drops the folder's rows, keeps bodies for a while so that reading again is cheap,
   * and marks operations that wait on the old UIDs as failed: they are answered, and never applied to new UIDs.
   */
  renumberFolder: Job<{ folderId: number; uidValidity: number | null }, { failedOperations: readonly string[] }>;
  /** After a complete listing of the folder: forgets rows whose UID never became known (moved here, then gone). */
  dropUnplaced: Job<{ folderId: number }, { removed: number }>;
  /** Forgets what is cached of one folder, to be read again; kept mail and changes that wait stay. */
  resetFolder: Job<{ folderId: number }, Nothing>;
  /** Forgets what is cached of the account; kept and local mail is listed again from user data. */
  resetCache: Job<{ accountId: string }, Nothing>;

  // ── changes by the user (journal in user data first, synced; then the cache) ──
  /** Journals the change and shows it at once. Messages that are gone are left out; `items` may be empty. Kept mail changes for good and needs no confirmation. */
  applyOperation: Job<
    { id: string; accountId: string; change: OperationChange; messageIds: readonly number[]; now: number },
    PendingOperation
  >;
  /** Synced before it answers: from now on commands may reach the server. */
  markOperation: Job<{ id: string; state: 'waiting' | 'running'; attempts: number }, Nothing>;
  /** The server has done it, for these messages or (absent) for all. `uids`: new UID by row id, after a move. The operation ends with its last item. */
  confirmOperation: Job<{ id: string; messageIds?: readonly number[]; uids?: ReadonlyMap<number, number> }, { finished: boolean }>;
  /**
   * Takes the change back here, for these messages or for all: refused by the server, or undone by the user before it left.
   * With a failure and no item left the operation stays listed as failed until `forgetOperation`.
   */
  revertOperation: Job<{ id: string; messageIds?: readonly number[]; failure?: Failure }, { finished: boolean }>;
  forgetOperation: Job<{ id: string }, Nothing>;

  // ── POP3 and local mail (user data) ──
  /** Remembers unique ids that the server listed, without touching what is known of them. */
  notePop3: Job<{ accountId: string; uidls: readonly string[]; now: number }, Nothing>;
  /** Header rows ahead of the bodies (TOP): shown at once, replaced by `keepMessage` under the same key. */
  addPop3Headers: Job<
    { accountId: string; path: string; messages: readonly { uidl: string; size: number; header: Uint8Array; now: number }[] },
    { added: number }
  >;
  /** The raw message is synced to disk when this answers: only then may DELE be sent. What the user has removed meanwhile is not kept: ids are 0. */
  keepMessage: Job<LocalMessage, { messageId: number; keptId: number; hash: string; added: boolean }>;
  /** Journals a deletion: `deleting` before DELE, `deleted` after the session's QUIT was answered. */
  markPop3: Job<{ accountId: string; uidls: readonly string[]; state: 'seen' | 'deleting' | 'deleted' }, Nothing>;
  /** What LIST says of messages that are known to be those of their unique ids. */
  notePop3Sizes: Job<{ accountId: string; sizes: readonly { uidl: string; size: number }[] }, Nothing>;
  /** The server gave these unique ids to other messages: what is held under them stays as mail that no server has, and the ids are unknown again. */
  releasePop3: Job<{ accountId: string; uidls: readonly string[] }, Nothing>;
  /** Forgets unique ids the server lists no more, except those still kept (RFC 1939 §7 lets a server use one again only never). */
  forgetPop3: Job<{ accountId: string; uidls: readonly string[] }, Nothing>;
  /** Drops one kept message by its key: the server has its own copy now. */
  dropLocalMessage: Job<{ accountId: string; key: string }, { removed: boolean }>;

  // ── the rest of user data, each synced before it answers ──
  saveAccount: Job<{ id: string; settings: AccountSettings; practice: boolean }, Nothing>;
  /** The account with its cache, kept mail, drafts, outbox and journal. Passwords are the vault's business. */
  deleteAccount: Job<{ id: string }, Nothing>;
  savePreferences: Job<Partial<Preferences>, Nothing>;
  /** In the place of whatever was trusted there before. */
  trustCertificate: Job<TrustedCertificate, Nothing>;
  /** Forgets what is trusted at a host and port. */
  distrust: Job<{ host: string; port: number }, Nothing>;
  /** A new draft with its files, in one step. */
  startDraft: Job<{ draft: DraftContent; attachments: readonly Omit<DraftFile, 'draftId'>[] }, Nothing>;
  /**
   * `onlyChange`: one that was discarded, or sent, meanwhile does not come back; `not-found`.
   * `fork`: where another has changed the draft since `basedOn`, or where it is gone and `evenIfGone`, this becomes a draft of its own
   * under `id`, with the files of the other. Answers the id under which it is kept.
   */
  saveDraft: Job<DraftContent & { readonly onlyChange?: boolean; readonly fork?: DraftFork }, { id: string }>;
  addDraftAttachment: Job<DraftFile, Nothing>;
  /** Takes a file off its draft (`at`, milliseconds since 1970), or puts it back (null). */
  setAttachmentAside: Job<{ draftId: string; id: string; at: number | null }, Nothing>;
  /** Takes a draft off the list (`at`, milliseconds since 1970), or puts it back (null). What is queued stays; `not-found` when there is none. */
  setDraftAside: Job<{ id: string; at: number | null }, Nothing>;
  /** Deletes what was set aside before that instant. Answers how much is still aside. */
  forgetAside: Job<{ before: number }, { left: number }>;
  discardDraft: Job<{ id: string }, Nothing>;
  /**
   * Queues a message and hides the draft it was made of, in one step. Queuing the same id again changes nothing.
   * `composed`: of when the text is that the message was made of (the draft's `updatedAt`); what was saved since then is in no message, and
   * becomes a draft of its own under `newDraftId`.
   */
  queueMessage: Job<
    {
      item: OutboxItem;
      envelope: { from: string; to: readonly string[] };
      raw: Uint8Array;
      draftId: string | null;
      composed?: { readonly updatedAt: number; readonly newDraftId: string };
    },
    Nothing
  >;
  /**
   * Changes an entry, and answers it as it is then. `discardDraft` once the text is safe elsewhere. Clears the dot mark unless `keepDot`. `unsynced`: it need not be on
   * the disk when this answers, because the same would be done again from the state before.
   */
  markOutbox: Job<{ id: string; patch: OutboxPatch; discardDraft?: boolean; keepDot?: boolean; unsynced?: boolean }, OutboxItem>;
  /** The final dot may leave once this has answered (DESIGN §13). `recipients`: what the server has said of them so far, for the case that nobody sees the end. */
  markDotPending: Job<{ id: string; recipients: OutboxItem['recipients'] }, Nothing>;
  /** Removes an entry; its draft is shown again unless it was discarded. Answers that draft's id. */
  removeOutbox: Job<{ id: string }, { draftId: string | null }>;
  /**
   * Ends an entry that some have, and gives the others' part of it back as a draft: the one it was made of, or `draft` with its files
   * where that is gone. Recipients of the draft and the patch of the entry are written in one step.
   */
  splitOutbox: Job<
    {
      id: string;
      patch: OutboxPatch;
      /** Whom the draft is for from now on. */
      recipients: Pick<DraftContent, 'to' | 'cc' | 'bcc'>;
      now: number;
      draft: DraftContent;
      attachments: readonly Omit<DraftFile, 'draftId'>[];
    },
    { item: OutboxItem; draftId: string }
  >;

  // ── upkeep ──
  /** Answers when nothing waits any more, text indexed and unused bodies swept included. */
  settle: Job<Record<never, never>, Nothing>;
}

export type JobName = keyof StorageJobs;
export type JobInput<Name extends JobName> = StorageJobs[Name]['input'];
export type JobOutput<Name extends JobName> = StorageJobs[Name]['output'];

/** The engine's side of the storage worker. Buffers handed to `addHeaders`, `addBodies`, `keepMessage` and the like are transferred: do not use them afterwards. */
export type Storage = {
  readonly [Name in JobName]: (input: JobInput<Name>) => Promise<Result<JobOutput<Name>>>;
} & {
  /** Finishes the jobs that wait, commits and closes the databases. */
  close(): Promise<void>;
};
