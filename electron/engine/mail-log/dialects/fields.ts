/** `name=value, name=value` as Postfix and Sendmail write it. Linear. */

const nameAt = /([A-Za-z][A-Za-z0-9_]{0,30})=/y;
/** An address in brackets, whose quoted local part may hold anything (RFC 5321 §4.1.2). */
const bracketedAt = /<(?:"(?:[^"\\]|\\.)*"|[^>"])*>/y;

/**
 * @param last names whose value goes on to the end of the line, whatever is in it
 * @returns the first value of each name; nothing where the text does not begin with `name=`
 */
export function readFields(text: string, last: ReadonlySet<string> = new Set()): Map<string, string> {
  const fields = new Map<string, string>();
  const lastClosing = text.lastIndexOf('>');
  let at = 0;
  while (at < text.length) {
    nameAt.lastIndex = at;
    const name = nameAt.exec(text)?.[1];
    if (name === undefined) {
      // Something between two fields, as `(queue active)`: the next one is looked for.
      const next = text.indexOf(', ', at);
      if (next < 0 || fields.size === 0) break;
      at = next + 2;
      continue;
    }
    const start = at + name.length + 1;
    if (last.has(name)) {
      if (!fields.has(name)) fields.set(name, text.slice(start));
      break;
    }
    bracketedAt.lastIndex = start;
    // Many that are never closed would each be looked through to the end.
    const afterBracket = start < lastClosing && bracketedAt.test(text) ? bracketedAt.lastIndex : start;
    const end = text.indexOf(', ', afterBracket);
    if (!fields.has(name)) fields.set(name, text.slice(start, end < 0 ? undefined : end));
    if (end < 0) break;
    at = end + 2;
  }
  return fields;
}
