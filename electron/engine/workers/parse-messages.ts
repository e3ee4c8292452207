/** What crosses between the engine and the parse worker. */

import type { Authentication, SenderNote } from '../../contract/delivery/authentication.ts';
import type { Notice } from '../../contract/delivery/notices.ts';
import type { MessagePath } from '../../contract/delivery/path.ts';
import type { Report } from '../../contract/delivery/reports.ts';
import type { ReadingDifference } from '../../contract/messages.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { AccountServers } from '../mime/authentication/own-servers.ts';
import type { Acquaintance, AskedSender } from '../mime/authentication/sender-notes.ts';
import type { ParsedMessage, ParseOptions } from '../mime/parse.ts';

export interface ToParser {
  readonly id: number;
  readonly message: StoredBytes;
  readonly task: ParseTask;
}

/** A reading of the whole; the bytes of a part, if it is a message; where a second parser reads the whole otherwise; its way by its trace fields; who
 * vouches for it by its header; what it says of the delivery of another; or the reports that it carries. */
export type ParseTask =
  | { readonly kind: 'read'; readonly options: ParseOptions }
  | { readonly kind: 'enclosed'; readonly partId: string }
  | { readonly kind: 'compare' }
  | { readonly kind: 'path' }
  | { readonly kind: 'authentication'; readonly account: AccountServers | null }
  /** Needs no message. `acquaintance`: only its version where the thread has been told before. */
  | { readonly kind: 'sender'; readonly asked: AskedSender; readonly acquaintance: Acquaintance | Pick<Acquaintance, 'version'> }
  | { readonly kind: 'notice' }
  | { readonly kind: 'reports' };

/** `isReady`: the thread has started. */
export type FromParser =
  | { readonly isReady: true }
  | { readonly id: number; readonly parsed: ParsedMessage }
  | { readonly id: number; readonly enclosed: Uint8Array | null }
  | { readonly id: number; readonly differences: ReadingDifference[] }
  | { readonly id: number; readonly path: MessagePath }
  | { readonly id: number; readonly authentication: Authentication }
  /** Null: the thread does not know this acquaintance, or not any more. */
  | { readonly id: number; readonly sender: SenderNote[] | null }
  | { readonly id: number; readonly notice: Notice | null }
  | { readonly id: number; readonly reports: Report[] }
  | { readonly id: number; readonly error: string };
