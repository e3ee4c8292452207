/** Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3). */

/** Unicode to wire. */
export function encodeMailboxName(name: string): string {
  return name.replaceAll('&', '&-').replace(/[^\u0020-\u007e]+/g, (run) => {
    const bytes = Buffer.from(run, 'utf16le').swap16();
    return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

/** Wire to Unicode; undefined when it is not modified UTF-7. Raw UTF-8 is let through, as servers with UTF8=ACCEPT do. */
export function decodeMailboxName(wire: string): string | undefined {
  let valid = true;
  const decoded = wire.replace(/&([^-]*)(-?)/g, (_, base64: string, end: string) => {
    if (base64 === '' && end === '-') return '&';
    const bytes = Buffer.from(base64.replaceAll(',', '/'), 'base64');
    if (end === '' || !/^[A-Za-z0-9+,]+$/.test(base64) || bytes.length % 2 !== 0) valid = false;
    return valid ? bytes.swap16().toString('utf16le') : '';
  });
  return valid ? decoded : undefined;
}
