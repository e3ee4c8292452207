/** The codes in a server's line. Reads masked text; a code is never a secret. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { LineKind } from '../../../contract/transcript.ts';

interface ReplyParts {
  /** `250`, `OK`, `-ERR`. */
  readonly code: string | null;
  /** Enhanced status code (RFC 2034) or response code in brackets (RFC 9051 §7.1, RFC 2449 §8). */
  readonly enhanced: string | null;
}

// The patterns below can match in one way only: a line of 64 KB without its closing bracket must not cost its square.
const none: ReplyParts = { code: null, enhanced: null };

export function replyParts(protocol: Protocol, kind: LineKind, text: string): ReplyParts {
  if (kind === 'literal' || kind === 'payload') return none;
  switch (protocol) {
    case 'smtp': {
      // Cisco's mail gateways write a number sign before the enhanced code.
      const [, code = null, enhanced = null] = /^(\d{3})(?:[ -](?:#?([245]\.\d{1,3}\.\d{1,3})(?= |\r|\n|$))?)?/.exec(text) ?? [];
      return { code, enhanced };
    }
    case 'pop3': {
      if (kind === 'data') return none;
      const [, code = null, enhanced = null] = /^(\+OK|-ERR|\+)(?: \[([A-Za-z][^\]]*)\])?/i.exec(text) ?? [];
      return { code: code?.toUpperCase() ?? null, enhanced: enhanced?.toUpperCase() ?? null };
    }
    case 'managesieve': {
      // RFC 5804 §1.3: the response code stands in parentheses, some with an argument.
      const [, code = null, enhanced = null] = /^(OK|NO|BYE)\b(?: \(([A-Za-z][A-Za-z/-]{0,40})(?=[ )]))?/i.exec(text) ?? [];
      return { code: code?.toUpperCase() ?? null, enhanced: enhanced?.toUpperCase() ?? null };
    }
    case 'imap': {
      if (kind === 'continuation') return { code: '+', enhanced: null };
      const [, code = null, enhanced = null] = /^\S+ (OK|NO|BAD|BYE|PREAUTH)\b(?: \[([A-Za-z][^\] ]*)(?: [^\]]*)?\])?/i.exec(text) ?? [];
      return { code: code?.toUpperCase() ?? null, enhanced: enhanced?.toUpperCase() ?? null };
    }
    default:
      return none;
  }
}
