import { canonicalName, DELIMITER } from '../mailbox/account-mailbox.ts';
import { type CommandCursor, CommandSyntaxError } from './command-cursor.ts';
import { parseStatusItems, statusLine } from './folders.ts';
import { decodeMailboxName, encodeMailboxName } from './modified-utf7.ts';
import { type Completion, completed, type ImapState, mailboxOf, offers, untagged } from './state.ts';
import { astring, parenthesized } from './text.ts';

interface ListWishes {
  readonly reference: string;
  readonly patterns: readonly string[];
  readonly selection: readonly string[];
  readonly returns: readonly string[];
  readonly status: readonly string[] | undefined;
}

/** LIST (RFC 3501 section 6.3.8) with LIST-EXTENDED (RFC 5258), SPECIAL-USE (RFC 6154) and LIST-STATUS (RFC 5819). */
export async function handleList(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  const wishes = parseList(cursor);
  // RFC 3501 section 6.3.8: an empty pattern asks for the delimiter.
  if (wishes.patterns.length === 1 && wishes.patterns[0] === '') {
    await untagged(state, `LIST (\\Noselect) "${DELIMITER}" ""`);
    return completed('List completed');
  }
  const mailbox = mailboxOf(state);
  const onlySubscribed = wishes.selection.includes('SUBSCRIBED');
  const onlySpecial = wishes.selection.includes('SPECIAL-USE');
  const tellsSubscribed = onlySubscribed || wishes.returns.includes('SUBSCRIBED');
  const existing = new Set(mailbox.folders.map((folder) => folder.name));
  const names = new Set(onlySubscribed ? [...mailbox.subscriptions] : [...existing].flatMap((name) => [...parentsOf(name), name]));
  const matchers = wishes.patterns.map((pattern) => matcher(wishes.reference + pattern));
  const listed = [...names].filter((name) => matchers.some((matches) => matches(name))).sort(inboxFirst);
  for (const name of listed) {
    const folder = mailbox.find(name);
    if (onlySpecial && !folder?.specialUse) continue;
    const hasChildren = [...existing].some((other) => other.startsWith(name + DELIMITER));
    const attributes = [
      ...(folder ? [] : onlySubscribed ? ['\\NonExistent'] : ['\\Noselect']),
      hasChildren ? '\\HasChildren' : '\\HasNoChildren',
      ...(tellsSubscribed && mailbox.subscriptions.has(name) ? ['\\Subscribed'] : []),
      ...(folder?.specialUse && offers(state, 'SPECIAL-USE') ? [folder.specialUse] : []),
    ];
    await untagged(state, `LIST ${parenthesized(attributes)} "${DELIMITER}" ${astring(encodeMailboxName(name))}`);
    if (folder && wishes.status) await untagged(state, statusLine(folder, wishes.status));
  }
  return completed('List completed');
}

/** LSUB (RFC 3501 section 6.3.9). */
export async function handleLsub(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  const { reference, patterns } = parseList(cursor);
  const { subscriptions } = mailboxOf(state);
  for (const pattern of patterns) {
    const matches = matcher(reference + pattern);
    const direct = [...subscriptions].filter(matches);
    // RFC 3501 section 6.3.9: with `%` a subscribed child shows its parent as \Noselect.
    const parents = pattern.endsWith('%')
      ? [...subscriptions].flatMap(parentsOf).filter((name) => matches(name) && !subscriptions.has(name))
      : [];
    for (const name of [...direct, ...new Set(parents)].sort(inboxFirst)) {
      await untagged(state, `LSUB (${subscriptions.has(name) ? '' : '\\Noselect'}) "${DELIMITER}" ${astring(encodeMailboxName(name))}`);
    }
  }
  return completed('Lsub completed');
}

function parseList(cursor: CommandCursor): ListWishes {
  cursor.space();
  const selection = cursor.peek() === '(' ? cursor.list(() => cursor.atom().toUpperCase()) : [];
  if (selection.length > 0 || cursor.peek() === ' ') cursor.space();
  const reference = unicode(cursor.astring());
  cursor.space();
  const patterns = cursor.peek() === '(' ? cursor.list(() => unicode(cursor.listMailbox())) : [unicode(cursor.listMailbox())];
  const returns: string[] = [];
  let status: string[] | undefined;
  if (cursor.accept(' RETURN ')) {
    cursor.list(() => {
      const option = cursor.atom().toUpperCase();
      returns.push(option);
      if (option !== 'STATUS') return;
      cursor.space();
      status = parseStatusItems(cursor);
    });
  }
  cursor.end();
  return { reference, patterns, selection, returns, status };
}

function unicode(wire: string): string {
  const name = decodeMailboxName(Buffer.from(wire, 'latin1').toString('utf8'));
  if (name === undefined) throw new CommandSyntaxError('The mailbox name is not modified UTF-7 (RFC 3501 section 5.1.3)');
  return name;
}

/** `*` stands for anything, `%` for anything within one level; INBOX is met in any case. */
function matcher(pattern: string): (name: string) => boolean {
  const source = canonicalName(pattern)
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^]*')
    .replace(/%+/g, `[^${DELIMITER}]*`);
  const exact = new RegExp(`^${source}$`);
  const anyCase = new RegExp(`^${source}$`, 'i');
  return (name) => exact.test(name) || (name === 'INBOX' && anyCase.test(name));
}

function parentsOf(name: string): string[] {
  const parts = name.split(DELIMITER);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join(DELIMITER));
}

const inboxFirst = (left: string, right: string): number => (left === 'INBOX' ? -1 : right === 'INBOX' ? 1 : left < right ? -1 : 1);
