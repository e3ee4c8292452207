/** The log-in (RFC 4954). Where the account leaves the mechanism to the program, one more may be tried when the first is refused (`waysToTry`). */
import type { Mechanism, Security } from '../../contract/accounts.ts';
import { type Failure, FailureError } from '../../contract/failure.ts';
import { type Credentials, canSignIn } from '../wire/authentication/credentials.ts';
import { tokenExchange, tokenMechanisms } from '../wire/authentication/sasl-exchange.ts';
import { type SignInFacts, waysToTry } from '../wire/authentication/sign-in-ways.ts';
import { type ConnectionContext, connectionFailure } from '../wire/connection-failure.ts';
import type { Watchdog } from '../wire/watchdog.ts';
import { nameError, refusal } from './smtp-failure.ts';
import type { TappedSmtpConnection } from './tapped-connection.ts';

interface LogIn {
  readonly credentials: Credentials;
  readonly mechanism: Mechanism;
  readonly security: Security;
  readonly host: string;
  readonly port: number;
  readonly connection: TappedSmtpConnection;
  readonly watchdog: Watchdog;
  readonly context: ConnectionContext;
  /** What is known of these credentials at this server. */
  readonly facts: SignInFacts | null;
  /** Rejects when the connection ends. */
  readonly broken: Promise<never>;
  /** Sends a line and reads the reply, also a refusal. */
  readonly ask: (line: string) => Promise<string>;
}

/** Failures after which another mechanism is worth a try; not those with a named cause (app password, encryption). */
const worthAnother: ReadonlySet<Failure['code']> = new Set(['authentication-refused', 'mechanism-refused']);

/** Logs in, or rejects with a `FailureError`: `password-missing`, `mechanism-missing`, what the server refused, what broke. */
export async function authenticate(logIn: LogIn): Promise<void> {
  const { credentials, mechanism, security, connection, watchdog, context } = logIn;
  if (credentials.kind === 'none') return;
  if (!canSignIn(credentials)) throw new FailureError(connectionFailure('password-missing', context));
  if (credentials.kind === 'token') return presentToken(logIn, credentials);
  const tryOne = (way: string) => tryPassword(logIn, credentials, way);
  const offered = connection.internals._supportedAuth;
  // Without TLS, where the user asked for none, a mechanism that hides the password comes first.
  const wanted =
    mechanism === 'automatic' ? (security === 'none' ? ['CRAM-MD5', 'PLAIN', 'LOGIN'] : ['PLAIN', 'LOGIN', 'CRAM-MD5']) : [mechanism];
  const facts = logIn.facts;
  const can = wanted.filter((name) => offered.includes(name));
  const [first, second] = waysToTry(can, security, facts);
  if (!first) throw new FailureError(notOffered(logIn, offered));
  try {
    const took = (way: string) => {
      if (facts) facts.worked = way;
    };
    const refused = await tryOne(first);
    if (!refused) return took(first);
    if (!second || !worthAnother.has(refused.code)) throw new FailureError(refused);
    const refusedAgain = await tryOne(second).catch((error: unknown) => {
      // Many servers close on the second attempt: report the answer to the first.
      if (nameError(error, `AUTH ${second}`, context).code === 'cancelled') throw error;
      return refused;
    });
    if (!refusedAgain) return took(second);
    // A refused mechanism (504) was no attempt with the password: this one was the first.
    if (facts && refused.code === 'authentication-refused' && refusedAgain.permanent) facts.isChanged = true;
    // A wrong password is the more useful answer than a missing mechanism.
    throw new FailureError(refusedAgain.code === 'authentication-refused' ? refusedAgain : refused);
  } finally {
    watchdog.rest();
  }
}

/** Own code, because the library knows only XOAUTH2, with a client that fetches tokens. A refused token is not tried again by another mechanism. */
async function presentToken(logIn: LogIn, credentials: Extract<Credentials, { kind: 'token' }>): Promise<void> {
  const { connection, security, ask, context } = logIn;
  // RFC 7628 §4, RFC 6750 §5.3: a token gives access to the mailbox; send it over TLS only.
  if (security === 'none') throw new FailureError(connectionFailure('encryption-required', context, { permanent: true }));
  // The library keeps only the mechanisms that it knows itself.
  const { _ehloLines: lines = [] } = connection.internals;
  const offered = lines.filter((line) => /^AUTH[ =]/i.test(line)).flatMap((line) => line.toUpperCase().slice(5).split(' '));
  const way = tokenMechanisms.find((name) => offered.includes(name));
  if (!way) throw new FailureError(notOffered(logIn, offered));
  const sasl = tokenExchange(way, credentials, logIn);
  let reply = await ask(`AUTH ${way}`);
  // RFC 4954 §4: 334 asks for an answer in base64; `*` cancels.
  while (reply.startsWith('334')) reply = await ask(sasl.answer(Buffer.from(reply.slice(4), 'base64'))?.toString('base64') ?? '*');
  if (!reply.startsWith('235') || !sasl.isComplete()) throw new FailureError(refusal(`AUTH ${way}`, reply, context));
}

function notOffered({ mechanism, security, connection, context }: LogIn, offered: readonly string[]): Failure {
  const { _ehloLines: lines = [] } = connection.internals;
  // RFC 4954 §4: a server may offer AUTH only where it is safe.
  const afterTls = security === 'none' && offered.length === 0 && lines.some((line) => /^STARTTLS\b/i.test(line));
  const code = afterTls ? 'encryption-required' : mechanism === 'automatic' ? 'sign-in-not-offered' : 'mechanism-missing';
  return connectionFailure(code, context, { permanent: true, detail: { wanted: mechanism, offered: offered.join(' ') } });
}

/** @returns null on success, else the refusal */
async function tryPassword(
  { connection, context, broken }: LogIn,
  { username, password }: Extract<Credentials, { kind: 'password' }>,
  method: string,
): Promise<Failure | null> {
  const done = Promise.withResolvers<Failure | null>();
  connection.login({ user: username, pass: password, method }, (error) =>
    done.resolve(error ? nameError(error, `AUTH ${method}`, context) : null),
  );
  try {
    return await Promise.race([done.promise, broken]);
  } catch (error) {
    throw new FailureError(nameError(error, `AUTH ${method}`, context));
  }
}
