/**
 * What the practice server has taken for other hosts: tried when it comes and when somebody asks for it, kept while it is put off, and returned
 * to its sender when it cannot be delivered (RFC 5321 §4.5.4.1). Nothing is tried by the clock, so that what waits can be looked at.
 */
import type { AcceptedMessage } from '../mailbox/mail-store.ts';
import { domainOf } from '../smtp/path.ts';
import { type Attempt, attemptDelivery } from './other-hosts.ts';

/** A recipient who has not got the message. */
interface Waiting {
  readonly address: string;
  /** The message as it would leave. */
  readonly bytes: Buffer;
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
  /** Takes recipients of other hosts and tries each at once. */
  add(message: AcceptedMessage, recipients: readonly { readonly address: string; readonly bytes: Buffer }[]): void;
  /**
   * Tries again what waits.
   * @param domain only for this one
   * @returns how many messages were tried
   */
  flush(domain?: string): number;
  /** Writes a delivery into the log that needed no queue. */
  note(line: Omit<LogLine, 'at'>): void;
}

interface QueueDependencies {
  readonly now: () => number;
  /** The log has another line, and the queue may be another. */
  readonly onChange: () => void;
  readonly sent: (message: { readonly queueId: string; readonly recipient: string; readonly bytes: Buffer }) => void;
  readonly bounce: (message: AcceptedMessage, failed: readonly Failed[]) => void;
}

const longestLog = 200;

export function createMailQueue({ now, onChange, sent, bounce }: QueueDependencies): MailQueue {
  let held: { readonly message: AcceptedMessage; readonly recipients: readonly Waiting[] }[] = [];
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
    for (const { address, bytes, attempts } of recipients) {
      const made = attemptDelivery(address, attempts + 1);
      const { status, dsn, relay, text } = made;
      note({ queueId: message.queueId, recipient: address, status, dsn, relay, text });
      if (status === 'sent') sent({ queueId: message.queueId, recipient: address, bytes });
      else if (status === 'bounced') failed.push({ address, attempt: made });
      else waiting.push({ address, bytes, attempts: attempts + 1, reason: text });
    }
    if (failed.length > 0) bounce(message, failed);
    return waiting;
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
    add(message, recipients) {
      const waiting = attempt(
        message,
        recipients.map((recipient) => ({ ...recipient, attempts: 0, reason: '' })),
      );
      if (waiting.length === 0) return;
      held.push({ message, recipients: waiting });
      onChange();
    },
    flush(domain) {
      const isAsked = ({ address }: Waiting) => domain === undefined || domainOf(address) === domain.toLowerCase();
      const tried = held.filter(({ recipients }) => recipients.some(isAsked));
      const after = held.map((entry) => {
        const { message, recipients } = entry;
        if (!tried.includes(entry)) return entry;
        return { message, recipients: [...recipients.filter((each) => !isAsked(each)), ...attempt(message, recipients.filter(isAsked))] };
      });
      held = after.filter(({ recipients }) => recipients.length > 0);
      if (tried.length > 0) onChange();
      return tried.length;
    },
  };
}
