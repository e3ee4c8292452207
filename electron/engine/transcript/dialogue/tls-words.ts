/** Names of TLS: what a cipher suite consists of, alerts by number, and the reasons OpenSSL gives. Knows no sentence. */

/** The alerts of RFC 8446 §6 and, where marked, of older versions (RFC 5246 §7.2), and the entry that tells each. */
export const tlsAlerts: Readonly<Record<number, readonly [name: string, entry: AlertEntry]>> = {
  0: ['close_notify', 'closed'],
  10: ['unexpected_message', 'unreadable'],
  20: ['bad_record_mac', 'unreadable'],
  21: ['decryption_failed', 'unreadable'], // TLS 1.2 and older
  22: ['record_overflow', 'unreadable'],
  30: ['decompression_failure', 'unreadable'], // TLS 1.2 and older
  40: ['handshake_failure', 'handshake'],
  41: ['no_certificate', 'certificate'], // SSL 3.0
  42: ['bad_certificate', 'certificate'],
  43: ['unsupported_certificate', 'certificate'],
  44: ['certificate_revoked', 'certificate'],
  45: ['certificate_expired', 'certificate'],
  46: ['certificate_unknown', 'certificate'],
  47: ['illegal_parameter', 'unreadable'],
  48: ['unknown_ca', 'certificate'],
  49: ['access_denied', 'denied'],
  50: ['decode_error', 'unreadable'],
  51: ['decrypt_error', 'unreadable'],
  60: ['export_restriction', 'version'], // TLS 1.0
  70: ['protocol_version', 'version'],
  71: ['insufficient_security', 'handshake'],
  80: ['internal_error', 'internal'],
  86: ['inappropriate_fallback', 'version'],
  90: ['user_canceled', 'closed'],
  100: ['no_renegotiation', 'unreadable'], // TLS 1.2 and older
  109: ['missing_extension', 'handshake'],
  110: ['unsupported_extension', 'unreadable'],
  111: ['certificate_unobtainable', 'certificate'], // TLS 1.2 and older
  112: ['unrecognized_name', 'name'],
  113: ['bad_certificate_status_response', 'unreadable'],
  114: ['bad_certificate_hash_value', 'certificate'], // TLS 1.2 and older
  115: ['unknown_psk_identity', 'handshake'],
  116: ['certificate_required', 'certificate'],
  120: ['no_application_protocol', 'application'],
};

type AlertEntry = 'handshake' | 'version' | 'name' | 'certificate' | 'denied' | 'internal' | 'unreadable' | 'application' | 'closed';

/**
 * The number of the alert that an error names: `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE`, `ERR_SSL_TLSV1_UNRECOGNIZED_NAME`. OpenSSL gives
 * the same names in its own errors of reading (`NO_…`), so that only names behind a version count. Null for other errors.
 */
export function alertIn(code: string): number | null {
  const [, spelled] = /^ERR_SSL_(?:SSL\/TLS|SSLV3|TLSV1|TLSV13)_(?:ALERT_)?([A-Z_]+)$/.exec(code) ?? [];
  if (spelled === undefined) return null;
  const name = spelled.toLowerCase().replace('user_cancelled', 'user_canceled');
  const found = Object.entries(tlsAlerts).find(([, [known]]) => known === name);
  return found ? Number(found[0]) : null;
}

type CipherStrength = 'aead' | 'cbc' | 'static' | 'weak' | 'unknown';

interface Cipher {
  /** What encrypts: `AES-256-GCM`. The whole name where it is not understood. */
  readonly encryption: string;
  readonly strength: CipherStrength;
}

/**
 * Takes a suite apart, in the names of IANA (`TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`) or of OpenSSL (`ECDHE-RSA-AES128-GCM-SHA256`).
 * `static`: keys that come from the server's certificate, without forward secrecy (RFC 9325 §4.1).
 */
export function readCipher(name: string): Cipher {
  const suite = name.toUpperCase().replaceAll('-', '_');
  const [, family, bits, mode] =
    /(AES|ARIA|CAMELLIA)_?(128|192|256)(?:_(GCM|CCM|CBC))?/.exec(suite) ?? /(CHACHA20)_(?:()(POLY1305))/.exec(suite) ?? [];
  const encryption =
    family === undefined
      ? name
      : [family, bits, mode ?? 'CBC'].filter(Boolean).join('-').replace('CHACHA20', 'ChaCha20').replace('POLY', 'Poly');
  if (/NULL|RC4|RC2|3DES|DES_CBC|DES_|EXPORT|ANON|MD5|IDEA|SEED/.test(suite))
    return { encryption: family === undefined ? name : encryption, strength: 'weak' };
  if (family === undefined) return { encryption, strength: 'unknown' };
  // Suites of TLS 1.3 name no key exchange: it is always a fresh one (RFC 8446 §1.2).
  const isFresh = /(?:^|_)(?:ECDHE|DHE|EDH)_/.test(suite) || !(suite.includes('_WITH_') || /^(?:AES|ARIA|CAMELLIA)/.test(suite));
  if (!isFresh) return { encryption, strength: 'static' };
  return { encryption, strength: (mode ?? 'CBC') === 'CBC' ? 'cbc' : 'aead' };
}
