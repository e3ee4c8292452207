/** What the commands of the console do, in every language. */
import type { Language } from '../../contract/application.ts';
import { consoleEnglish } from './en.ts';
import { consoleSpanish } from './es.ts';
import { consolePortuguese } from './pt.ts';
import { consoleBrazilian } from './pt-br.ts';
import type { ConsoleWords } from './syntax.ts';

export const consoleWords: Readonly<Record<Language, ConsoleWords>> = {
  en: consoleEnglish,
  es: consoleSpanish,
  pt: consolePortuguese,
  'pt-BR': consoleBrazilian,
};
