/** What commands of SMTP, with their parameters and the message, mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpCommandsEnglish } from './en.ts';
import { smtpCommandsPortuguese } from './pt.ts';

export const smtpCommandsBrazilian: EntriesLike<typeof smtpCommandsEnglish> = {
  ...smtpCommandsPortuguese,
  'smtp.command.EHLO': 'O cliente dá o seu nome, {name}, e pergunta que extensões o servidor conhece. Depois de STARTTLS precisa repetir.',
  'smtp.command.LHLO':
    'A saudação do LMTP, que entrega e-mail a um depósito de caixas: como EHLO, mas depois da mensagem o servidor responde uma vez por destinatário.',
  'smtp.command.MAIL FROM': 'Começa uma mensagem; as devoluções vão para {address}. Não precisa ser o endereço do campo From.',
  'smtp.command.MAIL':
    'MAIL em uma forma que nenhum servidor é obrigado a aceitar: é preciso MAIL FROM:<endereço>, com os dois pontos e os parênteses angulares.',
  'smtp.command.RCPT':
    'RCPT em uma forma que nenhum servidor é obrigado a aceitar: é preciso RCPT TO:<endereço>, com os dois pontos e os parênteses angulares.',
  'smtp.command.DATA': 'Pede para enviar a própria mensagem a todos os destinatários aceitos. Nada sai antes de o servidor responder 354.',
  'smtp.command.RSET': 'Abandona a mensagem começada: remetente e destinatários são esquecidos; a conexão e a autenticação mantêm-se.',
  'smtp.command.VRFY': 'Pergunta se {argument} existe. A maioria dos servidores não informa mais, porque os spammers também perguntavam.',
  'smtp.command.EXPN': 'Pergunta quem está na lista {argument}. A maioria dos servidores não informa mais.',
  'smtp.command.NOOP': 'Não faz nada; mantém a conexão aberta ou testa-a.',
  'smtp.command.QUIT': 'Termina a sessão; o servidor responde 221 e fecha a conexão. Uma mensagem por terminar não é enviada.',
  'smtp.command.STARTTLS':
    'Pede para criptografar a conexão a partir daqui. Tudo o que foi dito antes é esquecido, porque alguém no caminho pode tê-lo alterado.',
  'smtp.command.ETRN': 'Um servidor que esteve desconectado pede o e-mail que espera por {argument}; chegará por outra conexão.',
  'smtp.command.ATRN':
    'Um servidor de endereço variável, já autenticado, pede para trocar os papéis e receber por esta mesma conexão o e-mail de {argument} (on-demand mail relay).',
  'smtp.command.TURN':
    'Pede para trocar os papéis. Não prova quem pede, de modo que qualquer um poderia levar o e-mail alheio: os servidores o recusam.',
  'smtp.command.BURL':
    'Faz com que o próprio servidor busque a parte seguinte da mensagem em um servidor IMAP, com este endereço (URLAUTH): encaminhar sem baixar.',
  'smtp.command.XCLIENT':
    'Um proxy de confiança diz ao Postfix quem realmente se conecta: {argument}. As regras de acesso olham então para esse cliente, não para o proxy.',
  'smtp.command.XFORWARD': 'Um filtro de conteúdo transmite de onde veio a mensagem, só para o registro: {argument}.',
  'smtp.command.SEND': 'De 1982: mostra a mensagem no terminal do destinatário. Nenhum servidor faz mais isso.',
  'smtp.command.SOML': 'De 1982: «send or mail», para o terminal do destinatário ou, senão, para a caixa. Nenhum servidor faz mais isso.',
  'smtp.command.SAML': 'De 1982: «send and mail», para o terminal do destinatário e para a caixa. Nenhum servidor faz mais isso.',
  'smtp.command.VERB': 'Pede ao Sendmail que relate a entrega. Hoje quase todos os servidores recusam.',
  'smtp.command.GET': 'Isto é HTTP, não SMTP: um navegador ou um scanner de portas chegou a uma porta de e-mail.',
  'smtp.command.POST': 'Isto é HTTP, não SMTP: alguém tenta fazer um navegador enviar e-mail. Um servidor prudente desliga.',
  'smtp.payload.BDAT':
    'Os octetos anunciados da mensagem, tal como são: nenhum ponto é duplicado, e em partes binárias os fins de linha não precisam ser CRLF.',
  'smtp.parameter.BODY.8BITMIME':
    'Contém bytes acima de 127 (BODY=8BITMIME); um servidor que não possa transmiti-los precisa convertê-la ou recusá-la.',
  'smtp.parameter.REQUIRETLS': 'Cada servidor do caminho precisa transmiti-la com TLS verificado ou não transmiti-la (REQUIRETLS).',
  'smtp.parameter.TRANSID': 'Se a conexão cair, o envio pode ser retomado com este nome: {value} (TRANSID).',
};
