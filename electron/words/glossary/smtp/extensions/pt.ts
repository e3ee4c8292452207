/** What lines of the answer to EHLO mean, in European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpExtensionsEnglish } from './en.ts';

export const smtpExtensionsPortuguese: EntriesLike<typeof smtpExtensionsEnglish> = {
  'smtp.extension.SIZE':
    'O servidor aceita mensagens até {octets} octetos, com os anexos contados em base64, um terço mais do que o ficheiro.',
  'smtp.extension.SIZE.unlimited': 'O servidor conhece o parâmetro de tamanho de MAIL, mas não anuncia um limite fixo.',
  'smtp.extension.8BITMIME':
    'Texto com bytes acima de 127 pode ser enviado sem conversão; sem isto tem de passar a quoted-printable ou base64.',
  'smtp.extension.SMTPUTF8': 'Endereços e cabeçalhos podem ter letras fora do ASCII, como josé@example.org.',
  'smtp.extension.UTF8SMTP': 'O antecessor experimental de SMTPUTF8 (RFC 5336); já ninguém o deveria usar.',
  'smtp.extension.PIPELINING': 'O cliente pode enviar vários comandos sem esperar por cada resposta; as respostas chegam pela mesma ordem.',
  'smtp.extension.STARTTLS':
    'A ligação pode ser cifrada com STARTTLS. Se esta linha faltar onde costumava estar, alguém no caminho pode tê-la retirado.',
  'smtp.extension.AUTH': 'O cliente pode autenticar-se com estes mecanismos: {names}.',
  'smtp.extension.AUTH=': 'O mesmo que AUTH, para programas antigos que esperam um sinal de igual: {names}.',
  'smtp.extension.X-EXPS':
    'A autenticação própria do Exchange entre os seus servidores: {names}. Os programas de correio usam a linha AUTH.',
  'smtp.extension.X-EXPS=': 'O mesmo que X-EXPS, na grafia antiga com sinal de igual: {names}.',
  'smtp.extension.DSN': 'O remetente pode pedir avisos de entrega (RET, ENVID, NOTIFY, ORCPT) e dizer quanto da mensagem devolvem.',
  'smtp.extension.ENHANCEDSTATUSCODES': 'As respostas trazem um segundo código, mais preciso, como 5.1.1.',
  'smtp.extension.CHUNKING': 'A mensagem pode ser enviada por partes com BDAT em vez de DATA.',
  'smtp.extension.BINARYMIME': 'Partes binárias podem ser enviadas sem base64, com BDAT.',
  'smtp.extension.CHECKPOINT': 'Um envio interrompido pode ser retomado onde parou (experimental, raro).',
  'smtp.extension.VRFY': 'O servidor conhece VRFY, que pergunta se um endereço existe; ainda assim pode responder apenas 252.',
  'smtp.extension.EXPN': 'O servidor conhece EXPN, que pergunta quem está numa lista de correio.',
  'smtp.extension.ETRN': 'Um servidor que esteve desligado pode pedir o correio que o espera.',
  'smtp.extension.ATRN': 'Um servidor de endereço variável pode autenticar-se e receber o seu correio pela mesma ligação.',
  'smtp.extension.TURN': 'Os dois lados podem trocar os papéis. Não é seguro, e os servidores modernos não o oferecem.',
  'smtp.extension.HELP': 'O servidor conhece HELP.',
  'smtp.extension.SEND': 'O servidor conhece SEND, de 1982, para mensagens num terminal.',
  'smtp.extension.SOML': 'O servidor conhece SOML, de 1982: num terminal ou, se não, por correio.',
  'smtp.extension.SAML': 'O servidor conhece SAML, de 1982: num terminal e por correio.',
  'smtp.extension.VERB': 'O servidor pode relatar a entrega (Sendmail).',
  'smtp.extension.ONEX': 'O cliente pode anunciar que só envia uma mensagem (Sendmail).',
  'smtp.extension.DELIVERBY':
    'O remetente pode fixar um prazo de chegada da mensagem; o mais curto que o servidor admite: {value} segundos.',
  'smtp.extension.NO-SOLICITING': 'O servidor não quer publicidade não solicitada, e o cliente pode marcá-la. Palavras-chave: {value}.',
  'smtp.extension.MTRK': 'Depois pode perguntar-se pelo percurso de uma mensagem (message tracking).',
  'smtp.extension.SUBMITTER': 'O cliente pode dizer quem responde pela mensagem (Sender ID; histórico).',
  'smtp.extension.FUTURERELEASE':
    'O cliente pode pedir que o servidor retenha uma mensagem e a envie mais tarde. Prazo máximo em segundos e último momento: {value}.',
  'smtp.extension.CONPERM': 'O remetente pode permitir que os servidores do caminho convertam o conteúdo.',
  'smtp.extension.CONNEG': 'O servidor pode dizer o que um destinatário consegue mostrar, para adaptar o conteúdo.',
  'smtp.extension.MT-PRIORITY': 'O remetente pode dar a uma mensagem uma prioridade de −9 a 9. Política do servidor: {value}.',
  'smtp.extension.RRVS':
    'O remetente pode exigir que a caixa tenha o mesmo titular desde uma data, para que um endereço reutilizado não receba correio privado.',
  'smtp.extension.REQUIRETLS': 'O remetente pode exigir que a mensagem viaje com TLS verificado em cada troço, ou que não viaje.',
  'smtp.extension.LIMITS':
    'Os limites do servidor numa sessão: {value}. RCPTMAX são destinatários por mensagem, MAILMAX mensagens, RCPTDOMAINMAX domínios diferentes.',
  'smtp.extension.BURL': 'O próprio servidor pode ir buscar partes da mensagem a um servidor IMAP: {value}.',
  'smtp.extension.PRDR':
    'Depois da mensagem, o servidor pode responder por cada destinatário, para que um filtro não a recuse para todos (Exim).',
  'smtp.extension.PIPECONNECT':
    'O cliente pode enviar os primeiros comandos de imediato, antes da saudação, da próxima vez que se ligar (Exim).',
  'smtp.extension.XCLIENT': 'Um proxy de confiança pode dizer ao Postfix quem se liga de facto. Atributos: {value}.',
  'smtp.extension.XFORWARD': 'Um filtro de conteúdo pode transmitir de onde veio uma mensagem, para o registo. Atributos: {value}.',
  'smtp.extension.XVERP':
    'O cliente pode pedir um endereço de devolução próprio para cada destinatário (VERP, Postfix), como precisam as listas de correio.',
  'smtp.extension.X-ANONYMOUSTLS': 'A cifra do Exchange entre os seus próprios servidores; os programas de correio usam STARTTLS.',
  'smtp.extension.X-LINK2STATE': 'O Exchange 2000 e 2003 trocam com isto o estado das suas rotas; nada para um programa de correio.',
  'smtp.extension.XEXCH50':
    'Os servidores Exchange transmitem entre si, com isto, propriedades de uma mensagem; nada para um programa de correio.',
  'smtp.extension.XRDST': 'Os servidores Exchange indicam entre si, com isto, o destino da entrega; nada para um programa de correio.',
  'smtp.extension.XSHADOW': 'O Exchange conserva uma segunda cópia da mensagem noutro servidor até ela ser entregue (shadow redundancy).',
  'smtp.extension.XOORG': 'O Exchange indica a organização de onde vem uma mensagem; só entre os seus próprios servidores.',
  'smtp.extension.XPROXY': 'Com isto, o servidor de entrada do Exchange passa a sessão ao servidor da caixa.',
  'smtp.extension.XLOOP': 'O servidor marca as mensagens que transmite para detetar ciclos: {value} (PMDF e descendentes).',
  'smtp.extension.XADR': 'Um comando de diagnóstico do PMDF e do servidor de correio da Oracle: como se encaminha um endereço.',
  'smtp.extension.XSTA': 'Um comando de diagnóstico do PMDF e do servidor de correio da Oracle: o estado de um canal.',
  'smtp.extension.XCIR': 'Um comando de diagnóstico do PMDF e do servidor de correio da Oracle: o estado de um teste de circuito.',
  'smtp.extension.XGEN': 'Um comando de diagnóstico do PMDF e do servidor de correio da Oracle: a geração da sua configuração.',
  'smtp.extension.X-RCPTLIMIT': 'No máximo {value} destinatários por mensagem.',
  'smtp.extension.IGNOREQUOTA': 'LMTP: uma mensagem pode ser entregue mesmo com a caixa cheia (Cyrus).',
  'smtp.extension.XXXXXXXA':
    'Uma firewall entre cliente e servidor (a inspeção de correio da Cisco) tapou a palavra-chave para que o cliente não a use; costuma ser STARTTLS.',
  'smtp.extension.other': 'O servidor oferece {name}, que não está neste glossário; um cliente que não a conhece ignora a linha.',
};
