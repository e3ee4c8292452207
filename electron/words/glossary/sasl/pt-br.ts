/** What lines of SASL mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';
import { saslPortuguese } from './pt.ts';

export const saslBrazilian: EntriesLike<typeof saslEnglish> = {
  ...saslPortuguese,
  'sasl.begin.PLAIN':
    'Começa a autenticação com PLAIN: uma resposta com usuário e senha, em base64, que qualquer um decodifica. Só o TLS a protege.',
  'sasl.begin.LOGIN':
    'Começa a autenticação com LOGIN: usuário e senha um a seguir ao outro, em base64, que qualquer um decodifica. Só o TLS os protege.',
  'sasl.begin.CRAM-MD5':
    'Começa a autenticação com CRAM-MD5: vai um resumo em vez da senha. Quem escutar pode experimentar senhas com ele, e o servidor tem de conservar a senha legível.',
  'sasl.begin.DIGEST-MD5':
    'Começa a autenticação com DIGEST-MD5: vai um resumo da senha e de valores aleatórios de ambos os lados. Está retirado; SCRAM tomou o seu lugar.',
  'sasl.begin.SCRAM':
    'Começa a autenticação com {mechanism}: ambos os lados provam que conhecem a senha, que não é enviada. Quem escutar só pode experimentar senhas, travado pelas iterações.',
  'sasl.begin.SCRAM-PLUS':
    'Começa a autenticação com {mechanism}: como SCRAM, e vinculada a esta conexão TLS, para que ninguém pelo meio possa reenviar a prova.',
  'sasl.begin.XOAUTH2':
    'Começa a autenticação com XOAUTH2: um token de acesso do provedor em vez da senha. Quem tiver o token pode usá-lo até expirar: só o TLS o protege.',
  'sasl.begin.OAUTHBEARER':
    'Começa a autenticação com OAUTHBEARER: um token de acesso do provedor em vez da senha. Quem tiver o token pode usá-lo até expirar: só o TLS o protege.',
  'sasl.begin.EXTERNAL':
    'Começa a autenticação com EXTERNAL: o servidor sabe quem é o usuário por outra via, como o certificado TLS do cliente. Não vai nenhum segredo.',
  'sasl.begin.ANONYMOUS': 'Começa uma visita sem conta, com ANONYMOUS; quando muito deixa-se um endereço para o registro.',
  'sasl.begin.NTLM':
    'Começa a autenticação com NTLM do Windows: três mensagens em que um resumo representa a senha. É antigo e pode ser reenviado ou adivinhado; use-o só com TLS.',
  'sasl.begin.GSSAPI':
    'Começa a autenticação com {mechanism}: um tíquete Kerberos da organização prova quem é o usuário; a senha nunca passa por esta conexão.',
  'sasl.begin.KERBEROS_V4':
    'Começa a autenticação com um tíquete de Kerberos 4, que está quebrado e retirado há muito; GSSAPI tomou o seu lugar.',
  'sasl.begin.OTP': 'Começa a autenticação com {mechanism}: uma senha que vale uma só vez, de uma lista ou de um gerador.',
  'sasl.PLAIN': 'O usuário {user} e a senha numa resposta, em base64 mas sem criptografia: só o TLS os protege.',
  'sasl.PLAIN.as': '{user} autentica-se com a sua senha para agir como {identity}; base64 não a protege, só o TLS.',
  'sasl.LOGIN.prompt.name': 'O servidor pede o nome de usuário, em base64: {prompt}',
  'sasl.LOGIN.prompt.password': 'O servidor pede a senha, em base64: {prompt}',
  'sasl.LOGIN.username': 'O nome de usuário, {user}, em base64.',
  'sasl.LOGIN.password': 'A senha, em base64, que não é criptografia: só o TLS a protege.',
  'sasl.CRAM-MD5.challenge': 'O desafio do servidor, novo de cada vez: o cliente combina-o com a senha, que assim não é enviada.',
  'sasl.CRAM-MD5': 'O usuário {user} e um resumo do desafio e da senha. Sem TLS, é possível adivinhar dele uma senha fraca.',
  'sasl.DIGEST-MD5.challenge': 'O desafio do servidor: um valor aleatório, os domínios que conhece e como a conexão pode ser protegida.',
  'sasl.DIGEST-MD5':
    'A resposta do cliente: usuário, o seu próprio valor aleatório e um resumo em que entra a senha. Aqui é toda ocultada.',
  'sasl.DIGEST-MD5.proof': 'O servidor prova que também conhece a senha, por isso é o verdadeiro.',
  'sasl.SCRAM.first': 'O usuário {user} e um valor aleatório do cliente; ainda nenhum segredo.',
  'sasl.SCRAM.first.bound': 'O usuário {user} e um valor aleatório do cliente; a troca fica vinculada a esta conexão TLS ({binding}).',
  'sasl.SCRAM.challenge':
    'O valor aleatório do servidor, o sal da senha armazenada e {iterations} iterações: o que custa experimentar uma senha.',
  'sasl.SCRAM.challenge.weak': {
    means: 'O valor aleatório do servidor, o sal e só {iterations} iterações, menos do que as 4096 que a RFC 5802 pede.',
    cause: 'Uma configuração antiga ou errada do servidor, ou alguém pelo meio que quer adivinhar mais depressa a senha.',
    next: 'O administrador deve subir o número; sem TLS, não se autentique.',
  },
  'sasl.SCRAM.final': 'A prova de que o cliente conhece a senha, sem enviá-la. Só vale para esta troca.',
  'sasl.SCRAM.proof': 'A prova do próprio servidor: também conhece a senha, por isso ninguém se faz passar por ele.',
  'sasl.SCRAM.error.proof': {
    means: 'O servidor recusa a prova do cliente.',
    cause: 'A senha está errada ou mudou.',
    next: 'Escreva de novo a senha.',
  },
  'sasl.SCRAM.error.user': {
    means: 'O servidor não conhece o nome de usuário.',
    cause: 'Está mal escrito, ou o servidor quer o endereço inteiro.',
    next: 'Verifique o nome de usuário.',
  },
  'sasl.SCRAM.error.binding': {
    means: 'Cliente e servidor não veem a mesma conexão TLS, ou não a mesma forma de se vincular a ela ({error}).',
    cause: 'Algo pelo meio termina o TLS, como um antivírus ou um proxy, ou um atacante.',
    next: 'Descubra o que é antes de se autenticar; sem isso, tente de novo.',
  },
  'sasl.SCRAM.error.other': {
    means: 'O servidor termina a troca com o erro {error}, que pode esconder o motivo.',
    cause: 'Muitas vezes a senha; o servidor não tem de o dizer.',
    next: 'Escreva de novo a senha; se estiver certa, o administrador encontra o motivo no registro.',
  },
  'sasl.XOAUTH2': 'O usuário {user} e um token de acesso em vez da senha. O token expira; até lá pode usá-lo quem o ler.',
  'sasl.OAUTHBEARER':
    'O usuário {user}, o nome do servidor e um token de acesso em vez da senha. O token expira; até lá pode usá-lo quem o ler.',
  'sasl.OAUTHBEARER.token':
    'Um token de acesso em vez de usuário e senha: o servidor lê nele de quem é. Até expirar pode usá-lo quem o ler.',
  'sasl.token.invalid': {
    means: 'O servidor recusa o token: {status}. Expirou, foi revogado ou não é deste provedor.',
    cause: 'Os tokens de acesso valem cerca de uma hora; uma mudança de senha ou uma permissão retirada termina-os antes.',
    next: 'Pede-se outro token; se isso também falhar, volte a entrar no provedor.',
  },
  'sasl.token.request': {
    means: 'O servidor não conseguiu ler o pedido com o token: {status}.',
    cause: 'A resposta estava mal formada, o usuário não corresponde ao token, ou o provedor recusa este cliente.',
    next: 'Volte a entrar no provedor; se persistir, o programa envia algo errado.',
  },
  'sasl.token.scope': {
    means: 'O token é válido, mas não para o e-mail: é preciso o escopo {scope}.',
    cause: 'A permissão dada não abrangia este protocolo.',
    next: 'Entre de novo no provedor e permita o acesso ao e-mail.',
  },
  'sasl.token.other': {
    means: 'O servidor diz por que recusa o token: {status}. O cliente responde com uma linha vazia ou um byte, e segue-se a recusa.',
    cause: 'Um motivo próprio deste provedor.',
    next: 'Volte a entrar no provedor.',
  },
  'sasl.EXTERNAL.empty': 'Uma resposta vazia: o servidor deve tomar o usuário por outra via, como o certificado do cliente.',
  'sasl.ANONYMOUS': 'O que o visitante deixa para o registro do servidor, como um endereço. Aqui é ocultado, porque ninguém o verifica.',
  'sasl.NTLM.authenticate':
    'A terceira mensagem NTLM: o usuário e um resumo do desafio e da senha. Quem escutar pode experimentar senhas com ele.',
  'sasl.GSSAPI': 'Um tíquete, ou o acordo sobre a proteção que se lhe segue. É feito para este servidor e este momento, e não leva senha.',
  'sasl.GSSAPI.challenge': 'A parte do servidor na troca de tíquetes, ou que proteção da conexão oferece.',
  'sasl.KERBEROS_V4.challenge': 'Um número aleatório do servidor, com o qual se verifica o tíquete.',
  'sasl.KERBEROS_V4': 'Um tíquete de Kerberos 4 e o que faz com o número do servidor; nenhuma senha.',
  'sasl.OTP.challenge': 'O servidor indica o lugar na lista de senhas de uso único: {challenge}.',
  'sasl.OTP': 'O usuário, ou a senha de uso único, que depois de usada nada vale.',
  'sasl.late': 'Uma resposta que chegou depois de terminada a autenticação: o servidor a lê como comando. Pode levar a senha e é ocultada.',
};
