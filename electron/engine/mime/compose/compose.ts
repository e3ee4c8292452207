import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer';
import { charactersIn, runsOf } from '../../../base/characters.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import type { Address } from '../../../contract/messages.ts';
import { addressFault, comparableAddress } from '../header/addresses.ts';
import { parseMessageIds } from '../header/message-id.ts';

/** A file to send. The bytes are here: composing opens no file and no connection. */
interface ComposeAttachment {
  readonly name: string;
  /** `application/pdf`; anything unreadable is sent as `application/octet-stream`. */
  readonly type: string;
  readonly content: Buffer;
}

export interface ComposeInput {
  readonly from: Address;
  /** Addresses as `parseTypedAddresses` checked them. */
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly text: string;
  /** With angle brackets. Fixed when the message is queued, so that every attempt has the same; `createMessageId` makes one. */
  readonly messageId: string;
  /** Milliseconds since 1970, from the caller's clock. */
  readonly date: number;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly attachments: readonly ComposeAttachment[];
}

export interface ComposedMessage {
  /** The message with CRLF line ends, without a Bcc field, not dot-stuffed. */
  readonly raw: Buffer;
  /** Each recipient once, in the order To, Cc, Bcc. */
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly messageId: string;
}

/** Builds the message and its envelope. */
type MessageBuilder = (
  options: MailComposerOptions,
) => Promise<{ readonly raw: Buffer; readonly envelope: { readonly from: string | false; readonly to: string[] } }>;

/**
 * Builds a message in plain text (RFC 5322, RFC 2045) with nodemailer. No file or address is read while composing.
 * @returns the message; or `address-invalid` where an address holds what could change the envelope or where the envelope that came out
 * is not the list that went in (security S1); `input-invalid` where there is no recipient or the Message-ID is unusable.
 */
export async function composeMessage(input: ComposeInput, build: MessageBuilder = buildWithNodemailer): Promise<Result<ComposedMessage>> {
  const recipients = uniqueAddresses([...input.to, ...input.cc, ...input.bcc]);
  if (recipients.length === 0) return fail(failure('input-invalid', { detail: { path: 'to' } }));
  for (const { address } of [input.from, ...input.to, ...input.cc, ...input.bcc]) {
    const reason = addressFault(address);
    if (reason) return fail(failure('address-invalid', { detail: { piece: printable(address), reason } }));
  }
  const messageId = parseMessageIds(input.messageId, 1)[0];
  if (messageId !== input.messageId) return fail(failure('input-invalid', { detail: { path: 'messageId' } }));

  const { raw, envelope } = await build({
    from: mailbox(input.from),
    to: input.to.map(mailbox),
    cc: input.cc.map(mailbox),
    bcc: input.bcc.map(mailbox),
    subject: oneLine(input.subject),
    text: withLineFeeds(input.text),
    messageId,
    date: new Date(input.date),
    ...threadFields(input),
    attachments: input.attachments.map(attach),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (envelope.from === false || !sameMailboxes([envelope.from], [input.from.address]) || !sameMailboxes(envelope.to, recipients)) {
    return fail(failure('address-invalid', { detail: { piece: printable(envelope.to.join(', ')), reason: 'envelope-changed' } }));
  }
  return succeed({ raw, envelope: { from: input.from.address, to: recipients }, messageId });
}

async function buildWithNodemailer(options: MailComposerOptions): ReturnType<MessageBuilder> {
  const node = new MailComposer(options).compile();
  return { raw: await node.build(), envelope: node.getEnvelope() };
}

function attach(attachment: ComposeAttachment): { filename: string; contentType: string; content: Buffer; contentDisposition: string } {
  const readable = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i.test(attachment.type);
  const multipart = /^multipart\//i.test(attachment.type);
  const message = /^message\//i.test(attachment.type);
  const usable = readable && !multipart && (!message || canTravelUnencoded(attachment.content));
  return {
    filename: oneLine(attachment.name) || 'attachment.bin',
    contentType: usable ? attachment.type : 'application/octet-stream',
    content: attachment.content,
    contentDisposition: 'attachment',
  };
}

/**
 * Enclosed messages may not be encoded (RFC 2046 §5.2.1), so one that is not plain lines of 7-bit text would arrive changed, or smuggle
 * a lone CR or LF into the transfer (security S5): such a message goes as a file instead.
 */
const canTravelUnencoded = (content: Buffer): boolean => {
  const text = content.toString('latin1');
  return !/[\u0000\u0080-\u00ff]|\r(?!\n)|[^\n]{999}/.test(text) && (!/\r/.test(text) || !/(?<!\r)\n/.test(text));
};

const acting = charactersIn(['control', 'tab', 'lineBreak'], 'g');
const actingRuns = runsOf(['control', 'tab', 'lineBreak']);
const printable = (text: string): string => text.slice(0, 200).replace(acting, '\ufffd');

const mailbox = ({ name, address }: Address): { name: string; address: string } => ({ name: oneLine(name), address });

/** A value of one field: line ends and other control characters become blanks, so that no field can begin a second one (RFC 5322 §2.2). */
const oneLine = (text: string): string => text.replace(actingRuns, ' ').trim();

const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\u0000', '');

/** RFC 5322 §3.6.4. Ids come from other people's mail: only what has the form of one is written. */
function threadFields(input: ComposeInput): { inReplyTo?: string; references?: string[] } {
  const inReplyTo = input.inReplyTo === null ? undefined : parseMessageIds(input.inReplyTo, 1)[0];
  const references = input.references.flatMap((id) => parseMessageIds(id, 1));
  return { ...(inReplyTo ? { inReplyTo } : {}), ...(references.length > 0 ? { references } : {}) };
}

function uniqueAddresses(addresses: readonly Address[]): string[] {
  const seen = new Map<string, string>();
  for (const { address } of addresses) if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), address);
  return [...seen.values()];
}

/** Whether an envelope reaches exactly the mailboxes that were asked for; nodemailer repeats an address that differs in case. */
function sameMailboxes(left: readonly string[], right: readonly string[]): boolean {
  const keys = (list: readonly string[]): Set<string> => new Set(list.map((address) => comparableAddress(address).toLowerCase()));
  const expected = keys(right);
  const found = keys(left);
  return found.size === expected.size && [...found].every((address) => expected.has(address));
}
