/** Who must act on what an entry of the glossary says. The same in all languages. */
import type { Language } from '../../contract/application.ts';

/** `nobody`: it passes by itself, or nothing is wrong. */
export type Actor = 'nobody' | 'you' | 'sender' | 'recipient' | 'administrator' | 'theirAdministrator' | 'provider' | 'program';

export const actorWords: Readonly<Record<Language, Readonly<Record<Actor, string>>>> = {
  en: {
    nobody: 'Nobody: it passes by itself.',
    you: 'You.',
    sender: 'The sender of the message.',
    recipient: 'The recipient.',
    administrator: 'The administrator of your mail server.',
    theirAdministrator: 'The administrator of the recipient’s mail server.',
    provider: 'Your mail provider.',
    program: 'The author of the mail program.',
  },
  es: {
    nobody: 'Nadie: se resuelve por sí solo.',
    you: 'Usted.',
    sender: 'El remitente del mensaje.',
    recipient: 'El destinatario.',
    administrator: 'El administrador de su servidor de correo.',
    theirAdministrator: 'El administrador del servidor de correo del destinatario.',
    provider: 'Su proveedor de correo.',
    program: 'El autor del programa de correo.',
  },
  pt: {
    nobody: 'Ninguém: resolve-se por si.',
    you: 'O utilizador.',
    sender: 'O remetente da mensagem.',
    recipient: 'O destinatário.',
    administrator: 'O administrador do seu servidor de correio.',
    theirAdministrator: 'O administrador do servidor de correio do destinatário.',
    provider: 'O seu fornecedor de correio.',
    program: 'O autor do programa de correio.',
  },
  'pt-BR': {
    nobody: 'Ninguém: resolve-se sozinho.',
    you: 'Você.',
    sender: 'O remetente da mensagem.',
    recipient: 'O destinatário.',
    administrator: 'O administrador do seu servidor de e-mail.',
    theirAdministrator: 'O administrador do servidor de e-mail do destinatário.',
    provider: 'O seu provedor de e-mail.',
    program: 'O autor do programa de e-mail.',
  },
};
