/** POP3 authentication: by the account's mechanism, or the best that the server offers. */
import { type Failure, FailureError, toFailure } from '../../contract/failure.ts';
import { type Credentials, canSignIn } from '../wire/authentication/credentials.ts';
import { apopDigest, apopTimestamp } from '../wire/authentication/sasl.ts';
import {
  type PasswordMechanism,
  passwordExchange,
  type SaslExchange,
  tokenExchange,
  tokenMechanisms,
} from '../wire/authentication/sasl-exchange.ts';
import { type SignInFacts, waysToTry } from '../wire/authentication/sign-in-ways.ts';
import { refusal } from './pop3-failure.ts';
import type { Pop3Session } from './session.ts';

type Way = PasswordMechanism | 'USER' | 'APOP';

interface Offer {
  readonly greeting: string;
  /** Empty when the server knows no CAPA. */
  readonly capabilities: ReadonlyMap<string, readonly string[]>;
}

/** Logs in; rejects with `authentication-refused`, `mechanism-missing`, or what broke the connection. */
export async function authenticate(session: Pop3Session, offer: Offer): Promise<void> {
  const { credentials } = session.options;
  if (!canSignIn(credentials)) throw session.fail('password-missing');
  if (credentials.kind === 'token') return presentToken(session, offer, credentials);
  const facts = session.options.signIns?.of(session.options) ?? null;
  const ways = waysFor(session, offer, facts);
  if (ways.length === 0) throw notOffered(session, offer, session.options.mechanism);
  let refused: Failure | null = null;
  for (const way of ways) {
    try {
      await speak(session, way, credentials, offer.greeting);
      if (session.options.accepted) session.options.accepted.mechanism = way;
      if (facts) facts.worked = way;
      return;
    } catch (error) {
      const reason = toFailure(error);
      if (facts && refused !== null && (reason.code === 'authentication-refused' || session.ended() !== undefined)) facts.isChanged = true;
      // Many servers close on the second attempt: report the answer to the first.
      if (refused !== null && session.ended() !== null) throw new FailureError(reason.permanent && reason.reply ? reason : refused);
      if (reason.code !== 'authentication-refused' || session.ended() !== undefined) throw error;
      refused = reason;
    }
  }
  throw new FailureError(refused ?? session.fail('authentication-refused').failure);
}

/** A refused token is not tried again by another mechanism. */
async function presentToken(session: Pop3Session, offer: Offer, credentials: Extract<Credentials, { kind: 'token' }>): Promise<void> {
  // RFC 7628 §4, RFC 6750 §5.3: a token gives access to the mailbox; send it over TLS only.
  if (session.options.security === 'none') throw session.fail('encryption-required', { permanent: true });
  const offered = mechanismsOf(offer);
  const way = tokenMechanisms.find((name) => offered.includes(name));
  if (!way) throw notOffered(session, offer, tokenMechanisms.join(' '));
  await exchange(session, way, tokenExchange(way, credentials, session.options));
}

const mechanismsOf = ({ capabilities }: Offer): readonly string[] => (capabilities.get('SASL') ?? []).map((name) => name.toUpperCase());

const notOffered = (session: Pop3Session, { capabilities }: Offer, wanted: string): FailureError =>
  session.fail('mechanism-missing', { permanent: true, detail: { wanted, offered: (capabilities.get('SASL') ?? []).join(' ') } });

function waysFor(session: Pop3Session, offer: Offer, facts: SignInFacts | null): readonly Way[] {
  const { mechanism, security } = session.options;
  const { greeting, capabilities } = offer;
  const sasl = mechanismsOf(offer);
  const offered = (way: Way): boolean => {
    if (way === 'APOP') return apopTimestamp(greeting) !== null;
    // RFC 2449 §6.3: USER is a capability; without CAPA it is all that can be assumed.
    if (way === 'USER') return capabilities.size === 0 || capabilities.has('USER') || sasl.length === 0;
    return sasl.includes(way);
  };
  const first = (ways: readonly Way[]): Way[] => ways.filter(offered);
  if (mechanism === 'PLAIN' || mechanism === 'CRAM-MD5') return first([mechanism]);
  if (mechanism === 'LOGIN') return first(['LOGIN', 'USER']).slice(0, 1);
  // Without TLS, where the user chose none, mechanisms that hide the password come first.
  const order: readonly Way[] =
    security === 'none' ? ['CRAM-MD5', 'APOP', 'PLAIN', 'USER', 'LOGIN'] : ['PLAIN', 'USER', 'LOGIN', 'CRAM-MD5', 'APOP'];
  // Many greetings look like APOP's timestamp (RFC 1939 §7) where APOP cannot be done.
  const worked = session.options.accepted?.mechanism ?? facts?.worked ?? null;
  return waysToTry(first(order), security, { worked, isChanged: facts?.isChanged ?? false });
}

async function speak(
  session: Pop3Session,
  way: Way,
  credentials: Extract<Credentials, { kind: 'password' }>,
  greeting: string,
): Promise<void> {
  const { username, password } = credentials;
  switch (way) {
    case 'USER':
      await session.ask('USER', `USER ${username}`);
      await session.ask('PASS', `PASS ${password}`);
      return;
    case 'APOP':
      await session.ask('APOP', `APOP ${username} ${apopDigest(apopTimestamp(greeting) ?? '', password)}`);
      return;
    default:
      return exchange(session, way, passwordExchange(way, credentials));
  }
}

/** RFC 5034 §4: each `+ challenge` is answered with one line of base64. */
async function exchange(session: Pop3Session, mechanism: string, sasl: SaslExchange): Promise<void> {
  const command = `AUTH ${mechanism}`;
  let line = await session.ask(command);
  while (!/^\+OK/i.test(line)) {
    const answer = sasl.answer(Buffer.from(line.slice(2), 'base64'));
    if (answer) line = await session.ask(command, answer.toString('base64'));
    else {
      // A challenge after the mechanism's last answer: `*` cancels (RFC 5034 §4).
      const cancelled = await session.askFor(command, '*');
      throw new FailureError(refusal(command, cancelled.line, session.context));
    }
  }
  if (!sasl.isComplete()) throw session.fail('protocol-violation', { command, reply: line });
}
