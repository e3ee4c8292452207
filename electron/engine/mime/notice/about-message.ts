/** What a notice says of the message that it is about, and the reports that are no notices of a failure: confirmations and complaints. */
import type { Notice, NoticeRecipient } from '../../../contract/delivery/notices.ts';
import { fieldBody, fieldText, firstField, type HeaderBlock, readHeaderBlock } from '../header/header-block.ts';
import { parseMessageIds } from '../header/message-id.ts';
import { defaultLimits } from '../limits.ts';
import { decodedBytes, type MessageStructure, type Part } from '../structure/structure.ts';
import { beforeReturned } from './prose.ts';

/** Octets of a returned message in which its header's end is looked for. */
const mostText = 65_536;

export const fieldOf = (header: HeaderBlock, key: string): string => {
  const field = firstField(header, key);
  return field ? fieldText(field, defaultLimits) : '';
};

/** A confirmation of what became of a message that arrived (RFC 8098 §3.2.6): shown, or put away without that. */
export function readDisposition(bytes: Buffer, original: Notice['original']): Notice {
  const fields = readHeaderBlock(bytes);
  const isShown = !/;\s*(?:deleted|dispatched|processed|denied|failed)\b/i.test(fieldOf(fields, 'disposition'));
  const messageId = original.messageId ?? parseMessageIds(fieldOf(fields, 'original-message-id'))[0] ?? null;
  return { kind: isShown ? 'read' : 'unread', recipients: [], reporter: null, complaint: null, original: { ...original, messageId } };
}

export function readComplaint(
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
export function readOriginal(structure: MessageStructure, parts: readonly Part[], text: string): Notice['original'] {
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
