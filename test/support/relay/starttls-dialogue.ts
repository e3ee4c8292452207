/** Watches a dialogue in the clear until client and server have agreed to change to TLS. Changes and delays nothing. */
import type { Direction } from './relay.ts';

export type StarttlsProtocol = 'smtp' | 'imap' | 'pop3';

export interface StarttlsDialogue {
  /** True once this piece brings the server's agreement. */
  watch(direction: Direction, bytes: Buffer): boolean;
}

interface Rules {
  request: RegExp;
  agreement: RegExp;
  refusal: RegExp;
}

const rules: Record<StarttlsProtocol, Rules> = {
  // RFC 3207 §4
  smtp: { request: /^STARTTLS\s*$/i, agreement: /^220 /, refusal: /^[45]\d\d / },
  // RFC 3501 §6.2.1; nothing but a log-in could hide the word in a literal before it
  imap: { request: /^\S+ STARTTLS$/i, agreement: /^(?!\*)\S+ OK/i, refusal: /^(?!\*)\S+ (NO|BAD)/i },
  // RFC 2595 §4
  pop3: { request: /^STLS\s*$/i, agreement: /^\+OK/i, refusal: /^-ERR/i },
};

export function createStarttlsDialogue(protocol: StarttlsProtocol): StarttlsDialogue {
  const { request, agreement, refusal } = rules[protocol];
  const unfinished = { client: '', server: '' };
  let isAsked = false;
  const linesOf = (direction: Direction, bytes: Buffer) => {
    const parts = (unfinished[direction] + bytes.toString('latin1')).split('\n');
    unfinished[direction] = parts.pop() ?? '';
    return parts.map((line) => line.replace(/\r$/, ''));
  };
  return {
    watch(direction, bytes) {
      for (const line of linesOf(direction, bytes)) {
        if (direction === 'client') isAsked ||= request.test(line);
        else if (isAsked && agreement.test(line)) return true;
        else if (isAsked && refusal.test(line)) isAsked = false;
      }
      return false;
    },
  };
}
