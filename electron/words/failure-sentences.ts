/** A failure in the words of one language: the facts put into its two sentences. */
import type { Language } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import { dayWords } from './dates.ts';
import type { Again, FailurePlace, FailureSentences, FailureWords } from './failure-words.ts';
import { fillIn } from './fill-in.ts';

/**
 * Says a failure in words. The server's own line is not part of it: show `failure.reply` beside the sentences, verbatim.
 * @param words those of the language
 * @param place where it is shown: in the settings, the next step does not say to open the settings
 * @param again who tries again, where the caller knows: no sentence may promise an attempt that nobody makes
 */
export function sayFailure(
  words: FailureWords,
  language: Language,
  failure: Failure,
  again: Again = { kind: 'byItself' },
  place: FailurePlace = 'anywhere',
): FailureSentences {
  const facts: Record<string, string> = {
    server: failure.host === undefined ? words.theServer : failure.port === undefined ? failure.host : `${failure.host}:${failure.port}`,
    host: failure.host ?? words.theServer,
    protocol: failure.protocol?.toUpperCase() ?? words.theProtocol,
    command: failure.command ?? words.theCommand,
    owner: typeof failure.detail?.pid === 'number' ? fillIn(words.owner, { pid: String(failure.detail.pid) }) : '',
    validity: validityIn(words, language, failure.detail),
    where: words.where[place],
    again: againIn(words, failure.permanent ? { kind: 'nobody' } : again),
  };
  for (const [name, value] of Object.entries(failure.detail ?? {})) facts[`detail.${name}`] = String(value);
  const fill = (sentence: string) => {
    const filled = sentence.replace(/\{([\w.]+)\}/g, (_whole: string, name: string) => facts[name] ?? words.unknown);
    // “the server” may open a sentence and is then written large; the name of a host is never changed.
    const opensWithHost = sentence.startsWith('{server}') && failure.host !== undefined;
    return opensWithHost ? filled : filled.charAt(0).toLocaleUpperCase(language) + filled.slice(1);
  };
  const isUserData = failure.code === 'database-corrupt' && failure.detail?.database === 'user-data';
  const { happened, next } = isUserData ? userDataSentences(words, failure) : sentencesFor(words, failure);
  return { happened: fill(happened), next: fill(next) };
}

function userDataSentences(words: FailureWords, { detail }: Failure): FailureSentences {
  if (detail?.missing === true) return words.missingUserData;
  return detail?.former === undefined ? words.damagedUserData : words.doubledUserData;
}

function sentencesFor({ sentences, unnamed }: FailureWords, { code, detail }: Failure): FailureSentences {
  const isNamed = typeof detail?.addresses === 'string' && detail.addresses !== '';
  return !isNamed && (code === 'recipients-refused' || code === 'recipients-blocked') ? unnamed[code] : sentences[code];
}

const againIn = ({ again: words }: FailureWords, again: Again): string =>
  'time' in again ? fillIn(words[again.kind], { time: again.time }) : words[again.kind];

function validityIn({ validity }: FailureWords, language: Language, detail: Failure['detail']): string {
  const { validTo, validFrom } = detail ?? {};
  if (typeof validTo === 'string') return fillIn(validity.expired, { date: dayWords(language, validTo) });
  return typeof validFrom === 'string' ? fillIn(validity.early, { date: dayWords(language, validFrom) }) : validity.unknown;
}
