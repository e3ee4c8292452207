import { internalDateText } from '../../dates.ts';
import type { StoredMessage } from '../../mailbox/folder.ts';
import type { SelectedFolder } from '../selected-folder.ts';
import { type Completion, completed, enableCondstore, type ImapState, malformed, offers } from '../state.ts';
import { sectionBytes, sectionName } from '../syntax/body-section.ts';
import { bodyStructureOf } from '../syntax/bodystructure.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';
import { envelopeOf } from '../syntax/envelope.ts';
import { type BodySection, type FetchItem, parseFetchItems, type SimpleItem } from '../syntax/fetch-items.ts';
import { parseSequenceSet } from '../syntax/sequence-set.ts';
import { parenthesized } from '../syntax/text.ts';
import { tellVanished } from './quick-resync.ts';

const whole: BodySection = { path: [], text: 'all', fieldNames: [], partial: undefined, peek: false };
/** The old names of three sections (RFC 3501 §6.4.5). */
const oldSections: Partial<Record<SimpleItem, BodySection>> = {
  RFC822: whole,
  'RFC822.HEADER': { ...whole, text: 'HEADER', peek: true },
  'RFC822.TEXT': { ...whole, text: 'TEXT' },
};

/** FETCH and UID FETCH (RFC 3501 §6.4.5, CHANGEDSINCE and MODSEQ by RFC 7162). */
export async function handleFetch(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const { selected } = state;
  if (!selected) return malformed('Select a folder first');
  cursor.space();
  const ranges = parseSequenceSet(cursor);
  cursor.space();
  const items = parseFetchItems(cursor);
  let changedSince = -1;
  let tellsVanished = false;
  if (cursor.accept(' (CHANGEDSINCE ')) {
    changedSince = cursor.number();
    tellsVanished = cursor.accept(' VANISHED');
    cursor.expect(')');
  }
  cursor.end();
  // RFC 7162 §3.2.6: only for UID FETCH, and only once QRESYNC is enabled.
  if (tellsVanished && !(byUid && state.qresync)) return malformed('VANISHED needs UID FETCH and ENABLE QRESYNC');
  if (changedSince >= 0 || hasItem(items, 'MODSEQ')) await enableCondstore(state);
  const chosen = selected.choose(ranges, byUid);
  if (!chosen) return malformed('There is no message of that number');
  if (tellsVanished) await tellVanished(state, selected.folder, changedSince, ranges);

  const wanted: FetchItem[] = [
    ...(byUid && !hasItem(items, 'UID') ? [{ kind: 'simple', name: 'UID' } as const] : []),
    ...items,
    ...(changedSince >= 0 && !hasItem(items, 'MODSEQ') ? [{ kind: 'simple', name: 'MODSEQ' } as const] : []),
  ];
  for (const { sequence, message } of chosen) {
    if (state.connection.isClosed) break;
    if (message.modseq <= changedSince) continue;
    await state.connection.write(answer(state, selected, { sequence, message, items: wanted }));
  }
  return completed('Fetch completed');
}

const hasItem = (items: readonly FetchItem[], name: SimpleItem): boolean =>
  items.some((item) => item.kind === 'simple' && item.name === name);

function answer(
  state: ImapState,
  selected: SelectedFolder,
  wanted: { sequence: number; message: StoredMessage; items: readonly FetchItem[] },
): Buffer {
  const { sequence, message } = wanted;
  const becameSeen = wanted.items.some(readsBody) && markSeen(selected, message);
  const items =
    becameSeen && !hasItem(wanted.items, 'FLAGS') ? [...wanted.items, { kind: 'simple', name: 'FLAGS' } as const] : wanted.items;
  const pieces: (string | Buffer)[] = [`* ${sequence} FETCH (`];
  items.forEach((item, index) => {
    if (index > 0) pieces.push(' ');
    pieces.push(
      ...(item.kind === 'section'
        ? sectionAnswer(state, message, item.section, sectionName(item.section))
        : simpleAnswer(state, selected, message, item.name)),
    );
  });
  pieces.push(')\r\n');
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));
}

/** RFC 3501 §6.4.5: reading a body without PEEK sets \Seen, where the folder is open for writing. */
function markSeen(selected: SelectedFolder, message: StoredMessage): boolean {
  if (selected.isReadOnly || !selected.folder.setFlags(message, [...message.flags, '\\Seen'])) return false;
  selected.markTold(message);
  return true;
}

function readsBody(item: FetchItem): boolean {
  const section = item.kind === 'section' ? item.section : oldSections[item.name];
  return section !== undefined && !section.peek;
}

function sectionAnswer(state: ImapState, message: StoredMessage, section: BodySection, name: string): (string | Buffer)[] {
  const bytes = sectionBytes(state.dependencies.parse(message.bytes), section);
  return bytes ? [`${name} {${bytes.length}}\r\n`, bytes] : [`${name} NIL`];
}

function simpleAnswer(state: ImapState, selected: SelectedFolder, message: StoredMessage, name: SimpleItem): (string | Buffer)[] {
  const parsed = () => state.dependencies.parse(message.bytes);
  switch (name) {
    case 'FLAGS':
      selected.markTold(message);
      return [`FLAGS ${parenthesized(selected.flagsOf(message))}`];
    case 'INTERNALDATE':
      return [`INTERNALDATE "${internalDateText(message.internalDate)}"`];
    case 'RFC822.SIZE':
      return [`RFC822.SIZE ${message.bytes.length}`];
    case 'ENVELOPE':
      return [`ENVELOPE ${envelopeOf(parsed())}`];
    case 'BODY':
      return [`BODY ${bodyStructureOf(parsed(), false)}`];
    case 'BODYSTRUCTURE':
      return [`BODYSTRUCTURE ${bodyStructureOf(parsed(), true)}`];
    case 'UID':
      return [`UID ${message.uid}`];
    case 'MODSEQ':
      return offers(state, 'CONDSTORE') ? [`MODSEQ (${message.modseq})`] : ['MODSEQ NIL'];
    case 'RFC822':
    case 'RFC822.HEADER':
    case 'RFC822.TEXT':
      return sectionAnswer(state, message, oldSections[name] ?? whole, name);
  }
}
