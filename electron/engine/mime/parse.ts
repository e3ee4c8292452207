import { type Failure, failure } from '../../contract/failure.ts';
import type { Address, HeaderField, MessageWarning, PartNode, UnreadContent } from '../../contract/messages.ts';
import { describeHeaders } from './header/describe-headers.ts';
import { type HeaderSummary, summarise } from './header/summary.ts';
import { defaultLimits, type MimeLimits } from './limits.ts';
import { looksLikeNotice, saysAutomatic } from './notice/signs.ts';
import { mayHoldReport } from './report/report-parts.ts';
import { attachmentParts, describeAttachments, type ParsedAttachment } from './structure/attachments.ts';
import { type MessageStructure, readStructure, toPartNode } from './structure/structure.ts';
import { unreadContent } from './structure/unread-content.ts';
import { bodyHtml, bodyText, innerFiles, selectBody, shownParts } from './text/body.ts';
import { exceededBound, htmlBounds, nameHandlersAway } from './text/html-bounds.ts';

/** Everything the contract's `MessageDetail` needs but the row, the account and the addresses of the bytes. */
export interface ParsedMessage {
  readonly subject: string;
  readonly from: Address[];
  readonly sender: Address[];
  readonly to: Address[];
  readonly cc: Address[];
  readonly bcc: Address[];
  readonly replyTo: Address[];
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: string[];
  readonly mailReplyTo: Address[];
  readonly mailFollowupTo: Address[];
  readonly listPost: string | null;
  readonly dateField: number | null;
  /** Where there is no Date field that can be read and be true: when the last server took it, by its trace field; milliseconds since 1970. */
  readonly received: number | null;
  readonly headers: HeaderField[];
  readonly text: string | null;
  readonly html: string | null;
  readonly structure: PartNode;
  readonly attachments: ParsedAttachment[];
  readonly unread: UnreadContent[];
  readonly mayBeNotice: boolean;
  readonly mayHoldReport: boolean;
  readonly warnings: MessageWarning[];
  readonly parseFailure: Failure | null;
}

interface Content {
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: ParsedAttachment[];
  readonly unread: UnreadContent[];
  readonly truncated: boolean;
  /** HTML was left out, because laying it out would hold a window up. */
  readonly tooComplex: boolean;
}

/** What a person may ask for beside the message. */
export interface ParseOptions {
  /** Read the texts and raw header bytes in this charset, whatever the message says. */
  readonly charset?: string | undefined;
}

/**
 * Reads a message for the reader. Never throws: where the text cannot be had, headers, structure and source are still there and `parseFailure` says so.
 * Linear in the length of the message; bounded by `limits`.
 */
export function parseMessage(raw: Buffer, limits: MimeLimits = defaultLimits, { charset }: ParseOptions = {}): ParsedMessage {
  const structure = readStructure(raw, limits, charset ?? null);
  const header = structure.root.header;
  const summary = summarise(header, limits);
  const { content, parseFailure } = readContent(structure, limits);
  return {
    subject: summary.subject,
    from: summary.from,
    sender: summary.sender,
    to: summary.to,
    cc: summary.cc,
    bcc: summary.bcc,
    replyTo: summary.replyTo,
    messageId: summary.messageId,
    inReplyTo: summary.inReplyTo,
    references: summary.references,
    mailReplyTo: summary.mailReplyTo,
    mailFollowupTo: summary.mailFollowupTo,
    listPost: summary.listPost,
    dateField: summary.date,
    received: summary.received,
    headers: describeHeaders(header, limits),
    text: content.text,
    html: content.html,
    structure: toPartNode(structure.root),
    attachments: content.attachments,
    unread: content.unread,
    mayBeNotice: looksLikeNotice(header, structure.root.type) || saysAutomatic(header),
    mayHoldReport: mayHoldReport(structure.root),
    warnings: warningsOf(summary, structure, content),
    parseFailure,
  };
}

function readContent(structure: MessageStructure, limits: MimeLimits): { content: Content; parseFailure: Failure | null } {
  try {
    const segments = selectBody(structure);
    const text = bodyText(structure, segments, limits.textCharacters);
    const written = bodyHtml(structure, segments, limits.htmlCharacters);
    const handlers: number[] = [];
    const tooComplex = written !== null && exceededBound(written.text, htmlBounds, handlers) !== null;
    const html = written === null || tooComplex ? null : { ...written, text: nameHandlersAway(written.text, handlers) };
    const attached = attachmentParts(structure.root, shownParts(segments));
    const attachments = describeAttachments(structure, attached, innerFiles(structure, segments), html?.text ?? null);
    const truncated = text.truncated || (html?.truncated ?? false);
    const empty = text.text.trim() === '' && (html === null || html.text.trim() === '');
    const unread = unreadContent(structure, attached, empty);
    return {
      content: { text: segments.length > 0 ? text.text : null, html: html?.text ?? null, attachments, unread, truncated, tooComplex },
      parseFailure: null,
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      content: { text: null, html: null, attachments: [], unread: [], truncated: false, tooComplex: false },
      parseFailure: failure('message-unparsable', { detail: { message } }),
    };
  }
}

function warningsOf(summary: HeaderSummary, structure: MessageStructure, content: Content): MessageWarning[] {
  const warnings = new Set<MessageWarning>(summary.warnings);
  if (structure.malformed) warnings.add('malformed');
  if (structure.tooComplex || content.tooComplex) warnings.add('too-complex');
  if (content.truncated) warnings.add('truncated');
  return [...warnings];
}
