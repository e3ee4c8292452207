import { createHash } from 'node:crypto';
import { headerOf } from '../bodies/header-end.ts';

/** What is written once, by the writer's program and on the way: programs beside a server write other fields as they like, Status and Subject too. */
const lasting = /^(message-id|date|from|received)[ \t]*:/i;

/**
 * SHA-256 of the lasting fields of a header block, the whole message or what TOP answers: by it a message is known again under its POP3
 * unique id. Ends of lines, folding and runs of blanks are all one. Linear.
 */
export function headerDigest(raw: Uint8Array): Buffer {
  const hash = createHash('sha256');
  let isCounted = false;
  for (const line of headerOf(raw).toString('latin1').split('\n')) {
    // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before.
    if (!/^[ \t]/.test(line)) isCounted = lasting.test(line);
    if (isCounted) hash.update(`${line.split(/\s+/).filter(Boolean).join(' ')}\n`, 'latin1');
  }
  return hash.digest();
}
