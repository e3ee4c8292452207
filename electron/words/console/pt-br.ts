/** The commands of the console in Brazilian Portuguese: what differs from European Portuguese. */
import { consolePortuguese } from './pt.ts';
import type { ConsoleWords } from './syntax.ts';

const { commands } = consolePortuguese;

export const consoleBrazilian: ConsoleWords = {
  commands: {
    smtp: {
      ...commands.smtp,
      RSET: 'Esquece a mensagem começada; a conexão continua.',
      STARTTLS: 'Pede TLS; a negociação vem em seguida, e depois se repete EHLO.',
      LHLO: 'EHLO de LMTP: para um servidor que entrega ele próprio as mensagens e responde por cada destinatário.',
      XFORWARD: 'Diz ao Postfix, para o seu log, quem enviou antes a mensagem; só para computadores autorizados.',
      'SEND FROM:': 'Começava uma mensagem para o terminal de um usuário; já não se usa (RFC 5321, apêndice F.6).',
    },
    pop3: {
      ...commands.pop3,
      USER: 'O nome de usuário; em seguida vem PASS.',
      PASS: 'A senha; fica coberta na transcrição.',
      APOP: 'Autentica com um resumo da marca temporal da saudação e da senha.',
      STLS: 'Pede TLS; a negociação vem em seguida.',
      DELE: 'Marca uma mensagem como excluída; ela é excluída com QUIT.',
      QUIT: 'Termina a sessão e exclui o que está marcado.',
    },
    managesieve: {
      ...commands.managesieve,
      STARTTLS: 'Pede TLS; a negociação vem em seguida.',
      PUTSCRIPT: 'Salva um script e substitui o que tiver esse nome; os octetos são contados para você em «Mensagem…».',
      CHECKSCRIPT: 'Verifica um script sem salvá-lo; os octetos são contados para você em «Mensagem…».',
      DELETESCRIPT: 'Exclui um script; o ativo não pode ser excluído.',
    },
    imap: {
      ...commands.imap,
      STARTTLS: 'Pede TLS; a negociação vem em seguida.',
      LOGIN: 'Autentica com usuário e senha; a senha fica coberta na transcrição.',
      ENABLE: 'Ativa extensões.',
      NAMESPACE: 'Onde estão as caixas próprias, as de outros e as compartilhadas.',
      LSUB: 'Enumera as caixas inscritas.',
      DELETE: 'Exclui uma caixa com todas as suas mensagens.',
      SUBSCRIBE: 'Inscreve em uma caixa.',
      UNSUBSCRIBE: 'Tira uma inscrição.',
      REPLACE:
        'Salva uma mensagem nova no lugar de uma antiga, que é removida de vez (RFC 8508); os octetos são contados para você em «Mensagem…».',
      COMPRESS: 'Comprime tudo a partir daqui (RFC 4978); o console não consegue ler o que vem em seguida.',
      UNAUTHENTICATE: 'Retira a autenticação; a conexão continua (RFC 8437).',
      CONVERT: 'Busca partes em outro tipo, que o servidor faz (RFC 5259).',
      GETJMAPACCESS: 'Onde se tem as mesmas mensagens por JMAP (RFC 9698).',
      PROXYAUTH: 'Age por outro usuário, para administradores de alguns servidores.',
    },
  },
  arguments: {
    ...consolePortuguese.arguments,
    name: 'name: o nome completo do seu computador, ou o endereço entre colchetes: [192.0.2.1]',
    octets: 'octets: quantos bytes vêm em seguida',
    digest: 'digest: MD5 da marca temporal e da senha, hexadecimal',
  },
};
