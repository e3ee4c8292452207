/** Base64 of what people type, which is UTF-8 (RFC 4648 §4). */

export const encodeBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Null where it is no base64. Octets that are no UTF-8 are shown as such. */
export function decodeBase64(encoded: string): string | null {
  try {
    const binary = atob(encoded.trim());
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    // `atob` refuses what is no base64; there is nothing else that it tells.
    return null;
  }
}
