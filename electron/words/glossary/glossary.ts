/**
 * The glossary: what a line of the wire means, and where something went wrong who must act, the likely cause and the next step, in the
 * user's language. Takes keys and parameters as the transcript gives them; knows no protocol.
 */
import type { Language } from '../../contract/application.ts';
import { type Actor, actorWords } from './actors.ts';
import { connectionActors } from './connection/acts.ts';
import { dnsActors } from './dns/acts.ts';
import type { Entry } from './entry.ts';
import { imapActors } from './imap/acts.ts';
import { managesieveActors } from './managesieve/acts.ts';
import { pop3Actors } from './pop3/acts.ts';
import { providerActors } from './provider/acts.ts';
import { saslActors } from './sasl/acts.ts';
import { sendmailActors } from './sendmail/acts.ts';
import { smtpActors } from './smtp/acts.ts';
import { tlsActors } from './tls/acts.ts';

/** Everything that is said in one language. */
export interface Glossary {
  readonly language: Language;
  /** By key. */
  readonly entries: Readonly<Record<string, Entry>>;
}

const loaders: Readonly<Record<Language, () => Promise<Glossary['entries']>>> = {
  en: async () => (await import('./languages/en.ts')).glossaryEnglish,
  es: async () => (await import('./languages/es.ts')).glossarySpanish,
  pt: async () => (await import('./languages/pt.ts')).glossaryPortuguese,
  'pt-BR': async () => (await import('./languages/pt-br.ts')).glossaryBrazilian,
};

/** Fetches the glossary in a language, in files of its own: a window needs those of one. Rejects where its file cannot be had. */
export const loadGlossary = async (language: Language): Promise<Glossary> => ({ language, entries: await loaders[language]() });

/** By the key of an entry. */
export const entryActors: Readonly<Partial<Record<string, Actor>>> = {
  ...connectionActors,
  ...dnsActors,
  ...imapActors,
  ...managesieveActors,
  ...pop3Actors,
  ...providerActors,
  ...saslActors,
  ...sendmailActors,
  ...smtpActors,
  ...tlsActors,
};

interface Keyed {
  readonly key: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface Explanation extends Keyed {
  /** Entries whose meaning is said after the first one's. */
  readonly parts?: readonly Keyed[] | undefined;
  /** Words of the line and their entries, which take the same parameters and `name`. */
  readonly terms?: readonly { readonly name: string; readonly key: string; readonly source: string | null }[] | undefined;
}

/** What stands in a line, and what it means. */
interface ExplainedTerm {
  readonly name: string;
  readonly means: string;
  readonly source: string | null;
}

/** An entry filled in; null stands for what there is not. */
interface Explained {
  readonly means: string;
  readonly who: string | null;
  readonly cause: string | null;
  readonly next: string | null;
  readonly terms: readonly ExplainedTerm[];
}

/** What the glossary says of a line, or null for a key that this version does not know. */
export function describeEntry(glossary: Glossary, { key, parameters, parts = [], terms = [] }: Explanation): Explained | null {
  const { language, entries } = glossary;
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  if (entry === undefined) return null;
  const facts = (sentence: string) => withFacts(language, sentence, parameters);
  const actor = entryActors[key];
  const who = actor === undefined ? null : actorWords[language][actor];
  const { means, cause, next }: Exclude<Entry, string> = typeof entry === 'string' ? { means: entry } : entry;
  return {
    means: [facts(means), ...parts.flatMap((part) => describeEntry(glossary, part)?.means ?? [])].join(' '),
    who,
    cause: cause === undefined ? null : facts(cause),
    next: next === undefined ? null : facts(next),
    terms: terms.flatMap(({ name, key: termKey, source }) => {
      const said = describeEntry(glossary, { key: termKey, parameters: { ...parameters, name } });
      return said === null ? [] : [{ name, means: said.means, source }];
    }),
  };
}

/** Numbers are written as the language groups them; a fact that is missing, as a dash. */
const withFacts = (language: Language, sentence: string, parameters: Keyed['parameters']): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name]?.toLocaleString(language) ?? '–');
