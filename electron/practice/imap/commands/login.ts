import { authenticate, checkPassword, type SaslOutcome } from '../../sasl.ts';
import { capabilities } from '../capabilities.ts';
import { type Completion, completed, enableCondstore, type ImapState, malformed, offers, refused, untagged } from '../state.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';
import { nstring, parenthesized } from '../syntax/text.ts';

/** Room for a long token as SASL response. */
const responseLimit = 12_288;

export async function handleCapability(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  await untagged(state, `CAPABILITY ${capabilities(state)}`);
  return completed('Capability completed');
}

/** LOGIN (RFC 3501 §6.2.3). */
export async function handleLogin(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const username = utf8(cursor.astring());
  cursor.space();
  const password = utf8(cursor.astring());
  cursor.end();
  if (refusesPasswords(state)) return refused('[PRIVACYREQUIRED] Passwords are taken under TLS only; send STARTTLS first');
  return finish(state, checkPassword(state.dependencies.store, username, password));
}

/** AUTHENTICATE (RFC 3501 §6.2.2, with an initial response by RFC 4959). */
export async function handleAuthenticate(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  const mechanism = cursor.atom().toUpperCase();
  const initial = cursor.accept(' ') ? cursor.match(/[A-Za-z0-9+/=]+/, 'base64') : undefined;
  cursor.end();
  const { settings, store } = state.dependencies;
  if (refusesPasswords(state)) return refused('[PRIVACYREQUIRED] Passwords are taken under TLS only; send STARTTLS first');
  if (!settings.mechanisms.includes(mechanism)) return refused('Unsupported authentication mechanism');
  const ask = async (challenge: string) => {
    await state.connection.write(`+ ${challenge}\r\n`);
    const result = await state.connection.readLine(responseLimit);
    return result.kind === 'line' ? result.line.toString('latin1') : undefined;
  };
  const nextChallenge = () => `<${state.connection.id}@${store.domain}>`;
  return finish(state, await authenticate({ store, ask, nextChallenge }, mechanism, initial));
}

function finish(state: ImapState, outcome: SaslOutcome): Completion {
  switch (outcome.kind) {
    case 'accepted':
      state.account = outcome.account;
      return completed(`[CAPABILITY ${capabilities(state)}] Logged in`);
    case 'refused':
      return refused('[AUTHENTICATIONFAILED] User name or password is wrong'); // RFC 5530
    case 'cancelled':
      return malformed('Authentication cancelled');
    case 'malformed':
      return malformed('This is not the base64 that the mechanism asks for');
    case 'unsupported':
      return refused('Unsupported authentication mechanism');
  }
}

/** STARTTLS (RFC 3501 §6.2.1): its tagged answer must leave in the clear, so it is written here and not by the session. */
export async function handleStartTls(state: ImapState, cursor: CommandCursor): Promise<Completion | undefined> {
  cursor.end();
  if (state.connection.isSecure) return malformed('TLS is active already');
  if (!(await state.connection.startTls(`${state.tag} OK Begin TLS negotiation now\r\n`))) state.finished = true;
  return undefined;
}

export async function handleLogout(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  state.finished = true;
  state.selected = undefined;
  await untagged(state, 'BYE Logging out');
  return completed('Logout completed');
}

/** ID (RFC 2971): who the client says it is does not interest this server. */
export async function handleId(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.space();
  if (!cursor.accept('NIL')) cursor.list(() => (cursor.accept('NIL') ? undefined : cursor.string()));
  cursor.end();
  await untagged(state, `ID ${parenthesized(['name', 'Postglass practice server', 'support-url', 'rfc:3501'].map(nstring))}`);
  return completed('ID completed');
}

/** ENABLE (RFC 5161): only what changes this server's answers is enabled, everything else is passed over. */
export async function handleEnable(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  const wanted: string[] = [];
  do {
    cursor.space();
    wanted.push(cursor.atom().toUpperCase());
  } while (!cursor.atEnd);
  const enabled = ['CONDSTORE', 'QRESYNC'].filter((capability) => wanted.includes(capability) && offers(state, capability));
  // RFC 7162 §3.2.3: who enables QRESYNC has enabled CONDSTORE.
  if (enabled.length > 0) await enableCondstore(state);
  if (enabled.includes('QRESYNC')) state.qresync = true;
  await untagged(state, ['ENABLED', ...enabled].join(' '));
  return completed('Enabled');
}

/** NAMESPACE (RFC 2342): one personal namespace. */
export async function handleNamespace(state: ImapState, cursor: CommandCursor): Promise<Completion> {
  cursor.end();
  await untagged(state, 'NAMESPACE (("" "/")) NIL NIL');
  return completed('Namespace completed');
}

const refusesPasswords = (state: ImapState): boolean => state.dependencies.settings.authenticationNeedsTls && !state.connection.isSecure;
const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
