/** Limits of the transcript, as data. Bytes and milliseconds. */
export interface TranscriptLimits {
  /**
   * A session file begins a new segment when it is longer than this, or at midnight; sooner while so many sessions are open that theirs
   * would fill the budget.
   */
  readonly segment: number;
  /** All session files together; pinned ones do not count. */
  readonly budget: number;
  readonly age: number;
  /** A longer line is kept in parts. */
  readonly line: number;
  /** A longer payload is named by its hash; shorter ones stand in their line. */
  readonly inlinePayload: number;
  /** Of a payload kept elsewhere, this much stands in its line. */
  readonly head: number;
  /** A message at least this long is kept once, if the store of messages has it. */
  readonly sharedPayload: number;
  /** How long the log waits to hear that the store has a payload before it keeps the bytes itself. */
  readonly payloadWait: number;
  /** Memory for such payloads, all sessions together. */
  readonly waiting: number;
  /** Writes are gathered for this long, or until this much is there. */
  readonly flushEvery: number;
  readonly flushBytes: number;
  /** At most one event in this time. */
  readonly announceEvery: number;
  /** One mark in this time, so that the list of sessions needs only the end of a file. */
  readonly markEvery: number;
}

export const defaultTranscriptLimits: TranscriptLimits = {
  segment: 8 * 1024 * 1024,
  budget: 256 * 1024 * 1024,
  age: 30 * 24 * 60 * 60 * 1000,
  line: 64 * 1024,
  inlinePayload: 16 * 1024,
  head: 512,
  sharedPayload: 1,
  payloadWait: 2_000,
  waiting: 64 * 1024 * 1024,
  flushEvery: 100,
  flushBytes: 512 * 1024,
  announceEvery: 100,
  markEvery: 5_000,
};
