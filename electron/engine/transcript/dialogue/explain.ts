/**
 * Finds the explanation of a line: a key, its parameters, and the section that says so. The sentences are in
 * `words/glossary`; this file knows none of them.
 */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainImap } from './explain-imap.ts';
import { explainPop3 } from './explain-pop3.ts';
import { explainSendmail } from './explain-sendmail.ts';
import { explainSmtp } from './explain-smtp.ts';
import { type Explicable, explanation } from './explicable.ts';
import { explainManagesieve } from './managesieve/explain-managesieve.ts';
import { ownTextKey } from './provider-texts.ts';

/** The explanation, or null where there is nothing to say. */
export function explain(line: Explicable): Explanation | null {
  if (line.direction === 'note') return null;
  const own = isRefusal(line) ? ownTextKey(line.text) : null;
  return own === null ? explainByProtocol(line) : explanation(own, null);
}

const isRefusal = ({ direction, code }: Explicable): boolean =>
  direction === 'server' && code !== null && /^(?:[45]\d\d|NO|BAD|BYE|-ERR)$/.test(code);

function explainByProtocol(line: Explicable): Explanation | null {
  switch (line.protocol) {
    case 'smtp':
      return explainSmtp(line);
    case 'imap':
      return explainImap(line);
    case 'pop3':
      return explainPop3(line);
    case 'managesieve':
      return explainManagesieve(line);
    case 'sendmail':
      return explainSendmail(line);
    default:
      return null;
  }
}
