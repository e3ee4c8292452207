/**
 * Whom connections believe besides the built-in authorities: certificates of the provisioning file, the practice
 * server's own, and those the user pinned for one host and port. Remembers chains that were refused, so that a pin can
 * only name a certificate that a server has really shown.
 */
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Reader, Storage } from '../cache/storage-interface.ts';
import type { ShownCertificate } from '../wire/certificate.ts';
import { sameFingerprint, type TrustPolicy } from '../wire/trust.ts';

export interface Trusted {
  policy(): TrustPolicy;
  /** Believes this certificate for the life of the program. */
  add(pem: string): void;
  /** A server showed this chain and was refused. */
  refused(host: string, port: number, chain: readonly ShownCertificate[]): void;
  pin(host: string, port: number, fingerprint: string): Promise<Result<null>>;
}

/** Chains remembered: one a host and port, the oldest forgotten first. */
const mostChains = 100;

export function createTrusted({ storage, reader }: { readonly storage: Storage; readonly reader: Reader }): Trusted {
  const extra = new Set<string>();
  const chains = new Map<string, readonly ShownCertificate[]>();
  const keyOf = (host: string, port: number) => `${host.toLowerCase()}:${port}`;
  return {
    policy: () => ({ extraCertificates: [...extra], pinned: reader.trustedCertificates() }),
    add: (pem) => void extra.add(pem),
    refused(host, port, chain) {
      chains.delete(keyOf(host, port));
      chains.set(keyOf(host, port), chain);
      const oldest = chains.keys().next();
      if (chains.size > mostChains && !oldest.done) chains.delete(oldest.value);
    },
    async pin(host, port, fingerprint) {
      const shown = chains.get(keyOf(host, port))?.find((certificate) => sameFingerprint(certificate.fingerprint, fingerprint));
      if (!shown) return { ok: false, failure: failure('not-found', { host, port, detail: { fingerprint } }) };
      const saved = await storage.trustCertificate({ host, port, fingerprint: shown.fingerprint, certificate: shown.pem });
      return saved.ok ? succeed(null) : saved;
    },
  };
}
