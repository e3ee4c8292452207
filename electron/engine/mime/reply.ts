import type { Address } from '../../contract/messages.ts';
import type { ParsedAttachment } from './attachments.ts';
import { fieldBody, fieldsNamed, readHeaderBlock } from './header-block.ts';
import { type ParsedMessage, parseMessage } from './parse.ts';

/** What a reply or a forward starts from. Sentences are the caller's: `quote` gives the facts that its attribution line needs. */
export interface ReplyFill {
  readonly to: Address[];
  readonly cc: Address[];
  readonly subject: string;
  readonly inReplyTo: string | null;
  readonly references: string[];
  readonly quote: Quote;
  /** Forwards only: what the original carried; the caller reads the bytes by `partId`. */
  readonly attachments: ParsedAttachment[];
}

export interface Quote {
  /** Who wrote the original, for "On …, … wrote:". */
  readonly author: Address | null;
  /** The Date field, milliseconds since 1970. */
  readonly date: number | null;
  /** Reply: the original text, each line behind `> `. Forward: the text as it was. */
  readonly text: string;
  /** Forwards only: the fields that stand above the forwarded text, values ready to show; names are RFC field names. */
  readonly headers: { readonly name: 'From' | 'Date' | 'Subject' | 'To' | 'Cc'; readonly value: string }[];
}

export interface ReplyInput {
  readonly mode: 'reply' | 'replyAll' | 'forward';
  readonly raw: Buffer;
  /** The user's own addresses: left out of the recipients. */
  readonly own: readonly string[];
  /** Writes addresses for a forwarded header block. */
  readonly formatAddresses: (addresses: readonly Address[]) => string;
}

/** Prefixes that mail programs put before a subject in their users' languages, answers and forwards. */
const answers = ['re', 'aw', 'antw', 'sv', 'vs', 'res', 'ref', 'rif', 'r', 'odp', 'ynt', 'vá', '回复', '答复', '回覆'];
const forwards = ['fwd', 'fw', 'wg', 'rv', 'enc', 'tr', 'i', 'doorst', 'vl', 'vb', 'pd', 'ilt', 'továbbítás', '转发', '轉寄'];
/** The most that is kept of a thread: RFC 5322 sets no limit, servers and lines do. */
const mostReferences = 100;

/** Fills in a reply, a reply to all or a forward of a message (RFC 5322 §3.6.2 to §3.6.4). Nothing that the reader does not show is quoted (security S7). */
export function fillReply(input: ReplyInput): ReplyFill {
  const original = parseMessage(input.raw);
  const forward = input.mode === 'forward';
  return {
    ...(forward ? { to: [], cc: [] } : recipients(original, input)),
    subject: forward ? prefixed(original.subject, 'Fwd: ', forwards) : prefixed(original.subject, 'Re: ', answers),
    inReplyTo: original.messageId, // a forward keeps the thread too, as Thunderbird and mutt do
    references: chain(original),
    quote: forward ? forwardQuote(original, input) : replyQuote(original),
    attachments: forward ? original.attachments : [],
  };
}

/** Reply-To wins over From (RFC 5322 §3.6.2); an answer to one's own message goes to whom it was sent; a list's address stays in a reply to all. */
function recipients(original: ParsedMessage, input: ReplyInput): { to: Address[]; cc: Address[] } {
  const own = new Set(input.own.map((address) => address.toLowerCase()));
  const mine = (address: Address): boolean => own.has(address.address.toLowerCase());
  const usable = (addresses: readonly Address[]): Address[] => addresses.filter((address) => address.address.includes('@'));
  const wrote = usable(original.replyTo.length > 0 ? original.replyTo : original.from);
  const fromMe = usable(original.from).length > 0 && usable(original.from).every(mine);
  const to = distinct(fromMe ? usable(original.to) : wrote);
  if (input.mode === 'reply') return { to, cc: [] };
  const list = followUp(input.raw);
  if (list.length > 0) return { to: distinct(list.filter((address) => !mine(address))), cc: [] };
  const first = new Set(to.map((address) => address.address.toLowerCase()));
  const others = distinct([...(fromMe ? [] : usable(original.to)), ...usable(original.cc)]);
  return { to, cc: others.filter((address) => !mine(address) && !first.has(address.address.toLowerCase())) };
}

/** Mail-Followup-To: where the writer of a list message wants answers to all to go (draft-ietf-drums-mail-followup-to). */
function followUp(raw: Buffer): Address[] {
  const [field] = fieldsNamed(readHeaderBlock(raw), 'mail-followup-to');
  return field
    ? parseMessage(Buffer.from(`To: ${fieldBody(field).replace(/[\r\n]+/g, ' ')}\r\n\r\n`)).to.filter((address) =>
        address.address.includes('@'),
      )
    : [];
}

function distinct(addresses: readonly Address[]): Address[] {
  const seen = new Set<string>();
  return addresses.filter(({ address }) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Puts one prefix before a subject that has none of its kind; `Re: AW: [3]` and the like are not multiplied. */
function prefixed(subject: string, prefix: string, kind: readonly string[]): string {
  let rest = subject.trim();
  for (;;) {
    const found = /^\s*([\p{L}]{1,12})(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*/u.exec(rest);
    if (!found || !kind.includes((found[1] ?? '').toLowerCase())) break;
    rest = rest.slice(found[0].length);
  }
  return `${prefix}${rest}`.trimEnd();
}

/** RFC 5322 §3.6.4: the references of the original, or its single In-Reply-To, then its own Message-ID. */
function chain(original: ParsedMessage): string[] {
  const before = original.references.length > 0 ? original.references : original.inReplyTo ? [original.inReplyTo] : [];
  const all = original.messageId ? [...before.filter((id) => id !== original.messageId), original.messageId] : [...before];
  const [first] = all;
  return all.length <= mostReferences || first === undefined ? all : [first, ...all.slice(1 - mostReferences)];
}

function replyQuote(original: ParsedMessage): Quote {
  const lines = withoutSignature(original.text ?? '')
    .trimEnd()
    .split('\n');
  const text = lines.map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`)).join('\n');
  return { author: original.from[0] ?? null, date: original.dateField, text, headers: [] };
}

/** The writer's signature, behind `-- ` (RFC 3676 §4.3), is not answered. */
function withoutSignature(text: string): string {
  const at = text.lastIndexOf('\n-- \n');
  return at < 0 ? text : text.slice(0, at);
}

function forwardQuote(original: ParsedMessage, input: ReplyInput): Quote {
  const dateField = original.headers.find((field) => field.name.toLowerCase() === 'date')?.value ?? '';
  const headers: Quote['headers'] = [
    { name: 'From', value: input.formatAddresses(original.from) },
    { name: 'Date', value: dateField },
    { name: 'Subject', value: original.subject },
    { name: 'To', value: input.formatAddresses(original.to) },
    { name: 'Cc', value: input.formatAddresses(original.cc) },
  ];
  return {
    author: original.from[0] ?? null,
    date: original.dateField,
    text: original.text ?? '',
    headers: headers.filter((header) => header.value !== ''),
  };
}
