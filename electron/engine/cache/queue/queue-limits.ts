/** How long the queue of jobs does one thing before it looks at the others. */
export const queueLimits = {
  /** Longest transaction of the cache while jobs wait, milliseconds. */
  transactionMs: 20,
  /** The index gains by larger ones; they end as soon as anything is asked. */
  idleTransactionMs: 250,
  /** Jobs that share one sync of user data. */
  groupJobs: 64,
  /**
   * Idle work begins so long after the last job: between two batches of a download there is nothing to do for a moment, and the index
   * would take the time of the bodies that are on their way.
   */
  restMs: 250,
  /** Pause between two pieces of background work: reading and searching need the processor more. */
  pauseMs: 20,
  /** Idle work that failed is tried again after this long, then after twice that, at most after the other, milliseconds. */
  firstRetryMs: 2_000,
  longestRetryMs: 300_000,
  /** How often to look for something more urgent, milliseconds. */
  receiveEveryMs: 2,
} as const;
