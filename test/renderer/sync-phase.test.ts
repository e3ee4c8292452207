import { describe, expect, it } from 'vitest';
import type { Language } from '../../electron/contract/application.ts';
import type { SyncState } from '../../electron/contract/sync.ts';
import { english as en } from '../../renderer/i18n/en.ts';
import { spanish as es } from '../../renderer/i18n/es.ts';
import { portuguese as pt } from '../../renderer/i18n/pt.ts';
import { brazilian } from '../../renderer/i18n/pt-br.ts';
import { describePhase } from '../../renderer/i18n/sync-words.ts';

const tables: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, es, pt, 'pt-BR': brazilian };

describe('an account that is up to date', () => {
  const words = (language: Language, nextCheckAt: number | null) =>
    describePhase(
      { phase: 'idle', nextCheckAt } as SyncState, // the rest is not looked at
      (key, parameters) => (tables[language][key] ?? '').replace('{time}', String(parameters?.time)),
      language,
    );
  const atFive = new Date(2026, 0, 2, 17, 5).getTime();

  it.each<[Language, RegExp, RegExp]>([
    ['en', /listening/, /^up to date, checks for new mail at 0?5:05.PM$/],
    ['es', /a la escucha/, /^al día, busca correo nuevo a las 17:05$/],
    ['pt', /à escuta/, /^em dia, procura correio novo às 17:05$/],
  ])('listens, or says in %s when it looks next', (language, listens, looks) => {
    expect(words(language, null)).toMatch(listens);
    expect(words(language, atFive)).toMatch(looks);
    expect(words(language, atFive)).not.toMatch(listens);
  });
});
