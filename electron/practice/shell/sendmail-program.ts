/** The program `sendmail` (sendmail(8)), as Sendmail itself behaves: a message from standard input, its recipients as arguments or in its header. */
import { headerDate } from '../dates.ts';
import { type DeliveryDependencies, deliver, fullMailbox } from '../mailbox/delivery.ts';
import { destinationsOf } from '../mailbox/destinations.ts';
import type { PracticeAccount } from '../mailbox/mail-store.ts';
import { parseAddresses } from '../mime/addresses.ts';
import { domainOf } from '../smtp/path.ts';

interface Sending extends DeliveryDependencies {
  readonly user: PracticeAccount;
}

/** sysexits.h */
const exitStatus = { ok: 0, usage: 64, dataError: 65, noUser: 67, tryAgain: 75 } as const;

/** The number of the user, as id(1) says it. */
const uid = 1_000;

interface Arguments {
  readonly isFromHeader: boolean;
  readonly sender: string;
  readonly recipients: readonly string[];
}

/** @returns null where an option is not known here */
function readArguments(words: readonly string[], own: string): Arguments | null {
  let isFromHeader = false;
  let sender = own;
  const recipients: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-t') isFromHeader = true;
    else if (word === '-f') {
      at += 1;
      sender = words[at] ?? own;
    } else if (word.startsWith('-f')) sender = word.slice(2);
    else if (word.startsWith('-') && word !== '-i' && word !== '-oi' && word !== '--') return null;
    else if (!word.startsWith('-')) recipients.push(word);
  }
  return { isFromHeader, sender, recipients };
}

/** Recipients that a header names (RFC 5322 §3.6.3). */
function recipientsIn(header: string): string[] {
  const unfolded = header.replace(/\r\n[ \t]+/g, ' ');
  return [...unfolded.matchAll(/^(?:To|Cc|Bcc):(.*)$/gim)].flatMap(([, list = '']) =>
    parseAddresses(list.trim()).flatMap(({ mailbox, host }) => (mailbox ? [host ? `${mailbox}@${host}` : mailbox] : [])),
  );
}

/**
 * @param read the message, once the arguments are known to be good; null where it is too long
 * @returns what it prints, and its exit status
 */
export async function runSendmail(
  sending: Sending,
  words: readonly string[],
  read: () => Promise<string | null>,
): Promise<{ readonly out: string; readonly status: number }> {
  const { store, user, now, nextQueueId, queue } = sending;
  const given = readArguments(words, user.address);
  if (!given) return { out: 'sendmail: usage: sendmail [-t] [-i] [-f sender] [recipient ...]\n', status: exitStatus.usage };
  if (!given.isFromHeader && given.recipients.length === 0)
    return { out: 'sendmail: Recipient names must be specified\n', status: exitStatus.usage };
  const input = await read();
  if (input === null) return { out: 'sendmail: the message is too long\n', status: exitStatus.dataError };
  const lines = input.replace(/\r?\n/g, '\r\n');
  const end = lines.startsWith('\r\n') ? 0 : lines.indexOf('\r\n\r\n') + 2;
  const header = end >= 2 || lines.startsWith('\r\n') ? lines.slice(0, end) : '';
  const body = header === '' && !lines.startsWith('\r\n') ? `\r\n${lines}` : lines.slice(end);
  const qualified = (name: string) => (name.includes('@') ? name : `${name}@${store.domain}`);
  const recipients = [...given.recipients, ...(given.isFromHeader ? recipientsIn(header) : [])].map(qualified);
  if (recipients.length === 0) return { out: 'sendmail: No recipient addresses found in header\n', status: exitStatus.dataError };
  const at = now();
  const queueId = nextQueueId();
  const isMissing = (name: string) => !new RegExp(`^${name}:`, 'im').test(header);
  // RFC 6409 §8: the first to take a message completes it. Bcc names people that nobody else is told of (RFC 5322 §3.6.3).
  const completed = [
    header.replace(/^Bcc:.*\r\n(?:[ \t].*\r\n)*/gim, ''),
    ...(isMissing('From') ? [`From: ${user.displayName} <${user.address}>\r\n`] : []),
    ...(isMissing('Date') ? [`Date: ${headerDate(at)}\r\n`] : []),
    ...(isMissing('Message-ID') ? [`Message-ID: <${queueId}@${store.domain}>\r\n`] : []),
  ].join('');
  const bytes = Buffer.from(`${completed}${body}`, 'utf8');
  if (recipients.some((each) => domainOf(each) !== store.domain) && !queue.hasRoomFor(bytes.length))
    return { out: 'sendmail: queue file system is full\n', status: exitStatus.tryAgain };
  const full = fullMailbox(store, recipients, bytes);
  if (full !== undefined) return { out: `sendmail: the mailbox of ${full} is full\n`, status: exitStatus.tryAgain };
  const visited = new Set<string>();
  const unknown = recipients.flatMap((each) => destinationsOf(store, each, visited)).filter(({ kind }) => kind === 'unknown');
  const sender = given.sender === '<>' ? '' : qualified(given.sender);
  deliver(sending, {
    message: { queueId, sender, recipients, bytes, at, username: user.username, connectionId: 'sendmail' },
    from: { uid },
  });
  const complaints = unknown.map(({ address }) => `${address.slice(0, address.lastIndexOf('@'))}... User unknown\n`).join('');
  return { out: complaints, status: unknown.length > 0 ? exitStatus.noUser : exitStatus.ok };
}
