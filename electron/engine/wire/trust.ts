/**
 * Trust of a connection: the built-in authorities, certificates that the administrator added, and certificates that the
 * user pinned for one host and port. Node verifies inside the handshake, so an untrusted certificate ends the connection
 * before a byte of the protocol is sent; there is no way round that here.
 */
import tls from 'node:tls';
import { serverName } from './host-name.ts';

/** The user's deliberate exception: this very certificate, on this host and port, whatever else is wrong with it but its age. */
interface PinnedCertificate {
  readonly host: string;
  readonly port: number;
  /** SHA-256 over the DER form, hexadecimal with colons. */
  readonly fingerprint: string;
  /** The certificate itself: OpenSSL needs all of it to trust it. Without it the pin only detects a change. */
  readonly certificate?: string;
}

export interface TrustPolicy {
  /** PEM; may be authorities or single leaves. */
  readonly extraCertificates: readonly string[];
  readonly pinned: readonly PinnedCertificate[];
}

/** What `checkServerIdentity` answers when the chain ends in the pinned certificate but the leaf is another one. */
export class CertificateChangedError extends Error {
  readonly code = 'POSTGLASS_CERTIFICATE_CHANGED';
  readonly fingerprint: string;
  constructor(fingerprint: string) {
    super(`the server shows another certificate than the pinned one: ${fingerprint}`);
    this.name = 'CertificateChangedError';
    this.fingerprint = fingerprint;
  }
}

/** The pins for a host and port; a renewed certificate may have been pinned beside the old one. Names compare without case (RFC 4343 §2). */
export function pinsFor(trust: TrustPolicy, host: string, port: number): PinnedCertificate[] {
  return trust.pinned.filter((pin) => pin.port === port && pin.host.toLowerCase() === host.toLowerCase());
}

/**
 * The TLS options for one host, for `tls.connect` and for the `tls` option of ImapFlow and nodemailer.
 *
 * A pinned certificate joins the authorities and may end a chain itself (`allowPartialTrustChain`: OpenSSL otherwise
 * accepts only self-signed ends); the identity check then passes for exactly that certificate. So a self-signed, an
 * unknown or a wrong-name certificate passes on its own host and port and nowhere else. An expired certificate does
 * not: OpenSSL checks the dates of trusted certificates too, and switching verification off instead would leave it to
 * every library to look again before it speaks.
 */
export function tlsOptionsFor(host: string, port: number, trust: TrustPolicy): tls.ConnectionOptions {
  const pins = pinsFor(trust, host, port).filter(({ certificate }) => certificate !== undefined);
  const name = serverName(host);
  const options: tls.ConnectionOptions = {
    ...(name === undefined ? {} : { servername: name }),
    // RFC 8996 §2: TLS 1.0 and 1.1 must not be used.
    minVersion: 'TLSv1.2',
    checkServerIdentity: (_name, certificate) => {
      if (pins.some((pin) => sameFingerprint(certificate.fingerprint256, pin.fingerprint))) return undefined;
      // A pin is for one leaf: that its key signed another certificate proves nothing about this server.
      if (pins.some((pin) => chainHolds(certificate, pin.fingerprint))) return new CertificateChangedError(certificate.fingerprint256);
      // The name that was asked for, not the one a library made of it: an address, say, has no server name (RFC 6066 §3).
      return tls.checkServerIdentity(name ?? host, certificate);
    },
  };
  if (trust.extraCertificates.length > 0 || pins.length > 0) {
    // Setting `ca` replaces the built-in list, so that list comes first. Costs 40 ms: without extras it is left to Node.
    options.ca = [...tls.getCACertificates('default'), ...trust.extraCertificates, ...pins.map(({ certificate = '' }) => certificate)];
    options.allowPartialTrustChain = true;
  }
  return options;
}

/** Compares fingerprints without regard to case or colons. */
export function sameFingerprint(left: string, right: string): boolean {
  const bare = (value: string) => value.replaceAll(':', '').toLowerCase();
  return bare(left) === bare(right);
}

function chainHolds(leaf: tls.PeerCertificate, fingerprint: string): boolean {
  let current: tls.PeerCertificate | tls.DetailedPeerCertificate | undefined = leaf;
  const seen = new Set<string>();
  while (current?.fingerprint256 && !seen.has(current.fingerprint256)) {
    if (sameFingerprint(current.fingerprint256, fingerprint)) return true;
    seen.add(current.fingerprint256);
    current = 'issuerCertificate' in current ? current.issuerCertificate : undefined;
  }
  return false;
}
