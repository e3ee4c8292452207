/** The entry for a reply that stands outside of a session: in a failure, an entry of the outbox, a report. The same as for its line. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Explanation, LineKind } from '../../../contract/transcript.ts';
import { explain } from './explain.ts';
import { replyParts } from './reply-parts.ts';

/** Octets and lines of a reply that are looked at; a hostile server may send any number. */
const longestReply = 10_000;
const mostLines = 50;

/**
 * @param reply the server's own line or lines, secrets overwritten
 * @param command what it answers, without arguments: `RCPT TO`, `message` for the final dot, `greeting` for nothing; null where nobody knows
 * @returns null where there is nothing to say
 */
export function explainReply(protocol: Protocol, reply: string, command: string | null): Explanation | null {
  const lines = reply
    .slice(0, longestReply)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, mostLines);
  const explained = lines.map((line) => explainLine(protocol, line, command));
  // A provider's own words say more than the line that ends the reply, and may stand in any line (RFC 5321 §4.2.1).
  return explained.find((each) => each?.key.startsWith('provider.')) ?? explained.at(-1) ?? null;
}

function explainLine(protocol: Protocol, line: string, command: string | null): Explanation | null {
  const isGreeting = command === 'greeting';
  const kind: LineKind = isGreeting ? 'greeting' : protocol === 'imap' ? imapKind(line) : 'status';
  return explain({
    protocol,
    kind,
    direction: 'server',
    text: line,
    command: isGreeting || command === null ? null : asRecorded(protocol, command),
    ...replyParts(protocol, kind, line),
    sasl: null,
    decoded: null,
  });
}

/** RFC 9051 §7: untagged data, a request for more, or the end of a command. */
const imapKind = (line: string): LineKind => (line.startsWith('* ') ? 'data' : line.startsWith('+') ? 'continuation' : 'status');

/** A command as the transcript names it: a mechanism is an argument, and the dot ends DATA. */
function asRecorded(protocol: Protocol, command: string): string {
  const name = command.toUpperCase();
  if (protocol === 'smtp' && name === 'MESSAGE') return 'DATA';
  return name.replace(/^(AUTH(?:ENTICATE)?) .*$/, '$1');
}
