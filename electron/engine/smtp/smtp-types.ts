/**
 * What the rest of the engine sees of submission (RFC 6409): one message on the way to one server. What became of it is a
 * `SubmissionOutcome`, as of every way out.
 */
import type { Peer } from '../wire/peer.ts';
import type { Submission, SubmittedRecipient } from '../wire/submitter.ts';
import type { Cause } from '../wire/tap.ts';
import type { SmtpDeadlines } from './deadlines.ts';

export interface SubmissionOptions extends Omit<Peer, 'deadlines'>, Submission {
  readonly deadlines?: Partial<SmtpDeadlines>;
  /** Name for EHLO; default the local address literal. */
  readonly name?: string;
  readonly cause?: Cause;
  /** Called as the server answers each RCPT. */
  readonly onRecipient?: (recipient: SubmittedRecipient) => void;
}
