/**
 * Mutual authentication of a page and the browser host: both prove that they know the page's secret without sending it, so that another
 * program that listens on the port, before or after ours, learns nothing of use. The page gives its name in the socket's path and sends a
 * nonce; the host answers with a nonce of its own and its proof; the page checks it and sends the other proof. A proof is an HMAC-SHA-256
 * (RFC 2104) of one of the texts below under the secret, in base64url.
 */

/** Below which path a page opens its socket; its name follows. */
export const socketPrefix = 'socket/';

/** The name of a page: the HMAC of this text under its secret. */
export const pageNameText = 'postglass page name';

/**
 * The text whose HMAC proves that `prover` knows the secret now. It holds both nonces, against replay, and the
 * prover's side, against reflection.
 */
export const proofText = (prover: 'program' | 'page', pageNonce: string, programNonce: string): string =>
  `postglass ${prover} ${pageNonce} ${programNonce}`;

/** What a nonce looks like: 16 to 48 random bytes in base64url, which no text above can be confused by. */
export const noncePattern = /^[\w-]{22,64}$/;
