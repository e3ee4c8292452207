/** Authentication played by the console with a password that the window never sees: one step after the other, in the protocol's own frame. */
import type { ConsoleMechanism, ConsoleProtocol } from '../../contract/console.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import { passwordExchange, tokenExchange } from '../wire/authentication/sasl-exchange.ts';
import { scramExchange } from '../wire/authentication/scram.ts';
import type { ConsoleConnection } from './connection.ts';

const passwordMechanisms: readonly ConsoleMechanism[] = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256'];
const tokenMechanisms: readonly ConsoleMechanism[] = ['XOAUTH2', 'OAUTHBEARER'];

/** Commands that carry the password as it is. */
const plainCommands: Readonly<Partial<Record<ConsoleProtocol, readonly ConsoleMechanism[]>>> = { pop3: ['USER'], imap: ['IMAP-LOGIN'] };

/** What these credentials can be shown by. */
export const mechanismsFor = ({ kind }: Credentials, protocol: ConsoleProtocol): readonly ConsoleMechanism[] =>
  kind === 'password' ? [...(plainCommands[protocol] ?? []), ...passwordMechanisms] : kind === 'token' ? tokenMechanisms : [];

interface Answering {
  answer(challenge: Buffer): Buffer | null | Promise<Buffer | null>;
  /** Of a mechanism in which the server must prove itself. */
  hasProof?(): boolean;
}

interface SignIn {
  readonly protocol: ConsoleProtocol;
  readonly credentials: Credentials;
  readonly mechanism: ConsoleMechanism;
  readonly server: { readonly host: string; readonly port: number };
  /** IMAP's. */
  readonly tag: string;
}

/** Null where the mechanism is none for these credentials. */
function exchangeOf({ credentials, mechanism, server }: SignIn): Answering | null {
  if (credentials.kind === 'password' && mechanism === 'SCRAM-SHA-256') return scramExchange(credentials);
  if (credentials.kind === 'password' && (mechanism === 'PLAIN' || mechanism === 'LOGIN' || mechanism === 'CRAM-MD5'))
    return passwordExchange(mechanism, credentials);
  if (credentials.kind === 'token' && (mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER'))
    return tokenExchange(mechanism, credentials, server);
  return null;
}

/** Most challenges of one exchange: a server that goes on asking is not answered for ever. */
const mostSteps = 10;

/**
 * Plays the exchange, in the connection's turn. Rejects with a `FailureError` where the connection ends.
 * @returns whether the server accepted it, and proved itself where the mechanism asks for that; null where the mechanism is none for these credentials
 */
export async function playSignIn(connection: ConsoleConnection, signIn: SignIn): Promise<boolean | null> {
  if (signIn.mechanism === 'USER' || signIn.mechanism === 'IMAP-LOGIN') return signInPlainly(connection, signIn);
  const exchange = exchangeOf(signIn);
  if (!exchange) return null;
  const { protocol, mechanism, tag } = signIn;
  const send = (line: string) => connection.write([Buffer.from(`${line}\r\n`, 'latin1')]);
  const isSieve = protocol === 'managesieve';
  // RFC 4954 §4, RFC 5034 §4, RFC 9051 §6.2.2, RFC 5804 §2.1; without an initial response, so that every step is seen.
  send(isSieve ? `AUTHENTICATE "${mechanism}"` : protocol === 'imap' ? `${tag} AUTHENTICATE ${mechanism}` : `AUTH ${mechanism}`);
  let isCancelled = false;
  for (let step = 0; ; step += 1) {
    const { heard, line } = await connection.nextReply();
    if (heard.kind !== 'continuation') {
      // RFC 5804 §1.3: what the server says last may stand in its OK.
      const last = isSieve && heard.isPositive ? /^OK \(SASL "([^"]*)"/i.exec(line.toString('latin1'))?.[1] : undefined;
      if (last !== undefined) await exchange.answer(Buffer.from(last, 'base64'));
      return heard.kind === 'final' && heard.isPositive && exchange.hasProof?.() !== false;
    }
    // A server that goes on asking after that asks for ever.
    if (isCancelled) return false;
    const challenge = line
      .toString('latin1')
      .replace(/^(?:334|\+) ?/, '')
      .trim()
      .replace(/^"|"$/g, '');
    const answer = step < mostSteps ? await exchange.answer(Buffer.from(challenge, 'base64')) : null;
    // RFC 4422 §3.5: a single "*" cancels.
    isCancelled = answer === null;
    const said = answer === null ? '*' : answer.toString('base64');
    if (!isSieve) send(said);
    // RFC 5804 §4: a quoted string has up to 1024 octets.
    else if (said.length <= 1_024) send(`"${said}"`);
    else connection.write([Buffer.from(`{${said.length}+}\r\n`), Buffer.from(`${said}\r\n`)]);
  }
}

/** USER and PASS, or LOGIN: null where the protocol or the credentials have no such thing. */
async function signInPlainly(connection: ConsoleConnection, { protocol, credentials, mechanism, tag }: SignIn): Promise<boolean | null> {
  if (credentials.kind !== 'password' || !plainCommands[protocol]?.includes(mechanism)) return null;
  const { username, password } = credentials;
  // No line can hold an end of a line (RFC 1939 §3; RFC 9051 §9, quoted).
  if (/[\r\n\0]/.test(username + password)) return null;
  const ask = async (line: string): Promise<boolean> => {
    connection.write([Buffer.from(`${line}\r\n`, 'utf8')]);
    for (;;) {
      const { heard } = await connection.nextReply();
      if (heard.kind === 'final') return heard.isPositive;
    }
  };
  if (protocol === 'pop3') return (await ask(`USER ${username}`)) && (await ask(`PASS ${password}`));
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return ask(`${tag} LOGIN ${quoted(username)} ${quoted(password)}`);
}
