import type { StoredMessage } from '../mailbox/folder.ts';
import { parseAddresses } from '../mime/addresses.ts';
import { decodeHeaderText, searchableBodies } from '../mime/decode-text.ts';
import type { Entity } from '../mime/entity.ts';
import { fieldValue, type HeaderField } from '../mime/header.ts';
import type { SearchKey } from './syntax/search-keys.ts';
import { resolveRanges, type SequenceRange } from './syntax/sequence-set.ts';

const addressFields = new Set(['from', 'sender', 'reply-to', 'to', 'cc', 'bcc']);
const dayMs = 86_400_000;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Candidate {
  readonly sequence: number;
  readonly message: StoredMessage;
  readonly isRecent: boolean;
  readonly entity: () => Entity;
}

/** The largest numbers in use, for which `*` stands. */
interface Largest {
  readonly sequence: number;
  readonly uid: number;
}

/** Whether a message is what the search asks for. Strings match as substrings, without regard to case (RFC 3501 §6.4.4). */
export function matchesSearch(key: SearchKey, candidate: Candidate, largest: Largest): boolean {
  const { message } = candidate;
  switch (key.kind) {
    case 'all':
      return true;
    case 'flag':
      return hasFlag(message, key.flag) === key.set;
    case 'recent':
      return candidate.isRecent === key.set;
    case 'sequence':
      return isWithin(key.ranges, candidate.sequence, largest.sequence);
    case 'uid':
      return isWithin(key.ranges, message.uid, largest.uid);
    case 'header':
      return candidate
        .entity()
        .fields.some((field) => field.name.toLowerCase() === key.name && searchableTexts(field).some((text) => contains(text, key.text)));
    case 'body':
      return (key.withHeader && inHeader(candidate.entity(), key.text)) || inBody(candidate.entity(), key.text);
    case 'date':
      return matchesDate(key, candidate);
    case 'size':
      return key.relation === 'larger' ? message.bytes.length > key.octets : message.bytes.length < key.octets;
    case 'modseq':
      return message.modseq >= key.least;
    case 'not':
      return !matchesSearch(key.key, candidate, largest);
    case 'or':
      return key.keys.some((part) => matchesSearch(part, candidate, largest));
    case 'and':
      return key.keys.every((part) => matchesSearch(part, candidate, largest));
  }
}

function hasFlag(message: StoredMessage, flag: string): boolean {
  const wanted = flag.toLowerCase();
  return message.flags.has(flag) || [...message.flags].some((held) => held.toLowerCase() === wanted);
}

const isWithin = (ranges: readonly SequenceRange[], number: number, largest: number): boolean =>
  resolveRanges(ranges, largest).some(({ low, high }) => number >= low && number <= high);

/** A field as it stands; one with addresses also as they are without comments and quotes. */
function searchableTexts(field: HeaderField): string[] {
  const text = decodeHeaderText(field.value);
  if (!addressFields.has(field.name.toLowerCase())) return [text];
  const addresses = parseAddresses(field.value).map(
    ({ name, mailbox, host }) => `${decodeHeaderText(name ?? '')} <${mailbox ?? ''}@${host ?? ''}>`,
  );
  return [text, ...addresses];
}

const contains = (text: string, wanted: string): boolean => text.toLowerCase().includes(wanted);
const inHeader = (entity: Entity, text: string): boolean =>
  entity.fields.some((field) => contains(`${field.name}: ${decodeHeaderText(field.value)}`, text));

function inBody(entity: Entity, text: string): boolean {
  for (const body of searchableBodies(entity)) if (contains(body, text)) return true;
  return false;
}

function matchesDate(key: Extract<SearchKey, { kind: 'date' }>, candidate: Candidate): boolean {
  const day = key.of === 'internal' ? Math.floor(candidate.message.internalDate / dayMs) * dayMs : sentDay(candidate.entity());
  if (day === undefined) return false;
  if (key.relation === 'before') return day < key.day;
  return key.relation === 'on' ? day === key.day : day >= key.day;
}

/** RFC 3501 §6.4.4: the day as the Date field writes it, its time and zone disregarded. */
function sentDay(entity: Entity): number | undefined {
  const match = /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})/.exec(fieldValue(entity.fields, 'date') ?? '');
  const month = months.indexOf((match?.[2] ?? '').toLowerCase());
  return match && month >= 0 ? Date.UTC(Number(match[3]), month, Number(match[1])) : undefined;
}
