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
  'pt-BR': {
    account: 'Não há nenhuma conta {name}. Indique o nome que a conta tem no Postglass.',
    session: 'Não há nenhuma sessão registrada {name}. `log --list` mostra as que há.',
    path: 'Não há nenhuma sessão registrada em {name}.',
  },
};

/** Where a password comes from, for a terminal, which has no settings to enter it in. */
export const passwordWords: Readonly<Record<Language, string>> = {
  en: 'The password is not known here. Give it in the file of --accounts, or start with the POSTGLASS_PASSPHRASE under which it was saved.',
  es: 'Aquí no se conoce la contraseña. Indíquela en el archivo de --accounts o inicie con la POSTGLASS_PASSPHRASE con la que se guardó.',
  pt: 'A palavra-passe não é conhecida aqui. Indique-a no ficheiro de --accounts ou inicie com a POSTGLASS_PASSPHRASE com que foi guardada.',
  'pt-BR': 'A senha não é conhecida aqui. Indique-a no arquivo de --accounts ou inicie com a POSTGLASS_PASSPHRASE com que foi salva.',
};

/** A file that was named and cannot be read, with what the system says of it. */
export const unreadableWords: Readonly<Record<Language, string>> = {
  en: 'The file {path} cannot be read: {reason}',
  es: 'No se puede leer el archivo {path}: {reason}',
  pt: 'Não é possível ler o ficheiro {path}: {reason}',
  'pt-BR': 'Não é possível ler o arquivo {path}: {reason}',
};

/** There is nothing to synchronise. */
export const noAccountsWords: Readonly<Record<Language, string>> = {
  en: 'There is no account in {path}. Name a file of accounts with --accounts, or the folder of your accounts with --data-dir.',
  es: 'No hay ninguna cuenta en {path}. Indique un archivo de cuentas con --accounts o la carpeta de sus cuentas con --data-dir.',
  pt: 'Não há nenhuma conta em {path}. Indique um ficheiro de contas com --accounts ou a pasta das suas contas com --data-dir.',
  'pt-BR': 'Não há nenhuma conta em {path}. Indique um arquivo de contas com --accounts ou a pasta das suas contas com --data-dir.',
};

/** Nothing runs there whose queue could be shown. */
export const noPracticeWords: Readonly<Record<Language, string>> = {
  en: 'No Postglass with a practice server runs on {path}. Start it with `npm run practice`, or name its folder with --data-dir.',
  es: 'Ningún Postglass con servidor de prácticas está en marcha en {path}. Inícielo con `npm run practice` o indique su carpeta con --data-dir.',
  pt: 'Nenhum Postglass com servidor de prática está em execução em {path}. Inicie-o com `npm run practice` ou indique a pasta com --data-dir.',
  'pt-BR':
    'Nenhum Postglass com servidor de prática está em execução em {path}. Inicie-o com `npm run practice` ou indique a pasta com --data-dir.',
};

/** Passwords are there, and nobody said the passphrase. */
export const lockedWords: Readonly<Record<Language, string>> = {
  en: 'The saved passwords are encrypted: start with the passphrase in POSTGLASS_PASSPHRASE.',
  es: 'Las contraseñas guardadas están cifradas: inicie con la frase de contraseña en POSTGLASS_PASSPHRASE.',
  pt: 'As palavras-passe guardadas estão cifradas: inicie com a frase-passe em POSTGLASS_PASSPHRASE.',
  'pt-BR': 'As senhas salvas estão criptografadas: inicie com a frase secreta em POSTGLASS_PASSPHRASE.',
};

/** What `send` says beside failures. */
export interface SendWords {
  /** A message of an earlier call, taken at last. */
  readonly sentNow: string;
  readonly leftOut: string;
}

export const sendWords: Readonly<Record<Language, SendWords>> = {
  en: {
    sentNow: 'A waiting message was sent: {subject}.',
    leftOut: 'Bcc was removed from the message, and nothing was sent to {addresses}: name every recipient with --to.',
  },
  es: {
    sentNow: 'Se ha enviado un mensaje en espera: {subject}.',
    leftOut: 'Se ha quitado Bcc del mensaje y no se ha enviado nada a {addresses}: indique todos los destinatarios con --to.',
  },
  pt: {
    sentNow: 'Foi enviada uma mensagem em espera: {subject}.',
    leftOut: 'Bcc foi retirado da mensagem e nada foi enviado a {addresses}: indique todos os destinatários com --to.',
  },
  'pt-BR': {
    sentNow: 'Foi enviada uma mensagem em espera: {subject}.',
    leftOut: 'Bcc foi retirado da mensagem e nada foi enviado a {addresses}: indique todos os destinatários com --to.',
  },
};

/** What `headers` says of the second reading of a message. */
export const readingWords: Readonly<Record<Language, Readonly<Record<'same' | 'differs' | 'nothing' | 'failed', string>>>> = {
  en: {
    same: 'mailparser reads the same sender, subject, date, text and attachments.',
    differs: 'mailparser reads this message differently:',
    nothing: '(nothing)',
    failed: 'mailparser could not read this message.',
  },
  es: {
    same: 'mailparser lee el mismo remitente, asunto, fecha, texto y adjuntos.',
    differs: 'mailparser lee este mensaje de otra manera:',
    nothing: '(nada)',
    failed: 'mailparser no ha podido leer este mensaje.',
  },
  pt: {
    same: 'O mailparser lê o mesmo remetente, assunto, data, texto e anexos.',
    differs: 'O mailparser lê esta mensagem de outra forma:',
    nothing: '(nada)',
    failed: 'O mailparser não conseguiu ler esta mensagem.',
  },
  'pt-BR': {
    same: 'O mailparser lê o mesmo remetente, assunto, data, texto e anexos.',
    differs: 'O mailparser lê esta mensagem de outra forma:',
    nothing: '(nada)',
    failed: 'O mailparser não conseguiu ler esta mensagem.',
  },
};
