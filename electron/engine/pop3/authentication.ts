/** The ways to log in to POP3, and which of them is taken: the account's choice, or the first the server offers. */
import { type Failure, FailureError, toFailure } from '../../contract/failure.ts';
import { apopDigest, apopTimestamp, cramMd5Response, loginResponses, plainResponse } from '../wire/authentication/sasl.ts';
import { type SignInFacts, waysToTry } from '../wire/authentication/sign-in-ways.ts';
import { refusal } from './pop3-failure.ts';
import type { Pop3Session } from './session.ts';

type Way = 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'USER' | 'APOP';

interface Offer {
  readonly greeting: string;
  /** Empty when the server knows no CAPA. */
  readonly capabilities: ReadonlyMap<string, readonly string[]>;
}

/** Logs in; rejects with `authentication-refused`, `mechanism-missing`, or what broke the connection. */
export async function authenticate(session: Pop3Session, offer: Offer): Promise<void> {
  const { password, mechanism, username } = session.options;
  if (password === '') throw session.fail('password-missing');
  const facts = session.options.signIns?.of(session.options) ?? null;
  const ways = waysFor(session, offer, facts);
  if (ways.length === 0)
    throw session.fail('mechanism-missing', {
      permanent: true,
      detail: { wanted: mechanism, offered: (offer.capabilities.get('SASL') ?? []).join(' ') },
    });
  let refused: Failure | null = null;
  for (const way of ways) {
    try {
      await speak(session, way, username, password, offer.greeting);
      if (session.options.accepted) session.options.accepted.mechanism = way;
      if (facts) facts.worked = way;
      return;
    } catch (error) {
      const reason = toFailure(error);
      if (facts && refused !== null && (reason.code === 'authentication-refused' || session.ended() !== undefined)) facts.isChanged = true;
      // Many servers hang up on the second attempt; what counts is what they said to the first.
      if (refused !== null && session.ended() !== null) throw new FailureError(reason.permanent && reason.reply ? reason : refused);
      if (reason.code !== 'authentication-refused' || session.ended() !== undefined) throw error;
      refused = reason;
    }
  }
  throw new FailureError(refused ?? session.fail('authentication-refused').failure);
}

function waysFor(session: Pop3Session, { greeting, capabilities }: Offer, facts: SignInFacts | null): readonly Way[] {
  const { mechanism, security } = session.options;
  const sasl = (capabilities.get('SASL') ?? []).map((name) => name.toUpperCase());
  const offered = (way: Way): boolean => {
    if (way === 'APOP') return apopTimestamp(greeting) !== null;
    // RFC 2449 §6.3: USER is a capability; without CAPA it is all that can be assumed.
    if (way === 'USER') return capabilities.size === 0 || capabilities.has('USER') || sasl.length === 0;
    return sasl.includes(way);
  };
  const first = (ways: readonly Way[]): Way[] => ways.filter(offered);
  if (mechanism === 'PLAIN' || mechanism === 'CRAM-MD5') return first([mechanism]);
  if (mechanism === 'LOGIN') return first(['LOGIN', 'USER']).slice(0, 1);
  // Inside TLS the password is safe; without it, where the user asked for none, hiding it comes first.
  const order: readonly Way[] =
    security === 'none' ? ['CRAM-MD5', 'APOP', 'PLAIN', 'USER', 'LOGIN'] : ['PLAIN', 'USER', 'LOGIN', 'CRAM-MD5', 'APOP'];
  // Many greetings look like APOP's timestamp (RFC 1939 §7) where APOP cannot be done.
  const worked = session.options.accepted?.mechanism ?? facts?.worked ?? null;
  return waysToTry(first(order), security, { worked, isChanged: facts?.isChanged ?? false });
}

async function speak(session: Pop3Session, way: Way, username: string, password: string, greeting: string): Promise<void> {
  switch (way) {
    case 'USER':
      await session.ask('USER', `USER ${username}`);
      await session.ask('PASS', `PASS ${password}`);
      return;
    case 'APOP':
      await session.ask('APOP', `APOP ${username} ${apopDigest(apopTimestamp(greeting) ?? '', password)}`);
      return;
    case 'PLAIN':
      return exchange(session, way, [() => plainResponse(username, password)]);
    case 'CRAM-MD5':
      return exchange(session, way, [(challenge) => cramMd5Response(challenge, username, password)]);
    case 'LOGIN': {
      const [name, secret] = loginResponses(username, password);
      return exchange(session, way, [() => name, () => secret]);
    }
  }
}

/** RFC 5034 §4: each `+ challenge` is answered with one line of base64. */
async function exchange(session: Pop3Session, way: Way, answers: readonly ((challenge: Buffer) => Buffer)[]): Promise<void> {
  const command = `AUTH ${way}`;
  let line = await session.ask(command);
  for (const answer of answers) {
    if (/^\+OK/i.test(line)) throw session.fail('protocol-violation', { command, reply: line });
    line = await session.ask(command, answer(Buffer.from(line.slice(2), 'base64')).toString('base64'));
  }
  if (/^\+OK/i.test(line)) return;
  // The server asks on where the mechanism has nothing more to say: `*` cancels (RFC 5034 §4).
  const cancelled = await session.askFor(command, '*');
  throw new FailureError(refusal(command, cancelled.line, session.context));
}
