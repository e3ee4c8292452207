/** What the client wrote cannot be read; answered with BAD and these words. */
export class CommandSyntaxError extends Error {}

/** What the client wrote can be read and cannot be done; answered with NO and these words, which may begin with a response code. */
export class CommandRefusal extends Error {}

/** Reads the arguments of a command from left to right (RFC 3501 §9). Text is one character an octet. */
export interface CommandCursor {
  readonly atEnd: boolean;
  /** The next characters, without moving. */
  peek(count?: number): string;
  /** Moves past `text` if it comes next, in any case. */
  accept(text: string): boolean;
  expect(text: string): void;
  space(): void;
  /** Nothing may follow. */
  end(): void;
  atom(): string;
  number(): number;
  /** Quoted or literal. */
  string(): string;
  astring(): string;
  /** As `astring`, and also the wildcards that LIST takes. */
  listMailbox(): string;
  /** Reads whatever `pattern` (sticky) matches. */
  match(pattern: RegExp, what: string): string;
  /** `(item item …)`, or nothing between the parentheses. */
  list<Item>(item: () => Item): Item[];
  literal(): string;
}

/** Builds a cursor at the beginning of `text`. */
export function createCommandCursor(text: string): CommandCursor {
  let position = 0;
  const fail = (wanted: string): never => {
    throw new CommandSyntaxError(`Expected ${wanted} at position ${position + 1} of the arguments`);
  };
  const match = (pattern: RegExp, what: string): string => {
    const sticky = new RegExp(pattern.source, 'iy');
    sticky.lastIndex = position;
    const found = sticky.exec(text)?.[0];
    if (found === undefined || found === '') return fail(what);
    position += found.length;
    return found;
  };
  const accept = (wanted: string): boolean => {
    if (text.slice(position, position + wanted.length).toUpperCase() !== wanted.toUpperCase()) return false;
    position += wanted.length;
    return true;
  };
  const expect = (wanted: string): void => {
    if (!accept(wanted)) fail(wanted === ' ' ? 'a space' : `"${wanted}"`);
  };
  const quoted = (): string => {
    const found = match(/"(?:[^"\\\r\n]|\\["\\])*"/, 'a quoted string');
    return found.slice(1, -1).replace(/\\(.)/g, '$1');
  };
  const literal = (): string => {
    const header = match(/\{\d{1,10}\+?\}\r\n/, 'a literal');
    const size = Number.parseInt(header.slice(1), 10);
    const value = text.slice(position, position + size);
    position += size;
    return value;
  };
  const string = (): string => (text[position] === '{' ? literal() : quoted());
  const isString = () => text[position] === '"' || text[position] === '{';

  return {
    get atEnd() {
      return position >= text.length;
    },
    peek: (count = 1) => text.slice(position, position + count),
    accept,
    expect,
    space: () => expect(' '),
    end() {
      if (position < text.length) fail('the end of the command');
    },
    // RFC 3501 §9: ATOM-CHAR; `]` is allowed in an astring only, which servers do not enforce.
    atom: () => match(/[^\s(){%*"\\\u0000-\u001f\u007f]+/, 'an atom'),
    number() {
      const digits = match(/\d{1,20}/, 'a number');
      return Number(digits);
    },
    string,
    astring: () => (isString() ? string() : match(/[^\s(){%*"\\\u0000-\u001f\u007f]+/, 'a string')),
    listMailbox: () => (isString() ? string() : match(/[^\s(){"\\\u0000-\u001f\u007f]+/, 'a mailbox pattern')),
    match,
    list(item) {
      expect('(');
      const items: ReturnType<typeof item>[] = [];
      if (accept(')')) return items;
      do items.push(item());
      while (accept(' '));
      expect(')');
      return items;
    },
    literal,
  };
}
