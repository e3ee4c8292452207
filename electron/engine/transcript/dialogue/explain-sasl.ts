/** Explains the lines of an authentication exchange, which are the same in all three protocols. */
import type { Explanation } from '../../../contract/transcript.ts';
import { type Explicable, explanation } from './explicable.ts';

/** A line of the client that is an answer. */
export function explainAnswer({ text, sasl }: Explicable): Explanation {
  const mechanism = sasl?.mechanism ?? '';
  if (/^\*\r?\n?$/.test(text)) return explanation('sasl.cancel', 'RFC 4422 §3.5');
  if (mechanism.startsWith('SCRAM-')) return explanation(sasl?.step === 0 ? 'sasl.SCRAM.first' : 'sasl.SCRAM.final', 'RFC 5802 §3');
  switch (mechanism) {
    case 'PLAIN':
      return explanation('sasl.PLAIN', 'RFC 4616 §2');
    case 'LOGIN':
      return explanation(sasl?.step === 0 ? 'sasl.LOGIN.username' : 'sasl.LOGIN.password', null);
    case 'CRAM-MD5':
      return explanation('sasl.CRAM-MD5', 'RFC 2195 §2');
    case 'XOAUTH2':
      return explanation('sasl.XOAUTH2', null);
    case 'OAUTHBEARER':
      return explanation('sasl.OAUTHBEARER', 'RFC 7628 §3.1');
    case 'EXTERNAL':
      return explanation('sasl.EXTERNAL', 'RFC 4422 appendix A');
    default:
      return explanation('sasl.other', 'RFC 4422 §3', { mechanism });
  }
}

/** A challenge of the server. Which mechanism it belongs to is told by what it decodes to. */
export function explainChallenge({ decoded }: Explicable): Explanation | null {
  if (decoded === null) return null;
  if (/^(user ?name|password):?\0?$/i.test(decoded.trim())) return explanation('sasl.LOGIN.prompt', null, { prompt: decoded });
  if (/^<[^<>]+>$/.test(decoded) && /.@./.test(decoded.slice(1, -1))) return explanation('sasl.CRAM-MD5.challenge', 'RFC 2195 §2');
  if (/^(r=[^,]*,s=[^,]*,i=\d+|v=)/.test(decoded)) return explanation('sasl.SCRAM.challenge', 'RFC 5802 §3');
  if (decoded.startsWith('{')) return explanation('sasl.error', 'RFC 7628 §3.2.2');
  return explanation('sasl.challenge', 'RFC 4422 §3', { mechanism: '' });
}
