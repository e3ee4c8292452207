/** What lines of POP3 mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { pop3English } from './en.ts';
import { pop3Portuguese } from './pt.ts';

export const pop3Brazilian: EntriesLike<typeof pop3English> = {
  ...pop3Portuguese,
  'pop3.command.USER': 'Dá o nome de usuário.',
  'pop3.command.PASS': 'Dá a senha tal como é: só o TLS a protege.',
  'pop3.command.APOP': 'Autentica com um resumo da saudação e da senha.',
  'pop3.command.STLS': 'Pede para criptografar a conexão a partir daqui.',
  'pop3.command.DELE': 'Marca uma mensagem para excluir; é removida com QUIT.',
  'pop3.command.RSET': 'Retira todas as marcas de exclusão.',
  'pop3.command.NOOP': 'Não faz nada; mantém a conexão aberta.',
  'pop3.capability.EXPIRE': 'Quantos dias o servidor mantém as mensagens: {value}.',
  'pop3.capability.STLS': 'A conexão pode ser criptografada com STLS.',
  'pop3.capability.AUTH-RESP-CODE': 'O servidor indica com [AUTH] que o motivo é o usuário ou a senha.',
  'pop3.capability.UTF8': 'Aceita nomes de usuário e e-mail em UTF-8.',
  'pop3.code.AUTH': 'O motivo é o usuário ou a senha.',
  'pop3.code.IN-USE': 'A caixa está aberta em outro lugar; tente mais tarde.',
};
