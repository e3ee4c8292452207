/**
 * What a draft begins with when it answers, forwards or repeats a message: every field within the bounds of a draft, and the
 * attached files with their bytes. It may take as long as reading the message does; it refuses to know where drafts are kept.
 */
import { type Draft, draftBounds, type QuotingPhrases } from '../../../contract/compose.ts';
import { formatAddresses } from '../header/addresses.ts';
import { parseMessage } from '../parse.ts';
import { attachmentsOf } from '../structure/attachment-bytes.ts';
import { safeFileName } from '../structure/safe-name.ts';
import { quoteText } from '../text/quote-text.ts';
import { fillReply, namesWithoutMarks, type ReplyInput, withoutMarks } from './reply.ts';

export interface AnswerInput {
  /** `again`: the same text, files and recipients, to be sent to some of them anew. */
  readonly mode: ReplyInput['mode'] | 'again';
  readonly raw: Buffer;
  /** The charset that the user reads the message in, where it is not the one that it names. */
  readonly charset?: string | undefined;
  /** Replies only: to the mailing list instead of the writer. */
  readonly toList?: boolean | undefined;
  /** The addresses of the account that the message is in, and those of the user's others: left out of the recipients. */
  readonly own: readonly string[];
  readonly ownElsewhere?: readonly string[] | undefined;
  /** How dates are written above quoted text. */
  readonly language: string;
  /** What stands above quoted text; without them the quote stands alone. */
  readonly phrases: QuotingPhrases | undefined;
}

interface AttachedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Answer {
  readonly fields: Pick<Draft, 'to' | 'cc' | 'subject' | 'text' | 'inReplyTo' | 'references'>;
  readonly attachments: readonly AttachedFile[];
}

/** A message with more parts than this is forwarded as one enclosed message (RFC 2046 §5.2.1), because so many files are useless one by one. */
export const mostForwardedParts = 100;

/**
 * Fills in a draft from a message. Linear in the length of the message. A subject or quote longer than a draft may hold is cut at its
 * end; recipients are never cut, because mail would go to others than it seems.
 */
export function fillAnswer(input: AnswerInput): Answer {
  if (input.mode === 'again') return fillAgain(input.raw);
  const { mode, raw, own, ownElsewhere, charset, toList } = input;
  const fill = fillReply({ mode, raw, own, ownElsewhere, charset, toList, formatAddresses });
  return {
    fields: {
      to: formatAddresses(fill.to),
      cc: formatAddresses(fill.cc),
      subject: cut(fill.subject, draftBounds.subject),
      text: cut(`\n\n${quoteText(fill.quote, input.phrases, input.language)}\n`, draftBounds.text),
      inReplyTo: fill.inReplyTo,
      references: fill.references,
    },
    attachments: attachedFiles(input.raw, fill.attachments, fill.subject.replace(/^Fwd: /, '')),
  };
}

function fillAgain(raw: Buffer): Answer {
  const { to, cc, text, inReplyTo, references, attachments, ...parsed } = parseMessage(raw);
  const subject = withoutMarks(parsed.subject);
  return {
    fields: {
      to: formatAddresses(namesWithoutMarks(to)),
      cc: formatAddresses(namesWithoutMarks(cc)),
      subject: cut(subject, draftBounds.subject),
      text: cut(text ?? '', draftBounds.text),
      inReplyTo,
      references: references.slice(-100),
    },
    attachments: attachedFiles(raw, attachments, subject),
  };
}

type Listed = readonly { readonly partId: string; readonly safeName: string; readonly type: string }[];

/** The bytes of all listed parts, from one reading of the structure: looking each of them up would take the product of both. */
function attachedFiles(raw: Buffer, listed: Listed, subject: string): AttachedFile[] {
  if (listed.length > mostForwardedParts) return [{ name: messageName(subject), type: 'message/rfc822', bytes: Uint8Array.from(raw) }];
  if (listed.length === 0) return [];
  const find = attachmentsOf(raw);
  return listed.flatMap(({ partId, safeName, type }) => {
    const found = find(partId);
    return found ? [{ name: safeName.slice(0, 255), type: type.slice(0, 255), bytes: Uint8Array.from(found.bytes) }] : [];
  });
}

const messageName = (subject: string): string => safeFileName(`${subject.slice(0, 120)}.eml`, 'message.eml');

/** At most so many UTF-16 units, and no half character at the end. */
const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, ''));
