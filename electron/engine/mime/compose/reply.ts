import type { Address } from '../../../contract/messages.ts';
import { stripPrefixes } from '../header/subject-prefixes.ts';
import { defaultLimits } from '../limits.ts';
import { type ParsedMessage, parseMessage } from '../parse.ts';
import type { ParsedAttachment } from '../structure/attachments.ts';

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
  /** The Date field or, where that cannot be true, when the last server took the message; milliseconds since 1970. */
  readonly date: number | null;
  /** Reply: the original text, each line behind `> `. Forward: the text as it was. */
  readonly text: string;
  /** Forwards only: the fields that stand above the forwarded text, values ready to show; names are RFC field names. */
  readonly headers: { readonly name: 'From' | 'Date' | 'Subject' | 'To' | 'Cc'; readonly value: string }[];
}

export interface ReplyInput {
  readonly mode: 'reply' | 'replyAll' | 'forward';
  readonly raw: Buffer;
  /** The charset that the user reads the message in, where it is not the one that it names. */
  readonly charset?: string | undefined;
  /** Replies only: to the mailing list instead of the writer. */
  readonly toList?: boolean | undefined;
  /** The addresses of the account that holds the message: mail from them is the user's own. */
  readonly own: readonly string[];
  /** Addresses of the user's other accounts: left out of a reply while other recipients remain. */
  readonly ownElsewhere?: readonly string[] | undefined;
  /** Writes addresses for a forwarded header block. */
  readonly formatAddresses: (addresses: readonly Address[]) => string;
}

/** The most that is kept of a thread: RFC 5322 sets no limit, servers and lines do. */
const mostReferences = 100;

/** Fills in a reply, a reply to all or a forward of a message (RFC 5322 §3.6.2 to §3.6.4). Nothing that the reader does not show is quoted (security S7). */
export function fillReply(input: ReplyInput): ReplyFill {
  const original = parseMessage(input.raw, defaultLimits, { charset: input.charset });
  const forward = input.mode === 'forward';
  const isAnswer = original.inReplyTo !== null || original.references.length > 0;
  const subject = stripPrefixes(original.subject, forward ? 'forward' : 'answer', isAnswer);
  return {
    ...(forward ? { to: [], cc: [] } : recipients(original, input)),
    subject: withoutMarks(`${forward ? 'Fwd' : 'Re'}: ${subject}`),
    inReplyTo: original.messageId, // a forward keeps the thread too, as Thunderbird and mutt do
    references: chain(original),
    quote: forward ? forwardQuote(original, input) : replyQuote(original),
    attachments: forward ? original.attachments : [],
  };
}

/**
 * Recipients of a reply. Mail-Reply-To and Reply-To win over From (RFC 5322 §3.6.2), also in mail from the user's own address, such as that of a
 * web form. A reply to the user's own message goes to its recipients, unless it asks for answers elsewhere. A reply to all keeps the list's
 * address and follows Mail-Followup-To where there is one (draft-ietf-drums-mail-followup-to). The user's own addresses are left out while
 * others remain.
 */
function recipients(original: ParsedMessage, input: ReplyInput): { to: Address[]; cc: Address[] } {
  const own = addressSet(input.own);
  const ownAnywhere = addressSet([...input.own, ...(input.ownElsewhere ?? [])]);
  const isIn = (addresses: ReadonlySet<string>, { address }: Address): boolean => addresses.has(address.toLowerCase());
  const others = (addresses: readonly Address[]): Address[] => addresses.filter((address) => !isIn(ownAnywhere, address));
  const usable = (addresses: readonly Address[]): Address[] =>
    distinct(namesWithoutMarks(addresses.filter((address) => address.address.includes('@'))));
  if (input.toList && original.listPost !== null) return { to: [{ name: '', address: original.listPost }], cc: [] };
  const [from, to, cc] = [usable(original.from), usable(original.to), usable(original.cc)];
  const asked = [original.mailReplyTo, original.replyTo].map(usable).find((list) => list.some((address) => !isIn(own, address)));
  const fromMe = from.length > 0 && from.every((address) => isIn(own, address));
  // Without a usable From there may be one who sent it (RFC 5322 §3.6.2).
  const sent = from.length > 0 ? from : usable(original.sender);
  const wrote = asked ?? (fromMe ? to : sent.length > 0 ? sent : usable(original.replyTo));
  const first = orAll(others(wrote), wrote);
  if (input.mode === 'reply') return { to: first, cc: [] };
  const followUp = others(usable(original.mailFollowupTo));
  if (followUp.length > 0) return { to: followUp, cc: [] };
  const named = addressSet(first.map(({ address }) => address));
  const rest = (addresses: readonly Address[]): Address[] => others(addresses).filter((address) => !isIn(named, address));
  const [alsoTo, alsoCc] = [rest(to), rest(cc)];
  // Sent by the user from another account: answer its other recipients, if there are any.
  if (others(first).length === 0 && alsoTo.length + alsoCc.length > 0)
    return alsoTo.length > 0 ? { to: alsoTo, cc: distinct([...alsoTo, ...alsoCc]).slice(alsoTo.length) } : { to: alsoCc, cc: [] };
  return { to: first, cc: distinct([...alsoTo, ...alsoCc]) };
}

const addressSet = (addresses: readonly string[]): ReadonlySet<string> => new Set(addresses.map((address) => address.toLowerCase()));

const orAll = (some: readonly Address[], all: readonly Address[]): Address[] => [...(some.length > 0 ? some : all)];

/** Replacement characters stand for what was not shown: they are not sent, neither in a field nor in the fields above a forwarded text. */
export const withoutMarks = (text: string): string => text.replaceAll('\ufffd', '').trimEnd();

/** The same for names. An address keeps its marks: without them it would be the address of somebody else. */
export const namesWithoutMarks = (addresses: readonly Address[]): Address[] =>
  addresses.map(({ name, address }) => ({ name: withoutMarks(name), address }));

function distinct(addresses: readonly Address[]): Address[] {
  const seen = new Set<string>();
  return addresses.filter(({ address }) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key) !== undefined;
  });
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
  return { author: authorOf(original), date: dateOf(original), text, headers: [] };
}

const authorOf = ({ from }: ParsedMessage): Address | null => {
  const [first] = from;
  return first ? { name: withoutMarks(first.name), address: withoutMarks(first.address) } : null;
};

const dateOf = (original: ParsedMessage): number | null => original.received ?? original.dateField;

/** Lines of a signature in reason. */
const longestSignature = 15;
/** The beginning of a quoted message below a signature, as top-posting programs write it. */
const conversation = /^>|^\s*[-_]{5,}|^[^\n]{1,300}:\s*$|^(?:from|de|von|da|fra|från|van|от)\s?:\s/im;

/** The writer's signature, behind `-- ` (RFC 3676 §4.3), is not answered; a conversation that stands below it is. */
function withoutSignature(text: string): string {
  const at = text.lastIndexOf('\n-- \n');
  if (at < 0) return text;
  const below = text.slice(at + 5);
  const isLong = below.split('\n', longestSignature + 2).length > longestSignature;
  return isLong || conversation.test(below) ? text : text.slice(0, at);
}

function forwardQuote(original: ParsedMessage, input: ReplyInput): Quote {
  const dateField = original.headers.find((field) => field.name.toLowerCase() === 'date')?.value ?? '';
  const addresses = (list: readonly Address[]): string => input.formatAddresses(namesWithoutMarks(list));
  const headers: Quote['headers'] = [
    { name: 'From', value: addresses(original.from) },
    { name: 'Date', value: dateField },
    { name: 'Subject', value: original.subject },
    { name: 'To', value: addresses(original.to) },
    { name: 'Cc', value: addresses(original.cc) },
  ];
  return {
    author: authorOf(original),
    date: dateOf(original),
    text: original.text ?? '',
    headers: headers.map(({ name, value }) => ({ name, value: withoutMarks(value) })).filter((header) => header.value !== ''),
  };
}
