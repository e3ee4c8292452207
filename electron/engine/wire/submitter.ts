/**
 * The interface between the outbox and what submits mail: message submission (RFC 6409), or a local program. Knows no protocol, no queue and
 * no retries.
 */
import type { Failure, Result } from '../../contract/failure.ts';

export interface Submitter {
  /** Submits one message and answers the outcome. Never rejects for failures on the way or at the server. */
  submit(submission: Submission): Promise<SubmissionOutcome>;
}

/** One message, with the callbacks during its submission. */
export interface Submission {
  readonly envelope: {
    /** Empty: the null sender `<>`. */
    readonly from: string;
    readonly to: readonly string[];
    /** Comes back in notices where the server knows DSN (ENVID, RFC 3461 §4.4): random, as every server on the way can read it. */
    readonly id?: string;
  };
  /** The message with CRLF line ends; dots are stuffed and bare CR or LF made CRLF on the way out. */
  readonly raw: Buffer;
  /** Aborting ends the submission, which answers `cancelled` unless it is past its end. */
  readonly signal?: AbortSignal;
  /** Called with each step whose end is waited for. */
  readonly onWaiting?: (wait: SubmissionWait) => void;
  /**
   * Awaited before a connection is opened for this message: it costs so much more that nothing is gained by not waiting. One that is
   * open already is used meanwhile. A failure ends it there.
   */
  readonly beforeOpening?: () => Promise<Result<unknown>>;
  /**
   * Called once when every byte of the message has been handed to the system and nothing is left but what ends it (CRLF.CRLF, RFC 5321
   * §4.1.1.4). That leaves only after the promise resolves: record "dot pending" durably in it, with what was said of each recipient,
   * because the outcome may never be seen. A rejection ends the submission without the end of the message.
   */
  readonly beforeFinalDot: (recipients: readonly SubmittedRecipient[]) => Promise<void>;
}

/** What a submission waits for: the connection, the greeting, the reply to `command`, the system to take the message, the final reply. */
export type SubmissionWait =
  | { readonly step: 'connection' | 'greeting' | 'message' | 'outcome' }
  | { readonly step: 'reply'; readonly command: string };

export interface SubmittedRecipient {
  readonly address: string;
  readonly state: 'accepted' | 'refused-for-now' | 'refused';
  /** The server's answer to RCPT, verbatim; null when it never answered. */
  readonly reply: string | null;
}

/** Where in the session's lines this message stands: a connection may carry several. */
interface SessionLines {
  readonly first: number;
  readonly last: number;
}

export type SubmissionOutcome =
  /** 250 after the dot. `recipients` may hold refused ones. */
  (
    | {
        readonly state: 'accepted';
        readonly reply: string;
        readonly queueId: string | null;
        readonly recipients: readonly SubmittedRecipient[];
        readonly session: string;
      }
    /** The server said no: to the sender, to every recipient, to DATA or to the message. `permanent` false: try again later. */
    | {
        readonly state: 'refused';
        readonly permanent: boolean;
        readonly failure: Failure;
        readonly recipients: readonly SubmittedRecipient[];
        readonly session: string;
      }
    /** The dot was written and no complete reply came: the message may or may not have been taken. Never retry blindly. */
    | {
        readonly state: 'unknown';
        readonly failure: Failure;
        readonly recipients: readonly SubmittedRecipient[];
        readonly session: string;
      }
    /**
     * It failed before the dot: nothing was accepted, and a retry cannot duplicate it. `failure.permanent`: whether a retry is useless.
     * `recipients`: absent when none was named.
     */
    | {
        readonly state: 'not-sent';
        readonly failure: Failure;
        readonly recipients?: readonly SubmittedRecipient[];
        readonly session: string | null;
      }
  ) & {
    /** Absent when no message was begun. */
    readonly lines?: SessionLines;
  };
