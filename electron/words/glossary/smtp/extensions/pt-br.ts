/** What lines of the answer to EHLO mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpExtensionsEnglish } from './en.ts';
import { smtpExtensionsPortuguese } from './pt.ts';

export const smtpExtensionsBrazilian: EntriesLike<typeof smtpExtensionsEnglish> = {
  ...smtpExtensionsPortuguese,
  'smtp.extension.SIZE':
    'O servidor aceita mensagens até {octets} octetos, com os anexos contados em base64, um terço mais do que o arquivo.',
  'smtp.extension.8BITMIME':
    'Texto com bytes acima de 127 pode ser enviado sem conversão; sem isto precisa passar a quoted-printable ou base64.',
  'smtp.extension.UTF8SMTP': 'O antecessor experimental de SMTPUTF8 (RFC 5336); ninguém mais deveria usá-lo.',
  'smtp.extension.PIPELINING': 'O cliente pode enviar vários comandos sem esperar por cada resposta; as respostas chegam na mesma ordem.',
  'smtp.extension.STARTTLS':
    'A conexão pode ser criptografada com STARTTLS. Se esta linha faltar onde costumava estar, alguém no caminho pode tê-la retirado.',
  'smtp.extension.X-EXPS':
    'A autenticação própria do Exchange entre os seus servidores: {names}. Os programas de e-mail usam a linha AUTH.',
  'smtp.extension.EXPN': 'O servidor conhece EXPN, que pergunta quem está em uma lista de e-mails.',
  'smtp.extension.ETRN': 'Um servidor que esteve desconectado pode pedir o e-mail que o espera.',
  'smtp.extension.ATRN': 'Um servidor de endereço variável pode autenticar-se e receber o seu e-mail pela mesma conexão.',
  'smtp.extension.SEND': 'O servidor conhece SEND, de 1982, para mensagens em um terminal.',
  'smtp.extension.SOML': 'O servidor conhece SOML, de 1982: em um terminal ou, se não, por e-mail.',
  'smtp.extension.SAML': 'O servidor conhece SAML, de 1982: em um terminal e por e-mail.',
  'smtp.extension.RRVS':
    'O remetente pode exigir que a caixa tenha o mesmo titular desde uma data, para que um endereço reutilizado não receba e-mail privado.',
  'smtp.extension.REQUIRETLS': 'O remetente pode exigir que a mensagem viaje com TLS verificado em cada trecho, ou que não viaje.',
  'smtp.extension.LIMITS':
    'Os limites do servidor em uma sessão: {value}. RCPTMAX são destinatários por mensagem, MAILMAX mensagens, RCPTDOMAINMAX domínios diferentes.',
  'smtp.extension.BURL': 'O próprio servidor pode buscar partes da mensagem em um servidor IMAP: {value}.',
  'smtp.extension.PIPECONNECT':
    'O cliente pode enviar os primeiros comandos de imediato, antes da saudação, na próxima vez que se conectar (Exim).',
  'smtp.extension.XCLIENT': 'Um proxy de confiança pode dizer ao Postfix quem realmente se conecta. Atributos: {value}.',
  'smtp.extension.XFORWARD': 'Um filtro de conteúdo pode transmitir de onde veio uma mensagem, para o registro. Atributos: {value}.',
  'smtp.extension.XVERP':
    'O cliente pode pedir um endereço de devolução próprio para cada destinatário (VERP, Postfix), como precisam as listas de e-mails.',
  'smtp.extension.X-ANONYMOUSTLS': 'A criptografia do Exchange entre os seus próprios servidores; os programas de e-mail usam STARTTLS.',
  'smtp.extension.X-LINK2STATE': 'O Exchange 2000 e 2003 trocam com isto o estado das suas rotas; nada para um programa de e-mail.',
  'smtp.extension.XEXCH50':
    'Os servidores Exchange transmitem entre si, com isto, propriedades de uma mensagem; nada para um programa de e-mail.',
  'smtp.extension.XRDST': 'Os servidores Exchange indicam entre si, com isto, o destino da entrega; nada para um programa de e-mail.',
  'smtp.extension.XSHADOW': 'O Exchange mantém uma segunda cópia da mensagem em outro servidor até ela ser entregue (shadow redundancy).',
  'smtp.extension.XLOOP': 'O servidor marca as mensagens que transmite para detectar ciclos: {value} (PMDF e descendentes).',
  'smtp.extension.XADR': 'Um comando de diagnóstico do PMDF e do servidor de e-mail da Oracle: como se encaminha um endereço.',
  'smtp.extension.XSTA': 'Um comando de diagnóstico do PMDF e do servidor de e-mail da Oracle: o estado de um canal.',
  'smtp.extension.XCIR': 'Um comando de diagnóstico do PMDF e do servidor de e-mail da Oracle: o estado de um teste de circuito.',
  'smtp.extension.XGEN': 'Um comando de diagnóstico do PMDF e do servidor de e-mail da Oracle: a geração da sua configuração.',
  'smtp.extension.XXXXXXXA':
    'Um firewall entre cliente e servidor (a inspeção de e-mail da Cisco) encobriu a palavra-chave para que o cliente não a use; costuma ser STARTTLS.',
};
