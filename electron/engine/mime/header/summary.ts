import type { Address, MessageWarning } from '../../../contract/messages.ts';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { hasHiddenCharacters, visibleLine } from '../text/visible-text.ts';
import { type ParsedAddress, parseAddressList } from './address-list.ts';
import { canBeTrue, parseDateField, parseReceivedDate } from './date-field.ts';
import { fieldBody, fieldText, type HeaderBlock, readHeaderBlock } from './header-block.ts';
import { parseMailto } from './mailto.ts';
import { parseMessageIds } from './message-id.ts';

/** What a list row and the head of a reader need, from a header block alone. */
export interface HeaderSummary {
  readonly subject: string;
  readonly from: Address[];
  readonly sender: Address[];
  readonly to: Address[];
  readonly cc: Address[];
  readonly bcc: Address[];
  readonly replyTo: Address[];
  /** Where private answers go (Mail-Reply-To, by habit of mailing lists). */
  readonly mailReplyTo: Address[];
  /** Where answers to all go (draft-ietf-drums-mail-followup-to). */
  readonly mailFollowupTo: Address[];
  /** The address of the list (List-Post, RFC 2369 §3.4). */
  readonly listPost: string | null;
  /** The Date field, milliseconds since 1970. */
  readonly date: number | null;
  /** Where the Date field cannot be read or cannot be true: when the last server took the message, by its newest Received field with a date. */
  readonly received: number | null;
  /** Message-IDs with their brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: string[];
  readonly listId: string | null;
  /** The type alone promises attachments; the structure knows better once the body is held. */
  readonly attachments: boolean;
  readonly warnings: MessageWarning[];
}

/** Reads the summary from the bytes of a header block, or of a message. Linear; never throws. */
export const summariseHeader = (bytes: Buffer, limits: MimeLimits = defaultLimits): HeaderSummary =>
  summarise(readHeaderBlock(bytes, 0, bytes.length, limits), limits);

/** Reads the summary from a header block that has been read already. Of duplicate fields all addresses and the first text are taken, with a warning. */
export function summarise(block: HeaderBlock, limits: MimeLimits = defaultLimits): HeaderSummary {
  const fields = Map.groupBy(block.fields, (field) => field.key);
  const text = (key: string): string => {
    const field = fields.get(key)?.[0];
    return field ? fieldBody(field, limits) : '';
  };
  const addresses = (key: string): ParsedAddress[] => {
    const held = fields.get(key);
    if (!held) return [];
    const found = held.flatMap((field) => parseAddressList(fieldBody(field, limits), limits)).map(withoutScheme);
    return found.length > limits.addresses ? found.slice(0, limits.addresses) : found;
  };
  const senders = (key: string): ParsedAddress[] => joinNames(addresses(key), always);
  const recipients = (key: string): ParsedAddress[] => joinNames(addresses(key), ifNoMailbox);
  const from = senders('from');
  const to = recipients('to');
  const cc = recipients('cc');
  const date = parseDateField(text('date'));
  const received = newestTrace(fields.get('received') ?? [], limits);
  const subject = fields.get('subject')?.[0];
  const listId = fields.get('list-id')?.[0];
  const repeated = (key: string): boolean => (fields.get(key)?.length ?? 0) > 1;
  const warnings = new Set<MessageWarning>();
  // Defence P12 of the checklist.
  if (repeated('from') || from.length > 1) warnings.add('several-from');
  if (repeated('subject')) warnings.add('several-subject');
  if (!from.some((address) => address.address !== '')) warnings.add('no-from');
  if (from.some(nameIsOtherAddress)) warnings.add('name-is-address');
  if ([...from, ...to, ...cc].some((address) => address.hidden) || (subject && hasHiddenCharacters(fieldBody(subject, limits)))) {
    warnings.add('control-characters');
  }
  if (block.malformed || from.some((address) => address.malformed) || singles.some(repeated)) warnings.add('malformed');
  if (block.truncated) warnings.add('truncated');
  return {
    subject: subject ? fieldText(subject, limits).replace(/\s+/g, ' ') : '',
    from: from.map(plain),
    sender: senders('sender').map(plain),
    to: to.map(plain),
    cc: cc.map(plain),
    bcc: recipients('bcc').map(plain),
    replyTo: senders('reply-to').map(plain),
    mailReplyTo: senders('mail-reply-to').map(plain),
    mailFollowupTo: recipients('mail-followup-to').map(plain),
    listPost: listPostOf(text('list-post')),
    date,
    received: date === null || (received !== null && !canBeTrue(date, received)) ? received : null,
    messageId: parseMessageIds(text('message-id'), 1)[0] ?? null,
    inReplyTo: parseMessageIds(text('in-reply-to'), 1)[0] ?? null,
    references: parseMessageIds(text('references'), limits.references),
    listId: listId ? visibleLine(/<([^<>]*)>/.exec(fieldBody(listId, limits))?.[1] ?? fieldText(listId, limits)) : null,
    attachments: promisesAttachments(text('content-type'), text('content-disposition')),
    warnings: [...warnings],
  };
}

/** Trace fields that are looked at: the newest stand first, and some have no date. */
const mostTraces = 10;

/** When the last server took the message, by the newest of its trace fields that says so; milliseconds since 1970. */
function newestTrace(fields: HeaderBlock['fields'], limits: MimeLimits): number | null {
  for (const field of fields.slice(0, mostTraces)) {
    const date = parseReceivedDate(fieldBody(field, limits));
    if (date !== null) return date;
  }
  return null;
}

/** Whether a word without an address can only be the beginning of the name that comes next. */
type IsName = (word: string, next: ParsedAddress) => boolean;

/** A sender has an address. */
const always: IsName = () => true;

/** A recipient may be a mailbox of the server itself (`root`), which is one word in small letters: unless the address has it too, that is left as it is. */
const ifNoMailbox: IsName = (word, { address }) =>
  !/^(?:[a-z0-9._+-]*|MAILER-DAEMON|POSTMASTER)$/.test(word) || address.slice(0, address.lastIndexOf('@')).toLowerCase().includes(word);

/** `Ruiz, Ana <ana@example.org>` without its quotes is one person: words without an address belong to the name that comes next, in the same group. */
function joinNames(list: readonly ParsedAddress[], isName: IsName): ParsedAddress[] {
  const joined: ParsedAddress[] = [];
  let names: string[] = [];
  for (const one of list) {
    if (joined.at(-1)?.group !== one.group) names = [];
    if (!`${one.name}${one.address}`.includes('@')) {
      names.push(one.name || one.address);
      joined.push(one);
      continue;
    }
    if (names.length > 0 && one.address.includes('@') && one.name !== '' && names.every((word) => isName(word, one))) {
      joined.splice(joined.length - names.length, names.length);
      joined.push({ ...one, name: [...names, one.name].join(', ') });
    } else {
      joined.push(one);
    }
    names = [];
  }
  return joined;
}

/** `<mailto:list@example.org>`; `NO` where posting is not allowed (RFC 2369 §3.4). */
function listPostOf(body: string): string | null {
  const link = /<(mailto:[^<>\s]{1,2000})>/i.exec(body)?.[1];
  const read = link === undefined ? null : parseMailto(link);
  return read?.ok && /^[^\s,]+@[^\s,]+$/.test(read.value.to) ? read.value.to : null;
}

/** `<mailto:ana@example.org>` names a person as a link would. */
const withoutScheme = (one: ParsedAddress): ParsedAddress =>
  /^mailto:[^?]*@/i.test(one.address) ? { ...one, address: one.address.slice('mailto:'.length) } : one;

const plain = ({ name, address }: ParsedAddress): Address => ({ name, address });

/** Security: a name that looks like an address other than the real one is the commonest forgery. */
function nameIsOtherAddress({ name, address }: Address): boolean {
  if (!name.includes('@')) return false;
  const shown = name.split(/[\s<>"'(),;:]+/).find((word) => word.length < 1_000 && /^[^@]+@[^@]+\.[^@]+$/.test(word));
  return shown !== undefined && shown.toLowerCase() !== address.toLowerCase();
}

/** Fields that may stand only once (RFC 5322 §3.6) and on which parsers disagree when they do not. */
const singles = ['date', 'message-id', 'content-type', 'content-transfer-encoding', 'mime-version', 'to', 'cc', 'reply-to', 'sender'];

function promisesAttachments(contentType: string, disposition: string): boolean {
  const type = /^\s*([^\s;]*)/.exec(contentType)?.[1]?.toLowerCase() ?? '';
  if (type === 'multipart/mixed') return true;
  // RFC 8460 §5.3: a report about TLS is a file in it.
  if (type === 'multipart/report' && /;\s{0,20}report-type\s{0,20}=\s{0,20}"?tlsrpt/i.test(contentType)) return true;
  if (/^\s*attachment/i.test(disposition)) return true;
  return type.includes('/') && !/^(?:text|multipart|message)\//.test(type);
}
