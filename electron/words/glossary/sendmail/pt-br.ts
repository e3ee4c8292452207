/** What stands in a session with a sendmail program means, in Brazilian Portuguese: what differs from European Portuguese. The statuses are those of sysexits.h. */
import type { EntriesLike } from '../entry.ts';
import type { sendmailEnglish } from './en.ts';
import { sendmailPortuguese } from './pt.ts';

export const sendmailBrazilian: EntriesLike<typeof sendmailEnglish> = {
  ...sendmailPortuguese,
  'sendmail.command':
    'Inicia o programa que aceita e-mail neste computador. -i: uma linha com um único ponto não termina a mensagem; -f: o remetente do envelope, a quem chega uma devolução; depois de --: os destinatários.',
  'sendmail.exit.67': {
    means: 'Um destinatário não existe neste computador (EX_NOUSER).',
    cause: 'O nome está escrito errado, ou não tem aqui caixa de correio nem alias.',
    next: 'Corrija o endereço.',
  },
  'sendmail.exit.69': {
    means: 'O programa não consegue fazer isso (EX_UNAVAILABLE): uma palavra coletiva para o que não tem código próprio.',
    cause: 'A mensagem é grande demais, o servidor de e-mail não está em execução, ou a configuração a recusa.',
    next: 'Leia o que ele escreveu.',
  },
  'sendmail.exit.75': {
    means:
      'Não foi possível fazer isso agora (EX_TEMPFAIL). O Sendmail diz isso de uma mensagem que espera na fila; o Postfix e o msmtp, de uma que não aceitaram.',
    cause: 'Um disco cheio, ou um servidor que não responde.',
    next: 'Veja a fila com mailq antes de enviar a mensagem de novo.',
  },
  'sendmail.exit.77': {
    means: 'Você não tem permissão para isso (EX_NOPERM).',
    cause: 'Só alguns usuários podem enviar, ou com este endereço de remetente.',
    next: 'Permita o envio a este usuário, ou com este endereço.',
  },
  'sendmail.exit.78': {
    means: 'A configuração do programa está errada (EX_CONFIG).',
    cause: 'Falta um arquivo da configuração ou há um erro nele.',
    next: 'Corrija a configuração; o que ele escreveu indica o lugar.',
  },
  'sendmail.exit.fault': {
    means: 'O programa ou o sistema falhou ({name}); a mensagem não foi aceita.',
    cause: 'Um disco cheio, falta de permissões na fila, ou uma falha do programa.',
    next: 'Leia o que ele escreveu e o log do servidor de e-mail.',
  },
};
