/** What the terminal was asked for and does not have, by the member of the failure's detail that names it. */
import type { Language } from '../contract/application.ts';

export const missingWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    account: 'There is no account {name}. Give the name that the account has in Postglass.',
    session: 'There is no recorded session {name}. `log --list` shows those there are.',
    path: 'No session is recorded in {name}.',
  },
  es: {
    account: 'No hay ninguna cuenta {name}. Indique el nombre que la cuenta tiene en Postglass.',
    session: 'No hay ninguna sesión registrada {name}. `log --list` muestra las que hay.',
    path: 'No hay ninguna sesión registrada en {name}.',
  },
  pt: {
    account: 'Não há nenhuma conta {name}. Indique o nome que a conta tem no Postglass.',
    session: 'Não há nenhuma sessão registada {name}. `log --list` mostra as que há.',
    path: 'Não há nenhuma sessão registada em {name}.',
  },
};
