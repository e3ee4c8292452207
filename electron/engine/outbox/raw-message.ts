/** Prepares a raw message for sending: pure, changes its header only; the body keeps every byte. */
import { parseTypedAddresses } from '../mime/header/addresses.ts';

interface RawMessage {
  readonly raw: Buffer;
  /** The addresses in the removed fields, as far as they could be parsed. */
  readonly blindCopies: readonly string[];
}

/** RFC 5322 §2.2, and §4.5 for the space before the colon. */
const fieldStart = /^[!-9;-~]+[ \t]*:/;
/** RFC 5322 §3.6.3, §3.6.6. */
const blindCopy = /^(?:resent-)?bcc[ \t]*:/i;

/**
 * Takes out `Bcc` and `Resent-Bcc`, whose meaning is that the others do not see them (RFC 5322 §3.6.3), and the `From ` line of a mailbox
 * file; a text without any header gets the empty line that makes it a body. As `sendmail` does.
 * @param given with CRLF line ends
 */
export function messageToSend(given: Buffer): RawMessage {
  const kept: Buffer[] = [];
  const blindCopies: string[] = [];
  const begin = given.subarray(0, 5).toString('latin1') === 'From ' ? afterLine(given, 0) : 0;
  let at = begin;
  const first = given.toString('latin1', at, afterLine(given, at));
  if (!fieldStart.test(first) && first !== '\r\n') return { raw: Buffer.concat([Buffer.from('\r\n'), given.subarray(at)]), blindCopies };
  let taken = '';
  let isTaken = false;
  let isTakenOut = false;
  while (at < given.length) {
    const end = afterLine(given, at);
    const line = given.toString('latin1', at, end);
    if (line === '\r\n') break;
    // RFC 5322 §2.2.3: a line that begins with white space continues the field before it.
    if (!/^[ \t]/.test(line)) isTaken = blindCopy.test(line);
    isTakenOut ||= isTaken;
    if (isTaken) taken += /^[ \t]/.test(line) ? line : `,${line.replace(blindCopy, '')}`;
    else kept.push(given.subarray(at, end));
    at = end;
  }
  if (taken !== '') {
    const read = parseTypedAddresses(
      taken
        .replace(/\r\n/g, ' ')
        .split(',')
        .filter((each) => each.trim() !== '')
        .join(','),
    );
    if (read.ok) blindCopies.push(...read.value.map(({ address }) => address));
  }
  // The body of a large message is not copied for nothing.
  return { raw: isTakenOut ? Buffer.concat([...kept, given.subarray(at)]) : given.subarray(begin), blindCopies };
}

function afterLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(0x0a, from);
  return end < 0 ? bytes.length : end + 1;
}
