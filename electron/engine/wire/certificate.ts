/** Describes the certificates a server showed, for people: names, dates, fingerprints, leaf first. */
import { X509Certificate } from 'node:crypto';
import { type EventEmitter, errorMonitor } from 'node:events';
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate } from '../../contract/accounts.ts';

/** A certificate as it is shown, with the PEM form that a pin needs. */
export interface ShownCertificate extends Certificate {
  readonly pem: string;
}

/** The chain the server showed on this connection, leaf first; empty before the handshake. */
export function shownChain(socket: TLSSocket): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  const seen = new Set<string>();
  let current: DetailedPeerCertificate | PeerCertificate | undefined = socket.getPeerCertificate(true);
  // A self-signed certificate is its own issuer; a hostile chain must not be followed without end.
  while (current?.raw && !seen.has(current.fingerprint256) && chain.length < 16) {
    seen.add(current.fingerprint256);
    chain.push(describe(current));
    current = 'issuerCertificate' in current ? current.issuerCertificate : undefined;
  }
  return chain;
}

/** The time that a chain is good for, ISO 8601: from the last beginning of its certificates to the first end (RFC 5280 §6.1.3). */
export interface Validity {
  readonly validFrom: string;
  readonly validTo: string;
}

/** Puts the time of the chain on the error that ends the handshake: Node's own error has a code and no dates. */
export function keepValidity(socket: TLSSocket, chain: readonly ShownCertificate[]): void {
  const validity: Validity = {
    validFrom: chain.map(({ validFrom }) => validFrom).reduce((one, other) => (one > other ? one : other)),
    validTo: chain.map(({ validTo }) => validTo).reduce((one, other) => (one < other ? one : other)),
  };
  const emitter: EventEmitter = socket; // the socket's own overloads know no symbols
  emitter.once(errorMonitor, (error: Error) => Object.defineProperty(error, 'validity', { value: validity }));
}

/** What `keepValidity` put on an error. */
export function validityOf(error: Error): Validity | undefined {
  if (!('validity' in error) || typeof error.validity !== 'object' || error.validity === null) return undefined;
  const { validity } = error;
  if (!('validFrom' in validity) || !('validTo' in validity)) return undefined;
  const { validFrom, validTo } = validity;
  return typeof validFrom === 'string' && typeof validTo === 'string' ? { validFrom, validTo } : undefined;
}

/** Without the PEM form: what may cross the contract. */
export const withoutPem = ({ pem: _, ...certificate }: ShownCertificate): Certificate => certificate;

/** A certificate out of its PEM form; null when it cannot be read. */
export function describePem(pem: string): Certificate | null {
  try {
    return withoutPem(describe(new X509Certificate(pem).toLegacyObject()));
  } catch {
    return null;
  }
}

function describe(certificate: PeerCertificate): ShownCertificate {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    validFrom: new Date(certificate.valid_from).toISOString(),
    validTo: new Date(certificate.valid_to).toISOString(),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    fingerprint: certificate.fingerprint256,
    pem: `-----BEGIN CERTIFICATE-----\n${certificate.raw.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
  };
}

/** `CN=mail.example.org, O=Example`. */
function distinguishedName(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`)
    .join(', ');
}
