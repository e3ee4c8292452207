/** Words for the result types of reports about TLS (RFC 8460 §4.3). */
import type { WordKey } from './keys.ts';

const known = [
  'starttls-not-supported',
  'certificate-host-mismatch',
  'certificate-expired',
  'certificate-not-trusted',
  'validation-failure',
  'tlsa-invalid',
  'dnssec-invalid',
  'dane-required',
  'sts-policy-fetch-error',
  'sts-policy-invalid',
  'sts-webpki-invalid',
] as const;

/** @returns the key of its sentence; null where it is of no known type */
export function tlsReason(type: string): WordKey | null {
  const found = known.find((one) => one === type);
  return found ? `report.tls.${found}` : null;
}
