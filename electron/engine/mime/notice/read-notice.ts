/**
 * Reads a notice about mail: which recipient, what happened, and why. Fields of RFC 3464 first, then the server's words in them, then the prose
 * of the program that wrote it. A message that is none is told from one that is: an auto-reply, an abuse report, an ordinary message are no failures.
 */
import type { FailureReason, Notice, NoticeKind, NoticeRecipient } from '../../../contract/delivery/notices.ts';
import { fieldBody, fieldText, firstField, type HeaderBlock, readHeaderBlock } from '../header/header-block.ts';
import { parseMessageIds } from '../header/message-id.ts';
import { defaultLimits } from '../limits.ts';
import { decodedBytes, type MessageStructure, type Part, readStructure, walkParts } from '../structure/structure.ts';
import { bodyText, selectBody } from '../text/body.ts';
import { visibleLine } from '../text/visible-text.ts';
import { isVague, replyIn, statusIn } from './codes.ts';
import { type DeliveryStatus, readDeliveryStatus, type StatusFields, typedValue } from './delivery-status.ts';
import { beforeReturned, type ProseRecipient, readProse } from './prose.ts';
import { classOf, reasonOf } from './reasons.ts';
import { looksLikeFailure, looksLikeNotice, saysAutomatic } from './signs.ts';

/** Characters of a server's words that are kept, and of a text that is read. */
const mostWords = 2_000;
const mostText = 65_536;
/** Octets of the fields of all recipients that are read. */
const mostStatus = 1_048_576;

/** @param raw a message. @returns null where it is no notice. Never throws; linear. */
export function readNotice(raw: Buffer): Notice | null {
  const structure = readStructure(raw);
  const { header } = structure.root;
  const parts = [...walkParts(structure.root)];
  const complaint = readComplaint(structure, parts, header);
  const text = noticeText(structure);
  const prose = beforeReturned(text);
  const original = readOriginal(structure, parts, text);
  if (complaint) return { kind: 'complaint', recipients: complaint.recipients, reporter: null, complaint: complaint.type, original };
  if (parts.some(({ type }) => type === 'message/disposition-notification'))
    return { kind: 'read', recipients: [], reporter: null, complaint: null, original };
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
  if (!looksLikeNotice(header, structure.root.type)) return answerOf(header, original);
  if (!looksLikeFailure(header, prose, failed)) return answerOf(header, original);
  const found = readProse(prose, failed);
  const subject = fieldOf(header, 'subject');
  const recipients = (found.length > 0 ? found : [{ address: '', text: prose }]).map((one) =>
    // What stands around several may be of another one.
    fromProse(one, found.length > 1 ? '' : prose, subject),
  );
  return { kind: recipients[0]?.kind ?? 'failed', recipients, reporter: null, complaint: null, original };
}

/** A message that a program wrote and that is no notice of a failure: an answer, such as of somebody who is away. */
const answerOf = (header: HeaderBlock, original: Notice['original']): Notice | null =>
  saysAutomatic(header) ? { kind: 'answer', recipients: [], reporter: null, complaint: null, original } : null;

const fieldOf = (header: HeaderBlock, key: string): string => {
  const field = firstField(header, key);
  return field ? fieldText(field, defaultLimits) : '';
};

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
  for (const part of parts) {
    if (!/^message\/(?:global-)?delivery-status$/.test(part.type)) continue;
    const read = readDeliveryStatus(decodedBytes(structure, part).toString('utf8', 0, mostStatus));
    if (read) return read;
  }
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
    const address = typedValue(fields.get('final-recipient')) ?? typedValue(fields.get('original-recipient'));
    const own = said.get(address?.toLowerCase() ?? '') ?? (recipients.length === 1 ? prose : '');
    return fromFields(fields, address, own);
  });
}

function fromFields(fields: StatusFields, address: string | null, prose: string): NoticeRecipient {
  const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^(?:smtp|x-[\w-]+|lmtp|x400)[ \t]*;[ \t]*/i, '');
  const stated = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null;
  const status = bestStatus(stated, statusIn(diagnostic), prose);
  const reply = replyIn(`smtp; ${diagnostic}`) ?? replyIn(prose);
  // Sendmail puts the exit status of a delivery program there (`X-Unix; 67`).
  const words = diagnostic === '' || /^\d{1,3}$/.test(diagnostic) ? prose : diagnostic;
  const kind = kinds[(fields.get('action') ?? 'failed').toLowerCase().replace(/[^a-z].*$/, '')] ?? 'failed';
  const original = typedValue(fields.get('original-recipient'));
  return {
    address,
    original: original !== null && original.toLowerCase() !== address?.toLowerCase() ? original : null,
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
  const words = text.replace(/\s+/g, ' ').trim() === address ? whole : text;
  const kind: NoticeKind =
    /^\s*(?:warning|delayed|delivery (?:is )?delayed)|\bdelayed\b|could not send (?:message|mail) for past/i.test(subject) ||
    /still (?:being retried|trying)|will (?:continue|keep) (?:to )?try|no action is required|this is a warning/i.test(whole)
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
    addressFault: isRefused && (gone || isWrongAddress(status)) && isOfAddress(status, around, words),
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

function readComplaint(
  structure: MessageStructure,
  parts: readonly Part[],
  header: HeaderBlock,
): { type: string; recipients: NoticeRecipient[] } | null {
  const part = parts.find(({ type }) => type === 'message/feedback-report');
  // A program's answer that takes an address off a list, as Apple's mail program writes it.
  if (firstField(header, 'x-apple-unsubscribe')) return { type: 'opt-out', recipients: [] };
  const isReport = part !== undefined || /report-type="?feedback-report/i.test(fieldOf(header, 'content-type'));
  if (!isReport) return null;
  const fields = readHeaderBlock(part ? decodedBytes(structure, part) : Buffer.alloc(0));
  const value = (key: string): string => fieldOf(fields, key);
  const recipients = fields.fields
    .filter(({ key }) => key === 'original-rcpt-to' || key === 'removal-recipient')
    .map(
      (field): NoticeRecipient => ({
        address: fieldText(field).replace(/^<|>$/g, '') || null,
        original: null,
        kind: 'complaint',
        status: null,
        reply: null,
        text: '',
        remote: null,
        permanent: null,
        addressFault: false,
        reason: 'unknown',
        class: 'feedback',
      }),
    );
  return { type: value('feedback-type').toLowerCase() || 'abuse', recipients };
}

/** Of the message that came back, or of its header, in a part of its own or in the text. */
function readOriginal(structure: MessageStructure, parts: readonly Part[], text: string): Notice['original'] {
  const enclosed = parts.find(
    (part) =>
      part !== structure.root &&
      (/^message\/(?:rfc822|global|partial)$/.test(part.type) ||
        /^text\/rfc822-headers$|^message\/(?:global-headers|rfc822-headers)$/.test(part.type)),
  );
  const inText = withoutHeading(text.slice(beforeReturned(text).length));
  const bytes = enclosed ? decodedBytes(structure, enclosed) : Buffer.from(inText.replace(/^[\s-]+/, ''), 'utf8');
  const header = readHeaderBlock(bytes);
  const ids = fieldOf(header, 'message-id') || /^[ \t]*Message-ID:[ \t]*(<[^>\s]{3,200}>)/im.exec(text)?.[1] || '';
  const subject = fieldOf(header, 'subject');
  // The oldest trace field is of the server that it was handed to first (RFC 5321 §4.4).
  const first = header.fields.findLast(({ key }) => key === 'received');
  return {
    messageId: parseMessageIds(ids)[0] ?? null,
    subject: subject === '' ? null : subject,
    envelopeId: null,
    queueId: (first && /\sid\s+<?([A-Za-z0-9][\w.-]{4,60})/i.exec(fieldBody(first, defaultLimits))?.[1]) ?? null,
    part: enclosed && /^message\/(?:rfc822|global)$/.test(enclosed.type) && hasBody(bytes) ? enclosed.id : null,
  };
}

/** What stands below the line that tells of a copy. */
function withoutHeading(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && /copy of/i.test(text.slice(0, end)) ? text.slice(end) : text;
}

/** Whether words follow the header: some servers send that alone back, under the type of a whole message. */
const hasBody = (bytes: Buffer): boolean => {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1', 0, mostText));
  return end !== null && bytes.length > end.index + end[0].length + 2;
};
