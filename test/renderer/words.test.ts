import { describe, expect, it } from 'vitest';
import { chooseLanguage, languageSchema } from '../../electron/contract/application.ts';
import { failure } from '../../electron/contract/failure.ts';
import { failureCodes } from '../../electron/contract/failures/failure-codes.ts';
import { menuWords } from '../../electron/words/menu.ts';
import { noteWords } from '../../electron/words/notes/notes.ts';
import { quotingPhrases } from '../../electron/words/quoting.ts';
import { missingWords, readingWords, sendWords } from '../../electron/words/terminal.ts';
import { describeFailure, failureWords } from '../../electron/words/words.ts';
import { loadCatalogue } from '../../renderer/i18n/catalogues.ts';
import { formatBytes, formatListDate, formatMessageDate } from '../../renderer/i18n/format.ts';
import type { Words } from '../../renderer/i18n/keys.ts';
import { createWords } from '../../renderer/i18n/words.ts';
import { glossaries } from '../support/glossaries.ts';

const languages = languageSchema.options;
const catalogues = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, (await loadCatalogue(language)).words] as const)),
) as Record<(typeof languages)[number], Words>; // of the very languages
const placeholders = (text: string) => [...text.matchAll(/\{[\w.]+\}/g)].map((match) => match[0]).sort();

type AnyLanguage = (typeof languages)[number];
/** Every sentence of the glossary, by its entry's key. */
const entriesOf = (language: AnyLanguage): [string, string][] =>
  Object.entries(glossaries[language].entries).flatMap(([key, entry]) =>
    (typeof entry === 'string' ? [entry] : Object.values(entry)).map((sentence): [string, string] => [key, sentence]),
  );

/** Every sentence there is in a language, by the key of its table. */
const sentencesOf = (language: AnyLanguage): [string, string][] => {
  const failures = failureWords[language];
  return [
    ...Object.entries(catalogues[language]),
    ...entriesOf(language),
    ...Object.entries(noteWords[language]),
    ...Object.entries(menuWords[language]),
    ...Object.entries(missingWords[language]),
    ...Object.entries(sendWords[language]),
    ...Object.entries(readingWords[language]),
    ...[failures.again, failures.validity, failures.damagedUserData, failures.missingUserData, failures.doubledUserData].flatMap((table) =>
      Object.entries(table),
    ),
    ...Object.entries(failures.sentences).map(([code, { happened, next }]): [string, string] => [code, `${happened} ${next}`]),
    ...Object.entries({ ...quotingPhrases[language], fields: Object.values(quotingPhrases[language].fields).join(' ') }),
  ];
};

describe('the words of the window', () => {
  for (const language of languages) {
    it(`are complete in ${language}: every key, nothing empty, the same facts in every sentence`, () => {
      expect(Object.keys(catalogues[language]).sort()).toEqual(Object.keys(catalogues.en).sort());
      for (const [key, text] of Object.entries(catalogues[language])) {
        expect(text.trim(), key).not.toBe('');
        expect(text, key).not.toMatch(/[!¡]/);
        const english = catalogues.en[key as keyof typeof catalogues.en]; // the keys were compared above
        expect(placeholders(text), key).toEqual(placeholders(english));
      }
    });
  }

  it('are Brazilian where Brazil says it otherwise', () => {
    const written = (words: object) =>
      Object.entries(words).filter(([key, text]) => text !== catalogues.pt[key as keyof typeof catalogues.pt]); // the same keys
    expect(written(catalogues['pt-BR']).length).toBeGreaterThan(60);
  });

  it('say one message and several in each language', async () => {
    const said = await Promise.all(
      languages.map(async (language) => {
        const { t } = await createWords(language);
        return [1, 2].map((count) => t('messages.count', { count, number: count }));
      }),
    );
    expect(said).toEqual([
      ['1 message', '2 messages'],
      ['1 mensaje', '2 mensajes'],
      ['1 mensagem', '2 mensagens'],
      ['1 mensagem', '2 mensagens'],
    ]);
  });

  it('say a million in Spanish and Portuguese in their own language, whose plural for it is another one', async () => {
    for (const [language, expected] of [
      ['es', '1000000 mensajes'],
      ['pt', '1000000 mensagens'],
      ['pt-BR', '1000000 mensagens'],
    ] as const) {
      const { t } = await createWords(language);
      expect(t('messages.count', { count: 1_000_000, number: 1_000_000 })).toBe(expected);
    }
  });

  it('are in the language asked for first, whatever its region', () => {
    expect(chooseLanguage([null, 'pt-BR', 'en'])).toBe('pt-BR');
    expect(chooseLanguage(['pt_BR.UTF-8'])).toBe('pt-BR');
    expect(chooseLanguage(['pt-AO', 'pt-BR'])).toBe('pt');
    expect(chooseLanguage(['C', 'es_ES.UTF-8'])).toBe('es');
    expect(chooseLanguage(['constructor', 'en-GB'])).toBe('en');
    expect(chooseLanguage(['de-DE', 'es-419'])).toBe('es');
    expect(chooseLanguage(['ja'])).toBe('en');
  });
});

describe('a parameter of a sentence', () => {
  it('is written {name} in every table, and the same ones stand in every language', () => {
    const parametersIn = (language: AnyLanguage) =>
      sentencesOf(language).map(([key, sentence]) => `${key} ${placeholders(sentence).join(' ')}`);
    for (const language of languages) {
      expect(parametersIn(language).toSorted()).toEqual(parametersIn('en').toSorted());
      expect(sentencesOf(language).filter(([, sentence]) => /\{\{|\}\}/.test(sentence))).toEqual([]);
    }
  });

  it('becomes its value and nothing else, whatever the value looks like', async () => {
    const { t } = await createWords('en');
    expect(t('proof.title', { folder: '{folder} $& {count}' })).toBe('Folder details: {folder} $& {count}');
    expect(t('proof.progress', { done: '{total}', total: '7' })).toBe('{total} of 7 messages compared');
  });
});

describe('a failure in words', () => {
  it('says in every language what happened and what to do, for every code', () => {
    for (const language of languages) {
      for (const code of failureCodes) {
        const { happened, next } = failureWords[language].sentences[code];
        for (const sentence of [happened, next]) {
          // What stands for `{again}` is a sentence of its own.
          expect(sentence.endsWith('.') || sentence.endsWith('{again}'), `${language} ${code}: ${sentence}`).toBe(true);
          expect(sentence, `${language} ${code}`).not.toMatch(/[!¡]/);
        }
        expect(placeholders(happened + next), `${language} ${code}`).toEqual(
          placeholders(failureWords.en.sentences[code].happened + failureWords.en.sentences[code].next),
        );
      }
    }
  });

  it('says in every language who tries again, and promises it for nothing that is permanent', () => {
    for (const language of languages) {
      const { again } = failureWords[language];
      for (const sentence of Object.values(again)) expect(sentence.endsWith('.'), sentence).toBe(true);
      expect(describeFailure(language, failure('greylisted')).next).toBe(again.byItself);
      expect(describeFailure(language, failure('greylisted'), { kind: 'at', time: '12:10' }).next).toBe(
        again.at.replace('{time}', '12:10'),
      );
      expect(describeFailure(language, failure('authentication-unavailable', { permanent: true })).next).toBe(again.nobody);
    }
  });

  it('names the server as it is written, and begins with a capital where it has no name', () => {
    expect(describeFailure('en', failure('connection-refused', { host: 'mail.example.org', port: 993 })).happened).toBe(
      'mail.example.org:993 refused the connection.',
    );
    expect(describeFailure('es', failure('connection-refused')).happened).toBe('El servidor ha rechazado la conexión.');
  });

  it('says when a certificate expired, or from when it is good, in every language', () => {
    const said = (detail: Record<string, string>) =>
      languages.map((language) => describeFailure(language, failure('certificate-expired', { host: 'mx.example', detail })).happened);
    expect(said({ cause: 'CERT_HAS_EXPIRED', validTo: '2026-10-01T00:00:00.000Z' })).toEqual([
      'The certificate of mx.example expired on 1 October 2026.',
      'El certificado de mx.example caducó el 1 de octubre de 2026.',
      'O certificado de mx.example expirou em 1 de outubro de 2026.',
      'O certificado de mx.example expirou em 1 de outubro de 2026.',
    ]);
    expect(said({ cause: 'CERT_NOT_YET_VALID', validFrom: '2027-01-31T23:59:00.000Z' })[0]).toBe(
      'The certificate of mx.example is not valid before 31 January 2027.',
    );
    expect(said({})[0]).toBe('The certificate of mx.example is not valid today.');
  });

  it('says nothing as a raw code or a raw time, whatever was recorded with it', () => {
    for (const language of languages) {
      for (const code of failureCodes) {
        const detail = { validTo: '2026-10-01T00:00:00.000Z', cause: 'CERT_HAS_EXPIRED' };
        const { happened, next } = describeFailure(language, failure(code, { detail }));
        expect(`${happened} ${next}`, code).not.toMatch(/\d{4}-\d\d-\d\dT|[a-z]+-[a-z]+-(?:refused|lost)|CERT_/);
      }
    }
  });

  it('names the process that has the data folder only where it is known', () => {
    expect(describeFailure('en', failure('data-folder-locked', { detail: { pid: 77 } })).happened).toContain('(process 77)');
    for (const language of languages) expect(describeFailure(language, failure('data-folder-locked')).happened).not.toMatch(/proces|\(/);
  });

  it('leaves no placeholder in sight where a fact is missing', () => {
    for (const code of failureCodes) expect(describeFailure('pt', failure(code)).happened).not.toMatch(/[{}]/);
  });
});

describe('dates and sizes', () => {
  const now = new Date(2026, 2, 2, 15, 0).getTime();
  it('say today by the time, this year by the day, earlier by the date', () => {
    expect(formatListDate(new Date(2026, 2, 2, 10, 42).getTime(), now, 'es')).toBe('10:42');
    expect(formatListDate(new Date(2026, 0, 9, 10, 42).getTime(), now, 'es')).toBe('9 ene');
    expect(formatListDate(new Date(2024, 0, 9, 10, 42).getTime(), now, 'es')).toBe('09/01/24');
  });
  it('say the time of a message whatever day it came, and the year when it was another', () => {
    expect(formatMessageDate(new Date(2026, 2, 2, 10, 42).getTime(), now, 'es')).toBe('10:42');
    expect(formatMessageDate(new Date(2026, 0, 9, 10, 42).getTime(), now, 'es')).toBe('9 ene, 10:42');
    expect(formatMessageDate(new Date(2024, 0, 9, 10, 42).getTime(), now, 'es')).toBe('9 ene 2024, 10:42');
  });
  it('write sizes in a unit that people read', () => {
    expect(formatBytes(3_412_000, 'es')).toBe('3,4 MB');
    expect(formatBytes(999, 'en')).toBe('999 bytes');
  });
});

describe('each language is one language', () => {
  it('Brazilian without the words of Portugal', () => {
    const european =
      /ficheiro|palavras?-passe|utilizador|ecrã|definições|(?<!\p{L})(?:est\p{L}+|continua\p{L}*) a \p{L}+[aei]r(?!\p{L})|(?:^|: )a \p{L}+[aei]r(?=…| )|elimin|guard(?:ar|ad|ou|e(?!\p{L}))|reencaminh|(?<!\p{L})regist[oa]|contact|ligaç|(?<!\p{L})lig(?:ar|ado|ue)(?!\p{L})|transferi|(?<!\p{L})aceite(?![\p{L}-])|(?<!\p{L})anul|carácter|(?<!\p{L})por si(?!\p{L})|demasiad|noutr|(?<!com)partilh|cópias? de segurança|(?<!\p{L})à mão|consola|(?<!\p{L})fact[oa]|(?<!caixas? de )(?<!\p{L})correio|sítio|(?<!\p{L})equipa(?!\p{L})/iu;
    expect(sentencesOf('pt-BR').filter(([, sentence]) => european.test(sentence))).toEqual([]);
    for (const wrong of ['A carregar…', 'A pasta está a ser lida.', 'Foi aceite.', 'Guardar']) expect(wrong).toMatch(european);
  });

  it('Spanish with usted everywhere', () => {
    const familiar =
      /(?<!\p{L})(?:tú|tus?|te|ti|contigo|vosotros|vuestr[ao]s?|puedes|quieres|debes|tienes|haz|(?:inténta|termína|compruéba|elíge|escríbe|ábre|ciérra|búsca|míra|pregúnta|introdúce|corríge|cópia)l[ao]s?)(?!\p{L})/iu;
    // What explains a line of the wire speaks of the client and the server: there the same form is the third person.
    const asked =
      /(?:^|[.;] )(?:prueba|elige|escribe|comprueba|introduce|abre|cierra|mira|lee|pide|pregunta|usa|crea|borra|corrige|añade|edita)(?!\p{L})/iu;
    expect(sentencesOf('es').filter(([, sentence]) => familiar.test(sentence))).toEqual([]);
    expect(sentencesOf('es').filter(([key, sentence]) => !(key in glossaries.es.entries) && asked.test(sentence))).toEqual([]);
    for (const wrong of ['Inténtalo más tarde.', 'Si te lo piden, termínalo.', 'Aquí lo puedes ver.']) expect(wrong).toMatch(familiar);
    for (const wrong of ['Prueba otra vez.', 'No está; pregunta al administrador.']) expect(wrong).toMatch(asked);
  });

  it('Spanish and Portuguese without the names that were for something else', () => {
    for (const language of ['es', 'pt-BR'] as const)
      expect(
        sentencesOf(language).filter(([, sentence]) =>
          /\bcables?\b|\bfios?\b|\bno cabo\b|\bórdene?s\b|\bla orden\b|\buna orden\b|\bcuerpos\b(?!\. PEEK)|servidor de treino|“|”/i.test(
            sentence,
          ),
        ),
      ).toEqual([]);
  });

  it.each(languages)('a number of delivery has a word that fits it, one or many: %s', async (language) => {
    const delivery = /^(?:auth|delivery|lookup|maillog|notice|path|reports?|return|walk)\./;
    const counted = /\{(?:number|count|rows|lines|stories|reports|messages|broken|warnings|fine)\} (?!de |of |em |en )\p{L}/u;
    const wrong = Object.entries<string>(catalogues[language]).filter(
      ([key, sentence]) => (delivery.test(key) || key === 'finding.counts') && !/_(?:one|other)$/.test(key) && counted.test(sentence),
    );
    // A line of a log says so only where it is more than once.
    expect(wrong.filter(([key]) => key !== 'maillog.line.repeated')).toEqual([]);
    // Spanish and Portuguese have a form of their own for whole millions, for which there is no word.
    const { t } = await createWords(language);
    for (const key of ['report.messages', 'report.passed', 'report.succeeded', 'maillog.more'])
      expect(t(key, { count: 1_000_000, number: 'N' })).not.toContain(key);
  });
});
