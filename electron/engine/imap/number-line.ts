/**
 * Reads the three answers that are mostly numbers, SEARCH, ESEARCH and VANISHED (RFC 9051 §7.3.4, RFC 7162 §3.2.10), in time that grows
 * with their length: the library's tokenizer takes minutes for a sequence set of one megabyte, which a folder with many gaps really has.
 */
import type { ParsedResponse } from './library.ts';

const opening = /^\* (SEARCH|ESEARCH|VANISHED)(?: |$)/i;

/** The answer as the library would hand it over, but for lists, which stay words; null for every other line. */
export function readNumberLine(payload: Buffer): ParsedResponse | null {
  const start = opening.exec(payload.toString('latin1', 0, 12));
  if (!start) return null;
  const words = payload.toString('latin1', start[0].length).split(' ');
  return {
    tag: '*',
    command: (start[1] ?? '').toUpperCase(),
    attributes: words.flatMap((value) => (value === '' ? [] : [{ type: 'ATOM', value }])),
  };
}

/** Whether a line has a word of more than `most` octets: nothing but the three answers above has, and the tokenizer is quadratic in it. */
export function hasLongWord(payload: Buffer, most: number): boolean {
  for (let from = 0; payload.length - from > most; ) {
    const space = payload.lastIndexOf(0x20, from + most);
    if (space < from) return true;
    from = space + 1;
  }
  return false;
}
