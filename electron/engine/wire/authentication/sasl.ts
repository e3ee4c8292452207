/**
 * SASL as pure functions: what a client answers, and which bytes of an answer are the secret. Only this file knows
 * where a mechanism keeps its password; the transcript asks it and never looks at text for patterns.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Span } from './base64-mask.ts';

/** RFC 4616 §2: authorisation identity, NUL, authentication identity, NUL, password. */
export const plainResponse = (username: string, password: string, authorisation = ''): Buffer =>
  Buffer.from(`${authorisation}\0${username}\0${password}`, 'utf8');

/** draft-murchison-sasl-login §2: user name and password are answers of their own. */
export const loginResponses = (username: string, password: string): readonly [Buffer, Buffer] => [
  Buffer.from(username, 'utf8'),
  Buffer.from(password, 'utf8'),
];

/** RFC 2195 §2: the user name, a space and HMAC-MD5 of the challenge, hexadecimal. */
export const cramMd5Response = (challenge: Buffer, username: string, password: string): Buffer =>
  Buffer.from(`${username} ${createHmac('md5', Buffer.from(password, 'utf8')).update(challenge).digest('hex')}`, 'utf8');

/** RFC 1939 §7: MD5 over the greeting's timestamp, angle brackets included, and the password; hexadecimal. */
export const apopDigest = (timestamp: string, password: string): string =>
  createHash('md5').update(timestamp, 'latin1').update(password, 'utf8').digest('hex');

/** The timestamp of a POP3 greeting, or null where the server does not offer APOP (RFC 1939 §7: it has the form of a msg-id). */
export function apopTimestamp(greeting: string): string | null {
  // Two steps: one pattern for brackets and at sign takes quadratic time on a greeting full of at signs.
  for (const [whole, inside = ''] of greeting.matchAll(/<([^<>\s]+)>/g)) if (/.@./.test(inside)) return whole;
  return null;
}

/** Google's and Microsoft's forerunner of RFC 7628. */
export const xoauth2Response = (username: string, token: string): Buffer =>
  Buffer.from(`user=${username}\x01auth=Bearer ${token}\x01\x01`, 'utf8');

/** RFC 7628 §3.1. */
export const oauthBearerResponse = (username: string, token: string, host: string, port: number): Buffer =>
  Buffer.from(`n,a=${saslName(username)},\x01host=${host}\x01port=${port}\x01auth=Bearer ${token}\x01\x01`, 'utf8');

/** RFC 5801 §4: a comma would end the name. */
const saslName = (name: string): string => name.replaceAll('=', '=3D').replaceAll(',', '=2C');

/**
 * How many answers a mechanism's client owes at least, an initial response included. Until it has given them a line of
 * the client is an answer and not a command, even when it does not wait for the server. Unknown mechanisms: no bound.
 */
export function responsesOwed(mechanism: string): number {
  const name = mechanism.toUpperCase();
  if (name === 'LOGIN' || name.startsWith('SCRAM-')) return 2;
  if (known.has(name)) return 1;
  return Number.POSITIVE_INFINITY;
}

const known: ReadonlySet<string> = new Set(['PLAIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER', 'EXTERNAL', 'ANONYMOUS']);

/**
 * The secret runs of one decoded client answer, or `all` when the mechanism is unknown or the answer is not in its form:
 * what cannot be understood is secret.
 * @param step 0 for the first answer (the initial response, if there is one)
 * @param prompt the server's challenge before this answer, decoded; empty if there was none
 */
export function secretsInResponse(mechanism: string, step: number, decoded: Buffer, prompt: string): readonly Span[] | 'all' {
  const name = mechanism.toUpperCase();
  if (decoded.length === 0) return [];
  switch (name) {
    case 'PLAIN': {
      const first = decoded.indexOf(0);
      const second = first < 0 ? -1 : decoded.indexOf(0, first + 1);
      return step > 0 || second < 0 ? 'all' : rest(decoded, second + 1);
    }
    case 'LOGIN':
      // The prompts are not standardised; a server that asks for the password first gets it first.
      return step === 0 && !/pass/i.test(prompt) ? [] : rest(decoded, 0);
    case 'CRAM-MD5': {
      // The digest lets anyone who has the challenge try passwords at leisure. The user name may hold spaces, the digest not.
      const space = decoded.lastIndexOf(0x20);
      return space < 0 ? 'all' : rest(decoded, space + 1);
    }
    case 'XOAUTH2':
    case 'OAUTHBEARER': {
      // RFC 7628 §3.2.3: after an error the client sends a single 0x01.
      if (decoded.length === 1 && decoded[0] === 1) return [];
      const label = decoded.indexOf('\x01auth=');
      if (label < 0) return 'all';
      const value = label + 6;
      const end = decoded.indexOf(1, value);
      const stop = end < 0 ? decoded.length : end;
      const space = decoded.indexOf(0x20, value);
      // Without a scheme in front the whole value is the token.
      const start = space >= 0 && space < stop ? space + 1 : value;
      return [
        { offset: start, length: stop - start },
        // Key and value pairs that we did not foresee may hold anything.
        ...unforeseenPairs(decoded, label, stop),
      ];
    }
    case 'EXTERNAL':
      // RFC 4422 appendix A.1: only the identity to act as.
      return step === 0 ? [] : 'all';
    default:
      return name.startsWith('SCRAM-') ? secretsInScram(step, decoded) : 'all';
  }
}

/**
 * The secret runs of a server's challenge: SCRAM's server signature (RFC 5802 §3), from which a password can be
 * guessed offline just as from the client's proof.
 */
export function secretsInChallenge(mechanism: string, decoded: Buffer): readonly Span[] {
  if (!mechanism.toUpperCase().startsWith('SCRAM-') || !decoded.subarray(0, 2).equals(Buffer.from('v='))) return [];
  const comma = decoded.indexOf(0x2c);
  return [{ offset: 2, length: (comma < 0 ? decoded.length : comma) - 2 }];
}

/** RFC 5802 §7: client-first-message holds no secret; of client-final-message the proof is one, and it comes last. */
function secretsInScram(step: number, decoded: Buffer): readonly Span[] | 'all' {
  if (step === 0) return [];
  const proof = decoded.lastIndexOf(',p=');
  if (proof >= 0) return rest(decoded, proof + 3);
  return 'all';
}

function unforeseenPairs(decoded: Buffer, label: number, stop: number): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const pair of decoded.toString('latin1').split('\x01')) {
    const inside = position > label && position <= stop;
    if (position > 0 && !inside && pair !== '' && !/^(host|port|user)=/.test(pair)) spans.push({ offset: position, length: pair.length });
    position += pair.length + 1;
  }
  return spans;
}

const rest = (decoded: Buffer, offset: number): Span[] => (offset >= decoded.length ? [] : [{ offset, length: decoded.length - offset }]);
