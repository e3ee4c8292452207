/** The client's side of a SASL exchange (RFC 4422 §3), whatever protocol carries it: a challenge goes in, an answer comes out. */
import type { Credentials } from './credentials.ts';
import { cramMd5Response, loginResponses, oauthBearerResponse, plainResponse, responsesOwed, xoauth2Response } from './sasl.ts';

export type PasswordMechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5';
export type TokenMechanism = 'OAUTHBEARER' | 'XOAUTH2';

/** Mechanisms that carry a token, the standard one (RFC 7628) before its forerunner. */
export const tokenMechanisms: readonly TokenMechanism[] = ['OAUTHBEARER', 'XOAUTH2'];

export interface SaslExchange {
  /** The answer to a challenge; null where the mechanism has nothing more to say: the exchange is then to be cancelled with `*`. */
  answer(challenge: Buffer): Buffer | null;
  /** Whether the server may report success by now; before, it has not received all of the proof. */
  isComplete(): boolean;
}

/** Begins an exchange of a password. */
export function passwordExchange(
  mechanism: PasswordMechanism,
  { username, password }: Extract<Credentials, { kind: 'password' }>,
): SaslExchange {
  if (mechanism === 'PLAIN') return exchangeOf(mechanism, [() => plainResponse(username, password)]);
  if (mechanism === 'CRAM-MD5') return exchangeOf(mechanism, [(challenge) => cramMd5Response(challenge, username, password)]);
  const [name, secret] = loginResponses(username, password);
  // The prompts of LOGIN come in a fixed order in practice, but a server may ask for the password first.
  const asksForPassword = (challenge: Buffer) => /pass/i.test(challenge.toString('latin1'));
  const asksForName = (challenge: Buffer) => /user/i.test(challenge.toString('latin1'));
  return exchangeOf(mechanism, [
    (challenge) => (asksForPassword(challenge) ? secret : name),
    (challenge) => (asksForPassword(challenge) || !asksForName(challenge) ? secret : name),
  ]);
}

/** Begins an exchange of a token with this server. */
export function tokenExchange(
  mechanism: TokenMechanism,
  { username, token }: Extract<Credentials, { kind: 'token' }>,
  server: { readonly host: string; readonly port: number },
): SaslExchange {
  const shown =
    mechanism === 'OAUTHBEARER' ? oauthBearerResponse(username, token, server.host, server.port) : xoauth2Response(username, token);
  // A further challenge says what is wrong with the token; the server says no once it is acknowledged: by a single 0x01 (RFC 7628 §3.2.3), in
  // XOAUTH2 by an empty line. The token is never shown again.
  // Defence T13 of the checklist.
  const acknowledged = mechanism === 'OAUTHBEARER' ? Buffer.from([1]) : Buffer.alloc(0);
  return exchangeOf(mechanism, [() => shown, () => acknowledged]);
}

function exchangeOf(mechanism: string, answers: readonly ((challenge: Buffer) => Buffer)[]): SaslExchange {
  let given = 0;
  return {
    answer(challenge) {
      const next = answers[given];
      given += 1;
      return next ? next(challenge) : null;
    },
    isComplete: () => given >= responsesOwed(mechanism),
  };
}
