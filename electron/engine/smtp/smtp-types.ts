/**
 * What the rest of the engine sees of submission (RFC 6409): one message, one outcome that says what is known. `submit` never rejects for anything that happens on the way to or at the server.
 */
import type { Failure, Result } from '../../contract/failure.ts';
import type { Peer } from '../wire/peer.ts';
import type { Cause } from '../wire/tap.ts';
import type { SmtpDeadlines } from './deadlines.ts';

export interface SubmissionOptions extends Omit<Peer, 'deadlines'> {
  readonly deadlines?: Partial<SmtpDeadlines>;
  readonly envelope: {
    /** Empty: the null sender `<>`. */
    readonly from: string;
    readonly to: readonly string[];
  };
  /** The message with CRLF line ends; dots are stuffed and bare CR or LF made CRLF on the way out. */
  readonly raw: Buffer;
  /** Name for EHLO; default the local address literal. */
  readonly name?: string;
  readonly cause?: Cause;
  /** Called with each step whose end is waited for. */
  readonly onWaiting?: (wait: SubmissionWait) => void;
  /** Called as the server answers each RCPT. */
  readonly onRecipient?: (recipient: RecipientOutcome) => void;
  /**
   * Awaited before a connection is opened for this message: it costs so much more that nothing is gained by not waiting. One that is
   * open already is used meanwhile. A failure ends it there.
   */
  readonly beforeOpening?: () => Promise<Result<unknown>>;
  /**
   * Called once when every byte of the body has been handed to the socket and nothing but CRLF.CRLF is left. The dot leaves
   * only after the promise resolves: record "dot pending" durably in it, with what the server has said of each recipient, because the
   * outcome may never be seen. A rejection ends the connection without the dot.
   */
  readonly beforeFinalDot: (recipients: readonly RecipientOutcome[]) => Promise<void>;
}

/** What a submission waits for: the connection, the greeting, the reply to `command`, the system to take the message, the word on it. */
export type SubmissionWait =
  | { readonly step: 'connection' | 'greeting' | 'message' | 'outcome' }
  | { readonly step: 'reply'; readonly command: string };

export interface RecipientOutcome {
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
        readonly recipients: readonly RecipientOutcome[];
        readonly session: string;
      }
    /** The server said no: to the sender, to every recipient, to DATA or to the message. `permanent` false: try again later. */
    | {
        readonly state: 'refused';
        readonly permanent: boolean;
        readonly failure: Failure;
        readonly recipients: readonly RecipientOutcome[];
        readonly session: string;
      }
    /** The dot was written and no complete reply came: the message may or may not have been taken. Never retry blindly. */
    | {
        readonly state: 'unknown';
        readonly failure: Failure;
        readonly recipients: readonly RecipientOutcome[];
        readonly session: string;
      }
    /**
     * It broke before the dot: nothing was taken, retrying cannot double it. `failure.permanent` says whether it is worth while.
     * `recipients`: absent when none was named.
     */
    | {
        readonly state: 'not-sent';
        readonly failure: Failure;
        readonly recipients?: readonly RecipientOutcome[];
        readonly session: string | null;
      }
  ) & {
    /** Absent when no message was begun. */
    readonly lines?: SessionLines;
  };

export type Submit = (options: SubmissionOptions) => Promise<SubmissionOutcome>;
