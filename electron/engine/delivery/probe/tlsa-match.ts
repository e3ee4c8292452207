/** Whether a chain of certificates is the one that a TLSA record promises (RFC 6698 §2.1). */
import { createHash, X509Certificate } from 'node:crypto';

/**
 * @param record data as a zone file has it: usage, selector, matching type, hexadecimal digits
 * @param chain PEM, leaf first
 * @returns whether a certificate that the usage allows has what the record names. Dates and names are not looked at: for usage 3 they do not
 * count (RFC 7672 §3.1.1). False for a record that is malformed, or of a usage that does not count for mail.
 */
export function promises(record: string, chain: readonly string[]): boolean {
  const [usage = '', selector = '', matching = '', ...rest] = record.split(' ');
  const wanted = Buffer.from(rest.join(''), 'hex');
  // 3: the host's own certificate; 2: one that vouches for it, or itself where it stands alone.
  const candidates = usage === '3' ? chain.slice(0, 1) : usage === '2' ? (chain.length > 1 ? chain.slice(1) : chain) : [];
  return candidates.some((pem) => {
    const certificate = new X509Certificate(pem);
    const content =
      selector === '0' ? certificate.raw : selector === '1' ? certificate.publicKey.export({ type: 'spki', format: 'der' }) : null;
    if (content === null) return false;
    const algorithm = { 1: 'sha256', 2: 'sha512' }[Number(matching)];
    if (matching !== '0' && algorithm === undefined) return false;
    return wanted.equals(algorithm === undefined ? content : createHash(algorithm).update(content).digest());
  });
}

/** The record that promises this certificate's key (RFC 7672 §3.1.1 recommends 3 1 1). @param pem the host's own certificate */
export function promiseOf(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return `3 1 1 ${createHash('sha256').update(key).digest('hex').toUpperCase()}`;
}
