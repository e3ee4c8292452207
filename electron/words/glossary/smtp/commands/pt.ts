/** What commands of SMTP, with their parameters and the message, mean, in European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpCommandsEnglish } from './en.ts';

export const smtpCommandsPortuguese: EntriesLike<typeof smtpCommandsEnglish> = {
  'smtp.command.HELO': 'O cliente dá o seu nome, {name}, à maneira de 1982; o servidor não oferece extensões.',
  'smtp.command.EHLO': 'O cliente dá o seu nome, {name}, e pergunta que extensões o servidor conhece. Depois de STARTTLS tem de o repetir.',
  'smtp.command.LHLO':
    'A saudação do LMTP, que entrega correio a um depósito de caixas: como EHLO, mas depois da mensagem o servidor responde uma vez por destinatário.',
  'smtp.command.MAIL FROM': 'Começa uma mensagem; as devoluções vão para {address}. Não precisa de ser o endereço do campo From.',
  'smtp.command.MAIL FROM.nobody':
    'Começa uma mensagem que não pode ser devolvida: o remetente vazio <> marca devoluções, avisos e respostas automáticas, para que dois servidores não se respondam sem fim.',
  'smtp.command.RCPT TO': 'Indica um destinatário, {address}. O servidor aceita ou recusa cada um em separado; o campo To não conta.',
  'smtp.command.MAIL':
    'MAIL numa forma que nenhum servidor é obrigado a aceitar: é preciso MAIL FROM:<endereço>, com os dois pontos e os parênteses angulares.',
  'smtp.command.RCPT':
    'RCPT numa forma que nenhum servidor é obrigado a aceitar: é preciso RCPT TO:<endereço>, com os dois pontos e os parênteses angulares.',
  'smtp.command.DATA': 'Pede para enviar a própria mensagem a todos os destinatários aceites. Nada sai antes de o servidor responder 354.',
  'smtp.command.BDAT':
    'Envia os {octets} octetos seguintes da mensagem. O comprimento é anunciado, por isso não se duplicam pontos; o servidor responde a cada parte.',
  'smtp.command.BDAT.last':
    'Envia os últimos {octets} octetos da mensagem. A resposta a esta parte diz se o servidor assume a responsabilidade pelo todo.',
  'smtp.command.RSET': 'Abandona a mensagem começada: remetente e destinatários são esquecidos; a ligação e a autenticação mantêm-se.',
  'smtp.command.VRFY': 'Pergunta se {argument} existe. A maioria dos servidores já não o diz, porque também os spammers perguntavam.',
  'smtp.command.EXPN': 'Pergunta quem está na lista {argument}. A maioria dos servidores já não o diz.',
  'smtp.command.HELP': 'Pede um texto de ajuda, destinado a pessoas: costuma ser uma lista de comandos.',
  'smtp.command.NOOP': 'Não faz nada; mantém a ligação aberta ou testa-a.',
  'smtp.command.QUIT': 'Termina a sessão; o servidor responde 221 e fecha a ligação. Uma mensagem por terminar não é enviada.',
  'smtp.command.STARTTLS':
    'Pede para cifrar a ligação a partir daqui. Tudo o que foi dito antes é esquecido, porque alguém no caminho o pode ter alterado.',
  'smtp.command.AUTH':
    'Pede a autenticação, mas não indica um mecanismo; o servidor responde 501. A linha AUTH da sua resposta a EHLO diz quais oferece.',
  'smtp.command.ETRN': 'Um servidor que esteve desligado pede o correio que espera por {argument}; chegará por outra ligação.',
  'smtp.command.ATRN':
    'Um servidor de endereço variável, já autenticado, pede para trocar os papéis e receber por esta mesma ligação o correio de {argument} (on-demand mail relay).',
  'smtp.command.TURN':
    'Pede para trocar os papéis. Não prova quem pede, pelo que qualquer um poderia levar o correio alheio: os servidores recusam-no.',
  'smtp.command.BURL':
    'Faz com que o próprio servidor vá buscar a parte seguinte da mensagem a um servidor IMAP, com este endereço (URLAUTH): reencaminhar sem transferir.',
  'smtp.command.XCLIENT':
    'Um proxy de confiança diz ao Postfix quem se liga de facto: {argument}. As regras de acesso olham então para esse cliente e não para o proxy.',
  'smtp.command.XFORWARD': 'Um filtro de conteúdo transmite de onde veio a mensagem, só para o registo: {argument}.',
  'smtp.command.SEND': 'De 1982: mostra a mensagem no terminal do destinatário. Já nenhum servidor o faz.',
  'smtp.command.SOML': 'De 1982: «send or mail», para o terminal do destinatário ou, se não, para a caixa. Já nenhum servidor o faz.',
  'smtp.command.SAML': 'De 1982: «send and mail», para o terminal do destinatário e para a caixa. Já nenhum servidor o faz.',
  'smtp.command.VERB': 'Pede ao Sendmail que relate a entrega. Hoje quase todos os servidores o recusam.',
  'smtp.command.ONEX': 'Avisa o Sendmail de que nesta sessão só será enviada uma mensagem.',
  'smtp.command.GET': 'Isto é HTTP, não SMTP: um navegador ou um detetor de portas chegou a uma porta de correio.',
  'smtp.command.POST': 'Isto é HTTP, não SMTP: alguém tenta que um navegador envie correio. Um servidor prudente desliga.',
  'smtp.command.empty': 'Uma linha vazia, que não é um comando: quase todos os servidores respondem com 500.',
  'smtp.command.other': '{command} não é um comando que este glossário conheça; um servidor costuma responder-lhe 500 ou 502.',
  'smtp.payload': 'A mensagem: cabeçalho, uma linha vazia, corpo. Na transmissão, uma linha que começa por um ponto leva outro à frente.',
  'smtp.payload.BDAT':
    'Os octetos anunciados da mensagem, tal como são: nenhum ponto é duplicado, e em partes binárias os fins de linha não têm de ser CRLF.',
  'smtp.dot': 'Um ponto sozinho na linha termina a mensagem. Quando o servidor responder 250, passa a ser responsável por ela.',
  'smtp.parameter.SIZE': 'A mensagem tem cerca de {octets} octetos (SIZE), para que um servidor com limite menor a recuse antes do envio.',
  'smtp.parameter.BODY.7BIT': 'É ASCII puro (BODY=7BIT).',
  'smtp.parameter.BODY.8BITMIME':
    'Contém bytes acima de 127 (BODY=8BITMIME); um servidor que não os possa transmitir tem de a converter ou recusar.',
  'smtp.parameter.BODY.BINARYMIME': 'Contém partes binárias sem linhas (BODY=BINARYMIME); só podem ser enviadas com BDAT.',
  'smtp.parameter.SMTPUTF8': 'Os endereços ou o cabeçalho têm letras fora do ASCII (SMTPUTF8).',
  'smtp.parameter.RET.FULL': 'Um aviso de falha deve devolver a mensagem inteira (RET=FULL).',
  'smtp.parameter.RET.HDRS': 'Um aviso de falha deve devolver só o cabeçalho (RET=HDRS).',
  'smtp.parameter.ENVID': 'Os avisos vão designar este envio por {value} (ENVID).',
  'smtp.parameter.AUTH': 'Foi entregue originalmente por {value}, que se tinha autenticado (AUTH).',
  'smtp.parameter.AUTH.nobody': 'Não se sabe quem a entregou, ou não se deve dizer (AUTH=<>).',
  'smtp.parameter.REQUIRETLS': 'Cada servidor do caminho tem de a transmitir com TLS verificado ou não a transmitir (REQUIRETLS).',
  'smtp.parameter.BY': 'Pede-se a entrega em {seconds} segundos (BY): depois disso, com R é devolvida e com N só se avisa do atraso.',
  'smtp.parameter.MT-PRIORITY': 'A sua prioridade nas filas é {value}, de −9 a 9 (MT-PRIORITY).',
  'smtp.parameter.HOLDFOR': 'O servidor deve retê-la {seconds} segundos antes de ela sair (HOLDFOR).',
  'smtp.parameter.HOLDUNTIL': 'O servidor deve retê-la até {value} (HOLDUNTIL).',
  'smtp.parameter.SUBMITTER': '{value} responde pela entrega (SUBMITTER, para Sender ID; histórico).',
  'smtp.parameter.SOLICIT': 'O remetente marca-a como publicidade: {value} (SOLICIT).',
  'smtp.parameter.MTRK': 'Depois poderá perguntar-se pelo seu percurso com um segredo do remetente (MTRK).',
  'smtp.parameter.CONPERM': 'Os servidores do caminho podem converter o seu conteúdo (CONPERM).',
  'smtp.parameter.TRANSID': 'Se a ligação cair, o envio pode ser retomado com este nome: {value} (TRANSID).',
  'smtp.parameter.PRDR': 'Depois da mensagem, o servidor pode responder por cada destinatário (PRDR).',
  'smtp.parameter.NOTIFY': 'O remetente quer um aviso em caso de: {value} (NOTIFY).',
  'smtp.parameter.NOTIFY.NEVER': 'Não se quer nenhum aviso, nem sequer de uma falha (NOTIFY=NEVER).',
  'smtp.parameter.ORCPT': 'O remetente tinha escrito {value}; os avisos vão indicar esse endereço (ORCPT).',
  'smtp.parameter.CONNEG': 'O conteúdo pode ser adaptado ao que este destinatário consegue mostrar (CONNEG).',
  'smtp.parameter.RRVS': 'É só para quem tem este endereço desde antes de {value}; um novo titular não a deve receber (RRVS).',
  'smtp.parameter.IGNOREQUOTA': 'Deve ser entregue mesmo com a caixa cheia (IGNOREQUOTA).',
  'smtp.parameter.other': 'O parâmetro {name} não está neste glossário.',
};
