/**
 * The glossary: what a line of the wire means, and where something went wrong who must act, the likely cause and the next step, in the
 * user's language. Takes keys and parameters as the transcript gives them; knows no protocol.
 */
import type { Language } from '../../contract/application.ts';
import { type Actor, actorWords } from './actors.ts';
import { connectionActors } from './connection/acts.ts';
import { connectionEnglish } from './connection/en.ts';
import { connectionSpanish } from './connection/es.ts';
import { connectionPortuguese } from './connection/pt.ts';
import { connectionBrazilian } from './connection/pt-br.ts';
import { dnsActors } from './dns/acts.ts';
import { dnsEnglish } from './dns/en.ts';
import { dnsSpanish } from './dns/es.ts';
import { dnsPortuguese } from './dns/pt.ts';
import { dnsBrazilian } from './dns/pt-br.ts';
import type { Entry } from './entry.ts';
import { imapActors } from './imap/acts.ts';
import { imapEnglish } from './imap/en.ts';
import { imapSpanish } from './imap/es.ts';
import { imapPortuguese } from './imap/pt.ts';
import { imapBrazilian } from './imap/pt-br.ts';
import { pop3Actors } from './pop3/acts.ts';
import { pop3English } from './pop3/en.ts';
import { pop3Spanish } from './pop3/es.ts';
import { pop3Portuguese } from './pop3/pt.ts';
import { pop3Brazilian } from './pop3/pt-br.ts';
import { providerActors } from './provider/acts.ts';
import { providerEnglish } from './provider/en.ts';
import { providerSpanish } from './provider/es.ts';
import { providerPortuguese } from './provider/pt.ts';
import { providerBrazilian } from './provider/pt-br.ts';
import { saslActors } from './sasl/acts.ts';
import { saslEnglish } from './sasl/en.ts';
import { saslSpanish } from './sasl/es.ts';
import { saslPortuguese } from './sasl/pt.ts';
import { saslBrazilian } from './sasl/pt-br.ts';
import { smtpActors } from './smtp/acts.ts';
import { smtpEnglish } from './smtp/en.ts';
import { smtpSpanish } from './smtp/es.ts';
import { smtpPortuguese } from './smtp/pt.ts';
import { smtpBrazilian } from './smtp/pt-br.ts';
import { tlsActors } from './tls/acts.ts';
import { tlsEnglish } from './tls/en.ts';
import { tlsSpanish } from './tls/es.ts';
import { tlsPortuguese } from './tls/pt.ts';
import { tlsBrazilian } from './tls/pt-br.ts';

export const glossary: Readonly<Record<Language, Readonly<Record<string, Entry>>>> = {
  en: {
    ...connectionEnglish,
    ...dnsEnglish,
    ...imapEnglish,
    ...pop3English,
    ...providerEnglish,
    ...saslEnglish,
    ...smtpEnglish,
    ...tlsEnglish,
  },
  es: {
    ...connectionSpanish,
    ...dnsSpanish,
    ...imapSpanish,
    ...pop3Spanish,
    ...providerSpanish,
    ...saslSpanish,
    ...smtpSpanish,
    ...tlsSpanish,
  },
  pt: {
    ...connectionPortuguese,
    ...dnsPortuguese,
    ...imapPortuguese,
    ...pop3Portuguese,
    ...providerPortuguese,
    ...saslPortuguese,
    ...smtpPortuguese,
    ...tlsPortuguese,
  },
  'pt-BR': {
    ...connectionBrazilian,
    ...dnsBrazilian,
    ...imapBrazilian,
    ...pop3Brazilian,
    ...providerBrazilian,
    ...saslBrazilian,
    ...smtpBrazilian,
    ...tlsBrazilian,
  },
};

/** By the key of an entry. */
export const entryActors: Readonly<Partial<Record<string, Actor>>> = {
  ...connectionActors,
  ...dnsActors,
  ...imapActors,
  ...pop3Actors,
  ...providerActors,
  ...saslActors,
  ...smtpActors,
  ...tlsActors,
};

interface Keyed {
  readonly key: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

interface Explanation extends Keyed {
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
export function describeEntry(language: Language, { key, parameters, parts = [], terms = [] }: Explanation): Explained | null {
  const entry = Object.hasOwn(glossary[language], key) ? glossary[language][key] : undefined;
  if (entry === undefined) return null;
  const facts = (sentence: string) => withFacts(language, sentence, parameters);
  const actor = entryActors[key];
  const who = actor === undefined ? null : actorWords[language][actor];
  const { means, cause, next }: Exclude<Entry, string> = typeof entry === 'string' ? { means: entry } : entry;
  return {
    means: [facts(means), ...parts.flatMap((part) => describeEntry(language, part)?.means ?? [])].join(' '),
    who,
    cause: cause === undefined ? null : facts(cause),
    next: next === undefined ? null : facts(next),
    terms: terms.flatMap(({ name, key: termKey, source }) => {
      const said = describeEntry(language, { key: termKey, parameters: { ...parameters, name } });
      return said === null ? [] : [{ name, means: said.means, source }];
    }),
  };
}

/** Numbers are written as the language groups them; a fact that is missing, as a dash. */
const withFacts = (language: Language, sentence: string, parameters: Keyed['parameters']): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name]?.toLocaleString(language) ?? '–');
