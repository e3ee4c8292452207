import { createHmac } from 'node:crypto';
import type { MailStore, PracticeAccount } from './mailbox/mail-store.ts';

/** How an authentication exchange ended. */
export type SaslOutcome =
  | { kind: 'accepted'; account: PracticeAccount }
  | { kind: 'refused' }
  | { kind: 'cancelled' }
  | { kind: 'malformed' }
  | { kind: 'unsupported' };

interface SaslDependencies {
  readonly store: MailStore;
  /** Makes the CRAM-MD5 challenge, `<…@…>`. */
  readonly nextChallenge: () => string;
  /** Sends a challenge (already base64) and reads the client's line; undefined when it is gone. */
  readonly ask: (challenge: string) => Promise<string | undefined>;
}

/** Does one SASL exchange (RFC 4422). `initial` is the initial response as it came, undefined when there was none. */
export async function authenticate(dependencies: SaslDependencies, mechanism: string, initial: string | undefined): Promise<SaslOutcome> {
  switch (mechanism) {
    case 'PLAIN':
      return plain(dependencies, initial);
    case 'LOGIN':
      return login(dependencies, initial);
    case 'CRAM-MD5':
      return cramMd5(dependencies);
    default:
      return { kind: 'unsupported' };
  }
}

/** RFC 4616: authorisation identity, NUL, user name, NUL, password. */
async function plain(dependencies: SaslDependencies, initial: string | undefined): Promise<SaslOutcome> {
  const response = decode(initial ?? (await dependencies.ask('')));
  if (typeof response !== 'string') return response;
  const [authorize, username, password, ...rest] = response.split('\0');
  if (authorize === undefined || username === undefined || password === undefined || rest.length > 0) return { kind: 'malformed' };
  const outcome = checkPassword(dependencies.store, username, password);
  if (outcome.kind !== 'accepted' || authorize === '') return outcome;
  return dependencies.store.accountOf(authorize) === outcome.account ? outcome : { kind: 'refused' };
}

/** draft-murchison-sasl-login-00: two prompts; the words are not standardised, but all servers send these. */
async function login(dependencies: SaslDependencies, initial: string | undefined): Promise<SaslOutcome> {
  const username = decode(initial ?? (await dependencies.ask(encode('Username:'))));
  if (typeof username !== 'string') return username;
  const password = decode(await dependencies.ask(encode('Password:')));
  if (typeof password !== 'string') return password;
  return checkPassword(dependencies.store, username, password);
}

/** RFC 2195: the user name, a space, and the HMAC-MD5 of the challenge under the password. */
async function cramMd5({ store, ask, nextChallenge }: SaslDependencies): Promise<SaslOutcome> {
  const challenge = nextChallenge();
  const response = decode(await ask(encode(challenge)));
  if (typeof response !== 'string') return response;
  const space = response.lastIndexOf(' ');
  if (space < 0) return { kind: 'malformed' };
  const account = store.accountOf(response.slice(0, space));
  const expected = account && createHmac('md5', account.password).update(challenge).digest('hex');
  return account && expected === response.slice(space + 1).toLowerCase() ? { kind: 'accepted', account } : { kind: 'refused' };
}

/** Compares a user name and a password as text. */
export function checkPassword(store: MailStore, username: string, password: string): SaslOutcome {
  const account = store.accountOf(username);
  return account && account.password === password ? { kind: 'accepted', account } : { kind: 'refused' };
}

/** A line of base64; `*` cancels (RFC 4954 §4, RFC 3501 §6.2.2), `=` is an empty initial response. */
function decode(line: string | undefined): string | SaslOutcome {
  if (line === undefined || line === '*') return { kind: 'cancelled' };
  if (line === '=') return '';
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(line)) return { kind: 'malformed' };
  return Buffer.from(line, 'base64').toString('utf8');
}

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
