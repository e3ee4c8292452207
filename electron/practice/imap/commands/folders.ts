import type { FolderRefusal } from '../../mailbox/account-mailbox.ts';
import type { Folder, SpecialUse } from '../../mailbox/folder.ts';
import { type Completion, completed, enableCondstore, type ImapState, mailboxOf, refused, untagged } from '../state.ts';
import { type CommandCursor, CommandSyntaxError } from '../syntax/command-cursor.ts';
import { mailboxArgument } from '../syntax/mailbox-argument.ts';
import { encodeMailboxName } from '../syntax/modified-utf7.ts';
import { astring, parenthesized } from '../syntax/text.ts';

const specialUses: readonly SpecialUse[] = ['\\Archive', '\\Drafts', '\\Junk', '\\Sent', '\\Trash'];

/** CREATE (RFC 3501 §6.3.3, with USE by RFC 6154 §3). */
export async function handleCreate(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  let specialUse: SpecialUse | undefined;
  if (cursor.accept(' (USE (')) {
    const wanted = cursor.match(/\\[A-Za-z]+/, 'a special use').toLowerCase();
    specialUse = specialUses.find((use) => use.toLowerCase() === wanted);
    cursor.expect('))');
    if (!specialUse) return refused('[USEATTR] This special use is not known here');
  }
  cursor.end();
  const made = mailboxOf(state).create(name, specialUse);
  return 'code' in made ? refusal(made) : completed('Create completed');
}

/** DELETE (RFC 3501 §6.3.4): children stay. */
export async function handleDelete(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.end();
  const problem = mailboxOf(state).remove(name);
  return problem ? refusal(problem) : completed('Delete completed');
}

/** RENAME (RFC 3501 §6.3.5): children go along. */
export async function handleRename(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const from = mailboxArgument(cursor);
  cursor.space();
  const to = mailboxArgument(cursor);
  cursor.end();
  const problem = mailboxOf(state).rename(from, to);
  return problem ? refusal(problem) : completed('Rename completed');
}

export async function handleSubscribe(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.end();
  const mailbox = mailboxOf(state);
  if (!mailbox.find(name)) return refused('[NONEXISTENT] There is no such folder');
  mailbox.subscribe(name);
  return completed('Subscribe completed');
}

export async function handleUnsubscribe(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.end();
  mailboxOf(state).unsubscribe(name);
  return completed('Unsubscribe completed');
}

/** STATUS (RFC 3501 §6.3.10, HIGHESTMODSEQ by RFC 7162, SIZE by RFC 8438). */
export async function handleStatus(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const name = mailboxArgument(cursor);
  cursor.space();
  const items = parseStatusItems(cursor);
  cursor.end();
  const folder = mailboxOf(state).find(name);
  if (!folder) return refused('[NONEXISTENT] There is no such folder');
  if (items.includes('HIGHESTMODSEQ')) await enableCondstore(state);
  await untagged(state, statusLine(folder, items));
  return completed('Status completed');
}

const statusItems: Readonly<Record<string, (folder: Folder) => number>> = {
  MESSAGES: (folder) => folder.messages.length,
  RECENT: (folder) => folder.recent(false).length,
  UIDNEXT: (folder) => folder.uidNext,
  UIDVALIDITY: (folder) => folder.uidValidity,
  UNSEEN: (folder) => folder.messages.filter((message) => !message.flags.has('\\Seen')).length,
  HIGHESTMODSEQ: (folder) => folder.highestModseq,
  SIZE: (folder) => folder.messages.reduce((sum, message) => sum + message.bytes.length, 0),
};

export function parseStatusItems(cursor: CommandCursor): string[] {
  const items = cursor.list(() => cursor.atom().toUpperCase());
  const unknown = items.find((item) => !Object.hasOwn(statusItems, item));
  if (unknown !== undefined) throw new CommandSyntaxError(`STATUS does not know ${unknown}`);
  return items;
}

export function statusLine(folder: Folder, items: readonly string[]): string {
  const values = items.map((item) => `${item} ${statusItems[item]?.(folder) ?? 0}`);
  return `STATUS ${astring(encodeMailboxName(folder.name))} ${parenthesized(values)}`;
}

const refusal = (problem: FolderRefusal): Completion => refused(`[${problem.code}] ${problem.text}`);
