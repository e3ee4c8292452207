/** Sizes and times of synchronisation, as data. Times are milliseconds. */
export interface SyncLimits {
  /** Header blocks fetched of a folder before anything bulky. */
  readonly newestPage: number;
  /** New messages whose bodies the watching connection fetches itself instead of starting a bulk download. */
  readonly bodiesAtOnce: number;
  /** Octets of those bodies together. */
  readonly bodyOctetsAtOnce: number;
  /** Octets of a message that has just arrived that come with its header: most are whole then. */
  readonly arrivalOctets: number;
  /** Bodies handed to the storage worker in one job, by number and octets. */
  readonly batchMessages: number;
  readonly batchOctets: number;
  /** Such jobs under way at once, by number and octets, so that neither the wire nor the disk waits for the other. One may be larger. */
  readonly batchesAtOnce: number;
  readonly octetsAtOnce: number;
  /** Messages larger than this stay on the server. */
  readonly messageOctets: number;
  /** Messages whose flags are compared by one FETCH where the server knows no CONDSTORE. */
  readonly flagWindow: number;
  /** STATUS of the folders that are not watched, and the poll of a POP3 mailbox. */
  readonly pollEvery: number;
  /** DONE and IDLE again. */
  readonly renewIdleEvery: number;
  /** A timer this late means that the machine slept. */
  readonly sleepAfter: number;
  readonly heartbeatEvery: number;
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** The same after a login that was refused without proof of a wrong password: every attempt may count towards a lock-out. */
  readonly firstLoginRetry: number;
  readonly longestLoginRetry: number;
  /** A deletion for good waits this long for an undo before it is sent (LOOK.md: undo for 8 s). */
  readonly deleteGrace: number;
  /** Wait before an operation that was refused for now is tried again. */
  readonly operationRetry: number;
  /** Wait before the changes of a mailbox that another program has are tried again. */
  readonly busyRetry: number;
  /** Temporary refusals of one operation before it is taken back. */
  readonly operationAttempts: number;
  /** Changes that can still be undone after the server confirmed them. */
  readonly undoable: number;
  /** POP3: with more new messages than this, their header blocks come first, by TOP. */
  readonly previewFrom: number;
  /** POP3: octets of messages that had to be read for their keys, held until they are stored. What is more is read twice. */
  readonly keyOctets: number;
  /** Wait for the answer to LOGOUT. */
  readonly farewell: number;
}

export const defaultSyncLimits: SyncLimits = {
  newestPage: 100,
  bodiesAtOnce: 50,
  bodyOctetsAtOnce: 4 << 20,
  arrivalOctets: 64 << 10,
  batchMessages: 100,
  batchOctets: 2 << 20,
  batchesAtOnce: 4,
  octetsAtOnce: 8 << 20,
  messageOctets: 64 << 20,
  flagWindow: 2_000,
  pollEvery: 5 * 60_000,
  renewIdleEvery: 4 * 60_000,
  sleepAfter: 60_000,
  heartbeatEvery: 30_000,
  firstRetry: 2_000,
  longestRetry: 5 * 60_000,
  firstLoginRetry: 10_000,
  longestLoginRetry: 30 * 60_000,
  deleteGrace: 8_000,
  operationRetry: 30_000,
  busyRetry: 5_000,
  operationAttempts: 5,
  undoable: 500,
  previewFrom: 20,
  keyOctets: 16 << 20,
  farewell: 1_000,
};
