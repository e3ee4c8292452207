import { createHash } from 'node:crypto';
import type { PracticeAccount } from '../mailbox/mail-store.ts';
import { authenticate, checkPassword, type SaslOutcome } from '../sasl.ts';
import { ok, okWithLines, type Pop3State, refuse } from './state.ts';

/** RFC 5034 §4: an AUTH response may be longer than POP3's 255 octets. */
export const authLineLimit = 12_288;

export async function handleUser(state: Pop3State, argument: string): Promise<void> {
  if (argument === '') return refuse(state, 'Syntax: USER name');
  if (needsTls(state)) return refuseInClear(state);
  state.username = argument;
  return ok(state, `${argument} is welcome here, if the password is right`);
}

export async function handlePass(state: Pop3State, argument: string): Promise<void> {
  if (state.username === undefined) return refuse(state, 'Send USER first');
  const outcome = checkPassword(state.dependencies.store, state.username, argument);
  state.username = undefined;
  return finish(state, outcome);
}

/** RFC 1939 §7: the MD5 of the greeting's timestamp followed by the shared secret. */
export async function handleApop(state: Pop3State, argument: string): Promise<void> {
  const [name = '', digest = '', ...rest] = argument.split(' ');
  if (name === '' || digest === '' || rest.length > 0) return refuse(state, 'Syntax: APOP name digest');
  const account = state.dependencies.store.accountOf(name);
  const expected = account && createHash('md5').update(`${state.timestamp}${account.password}`).digest('hex');
  return finish(state, account && expected === digest.toLowerCase() ? { kind: 'accepted', account } : { kind: 'refused' });
}

/** AUTH (RFC 5034); without a mechanism it lists them, as RFC 1734 servers did. */
export async function handleAuth(state: Pop3State, argument: string): Promise<void> {
  const { settings, store, nextChallenge } = state.dependencies;
  if (argument === '') return okWithLines(state, 'mechanisms follow', settings.mechanisms);
  if (needsTls(state)) return refuseInClear(state);
  const [mechanism = '', initial] = argument.split(' ');
  if (!settings.mechanisms.includes(mechanism.toUpperCase()))
    return refuse(state, `Unknown mechanism; known here: ${settings.mechanisms.join(' ')}`);
  const ask = async (challenge: string) => {
    await state.connection.write(`+ ${challenge}\r\n`);
    const result = await state.connection.readLine(authLineLimit);
    return result.kind === 'line' ? result.line.toString('latin1') : undefined;
  };
  return finish(state, await authenticate({ store, nextChallenge, ask }, mechanism.toUpperCase(), initial));
}

function finish(state: Pop3State, outcome: SaslOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'accepted':
      return openMaildrop(state, outcome.account);
    case 'refused':
      return refuse(state, '[AUTH] User name or password is wrong'); // RFC 3206
    case 'cancelled':
      return refuse(state, 'Authentication aborted');
    case 'malformed':
      return refuse(state, 'This is not the base64 that the mechanism asks for');
    case 'unsupported':
      return refuse(state, 'Unknown mechanism');
  }
}

function openMaildrop(state: Pop3State, account: PracticeAccount): Promise<void> {
  const mailbox = state.dependencies.store.mailboxOf(account);
  const release = mailbox.lockMaildrop();
  if (!release) return refuse(state, '[IN-USE] Another POP3 session has this maildrop open'); // RFC 2449 §8.1.1
  const { inbox } = mailbox;
  state.account = account;
  state.maildrop = { folder: inbox, uidValidity: inbox.uidValidity, messages: [...inbox.messages], deleted: new Set(), last: 0, release };
  return ok(state, `${account.username}'s maildrop has ${inbox.messages.length} messages`);
}

const needsTls = (state: Pop3State): boolean => state.dependencies.settings.authenticationNeedsTls && !state.connection.isSecure;
const refuseInClear = (state: Pop3State): Promise<void> => refuse(state, '[SYS/PERM] Passwords are taken under TLS only; send STLS first'); // RFC 3206
