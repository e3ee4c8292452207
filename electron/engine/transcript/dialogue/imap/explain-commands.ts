/** Explains what an IMAP client asks for, with the folders, messages and items that stand in the line (RFC 9051 §6). */
import type { Explanation } from '../../../../contract/transcript.ts';
import { explainBeginning, explainLateAnswer } from '../explain-sasl.ts';
import { cut, type Explicable, explanation, type Parameters, type Term } from '../explicable.ts';
import { foreignCommands, imapCommands, imapOwnCommands } from './tables.ts';
import {
  askedItemTerms,
  attributeTerms,
  capabilityTerms,
  flagTerms,
  optionTerms,
  orderTerms,
  rightTerms,
  searchTerms,
  term,
} from './terms.ts';
import { announced, folder, inList, said, type Word, wordsOf } from './words-of-line.ts';

interface Asked {
  /** Added to the key: what is asked for in another way has an entry of its own. */
  readonly variant?: string;
  readonly parameters?: Parameters;
  readonly terms?: readonly Term[];
}

export const imapCommandVariants: readonly string[] = [
  ...['ID.none', 'LIST.delimiter', 'STORE.add', 'STORE.remove', 'NOTIFY.none', 'GETMETADATA.server', 'SETMETADATA.server'],
  ...['DONE', 'rest', 'rest.message', 'end', 'end.APPEND', 'empty', 'nameless', 'foreign', 'other'],
];

export function explainCommand(line: Explicable): Explanation {
  const { command, text } = line;
  const isForeign = foreignCommands.has((line.tag ?? '').toUpperCase());
  const foreign = () => explanation('imap.command.foreign', 'RFC 9051 §2.2.1', { text: cut(line.tag ?? '') });
  if (command === null) return isForeign ? foreign() : explainNameless(text);
  const given = argumentsIn(line);
  const octets = announced(text);
  const literal = octets === null ? [] : term('option', octets.waits ? 'LITERAL' : 'LITERAL+', `{${octets.octets}}`);
  if (given === null) return explainRest(command, text, literal);
  const uid = command.startsWith('UID ') && command !== 'UID EXPUNGE';
  const name = uid ? command.slice(4) : command;
  const source = imapCommands[name] ?? null;
  if (source === null && !imapOwnCommands.has(name)) {
    if (isForeign) return foreign();
    return explanation('imap.command.other', null, { command: cut(command) }, literal);
  }
  const words = wordsOf(given);
  const { variant, parameters = {}, terms = [] } = Object.hasOwn(readers, name) ? (readers[name]?.(words, uid) ?? {}) : {};
  const asked = explanation(`imap.command.${name}${variant === undefined ? '' : `.${variant}`}`, source, parameters, [
    ...(uid ? term('option', 'UID') : []),
    ...terms,
    ...literal,
  ]);
  const [mechanism] = words;
  if (name !== 'AUTHENTICATE' || mechanism === undefined) return asked;
  const began = explainBeginning(line, said(mechanism).toUpperCase());
  // RFC 4959 §3: the initial response stands in the command.
  return line.sasl === null ? began : { ...asked, parts: [{ key: began.key, parameters: began.parameters }] };
}

/** A line without a tag and a name (RFC 9051 §2.2.1): empty, an answer whose exchange is over, or a word alone. */
function explainNameless(text: string): Explanation {
  if (/^\*\s*$/.test(text)) return explainLateAnswer();
  return explanation(/^\s*$/.test(text) ? 'imap.command.empty' : 'imap.command.nameless', 'RFC 9051 §2.2.1');
}

/** What follows tag and name; null where the line goes on after a literal. */
function argumentsIn({ tag, text, command }: Explicable): string | null {
  const [begin = '', said = '', second = ''] = /^\s*(\S+)\s+(\S+)(?:\s+(\S+))?/.exec(text.slice(0, 1_000))?.slice(1) ?? [];
  const name = said.toUpperCase();
  const isCommand = (tag == null || begin === tag) && (name === command || `${name} ${second.toUpperCase()}` === command);
  if (!isCommand) return null;
  return text.slice((/^\s*\S+\s+\S+/.exec(text)?.[0].length ?? 0) + (name === command ? 0 : second.length + 1));
}

/** The line of a command goes on after a literal (RFC 9051 §4.3); an empty rest ends it. */
function explainRest(command: string, text: string, literal: readonly Term[]): Explanation {
  const parameters = { command, rest: cut(text.trim()) };
  if (/^\s*$/.test(text))
    return explanation(command === 'APPEND' ? 'imap.command.end.APPEND' : 'imap.command.end', 'RFC 9051 §4.3', parameters);
  const isMessage = command === 'APPEND' && literal.length > 0;
  return explanation(
    isMessage ? 'imap.command.rest.message' : 'imap.command.rest',
    isMessage ? 'RFC 3502 §6.3.11' : 'RFC 9051 §4.3',
    parameters,
    [...(isMessage ? flagTerms(inList(wordsOf(text).find(({ kind }) => kind === 'list'))) : []), ...literal],
  );
}

type Reader = (words: readonly Word[], uid: boolean) => Asked;

const join = (words: readonly Word[]): string => cut(words.map(said).join(' '));
const names = (words: readonly Word[]): string => cut(words.map(said).join(', '));
/** A set of messages as a sentence names it. */
const set = (word: Word | undefined, uid: boolean): string => (uid ? `UID ${said(word)}` : said(word));

const ofFolder: Reader = ([mailbox]) => ({ parameters: { folder: folder(mailbox) } });

const open: Reader = ([mailbox, options]) => ({
  parameters: { folder: folder(mailbox) },
  terms: optionTerms(inList(options)),
});

const list: Reader = (words) => {
  // Selection options come first, return options last (RFC 5258 §3); a list of patterns stands for one.
  const selects = words[0]?.kind === 'list' ? words[0] : undefined;
  const [reference, pattern, , given] = selects ? words.slice(1) : words;
  const terms = optionTerms([...(selects ? inList(selects) : []), ...(given ? inList(given) : [])]);
  if (pattern?.kind === 'quoted' && pattern.text === '') return { variant: 'delimiter', terms };
  return { parameters: { reference: folder(reference), pattern: pattern ? names(inList(pattern)) : '…' }, terms };
};

const pattern: Reader = ([reference, wanted]) => ({ parameters: { reference: folder(reference), pattern: folder(wanted) } });

const copy: Reader = ([messages, mailbox], uid) => ({ parameters: { set: set(messages, uid), folder: folder(mailbox) } });

/** Flags, date and size as APPEND and REPLACE give them. */
function appended(words: readonly Word[]): readonly Term[] {
  const flags = words.find(({ kind }) => kind === 'list');
  const date = words.find(({ kind }) => kind === 'quoted');
  const catenates = words.some(({ text }) => /^CATENATE$/i.test(text));
  return [
    ...(flags && !catenates ? flagTerms(inList(flags)) : []),
    ...(date ? term('option', 'DATE', date.text) : []),
    ...(catenates ? term('option', 'CATENATE') : []),
    ...(words.some(({ text }) => /^UTF8$/i.test(text)) ? term('option', 'UTF8') : []),
  ];
}

/** Takes `RETURN (…)` off the beginning. */
function returning(words: readonly Word[]): { readonly rest: readonly Word[]; readonly terms: readonly Term[] } {
  if (!/^RETURN$/i.test(words[0]?.text ?? '') || words[1]?.kind !== 'list') return { rest: words, terms: [] };
  return { rest: words.slice(2), terms: optionTerms(inList(words[1])) };
}

const metadata: Reader = (words) => {
  // Options may stand before the folder (RFC 5464 §4.2).
  const options = words[0]?.kind === 'list' ? words[0] : undefined;
  const [mailbox, entries] = options ? words.slice(1) : words;
  const given = inList(entries);
  const isServer = mailbox?.kind === 'quoted' && mailbox.text === '';
  return {
    ...(isServer ? { variant: 'server' } : {}),
    parameters: { folder: folder(mailbox), entries: names(given.filter(({ text }) => text.startsWith('/'))) },
    terms: options ? optionTerms(inList(options)) : [],
  };
};

const readers: Readonly<Record<string, Reader>> = {
  AUTHENTICATE: ([mechanism]) => ({ parameters: { mechanism: said(mechanism).toUpperCase() } }),
  LOGIN: ([user]) => ({ parameters: { user: said(user) } }),
  ENABLE: (words) => ({ parameters: { names: names(words) }, terms: capabilityTerms(words.map(({ text }) => text)) }),
  ID: ([fields]) => (fields?.kind === 'list' ? { parameters: { fields: join(inList(fields)) } } : { variant: 'none' }),
  SELECT: open,
  EXAMINE: open,
  CREATE: ([mailbox, options]) => ({
    parameters: { folder: folder(mailbox) },
    terms: options ? [...term('option', 'USE'), ...attributeTerms(inList(inList(options)[1]))] : [],
  }),
  DELETE: ofFolder,
  RENAME: ([mailbox, target]) => ({ parameters: { folder: folder(mailbox), target: folder(target) } }),
  SUBSCRIBE: ofFolder,
  UNSUBSCRIBE: ofFolder,
  LIST: list,
  LSUB: pattern,
  XLIST: pattern,
  SCAN: pattern,
  PROXYAUTH: ([user]) => ({ parameters: { user: said(user) } }),
  RLIST: pattern,
  RLSUB: pattern,
  STATUS: ([mailbox, items]) => ({
    parameters: { folder: folder(mailbox), items: names(inList(items)) },
    terms: inList(items).flatMap(({ text }) => term('count', text.toUpperCase(), text)),
  }),
  APPEND: ([mailbox, ...rest]) => ({ parameters: { folder: folder(mailbox) }, terms: appended(rest) }),
  REPLACE: ([message, mailbox, ...rest], uid) => ({
    parameters: { set: set(message, uid), folder: folder(mailbox) },
    terms: appended(rest),
  }),
  SEARCH: (words) => {
    const { rest, terms } = returning(words);
    return { parameters: { keys: join(rest) }, terms: [...searchTerms(rest), ...terms] };
  },
  ESEARCH: (words) => {
    const [first, second, ...after] = words;
    const hasSources = /^IN$/i.test(first?.text ?? '') && second?.kind === 'list';
    const { rest, terms } = returning(hasSources ? after : words);
    return {
      parameters: { folders: hasSources ? join(inList(second)) : '–', keys: join(rest) },
      terms: [...searchTerms(rest), ...terms],
    };
  },
  SORT: (words) => {
    const { rest, terms } = returning(words);
    const [order, , ...keys] = rest;
    return {
      parameters: { order: join(inList(order)), keys: join(keys) },
      terms: [...orderTerms(inList(order)), ...searchTerms(keys), ...terms],
    };
  },
  THREAD: (words) => {
    const { rest, terms } = returning(words);
    const [algorithm, , ...keys] = rest;
    return {
      parameters: { algorithm: said(algorithm), keys: join(keys) },
      terms: [...orderTerms(algorithm ? [algorithm] : []), ...searchTerms(keys), ...terms],
    };
  },
  FETCH: ([messages, items, modifiers], uid) => ({
    parameters: { set: set(messages, uid), items: names(inList(items)) },
    terms: [...askedItemTerms(inList(items)), ...(modifiers ? optionTerms(inList(modifiers)) : [])],
  }),
  STORE: ([messages, ...rest], uid) => {
    const modifiers = rest[0]?.kind === 'list' ? rest[0] : undefined;
    const [action, ...flags] = modifiers ? rest.slice(1) : rest;
    const name = action?.text ?? '';
    const given = flags.flatMap(inList);
    const labels = /X-GM-LABELS/i.test(name);
    return {
      ...(name.startsWith('+') ? { variant: 'add' } : name.startsWith('-') ? { variant: 'remove' } : {}),
      parameters: { set: set(messages, uid), flags: given.length > 0 ? join(given) : '()' },
      terms: [
        ...(labels ? term('item', 'X-GM-LABELS') : flagTerms(given)),
        ...(/\.SILENT$/i.test(name) ? term('option', 'SILENT', name) : []),
        ...(modifiers ? optionTerms(inList(modifiers)) : []),
      ],
    };
  },
  COPY: copy,
  MOVE: copy,
  'UID EXPUNGE': ([messages]) => ({ parameters: { set: said(messages) } }),
  COMPRESS: ([mechanism]) => ({ parameters: { mechanism: said(mechanism).toUpperCase() } }),
  GETQUOTA: ([root]) => ({ parameters: { root: said(root) } }),
  GETQUOTAROOT: ofFolder,
  SETQUOTA: ([root, limits]) => ({ parameters: { root: said(root), limits: join(inList(limits)) } }),
  SETACL: ([mailbox, user, rights]) => ({
    parameters: { folder: folder(mailbox), user: said(user), rights: said(rights) },
    terms: rightTerms(said(rights)),
  }),
  DELETEACL: ([mailbox, user]) => ({ parameters: { folder: folder(mailbox), user: said(user) } }),
  GETACL: ofFolder,
  LISTRIGHTS: ([mailbox, user]) => ({ parameters: { folder: folder(mailbox), user: said(user) } }),
  MYRIGHTS: ofFolder,
  GETMETADATA: metadata,
  SETMETADATA: metadata,
  GETANNOTATION: ofFolder,
  SETANNOTATION: ofFolder,
  NOTIFY: (words) => (/^NONE$/i.test(words[0]?.text ?? '') ? { variant: 'none' } : { parameters: { events: join(words.slice(1)) } }),
  CANCELUPDATE: (words) => ({ parameters: { tags: names(words) } }),
  CONVERT: ([messages], uid) => ({ parameters: { set: set(messages, uid) } }),
  LANGUAGE: (words) => ({ parameters: { names: names(words) } }),
  COMPARATOR: (words) => ({ parameters: { names: names(words) } }),
  UIDBATCHES: ([size]) => ({ parameters: { size: said(size) } }),
};
