import { type CommandCursor, CommandRefusal } from './command-cursor.ts';
import { decodeMailboxName } from './modified-utf7.ts';

/** Reads a mailbox name and gives it in Unicode. */
export function mailboxArgument(cursor: CommandCursor): string {
  const wire = Buffer.from(cursor.astring(), 'latin1').toString('utf8');
  const name = decodeMailboxName(wire);
  if (name === undefined) throw new CommandRefusal('[CANNOT] The mailbox name is not modified UTF-7 (RFC 3501 §5.1.3)');
  return name;
}
