/**
 * Tracks a server's status responses (RFC 9051 §7.1) on one connection: the last one, for failures; BYE; and an untagged BAD, which may
 * answer a command whose tag the server could not read.
 */
import type { Deadlines } from '../wire/peer.ts';
import type { Watchdog } from '../wire/watchdog.ts';
import type { StatusKind } from './tapped-client.ts';

/** Milliseconds of silence after an untagged BAD until it is taken for the answer: interia.pl sends no other. */
const protestPatience = 30_000;

interface StatusLines {
  /** The last tagged, BYE or greeting line. */
  readonly last: string | null;
  readonly bye: string | null;
  /** An untagged BAD since which nothing else has come (RFC 9051 §7.1.3). */
  readonly protest: string | null;
  take(line: string, kind: StatusKind): void;
  /** Something else still comes: the command may be answered yet. */
  alive(): void;
}

interface StatusLinesOptions {
  readonly deadlines: Deadlines;
  readonly watchdog: Watchdog;
  /** Whether a command is under way. */
  readonly isAsked: () => boolean;
  readonly onAlert: (line: string) => void;
  readonly onGreeting: (line: string) => void;
}

export function createStatusLines({ deadlines, watchdog, isAsked, onAlert, onGreeting }: StatusLinesOptions): StatusLines {
  let last: string | null = null;
  let bye: string | null = null;
  let protest: string | null = null;
  return {
    get last() {
      return last;
    },
    get bye() {
      return bye;
    },
    get protest() {
      return protest;
    },
    take(line, kind) {
      if (/^\S+ \S+ \[ALERT\]/i.test(line)) onAlert(line);
      if (kind === 'untagged') {
        // In an IDLE under way nothing is due.
        if (!/^\* BAD\b/i.test(line) || !isAsked() || !watchdog.isDue) return;
        protest = line;
        watchdog.expect(Math.min(deadlines.reply, protestPatience));
        return;
      }
      protest = null;
      if (kind === 'bye' || (kind === 'greeting' && /^\* BYE\b/i.test(line))) bye = line;
      last = line;
      if (kind !== 'greeting') return;
      watchdog.expect(deadlines.reply);
      onGreeting(line);
    },
    alive() {
      if (protest !== null && watchdog.isDue) watchdog.expect(deadlines.reply);
      protest = null;
    },
  };
}
