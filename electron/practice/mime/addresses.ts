/** One address as ENVELOPE shows it; a group begins with `host` undefined and ends with both undefined (RFC 3501 §7.4.2). */
export interface EnvelopeAddress {
  readonly name: string | undefined;
  /** The obsolete source route, `@a,@b`. */
  readonly route?: string | undefined;
  readonly mailbox: string | undefined;
  readonly host: string | undefined;
}

type Token = { kind: 'word'; text: string } | { kind: 'special'; text: string };

/** Reads an address list (RFC 5322 §3.4), and as much of a broken one as can be read. One character an octet. */
export function parseAddresses(text: string): EnvelopeAddress[] {
  const found: EnvelopeAddress[] = [];
  let tokens: Token[] = [];
  let comment: string | undefined;
  const flush = () => {
    const address = addressOf(tokens, comment);
    if (address) found.push(address);
    tokens = [];
    comment = undefined;
  };
  let insideGroup = false;
  for (const token of tokenize(text)) {
    if (token.kind === 'comment') comment ??= token.text;
    else if (token.kind === 'special' && token.text === ':' && !insideGroup && !tokens.some(isOpening)) {
      found.push({ name: undefined, mailbox: phraseOf(tokens), host: undefined });
      tokens = [];
      insideGroup = true;
    } else if (token.kind === 'special' && token.text === ';' && insideGroup) {
      flush();
      found.push({ name: undefined, mailbox: undefined, host: undefined });
      insideGroup = false;
    } else if (token.kind === 'special' && token.text === ',' && !isOpen(tokens)) flush();
    else tokens.push(token);
  }
  flush();
  if (insideGroup) found.push({ name: undefined, mailbox: undefined, host: undefined });
  return found;
}

const isOpening = (token: Token): boolean => token.kind === 'special' && token.text === '<';
const isOpen = (tokens: readonly Token[]): boolean =>
  tokens.some(isOpening) && !tokens.some((token) => token.kind === 'special' && token.text === '>');

function addressOf(tokens: readonly Token[], comment: string | undefined): EnvelopeAddress | undefined {
  const opening = tokens.findIndex(isOpening);
  if (opening < 0) {
    const spec = specOf(tokens);
    return spec && { name: comment, ...spec };
  }
  const closing = tokens.findIndex((token, index) => index > opening && token.kind === 'special' && token.text === '>');
  const inside = tokens.slice(opening + 1, closing < 0 ? undefined : closing);
  // RFC 5322 §4.4: an obsolete route before the address ends with a colon.
  const route = inside.findLastIndex((token) => token.kind === 'special' && token.text === ':');
  const spec = specOf(inside.slice(route + 1)) ?? { mailbox: '', host: '' };
  const routeText = route < 0 ? undefined : joined(inside.slice(0, route));
  return { name: phraseOf(tokens.slice(0, opening)) ?? comment, route: routeText, ...spec };
}

function specOf(tokens: readonly Token[]): { mailbox: string; host: string } | undefined {
  if (tokens.length === 0) return undefined;
  const at = tokens.findLastIndex((token) => token.kind === 'special' && token.text === '@');
  return at < 0 ? { mailbox: joined(tokens), host: '' } : { mailbox: joined(tokens.slice(0, at)), host: joined(tokens.slice(at + 1)) };
}

const joined = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join('');

function phraseOf(tokens: readonly Token[]): string | undefined {
  const phrase = tokens
    .map((token) => token.text)
    .join(' ')
    .replace(/ \. ?/g, '. ')
    .trim();
  return phrase === '' ? undefined : phrase;
}

function* tokenize(text: string): Generator<Token | { kind: 'comment'; text: string }> {
  let position = 0;
  while (position < text.length) {
    const character = text[position] ?? '';
    if (/\s/.test(character)) position += 1;
    else if (character === '"') {
      const end = closingQuote(text, position + 1);
      yield { kind: 'word', text: text.slice(position + 1, end).replace(/\\(.)/g, '$1') };
      position = end + 1;
    } else if (character === '(') {
      const end = closingParenthesis(text, position);
      yield { kind: 'comment', text: text.slice(position + 1, end).replace(/\\(.)/g, '$1') };
      position = end + 1;
    } else if ('<>@,:;.'.includes(character)) {
      yield { kind: 'special', text: character };
      position += 1;
    } else {
      const word = /^[^\s"(<>@,:;.]+/.exec(text.slice(position, position + 2_000))?.[0] ?? character;
      yield { kind: 'word', text: word };
      position += word.length;
    }
  }
}

function closingQuote(text: string, from: number): number {
  for (let position = from; position < text.length; position += 1) {
    if (text[position] === '\\') position += 1;
    else if (text[position] === '"') return position;
  }
  return text.length;
}

function closingParenthesis(text: string, from: number): number {
  let depth = 0;
  for (let position = from; position < text.length; position += 1) {
    if (text[position] === '\\') position += 1;
    else if (text[position] === '(') depth += 1;
    else if (text[position] === ')') {
      depth -= 1;
      if (depth === 0) return position;
    }
  }
  return text.length;
}
