/** Names of keys as the keyboards of each language have them printed on. Portuguese and Brazilian keyboards keep the English names. */
import type { Language } from '../../electron/contract/application.ts';

const english = {
  Shift: 'Shift',
  Delete: 'Delete',
  Home: 'Home',
  End: 'End',
  Enter: 'Enter',
  Backspace: 'Backspace',
} as const;

type NamedKey = keyof typeof english;

export const keyNames: Readonly<Record<Language, Readonly<Record<NamedKey, string>>>> = {
  en: english,
  es: { Shift: 'Mayús', Delete: 'Supr', Home: 'Inicio', End: 'Fin', Enter: 'Intro', Backspace: 'Retroceso' },
  pt: english,
  'pt-BR': english,
};
