import { selectFolder } from '../selected-folder.ts';
import { type Completion, completed, enableCondstore, type ImapState, mailboxOf, malformed, offers, refused, untagged } from '../state.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';
import { mailboxArgument } from '../syntax/mailbox-argument.ts';
import { parenthesized } from '../syntax/text.ts';
import { expungeDeleted } from './copy.ts';
import { parseSelectParameters, tellSince } from './quick-resync.ts';

const systemFlags = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];

/** SELECT and EXAMINE (RFC 3501 §6.3.1, the CONDSTORE parameter by RFC 7162 §3.1.8). */
export async function handleSelect(state: ImapState, cursor: CommandCursor, isReadOnly: boolean): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  const parameters = cursor.accept(' ') ? parseSelectParameters(cursor) : undefined;
  cursor.end();
  const known = parameters?.known;
  // RFC 7162 §3.2.5: the parameter is for those alone who have enabled the extension.
  if (known && !state.qresync) return malformed('QRESYNC is to be enabled first');
  // RFC 7162 §3.2.11: what was open until now is closed by this.
  if (state.selected && offers(state, 'QRESYNC')) await untagged(state, 'OK [CLOSED] The folder before is closed');
  // RFC 3501 §6.3.1: a failed SELECT leaves nothing selected.
  state.selected = undefined;
  const folder = mailboxOf(state).find(name);
  if (!folder) return refused('[NONEXISTENT] There is no such folder');
  if (parameters?.names.includes('CONDSTORE')) await enableCondstore(state);
  const selected = selectFolder(folder, isReadOnly);
  state.selected = selected;
  const keywords = new Set(selected.messages.flatMap((message) => [...message.flags].filter((flag) => !flag.startsWith('\\'))));
  const flags = [...systemFlags, ...keywords];
  const firstUnseen = selected.messages.findIndex((message) => !message.flags.has('\\Seen'));
  const lines = [
    `FLAGS ${parenthesized(flags)}`,
    `OK [PERMANENTFLAGS ${parenthesized(isReadOnly ? [] : [...flags, '\\*'])}] Flags that last`,
    `${selected.exists} EXISTS`,
    `${selected.recentCount} RECENT`,
    ...(firstUnseen < 0 ? [] : [`OK [UNSEEN ${firstUnseen + 1}] First unseen message`]),
    `OK [UIDVALIDITY ${folder.uidValidity}] UIDs are valid`,
    `OK [UIDNEXT ${folder.uidNext}] Predicted next UID`,
    ...(offers(state, 'CONDSTORE') ? [`OK [HIGHESTMODSEQ ${folder.highestModseq}] Highest`] : []),
  ];
  for (const line of lines) await untagged(state, line);
  if (known) await tellSince(state, selected, known);
  return completed(isReadOnly ? '[READ-ONLY] Examine completed' : '[READ-WRITE] Select completed');
}

/** CLOSE (RFC 3501 §6.4.2): removes deleted messages without telling. */
export async function handleClose(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  if (state.selected && !state.selected.isReadOnly) expungeDeleted(state.selected);
  state.selected = undefined;
  return completed('Close completed');
}

/** UNSELECT (RFC 3691): CLOSE that removes nothing. */
export async function handleUnselect(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  state.selected = undefined;
  return completed('Unselect completed');
}

export async function handleNoop(_state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  return completed('NOOP completed');
}

export async function handleCheck(_state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  return completed('Check completed');
}
