/**
 * Reads Rusty Object Notation (https://github.com/ron-rs/ron), as much of it as the NO STARTTLS cases use: structs with
 * and without a name, lists, strings, numbers, booleans, bare words and line comments. Knows no mail.
 */

/** `Some(x)`, `Auth(Plain)`, `(state: Ok, …)`; a bare word is one without content. */
export interface RonNode {
  readonly name: string;
  readonly items: readonly Ron[];
  readonly fields: ReadonlyMap<string, Ron>;
}

export type Ron = string | number | boolean | readonly Ron[] | RonNode;

export function readRon(source: string): Ron {
  let at = 0;
  const fail = (wanted: string): never => {
    throw new Error(`RON: ${wanted} expected at ${at}: ${JSON.stringify(source.slice(at, at + 30))}`);
  };
  const skip = () => {
    for (;;) {
      const gap = /^(?:\s+|\/\/[^\n]*)/.exec(source.slice(at));
      if (!gap) return;
      at += gap[0].length;
    }
  };
  const word = (): string => {
    const match = /^[A-Za-z_][A-Za-z0-9_]*/.exec(source.slice(at));
    at += match?.[0].length ?? 0;
    return match?.[0] ?? '';
  };
  const list = (close: string, each: () => void) => {
    at += 1;
    for (skip(); source[at] !== close; skip()) {
      each();
      skip();
      if (source[at] === ',') at += 1;
      else if (source[at] !== close) fail(`"," or "${close}"`);
    }
    at += 1;
  };
  const string = (): string => {
    const match = /^"(?:[^"\\]|\\.)*"/s.exec(source.slice(at)) ?? fail('a string');
    at += match[0].length;
    return JSON.parse(match[0]) as string; // the escapes that the cases use are JSON's
  };
  const value = (): Ron => {
    skip();
    const character = source[at] ?? '';
    if (character === '"') return string();
    if (character === '[') {
      const items: Ron[] = [];
      list(']', () => items.push(value()));
      return items;
    }
    const number = /^-?\d+(?:\.\d+)?/.exec(source.slice(at));
    if (number) {
      at += number[0].length;
      return Number(number[0]);
    }
    const name = word();
    if (name === 'true' || name === 'false') return name === 'true';
    const items: Ron[] = [];
    const fields = new Map<string, Ron>();
    skip();
    if (source[at] === '(')
      list(')', () => {
        skip();
        const before = at;
        const key = word();
        skip();
        if (key !== '' && source[at] === ':') {
          at += 1;
          fields.set(key, value());
        } else {
          at = before;
          items.push(value());
        }
      });
    else if (name === '') fail('a value');
    return { name, items, fields };
  };
  const whole = value();
  skip();
  if (at < source.length) fail('the end');
  return whole;
}

export const isNode = (ron: Ron | undefined): ron is RonNode => typeof ron === 'object' && !Array.isArray(ron);
