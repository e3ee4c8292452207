/** Masks echoes in a text that reached us beside the stream, such as the reply inside a failure. */
import type { Echoes } from './echoes.ts';
import type { ApplyMask } from './masker.ts';

/** A status is never an echo, even if a password is the same word. */
const status = /^(?:\d{3}[ -]?|\+OK ?|-ERR ?|\S+ (?:OK|NO|BAD|BYE|PREAUTH)\b ?)/i;

export const createRedaction =
  (echoes: Echoes, applyMask: ApplyMask) =>
  (text: string, answering: boolean): string => {
    const redactAs = (known: string, encoding: 'utf8' | 'latin1'): string => {
      const bytes = Buffer.from(known, encoding);
      const marks = echoes.find(bytes, status.exec(known)?.[0].length ?? 0, answering);
      return marks.length === 0 ? known : applyMask(bytes, marks).bytes.toString(encoding);
    };
    const redacted = redactAs(text, 'utf8');
    // Libraries hand over bytes that are no UTF-8 as Latin-1.
    return /[\u0080-\u00ff]/.test(redacted) && /^[\u0000-\u00ff]*$/.test(redacted) ? redactAs(redacted, 'latin1') : redacted;
  };
