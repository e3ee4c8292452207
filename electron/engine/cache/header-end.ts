/** The header block of a raw message, with the empty line that ends it (RFC 5322 §2.1). */
export function headerOf(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((end) => end >= 0);
  if (ends.length === 0) return bytes;
  const end = Math.min(...ends);
  return bytes.subarray(0, end + (bytes[end] === 13 ? 4 : 2));
}
