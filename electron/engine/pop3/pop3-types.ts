/**
 * What the rest of the engine sees of POP3 (RFC 1939). Every member that fails rejects with a `FailureError` whose
 * failure carries host, command and the server's own line. Commands run one after another in the order called.
 */
import type { Failure } from '../../contract/failure.ts';
import type { CommandOptions } from '../wire/command-queue.ts';
import type { Peer } from '../wire/peer.ts';

export interface Pop3Limits {
  /** Octets of one line, without its end, outside message text: RFC 2449 §4 says 512; servers and UIDLs do worse. */
  readonly line: number;
  /** Lines of one LIST, UIDL or CAPA answer. */
  readonly lines: number;
  /** Octets of one message. */
  readonly message: number;
  /**
   * A message may be so many times as long as the server announced, and so many octets longer. Some count line ends as one octet, or
   * attachments before they are written as text (a third more), or guess.
   */
  readonly announcedTimes: number;
  readonly announcedSlack: number;
}

export const defaultPop3Limits: Pop3Limits = {
  line: 16_384,
  lines: 500_000,
  message: 64 << 20,
  announcedTimes: 2,
  announcedSlack: 4 << 20,
};

export interface Pop3Options extends Peer {
  readonly limits?: Partial<Pop3Limits>;
}

export interface Pop3Message {
  /** Message number in this session, from 1. */
  readonly number: number;
  readonly size: number;
}

export interface Pop3Connection {
  /** The transcript session. */
  readonly session: string;
  /** CAPA lines by their first word in capitals; empty when the server knows no CAPA. */
  readonly capabilities: ReadonlyMap<string, readonly string[]>;
  readonly address: string;
  readonly closed: boolean;

  stat(options?: CommandOptions): Promise<{ count: number; size: number }>;
  /** Sizes by message number, ascending; numbers given twice are a `protocol-violation`. */
  list(options?: CommandOptions): Promise<readonly Pop3Message[]>;
  /**
   * Unique ids by message number; null when the server has no UIDL. As sent: they may be doubled or longer than
   * RFC 1939 §7 allows (70), and the caller must not delete by a doubled one.
   */
  uidl(options?: CommandOptions): Promise<ReadonlyMap<number, string> | null>;
  /** Header block and `lines` lines of the body; null when the server has no TOP. Bounded as `retrieve`. */
  top(message: Pop3Message, lines: number, options?: CommandOptions): Promise<Buffer | null>;
  /**
   * The whole message, dot-unstuffed, with CRLF as sent. Much longer than announced: `message-longer-than-announced`, and the
   * connection is closed.
   */
  retrieve(message: Pop3Message, options?: CommandOptions): Promise<Buffer>;
  /** Marks for deletion; only `quit` carries it out (RFC 1939 §6). */
  delete(number: number, options?: CommandOptions): Promise<void>;
  reset(options?: CommandOptions): Promise<void>;
  noop(options?: CommandOptions): Promise<void>;
  /** QUIT: commits deletions. Resolves only with the server's +OK; without it the deletions are unknown and it rejects. */
  quit(options?: CommandOptions): Promise<void>;
  /** Closes at once; nothing marked is deleted. */
  destroy(): void;
  onClosed(listener: (failure: Failure | null) => void): void;
}

export type ConnectPop3 = (options: Pop3Options) => Promise<Pop3Connection>;
