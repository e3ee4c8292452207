/** What QRESYNC adds to SELECT and UID FETCH (RFC 7162 §3.2): what went while the client was not looking, and what changed. */
import type { Folder } from '../../mailbox/folder.ts';
import type { SelectedFolder } from '../selected-folder.ts';
import { type ImapState, untagged } from '../state.ts';
import { type CommandCursor, CommandSyntaxError } from '../syntax/command-cursor.ts';
import { formatSequenceSet, parseSequenceSet, type SequenceRange } from '../syntax/sequence-set.ts';
import { parenthesized } from '../syntax/text.ts';

/** What the client last knew of a folder. */
interface KnownState {
  readonly uidValidity: number;
  readonly modseq: number;
  /** The UIDs it holds; everything where it does not say. */
  readonly uids: readonly SequenceRange[];
}

const everything: readonly SequenceRange[] = [{ low: 1, high: Number.POSITIVE_INFINITY }];

/** Parameters of SELECT: `(CONDSTORE)`, `(QRESYNC (67890007 90060115194045000 41:211 (1:5 41:45)))`. */
export function parseSelectParameters(cursor: CommandCursor): { names: string[]; known: KnownState | undefined } {
  let known: KnownState | undefined;
  const names = cursor.list(() => {
    const name = cursor.atom().toUpperCase();
    if (name !== 'QRESYNC') return name;
    cursor.space();
    known = parseKnownState(cursor);
    return name;
  });
  return { names, known };
}

/** RFC 7162 §3.2.5. The sequence numbers that a client may offer as well only save a search; they are read over. */
function parseKnownState(cursor: CommandCursor): KnownState {
  cursor.expect('(');
  const uidValidity = cursor.number();
  cursor.space();
  const modseq = cursor.number();
  let uids = everything;
  if (cursor.accept(' ') && cursor.peek() !== '(') {
    uids = parseSequenceSet(cursor);
    cursor.accept(' ');
  }
  if (cursor.accept('(')) {
    parseSequenceSet(cursor);
    cursor.space();
    parseSequenceSet(cursor);
    cursor.expect(')');
  }
  cursor.expect(')');
  if (uidValidity === 0) throw new CommandSyntaxError('UIDVALIDITY is never zero');
  return { uidValidity, modseq, uids };
}

/** `VANISHED (EARLIER)` for what went since `modseq` and is named by `ranges` (RFC 7162 §3.2.10.1). */
export async function tellVanished(state: ImapState, folder: Folder, modseq: number, ranges: readonly SequenceRange[]): Promise<void> {
  const last = folder.uidNext - 1;
  const covers = (uid: number) =>
    ranges.some(({ low, high }) => uid >= Math.min(low, last) && uid <= (high === Number.POSITIVE_INFINITY ? last : high));
  const gone = folder.vanishedSince(modseq).filter(covers);
  if (gone.length > 0) await untagged(state, `VANISHED (EARLIER) ${formatSequenceSet(gone)}`);
}

/** After SELECT: everything that happened since, unless the folder has been numbered anew (RFC 7162 §3.2.5.1). */
export async function tellSince(state: ImapState, selected: SelectedFolder, { uidValidity, modseq, uids }: KnownState): Promise<void> {
  const { folder } = selected;
  if (uidValidity !== folder.uidValidity) return;
  await tellVanished(state, folder, modseq, uids);
  for (const [index, message] of selected.messages.entries()) {
    if (message.modseq <= modseq || !uids.some(({ low, high }) => message.uid >= low && message.uid <= high)) continue;
    const flags = parenthesized(selected.flagsOf(message));
    await untagged(state, `${index + 1} FETCH (UID ${message.uid} FLAGS ${flags} MODSEQ (${message.modseq}))`);
  }
}
