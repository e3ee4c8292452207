/**
 * Reads a notice about mail: which recipient, what happened, and why. Fields of RFC 3464 first, then the server's words in them, then the prose
 * of the program that wrote it. A message that is none is told from one that is: an auto-reply, an abuse report, an ordinary message are no failures.
 */
import type { FailureReason, Notice, NoticeKind, NoticeRecipient } from '../../../contract/delivery/notices.ts';
import { fieldBody, firstField, type HeaderBlock } from '../header/header-block.ts';
import { defaultLimits } from '../limits.ts';
import { decodedBytes, type MessageStructure, type Part, readStructure, walkParts } from '../structure/structure.ts';
import { bodyText, selectBody } from '../text/body.ts';
import { visibleLine } from '../text/visible-text.ts';
import { fieldOf, readComplaint, readDisposition, readOriginal } from './about-message.ts';
import { isVague, replyIn, statusIn } from './codes.ts';
import { addressesOf, type DeliveryStatus, readDeliveryStatus, type StatusFields, typedValue } from './delivery-status.ts';
import { foreignDelay, foreignStillTrying } from './languages.ts';
import { beforeReturned, loneAddress, type ProseRecipient, readProse } from './prose.ts';
import { classOf, reasonOf } from './reasons.ts';
import { isReturnedByServer, looksLikeFailure, looksLikeNotice, saysAutomatic, saysReturned } from './signs.ts';

/** Characters of a server's words that are kept, and of a text that is read. */
const mostWords = 2_000;
const mostText = 65_536;
/** Octets of the fields of all recipients that are read: words are looked through for reasons, which costs. Five hundred usual ones have 200,000. */
const mostStatus = 262_144;

/** @param raw a message. @returns null where it is no notice. Never throws; linear. */
export function readNotice(raw: Buffer): Notice | null {
  const structure = readStructure(raw);
  const { header } = structure.root;
  const isNotice = looksLikeNotice(header, structure.root.type);
  const all = [...walkParts(structure.root)];
  // Somebody may send a notice on as an attachment: that is no notice of its own.
  const parts = isNotice ? all : outsideMessages(structure.root);
  const complaint = readComplaint(structure, parts, header);
  const text = noticeText(structure);
  const prose = beforeReturned(text);
  const original = readOriginal(structure, all, text);
  if (complaint) return { kind: 'complaint', recipients: complaint.recipients, reporter: null, complaint: complaint.type, original };
  const disposition = parts.find(({ type }) => /^message\/(?:global-)?disposition-notification$/.test(type));
  if (disposition) return readDisposition(decodedBytes(structure, disposition), original);
  const status = statusOf(structure, parts, text);
  if (status) {
    const recipients = joinProse(status, prose, failedRecipients(header));
    const kind = recipients.find((one) => one.kind === 'failed')?.kind ?? recipients[0]?.kind ?? 'failed';
    const reporter = typedValue(status.message.get('reporting-mta'));
    const envelopeId = status.message.get('original-envelope-id') ?? null;
    const queueId = status.message.get('x-postfix-queue-id') ?? status.message.get('x-queue-id') ?? original.queueId;
    return { kind, recipients, reporter, complaint: null, original: { ...original, envelopeId, queueId } };
  }
  const failed = failedRecipients(header);
  if (!isNotice) return answerOf(header, original);
  const listed = readProse(prose, failed);
  const lone = listed.length > 0 ? null : loneAddress(prose, ownAddresses(header));
  const found = lone === null ? listed : [{ address: lone, text: prose }];
  // In a language that is not known here a server that names an address has something to say of it.
  const isFailure = looksLikeFailure(header, prose, failed) || (listed.length > 0 && isReturnedByServer(header));
  if (!isFailure || (listed.length === 0 && !saysOfWhat(all, header, prose, text))) return answerOf(header, original);
  const subject = fieldOf(header, 'subject');
  const recipients = (found.length > 0 ? found : [{ address: '', text: prose }]).map((one) =>
    // What stands around several may be of another one.
    fromProse(one, found.length > 1 ? '' : prose, subject),
  );
  return { kind: recipients[0]?.kind ?? 'failed', recipients, reporter: null, complaint: null, original };
}

/**
 * Without a list of recipients: a code, the message that came back, or subject and envelope that say so. Whoever wants a password, or has a parcel
 * to deliver, writes of failed deliveries too.
 */
const saysOfWhat = (parts: readonly Part[], header: HeaderBlock, prose: string, text: string): boolean =>
  (saysReturned(header) && isReturnedByServer(header)) ||
  prose.length < text.length ||
  parts.some(({ type }) => /^multipart\/report$|^message\/|^text\/rfc822-headers$/.test(type)) ||
  statusIn(prose) !== null ||
  replyIn(prose) !== null;

/** Addresses of those that the notice goes to and comes from. */
const ownAddresses = (header: HeaderBlock): ReadonlySet<string> =>
  new Set(
    ['to', 'cc', 'from', 'reply-to', 'sender', 'delivered-to', 'return-path'].flatMap((key) =>
      [
        ...fieldOf(header, key)
          .toLowerCase()
          .slice(0, 4_000)
          .matchAll(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,255}/g),
      ].map(([address]) => address),
    ),
  );

/** The parts that no message in this one encloses. */
function outsideMessages(part: Part): Part[] {
  const isEnclosed = /^message\/(?:rfc822|global|partial)$/.test(part.type);
  return [part, ...(isEnclosed ? [] : part.children.flatMap(outsideMessages))];
}

/** A message that a program wrote and that is no notice of a failure: an answer, such as of somebody who is away. */
const answerOf = (header: HeaderBlock, original: Notice['original']): Notice | null =>
  saysAutomatic(header) ? { kind: 'answer', recipients: [], reporter: null, complaint: null, original } : null;

/** The words of the notice itself: of the parts that no message in it encloses. */
function noticeText(structure: MessageStructure): string {
  const text = bodyText(structure, selectBody(structure), mostText).text;
  return text.slice(0, mostText);
}

const failedRecipients = (header: HeaderBlock): string[] => {
  const field = firstField(header, 'x-failed-recipients');
  return (field ? fieldBody(field, defaultLimits) : '').split(/[,\s]+/).filter((one) => one.includes('@'));
};

function statusOf(structure: MessageStructure, parts: readonly Part[], text: string): DeliveryStatus | null {
  // Some servers write a part for each recipient.
  const texts = parts
    .filter(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type))
    .map((part) => decodedBytes(structure, part).toString('utf8', 0, mostStatus));
  const stated = texts.length > 0 ? readDeliveryStatus(texts.join('\n\n').slice(0, mostStatus)) : null;
  if (stated) return stated;
  // Not labelled, or written into the text.
  if (!/^(?:Final|Original)-Recipient[ \t]*:/im.test(text)) {
    const loose = parts.find(
      (part) =>
        part.type.startsWith('text/') &&
        part !== structure.root &&
        /^(?:Final-Recipient|Reporting-MTA)[ \t]*:/im.test(decodedBytes(structure, part).toString('latin1', 0, mostText)),
    );
    return loose ? readDeliveryStatus(decodedBytes(structure, loose).toString('utf8', 0, mostStatus)) : null;
  }
  return readDeliveryStatus(text);
}

const kinds: Readonly<Record<string, NoticeKind>> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
  expanded: 'relayed',
};

/** Each recipient of the fields, with the words that the prose has of it. */
function joinProse({ recipients }: DeliveryStatus, prose: string, failed: readonly string[]): NoticeRecipient[] {
  const said = new Map(readProse(prose, failed).map(({ address, text }) => [address.toLowerCase(), text]));
  return recipients.map((fields): NoticeRecipient => {
    const { address, original } = addressesOf(fields);
    const own = said.get(address?.toLowerCase() ?? '') ?? (recipients.length === 1 ? prose : '');
    return fromFields(fields, { address, original }, own);
  });
}

function fromFields(fields: StatusFields, addresses: ReturnType<typeof addressesOf>, prose: string): NoticeRecipient {
  const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^(?:smtp|x-[\w-]+|lmtp|x400)[ \t]*;[ \t]*/i, '');
  const stated = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null;
  const status = bestStatus(stated, statusIn(diagnostic), prose);
  const reply = replyIn(`smtp; ${diagnostic}`) ?? replyIn(prose);
  // Sendmail puts the exit status of a delivery program there (`X-Unix; 67`).
  const words = diagnostic === '' || /^\d{1,3}$/.test(diagnostic) ? prose : diagnostic;
  const kind = kinds[(fields.get('action') ?? 'failed').toLowerCase().replace(/[^a-z].*$/, '')] ?? 'failed';
  return {
    ...addresses,
    kind,
    remote: typedValue(fields.get('remote-mta'))?.replace(/ .*$/, '') ?? null,
    ...verdictOf(kind, status, reply, words, prose),
  };
}

/** Given up after days of trying (RFC 3463 §3.5): says when, and the code before it says why. */
const givenUp = /^[45]\.4\.7$/;

/**
 * The code in the server's own words, where it is of the class of the one in the field, or that one is vague: many programs write their own
 * general code into the field. Without either, the first in the prose.
 */
function bestStatus(stated: string | null, inWords: string | null, prose: string): string | null {
  const isOpen = stated === null || isVague(stated) || givenUp.test(stated);
  if (inWords !== null && !isVague(inWords) && (isOpen || inWords[0] === stated[0])) return inWords;
  const told = isOpen ? statusIn(prose) : null;
  return told !== null && !isVague(told) ? told : (stated ?? inWords ?? told);
}

function fromProse({ address, text }: ProseRecipient, whole: string, subject: string): NoticeRecipient {
  const status = statusIn(text) ?? statusIn(whole);
  const reply = replyIn(text) ?? replyIn(whole);
  const isBare = text.replace(/\s+/g, ' ').trim() === address;
  const words = isBare ? whole : reply !== null && replyIn(text) === null ? `${text}\n${lineOfReply(whole)}` : text;
  const kind: NoticeKind =
    foreignDelay.test(subject) ||
    foreignStillTrying.test(whole) ||
    /^\s*(?:warning|delayed|delivery (?:is )?delayed)|\bdelayed\b|\(delay\)|could not send (?:message|mail) for past/i.test(subject) ||
    /still (?:being retried|trying)|will (?:continue|keep) (?:to )?try|will (?:be )?retr(?:y|ied) for|no action is required|this is a warning/i.test(
      whole,
    )
      ? 'delayed'
      : 'failed';
  return {
    address: address || null,
    original: null,
    kind,
    remote: /\bhost ([\w.-]{3,253}) ?\[/.exec(text)?.[1] ?? null,
    ...verdictOf(kind, status, reply, words, whole),
  };
}

/** The line in which a notice in whole sentences quotes the server. */
const lineOfReply = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.slice(0, mostWords))
    .filter((line) => replyIn(line) !== null)
    .sort((one, other) => other.length - one.length)[0] ?? '';

/** Reasons for which the address is to be corrected. */
const faultsOfAddress: ReadonlySet<FailureReason> = new Set(['no-such-user', 'no-such-domain', 'unrouteable', 'not-accepting', 'moved']);

type Verdict = Pick<NoticeRecipient, 'status' | 'reply' | 'text' | 'permanent' | 'addressFault' | 'reason' | 'class'>;

function verdictOf(kind: NoticeKind, status: string | null, reply: number | null, words: string, around: string): Verdict {
  const reason = reasonIn(words, around, status, reply);
  const first = status?.[0] ?? (reply === null ? null : String(reply)[0]);
  const isRefused = kind === 'failed';
  const gone = faultsOfAddress.has(reason);
  return {
    status,
    reply,
    text: visibleLine(words.replace(/\s+/g, ' ').trim()).slice(0, mostWords),
    permanent: first === null || first === undefined ? (isRefused ? true : null) : first === '5',
    // A code in a reply that refuses the sender is about that one's address.
    addressFault: isRefused && (gone || (reason !== 'sender-refused' && isWrongAddress(status))) && isOfAddress(status, around, words),
    reason,
    class: classOf(reason),
  };
}

/** By the server's own words; where they say nothing, by those of the notice around them. */
function reasonIn(words: string, around: string, status: string | null, reply: number | null) {
  const own = reasonOf(words, status, reply);
  if (own !== 'unknown' && own !== 'server-error' && own !== 'protocol-error') return own;
  const other = reasonOf(around, null, null);
  return other === 'unknown' ? own : other;
}

/** Codes that nobody gives to an address that is there (RFC 3463 §3.2, RFC 7505 §4.2). */
const isWrongAddress = (status: string | null): boolean => /^5\.1\.(?:1|2|3|6|10)$/.test(status ?? '');

/**
 * Whether the refusal is of the address: not where the whole message had been taken before, nor where a rule (X.7.X) refused without having
 * been asked about the address. Such servers may know it and not say so.
 */
function isOfAddress(status: string | null, around: string, words: string): boolean {
  const said = `${around}\n${words}`;
  if (
    /in reply to (?:the )?(?:end of )?DATA|\[DATA\]|^>>> DATA\s*\n<<< (?!503)5|SMTP command\s*\n\s*DATA|\(DATA\)|transmission failure/im.test(
      said,
    )
  )
    return false;
  return !/^5\.7\./.test(status ?? '') || /^>>> RCPT TO|in reply to RCPT TO/im.test(said);
}
