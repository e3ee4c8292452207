/** What crosses between the engine and the thread that checks messages. */
import type { AuthenticationCheck } from '../../../contract/delivery/authentication.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { AccountServers } from '../../mime/authentication/own-servers.ts';

export interface CheckTask {
  readonly account: AccountServers | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a question of the thread was answered: rows as `node:dns` has them, or one of its codes. */
export type Rows = { readonly rows: readonly unknown[] } | { readonly code: string };

export type ToChecker =
  | { readonly id: number; readonly message: StoredBytes; readonly task: CheckTask }
  | { readonly id: number; readonly question: number; readonly answer: Rows };

export type FromChecker =
  | { readonly id: number; readonly question: number; readonly name: string; readonly type: string }
  | { readonly id: number; readonly check: AuthenticationCheck }
  | { readonly id: number; readonly error: string };
