/**
 * Classifies connection errors: system errors, OpenSSL's verdicts, and both wrapped by a library become a `Failure` of the
 * closed union. Knows error codes and no sentences.
 */
import { type Failure, failure } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import { type Validity, validityOf } from './certificate.ts';
import { hasNetwork } from './local-network.ts';
import { CertificateChangedError, pinsFor, type TrustPolicy } from './trust.ts';

/** Codes of getaddrinfo(3), connect(2) and of the libraries' own deadlines. */
const socketCodes: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'host-not-found',
  ENODATA: 'host-not-found',
  EAI_NONAME: 'host-not-found',
  EAI_NODATA: 'host-not-found',
  // No answer, or SERVFAIL for this name: says nothing about the machine's own network.
  EAI_AGAIN: 'name-lookup-failed',
  ESERVFAIL: 'name-lookup-failed',
  // About this destination: no route to it (an IPv6 address only), or a router or the host's own network says that it is not there.
  ENETUNREACH: 'network-unreachable',
  EHOSTUNREACH: 'network-unreachable',
  EHOSTDOWN: 'network-unreachable',
  EADDRNOTAVAIL: 'network-unreachable',
  ENETDOWN: 'offline',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'connection-timeout',
  ESOCKETTIMEDOUT: 'connection-timeout',
  CONNECT_TIMEOUT: 'connection-timeout',
  GREETING_TIMEOUT: 'connection-timeout',
  UPGRADE_TIMEOUT: 'connection-timeout',
  ETIMEOUT: 'connection-stalled',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  ERR_STREAM_PREMATURE_CLOSE: 'connection-lost',
  ERR_STREAM_DESTROYED: 'connection-lost',
  NoConnection: 'connection-lost',
  EConnectionClosed: 'connection-lost',
  ECONNECTION: 'connection-lost',
};

/** OpenSSL's X509_V_ERR_ codes as Node spells them, and Node's own verdict on the name. */
const certificateCodes: Readonly<Record<string, FailureCode>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'certificate-wrong-name',
  HOSTNAME_MISMATCH: 'certificate-wrong-name',
  POSTGLASS_CERTIFICATE_CHANGED: 'certificate-changed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'certificate-untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate-untrusted',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'certificate-untrusted',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'certificate-untrusted',
  CERT_CHAIN_TOO_LONG: 'certificate-untrusted',
  CERT_REVOKED: 'certificate-untrusted',
  CERT_UNTRUSTED: 'certificate-untrusted',
  CERT_REJECTED: 'certificate-untrusted',
  INVALID_CA: 'certificate-untrusted',
  INVALID_PURPOSE: 'certificate-untrusted',
  PATH_LENGTH_EXCEEDED: 'certificate-untrusted',
  EE_KEY_TOO_SMALL: 'certificate-untrusted',
  CA_KEY_TOO_SMALL: 'certificate-untrusted',
  CA_MD_TOO_WEAK: 'certificate-untrusted',
};

/**
 * Names an error of resolving, connecting, reading or writing. Unknown codes become `connection-lost` with the code in
 * `detail.cause`, since every error of a socket ends it.
 * @param isOnline whether this computer has a network: only then is a way that was not found about the server
 */
export function classifySocketError(error: unknown, host?: string, port?: number, isOnline: () => boolean = hasNetwork): Failure {
  const { codes, message } = readError(error);
  const known = codes.find((code) => socketCodes[code] !== undefined);
  const cause = known ?? codes[0];
  const named = (known && socketCodes[known]) || 'connection-lost';
  const isOffline = (named === 'network-unreachable' || named === 'name-lookup-failed') && !isOnline();
  return failure(isOffline ? 'offline' : named, {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    detail: { ...(cause ? { cause } : {}), message },
  });
}

/**
 * Names an error of a TLS handshake; an error that has nothing to do with TLS goes to `classifySocketError`.
 * @param trust when given and the host is pinned, an unbelieved certificate is named `certificate-changed`
 */
export function classifyTlsError(error: unknown, host: string, port: number, trust?: TrustPolicy): Failure {
  const { codes, message, validity } = readError(error);
  const verdict = codes.find((code) => certificateCodes[code] !== undefined);
  if (verdict) {
    const pin = trust && pinsFor(trust, host, port).at(-1);
    const code = (certificateCodes[verdict] ?? 'certificate-untrusted') satisfies FailureCode;
    const changed = pin?.certificate !== undefined && code !== 'certificate-expired';
    return failure(changed ? 'certificate-changed' : code, {
      host,
      port,
      detail: {
        cause: verdict,
        message,
        ...(verdict === 'CERT_HAS_EXPIRED' && validity ? { validTo: validity.validTo } : {}),
        ...(verdict === 'CERT_NOT_YET_VALID' && validity ? { validFrom: validity.validFrom } : {}),
        ...(pin ? { pinned: pin.fingerprint } : {}),
        ...(error instanceof CertificateChangedError ? { fingerprint: error.fingerprint } : {}),
      },
    });
  }
  const protocolFault = codes.find((code) => code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO');
  const cutOff = message.includes('before secure TLS connection was established');
  if (protocolFault || cutOff)
    return failure('tls-failed', { host, port, permanent: !cutOff, detail: { cause: protocolFault ?? 'ECONNRESET', message } });
  return classifySocketError(error, host, port);
}

/** Every code an error carries: its own, the one a library moved aside, its cause's, and those of an `AggregateError`. */
function readError(error: unknown): { codes: string[]; message: string; validity: Validity | undefined } {
  const codes: string[] = [];
  let message = '';
  let validity: Validity | undefined;
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    if ('originalCode' in value && typeof value.originalCode === 'string') codes.push(value.originalCode);
    if ('code' in value && typeof value.code === 'string') codes.push(value.code);
    if (!message && 'message' in value && typeof value.message === 'string') message = value.message;
    if (value instanceof Error) validity ??= validityOf(value);
    if ('errors' in value && Array.isArray(value.errors)) for (const each of value.errors) visit(each, depth + 1);
    if ('cause' in value) visit(value.cause, depth + 1);
  };
  visit(error, 0);
  return { codes, message: message || String(error), validity };
}
