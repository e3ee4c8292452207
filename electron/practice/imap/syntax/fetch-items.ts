import { type CommandCursor, CommandSyntaxError } from './command-cursor.ts';

/** What a section asks of a part (RFC 3501 §6.4.5); `all` is the part itself. */
type SectionText = 'all' | 'HEADER' | 'TEXT' | 'MIME' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT';

export interface BodySection {
  readonly path: readonly number[];
  readonly text: SectionText;
  /** For HEADER.FIELDS and HEADER.FIELDS.NOT, spelled as the client did. */
  readonly fieldNames: readonly string[];
  readonly partial: { readonly start: number; readonly count: number } | undefined;
  readonly peek: boolean;
}

const simple = [
  'FLAGS',
  'INTERNALDATE',
  'RFC822.SIZE',
  'RFC822.HEADER',
  'RFC822.TEXT',
  'RFC822',
  'ENVELOPE',
  'BODYSTRUCTURE',
  'BODY',
  'UID',
  'MODSEQ',
] as const;
export type SimpleItem = (typeof simple)[number];
export type FetchItem = { kind: 'simple'; name: SimpleItem } | { kind: 'section'; section: BodySection };

const macros: Readonly<Record<string, readonly SimpleItem[]>> = {
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};

/** Reads what FETCH shall tell: a macro, one item, or a list of items. */
export function parseFetchItems(cursor: CommandCursor): FetchItem[] {
  if (cursor.peek() === '(') return cursor.list(() => parseItem(cursor));
  const macro = Object.keys(macros).find((name) => cursor.accept(name));
  if (macro) return (macros[macro] ?? []).map((name) => ({ kind: 'simple', name }));
  return [parseItem(cursor)];
}

function parseItem(cursor: CommandCursor): FetchItem {
  const word = cursor.match(/[A-Z0-9]+(?:\.(?:SIZE|HEADER|TEXT|PEEK))?/, 'a FETCH item').toUpperCase();
  if ((word === 'BODY' || word === 'BODY.PEEK') && cursor.peek() === '[') {
    return { kind: 'section', section: parseSection(cursor, word === 'BODY.PEEK') };
  }
  const name = simple.find((known) => known === word);
  if (!name) throw new CommandSyntaxError(`FETCH does not know ${word}`);
  return { kind: 'simple', name };
}

function parseSection(cursor: CommandCursor, peek: boolean): BodySection {
  cursor.expect('[');
  const path: number[] = [];
  while (/[0-9]/.test(cursor.peek())) {
    path.push(cursor.number());
    if (!cursor.accept('.')) break;
  }
  const text = cursor.peek() === ']' ? 'all' : parseSectionText(cursor, path);
  const fieldNames: string[] = [];
  if (text === 'HEADER.FIELDS' || text === 'HEADER.FIELDS.NOT') {
    cursor.space();
    fieldNames.push(...cursor.list(() => cursor.astring()));
  }
  cursor.expect(']');
  return { path, text, fieldNames, partial: parsePartial(cursor), peek };
}

function parseSectionText(cursor: CommandCursor, path: readonly number[]): SectionText {
  const names = ['HEADER.FIELDS.NOT', 'HEADER.FIELDS', 'HEADER', 'TEXT', 'MIME'] as const;
  const found = names.find((name) => cursor.accept(name));
  if (!found || (found === 'MIME' && path.length === 0)) throw new CommandSyntaxError('This body section does not exist (RFC 3501 §6.4.5)');
  return found;
}

function parsePartial(cursor: CommandCursor): BodySection['partial'] {
  if (!cursor.accept('<')) return undefined;
  const start = cursor.number();
  cursor.expect('.');
  const count = cursor.number();
  cursor.expect('>');
  if (count === 0) throw new CommandSyntaxError('A partial fetch of nothing is not allowed');
  return { start, count };
}
