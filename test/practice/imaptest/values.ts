/** What stands in an IMAP answer or in a script's expectation of one: words and lists. */
export type Value = string | Value[];

/**
 * Reads words, quoted strings, literals (`{3}` of the wire and `{{{` of the scripts), parenthesised lists and response codes in square
 * brackets. Line endings are brought to LF, for the scripts have only those.
 */
export function parseValues(text: string): Value[] {
  let position = 0;

  const literalOfScript = (): string => {
    const start = text.indexOf('\n', position) + 1;
    const end = text.indexOf('\n}}}', start - 1);
    position = end + 4;
    return text.slice(start, Math.max(start, end));
  };
  const literalOfWire = (header: string): string => {
    const start = position + header.length;
    position = start + Number.parseInt(header.slice(1), 10);
    return text.slice(start, position).replaceAll('\r', '');
  };
  const quoted = (): string => {
    const found = /^"(?:[^"\\]|\\.)*"/.exec(text.slice(position))?.[0] ?? '"';
    position += found.length;
    return found.slice(1, -1).replace(/\\(.)/g, '$1');
  };
  const word = (): string => {
    const start = position;
    let depth = 0;
    for (; position < text.length; position += 1) {
      const character = text[position] ?? '';
      if (character === '[') depth += 1;
      else if (character === ']' && depth > 0) depth -= 1;
      else if (depth === 0 && /[\s()\]]/.test(character)) break;
    }
    return text.slice(start, position);
  };
  const list = (closing: string): Value[] => {
    const items: Value[] = [];
    for (;;) {
      while (/\s/.test(text[position] ?? '')) position += 1;
      const rest = text.slice(position, position + 24);
      if (rest === '') return items;
      if (rest[0] === closing) {
        position += 1;
        return items;
      }
      if (rest[0] === '(' || rest[0] === '[') {
        position += 1;
        items.push(list(rest[0] === '(' ? ')' : ']'));
      } else if (/^~?\{\{\{/.test(rest)) items.push(literalOfScript());
      else if (/^\{\d+\}\r\n/.test(rest)) items.push(literalOfWire(/^\{\d+\}\r\n/.exec(rest)?.[0] ?? ''));
      else if (rest[0] === '"') items.push(quoted());
      else if (/[)\]]/.test(rest[0] ?? '')) position += 1;
      else items.push(word());
    }
  };
  return list('');
}

/** Cuts what a server sent into its answers, literals included. */
export function splitAnswers(text: string): string[] {
  const answers: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start;
    for (;;) {
      end = text.indexOf('\r\n', end) + 2;
      if (end < 2) end = text.length;
      const literal = /\{(\d+)\}\r\n$/.exec(text.slice(start, end));
      if (!literal) break;
      end += Number(literal[1]);
    }
    answers.push(text.slice(start, end).replace(/\r\n$/, ''));
    start = end;
  }
  return answers;
}
