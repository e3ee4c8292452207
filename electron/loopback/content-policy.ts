/** The headers of every answer of the loopback host; the desktop host sends the same content policies from its own scheme. */

/** The window: our own files only, no inline script, no form, no framing. */
export const windowPolicy = (nonce: string, socket: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`.trim(),
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The empty shell page that a message is put into: nothing in it can run, and it loads nothing. */
export const messagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src blob: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** Bytes of a message or a transcript: never a document of ours. */
export const bytesPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'cache-control': 'no-store',
};

/** The nonce's place in `index.html`. */
export const noncePlaceholder = '__CSP_NONCE__';

/** RFC 6266: an ASCII name for old agents and the whole one in UTF-8 (RFC 8187). */
export function contentDisposition(name: string | null): string {
  if (name === null) return 'inline';
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
