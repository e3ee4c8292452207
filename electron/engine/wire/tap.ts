/**
 * The tap: where protocol bytes leave the connection for the transcript. It sits above TLS and below the protocol
 * library, sees every byte both ways, and knows nothing of what becomes of them. Adapters of protocols call it; the
 * transcript implements it and masks by protocol state before anything else may hold the bytes.
 */

import type { Failure } from '../../contract/failure.ts';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import type { LineCause, SessionPurpose } from '../../contract/transcript.ts';

export interface SessionOpening {
  readonly protocol: Protocol;
  readonly accountId: string | null;
  readonly accountName: string;
  readonly host: string;
  readonly port: number;
  readonly purpose: SessionPurpose;
}

/** A note of the program between the lines: a key of `words` with its parameters. */
export interface WireNote {
  readonly key:
    | 'resolved'
    | 'connected'
    | 'datagrams'
    | 'truncated'
    | 'edns-refused'
    | 'tls'
    | 'certificate'
    | 'starttls'
    | 'compressed'
    | 'refused'
    | 'closed'
    | 'lost'
    | 'stalled'
    | 'sizes';
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  readonly alpn: string | null;
}

/** Why the next command is sent, for the lines it causes, and the message it is about. */
export interface Cause {
  readonly key: LineCause;
  readonly messageId?: number;
}

/** One connection's tap, which is one session of the transcript. All members return at once and never throw. */
export interface Tap {
  readonly session: string;
  /** Bytes handed to the socket, in order. `Buffer`s are not kept by reference after the call returns. */
  client(bytes: Buffer): void;
  /** Bytes that came from the socket, in order. Parts of a message may be kept by reference: they are not written to again. */
  server(bytes: Buffer): void;
  note(note: WireNote): void;
  /** TLS is up; what follows is inside it. */
  secured(facts: TlsFacts): void;
  /**
   * The secret about to be used, so that its echo by the server can be masked as well. Held in memory for the life of the session only.
   * @param known words that stand in lines anyway, such as the user name: a secret that is one of them is masked only where it was asked for
   */
  secret(value: string, known?: readonly string[]): void;
  /**
   * A text of the server, or of a library that quotes it, with every echo of the session's secrets overwritten, in whatever way the server
   * has written it. Everything that leaves a connection as text goes through it.
   * @param answering whether it answers the authentication: then also of secrets that are words
   */
  redact(text: string, answering: boolean): string;
  /** What the commands from now on are for. */
  cause(cause: Cause | null): void;
  /** Index that the session's next line will have. */
  nextLine(): number;
  /** The connection is over; with a failure unless we closed it. Calling it twice is harmless. */
  end(failure?: Failure): void;
}

/** Opens a session; handed to every adapter by the engine. */
export type OpenTap = (opening: SessionOpening) => Tap;
