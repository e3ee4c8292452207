/**
 * Certificates made on the spot, so that a test can prove that a good one is accepted and each kind of bad one is named. Knows X.509
 * names, addresses and dates, and refuses to know who serves them. Pure JavaScript (`selfsigned`): it also works where the openssl
 * program is missing.
 */
import { generate } from 'selfsigned';

/** A certificate with its private key, both in PEM. */
export interface KeyedCertificate {
  certificate: string;
  key: string;
}

export interface CertificateRequest {
  /** DNS names; default `localhost`. */
  names?: string[];
  /** IP addresses; default 127.0.0.1, 127.0.0.2 and ::1. */
  addresses?: string[];
  notBefore?: Date;
  notAfter?: Date;
}

export interface CertificateAuthority {
  /** The authority's own certificate in PEM: what a client is told to trust. */
  certificate: string;
  /** A leaf signed by this authority; without a request it is good for every loopback server. */
  issue(request?: CertificateRequest): Promise<KeyedCertificate>;
  /** Signed by this authority, but past its last day. */
  issueExpired(): Promise<KeyedCertificate>;
  /** Signed by this authority, but for a host that is not the one being called. */
  issueForAnotherHost(): Promise<KeyedCertificate>;
}

const day = 24 * 60 * 60 * 1000;

// Elliptic keys take milliseconds where RSA takes a second, and every server and library used here speaks them.
const elliptic = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes a new authority; `now` is the instant its dates are counted from. */
export async function createCertificateAuthority({
  name = 'Postglass test authority',
  now = new Date(),
} = {}): Promise<CertificateAuthority> {
  const authority = await generate([{ name: 'commonName', value: name }], {
    ...elliptic,
    notBeforeDate: new Date(now.getTime() - 60 * day),
    notAfterDate: new Date(now.getTime() + 60 * day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const signer = { key: authority.private, cert: authority.cert };
  const issue = (request: CertificateRequest = {}) => makeLeaf({ request, now, signer });
  return {
    certificate: authority.cert,
    issue,
    issueExpired: () => issue({ notBefore: new Date(now.getTime() - 30 * day), notAfter: new Date(now.getTime() - day) }),
    issueForAnotherHost: () => issue({ names: ['elsewhere.example'], addresses: ['192.0.2.1'] }),
  };
}

/** A leaf that nobody vouches for but itself. */
export function createSelfSignedCertificate({
  now = new Date(),
  ...request
}: CertificateRequest & { now?: Date } = {}): Promise<KeyedCertificate> {
  return makeLeaf({ request, now });
}

async function makeLeaf(options: {
  request: CertificateRequest;
  now: Date;
  signer?: { key: string; cert: string };
}): Promise<KeyedCertificate> {
  const { request, now, signer } = options;
  const names = request.names ?? ['localhost'];
  const addresses = request.addresses ?? ['127.0.0.1', '127.0.0.2', '::1'];
  const leaf = await generate([{ name: 'commonName', value: names[0] ?? addresses[0] ?? 'localhost' }], {
    ...elliptic,
    notBeforeDate: request.notBefore ?? new Date(now.getTime() - day),
    notAfterDate: request.notAfter ?? new Date(now.getTime() + 30 * day),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
    ...(signer ? { ca: signer } : {}),
  });
  return { certificate: leaf.cert, key: leaf.private };
}
