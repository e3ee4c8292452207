/**
 * Trusted certificates besides the built-in authorities: those of the provisioning file, the practice server's own, and
 * those the user pinned for one host and port. Remembers refused chains, so that only a certificate that a server has
 * really presented can be pinned.
 */
import { type AccountSettings, type Exception, serversOf } from '../../contract/accounts.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import { describePem, type ShownCertificate } from '../wire/certificate.ts';
import { pinsFor, sameFingerprint, type TrustPolicy } from '../wire/trust.ts';

export interface Trusted {
  policy(): TrustPolicy;
  /** Trusts this certificate until the program ends. */
  add(pem: string): void;
  /** A server showed this chain and was refused. */
  refused(host: string, port: number, chain: readonly ShownCertificate[]): void;
  /** A renewed certificate replaces the old one: keeping both would leave a stolen key valid. */
  pin(host: string, port: number, fingerprint: string): Promise<Result<null>>;
  exceptions(): Exception[];
  /** Revokes a pin; `not-found` where there is none. */
  revoke(host: string, port: number, fingerprint: string): Promise<Result<null>>;
  /**
   * Forgets the pins of hosts and ports that no account uses any more.
   * @param left settings that are no longer. A pin of this run for any other server waits for the account that is being set up.
   */
  dropUnused(accounts: readonly AccountSettings[], left: AccountSettings): Promise<Result<null>>;
}

/** Chains remembered: one a host and port, the oldest forgotten first. */
const mostChains = 100;

export function createTrusted({ storage, reader }: { readonly storage: Storage; readonly reader: AccountReader }): Trusted {
  const extra = new Set<string>();
  const chains = new Map<string, readonly ShownCertificate[]>();
  const keyOf = (host: string, port: number) => `${host.toLowerCase()}:${port}`;
  /** Servers that were pinned since the program began. */
  const given = new Set<string>();
  const keysOf = (settings: AccountSettings) => serversOf(settings).map(({ host, port }) => keyOf(host, port));
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
      if (!saved.ok) return saved;
      given.add(keyOf(host, port));
      return succeed(null);
    },
    exceptions: () =>
      reader.trustedCertificates().flatMap(({ host, port, certificate }) => {
        const facts = describePem(certificate);
        return facts ? [{ host, port, certificate: facts }] : [];
      }),
    async revoke(host, port, fingerprint) {
      const pinned = pinsFor({ extraCertificates: [], pinned: reader.trustedCertificates() }, host, port);
      if (!pinned.some((pin) => sameFingerprint(pin.fingerprint, fingerprint)))
        return { ok: false, failure: failure('not-found', { host, port, detail: { fingerprint } }) };
      const gone = await storage.distrust({ host, port });
      return gone.ok ? succeed(null) : gone;
    },
    async dropUnused(accounts, left) {
      const used = new Set(accounts.flatMap(keysOf));
      for (const key of keysOf(left)) given.delete(key);
      for (const { host, port } of reader.trustedCertificates()) {
        if (used.has(keyOf(host, port)) || given.has(keyOf(host, port))) continue;
        const gone = await storage.distrust({ host, port });
        if (!gone.ok) return gone;
      }
      return succeed(null);
    },
  };
}
