/**
 * What the user typed into the search box, as a full-text expression and conditions. Every word becomes a quoted string
 * of FTS5, so that its operators cannot be injected; text without anything searchable is left out.
 */
import type { FolderRole } from '../../../contract/folders.ts';
import { folderRoles } from '../../../contract/folders.ts';
import { firstIdOf } from '../database/row-id.ts';
import { isUnspaced, spaceForQuery } from './unspaced-words.ts';

export interface SearchPlan {
  /** FTS5 expression, null when no word is asked for. */
  readonly match: string | null;
  /** FTS5 expression of what must not occur, for a query without any word that must. */
  readonly exclude: string | null;
  readonly attachments: boolean | null;
  readonly unread: boolean | null;
  readonly flagged: boolean | null;
  /** Ids, which follow dates: at least, and below. */
  readonly from: number | null;
  readonly below: number | null;
  /** Folders by name, path or role, folded; all must match. */
  readonly folders: readonly string[];
  readonly notFolders: readonly string[];
}

const searchLimits = { characters: 10_000, terms: 32, termCharacters: 200 } as const;

interface Term {
  readonly negative: boolean;
  readonly operator: string;
  readonly value: string;
  readonly quoted: boolean;
}

/** `-from:"Ana Pérez"`, `word`, `"two words"`: an optional minus, an optional operator, a value quoted or not. */
const termPattern = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;

const columns: ReadonlyMap<string, string> = new Map([
  ['from', 'sender'],
  ['to', 'recipients'],
  ['subject', 'subject'],
  ['body', 'body'],
]);
const conditions = new Set(['has', 'is', 'before', 'after', 'in']);

function readTerms(query: string): Term[] {
  const clean = query
    .slice(0, searchLimits.characters)
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f]/g, ' ');
  const terms: Term[] = [];
  for (const [whole, minus, operator, quoted, plain] of clean.matchAll(termPattern)) {
    const name = operator?.toLowerCase() ?? '';
    const known = columns.has(name) || conditions.has(name);
    // `http://…` is no operator: then the whole piece is a word.
    const value = known || !operator ? (quoted ?? plain ?? '') : whole.slice(minus ? 1 : 0);
    terms.push({
      negative: minus === '-',
      operator: known ? name : '',
      value: value.slice(0, searchLimits.termCharacters),
      quoted: quoted !== undefined,
    });
    if (terms.length >= searchLimits.terms) break;
  }
  return terms;
}

/** Shorter prefixes match so many words that looking them up takes noticeable time. */
const shortestPrefix = 4;

/** The words of the index that begin so, as the tokenizer has folded them; null: not known, or too many. */
export type WordsBeginning = (beginning: string) => readonly string[] | null;

/** A string of FTS5: within quotes only the quote itself means anything (https://sqlite.org/fts5.html#full_text_query_syntax). */
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Text that the tokenizer drops makes an empty phrase, which matches nothing: leave it out. */
const searchable = (text: string): boolean => /[\p{L}\p{N}\p{Co}]/u.test(text);

/** A beginning of a word. FTS5 reads every hit of a prefix before it answers the first; of whole words it reads only what is asked for. */
function beginningWith(value: string, wordsBeginning: WordsBeginning): string {
  const words = wordsBeginning(value) ?? [];
  return words.length > 0 ? `(${words.map(quote).join(' OR ')})` : `${quote(value)} *`;
}

/** Chinese, Japanese, Thai: any piece of a sentence, and the beginnings of sentences in mail that was indexed before they were taken apart. */
function unspacedPhrase(value: string, isBeginning: boolean): string {
  const spaced = spaceForQuery(value);
  return `(${quote(spaced.phrase)}${spaced.isBeginning || isBeginning ? ' *' : ''} OR ${quote(value)} *)`;
}

/**
 * Reads a query. The last word, when nothing follows it, matches as a prefix: it may not have been typed to its end.
 * Never throws by itself.
 */
export function planSearch(query: string, wordsBeginning: WordsBeginning): SearchPlan {
  const terms = readTerms(query);
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const folders: string[] = [];
  const notFolders: string[] = [];
  let attachments: boolean | null = null;
  let unread: boolean | null = null;
  let flagged: boolean | null = null;
  let from: number | null = null;
  let below: number | null = null;
  for (const [index, { negative, operator, value, quoted }] of terms.entries()) {
    const word = value.toLowerCase();
    if (operator === 'has') {
      if (word.startsWith('attach')) attachments = !negative;
    } else if (operator === 'is') {
      if (word === 'unread') unread = !negative;
      else if (word === 'read') unread = negative;
      else if (word === 'flagged' || word === 'starred') flagged = !negative;
    } else if (operator === 'in') (negative ? notFolders : folders).push(word);
    else if (operator === 'before' || operator === 'after') {
      const day = dayOf(value);
      if (day === null) continue;
      // `after:` a day means from its end on, `before:` up to its start; a minus turns one into the other.
      if ((operator === 'after') !== negative) from = Math.max(from ?? 0, firstIdOf(negative ? day.start : day.end));
      else below = Math.min(below ?? Number.MAX_SAFE_INTEGER, firstIdOf(negative ? day.end : day.start));
    } else if (searchable(value)) {
      const open = index === terms.length - 1 && !quoted && !negative && value.length >= shortestPrefix && /[\p{L}\p{N}]$/u.test(query);
      const column = columns.get(operator);
      const isBeginning = open || (!quoted && value.endsWith('*'));
      const plain = value.replace(/\*$/, '');
      const phrase = isUnspaced(value)
        ? unspacedPhrase(plain, isBeginning)
        : isBeginning
          ? beginningWith(plain, wordsBeginning)
          : quote(value);
      (negative ? unwanted : wanted).push(column ? `{${column}} : ${phrase}` : phrase);
    }
  }
  const none = unwanted.length > 0 ? unwanted.map((term) => `(${term})`).join(' OR ') : null;
  const all = wanted.length > 0 ? wanted.map((term) => `(${term})`).join(' AND ') : null;
  return {
    match: all && none ? `(${all}) NOT (${none})` : all,
    exclude: all ? null : none,
    attachments,
    unread,
    flagged,
    from,
    below,
    folders,
    notFolders,
  };
}

/** `2026-05-01`, `2026/5/1`, `2026-05`, `2026`: the span of local time it names, milliseconds since 1970. */
function dayOf(text: string): { start: number; end: number } | null {
  const parts = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? null : Number(parts[2]) - 1;
  const day = parts[3] === undefined ? null : Number(parts[3]);
  const start = new Date(year, month ?? 0, day ?? 1).getTime();
  const end = day !== null ? new Date(year, month ?? 0, day + 1) : month !== null ? new Date(year, month + 1, 1) : new Date(year + 1, 0, 1);
  return { start, end: end.getTime() };
}

export const isFolderRole = (text: string): text is FolderRole => folderRoles.some((role) => role === text);
