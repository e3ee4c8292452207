/**
 * Explains the notes between the lines: what a name led to, which port, what TLS agreed on, what a certificate says, and why a connection ended.
 * The note has its own sentence; what stands here is said behind it.
 */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Explanation } from '../../../contract/transcript.ts';
import type { WireNote } from '../../wire/tap.ts';
import { cut, explanation } from './explicable.ts';
import { noteSections } from './note-sections.ts';
import { alertIn, readCipher, tlsAlerts } from './tls-words.ts';

type Key = keyof typeof noteSections;

const isKey = (key: string): key is Key => Object.hasOwn(noteSections, key);
const say = (key: Key, parameters: Explanation['parameters'] = {}, source: string | null = noteSections[key]): Explanation =>
  explanation(key, source, parameters);

/** The explanation of a note, or null where its own sentence says all. */
export function explainNote(
  { key, parameters }: Pick<WireNote, 'parameters'> & { readonly key: string },
  protocol: Protocol,
): Explanation | null {
  const fact = (name: string): string => String(parameters[name] ?? '');
  switch (key) {
    case 'resolved':
      return explainAddresses(fact('addresses').split(' ').filter(Boolean));
    case 'connected': {
      const port = `connection.port.${fact('port')}`;
      return say(isKey(port) ? port : 'connection.port.other');
    }
    case 'tls':
      return explainTls(fact('protocol'), fact('cipher'));
    case 'certificate':
      return fact('subject') !== '' && fact('subject') === fact('issuer')
        ? say('tls.certificate.self')
        : say('tls.certificate', { issuer: cut(fact('issuer')) });
    case 'starttls':
      return say('tls.starttls', {}, upgrades[protocol] ?? null);
    case 'refused':
      return fact('code') === 'remote-content-refused' ? say('connection.picture') : null;
    case 'lost':
    case 'stalled':
      return explainEnd(fact('code'), fact('cause'), Number(parameters.alert ?? Number.NaN));
    default:
      return null;
  }
}

/** Where each protocol says what the change to TLS means. */
const upgrades: Readonly<Partial<Record<Protocol, string>>> = { smtp: 'RFC 3207 §4.2', imap: 'RFC 9051 §6.2.1', pop3: 'RFC 2595 §4' };

function explainAddresses(addresses: readonly string[]): Explanation | null {
  if (addresses.length === 0) return null;
  if (addresses.every((address) => /^127\.|^::1$/.test(address))) return say('dns.resolved.local');
  const six = addresses.filter((address) => address.includes(':')).length;
  const count = addresses.length;
  if (six === 0) return say('dns.resolved.four', { count });
  return say(six === count ? 'dns.resolved.six' : 'dns.resolved.both', { count });
}

function explainTls(protocol: string, cipher: string): Explanation {
  const { encryption, strength } = readCipher(cipher);
  const facts = { encryption: cut(encryption), protocol: cut(protocol) };
  if (/^(?:SSLv|TLSv1$|TLSv1\.[01]$)/.test(protocol)) return say('tls.version.old', facts);
  if (strength === 'weak') return say('tls.version.weak', facts);
  if (protocol === 'TLSv1.3') return say('tls.version.1.3', facts);
  if (protocol !== 'TLSv1.2' || strength === 'unknown') return say('tls.version.other', facts);
  if (strength === 'static') return say('tls.version.1.2.static', facts);
  return say(strength === 'cbc' ? 'tls.version.1.2.cbc' : 'tls.version.1.2.fresh', facts);
}

/** Failures that one entry tells, whatever caused them. Those that a line of the server tells have none: it is explained itself. */
const ends: Readonly<Record<string, Key>> = {
  'connection-refused': 'connection.refused',
  'connection-timeout': 'connection.timeout',
  'connection-lost': 'connection.lost',
  'connection-stalled': 'connection.stalled',
  'network-unreachable': 'connection.unreachable',
  offline: 'connection.offline',
  'tls-expected': 'tls.expected',
  'starttls-missing': 'tls.stripped.missing',
  'starttls-refused': 'tls.stripped.refused',
  'data-before-tls': 'tls.stripped.injected',
  'certificate-wrong-name': 'tls.fault.name',
  'certificate-changed': 'tls.fault.changed',
};

/** OpenSSL's verdicts, X509_V_ERR_ as Node spells them, of chains that are not believed. */
const verdicts: Readonly<Record<string, Key>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls.fault.self',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls.fault.root',
  UNABLE_TO_GET_ISSUER_CERT: 'tls.fault.issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls.fault.issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls.fault.issuer',
  CERT_REVOKED: 'tls.fault.revoked',
  EE_KEY_TOO_SMALL: 'tls.fault.weak',
  CA_KEY_TOO_SMALL: 'tls.fault.weak',
  CA_MD_TOO_WEAK: 'tls.fault.weak',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'tls.fault.damaged',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'tls.fault.damaged',
  CERT_SIGNATURE_FAILURE: 'tls.fault.damaged',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'tls.fault.damaged',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'tls.fault.damaged',
  INVALID_CA: 'tls.fault.purpose',
  INVALID_PURPOSE: 'tls.fault.purpose',
  PATH_LENGTH_EXCEEDED: 'tls.fault.purpose',
  CERT_CHAIN_TOO_LONG: 'tls.fault.purpose',
};

const noDataCodes: ReadonlySet<string> = new Set(['ENODATA', 'EAI_NODATA']);

function explainEnd(code: string, cause: string, alert: number): Explanation | null {
  const facts = { cause: cut(cause) };
  const end = Object.hasOwn(ends, code) ? ends[code] : undefined;
  if (end !== undefined) return say(end, facts);
  switch (code) {
    case 'host-not-found':
      return say(noDataCodes.has(cause) ? 'dns.ENODATA' : 'dns.ENOTFOUND', facts);
    case 'name-lookup-failed':
      return say(cause === 'ESERVFAIL' ? 'dns.ESERVFAIL' : 'dns.EAI_AGAIN', facts);
    case 'certificate-expired':
      return say(cause === 'CERT_NOT_YET_VALID' ? 'tls.fault.early' : 'tls.fault.expired', facts);
    case 'certificate-untrusted':
      return say((Object.hasOwn(verdicts, cause) ? verdicts[cause] : undefined) ?? 'tls.fault.untrusted', facts);
    case 'tls-failed':
      return explainHandshake(cause, Number.isNaN(alert) ? alertIn(cause) : alert);
    default:
      return null;
  }
}

function explainHandshake(cause: string, alert: number | null): Explanation {
  if (alert !== null) {
    const [name, entry] = tlsAlerts[alert] ?? [];
    return entry === undefined
      ? say('tls.alert.other', { number: alert })
      : say(`tls.alert.${entry}`, { alert: name ?? '–', number: alert });
  }
  const facts = { cause: cut(cause) };
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_TOO_|BAD_RECORD_TYPE/.test(cause))
    return say('tls.failed.plain', facts);
  if (
    /UNSUPPORTED_PROTOCOL|DH_KEY_TOO_SMALL|NO_PROTOCOLS|UNSAFE_LEGACY|NO_SHARED|NO_CIPHER|UNKNOWN_CIPHER|LEGACY_SIGALG|WRONG_SSL_VERSION/.test(
      cause,
    )
  )
    return say('tls.failed.version', facts);
  if (cause === '' || /ECONNRESET|EPIPE|EPROTO|UNEXPECTED_EOF/.test(cause)) return say('tls.failed.cut', facts);
  return say('tls.failed.other', facts);
}
