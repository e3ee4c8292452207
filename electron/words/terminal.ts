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

/** What `headers` says of the second reading of a message. */
export const readingWords: Readonly<Record<Language, Readonly<Record<'same' | 'differs' | 'nothing' | 'failed', string>>>> = {
  en: {
    same: 'mailparser reads the same sender, subject, date, text and attachments.',
    differs: 'mailparser reads this message otherwise:',
    nothing: '(nothing)',
    failed: 'mailparser could not read this message.',
  },
  es: {
    same: 'mailparser lee el mismo remitente, asunto, fecha, texto y adjuntos.',
    differs: 'mailparser lee este mensaje de otra manera:',
    nothing: '(nada)',
    failed: 'mailparser no pudo leer este mensaje.',
  },
  pt: {
    same: 'O mailparser lê o mesmo remetente, assunto, data, texto e anexos.',
    differs: 'O mailparser lê esta mensagem de outra forma:',
    nothing: '(nada)',
    failed: 'O mailparser não conseguiu ler esta mensagem.',
  },
};
