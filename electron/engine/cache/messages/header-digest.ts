import { createHash } from 'node:crypto';
import { headerOf } from '../bodies/header-end.ts';

/** Fields that nobody rewrites after delivery. Programs on the server change others, Status and Subject among them. */
const stableFields = /^(message-id|date|from|received)[ \t]*:/i;

/**
 * SHA-256 of the stable fields of a header, given the whole message or what TOP answers: recognises a message under its POP3 unique id
 * (RFC 1939 §7). Line ends, folding and runs of blanks make no difference. Linear.
 */
export function headerDigest(raw: Uint8Array): Buffer {
  const hash = createHash('sha256');
  let isCounted = false;
  for (const line of headerOf(raw).toString('latin1').split('\n')) {
    // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before.
    if (!/^[ \t]/.test(line)) isCounted = stableFields.test(line);
    if (isCounted) hash.update(`${line.split(/\s+/).filter(Boolean).join(' ')}\n`, 'latin1');
  }
  return hash.digest();
}
