import { parseImapDate } from '../../dates.ts';
import { canonicalFlag } from '../../mailbox/folder.ts';
import { type CommandCursor, CommandSyntaxError } from './command-cursor.ts';
import { parseSequenceSet, type SequenceRange } from './sequence-set.ts';

/** A search as a tree (RFC 3501 §6.4.4, MODSEQ by RFC 7162). Text is Unicode in lower case. */
export type SearchKey =
  | { kind: 'all' }
  | { kind: 'flag'; flag: string; set: boolean }
  | { kind: 'recent'; set: boolean }
  | { kind: 'sequence'; ranges: readonly SequenceRange[] }
  | { kind: 'uid'; ranges: readonly SequenceRange[] }
  | { kind: 'header'; name: string; text: string }
  | { kind: 'body'; text: string; withHeader: boolean }
  /** A day is milliseconds since 1970 of its beginning, without regard to time and zone. */
  | { kind: 'date'; of: 'internal' | 'sent'; relation: 'before' | 'on' | 'since'; day: number }
  | { kind: 'size'; relation: 'larger' | 'smaller'; octets: number }
  | { kind: 'modseq'; least: number }
  | { kind: 'not'; key: SearchKey }
  | { kind: 'or'; keys: readonly [SearchKey, SearchKey] }
  | { kind: 'and'; keys: readonly SearchKey[] };

const flagKeys = ['ANSWERED', 'DELETED', 'DRAFT', 'FLAGGED', 'SEEN'] as const;
const addressKeys = ['BCC', 'CC', 'FROM', 'SUBJECT', 'TO'];
const dateKeys: Readonly<Record<string, readonly ['internal' | 'sent', 'before' | 'on' | 'since']>> = {
  BEFORE: ['internal', 'before'],
  ON: ['internal', 'on'],
  SINCE: ['internal', 'since'],
  SENTBEFORE: ['sent', 'before'],
  SENTON: ['sent', 'on'],
  SENTSINCE: ['sent', 'since'],
};
const nestingLimit = 100;

/** Reads keys up to the end of the command; several mean all of them. */
export function parseSearchKeys(cursor: CommandCursor): SearchKey {
  const keys = [parseKey(cursor, 0)];
  while (cursor.accept(' ')) keys.push(parseKey(cursor, 0));
  cursor.end();
  return { kind: 'and', keys };
}

function parseKey(cursor: CommandCursor, depth: number): SearchKey {
  if (depth > nestingLimit) throw new CommandSyntaxError('The search is nested too deeply');
  if (cursor.peek() === '(') return { kind: 'and', keys: cursor.list(() => parseKey(cursor, depth + 1)) };
  if (/[0-9*]/.test(cursor.peek())) return { kind: 'sequence', ranges: parseSequenceSet(cursor) };
  const word = cursor.match(/[A-Z]+/, 'a search key').toUpperCase();
  const flag = flagKeys.find((name) => word === name || word === `UN${name}`);
  if (flag) return { kind: 'flag', flag: canonicalFlag(`\\${flag}`), set: word === flag };
  if (addressKeys.includes(word)) return { kind: 'header', name: word.toLowerCase(), text: textArgument(cursor) };
  const date = Object.hasOwn(dateKeys, word) ? dateKeys[word] : undefined;
  if (date) return { kind: 'date', of: date[0], relation: date[1], day: dateArgument(cursor) };
  return parseOther(cursor, word, depth);
}

function parseOther(cursor: CommandCursor, word: string, depth: number): SearchKey {
  switch (word) {
    case 'ALL':
      return { kind: 'all' };
    case 'NEW':
      return {
        kind: 'and',
        keys: [
          { kind: 'recent', set: true },
          { kind: 'flag', flag: '\\Seen', set: false },
        ],
      };
    case 'OLD':
      return { kind: 'recent', set: false };
    case 'RECENT':
      return { kind: 'recent', set: true };
    case 'KEYWORD':
    case 'UNKEYWORD':
      cursor.space();
      return { kind: 'flag', flag: cursor.atom(), set: word === 'KEYWORD' };
    case 'BODY':
    case 'TEXT':
      return { kind: 'body', text: textArgument(cursor), withHeader: word === 'TEXT' };
    case 'HEADER': {
      cursor.space();
      const name = cursor.astring().toLowerCase();
      return { kind: 'header', name, text: textArgument(cursor) };
    }
    case 'LARGER':
    case 'SMALLER':
      cursor.space();
      return { kind: 'size', relation: word === 'LARGER' ? 'larger' : 'smaller', octets: cursor.number() };
    case 'UID':
      cursor.space();
      return { kind: 'uid', ranges: parseSequenceSet(cursor) };
    case 'NOT':
      cursor.space();
      return { kind: 'not', key: parseKey(cursor, depth + 1) };
    case 'OR': {
      cursor.space();
      const first = parseKey(cursor, depth + 1);
      cursor.space();
      return { kind: 'or', keys: [first, parseKey(cursor, depth + 1)] };
    }
    case 'MODSEQ': {
      cursor.space();
      // RFC 7162 §3.1.5: an entry name and type may stand before the number; this server keeps one MODSEQ a message.
      if (cursor.peek() === '"') {
        cursor.string();
        cursor.space();
        cursor.atom();
        cursor.space();
      }
      return { kind: 'modseq', least: cursor.number() };
    }
    default:
      throw new CommandSyntaxError(`SEARCH does not know ${word.slice(0, 40)}`);
  }
}

function textArgument(cursor: CommandCursor): string {
  cursor.space();
  return Buffer.from(cursor.astring(), 'latin1').toString('utf8').toLowerCase();
}

function dateArgument(cursor: CommandCursor): number {
  cursor.space();
  const text = cursor.astring();
  const day = text.includes(':') ? undefined : parseImapDate(text);
  if (day === undefined) throw new CommandSyntaxError(`"${text.slice(0, 40)}" is no date`);
  return day;
}

/** Whether the answer has to tell the highest MODSEQ (RFC 7162 §3.1.5). */
export function mentionsModseq(key: SearchKey): boolean {
  if (key.kind === 'modseq') return true;
  if (key.kind === 'not') return mentionsModseq(key.key);
  return (key.kind === 'and' || key.kind === 'or') && key.keys.some(mentionsModseq);
}
