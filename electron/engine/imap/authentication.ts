/**
 * Which mechanism is spoken and how. The library knows two and prefers by its own taste; here the account's choice
 * decides, and without TLS, where the user asked for none, a mechanism that hides the password comes first.
 */
import { type Failure, FailureError, toFailure } from '../../contract/failure.ts';
import { cramMd5Response, loginResponses, plainResponse } from '../wire/authentication/sasl.ts';
import { meaningOfSignInRefusal } from '../wire/authentication/sign-in-refusal.ts';
import { type SignInFacts, waysToTry } from '../wire/authentication/sign-in-ways.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import { responseCodeOf } from './imap-failure.ts';
import { type Attribute, atom, attributeText, text } from './library.ts';
import type { ImapSession } from './session.ts';

type Way = 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'LOGIN command';

/**
 * Authenticates as the options say; rejects with what the server refused or what broke the connection. Where the mechanism is left to the
 * program, one more may be tried when the first is refused (`waysToTry`).
 */
export async function authenticate(session: ImapSession): Promise<void> {
  const { options } = session;
  if (options.password === '') throw session.fail('password-missing');
  const facts = session.options.signIns?.of(session.options) ?? null;
  const [first, second] = chooseWays(session, facts);
  const took = (way: Way) => {
    if (facts) facts.worked = way;
  };
  const refused = await tryOne(session, first);
  if (!refused) return took(first);
  if (!second || refused.code !== 'authentication-refused' || session.ended() !== undefined) throw new FailureError(refused);
  const refusedAgain = await tryOne(session, second);
  if (!refusedAgain) return took(second);
  if (facts && (refusedAgain.code === 'authentication-refused' || session.ended() !== undefined)) facts.isChanged = true;
  if (session.ended() === null) throw new FailureError(refusedAgain);
  // Many servers hang up on the second attempt; what counts is what they said to the first.
  throw new FailureError(refusedAgain.code === 'authentication-refused' && refusedAgain.permanent ? refusedAgain : refused);
}

/** @returns null when the server let the user in, else its no */
async function tryOne(session: ImapSession, way: Way): Promise<Failure | null> {
  try {
    await speak(session, way);
    if (session.options.accepted) session.options.accepted.mechanism = way;
    return null;
  } catch (error) {
    return nameRefusal(session, toFailure(error));
  }
}

/** The mechanism to try, and the one after it. */
function chooseWays(session: ImapSession, facts: SignInFacts | null): readonly [first: Way, second?: Way] {
  const { mechanism, security } = session.options;
  const offered = (way: Way): boolean => {
    // RFC 9051 §6.2.3: LOGINDISABLED forbids the LOGIN command; the mechanisms stand in AUTH= capabilities.
    // Defence T10 of the checklist.
    if (way === 'LOGIN command') return !session.has('LOGINDISABLED');
    return session.has(`AUTH=${way}`);
  };
  const ways: readonly Way[] =
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
  const mechanisms = [...session.client.capabilities.keys()].filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
  // RFC 9051 §6.2.3, §11.1: where it is not safe, servers forbid LOGIN and offer no mechanism before STARTTLS.
  const afterTls = security === 'none' && mechanisms.length === 0 && session.has('LOGINDISABLED');
  throw session.fail(afterTls ? 'encryption-required' : mechanism === 'automatic' ? 'sign-in-not-offered' : 'mechanism-missing', {
    permanent: true,
    detail: { wanted: mechanism, offered: mechanisms.join(' '), loginDisabled: session.has('LOGINDISABLED') },
  });
}

async function speak(session: ImapSession, way: Way): Promise<void> {
  const { username, password } = session.options;
  const answer = (bytes: Buffer) => session.client.internals.write(bytes.toString('base64'));
  if (way === 'LOGIN command') {
    await session.send('LOGIN', [astring(username), astring(password)]);
    return;
  }
  let step = 0;
  await session.send('AUTHENTICATE', [atom(way)], {
    onContinuation: (response) => {
      const challenge = Buffer.from(attributeText(response.attributes?.at(-1)) ?? '', 'base64');
      const position = step;
      step += 1;
      // RFC 9051 §6.2.2: `*` ends an exchange that goes on where the mechanism knows nothing more to say.
      if (position >= (way === 'LOGIN' ? 2 : 1)) return session.client.internals.write('*');
      if (way === 'PLAIN') return answer(plainResponse(username, password));
      if (way === 'CRAM-MD5') return answer(cramMd5Response(challenge, username, password));
      // The prompts of LOGIN come in a fixed order in practice, but a server may ask for the password first.
      const [name, secret] = loginResponses(username, password);
      const wantsPassword = /pass/i.test(challenge.toString('latin1')) || (position === 1 && !/user/i.test(challenge.toString('latin1')));
      return answer(wantsPassword ? secret : name);
    },
  });
}

/** RFC 9051 §4.3: a quoted string is seven bits without CR, LF and NUL; anything else goes as a literal. */
function astring(value: string): Attribute {
  return /^[\u0001-\u0009\u000b\u000c\u000e-\u007f]*$/.test(value) ? text(value) : { type: 'LITERAL', value: Buffer.from(value, 'utf8') };
}

/** Only a code proves a wrong password (RFC 5530 §3); a bare NO may mean anything, so its words are read. */
function nameRefusal(session: ImapSession, failed: Failure): Failure {
  // RFC 5530 §3, UNAVAILABLE, INUSE, LIMIT, SERVERBUG: nobody looked at the password.
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
