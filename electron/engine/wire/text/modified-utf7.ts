/** Modified UTF-7 (RFC 3501 §5.1.3): names of folders on the wire of IMAP, and in a Maildir of a server that speaks it. */

/** RFC 3501 §5.1.3: printable ASCII stands for itself, `&-` for the ampersand, all else is base64 of UTF-16 with `,` for `/`. */
export function encodeName(path: string): string {
  return path.replace(/&|[^\u0020-\u007e]+/g, (run) => (run === '&' ? '&-' : `&${base64OfUtf16(run)}-`));
}

function base64OfUtf16(run: string): string {
  const bytes = Buffer.from(run, 'utf16le').swap16();
  return bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',');
}

/** The readable form of a listed name: what is no modified UTF-7 in it stays as it is, and octets above 127 are UTF-8 if they can be. */
export function decodeName(octets: Buffer): string {
  const utf8 = octets.toString('utf8');
  const read = utf8.includes('\ufffd') ? octets.toString('latin1') : utf8;
  return read.replace(/&([A-Za-z0-9+,]*)-/g, (whole, coded: string) => {
    if (coded === '') return '&';
    const bytes = Buffer.from(coded.replaceAll(',', '/'), 'base64');
    return bytes.length === 0 || bytes.length % 2 === 1 ? whole : bytes.swap16().toString('utf16le');
  });
}
