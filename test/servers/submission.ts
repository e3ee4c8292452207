/** What a test sees of a mail transfer agent, whichever program it is. */
import type { KeyedCertificate } from '../support/certificates.ts';
import type { DovecotServer } from './dovecot/dovecot.ts';

/** A port of loopback at which no server is (discard, RFC 863). */
export const nobodyListens = 9;

export interface SubmissionPorts {
  /** STARTTLS offered, and no log-in before it (RFC 6409 with RFC 3207). */
  submission: number;
  /** TLS from the first byte (RFC 8314). */
  submissions: number;
  /** No TLS at all, log-in in the clear. */
  clear: number;
}

export interface SubmissionOptions {
  /** Its mailboxes are delivered into, and its users may send. */
  dovecot: DovecotServer;
  domain: string;
  /** What the server shows; default: the same as Dovecot. */
  certificate?: KeyedCertificate;
  /** Takes mail for its own users from anybody, as on port 25; relays for nobody who has not signed in. Default: only from those who have. */
  isOpen?: boolean;
}

export interface SubmissionServer {
  host: string;
  ports: SubmissionPorts;
  /**
   * Mail for `user@domain` lands in that user's mailbox. Every other address is refused, but for `bounces@domain`, which is accepted
   * and comes back to its sender as a delivery status notification (RFC 3464), `full@domain`, whose mailbox is full, and everybody
   * at `unreachable.test`, whose server does not answer: that comes back at once. What is handed over without a network for `later@domain`
   * waits in the queue.
   */
  domain: string;
  /** PEM that makes the server's certificate good. */
  trustedCertificate: string;
  /** A program with the arguments of `sendmail` that hands messages to this server without a network. */
  sendmail: string;
  /** The same with a queue that cannot be written. */
  lockedSendmail: string;
  log(): Promise<string>;
  /** Its log of mail, as it stands in a file on a real host. */
  mailLog(): Promise<string>;
  stop(): Promise<void>;
}
