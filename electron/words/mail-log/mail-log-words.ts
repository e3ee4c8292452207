/** Words for logs of mail servers in every language, for the terminal; the window takes those of one. */
import type { Language } from '../../contract/application.ts';
import { type MailLogWords, mailLogEnglish } from './en.ts';
import { mailLogSpanish } from './es.ts';
import { mailLogPortuguese } from './pt.ts';
import { mailLogBrazilian } from './pt-br.ts';

export const mailLogWords: Readonly<Record<Language, MailLogWords>> = {
  en: mailLogEnglish,
  es: mailLogSpanish,
  pt: mailLogPortuguese,
  'pt-BR': mailLogBrazilian,
};
