/** Turns unsolicited data about the selected folder (RFC 9051 §7.4, §7.5; RFC 7162 §3.2.10) into events. Invalid data is dropped here. */
import type { ImapEvent, ImapSelection } from './imap-types.ts';
import { type Attribute, attributeText, type ParsedResponse } from './library.ts';
import { readModseq, readNumber } from './response-code.ts';
import { isUid, joinSpans, readSpans } from './uid-set.ts';

type Selected = { -readonly [Key in keyof ImapSelection]: ImapSelection[Key] };

export type UntaggedKind = 'EXISTS' | 'EXPUNGE' | 'VANISHED' | 'FETCH';

/** The event, and the selection's count brought up to date; null for what makes no sense. */
export function eventOf(kind: UntaggedKind, response: ParsedResponse, selected: Selected, unnamed: Unnamed): ImapEvent | null {
  const { path } = selected;
  const number = readNumber({ type: 'ATOM', value: response.command ?? '' });
  switch (kind) {
    case 'EXISTS':
      if (number === null) return null;
      selected.exists = number;
      return { kind: 'exists', path, exists: number };
    case 'EXPUNGE':
      if (number === null || number < 1 || number > selected.exists) return null;
      selected.exists -= 1;
      unnamed.expunged(number);
      return { kind: 'expunge', path, sequence: number };
    case 'VANISHED': {
      const uids = joinSpans(readSpans(attributeText(response.attributes?.at(-1)) ?? '') ?? []);
      if (uids.length === 0) return null;
      // RFC 7162 §3.2.10.2: VANISHED without EARLIER stands for that many EXPUNGEs.
      let gone = 0;
      for (const { first, last } of uids) gone += last - first + 1;
      selected.exists = Math.max(0, selected.exists - gone);
      unnamed.lose();
      return { kind: 'vanished', path, uids };
    }
    case 'FETCH': {
      const items = itemsOf(response);
      const flags = items.get('FLAGS');
      if (!Array.isArray(flags)) return null;
      const uid = readNumber(items.get('UID'));
      const modseq = items.get('MODSEQ');
      const named = uid !== null && isUid(uid);
      if (!named) unnamed.add(number !== null && number >= 1 && number <= selected.exists ? number : null);
      return {
        kind: 'flags',
        path,
        uid: named ? uid : null,
        flags: flags.map((flag) => attributeText(flag) ?? '').filter((flag) => flag !== ''),
        modseq: readModseq(Array.isArray(modseq) ? attributeText(modseq[0]) : null),
      };
    }
  }
}

/** More of them, and comparing the folder costs less than naming each. */
const mostUnnamed = 2_000;

/**
 * Message numbers of FETCH answers that left the UID out (RFC 3501 §7.4.2), kept right while messages before them are expunged
 * (RFC 9051 §7.5.1), until the server is asked for their UIDs.
 */
export interface Unnamed {
  /** Null: the server named a message that there is not. */
  add(sequence: number | null): void;
  expunged(sequence: number): void;
  /** From here on the sequence numbers cannot be mapped to messages. */
  lose(): void;
  /** Empties it: the numbers, or null where they are lost. */
  take(): readonly number[] | null;
}

export function createUnnamed(): Unnamed {
  let numbers = new Set<number>();
  let lost = false;
  const lose = () => {
    lost = true;
    numbers.clear();
  };
  return {
    add(sequence) {
      if (sequence === null || numbers.size >= mostUnnamed) lose();
      else if (!lost) numbers.add(sequence);
    },
    expunged(sequence) {
      if (numbers.size === 0) return;
      numbers = new Set([...numbers].flatMap((each) => (each === sequence ? [] : [each > sequence ? each - 1 : each])));
    },
    lose: () => {
      if (numbers.size > 0) lose();
    },
    take() {
      const taken = lost ? null : [...numbers];
      numbers = new Set();
      lost = false;
      return taken;
    },
  };
}

/** Names and values of a parsed FETCH response. A Map: the names are the server's. */
function itemsOf(response: ParsedResponse): Map<string, Attribute | undefined> {
  const items = new Map<string, Attribute | undefined>();
  const list = response.attributes?.[1];
  if (!Array.isArray(list)) return items;
  for (let at = 0; at + 1 < list.length; at += 2) items.set(attributeText(list[at])?.toUpperCase() ?? '', list[at + 1]);
  return items;
}
