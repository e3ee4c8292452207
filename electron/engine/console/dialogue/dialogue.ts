/**
 * Follows what is typed and what the server says, as far as a console must: which replies are owed, whether a message, an answer or a
 * literal is waited for, and when a command is answered. It judges nothing and forbids nothing: what is typed may be wrong.
 */
import type { ConsoleState } from '../../../contract/console.ts';

/** What a line of the server is. */
export interface Heard {
  /** `part` of something longer, or said unasked; `continuation`: the server waits for more of the same command. */
  readonly kind: 'greeting' | 'part' | 'continuation' | 'final';
  /** Name of the command it answers, upper case. */
  readonly command: string | null;
  readonly isPositive: boolean;
}

export interface Dialogue {
  /** A line that is sent, with its CRLF. */
  sent(line: Buffer): void;
  /** A line that the server has sent, with its end, or a part of one that is too long. */
  heard(line: Buffer): Heard;
  /** Whether nothing is owed by the server: the next word is ours. */
  isOurTurn(): boolean;
  awaits(): ConsoleState['awaits'];
  /** The name of the command that starts TLS; null where there is none. */
  readonly startTls: string | null;
  /** Whether the server closes after its reply to this command. */
  isGoodbye(command: string | null): boolean;
  /** TLS is up: what came before is another conversation. */
  restart(): void;
}
