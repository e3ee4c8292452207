import { handleAuth } from './authentication.ts';
import { offers, reply, type SmtpState } from './state.ts';
import { handleData, handleMail, handleRecipient } from './transaction.ts';

type SmtpCommand = (state: SmtpState, argument: string) => Promise<void>;

/** Every command this server knows (RFC 5321 §4.1, RFC 1985, RFC 3207, RFC 4954). */
export const smtpCommands: ReadonlyMap<string, SmtpCommand> = new Map([
  ['HELO', helo],
  ['EHLO', ehlo],
  ['STARTTLS', startTls],
  ['AUTH', handleAuth],
  ['MAIL', handleMail],
  ['RCPT', handleRecipient],
  ['DATA', handleData],
  ['RSET', reset],
  ['NOOP', (state) => reply(state, 250, '2.0.0', 'Ok')],
  ['VRFY', verify],
  ['EXPN', expand],
  ['ETRN', startQueue],
  ['HELP', help],
  ['QUIT', quit],
]);

async function helo(state: SmtpState, argument: string): Promise<void> {
  if (!introduce(state, argument, false)) return reply(state, 501, '', 'Syntax: HELO hostname');
  return reply(state, 250, '', greetingOf(state));
}

async function ehlo(state: SmtpState, argument: string): Promise<void> {
  if (!introduce(state, argument, true)) return reply(state, 501, '', 'Syntax: EHLO hostname');
  const { settings } = state.dependencies;
  const canAuthenticate = !settings.authenticationNeedsTls || state.connection.isSecure;
  const keywords = [
    'PIPELINING',
    `SIZE ${settings.sizeLimit}`,
    'VRFY',
    'ETRN',
    // RFC 3207 §4.2: not offered again once TLS is active.
    ...(state.connection.isSecure ? [] : ['STARTTLS']),
    ...(canAuthenticate && settings.mechanisms.length > 0 ? [`AUTH ${settings.mechanisms.join(' ')}`] : []),
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
    'SMTPUTF8',
    'HELP',
  ];
  return reply(state, 250, '', greetingOf(state), ...keywords.filter((keyword) => offers(state, keyword.split(' ')[0] ?? '')));
}

function greetingOf({ dependencies }: SmtpState): string {
  const { settings, store } = dependencies;
  return settings.isLenient ? `${store.domain} at your service` : store.domain;
}

/** RFC 5321 §4.1.1.1: the name is not optional. HELO and EHLO also end a transaction. */
function introduce(state: SmtpState, argument: string, extended: boolean): boolean {
  const name = argument.trim();
  if (/\s/.test(name) || (name === '' && !state.dependencies.settings.isLenient)) return false;
  state.helo = name === '' ? `[${state.connection.remoteAddress}]` : name;
  state.extended = extended;
  state.transaction = undefined;
  return true;
}

async function startTls(state: SmtpState, argument: string): Promise<void> {
  if (!offers(state, 'STARTTLS')) return reply(state, 502, '5.5.1', 'Error: command not implemented');
  if (argument !== '') return reply(state, 501, '5.5.4', 'Syntax: STARTTLS');
  if (state.connection.isSecure) return reply(state, 503, '5.5.1', 'Error: TLS already active');
  // RFC 3207 §4.2: everything learnt before TLS is forgotten.
  state.helo = undefined;
  state.extended = false;
  state.account = undefined;
  state.transaction = undefined;
  if (!(await state.connection.startTls('220 2.0.0 Ready to start TLS\r\n'))) state.finished = true;
}

async function reset(state: SmtpState, argument: string): Promise<void> {
  if (argument !== '') return reply(state, 501, '5.5.4', 'Syntax: RSET');
  state.transaction = undefined;
  return reply(state, 250, '2.0.0', 'Ok');
}

async function verify(state: SmtpState, argument: string): Promise<void> {
  const name = argument.trim().replace(/^<(.*)>$/, '$1');
  if (name === '') return reply(state, 501, '5.5.4', 'Syntax: VRFY address');
  const account = state.dependencies.store.accountOf(name);
  if (account) return reply(state, 250, '2.1.5', `${account.displayName} <${account.address}>`);
  return reply(state, 252, '2.0.0', `${name}: cannot verify, but a message would be taken and delivery tried`);
}

/** The practice domain has one list, `everyone`. */
async function expand(state: SmtpState, argument: string): Promise<void> {
  const { accounts, domain } = state.dependencies.store;
  const name = argument
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .toLowerCase();
  if (name === '') return reply(state, 501, '5.5.4', 'Syntax: EXPN list');
  if (name !== 'everyone' && name !== `everyone@${domain}`)
    return reply(state, 550, '5.1.1', `${name}: there is no such list; try EXPN everyone`);
  return reply(state, 250, '2.1.5', ...accounts.map((account) => `${account.displayName} <${account.address}>`));
}

/** ETRN (RFC 1985 §5.3): tries what waits for a domain; `#` in front names a queue, and there is but one. */
async function startQueue(state: SmtpState, argument: string): Promise<void> {
  const { queue } = state.dependencies;
  const node = argument.trim();
  if (state.helo === undefined) return reply(state, 503, '5.5.1', 'Error: send HELO/EHLO first');
  if (state.transaction) return reply(state, 503, '5.5.1', 'Error: MAIL transaction in progress');
  if (!/^[#@]?[A-Za-z0-9.-]+$/.test(node)) return reply(state, 501, '5.5.4', 'Syntax: ETRN domain');
  const tried = node.startsWith('#') ? queue.flush() : queue.flush(node.replace('@', ''));
  if (tried === 0) return reply(state, 251, '2.0.0', `OK, no messages waiting for node ${node}`);
  return reply(state, 253, '2.0.0', `OK, ${tried} pending messages for node ${node} started`);
}

async function help(state: SmtpState): Promise<void> {
  return reply(
    state,
    214,
    '2.0.0',
    `Commands: ${[...smtpCommands.keys()].filter((name) => offers(state, name)).join(' ')}`,
    'A conversation: EHLO your.name, AUTH LOGIN, MAIL FROM:<you>, RCPT TO:<somebody>, DATA, a line with one dot, QUIT',
    'RFC 5321 says the rest',
  );
}

async function quit(state: SmtpState): Promise<void> {
  state.finished = true;
  return reply(state, 221, '2.0.0', 'Bye');
}
