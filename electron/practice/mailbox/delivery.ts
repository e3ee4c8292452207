import { headerDate } from '../dates.ts';
import { composeBounce } from './bounce.ts';
import type { AcceptedMessage, MailStore } from './mail-store.ts';

interface DeliveryDependencies {
  readonly store: MailStore;
  readonly now: () => number;
  readonly nextQueueId: () => string;
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
 * Takes an accepted message over: into the INBOX of each recipient who has an account here, aside for other domains,
 * and back to the sender as a delivery status notification (RFC 3464) for unknown recipients.
 */
export function deliver(dependencies: DeliveryDependencies, arrival: Arrival): void {
  const { store, now } = dependencies;
  const { message } = arrival;
  store.recordAccepted(message);
  const unknown: string[] = [];
  for (const recipient of new Set(message.recipients)) {
    const domain = recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
    const account = store.accountOf(recipient);
    const bytes = Buffer.concat([Buffer.from(traceOf(arrival, recipient, store.domain), 'utf8'), message.bytes]);
    if (account) store.mailboxOf(account).inbox.append({ bytes, internalDate: now() });
    else if (domain === store.domain) unknown.push(recipient);
    else store.recordForwarded({ queueId: message.queueId, recipient, bytes });
  }
  if (unknown.length > 0) bounce(dependencies, arrival, unknown);
}

function bounce({ store, now, nextQueueId }: DeliveryDependencies, { message }: Arrival, recipients: readonly string[]): void {
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
