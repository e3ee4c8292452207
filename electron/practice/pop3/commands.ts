import type { StoredMessage } from '../mailbox/folder.ts';
import { handleApop, handleAuth, handlePass, handleUser } from './authentication.ts';
import { topOf, transmitted } from './message-text.ts';
import { type Maildrop, ok, okWithLines, type Pop3State, refuse } from './state.ts';

interface Pop3Command {
  /** RFC 1939 §3: the states are AUTHORIZATION and TRANSACTION; UPDATE is what QUIT does. */
  readonly when: 'before-login' | 'after-login' | 'always';
  readonly run: (state: Pop3State, argument: string) => Promise<void>;
}

const inMaildrop = (run: (state: Pop3State, maildrop: Maildrop, argument: string) => Promise<void>): Pop3Command => ({
  when: 'after-login',
  run: (state, argument) => (state.maildrop ? run(state, state.maildrop, argument) : refuse(state, 'Sign in first')),
});

/** Every command this server knows (RFC 1939, RFC 2449, RFC 2595, RFC 5034). */
export const pop3Commands: ReadonlyMap<string, Pop3Command> = new Map<string, Pop3Command>([
  ['CAPA', { when: 'always', run: capa }],
  ['STLS', { when: 'before-login', run: stls }],
  ['USER', { when: 'before-login', run: handleUser }],
  ['PASS', { when: 'before-login', run: handlePass }],
  ['APOP', { when: 'before-login', run: handleApop }],
  ['AUTH', { when: 'before-login', run: handleAuth }],
  ['STAT', inMaildrop(stat)],
  [
    'LIST',
    inMaildrop((state, maildrop, argument) => listing(state, maildrop, argument, 'sizes', (message) => String(message.bytes.length))),
  ],
  [
    'UIDL',
    inMaildrop((state, maildrop, argument) => listing(state, maildrop, argument, 'unique ids', (message) => uniqueId(maildrop, message))),
  ],
  ['RETR', inMaildrop(retr)],
  ['TOP', inMaildrop(top)],
  ['DELE', inMaildrop(dele)],
  ['RSET', inMaildrop(rset)],
  ['LAST', inMaildrop((state, { last }) => ok(state, String(last)))], // RFC 1460 §5; RFC 1939 has it no more
  ['NOOP', inMaildrop((state) => ok(state))],
  ['QUIT', { when: 'always', run: quit }],
]);

async function capa(state: Pop3State): Promise<void> {
  const { settings } = state.dependencies;
  const without = (name: string) => settings.without.includes(name);
  const inClear = settings.authenticationNeedsTls && !state.connection.isSecure;
  return okWithLines(state, 'capabilities follow', [
    ...(without('TOP') ? [] : ['TOP']),
    ...(without('UIDL') ? [] : ['UIDL']),
    ...(without('STLS') || state.connection.isSecure ? [] : ['STLS']),
    ...(inClear || without('USER') ? [] : ['USER']),
    ...(inClear || without('AUTH') || settings.mechanisms.length === 0 ? [] : [`SASL ${settings.mechanisms.join(' ')}`]),
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'PIPELINING',
    'IMPLEMENTATION Postglass-practice',
  ]);
}

/** RFC 2595 §4. */
async function stls(state: Pop3State): Promise<void> {
  if (state.connection.isSecure) return refuse(state, 'TLS is active already');
  state.username = undefined;
  if (!(await state.connection.startTls('+OK Begin TLS negotiation\r\n'))) state.finished = true;
}

async function stat(state: Pop3State, maildrop: Maildrop): Promise<void> {
  const held = maildrop.messages.filter((message) => !maildrop.deleted.has(message));
  return ok(state, `${held.length} ${held.reduce((sum, message) => sum + message.bytes.length, 0)}`);
}

async function listing(
  state: Pop3State,
  maildrop: Maildrop,
  argument: string,
  what: string,
  tell: (message: StoredMessage) => string,
): Promise<void> {
  if (argument !== '') {
    const message = chosen(maildrop, argument);
    return message ? ok(state, `${argument} ${tell(message)}`) : refuse(state, 'There is no such message');
  }
  const lines = maildrop.messages.flatMap((message, index) => (maildrop.deleted.has(message) ? [] : [`${index + 1} ${tell(message)}`]));
  return okWithLines(state, `${lines.length} ${what} follow`, lines);
}

async function retr(state: Pop3State, maildrop: Maildrop, argument: string): Promise<void> {
  const message = chosen(maildrop, argument);
  if (!message) return refuse(state, 'There is no such message');
  maildrop.last = Math.max(maildrop.last, Number(argument));
  return state.connection.write(Buffer.concat([Buffer.from(`+OK ${message.bytes.length} octets\r\n`), transmitted(message.bytes)]));
}

async function top(state: Pop3State, maildrop: Maildrop, argument: string): Promise<void> {
  const [number = '', lines = '', ...rest] = argument.split(' ');
  if (!/^\d+$/.test(lines) || rest.length > 0) return refuse(state, 'Syntax: TOP message lines');
  const message = chosen(maildrop, number);
  if (!message) return refuse(state, 'There is no such message');
  return state.connection.write(
    Buffer.concat([Buffer.from('+OK top of message follows\r\n'), transmitted(topOf(message.bytes, Number(lines)))]),
  );
}

async function dele(state: Pop3State, maildrop: Maildrop, argument: string): Promise<void> {
  const message = chosen(maildrop, argument);
  if (!message) return refuse(state, 'There is no such message');
  maildrop.deleted.add(message);
  return ok(state, `message ${argument} will be deleted at QUIT`);
}

async function rset(state: Pop3State, maildrop: Maildrop): Promise<void> {
  maildrop.deleted.clear();
  maildrop.last = 0;
  return ok(state, `maildrop has ${maildrop.messages.length} messages`);
}

/** RFC 1939 §6: only QUIT deletes; a connection that breaks deletes nothing. */
async function quit(state: Pop3State): Promise<void> {
  state.finished = true;
  const { maildrop } = state;
  if (!maildrop) return ok(state, 'Bye');
  maildrop.folder.expunge([...maildrop.deleted]);
  return ok(state, `Bye, ${maildrop.deleted.size} messages deleted`);
}

/** A message by its number in this session, unless it is marked as deleted. */
function chosen(maildrop: Maildrop, number: string): StoredMessage | undefined {
  const message = /^\d+$/.test(number) ? maildrop.messages[Number(number) - 1] : undefined;
  return message && !maildrop.deleted.has(message) ? message : undefined;
}

/** RFC 1939 §7: 1 to 70 characters, never used again for another message. */
const uniqueId = (maildrop: Maildrop, message: StoredMessage): string => `${maildrop.uidValidity.toString(16)}.${message.uid.toString(16)}`;
