/**
 * Which mechanism is spoken and how. The library knows two, in its own order; here the account's setting
 * decides, and without TLS, where the user asked for none, a mechanism that hides the password comes first.
 */
import { type Failure, FailureError, toFailure } from '../../contract/failure.ts';
import { type Credentials, canSignIn } from '../wire/authentication/credentials.ts';
import {
  type PasswordMechanism,
  passwordExchange,
  type SaslExchange,
  type TokenMechanism,
  tokenExchange,
  tokenMechanisms,
} from '../wire/authentication/sasl-exchange.ts';
import { meaningOfSignInRefusal } from '../wire/authentication/sign-in-refusal.ts';
import { type SignInFacts, waysToTry } from '../wire/authentication/sign-in-ways.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import { responseCodeOf } from './imap-failure.ts';
import { type Attribute, atom, attributeText, text } from './library.ts';
import type { ImapSession } from './session.ts';

type PasswordWay = PasswordMechanism | 'LOGIN command';
type Way = PasswordWay | TokenMechanism;

/**
 * Authenticates as the options say; rejects with what the server refused or what broke the connection. Where the mechanism is left to the
 * program, one more may be tried when the first is refused (`waysToTry`).
 */
export async function authenticate(session: ImapSession): Promise<void> {
  const { options } = session;
  const { credentials } = options;
  if (!canSignIn(credentials)) throw session.fail('password-missing');
  if (credentials.kind === 'token') return presentToken(session, credentials);
  const facts = options.signIns?.of(options) ?? null;
  const tryOne = (way: PasswordWay) => attempt(session, way, () => speak(session, way, credentials));
  const [first, second] = chooseWays(session, facts);
  const took = (way: PasswordWay) => {
    if (facts) facts.worked = way;
  };
  const refused = await tryOne(first);
  if (!refused) return took(first);
  if (!second || refused.code !== 'authentication-refused' || session.ended() !== undefined) throw new FailureError(refused);
  const refusedAgain = await tryOne(second);
  if (!refusedAgain) return took(second);
  if (facts && (refusedAgain.code === 'authentication-refused' || session.ended() !== undefined)) facts.isChanged = true;
  if (session.ended() === null) throw new FailureError(refusedAgain);
  // Many servers close on the second attempt: report the answer to the first.
  throw new FailureError(refusedAgain.code === 'authentication-refused' && refusedAgain.permanent ? refusedAgain : refused);
}

/** A refused token is not tried again by another mechanism. */
async function presentToken(session: ImapSession, credentials: Extract<Credentials, { kind: 'token' }>): Promise<void> {
  // RFC 7628 §4, RFC 6750 §5.3: a token gives access to the mailbox; send it over TLS only.
  if (session.options.security === 'none') throw session.fail('encryption-required', { permanent: true });
  const way = tokenMechanisms.find((name) => session.has(`AUTH=${name}`));
  if (!way) throw notOffered(session, tokenMechanisms.join(' '));
  const refused = await attempt(session, way, () => exchange(session, way, tokenExchange(way, credentials, session.options)));
  if (refused) throw new FailureError(refused);
}

/** @returns null on success, else the refusal */
async function attempt(session: ImapSession, way: Way, work: () => Promise<void>): Promise<Failure | null> {
  try {
    await work();
    if (session.options.accepted) session.options.accepted.mechanism = way;
    return null;
  } catch (error) {
    return nameRefusal(session, toFailure(error));
  }
}

/** The mechanism to try, and the one after it. */
function chooseWays(session: ImapSession, facts: SignInFacts | null): readonly [first: PasswordWay, second?: PasswordWay] {
  const { mechanism, security } = session.options;
  const offered = (way: PasswordWay): boolean => {
    // RFC 9051 §6.2.3: LOGINDISABLED forbids the LOGIN command; the mechanisms stand in AUTH= capabilities.
    // Defence T10 of the checklist.
    if (way === 'LOGIN command') return !session.has('LOGINDISABLED');
    return session.has(`AUTH=${way}`);
  };
  const ways: readonly PasswordWay[] =
    mechanism === 'automatic'
      ? security === 'none'
        ? ['CRAM-MD5', 'PLAIN', 'LOGIN', 'LOGIN command']
        : ['PLAIN', 'LOGIN', 'CRAM-MD5', 'LOGIN command']
      : mechanism === 'LOGIN'
        ? ['LOGIN', 'LOGIN command']
        : [mechanism];
  const can = ways.filter(offered);
  const worked = session.options.accepted?.mechanism ?? facts?.worked ?? null;
  const [first, second] = mechanism === 'automatic' ? waysToTry(can, security, { worked, isChanged: facts?.isChanged ?? false }) : can;
  // Defence T9 of the checklist.
  if (first) return mechanism === 'automatic' && second ? [first, second] : [first];
  throw notOffered(session, mechanism);
}

function notOffered(session: ImapSession, wanted: string): FailureError {
  const { mechanism, security } = session.options;
  const mechanisms = [...session.client.capabilities.keys()].filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
  // RFC 9051 §6.2.3, §11.1: where it is not safe, servers forbid LOGIN and offer no mechanism before STARTTLS.
  const afterTls = security === 'none' && mechanisms.length === 0 && session.has('LOGINDISABLED');
  return session.fail(afterTls ? 'encryption-required' : mechanism === 'automatic' ? 'sign-in-not-offered' : 'mechanism-missing', {
    permanent: true,
    detail: { wanted, offered: mechanisms.join(' '), loginDisabled: session.has('LOGINDISABLED') },
  });
}

async function speak(session: ImapSession, way: PasswordWay, credentials: Extract<Credentials, { kind: 'password' }>): Promise<void> {
  if (way !== 'LOGIN command') return exchange(session, way, passwordExchange(way, credentials));
  await session.send('LOGIN', [astring(credentials.username), astring(credentials.password)]);
}

async function exchange(session: ImapSession, mechanism: PasswordMechanism | TokenMechanism, sasl: SaslExchange): Promise<void> {
  await session.send('AUTHENTICATE', [atom(mechanism)], {
    onContinuation: (response) => {
      const answer = sasl.answer(Buffer.from(attributeText(response.attributes?.at(-1)) ?? '', 'base64'));
      // RFC 9051 §6.2.2: `*` cancels an exchange that goes on after the mechanism's last answer.
      session.client.internals.write(answer?.toString('base64') ?? '*');
    },
  });
}

/** RFC 9051 §4.3: a quoted string is seven bits without CR, LF and NUL; anything else goes as a literal. */
function astring(value: string): Attribute {
  return /^[\u0001-\u0009\u000b\u000c\u000e-\u007f]*$/.test(value) ? text(value) : { type: 'LITERAL', value: Buffer.from(value, 'utf8') };
}

/** Only a code proves a wrong password (RFC 5530 §3); a bare NO may mean anything, so its words are read. */
function nameRefusal(session: ImapSession, failed: Failure): Failure {
  // RFC 5530 §3, UNAVAILABLE, INUSE, LIMIT, SERVERBUG: the password was not checked.
  if (failed.code === 'temporarily-refused') return { ...failed, code: 'login-put-off', permanent: false };
  if (failed.code !== 'command-refused') return failed;
  const line = session.context().lastStatusLine;
  const command = failed.command ? { command: failed.command } : {};
  const reply = line ? { reply: line } : {};
  if (responseCodeOf(line) === 'CONTACTADMIN')
    return connectionFailure('authentication-unavailable', session.context(), { ...command, ...reply });
  const { code, permanent } = meaningOfSignInRefusal(line ?? '', session.options.security !== 'none');
  return connectionFailure(code, session.context(), { permanent, ...command, ...reply });
}
