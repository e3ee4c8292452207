import type { Folder } from '../../mailbox/folder.ts';
import type { NumberedMessage, SelectedFolder } from '../selected-folder.ts';
import { type Completion, completed, type ImapState, mailboxOf, malformed, offers, overQuota, refused, untagged } from '../state.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';
import { mailboxArgument } from '../syntax/mailbox-argument.ts';
import { formatSequenceSet, parseSequenceSet, resolveRanges } from '../syntax/sequence-set.ts';

interface CopyWishes {
  readonly chosen: readonly NumberedMessage[];
  readonly target: Folder;
  readonly selected: SelectedFolder;
}

/** COPY and UID COPY (RFC 3501 §6.4.7), with COPYUID (RFC 4315). */
export async function handleCopy(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const wishes = parseCopy(state, cursor, byUid);
  if ('status' in wishes) return wishes;
  // RFC 3501 §6.4.7: all of them or none.
  if (!mailboxOf(state).hasRoomFor(wishes.chosen.map(({ message }) => message))) return refused(overQuota);
  return completed(`${copyAll(state, wishes)}Copy completed`);
}

/** MOVE and UID MOVE (RFC 6851): COPYUID comes before the EXPUNGEs, which the end of the command tells. */
export async function handleMove(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const wishes = parseCopy(state, cursor, byUid);
  if ('status' in wishes) return wishes;
  if (wishes.selected.isReadOnly) return refused('[READ-ONLY] The folder is open for reading only');
  const code = copyAll(state, wishes);
  if (code !== '') await untagged(state, `OK ${code}Moved UIDs`);
  wishes.selected.folder.expunge(wishes.chosen.map(({ message }) => message));
  return completed('Move completed');
}

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1); the end of the command tells what went. */
export async function handleExpunge(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const { selected } = state;
  if (!selected) return malformed('Select a folder first');
  if (byUid) cursor.space();
  const ranges = byUid ? resolveRanges(parseSequenceSet(cursor), selected.messages.at(-1)?.uid ?? 0) : undefined;
  cursor.end();
  if (selected.isReadOnly) return refused('[READ-ONLY] The folder is open for reading only');
  expungeDeleted(selected, (uid) => ranges?.some(({ low, high }) => uid >= low && uid <= high) ?? true);
  return completed('Expunge completed');
}

/** Removes the messages with \Deleted among those that this session knows of. */
export function expungeDeleted(selected: SelectedFolder, isWanted: (uid: number) => boolean = () => true): void {
  selected.folder.expunge(selected.messages.filter((message) => message.flags.has('\\Deleted') && isWanted(message.uid)));
}

function parseCopy(state: ImapState, cursor: CommandCursor, byUid: boolean): CopyWishes | Completion {
  const { selected } = state;
  if (!selected) return malformed('Select a folder first');
  cursor.space();
  const ranges = parseSequenceSet(cursor);
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.end();
  const chosen = selected.choose(ranges, byUid);
  if (!chosen) return malformed('There is no message of that number');
  const target = mailboxOf(state).find(name);
  if (!target) return refused('[TRYCREATE] There is no such folder');
  if (chosen.some(({ message }) => !selected.folder.holds(message))) {
    // RFC 2180 §4.4.1: a message that another session removed cannot be copied, and then nothing is.
    return byUid
      ? { chosen: chosen.filter(({ message }) => selected.folder.holds(message)), target, selected }
      : refused('[EXPUNGEISSUED] Some messages are gone');
  }
  return { chosen, target, selected };
}

/** Copies; returns the COPYUID response code with a space, or nothing where no message was copied. */
function copyAll(state: ImapState, { chosen, target }: CopyWishes): string {
  const uids = chosen.map(({ message }) => target.append(message).uid);
  if (uids.length === 0 || !offers(state, 'UIDPLUS')) return '';
  return `[COPYUID ${target.uidValidity} ${formatSequenceSet(chosen.map(({ message }) => message.uid))} ${formatSequenceSet(uids)}] `;
}
