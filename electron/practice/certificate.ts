import { generate } from 'selfsigned';

export interface ServerCertificate {
  /** PEM; it signs itself, so trusting it is trusting the server. */
  readonly certificate: string;
  readonly key: string;
}

interface CertificateWishes {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly names?: readonly string[];
  /** Makes a certificate whose time is over, to practise with. */
  readonly expired?: boolean;
}

const day = 86_400_000;

/** Makes a key (P-256) and a certificate that is its own authority, good for this machine's own addresses and `practice.test`. */
export async function createCertificate({
  now,
  names = ['localhost', 'practice.test'],
  expired = false,
}: CertificateWishes): Promise<ServerCertificate> {
  const made = await generate([{ name: 'commonName', value: 'Postglass practice server' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 30 * day),
    notAfterDate: new Date(expired ? now - day : now + 365 * day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: '127.0.0.1' }, { type: 7, ip: '::1' }],
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}
