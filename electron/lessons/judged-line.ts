/** A recorded line as it is judged: its octets as text, with a ▒ for each octet of a secret. */
import type { JudgedLine } from './judge.ts';

/** What is needed of a line of the transcript. */
interface RecordedLine extends Omit<JudgedLine, 'text' | 'note'> {
  readonly kind: string;
  readonly decoded: string | null;
  readonly masked: readonly { readonly offset: number; readonly length: number }[];
  readonly note: { readonly key: string } | null;
}

/** Octets of a line that are compared. */
const longest = 4_000;

/**
 * @param bytes of the line, secrets overwritten
 * @param decode UTF-8 as text; what is none as U+FFFD
 */
export function judgedLine(line: RecordedLine, bytes: Uint8Array, decode: (bytes: Uint8Array) => string): JudgedLine {
  const { session, index, direction, tag, answers, note, kind, decoded, masked } = line;
  const text = kind === 'message' ? (decoded ?? '') : textOf(bytes.subarray(0, longest), masked, decode);
  return { session, index, direction, text, tag, answers, note: note?.key ?? null };
}

function textOf(bytes: Uint8Array, masked: RecordedLine['masked'], decode: (bytes: Uint8Array) => string): string {
  let text = '';
  let at = 0;
  for (const { offset, length } of masked) {
    text += `${decode(bytes.subarray(at, offset))}${'▒'.repeat(Math.min(length, longest))}`;
    at = offset + length;
  }
  return `${text}${decode(bytes.subarray(at))}`.replace(/\r?\n$/, '');
}
