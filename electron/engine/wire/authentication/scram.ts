/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677), the client's side: the password never crosses the wire, and the server proves that it knows it too.
 * Without channel binding.
 */
import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Credentials } from './credentials.ts';

/** As `SaslExchange`, for a mechanism that computes for a while. */
interface ScramExchange {
  /** The answer to a challenge; null where the challenge is not to be believed: the exchange is then to be cancelled with `*`. */
  answer(challenge: Buffer): Promise<Buffer | null>;
  /** Whether the server has proved that it knows the password: without it a success is none (RFC 5802 §5). */
  hasProof(): boolean;
}

/** Fewer are refused (RFC 7677 §4); more would only keep the processor busy. */
const iterations = { fewest: 4_096, most: 5_000_000 } as const;

const derive = promisify(pbkdf2);
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** @param nonce printable characters without a comma; a test hands in that of the RFC */
export function scramExchange(
  { username, password }: Extract<Credentials, { kind: 'password' }>,
  nonce: string = randomBytes(18).toString('base64'),
): ScramExchange {
  // RFC 5802 §5.1: a comma and an equals sign would end the name. RFC 4013 as far as Unicode's normal form.
  const name = username.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C');
  const first = `n=${name},r=${nonce}`;
  let step = 0;
  let serverSignature: Buffer | null = null;
  let isProven = false;

  async function prove(challenge: string): Promise<Buffer | null> {
    const [, server = '', salt = '', count = ''] = /^r=([^,]+),s=([A-Za-z0-9+/=]+),i=(\d{1,8})(?:,|$)/.exec(challenge) ?? [];
    const rounds = Number(count);
    // RFC 5802 §5.1: the nonce must begin with our own.
    if (!server.startsWith(nonce) || server === nonce || rounds < iterations.fewest || rounds > iterations.most) return null;
    const salted = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64'), rounds, 32, 'sha256');
    const clientKey = hmac(salted, 'Client Key');
    // RFC 5802 §5.1, c: base64 of the header `n,,`.
    const last = `c=biws,r=${server}`;
    const exchanged = `${first},${challenge},${last}`;
    const signature = hmac(createHash('sha256').update(clientKey).digest(), exchanged);
    serverSignature = hmac(hmac(salted, 'Server Key'), exchanged);
    const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
    return Buffer.from(`${last},p=${proof.toString('base64')}`, 'utf8');
  }

  /** RFC 5802 §5: the server's signature is the only proof that it knows the password. */
  function believe(challenge: string): Buffer | null {
    const said = Buffer.from(/^v=([A-Za-z0-9+/=]+)/.exec(challenge)?.[1] ?? '', 'base64');
    isProven = serverSignature !== null && said.length === serverSignature.length && timingSafeEqual(said, serverSignature);
    return isProven ? Buffer.alloc(0) : null;
  }

  return {
    async answer(challenge) {
      step += 1;
      const text = challenge.toString('utf8');
      if (step === 1) return Buffer.from(`n,,${first}`, 'utf8');
      return step === 2 ? prove(text) : believe(text);
    },
    hasProof: () => isProven,
  };
}
