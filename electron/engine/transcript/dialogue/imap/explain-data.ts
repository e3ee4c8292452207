/** Explains what an IMAP server reports: untagged data, and the rest of a line after a literal (RFC 9051 §7.2 to §7.5). */
import type { Explanation } from '../../../../contract/transcript.ts';
import { asNumber, cut, type Explicable, explanation, type Parameters, type Term } from '../explicable.ts';
import { imapData, imapOwnData } from './tables.ts';
import { attributeTerms, capabilityTerms, flagTerms, itemTerm, optionTerms, rightTerms, term } from './terms.ts';
import { folder, inList, said, type Word, wordsOf } from './words-of-line.ts';

interface Reported {
  /** Added to the key: what is reported in another way has an entry of its own. */
  readonly variant?: string;
  readonly parameters?: Parameters;
  readonly terms?: readonly Term[];
}

export function explainData({ text, command }: Explicable): Explanation {
  const [, number, word, rest = ''] = /^\*[ \t]+(?:(\d{1,20})[ \t]+)?([^\s(]+)([^\r\n]*)/.exec(text) ?? [];
  if (word === undefined) return explainRest(text);
  const name = word.toUpperCase();
  const source = imapData[name] ?? null;
  if (source === null && !imapOwnData.has(name)) return explanation('imap.data.other', null, { name: cut(word) });
  const {
    variant,
    parameters = {},
    terms = [],
  } = Object.hasOwn(readers, name) ? (readers[name]?.(wordsOf(rest), rest, command) ?? {}) : {};
  return explanation(
    `imap.data.${name}${variant === undefined ? '' : `.${variant}`}`,
    source,
    { ...(number === undefined ? {} : { number: name === 'UIDFETCH' ? number : asNumber(number) }), ...parameters },
    terms,
  );
}

/** What comes after the bytes of a literal belongs to the answer before it; a line that can be no such thing is of another protocol. */
function explainRest(text: string): Explanation {
  if (/^[ \t]*$/.test(text.replace(/[\r\n]+$/, ''))) return explanation('imap.data.empty', 'RFC 9051 §2.2.2');
  if (/^\)+\s*$/.test(text)) return explanation('imap.data.rest.end', 'RFC 9051 §4.3');
  if (!/^[ )]/.test(text)) return explanation('imap.data.foreign', 'RFC 9051 §2.2.2', { text: cut(text.trim()) });
  const items = itemsOf(wordsOf(text));
  return explanation('imap.data.rest', 'RFC 9051 §4.3', { items: cut(items.shown.join(', ') || text.trim()) }, items.terms);
}

type Reader = (words: readonly Word[], rest: string, command: string | null) => Reported;

const join = (words: readonly Word[]): string => cut(words.map(said).join(' '));

/** Items of FETCH with their values, where these are short. */
function itemsOf(words: readonly Word[]): { readonly shown: string[]; readonly terms: Term[] } {
  const shown: string[] = [];
  const terms: Term[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [item, value] = [words[at], words[at + 1]];
    if (item === undefined) break;
    // Values of an item that began before the literal: only what follows them can be told.
    if (item.kind !== 'atom' || /^(?:NIL|\d+)$/i.test(item.text)) {
      at -= 1;
      continue;
    }
    const name = item.text.toUpperCase().replace(/(<\d+>)?$/, '$1');
    shown.push(shortItems.has(name) && value !== undefined ? `${name} ${value.kind === 'list' ? listed(value) : said(value)}` : name);
    terms.push(...itemTerm(item.text));
    if (name === 'FLAGS') terms.push(...flagTerms(inList(value)));
  }
  return { shown, terms };
}

const listed = (word: Word): string => (word.text === '' ? '()' : join(inList(word)));

const shortItems: ReadonlySet<string> = new Set(
  'UID FLAGS RFC822.SIZE INTERNALDATE MODSEQ SAVEDATE EMAILID THREADID X-GM-MSGID X-GM-THRID X-GM-LABELS'.split(' '),
);

const fetched: Reader = ([items]) => {
  const { shown, terms } = itemsOf(inList(items));
  return { parameters: { items: cut(shown.join(', ')) }, terms };
};

const mailbox: Reader = ([attributes, delimiter, name, ...extended]): Reported => {
  const terms = [...attributeTerms(inList(attributes)), ...optionTerms(extended.flatMap(inList).map(unquoted))];
  // The answer to `LIST "" ""` (RFC 9051 §6.3.9).
  if (name?.kind === 'quoted' && name.text === '') return { variant: 'delimiter', parameters: { delimiter: said(delimiter) }, terms };
  const flat = delimiter?.kind === 'atom' && /^NIL$/i.test(delimiter.text);
  return { ...(flat ? { variant: 'flat' } : {}), parameters: { folder: folder(name), delimiter: said(delimiter) }, terms };
};

/** As `mailbox`, for data that no delimiter can be asked of. */
const plainMailbox: Reader = ([attributes, delimiter, name]) => ({
  parameters: { folder: folder(name), delimiter: said(delimiter) },
  terms: attributeTerms(inList(attributes)),
});

/** Names of extended data are strings (RFC 5258 §6). */
const unquoted = (word: Word): Word => (word.kind === 'quoted' ? { kind: 'atom', text: word.text } : word);

/** Numbers found, and the change they were found with (RFC 7162 §3.1.6). */
const numbers: Reader = (words) => {
  const found = words.filter(({ text }) => /^\d+$/.test(text));
  const modseq = words.find(({ kind }) => kind === 'list');
  const terms = modseq ? term('option', 'MODSEQ', said(modseq)) : [];
  return found.length === 0 ? { variant: 'none', terms } : { parameters: { count: found.length, numbers: join(found) }, terms };
};

const results: Reader = (words) => {
  const given = words.filter(({ kind, text }) => kind !== 'list' && !/^UID$/i.test(text));
  const correlators = words[0]?.kind === 'list' ? words.slice(1) : words;
  const values = correlators.filter(({ text }) => !/^UID$/i.test(text));
  if (given.length === 0) return { variant: 'none' };
  return {
    parameters: { results: cut(values.map((word) => (word.kind === 'list' ? `(${listed(word)})` : said(word))).join(' ')) },
    terms: [...(correlators.length > values.length ? term('option', 'UID') : []), ...optionTerms(values)],
  };
};

const namespaces = (word: Word | undefined): string =>
  word?.kind !== 'list'
    ? '–'
    : cut(
        inList(word)
          .map((each) => folder(inList(each)[0]))
          .join(', '),
      );

const roots: Reader = ([name, ...given]): Reported =>
  given.length === 0
    ? { variant: 'none', parameters: { folder: folder(name) } }
    : { parameters: { folder: folder(name), roots: join(given) } };

const quota: Reader = ([root, list]): Reported => {
  const words = inList(list);
  const [resource, used, limit] = words;
  if (resource === undefined) return { variant: 'none', parameters: { root: said(root) } };
  const terms = words.flatMap(({ text }, at) => (at % 3 === 0 ? term('quota', text.toUpperCase(), join(words.slice(at, at + 3))) : []));
  return { parameters: { root: said(root), resource: said(resource), used: said(used), limit: said(limit) }, terms };
};

const rights: Reader = ([name, ...given]) => ({
  parameters: { folder: folder(name), rights: join(given) },
  terms: rightTerms(
    given
      .filter((_, at) => at % 2 === 1)
      .map(said)
      .join(''),
  ),
});

const metadata: Reader = ([name, ...given]) => {
  const parameters = { folder: folder(name), entries: join(given.flatMap(inList).filter(({ text }) => text.startsWith('/'))) };
  // Without values the server only says that something has changed (RFC 5464 §4.4.2).
  if (given[0]?.kind !== 'list') return { variant: 'changed', parameters };
  return { ...(name?.kind === 'quoted' && name.text === '' ? { variant: 'server' } : {}), parameters };
};

const readers: Readonly<Record<string, Reader>> = {
  OK: (_, rest) => {
    if (/^ still here/i.test(rest)) return { variant: 'alive' };
    const [, percent] = /(\d{1,3})% of the mailbox/i.exec(rest.slice(0, 400)) ?? [];
    return percent === undefined ? {} : { variant: 'progress', parameters: { percent } };
  },
  BYE: (_, rest, command) => (command === 'LOGOUT' || /\blog(?:ging )?out\b/i.test(rest.slice(0, 400)) ? { variant: 'asked' } : {}),
  CAPABILITY: (words) => ({
    parameters: { names: cut(words.map(said).join(', ')) },
    terms: capabilityTerms(words.map(({ text }) => text)),
  }),
  ENABLED: (words) =>
    words.length === 0
      ? { variant: 'none' }
      : { parameters: { names: cut(words.map(said).join(', ')) }, terms: capabilityTerms(words.map(({ text }) => text)) },
  ID: ([fields]) => (fields?.kind === 'list' ? { parameters: { fields: join(inList(fields)) } } : { variant: 'none' }),
  LIST: mailbox,
  LSUB: plainMailbox,
  XLIST: plainMailbox,
  NAMESPACE: ([personal, others, shared]) => ({
    parameters: { personal: namespaces(personal), others: namespaces(others), shared: namespaces(shared) },
  }),
  STATUS: ([name, counts]) => {
    const words = inList(counts);
    const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [`${said(word).toLowerCase()} ${said(words[at + 1])}`] : []));
    return {
      parameters: { folder: folder(name), counts: cut(pairs.join(', ')) },
      terms: words.flatMap(({ text }, at) => (at % 2 === 0 ? term('count', text.toUpperCase(), text) : [])),
    };
  },
  FLAGS: ([flags]) => ({ parameters: { flags: join(inList(flags)) }, terms: flagTerms(inList(flags)) }),
  FETCH: fetched,
  UIDFETCH: fetched,
  SEARCH: numbers,
  SORT: numbers,
  ESEARCH: results,
  THREAD: (words) => (words.length === 0 ? { variant: 'none' } : { parameters: { count: words.length } }),
  VANISHED: ([first, uids]) =>
    first?.kind === 'list' ? { variant: 'EARLIER', parameters: { uids: said(uids) } } : { parameters: { uids: said(first) } },
  QUOTA: quota,
  QUOTAROOT: roots,
  ACL: rights,
  MYRIGHTS: ([name, given]) => ({ parameters: { folder: folder(name), rights: said(given) }, terms: rightTerms(said(given)) }),
  LISTRIGHTS: ([name, user, ...given]) => ({
    parameters: { folder: folder(name), user: said(user), rights: join(given) },
    terms: rightTerms(given.map(({ text }) => text).join('')),
  }),
  METADATA: metadata,
  ANNOTATION: ([name]) => ({ parameters: { folder: folder(name) } }),
  LANGUAGE: ([languages]) => ({ parameters: { names: join(inList(languages)) } }),
  COMPARATOR: (words) => ({ parameters: { names: join(words.flatMap(inList)) } }),
  JMAPACCESS: ([address]) => ({ parameters: { address: said(address) } }),
  UIDBATCHES: (words) => ({ parameters: { ranges: join(words.filter(({ kind }) => kind !== 'list')) } }),
  CONVERSION: (words) => ({ parameters: { kinds: join(words) } }),
};
