import { canonicalName, delimiter } from '../../mailbox/account-mailbox.ts';
import { type Completion, completed, type ImapState, mailboxOf, offers, untagged } from '../state.ts';
import { type CommandCursor, CommandSyntaxError } from '../syntax/command-cursor.ts';
import { decodeMailboxName, encodeMailboxName } from '../syntax/modified-utf7.ts';
import { astring, parenthesized } from '../syntax/text.ts';
import { parseStatusItems, statusLine } from './folders.ts';

const selectionOptions = ['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE'];
const returnOptions = ['SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE', 'STATUS'];

interface ListWishes {
  readonly reference: string;
  readonly patterns: readonly string[];
  readonly selection: readonly string[];
  readonly returns: readonly string[];
  readonly status: readonly string[] | undefined;
}

/** LIST (RFC 3501 §6.3.8) with LIST-EXTENDED (RFC 5258), SPECIAL-USE (RFC 6154) and LIST-STATUS (RFC 5819). */
export async function handleList(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  const wishes = parseList(cursor);
  // RFC 3501 §6.3.8: an empty pattern asks for the delimiter.
  if (wishes.patterns.length === 1 && wishes.patterns[0] === '') {
    await untagged(state, `LIST (\\Noselect) "${delimiter}" ""`);
    return completed('List completed');
  }
  const mailbox = mailboxOf(state);
  const onlySubscribed = wishes.selection.includes('SUBSCRIBED');
  const existing = mailbox.folders.map((folder) => folder.name);
  const everything = onlySubscribed ? [...mailbox.subscriptions] : existing;
  const matchers = wishes.patterns.map((pattern) => matcher(wishes.reference + pattern));
  const isWanted = (name: string) => matchers.some((matches) => matches(name));
  const withChildren = new Set(existing.flatMap(parentsOf));
  const isRecursive = wishes.selection.includes('RECURSIVEMATCH');
  // RFC 5258 §3.5: with RECURSIVEMATCH a name is also told for what lies below it and is not told itself.
  const parents = onlySubscribed && !isRecursive ? [] : everything.flatMap(parentsOf);
  const listed = [...new Set([...everything, ...parents])].filter(isWanted).sort(inboxFirst);
  for (const name of listed) {
    const folder = mailbox.find(name);
    if (wishes.selection.includes('SPECIAL-USE') && !folder?.specialUse) continue;
    const isSubscribed = mailbox.subscriptions.has(name);
    const hidesSubscribed =
      isRecursive && [...mailbox.subscriptions].some((other) => other.startsWith(name + delimiter) && !isWanted(other));
    if (onlySubscribed && !isSubscribed && !hidesSubscribed) continue;
    const attributes = [
      ...(folder ? [] : onlySubscribed ? ['\\NonExistent'] : ['\\Noselect']),
      withChildren.has(name) ? '\\HasChildren' : '\\HasNoChildren',
      ...(isSubscribed && (onlySubscribed || wishes.returns.includes('SUBSCRIBED')) ? ['\\Subscribed'] : []),
      ...(folder?.specialUse && offers(state, 'SPECIAL-USE') ? [folder.specialUse] : []),
    ];
    const childInfo = hidesSubscribed ? ' (CHILDINFO ("SUBSCRIBED"))' : '';
    await untagged(state, `LIST ${parenthesized(attributes)} "${delimiter}" ${astring(encodeMailboxName(name))}${childInfo}`);
    if (folder && wishes.status) await untagged(state, statusLine(folder, wishes.status));
  }
  return completed('List completed');
}

/** LSUB (RFC 3501 §6.3.9). */
export async function handleLsub(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  const { reference, patterns } = parseList(cursor);
  const { subscriptions } = mailboxOf(state);
  for (const pattern of patterns) {
    const matches = matcher(reference + pattern);
    const direct = [...subscriptions].filter(matches);
    // RFC 3501 §6.3.9: with `%` a subscribed child shows its parent as \Noselect.
    const parents = pattern.endsWith('%')
      ? [...subscriptions].flatMap(parentsOf).filter((name) => matches(name) && !subscriptions.has(name))
      : [];
    for (const name of [...direct, ...new Set(parents)].sort(inboxFirst)) {
      await untagged(state, `LSUB (${subscriptions.has(name) ? '' : '\\Noselect'}) "${delimiter}" ${astring(encodeMailboxName(name))}`);
    }
  }
  return completed('Lsub completed');
}

function parseList(cursor: CommandCursor): ListWishes {
  cursor.space();
  const selection = cursor.peek() === '(' ? cursor.list(() => knownOption(cursor, selectionOptions)) : [];
  // RFC 5258 §3: RECURSIVEMATCH is about another condition, and REMOTE is none.
  if (selection.includes('RECURSIVEMATCH') && selection.every((option) => option === 'RECURSIVEMATCH' || option === 'REMOTE')) {
    throw new CommandSyntaxError('RECURSIVEMATCH needs another selection option');
  }
  if (selection.length > 0 || cursor.peek() === ' ') cursor.space();
  const reference = unicode(cursor.astring());
  cursor.space();
  const patterns = cursor.peek() === '(' ? cursor.list(() => unicode(cursor.listMailbox())) : [unicode(cursor.listMailbox())];
  const returns: string[] = [];
  let status: string[] | undefined;
  if (cursor.accept(' RETURN ')) {
    cursor.list(() => {
      const option = knownOption(cursor, returnOptions);
      returns.push(option);
      if (option !== 'STATUS') return;
      cursor.space();
      status = parseStatusItems(cursor);
    });
  }
  cursor.end();
  return { reference, patterns, selection, returns, status };
}

function knownOption(cursor: CommandCursor, options: readonly string[]): string {
  const option = cursor.atom().toUpperCase();
  if (!options.includes(option)) throw new CommandSyntaxError(`LIST does not know ${option.slice(0, 40)}`);
  return option;
}

/** What is not modified UTF-7 is no folder's name; as it stands it will match none. */
function unicode(wire: string): string {
  const text = Buffer.from(wire, 'latin1').toString('utf8');
  return decodeMailboxName(text) ?? text;
}

/** `*` stands for anything, `%` for anything within one level; INBOX is met in any case. */
function matcher(pattern: string): (name: string) => boolean {
  const source = canonicalName(pattern)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^]*')
    .replace(/%+/g, `[^${delimiter}]*`);
  const exact = new RegExp(`^${source}$`);
  const anyCase = new RegExp(`^${source}$`, 'i');
  return (name) => exact.test(name) || (name === 'INBOX' && anyCase.test(name));
}

function parentsOf(name: string): string[] {
  const parts = name.split(delimiter);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join(delimiter));
}

const inboxFirst = (left: string, right: string): number => (left === 'INBOX' ? -1 : right === 'INBOX' ? 1 : left < right ? -1 : 1);
