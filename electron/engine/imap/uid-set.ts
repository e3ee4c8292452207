/** UID sets as IMAP writes them (RFC 9051 §9, sequence-set): `1:5,9`. Reading is bounded, because a server writes them too. */
import type { UidSpan } from './imap-types.ts';

/** The largest UID there can be (RFC 9051 §2.3.1.1: 32 bits, not zero). */
export const largestUid = 0xffffffff;

// Defence P4a of the checklist.
export const isUid = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= largestUid;

/** Spans of consecutive numbers, ascending, each number once. */
function spansOf(uids: readonly number[]): UidSpan[] {
  const sorted = [...new Set(uids)].sort((left, right) => left - right);
  const spans: { first: number; last: number }[] = [];
  for (const uid of sorted) {
    const open = spans.at(-1);
    if (open && open.last + 1 === uid) open.last = uid;
    else spans.push({ first: uid, last: uid });
  }
  return spans;
}

const writeSpans = (spans: readonly UidSpan[]): string =>
  spans.map(({ first, last }) => (first === last ? String(first) : `${first}:${last}`)).join(',');

export const writeUids = (uids: readonly number[]): string => writeSpans(spansOf(uids));

/** Sets of at most `most` spans each, so that no command line grows beyond what servers read (RFC 7162 §4 names 8192 octets). */
export function writeUidsInPieces(uids: readonly number[], most = 350): { set: string; uids: number[] }[] {
  const spans = spansOf(uids);
  const pieces: { set: string; uids: number[] }[] = [];
  for (let at = 0; at < spans.length; at += most) {
    const part = spans.slice(at, at + most);
    pieces.push({ set: writeSpans(part), uids: expandSpans(part, Number.POSITIVE_INFINITY) ?? [] });
  }
  return pieces;
}

/** Reads what a server sent; null when it is no set of numbers. A span written backwards is turned round (RFC 9051 §9). */
export function readSpans(set: string): UidSpan[] | null {
  const spans: UidSpan[] = [];
  for (const part of set.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(part);
    if (!match) return null;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (!isUid(first) || !isUid(last)) return null;
    spans.push(first <= last ? { first, last } : { first: last, last: first });
  }
  return spans;
}

/** The same numbers in spans that do not touch, ascending: a server may repeat and overlap what it names as often as it likes. */
export function joinSpans(spans: readonly UidSpan[]): UidSpan[] {
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of spans.toSorted((one, other) => one.first - other.first)) {
    const open = joined.at(-1);
    if (open && first <= open.last + 1) open.last = Math.max(open.last, last);
    else joined.push({ first, last });
  }
  return joined;
}

/** Every number of the spans, ascending as given; null when there are more than `limit`. */
export function expandSpans(spans: readonly UidSpan[], limit: number): number[] | null {
  let total = 0;
  for (const { first, last } of spans) total += last - first + 1;
  if (total > limit) return null;
  const uids: number[] = [];
  for (const { first, last } of spans) for (let uid = first; uid <= last; uid += 1) uids.push(uid);
  return uids;
}
