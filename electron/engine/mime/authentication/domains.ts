/** Domains of addresses, as DNS knows them. */
import { domainToASCII } from 'node:url';

/** The domain of an address in A-labels (RFC 5891 §4.4) and small letters; null where there is none. */
export function domainOfAddress(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).replace(/\.$/, '');
  if (!address.includes('@') || domain === '') return null;
  if (/^[\x21-\x7e]+$/.test(domain)) return domain.toLowerCase();
  return domainToASCII(domain) || null;
}
