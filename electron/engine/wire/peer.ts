/**
 * The server and deadlines of a connection, shared by all protocol adapters so that a caller fills it in once. No
 * behaviour.
 */
import type { Clock } from '../../base/clock.ts';
import type { Mechanism, Security } from '../../contract/accounts.ts';
import type { SessionPurpose } from '../../contract/transcript.ts';
import type { Credentials } from './authentication/credentials.ts';
import type { SignInMemory } from './authentication/sign-in-ways.ts';
import type { OpenTap } from './tap.ts';
import type { TrustPolicy } from './trust.ts';

/** Milliseconds. Each deadline runs on the handed-in clock and ends the connection when it passes. */
export interface Deadlines {
  /** Name resolution, TCP and TLS together. */
  readonly connect: number;
  /** From the connection to the greeting. */
  readonly greeting: number;
  /** Silence of the server while a reply is due. Bytes that arrive start it afresh. */
  readonly reply: number;
}

/** For IMAP and POP3, whose standards name none; SMTP has its own (`smtp/deadlines.ts`). */
export const defaultDeadlines: Deadlines = { connect: 20_000, greeting: 30_000, reply: 60_000 };

export interface Peer {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  /** Held in memory while the connection lives: needed to recognise their echo by the server. */
  readonly credentials: Credentials;
  readonly mechanism: Mechanism;
  readonly trust: TrustPolicy;
  readonly openTap: OpenTap;
  /** Whose session it is in the transcript; the adapter adds protocol, host and port. */
  readonly opening: { readonly accountId: string | null; readonly accountName: string; readonly purpose: SessionPurpose };
  readonly clock: Clock;
  readonly deadlines?: Partial<Deadlines>;
  /** Where the mechanism is left to the program: the one that was accepted is written here, and tried first the next time. */
  readonly accepted?: { mechanism: string | null };
  /** What is known of these credentials at this server; without it nothing is remembered. */
  readonly signIns?: SignInMemory;
  /** Aborting ends the connection; what was running fails with `cancelled`. */
  readonly signal?: AbortSignal;
}
