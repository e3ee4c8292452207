/** What a server volunteers about the selected folder (RFC 9051 §7.4, §7.5; RFC 7162 §3.2.10), as events. Lies are dropped here. */
import type { ImapEvent, ImapSelection } from './imap-types.ts';
import { type Attribute, attributeText, type ParsedResponse } from './library.ts';
import { readModseq, readNumber } from './select.ts';
import type { Mutable } from './session.ts';
import { isUid, readSpans } from './uid-set.ts';

/** The event, and the selection's count brought up to date; null for what makes no sense. */
export function eventOf(
  kind: 'EXISTS' | 'EXPUNGE' | 'VANISHED' | 'FETCH',
  response: ParsedResponse,
  selected: Mutable<ImapSelection>,
): ImapEvent | null {
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
      return { kind: 'expunge', path, sequence: number };
    case 'VANISHED': {
      const uids = readSpans(attributeText(response.attributes?.at(-1)) ?? '');
      if (!uids || uids.length === 0) return null;
      // RFC 7162 §3.2.10.2: VANISHED without EARLIER stands for that many EXPUNGEs.
      let gone = 0;
      for (const { first, last } of uids) gone += last - first + 1;
      selected.exists = Math.max(0, selected.exists - gone);
      return { kind: 'vanished', path, uids };
    }
    case 'FETCH': {
      const items = itemsOf(response);
      const flags = items.get('FLAGS');
      if (!Array.isArray(flags)) return null;
      const uid = readNumber(items.get('UID'));
      const modseq = items.get('MODSEQ');
      return {
        kind: 'flags',
        path,
        uid: uid !== null && isUid(uid) ? uid : null,
        flags: flags.map((flag) => attributeText(flag) ?? '').filter((flag) => flag !== ''),
        modseq: readModseq(Array.isArray(modseq) ? attributeText(modseq[0]) : null),
      };
    }
  }
}

/** Names and values of a parsed FETCH response. A Map: the names are the server's. */
function itemsOf(response: ParsedResponse): Map<string, Attribute | undefined> {
  const items = new Map<string, Attribute | undefined>();
  const list = response.attributes?.[1];
  if (!Array.isArray(list)) return items;
  for (let at = 0; at + 1 < list.length; at += 2) items.set(attributeText(list[at])?.toUpperCase() ?? '', list[at + 1]);
  return items;
}
