/**
 * Reads one FETCH response (RFC 9051 §7.5.2) straight from the line and its literals. The library's parser builds an
 * object for every token and compiles the line again for its log; for ten thousand messages that is most of the time,
 * and all that is wanted here are six items.
 */

/** A line of the library's stream: literals are cut out and only their `{n}` markers stand in it. */
interface FetchLine {
  readonly line: string;
  readonly literals: readonly Buffer[];
}

export interface FetchItems {
  readonly sequence: number;
  readonly uid: number | null;
  readonly flags: readonly string[] | null;
  /** Milliseconds since 1970. */
  readonly internalDate: number | null;
  readonly size: number | null;
  readonly modseq: string | null;
  /** The only body section that was asked for, whatever its name; null when the server sent NIL or none. */
  readonly section: Buffer | null;
}

type Value = string | Buffer | null | Value[];

const opening = /^\* (\d{1,10}) FETCH \(/i;

/** Reads the items; null when the line breaks the grammar. Items that were not asked for are read over. */
export function readFetch({ line, literals }: FetchLine): FetchItems | null {
  const start = opening.exec(line);
  if (!start) return null;
  let at = start[0].length;
  let nextLiteral = 0;
  const items = { uid: null, flags: null, internalDate: null, size: null, modseq: null, section: null } as Omit<
    Writable<FetchItems>,
    'sequence'
  >;

  const readValue = (depth: number): Value | undefined => {
    const character = line[at];
    if (character === '(') {
      if (depth > 20) return undefined;
      at += 1;
      const list: Value[] = [];
      while (line[at] !== ')') {
        if (at >= line.length) return undefined;
        if (line[at] === ' ') {
          at += 1;
          continue;
        }
        const value = readValue(depth + 1);
        if (value === undefined) return undefined;
        list.push(value);
      }
      at += 1;
      return list;
    }
    if (character === '"') return readQuoted();
    // literal8 of BINARY (RFC 3516 §4.1) has a tilde before it.
    if (character === '{' || (character === '~' && line[at + 1] === '{')) {
      const end = line.indexOf('}', at);
      if (end < 0) return undefined;
      at = end + 1;
      if (line[at] === '\r') at += 1;
      if (line[at] === '\n') at += 1;
      const literal = literals[nextLiteral];
      nextLiteral += 1;
      return literal;
    }
    const from = at;
    while (at < line.length && line[at] !== ' ' && line[at] !== ')' && line[at] !== '(') at += 1;
    if (at === from) return undefined;
    const word = line.slice(from, at);
    return word.toUpperCase() === 'NIL' ? null : word;
  };

  const readQuoted = (): string | undefined => {
    let value = '';
    for (at += 1; at < line.length; at += 1) {
      const character = line[at];
      if (character === '"') {
        at += 1;
        return value;
      }
      if (character === '\\') at += 1;
      value += line[at] ?? '';
    }
    return undefined;
  };

  while (at < line.length && line[at] !== ')') {
    if (line[at] === ' ') {
      at += 1;
      continue;
    }
    const name = readName();
    if (name === '' || line[at] !== ' ') return null;
    at += 1;
    const value = readValue(0);
    if (value === undefined) return null;
    take(name, value);
  }
  return line.slice(at).trim() === ')' ? { sequence: Number(start[1]), ...items } : null;

  /** `BODY[HEADER.FIELDS (MESSAGE-ID)]<0>`: spaces within brackets belong to the name. */
  function readName(): string {
    const from = at;
    let bracket = false;
    while (at < line.length) {
      const character = line[at];
      if (character === '[') bracket = true;
      else if (character === ']') bracket = false;
      else if (!bracket && (character === ' ' || character === ')')) break;
      at += 1;
    }
    return line.slice(from, at).toUpperCase();
  }

  function take(name: string, value: Value): void {
    if (name === 'UID') items.uid = wholeNumber(value, 10);
    else if (name === 'RFC822.SIZE') items.size = wholeNumber(value, 15);
    else if (name === 'FLAGS' && Array.isArray(value)) items.flags = value.filter((flag) => typeof flag === 'string');
    else if (name === 'INTERNALDATE' && typeof value === 'string') items.internalDate = readInternalDate(value);
    else if (name === 'MODSEQ' && Array.isArray(value))
      items.modseq = typeof value[0] === 'string' && /^\d{1,19}$/.test(value[0]) ? value[0] : null;
    else if (name.startsWith('BODY[') || name === 'RFC822' || name === 'RFC822.HEADER')
      items.section = typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.isBuffer(value) ? value : null;
  }
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function wholeNumber(value: Value, digits: number): number | null {
  return typeof value === 'string' && value.length <= digits && /^\d+$/.test(value) ? Number(value) : null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `17-Jul-1996 02:44:25 -0700` (RFC 9051 §9, date-time); null when it is not. */
export function readInternalDate(value: string): number | null {
  const match = /^\s?(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/i.exec(value);
  if (!match) return null;
  const [, day, monthName = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = match;
  const month = months.indexOf(monthName.toLowerCase());
  if (month < 0) return null;
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  return Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)) - zone * 60_000;
}
