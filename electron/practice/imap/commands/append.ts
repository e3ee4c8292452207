import { parseImapDate } from '../../dates.ts';
import { type Completion, completed, type ImapState, mailboxOf, offers, overQuota, refused } from '../state.ts';
import { type CommandCursor, CommandSyntaxError } from '../syntax/command-cursor.ts';
import { mailboxArgument } from '../syntax/mailbox-argument.ts';
import { flagArgument } from './store.ts';

/** APPEND (RFC 3501 §6.3.11), with APPENDUID (RFC 4315). The message is kept octet for octet. */
export async function handleAppend(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.space();
  const flags = cursor.peek() === '(' ? cursor.list(() => flagArgument(cursor)) : undefined;
  if (flags) cursor.space();
  let internalDate = state.dependencies.clock.now();
  if (cursor.peek() === '"') {
    const text = cursor.string();
    const parsed = parseImapDate(text);
    if (parsed === undefined) throw new CommandSyntaxError(`"${text.slice(0, 40)}" is no date-time`);
    internalDate = parsed;
    cursor.space();
  }
  const bytes = Buffer.from(cursor.literal(), 'latin1');
  cursor.end();
  const folder = mailboxOf(state).find(name);
  if (!folder) return refused('[TRYCREATE] There is no such folder');
  if (bytes.length === 0) return refused('[CANNOT] An empty message cannot be kept');
  if (!mailboxOf(state).hasRoomFor([{ bytes }])) return refused(overQuota);
  const message = folder.append({ bytes, flags: flags ?? [], internalDate });
  return completed(offers(state, 'UIDPLUS') ? `[APPENDUID ${folder.uidValidity} ${message.uid}] Append completed` : 'Append completed');
}
