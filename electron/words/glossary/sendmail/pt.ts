/** What stands in a session with a sendmail program means, in European Portuguese. The statuses are those of sysexits.h. */
import type { EntriesLike } from '../entry.ts';
import type { sendmailEnglish } from './en.ts';

export const sendmailPortuguese: EntriesLike<typeof sendmailEnglish> = {
  'sendmail.command':
    'Inicia o programa que aceita correio neste computador. -i: uma linha com um único ponto não termina a mensagem; -f: o remetente do envelope, a quem chega uma devolução; depois de --: os destinatários.',
  'sendmail.message': 'A mensagem na entrada padrão do programa. Termina com a própria entrada, e não com um ponto como em SMTP.',
  'sendmail.said': 'O que o programa escreveu. Não tem forma fixa; o que conta é o código de saída.',
  'sendmail.exit.0':
    'O programa aceitou a mensagem para todos os destinatários. Está na fila deste computador ou entregue; o que depois não puder ser entregue volta como devolução.',
  'sendmail.exit.64': {
    means: 'O programa não entende os argumentos (EX_USAGE).',
    cause: 'Não é um programa sendmail, ou faltam-lhe estas opções.',
    next: 'Verifique que programa está indicado na conta.',
  },
  'sendmail.exit.65': {
    means: 'O programa considera malformada a mensagem ou um endereço (EX_DATAERR).',
    cause: 'Um endereço que a configuração não permite, ou um cabeçalho danificado.',
    next: 'Leia o que ele escreveu e corrija a mensagem.',
  },
  'sendmail.exit.67': {
    means: 'Um destinatário não existe neste computador (EX_NOUSER).',
    cause: 'O nome está mal escrito, ou não tem aqui caixa de correio nem alias.',
    next: 'Corrija o endereço.',
  },
  'sendmail.exit.68': {
    means: 'O domínio do destinatário não é conhecido (EX_NOHOST).',
    cause: 'Está mal escrito, ou este computador só pode entregar a si próprio.',
    next: 'Corrija a parte depois do @.',
  },
  'sendmail.exit.69': {
    means: 'O programa não o pode fazer (EX_UNAVAILABLE): uma palavra coletiva para o que não tem código próprio.',
    cause: 'A mensagem é demasiado grande, o servidor de correio não está a funcionar, ou a configuração recusa-a.',
    next: 'Leia o que ele escreveu.',
  },
  'sendmail.exit.75': {
    means:
      'Não pôde ser feito agora (EX_TEMPFAIL). O Sendmail diz isto de uma mensagem que espera na fila; o Postfix e o msmtp, de uma que não aceitaram.',
    cause: 'Um disco cheio, ou um servidor que não responde.',
    next: 'Veja a fila com mailq antes de enviar a mensagem de novo.',
  },
  'sendmail.exit.77': {
    means: 'Não tem permissão para isto (EX_NOPERM).',
    cause: 'Só alguns utilizadores podem enviar, ou com este endereço de remetente.',
    next: 'Permita o envio a este utilizador, ou com este endereço.',
  },
  'sendmail.exit.78': {
    means: 'A configuração do programa está errada (EX_CONFIG).',
    cause: 'Falta um ficheiro da configuração ou tem um erro.',
    next: 'Corrija a configuração; o que ele escreveu indica o lugar.',
  },
  'sendmail.exit.fault': {
    means: 'O programa ou o sistema falhou ({name}); a mensagem não foi aceite.',
    cause: 'Um disco cheio, falta de permissões na fila, ou uma falha do programa.',
    next: 'Leia o que ele escreveu e o registo do servidor de correio.',
  },
  'sendmail.exit.other': 'O programa terminou com {name}, que sysexits.h não define: só o que ele escreveu diz mais.',
};
