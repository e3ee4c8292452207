import { headerDate } from '../dates.ts';
import type { Failed, MailQueue } from '../queue/mail-queue.ts';
import { type BouncedRecipient, composeBounce } from './bounce.ts';
import type { AcceptedMessage, MailStore } from './mail-store.ts';

interface BounceDependencies {
  readonly store: MailStore;
  readonly now: () => number;
  readonly nextQueueId: () => string;
}

interface DeliveryDependencies extends BounceDependencies {
  readonly queue: MailQueue;
}

interface Arrival {
  readonly message: AcceptedMessage;
  /** What the client called itself, its address, and the transmission type (RFC 3848: ESMTPSA …). */
  readonly helo: string;
  readonly remoteAddress: string;
  readonly transmission: string;
  readonly tlsSummary: string | undefined;
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
  for (const recipient of new Set(message.recipients)) {
    const domain = recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
    const account = store.accountOf(recipient);
    const trace = Buffer.from(traceOf(arrival, recipient, store.domain), 'utf8');
    const here = { queueId: message.queueId, recipient, relay: 'local' };
    if (account) {
      store.mailboxOf(account).inbox.append({ bytes: Buffer.concat([trace, message.bytes]), internalDate: now() });
      queue.note({ ...here, status: 'sent', dsn: '2.0.0', text: 'delivered to mailbox' });
    } else if (domain === store.domain) {
      const reason = 'user unknown';
      unknown.push({ address: recipient, status: '5.1.1', reason, remote: { host: store.domain, reply: unknownReply(recipient) } });
      queue.note({ ...here, status: 'bounced', dsn: '5.1.1', text: reason });
    } else elsewhere.push({ address: recipient, trace });
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
  store.mailboxOf(sender).inbox.append({ bytes, internalDate: now() });
}

/** Return-Path and Received (RFC 5321 §4.4), what makes the path of a message readable later. */
function traceOf(arrival: Arrival, recipient: string, domain: string): string {
  const { message, helo, remoteAddress, transmission, tlsSummary } = arrival;
  const lines = [
    `Return-Path: <${message.sender}>`,
    `Received: from ${helo} ([${remoteAddress}])`,
    ...(tlsSummary ? [`\t(using ${tlsSummary})`] : []),
    `\tby ${domain} (Postglass practice server) with ${transmission} id ${message.queueId}`,
    `\tfor <${recipient}>; ${headerDate(message.at)}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
