/** How strings are written in answers (RFC 3501 §4.3). Text is one character an octet. */

/** Quoted where that is possible, else a literal; `undefined` is NIL. */
export function nstring(value: string | undefined): string {
  if (value === undefined) return 'NIL';
  if (value.length < 1_000 && /^[\u0001-\u0009\u000b\u000c\u000e-\u007f]*$/.test(value)) return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return `{${value.length}}\r\n${value}`;
}

/** A mailbox name or keyword: an atom where that is possible. */
export function astring(value: string): string {
  return /^[A-Za-z0-9_.+\-/&,:;=@!#$~^|?<>'[\]`]+$/.test(value) && value.toUpperCase() !== 'NIL' ? value : nstring(value);
}

/** `(a b c)`. */
export const parenthesized = (items: Iterable<string>): string => `(${[...items].join(' ')})`;
