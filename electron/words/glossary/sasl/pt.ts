/** What lines of SASL mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';

export const saslPortuguese: EntriesLike<typeof saslEnglish> = {
  'sasl.begin.PLAIN':
    'Começa a autenticação com PLAIN: uma resposta com utilizador e palavra-passe, em base64, que qualquer um descodifica. Só o TLS a protege.',
  'sasl.begin.LOGIN':
    'Começa a autenticação com LOGIN: utilizador e palavra-passe um a seguir ao outro, em base64, que qualquer um descodifica. Só o TLS os protege.',
  'sasl.begin.CRAM-MD5':
    'Começa a autenticação com CRAM-MD5: vai um resumo em vez da palavra-passe. Quem escutar pode experimentar palavras-passe com ele, e o servidor tem de conservar a palavra-passe legível.',
  'sasl.begin.DIGEST-MD5':
    'Começa a autenticação com DIGEST-MD5: vai um resumo da palavra-passe e de valores aleatórios de ambos os lados. Está retirado; SCRAM tomou o seu lugar.',
  'sasl.begin.SCRAM':
    'Começa a autenticação com {mechanism}: ambos os lados provam que conhecem a palavra-passe, que não é enviada. Quem escutar só pode experimentar palavras-passe, travado pelas iterações.',
  'sasl.begin.SCRAM-PLUS':
    'Começa a autenticação com {mechanism}: como SCRAM, e vinculada a esta ligação TLS, para que ninguém pelo meio possa reenviar a prova.',
  'sasl.begin.XOAUTH2':
    'Começa a autenticação com XOAUTH2: um token de acesso do fornecedor em vez da palavra-passe. Quem tiver o token pode usá-lo até expirar: só o TLS o protege.',
  'sasl.begin.OAUTHBEARER':
    'Começa a autenticação com OAUTHBEARER: um token de acesso do fornecedor em vez da palavra-passe. Quem tiver o token pode usá-lo até expirar: só o TLS o protege.',
  'sasl.begin.EXTERNAL':
    'Começa a autenticação com EXTERNAL: o servidor sabe quem é o utilizador por outra via, como o certificado TLS do cliente. Não vai nenhum segredo.',
  'sasl.begin.ANONYMOUS': 'Começa uma visita sem conta, com ANONYMOUS; quando muito deixa-se um endereço para o registo.',
  'sasl.begin.NTLM':
    'Começa a autenticação com NTLM do Windows: três mensagens em que um resumo representa a palavra-passe. É antigo e pode ser reenviado ou adivinhado; use-o só com TLS.',
  'sasl.begin.GSSAPI':
    'Começa a autenticação com {mechanism}: um bilhete Kerberos da organização prova quem é o utilizador; a palavra-passe nunca passa por esta ligação.',
  'sasl.begin.KERBEROS_V4':
    'Começa a autenticação com um bilhete de Kerberos 4, que está quebrado e retirado há muito; GSSAPI tomou o seu lugar.',
  'sasl.begin.OTP': 'Começa a autenticação com {mechanism}: uma palavra-passe que vale uma só vez, de uma lista ou de um gerador.',
  'sasl.begin.other': 'Começa a autenticação com o mecanismo {mechanism}, que não está no glossário.',
  'sasl.PLAIN': 'O utilizador {user} e a palavra-passe numa resposta, em base64 mas sem cifra: só o TLS os protege.',
  'sasl.PLAIN.as': '{user} autentica-se com a sua palavra-passe para agir como {identity}; base64 não a protege, só o TLS.',
  'sasl.LOGIN.prompt.name': 'O servidor pede o nome de utilizador, em base64: {prompt}',
  'sasl.LOGIN.prompt.password': 'O servidor pede a palavra-passe, em base64: {prompt}',
  'sasl.LOGIN.prompt': 'O servidor pergunta, em base64: {prompt}',
  'sasl.LOGIN.username': 'O nome de utilizador, {user}, em base64.',
  'sasl.LOGIN.password': 'A palavra-passe, em base64, que não é cifra: só o TLS a protege.',
  'sasl.CRAM-MD5.challenge': 'O desafio do servidor, novo de cada vez: o cliente combina-o com a palavra-passe, que assim não é enviada.',
  'sasl.CRAM-MD5':
    'O utilizador {user} e um resumo do desafio e da palavra-passe. Sem TLS, é possível adivinhar dele uma palavra-passe fraca.',
  'sasl.DIGEST-MD5.challenge': 'O desafio do servidor: um valor aleatório, os domínios que conhece e como a ligação pode ser protegida.',
  'sasl.DIGEST-MD5':
    'A resposta do cliente: utilizador, o seu próprio valor aleatório e um resumo em que entra a palavra-passe. Aqui é toda ocultada.',
  'sasl.DIGEST-MD5.proof': 'O servidor prova que também conhece a palavra-passe, por isso é o verdadeiro.',
  'sasl.SCRAM.first': 'O utilizador {user} e um valor aleatório do cliente; ainda nenhum segredo.',
  'sasl.SCRAM.first.bound': 'O utilizador {user} e um valor aleatório do cliente; a troca fica vinculada a esta ligação TLS ({binding}).',
  'sasl.SCRAM.challenge':
    'O valor aleatório do servidor, o sal da palavra-passe armazenada e {iterations} iterações: o que custa experimentar uma palavra-passe.',
  'sasl.SCRAM.challenge.weak': {
    means: 'O valor aleatório do servidor, o sal e só {iterations} iterações, menos do que as 4096 que a RFC 5802 pede.',
    cause: 'Uma configuração antiga ou errada do servidor, ou alguém pelo meio que quer adivinhar mais depressa a palavra-passe.',
    next: 'O administrador deve subir o número; sem TLS, não se autentique.',
  },
  'sasl.SCRAM.final': 'A prova de que o cliente conhece a palavra-passe, sem a enviar. Só vale para esta troca.',
  'sasl.SCRAM.proof': 'A prova do próprio servidor: também conhece a palavra-passe, por isso ninguém se faz passar por ele.',
  'sasl.SCRAM.error.proof': {
    means: 'O servidor recusa a prova do cliente.',
    cause: 'A palavra-passe está errada ou mudou.',
    next: 'Escreva de novo a palavra-passe.',
  },
  'sasl.SCRAM.error.user': {
    means: 'O servidor não conhece o nome de utilizador.',
    cause: 'Está mal escrito, ou o servidor quer o endereço inteiro.',
    next: 'Verifique o nome de utilizador.',
  },
  'sasl.SCRAM.error.binding': {
    means: 'Cliente e servidor não veem a mesma ligação TLS, ou não a mesma forma de se vincular a ela ({error}).',
    cause: 'Algo pelo meio termina o TLS, como um antivírus ou um proxy, ou um atacante.',
    next: 'Descubra o que é antes de se autenticar; sem isso, tente de novo.',
  },
  'sasl.SCRAM.error.other': {
    means: 'O servidor termina a troca com o erro {error}, que pode esconder o motivo.',
    cause: 'Muitas vezes a palavra-passe; o servidor não tem de o dizer.',
    next: 'Escreva de novo a palavra-passe; se estiver certa, o administrador encontra o motivo no registo.',
  },
  'sasl.XOAUTH2': 'O utilizador {user} e um token de acesso em vez da palavra-passe. O token expira; até lá pode usá-lo quem o ler.',
  'sasl.OAUTHBEARER':
    'O utilizador {user}, o nome do servidor e um token de acesso em vez da palavra-passe. O token expira; até lá pode usá-lo quem o ler.',
  'sasl.OAUTHBEARER.token':
    'Um token de acesso em vez de utilizador e palavra-passe: o servidor lê nele de quem é. Até expirar pode usá-lo quem o ler.',
  'sasl.token.invalid': {
    means: 'O servidor recusa o token: {status}. Expirou, foi revogado ou não é deste fornecedor.',
    cause: 'Os tokens de acesso valem cerca de uma hora; uma mudança de palavra-passe ou uma permissão retirada termina-os antes.',
    next: 'Pede-se outro token; se isso também falhar, volte a entrar no fornecedor.',
  },
  'sasl.token.request': {
    means: 'O servidor não conseguiu ler o pedido com o token: {status}.',
    cause: 'A resposta estava mal formada, o utilizador não corresponde ao token, ou o fornecedor recusa este cliente.',
    next: 'Volte a entrar no fornecedor; se persistir, o programa envia algo errado.',
  },
  'sasl.token.scope': {
    means: 'O token é válido, mas não para o correio: é preciso o âmbito {scope}.',
    cause: 'A permissão dada não abrangia este protocolo.',
    next: 'Volte a entrar no fornecedor e permita o acesso ao correio.',
  },
  'sasl.token.other': {
    means: 'O servidor diz por que recusa o token: {status}. O cliente responde com uma linha vazia ou um byte, e segue-se a recusa.',
    cause: 'Um motivo próprio deste fornecedor.',
    next: 'Volte a entrar no fornecedor.',
  },
  'sasl.token.acknowledge': 'O cliente leu por que o token é recusado e deixa o servidor terminar a troca.',
  'sasl.EXTERNAL': 'O cliente pede para agir como {user}; o servidor decide pelo que sabe por outra via, como o certificado.',
  'sasl.EXTERNAL.empty': 'Uma resposta vazia: o servidor deve tomar o utilizador por outra via, como o certificado do cliente.',
  'sasl.ANONYMOUS': 'O que o visitante deixa para o registo do servidor, como um endereço. Aqui é ocultado, porque ninguém o verifica.',
  'sasl.NTLM.negotiate': 'A primeira de três mensagens NTLM: o que o cliente pode fazer. Ainda nenhum segredo.',
  'sasl.NTLM.challenge':
    'A segunda mensagem NTLM: o valor aleatório do servidor e muitas vezes o seu nome e domínio do Windows, legíveis por qualquer um.',
  'sasl.NTLM.authenticate':
    'A terceira mensagem NTLM: o utilizador e um resumo do desafio e da palavra-passe. Quem escutar pode experimentar palavras-passe com ele.',
  'sasl.GSSAPI':
    'Um bilhete, ou o acordo sobre a proteção que se lhe segue. É feito para este servidor e este momento, e não leva palavra-passe.',
  'sasl.GSSAPI.challenge': 'A parte do servidor na troca de bilhetes, ou que proteção da ligação oferece.',
  'sasl.GSSAPI.empty': 'O cliente não tem nada a acrescentar; o servidor diz agora que proteção oferece.',
  'sasl.KERBEROS_V4.challenge': 'Um número aleatório do servidor, com o qual se verifica o bilhete.',
  'sasl.KERBEROS_V4': 'Um bilhete de Kerberos 4 e o que faz com o número do servidor; nenhuma palavra-passe.',
  'sasl.OTP.challenge': 'O servidor indica o lugar na lista de palavras-passe de uso único: {challenge}.',
  'sasl.OTP': 'O utilizador, ou a palavra-passe de uso único, que depois de usada nada vale.',
  'sasl.challenge.empty': 'O servidor aceita {mechanism} e espera a resposta do cliente.',
  'sasl.challenge.ready': 'O servidor espera a resposta do cliente.',
  'sasl.acknowledge': 'Uma resposta vazia de {mechanism}: o cliente verificou o que o servidor disse e não tem nada a acrescentar.',
  'sasl.cancel': 'O cliente desiste desta autenticação; o servidor responde com uma recusa.',
  'sasl.late':
    'Uma resposta que chegou depois de terminada a autenticação: o servidor lê-a como comando. Pode levar a palavra-passe e é ocultada.',
  'sasl.other': 'Uma resposta do mecanismo {mechanism}, que não está no glossário; é toda ocultada.',
  'sasl.challenge.other': 'Um desafio do mecanismo {mechanism}, que não está no glossário.',
};
