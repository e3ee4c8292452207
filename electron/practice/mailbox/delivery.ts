import { headerDate } from '../dates.ts';
import type { Failed, MailQueue } from '../queue/mail-queue.ts';
import { type BouncedRecipient, composeBounce } from './bounce.ts';
import { destinationsOf } from './destinations.ts';
import type { AcceptedMessage, MailStore } from './mail-store.ts';

interface BounceDependencies {
  readonly store: MailStore;
  readonly now: () => number;
  readonly nextQueueId: () => string;
}

export interface DeliveryDependencies extends BounceDependencies {
  readonly queue: MailQueue;
}

interface Arrival {
  readonly message: AcceptedMessage;
  readonly from: Origin;
}

/** Where a message came from. */
type Origin =
  | {
      /** What the client called itself, its address, and the transmission type (RFC 3848: ESMTPSA …). */
      readonly helo: string;
      readonly remoteAddress: string;
      readonly transmission: string;
      readonly tlsSummary: string | undefined;
    }
  /** Handed to `sendmail` by a user of the computer. */
  | { readonly uid: number };

/** The first recipient whose mailbox is full, if there is one. What is taken for several goes to all of them or to none. */
export function fullMailbox(store: MailStore, recipients: readonly string[], bytes: Buffer): string | undefined {
  const visited = new Set<string>();
  return recipients.find((recipient) =>
    destinationsOf(store, recipient, visited).some(
      (destination) => destination.kind === 'mailbox' && !store.mailboxOf(destination.account).hasRoomFor([{ bytes }]),
    ),
  );
}

/**
 * Takes an accepted message over: into the INBOX of each recipient who has an account here, into the queue for other domains,
 * and back to the sender as a delivery status notification (RFC 3464) for unknown recipients.
 */
export function deliver(dependencies: DeliveryDependencies, arrival: Arrival): void {
  const { store, queue, now } = dependencies;
  const { message } = arrival;
  store.recordAccepted(message);
  const unknown: BouncedRecipient[] = [];
  const elsewhere: { address: string; trace: Buffer }[] = [];
  const visited = new Set<string>();
  for (const recipient of new Set(message.recipients)) {
    const trace = Buffer.from(traceOf(arrival, recipient, store.domain), 'utf8');
    for (const destination of destinationsOf(store, recipient, visited)) {
      const { kind, address } = destination;
      const here = { queueId: message.queueId, recipient: address, relay: 'local' };
      if (kind === 'mailbox') {
        store.mailboxOf(destination.account).inbox.append({ bytes: Buffer.concat([trace, message.bytes]), internalDate: now() });
        queue.note({ ...here, status: 'sent', dsn: '2.0.0', text: 'delivered to mailbox' });
      } else if (kind === 'unknown') {
        const reason = 'user unknown';
        unknown.push({ address, status: '5.1.1', reason, remote: { host: store.domain, reply: unknownReply(address) } });
        queue.note({ ...here, status: 'bounced', dsn: '5.1.1', text: reason });
      } else if (kind === 'program') {
        const reason = 'this server runs no program and writes no file for a .forward';
        unknown.push({ address, status: '5.3.5', reason, remote: null });
        queue.note({ ...here, status: 'bounced', dsn: '5.3.5', text: reason });
      } else elsewhere.push({ address, trace });
    }
  }
  if (unknown.length > 0) bounce(dependencies, message, unknown);
  if (elsewhere.length > 0) queue.add(message, elsewhere);
}

const unknownReply = (recipient: string) => `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in local recipient table`;

/** What another host has refused, or could not be asked, for its sender to read. */
export function bounceFailed(dependencies: BounceDependencies, message: AcceptedMessage, failed: readonly Failed[]): void {
  const recipients = failed.map(({ address, attempt: { dsn, text, relay, reply } }) => ({
    ...{ address, status: dsn, reason: text },
    remote: reply === undefined ? null : { host: relay.slice(0, relay.indexOf('[')), reply },
  }));
  bounce(dependencies, message, recipients);
}

function bounce({ store, now, nextQueueId }: BounceDependencies, message: AcceptedMessage, recipients: readonly BouncedRecipient[]): void {
  // RFC 5321 §6.1: a notification has a null return path, and is never sent for one that had it.
  const sender = store.accountOf(message.sender);
  if (!sender) return;
  const queueId = nextQueueId();
  const bytes = composeBounce({ original: message, recipients, domain: store.domain, queueId, at: now() });
  // A notification that cannot be kept has nobody to be returned to.
  const mailbox = store.mailboxOf(sender);
  if (mailbox.hasRoomFor([{ bytes }])) mailbox.inbox.append({ bytes, internalDate: now() });
}

/** Return-Path and Received (RFC 5321 §4.4), what makes the path of a message readable later. */
function traceOf(arrival: Arrival, recipient: string, domain: string): string {
  const { message, from } = arrival;
  const end = `\tfor <${recipient}>; ${headerDate(message.at)}`;
  const lines =
    'uid' in from
      ? [`Received: by ${domain} (Postglass practice server, from userid ${from.uid})`, `\tid ${message.queueId}`, end]
      : [
          `Received: from ${from.helo} ([${from.remoteAddress}])`,
          ...(from.tlsSummary ? [`\t(using ${from.tlsSummary})`] : []),
          `\tby ${domain} (Postglass practice server) with ${from.transmission} id ${message.queueId}`,
          end,
        ];
  return `${[`Return-Path: <${message.sender}>`, ...lines].join('\r\n')}\r\n`;
}
