/** Words for what was found out about the mail of a domain, for the window, the terminal and saved reports. */
import type { Language } from '../../contract/application.ts';
import { type DeliveryWords, english } from './en.ts';
import { spanish } from './es.ts';
import { portuguese } from './pt.ts';
import { brazilian } from './pt-br.ts';

export const deliveryWords: Readonly<Record<Language, DeliveryWords>> = {
  en: english,
  es: spanish,
  pt: portuguese,
  'pt-BR': brazilian,
};
