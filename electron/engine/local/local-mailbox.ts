/**
 * Mail that lies on this computer, in mbox files or in a Maildir, as the rest of the engine sees it: folders with numbered messages, read and
 * changed without a server. Types only. Everything that fails rejects with a `FailureError`.
 */
import type { Failure } from '../../contract/failure.ts';
import type { FolderRole } from '../../contract/folders.ts';
import type { FlagChanges } from './mbox/status-fields.ts';

export interface LocalFolder {
  readonly path: string;
  readonly name: string;
  readonly parentPath: string | null;
  readonly role: FolderRole | null;
}

export interface LocalMessage {
  /** Given once and never again, in the order in which the messages were found (as RFC 9051 §2.3.1.1 asks of servers). */
  readonly uid: number;
  /** IMAP's names: `\Seen`, `\Flagged` … */
  readonly flags: readonly string[];
  /** When it was delivered, milliseconds since 1970; null where nothing tells. */
  readonly date: number | null;
  /** Octets of the message as `read` answers it. */
  readonly size: number;
}

/** A folder as it is on the disk now. */
export interface FolderContents {
  /** Another one when the numbers mean other messages. */
  readonly uidValidity: number;
  readonly uidNext: number;
  /** Ascending by uid. */
  readonly messages: readonly LocalMessage[];
  /** Something is being written: look again soon. */
  readonly isUnsettled: boolean;
}

export interface LocalMailbox {
  /** Marks can be written and messages moved; else marks are kept here only, and all else is refused. */
  readonly allowsChanges: boolean;
  /** Why they cannot, where the user has allowed it. */
  readonly readOnly: Failure | null;
  folders(): Promise<readonly LocalFolder[]>;
  /** Looks at the disk; cheap where nothing has changed since the last time. */
  look(path: string): Promise<FolderContents>;
  /** A whole message; null where it is gone. */
  read(path: string, uid: number): Promise<Buffer | null>;
  /** Its header block with the line that ends it; null where it is gone. */
  readHeader(path: string, uid: number): Promise<Buffer | null>;
  /** The line with which it begins in its file; null where it has none, or is gone. */
  fromLine(path: string, uid: number): Promise<string | null>;
  setFlags(path: string, uids: readonly number[], change: FlagChanges): Promise<void>;
  /** Deletes for good. */
  remove(path: string, uids: readonly number[]): Promise<void>;
  /** Answers the new numbers by the old ones. The copy is on the disk before the original goes. */
  move(path: string, uids: readonly number[], target: string): Promise<ReadonlyMap<number, number>>;
  /** @param date milliseconds since 1970. Answers the new number. */
  append(path: string, raw: Buffer, flags: readonly string[], date: number): Promise<number>;
  createFolder(path: string): Promise<void>;
  /** Milliseconds that further changes should wait, because other programs need the mailbox; 0: none. */
  changesWait(): number;
  /** Calls back after something on the disk has changed, perhaps also when nothing has. Answers a function that ends it. */
  watch(path: string, onChange: () => void): () => void;
}
