/** What lines of POP3 mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { pop3English } from './en.ts';
import { pop3Portuguese } from './pt.ts';

export const pop3Brazilian: EntriesLike<typeof pop3English> = {
  ...pop3Portuguese,
  'pop3.greeting': 'O servidor está pronto. Não há marca temporal entre sinais de menor e maior, por isso não oferece APOP.',
  'pop3.greeting.APOP': 'O servidor está pronto. {timestamp} é o seu desafio para APOP, que responde com um resumo em vez da senha.',
  'pop3.greeting.ERR': {
    means: 'O servidor recusa a sessão antes de alguém se autenticar.',
    cause: 'Está sobrecarregado, em manutenção ou não aceita mais conexões deste endereço.',
    next: 'Tente mais tarde; feche outros programas que leiam esta caixa de correio.',
  },
  'pop3.command.USER': 'Dá o nome de usuário {user}; a senha segue com PASS.',
  'pop3.command.PASS': 'Dá a senha tal como é: só o TLS a protege.',
  'pop3.command.APOP':
    'Autentica {user} com um resumo da marca temporal da saudação e da senha. Quem escutar pode experimentar senhas com ele.',
  'pop3.command.STLS': 'Pede para criptografar a conexão a partir daqui; depois da resposta começa a negociação TLS.',
  'pop3.command.STAT': 'Pergunta quantas mensagens há e quantos octetos somam; as marcadas para excluir não contam.',
  'pop3.command.RETR': 'Traz a mensagem {number} inteira. Fica no servidor até ser excluída.',
  'pop3.command.DELE': 'Marca a mensagem {number} para excluir; só é removida com QUIT.',
  'pop3.command.RSET': 'Retira todas as marcas de exclusão desta sessão.',
  'pop3.command.NOOP': 'Não faz nada; mantém a conexão aberta.',
  'pop3.command.XCLIENT':
    'Um proxy diz ao servidor de que endereço vem realmente o usuário; os servidores só o aceitam dos seus próprios proxies.',
  'pop3.command.RPOP': 'Autentica sem senha pelo computador e porta do cliente; retirado há muito, porque ambos se falsificam.',
  'pop3.OK.USER': 'O servidor espera a senha. A maioria diz isto a qualquer nome, por isso não prova que exista.',
  'pop3.OK.DELE': 'A mensagem fica marcada para excluir. RSET desfaz; QUIT executa.',
  'pop3.OK.RSET': 'Já não há nenhuma mensagem marcada para excluir.',
  'pop3.OK.RSET.count': 'Já não há nenhuma mensagem marcada para excluir; a caixa de correio tem {count}.',
  'pop3.OK.NOOP': 'A conexão está viva; nada mais aconteceu.',
  'pop3.ERR.USER': {
    means: 'O servidor não continua com este nome de usuário.',
    cause: 'Não existe aqui, ou o servidor só aceita nome e senha com TLS.',
    next: 'Verifique o nome de usuário, muitas vezes o endereço inteiro, e a criptografia da conta.',
  },
  'pop3.ERR.PASS': {
    means: 'A autenticação foi recusada.',
    cause: 'O usuário ou a senha está errado. Alguns servidores dizem o mesmo de uma caixa bloqueada ou de tentativas demais.',
    next: 'Verifique o usuário e escreva de novo a senha; espere uns minutos antes de insistir.',
  },
  'pop3.ERR.APOP': {
    means: 'A autenticação com APOP foi recusada.',
    cause: 'A senha está errada, ou o servidor só guarda o seu hash, com o qual APOP não se pode verificar.',
    next: 'Escreva de novo a senha ou escolha outra forma de autenticar, com TLS.',
  },
  'pop3.ERR.AUTH': {
    means: 'A autenticação com AUTH foi recusada.',
    cause: 'O mecanismo não é oferecido aqui, o usuário ou a senha está errado, ou o token expirou.',
    next: 'Compare o mecanismo com a linha SASL de CAPA; escreva de novo a senha ou volte a autenticar-se no provedor.',
  },
  'pop3.ERR.STLS': {
    means: 'O servidor não começa TLS aqui.',
    cause: 'Não tem certificado para esta porta, ou o TLS já está ativo.',
    next: 'Use a porta 995 ou pergunte ao administrador; nada de secreto deve seguir sem criptografia.',
  },
  'pop3.ERR.LIST': {
    means: 'Não há lista, ou não há mensagem com este número.',
    cause: 'O número é maior do que disse STAT, a mensagem está marcada para excluir, ou ninguém se autenticou.',
    next: 'Peça LIST sem número, que dá os números válidos.',
  },
  'pop3.ERR.UIDL': {
    means: 'O servidor não dá identificadores.',
    cause: 'Não conhece UIDL, que é opcional, ou não há tal mensagem.',
    next: 'Sem identificadores não se distingue o e-mail novo do antigo: faça excluir do servidor o que foi recolhido, ou use IMAP.',
  },
  'pop3.ERR.RETR': {
    means: 'A mensagem não é entregue.',
    cause: 'Está marcada para excluir, tem outro número, ou o servidor não a consegue ler.',
    next: 'Peça LIST; se a mensagem lá estiver, o administrador tem de a ver.',
  },
  'pop3.ERR.DELE': {
    means: 'A mensagem não fica marcada para excluir.',
    cause: 'Não há mensagem com este número, ou já está marcada.',
    next: 'Peça LIST, que dá o que resta.',
  },
  'pop3.ERR.RSET': {
    means: 'As marcas de exclusão ficam como estão.',
    cause: 'Ninguém se autenticou, por isso não há. Para nada remover, corte a conexão sem QUIT.',
  },
  'pop3.ERR.NOOP': {
    means: 'O servidor não aceita NOOP.',
    cause: 'POP3 não o admite antes da autenticação; senão, a sessão está terminando.',
  },
  'pop3.ERR.none': {
    means: 'Uma recusa que não responde a nenhum comando.',
    cause:
      'A linha anterior estava vazia ou chegou depois de terminada a autenticação; ou o servidor vai fechar a conexão por sua iniciativa.',
  },
  'pop3.ERR.foreign': {
    means: '{command} é de outro protocolo, e um servidor POP3 o recusa com razão.',
    cause: 'Outra porta foi escolhida, ou foi escrito um comando de SMTP, IMAP ou HTTP.',
    next: 'Use os comandos do POP3: USER, PASS, STAT, LIST, RETR, DELE, QUIT.',
  },
  'pop3.ERR.deleted': {
    means: 'A mensagem já está marcada para excluir e o servidor trata-a como ausente.',
    cause: 'Foi marcada antes nesta sessão.',
    next: 'Para a recuperar, envie RSET antes de QUIT.',
  },
  'pop3.ERR.unknown': {
    means: 'O servidor não conhece o comando {command}.',
    cause: 'Está mal escrito, é opcional e falta aqui, ou só é admitido em outro momento.',
    next: 'CAPA enumera o que este servidor tem.',
  },
  'pop3.ERR.encryption': {
    means: 'O servidor não aceita senhas numa conexão sem criptografia.',
    cause: 'A conta está sem criptografia, ou não se enviou STLS.',
    next: 'Configure a conta com TLS (porta 995) ou STLS (porta 110).',
  },
  'pop3.ERR.appPassword': {
    means: 'Aqui não serve a senha da web: o provedor quer uma feita para programas de e-mail.',
    cause: 'A conta tem ativada a verificação em dois passos.',
    next: 'Crie uma senha de aplicação nas configurações de segurança do provedor, ou entre com OAuth.',
  },
  'pop3.ERR.browser': {
    means: 'O provedor quer ver o usuário num navegador antes de admitir um programa de e-mail.',
    cause: 'O acesso parece-lhe invulgar: outro lugar, outro programa ou muitas tentativas.',
    next: 'Entre no site do provedor, confirme o que pedir e tente de novo.',
  },
  'pop3.ERR.popOff': {
    means: 'A conta não pode ser lida com POP3.',
    cause: 'POP está desativado nas configurações da conta ou pela organização.',
    next: 'Ative POP nas configurações do provedor, ou use IMAP.',
  },
  'pop3.ERR.passwordsOff': {
    means: 'O provedor não aceita mais senhas de programas de e-mail.',
    cause: 'A autenticação básica está desativada para esta caixa de correio.',
    next: 'Configure a conta para entrar com OAuth.',
  },
  'pop3.ERR.accountOff': {
    means: 'A conta está fechada ou suspensa.',
    cause: 'Não foi usada durante muito tempo, não foi paga ou foi mal usada.',
    next: 'Pergunte ao provedor o que aconteceu à conta.',
  },
  'pop3.ERR.tooManyAttempts': {
    means: 'O servidor contou autenticações malsucedidas ou seguidas demais e não aceita nenhuma durante algum tempo.',
    cause: 'Experimentou-se repetidamente uma senha errada, aqui ou em outro dispositivo.',
    next: 'Espere até uma hora; depois corrija a senha em todos os dispositivos.',
  },
  'pop3.ERR.tooManyConnections': {
    means: 'O servidor não aceita mais conexões deste usuário ou endereço.',
    cause: 'Há vários programas ou dispositivos conectados ao mesmo tempo.',
    next: 'Feche um deles ou espere uns minutos.',
  },
  'pop3.ERR.locked': {
    means: 'A caixa de correio está em uso: o POP3 permite apenas uma sessão por vez.',
    cause: 'Outro programa está com ela aberta, ou uma sessão interrompida ainda a bloqueia.',
    next: 'Feche outros programas de e-mail; um bloqueio esquecido termina sozinho em alguns minutos.',
  },
  'pop3.ERR.mailbox': {
    means: 'O usuário existe, mas a caixa de correio não pode ser aberta.',
    cause: 'Está danificada, falta ou está em um servidor que agora não responde.',
    next: 'O administrador precisa ver a caixa de correio; o registro dele diz por quê.',
  },
  'pop3.ERR.later': {
    means: 'Uma falha passageira do servidor: o mesmo pode funcionar mais tarde.',
    cause: 'Está ocupado, reiniciando ou não alcança o próprio armazenamento.',
    next: 'Não é preciso mudar nada.',
  },
  'pop3.ERR.idle': {
    means: 'O servidor termina a sessão porque nada chegou durante tempo demais.',
    cause:
      'O POP3 pede para esperar pelo menos dez minutos; muitos esperam menos antes da autenticação. O que estava marcado não é removido.',
    next: 'Conecte-se de novo; o que estava marcado tem de ser marcado outra vez.',
  },
  'pop3.ERR.shutdown': {
    means: 'O servidor está sendo desligado e termina a sessão; o que estava marcado não é removido.',
    cause: 'Está reiniciando ou em manutenção.',
    next: 'Conecte-se de novo em alguns minutos.',
  },
  'pop3.ERR.tooManyErrors': {
    means: 'O servidor termina a sessão por comandos errados demais.',
    cause: 'O que fala com ele não é um programa de e-mail, ou fala outro protocolo.',
    next: 'Conecte-se de novo; HELP não é um comando do POP3, CAPA é.',
  },
  'pop3.code.AUTH': {
    means: 'O servidor diz com certeza: o motivo é o usuário ou a senha.',
    cause: 'Um erro ao escrever, uma senha mudada, ou a da web onde é precisa uma de aplicação.',
    next: 'Verifique o usuário e escreva de novo a senha.',
  },
  'pop3.code.IN-USE': {
    means: 'Usuário e senha estão certos, mas outra sessão está com a caixa de correio: o POP3 permite uma por vez.',
    cause: 'Outro programa está com ela aberta, ou uma sessão interrompida ainda a bloqueia.',
    next: 'Feche outros programas de e-mail; um bloqueio esquecido termina sozinho em alguns minutos.',
  },
  'pop3.code.LOGIN-DELAY': {
    means: 'A última autenticação foi há muito pouco tempo; a senha não tem culpa.',
    cause: 'O servidor quer uma pausa entre duas visitas, que CAPA indica.',
    next: 'Faça verificar a conta menos vezes.',
  },
  'pop3.code.SYS/TEMP': {
    means: 'Uma falha passageira do servidor, não da senha.',
    cause: 'Está ocupado, ou o seu armazenamento ou diretório de usuários não responde.',
    next: 'Não é preciso mudar nada.',
  },
  'pop3.code.SYS/PERM': {
    means: 'Uma falha que fica até alguém corrigi-la; insistir não ajuda.',
    cause: 'A caixa de correio está danificada, cheia ou desativada, ou POP está desativado para ela.',
    next: 'Pergunte ao seu provedor, com esta linha.',
  },
  'pop3.capability.USER': 'Oferece a autenticação com USER e PASS. A senha vai tal como é.',
  'pop3.capability.RESP-CODES':
    'Um texto que começa por colchete traz um código de resposta, pelo qual o cliente conhece o motivo de uma recusa.',
  'pop3.capability.LOGIN-DELAY.USER':
    'Entre duas autenticações têm de passar {value} segundos ou menos: depende do usuário e é dito após a autenticação.',
  'pop3.capability.EXPIRE':
    'O servidor conserva as mensagens por pelo menos {value} dias; depois pode excluí-las: o que fica lá não é um arquivo.',
  'pop3.capability.EXPIRE.USER':
    'O servidor conserva as mensagens {value} dias ou mais; depois pode excluí-las: o prazo depende do usuário e é dito após a autenticação.',
  'pop3.capability.EXPIRE.0': 'Não se pode deixar e-mail no servidor: ele pode excluir o que foi recolhido assim que a sessão terminar.',
  'pop3.capability.EXPIRE.NEVER': 'O servidor nunca exclui mensagens por conta própria.',
  'pop3.capability.UIDL': 'As mensagens têm identificadores que não mudam, por isso pode-se deixar e-mail no servidor.',
  'pop3.capability.STLS': 'A conexão pode ser criptografada com STLS.',
  'pop3.capability.AUTH-RESP-CODE': 'O servidor indica com [AUTH] que o motivo é o usuário ou a senha: sem o código é outro.',
  'pop3.capability.UTF8': 'Após o comando UTF8, os nomes, as respostas e as mensagens vão em UTF-8.',
  'pop3.capability.UTF8.USER': 'Após o comando UTF8 as mensagens vão em UTF-8; também os nomes de usuário e as senhas podem ir em UTF-8.',
  'pop3.capability.XCLIENT': 'Um proxy pode dizer de que endereço vem realmente o usuário.',
  'pop3.capability.X-GOOGLE': '{name} é uma extensão do Gmail que a Google não descreve; os programas de e-mail não a usam.',
  'pop3.capability.XOIP': 'O Zimbra deixa o seu próprio proxy dizer de que endereço vem realmente o usuário.',
  'pop3.capability.X-MANGLE': 'O qpopper pode dar uma mensagem em outra forma, como texto simples, a aparelhos pequenos.',
};
