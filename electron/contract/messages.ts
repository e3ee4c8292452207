/** Messages: one in full, and what is done to them, with undo. */

import { call } from './call.ts';
import { charsetSchema } from './charsets.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { onSelection } from './list-source.ts';
import { z } from './schema.ts';

export const addressSchema = z.object({ name: z.string(), address: z.string() });

/** What a row carries at most, in characters and people: a list of hundreds shows the beginning, the message itself shows the whole. */
export const rowBounds = { subject: 2_000, people: 20, name: 200, address: 320 } as const;

/** What notices say of a message that was sent: at least one recipient did not get it, or one has to wait. */
const returnMarks = ['failed', 'delayed'] as const;

/** A row of a list: subject and people up to `rowBounds`. */
export const messageRowSchema = z.object({
  /** Follows the message's date: a later message has a greater id. Below zero: out of a file, in no folder (`bytes/file`). */
  id: z.number().int(),
  folderId: z.number().int(),
  subject: z.string(),
  from: z.array(addressSchema),
  to: z.array(addressSchema),
  /** Milliseconds since 1970: INTERNALDATE for mail received, Date where the server gives none. */
  date: z.number(),
  /** Bytes of the raw message as the server counts them. */
  size: z.number().int(),
  seen: z.boolean(),
  flagged: z.boolean(),
  answered: z.boolean(),
  forwarded: z.boolean(),
  draft: z.boolean(),
  /** Marked `\\Deleted` and still in the folder: a server without UIDPLUS removes all such messages at once, or none. Absent: no. */
  deleted: z.boolean().optional(),
  attachments: z.boolean(),
  /** The first words of the text; empty until the body is held. */
  snippet: z.string(),
  bodyHeld: z.boolean(),
  /** A change made here waits for the server. */
  pending: z.boolean(),
  /** Absent: nothing, or nothing bad. */
  returned: z.enum(returnMarks).optional(),
});

const headerFieldSchema = z.object({
  name: z.string(),
  /** Unfolded, encoded words decoded, control characters replaced. */
  value: z.string(),
  /** As on the wire, folded, without the final line end. */
  raw: z.string(),
});

export interface PartNode {
  /** IMAP part number: `1.2`; the root of a multipart is the empty string (RFC 9051 §6.4.5). */
  id: string;
  type: string;
  parameters: Record<string, string>;
  disposition: string | null;
  fileName: string | null;
  contentId: string | null;
  encoding: string | null;
  /** Bytes as transferred, before decoding. */
  size: number;
  children: PartNode[];
}

const partNodeSchema: z.ZodType<PartNode> = z.lazy(() =>
  z.object({
    id: z.string(),
    type: z.string(),
    parameters: z.record(z.string(), z.string()),
    disposition: z.string().nullable(),
    fileName: z.string().nullable(),
    contentId: z.string().nullable(),
    encoding: z.string().nullable(),
    size: z.number(),
    children: z.array(partNodeSchema),
  }),
);

const attachmentSchema = z.object({
  partId: z.string(),
  /** The name as sent, control and direction characters made visible. */
  name: z.string(),
  /** A name that is safe to write on every system: one path component, no control or direction characters, not reserved. */
  safeName: z.string(),
  type: z.string(),
  size: z.number(),
  contentId: z.string().nullable(),
  inline: z.boolean(),
  /** It is a message of its own, which `messages.openPart` opens. */
  isMessage: z.boolean(),
  /** Where both hosts serve the decoded bytes, relative to the page. */
  url: z.string(),
});

/** Warnings about a message, as keys of `words`: shown beside the sender, never silently resolved. */
export const messageWarnings = [
  'several-from',
  'several-subject',
  'no-from',
  'name-is-address',
  'control-characters',
  'truncated',
  'malformed',
  'too-complex',
] as const;

/** What a message carries its words in where the reader cannot look inside, as keys of `words`: said instead of "no text". */
const unreadContents = [
  'smime-signed',
  'smime-encrypted',
  'smime-compressed',
  'smime-certificates',
  'pgp-encrypted',
  'tnef',
  'calendar',
] as const;

const messageDetailSchema = z.object({
  row: messageRowSchema,
  accountId: z.string(),
  from: z.array(addressSchema),
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  bcc: z.array(addressSchema),
  replyTo: z.array(addressSchema),
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  /** The address that takes answers to the mailing list (RFC 2369 §3.4); null where there is no list or nobody may write to it. */
  listPost: z.string().nullable(),
  /** The Date field, milliseconds since 1970. */
  dateField: z.number().nullable(),
  /** Where there is no Date field that can be read and be true: when the last server took it, by a trace field; milliseconds since 1970. */
  received: z.number().nullable(),
  headers: z.array(headerFieldSchema),
  /** Plain text: the text part, or the words of the HTML part where there is none. */
  text: z.string().nullable(),
  /**
   * HTML, not sanitised: only `renderer/features/reader` may touch it, through its sanitiser. As sent, but for pictures that the message holds
   * itself: large `data:` URLs and addresses of parts with a Content-Location are `cid:` addresses of `attachments`,
   * and event handlers have names that mean nothing. Null where laying it out would hold a window up (`too-complex`).
   */
  html: z.string().nullable(),
  structure: partNodeSchema,
  attachments: z.array(attachmentSchema),
  unread: z.array(z.enum(unreadContents)),
  /** It looks like a notice about mail, or like an answer that a program wrote: `messages.notice` says which. */
  mayBeNotice: z.boolean(),
  /** It has an attachment that may be a report about a domain: `messages.reports` looks into it. */
  mayHoldReport: z.boolean(),
  warnings: z.array(z.enum(messageWarnings)),
  /** Set when the message could not be parsed; headers and source are still there. */
  parseFailure: failureSchema.nullable(),
  sourceUrl: z.string(),
  /** List-Unsubscribe, List-Id and others are read from `headers` where they are needed. */
});

/** A difference between two readings of a message. */
const readingDifferenceSchema = z.object({
  what: z.enum(['from', 'subject', 'date', 'text', 'html', 'attachments']),
  /** Our value and the other parser's: words, a date in ISO 8601, or null for none. */
  first: z.string().nullable(),
  second: z.string().nullable(),
});

/**
 * What a change that can be undone answers: `count` messages were changed; those that were so already are not counted. `failure`: why it
 * ended before the end, with some left as they were.
 */
const undoableSchema = z.object({ operationId: z.string(), count: z.number().int(), failure: failureSchema.optional() });

export const messageCalls = {
  /**
   * One message in full. Fetches the body ahead of every queue when it is not held yet. Does not mark it seen.
   * With a `charset` its texts and raw header bytes are read in that, whatever it says itself.
   */
  'messages.open': call({ input: z.object({ id: z.number().int(), charset: charsetSchema.optional() }), output: messageDetailSchema }),
  /**
   * Opens a message that is enclosed in another as a part (RFC 2046 §5.2.1), like one out of a file: its row has a number below zero.
   * `not-a-message` where the part is none.
   */
  'messages.openPart': call({ input: z.object({ id: z.number().int(), partId: z.string().max(1_000) }), output: messageRowSchema }),
  /** Reads a message once more with another parser and answers where the two disagree; `message-unparsable` where that parser gives up. */
  'messages.secondReading': call({
    input: z.object({ id: z.number().int() }),
    output: z.object({ differences: z.array(readingDifferenceSchema) }),
  }),
  'messages.setFlag': call({
    input: onSelection({ flag: z.enum(['seen', 'flagged']), value: z.boolean() }),
    output: undoableSchema,
  }),
  /** Whether any of these is without the mark. */
  'messages.anyWithout': call({ input: onSelection({ flag: z.enum(['seen', 'flagged']) }), output: z.object({ any: z.boolean() }) }),
  'messages.move': call({ input: onSelection({ folderId: z.number().int() }), output: undoableSchema }),
  /** Moves to the archive folder, which is created when the server has none. */
  'messages.archive': call({ input: onSelection({}), output: undoableSchema }),
  'messages.junk': call({ input: onSelection({}), output: undoableSchema }),
  /** Moves to the trash; from the trash, deletes for good, unless `keepTrashed` says that those in it stay. */
  'messages.delete': call({ input: onSelection({ keepTrashed: z.boolean().optional() }), output: undoableSchema }),
  'messages.undo': call({ input: z.object({ operationId: z.string() }), output: z.object({}) }),
  /**
   * Fetches one picture that a message names, on the user's request: https, no cookies, no referrer, never from a private
   * address. Answers where its bytes are served, once. `remote-content-refused` says why not.
   */
  'messages.remotePicture': call({
    input: z.object({ id: z.number().int(), url: z.string().max(8_192) }),
    output: z.object({ url: z.string(), type: z.string() }),
  }),
  /** The `From ` line with which the message begins in a mailbox file of this computer; null where it lies in none. */
  'messages.fromLine': call({ input: z.object({ id: z.number().int() }), output: z.object({ line: z.string().nullable() }) }),
  /** The transcript lines that fetched or sent this message. */
  'messages.wire': call({
    input: z.object({ id: z.number().int() }),
    output: z.array(
      z.object({ session: z.string(), firstLine: z.number().int(), lastLine: z.number().int(), purpose: z.enum(['fetched', 'sent']) }),
    ),
  }),
};

/** The change of a list since the revision `since`. Rows are in the order of their ids, the greatest first. */
const listChangeSchema = z.object({
  since: z.number().int(),
  revision: z.number().int(),
  /** Messages in the folder then. */
  total: z.number().int(),
  added: z.array(messageRowSchema),
  changed: z.array(messageRowSchema),
  removed: z.array(z.number().int()),
});

export const messageEvents = {
  /**
   * Rows of this folder were added, changed or removed. `reset` when positions can no longer be trusted (renumbered). Without `change` the
   * list is to be read again.
   */
  'messages.changed': z.object({ folderId: z.number().int(), reset: z.boolean(), change: listChangeSchema.optional() }),
  /** A change was refused by the server and has been taken back here. */
  'messages.operationFailed': z.object({ operationId: z.string(), failure: failureSchema }),
};

export type Address = z.infer<typeof addressSchema>;
export type ListChange = z.infer<typeof listChangeSchema>;
export type ReturnMark = (typeof returnMarks)[number];
export type MessageRow = z.infer<typeof messageRowSchema>;
export type HeaderField = z.infer<typeof headerFieldSchema>;
export type AttachmentInfo = z.infer<typeof attachmentSchema>;
export type ReadingDifference = z.infer<typeof readingDifferenceSchema>;
export type MessageWarning = (typeof messageWarnings)[number];
export type UnreadContent = (typeof unreadContents)[number];
export type MessageDetail = z.infer<typeof messageDetailSchema>;
