export interface ParsedPath {
  /** Without angle brackets and source route; empty for the null return path. */
  readonly address: string;
  /** ESMTP parameters by upper-case keyword; a keyword without value is the empty string. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads what follows MAIL or RCPT: `FROM:<path> parameters` (RFC 5321 §4.1.2). A space after the colon is
 * tolerated as Postfix does, since people who type it by hand write it.
 * @returns undefined when it is no path
 */
export function parsePath(text: string, keyword: 'FROM' | 'TO'): ParsedPath | undefined {
  const start = new RegExp(`^${keyword}: *<`, 'i').exec(text);
  if (!start) return undefined;
  const end = closingBracket(text, start[0].length);
  if (end < 0) return undefined;
  // RFC 5321 appendix C: a source route is accepted and ignored.
  const address = text.slice(start[0].length, end).replace(/^@[^:]*:/, '');
  const parameters = new Map<string, string>();
  for (const word of text
    .slice(end + 1)
    .split(' ')
    .filter(Boolean)) {
    const [name = '', ...value] = word.split('=');
    if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name)) return undefined;
    parameters.set(name.toUpperCase(), value.join('='));
  }
  return { address, parameters };
}

/** A quoted local part may hold `>`. */
function closingBracket(text: string, from: number): number {
  let quoted = false;
  for (let position = from; position < text.length; position += 1) {
    const character = text[position];
    if (character === '\\' && quoted) position += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === '>' && !quoted) return position;
  }
  return -1;
}

/** Whether this can be an address: something, `@`, a domain; no control character and no bare space. */
export function isAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^(?:"(?:[^"\\\u0000-\u001f\u007f]|\\[^\u0000-\u001f\u007f])*"|[^\s@"<>\u0000-\u001f\u007f]+)@[^\s@<>\u0000-\u001f\u007f]+$/.test(
      address,
    )
  );
}

/** The part before the last `@`. */
export const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

/** The part after the last `@`, in lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
