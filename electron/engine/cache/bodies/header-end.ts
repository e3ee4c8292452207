const emptyLine = Buffer.from('\r\n\r\n');
const bareEmptyLine = Buffer.from('\n\n');

/** The header block of a raw message, with the empty line that ends it (RFC 5322 §2.1). */
export function headerOf(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = bytes.indexOf(emptyLine);
  const block = end < 0 ? bytes : bytes.subarray(0, end + emptyLine.length);
  // Within that only: nearly every message has none of these, and the search would go through all of its attachments.
  const bareEnd = block.indexOf(bareEmptyLine);
  return bareEnd < 0 ? block : block.subarray(0, bareEnd + bareEmptyLine.length);
}
