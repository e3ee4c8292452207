import { canonicalFlag, type StoredMessage } from '../../mailbox/folder.ts';
import { type Completion, completed, enableCondstore, type ImapState, malformed, offers, refused, untagged } from '../state.ts';
import { type CommandCursor, CommandSyntaxError } from '../syntax/command-cursor.ts';
import { formatSequenceSet, parseSequenceSet } from '../syntax/sequence-set.ts';
import { parenthesized } from '../syntax/text.ts';

/** Keywords a folder holds are unlimited, one flag's length is not. */
const flagLengthLimit = 200;

/** Reads one flag; \Recent is the server's alone (RFC 3501 §2.3.2). */
export function flagArgument(cursor: CommandCursor): string {
  const flag = canonicalFlag(cursor.match(/\\?[^\s(){%*"\\\]\u0000-\u001f\u007f]+/, 'a flag'));
  if (flag.length > flagLengthLimit) throw new CommandSyntaxError('The flag is too long');
  if (flag.startsWith('\\') && !['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'].includes(flag)) {
    throw new CommandSyntaxError(`${flag} cannot be set`);
  }
  return flag;
}

/** STORE and UID STORE (RFC 3501 §6.4.6, UNCHANGEDSINCE by RFC 7162 §3.1.3). */
export async function handleStore(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const { selected } = state;
  if (!selected) return malformed('Select a folder first');
  cursor.space();
  const ranges = parseSequenceSet(cursor);
  cursor.space();
  const unchangedSince = parseUnchangedSince(cursor);
  const operation = cursor.match(/[+-]?FLAGS(\.SILENT)?/, 'FLAGS, +FLAGS or -FLAGS').toUpperCase();
  cursor.space();
  const flags = parseFlags(cursor);
  cursor.end();
  if (unchangedSince !== undefined) await enableCondstore(state);
  if (selected.isReadOnly) return refused('[READ-ONLY] The folder is open for reading only');
  const chosen = selected.choose(ranges, byUid);
  if (!chosen) return malformed('There is no message of that number');

  const modified: number[] = [];
  const silent = operation.endsWith('.SILENT');
  const tellsModseq = state.condstore && offers(state, 'CONDSTORE');
  for (const { sequence, message } of chosen) {
    if (unchangedSince !== undefined && message.modseq > unchangedSince) {
      modified.push(byUid ? message.uid : sequence);
      continue;
    }
    selected.folder.setFlags(message, resultingFlags(message, operation, flags));
    selected.markTold(message);
    if (silent && !tellsModseq) continue;
    const items = [
      ...(byUid || tellsModseq ? [`UID ${message.uid}`] : []),
      ...(silent ? [] : [`FLAGS ${parenthesized(selected.flagsOf(message))}`]),
      // RFC 7162 §3.1.3: the new MODSEQ is told even when the flags are not.
      ...(tellsModseq ? [`MODSEQ (${message.modseq})`] : []),
    ];
    await untagged(state, `${sequence} FETCH ${parenthesized(items)}`);
  }
  return completed(modified.length > 0 ? `[MODIFIED ${formatSequenceSet(modified)}] Some were changed by others` : 'Store completed');
}

function parseUnchangedSince(cursor: CommandCursor): number | undefined {
  if (!cursor.accept('(UNCHANGEDSINCE ')) return undefined;
  const value = cursor.number();
  cursor.expect(')');
  cursor.space();
  return value;
}

function parseFlags(cursor: CommandCursor): string[] {
  if (cursor.peek() === '(') return cursor.list(() => flagArgument(cursor));
  const flags = [flagArgument(cursor)];
  while (cursor.accept(' ')) flags.push(flagArgument(cursor));
  return flags;
}

function resultingFlags(message: StoredMessage, operation: string, flags: readonly string[]): Set<string> {
  if (operation.startsWith('+')) return new Set([...message.flags, ...flags]);
  if (operation.startsWith('-')) return new Set([...message.flags].filter((flag) => !flags.includes(flag)));
  return new Set(flags);
}
