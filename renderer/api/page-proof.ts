/** The page's side of the mutual proof (electron/contract/page-proof.ts), by WebCrypto: 127.0.0.1 is a secure context in every browser. */
import { pageNameText, proofText } from '../../electron/contract/page-proof.ts';

export interface PageProof {
  /** The name by which the program identifies this page. */
  readonly name: string;
  /** A new nonce of 32 random bytes, in base64url. */
  newNonce(): string;
  /** Checks the other side's proof. */
  isProgram(proof: string, pageNonce: string, programNonce: string): Promise<boolean>;
  /** Our own proof. */
  prove(pageNonce: string, programNonce: string): Promise<string>;
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  } catch {
    return null; // not base64: no proof
  }
}

/** @param secret what the page was let in with; it never leaves this closure */
export async function createPageProof(secret: string): Promise<PageProof> {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  const sign = async (text: string) => toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(text))));
  return {
    name: await sign(pageNameText),
    newNonce: () => toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    async isProgram(proof, pageNonce, programNonce) {
      const given = fromBase64Url(proof);
      return given !== null && crypto.subtle.verify('HMAC', key, given, bytesOf(proofText('program', pageNonce, programNonce)));
    },
    prove: (pageNonce, programNonce) => sign(proofText('page', pageNonce, programNonce)),
  };
}
