/** What a supervisor needs of the protocol of its account. */
import type { ImapConnection } from '../../imap/imap-types.ts';

export interface AccountSession {
  /**
   * Connects, and works until the signal aborts (then it resolves) or the connection is lost or refused (then it rejects with a
   * `FailureError`). `settled` is called when everything urgent has been done once: the next failure is a new one.
   */
  serve(signal: AbortSignal, settled: () => void): Promise<void>;
  /** Checks for new mail and changes now. */
  syncNow(): void;
  /** Stops the bulk download until `syncNow`. */
  cancel(): void;
  /** The machine woke up or its network changed: checks that the connection is alive. */
  probe(): void;
  /** The user changed something: it waits in the journal. */
  operationsWaiting(): void;
  /** This folder changed at the server by our own doing, outside the session. */
  compare(folderId: number): void;
  /** Fetches one message ahead of everything else; resolves when it is stored. */
  fetchMessage(id: number): Promise<void>;
  /** Lends the watching connection, for evidence and copies of sent mail. Rejects with `input-invalid` where the account has none (POP3). */
  borrow<Value>(repeatable: boolean, work: (connection: ImapConnection) => Promise<Value>): Promise<Value>;
  /** Refuses what waits for a connection. */
  refuseWaiting(error: unknown): void;
}
