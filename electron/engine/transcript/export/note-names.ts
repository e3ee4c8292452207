/** Names in what the program notes beside the lines: the host that it looked up, what a certificate says of its owner. */
import { isIP } from 'node:net';
import type { Found } from './identities.ts';

const oneWord = /^[\p{L}\p{N}-]+$/u;

/** A text that is the name of a host and nothing else. */
export const hostOf = (host: string): Found => ({
  start: 0,
  end: host.length,
  kind: isIP(host) ? 'ip' : 'host',
  value: host,
  everywhere: true,
});

/** @param numbered a chain of certificates is noted by number: `subject`, `subject1` */
export function findInNote(numbered: string, value: string): Found[] {
  const name = numbered.replace(/\d+$/, '');
  if (name === 'names')
    return [...value.matchAll(/[^ ]+/g)].map(({ 0: word, index }) => ({ ...hostOf(word), start: index, end: index + word.length }));
  if (name === 'fingerprint') return [{ start: 0, end: value.length, kind: 'fingerprint', value, everywhere: true }];
  if (name === 'subject' || name === 'issuer') return findOwner(value);
  return name === 'host' && oneWord.test(value) ? [hostOf(value)] : [];
}

/** All of a distinguished name (RFC 4514 §2) but the country: an organisation and a place say who it is as well as a host does. */
function findOwner(value: string): Found[] {
  const attributes = [...value.matchAll(/(?:^|, |\+)([A-Za-z][A-Za-z0-9.-]*)=/g)];
  // A certificate names its owner in one word where it has no domain.
  if (attributes.length === 0) return oneWord.test(value) ? [hostOf(value)] : [];
  return attributes.flatMap(({ 0: whole, 1: type = '', index }, at): Found[] => {
    const start = index + whole.length;
    const end = attributes[at + 1]?.index ?? value.length;
    const text = value.slice(start, end);
    if (text === '' || text.includes('@') || /^(?:C|jurisdictionC)$/.test(type)) return [];
    if (type === 'CN' && /^[\p{L}\p{N}.*-]+$/u.test(text)) return [{ ...hostOf(text), start, end }];
    return [{ start, end, kind: 'name', value: text, everywhere: /^(?:CN|O|OU)$/.test(type) }];
  });
}
