/**
 * What the practice server has taken for other hosts: tried when it comes, again after a time (RFC 5321 §4.5.4.1) and when somebody asks for it,
 * kept while it is put off, and returned to its sender when it cannot be delivered.
 */
import type { Clock } from '../../base/clock.ts';
import type { AcceptedMessage } from '../mailbox/mail-store.ts';
import { domainOf } from '../smtp/path.ts';
import { type Attempt, attemptDelivery } from './other-hosts.ts';

/** A recipient who has not got the message. */
interface Waiting {
  readonly address: string;
  /** What stands before the message when it leaves. */
  readonly trace: Buffer;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: string;
}

interface QueueEntry {
  readonly queueId: string;
  readonly sender: string;
  /** Octets. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recipients: readonly Waiting[];
}

/** One line of the log of deliveries. */
export interface LogLine extends Pick<Attempt, 'status' | 'dsn' | 'relay' | 'text'> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly queueId: string;
  readonly recipient: string;
}

/** A recipient for whom the message is given up. */
export interface Failed {
  readonly address: string;
  readonly attempt: Attempt;
}

export interface MailQueue {
  readonly entries: readonly QueueEntry[];
  /** The last deliveries, the newest at the end; also to people of the practice domain. */
  readonly log: readonly LogLine[];
  /** Whether a message of so many octets may wait too: some wait for ever, for hosts that nobody reaches. */
  hasRoomFor(octets: number): boolean;
  /** Takes recipients of other hosts and tries each at once. The message is held once, however many they are. */
  add(message: AcceptedMessage, recipients: readonly { readonly address: string; readonly trace: Buffer }[]): void;
  /**
   * Tries again what waits.
   * @param domain only for this one
   * @returns how many messages were tried
   */
  flush(domain?: string): number;
  /** Writes a delivery into the log that needed no queue. */
  note(line: Omit<LogLine, 'at'>): void;
  /** Tries nothing any more by itself, until `goOn`. */
  close(): void;
  goOn(): void;
}

interface QueueDependencies {
  /** Octets of all messages that wait, at most. */
  readonly limit: number;
  readonly clock: Clock;
  /** The log has another line, and the queue may be another. */
  readonly onChange: () => void;
  readonly sent: (message: AcceptedMessage, recipient: Pick<Waiting, 'address' | 'trace'>) => void;
  readonly bounce: (message: AcceptedMessage, failed: readonly Failed[]) => void;
}

const longestLog = 200;

/** Milliseconds: a message is tried again after as long as it waits already, within these bounds (Postfix: minimal_backoff_time, maximal_backoff_time). */
const soonest = 300_000;
const latest = 4_000_000;

interface Held {
  readonly message: AcceptedMessage;
  readonly recipients: readonly Waiting[];
  /** Milliseconds since 1970. */
  readonly nextAt: number;
}

export function createMailQueue({ limit, clock, onChange, sent, bounce }: QueueDependencies): MailQueue {
  const { now } = clock;
  let held: Held[] = [];
  let cancel = () => {};
  let isClosed = false;
  const log: LogLine[] = [];
  const note: MailQueue['note'] = (line) => {
    log.push({ at: now(), ...line });
    log.splice(0, log.length - longestLog);
    onChange();
  };

  /** Tries each of them. @returns who still waits */
  function attempt(message: AcceptedMessage, recipients: readonly Waiting[]): Waiting[] {
    const waiting: Waiting[] = [];
    const failed: Failed[] = [];
    for (const { address, trace, attempts } of recipients) {
      const made = attemptDelivery(address, attempts + 1);
      const { status, dsn, relay, text } = made;
      note({ queueId: message.queueId, recipient: address, status, dsn, relay, text });
      if (status === 'sent') sent(message, { address, trace });
      else if (status === 'bounced') failed.push({ address, attempt: made });
      else waiting.push({ address, trace, attempts: attempts + 1, reason: text });
    }
    if (failed.length > 0) bounce(message, failed);
    return waiting;
  }

  const nextAfter = ({ at }: AcceptedMessage): number => now() + Math.min(latest, Math.max(soonest, now() - at));

  /** Waits until the first of them is due. */
  const schedule = () => {
    cancel();
    if (isClosed || held.length === 0) return;
    const first = Math.min(...held.map(({ nextAt }) => nextAt));
    cancel = clock.after(Math.max(0, first - now()), () => void tryAgain(({ nextAt }) => nextAt <= now()));
  };

  /** @returns how many messages were tried */
  function tryAgain(isTried: (entry: Held) => boolean, isAsked: (recipient: Waiting) => boolean = () => true): number {
    const tried = held.filter(isTried);
    const after = held.map((entry) => {
      const { message, recipients } = entry;
      if (!tried.includes(entry)) return entry;
      const left = [...recipients.filter((each) => !isAsked(each)), ...attempt(message, recipients.filter(isAsked))];
      return { message, recipients: left, nextAt: nextAfter(message) };
    });
    held = after.filter(({ recipients }) => recipients.length > 0);
    schedule();
    if (tried.length > 0) onChange();
    return tried.length;
  }

  return {
    get entries() {
      return held.map(({ message: { queueId, sender, bytes, at }, recipients }) => ({
        queueId,
        sender,
        size: bytes.length,
        at,
        recipients,
      }));
    },
    log,
    note,
    hasRoomFor: (octets) => held.reduce((sum, { message }) => sum + message.bytes.length, octets) <= limit,
    add(message, recipients) {
      const waiting = attempt(
        message,
        recipients.map((recipient) => ({ ...recipient, attempts: 0, reason: '' })),
      );
      if (waiting.length === 0) return;
      held.push({ message, recipients: waiting, nextAt: nextAfter(message) });
      schedule();
      onChange();
    },
    flush(domain) {
      const isAsked = ({ address }: Waiting) => domain === undefined || domainOf(address) === domain.toLowerCase();
      return tryAgain(({ recipients }) => recipients.some(isAsked), isAsked);
    },
    close() {
      isClosed = true;
      cancel();
    },
    goOn() {
      isClosed = false;
      schedule();
    },
  };
}
