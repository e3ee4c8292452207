/**
 * One SASL exchange as a transcript sees it, the same in all three protocols: which of the client's lines are answers,
 * and what in them and in the server's challenges is secret.
 */
import { isBase64, maskBase64, type Span } from '../../wire/authentication/base64-mask.ts';
import { responsesOwed, secretsInChallenge, secretsInResponse } from '../../wire/authentication/sasl.ts';
import type { Echoes } from './echoes.ts';
import { everything, type Mark, withoutEnd } from './masker.ts';

export interface Exchange {
  readonly mechanism: string;
  /** Number of answers so far. */
  readonly step: number;
  /** Whether the client's next line is an answer: the server asked for one, or the mechanism owes one. */
  readonly owes: boolean;
  /** Marks in a line of the client whose answer begins at `from`. */
  answer(line: Buffer, from: number): Mark[];
  /** Marks in a challenge that begins at `from`; the server now waits for an answer. */
  challenge(line: Buffer, from: number): Mark[];
}

export function createExchange(mechanism: string, echoes: Echoes): Exchange {
  let step = 0;
  let asked = 0;
  let prompt = '';
  let cancelled = false;

  /** Masks base64 at `from`; anything else is masked whole, because its content is unknown. */
  function maskEncoded(line: Buffer, from: number, secretsOf: (decoded: Buffer) => readonly Span[] | 'all'): Mark[] {
    const encoded = withoutEnd(line).subarray(from);
    const text = encoded.toString('latin1');
    // RFC 4954 §4, RFC 4959 §3: a single "=" is an empty initial response.
    if (text === '' || text === '=') return [];
    const decoded = isBase64(text) ? Buffer.from(text, 'base64') : null;
    const secrets = decoded ? secretsOf(decoded) : 'all';
    if (!decoded || secrets === 'all') {
      echoes.addPlain(decoded ?? encoded);
      const whole = [{ offset: 0, length: encoded.length }];
      echoes.addEncoded(encoded, whole);
      return everything(line, from);
    }
    const painted = Buffer.from(encoded);
    const spans = maskBase64(painted, decoded, secrets);
    for (const secret of secrets) echoes.addPlain(decoded.subarray(secret.offset, secret.offset + secret.length));
    const marks = spans.map((span) => ({ ...span, replacement: painted.subarray(span.offset, span.offset + span.length) }));
    echoes.addEncoded(encoded, marks);
    return marks.map((mark) => ({ ...mark, offset: mark.offset + from }));
  }

  return {
    mechanism,
    get step() {
      return step;
    },
    get owes() {
      return !cancelled && (asked > 0 || step < responsesOwed(mechanism));
    },
    answer(line, from) {
      asked = Math.max(0, asked - 1);
      // A line with a single "*" cancels (RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4).
      if (withoutEnd(line).subarray(from).toString('latin1') === '*') {
        cancelled = true;
        return [];
      }
      const current = step;
      step += 1;
      return maskEncoded(line, from, (decoded) => secretsInResponse(mechanism, current, decoded, prompt));
    },
    challenge(line, from) {
      asked += 1;
      // A client that asks again may be answered, also after `*`.
      cancelled = false;
      const text = withoutEnd(line).subarray(from).toString('latin1');
      const decoded = isBase64(text) ? Buffer.from(text, 'base64') : null;
      prompt = decoded?.toString('utf8') ?? text;
      return decoded && secretsInChallenge(mechanism, decoded).length > 0
        ? maskEncoded(line, from, (bytes) => secretsInChallenge(mechanism, bytes))
        : [];
    },
  };
}
