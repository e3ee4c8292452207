/**
 * Which ways to sign in are tried where the account leaves that to the program, and what is remembered of it. It speaks none of them: a way
 * is a name to it, of a SASL mechanism or a command.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Security } from '../../../contract/accounts.ts';
import type { Credentials } from './credentials.ts';

interface Account {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials;
}

/** What is known of one password or token at one server. */
export interface SignInFacts {
  /** The way that the server took. */
  worked: string | null;
  /** Another way has been tried after a refusal, and was refused as well. */
  isChanged: boolean;
}

/** Lives as long as the program, and holds no secret. */
export interface SignInMemory {
  of(account: Account): SignInFacts;
}

/** RFC 2195, RFC 1939 §7, RFC 7677: what goes over the wire does not show the password. */
const hiding: ReadonlySet<string> = new Set(['CRAM-MD5', 'APOP', 'SCRAM-SHA-256']);

/** Servers and passwords remembered, the oldest forgotten first. */
const most = 1_000;

export function createSignInMemory(): SignInMemory {
  // The key exists in this process only: the digest reveals nothing about the password.
  const key = randomBytes(32);
  const known = new Map<string, SignInFacts>();
  return {
    of({ host, port, credentials }) {
      const digest = createHmac('sha256', key)
        .update(JSON.stringify([host, port, credentials]))
        .digest('hex');
      const facts = known.get(digest) ?? { worked: null, isChanged: false };
      known.set(digest, facts);
      const oldest = known.keys().next();
      if (known.size > most && !oldest.done) known.delete(oldest.value);
      return facts;
    },
  };
}

/**
 * The way to try and, after a refusal, the one other: servers offer some that they cannot do (CRAM-MD5 over hashed passwords) or will not, and
 * say then the same as to a wrong password (RFC 4954 §6, 535). One, because every attempt counts towards a lock-out; and only once for a password.
 * Without TLS a mechanism that shows the password never follows one that hides it: an attacker on the line would refuse the one and read the
 * other (RFC 4954 §9).
 * @param offered what the server offers and the program can, the preferred one first
 */
export function waysToTry<Way extends string>(offered: readonly Way[], security: Security, facts: SignInFacts | null): readonly Way[] {
  const hidden = offered.filter((way) => hiding.has(way));
  const allowed = security === 'none' && hidden.length > 0 ? hidden : offered;
  const worked = allowed.find((way) => way === facts?.worked);
  if (worked) return [worked];
  return allowed.slice(0, facts?.isChanged ? 1 : 2);
}
