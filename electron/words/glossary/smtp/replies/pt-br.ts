/** What replies of SMTP, by code and by the command they answer, mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpRepliesEnglish } from './en.ts';
import { smtpRepliesPortuguese } from './pt.ts';

export const smtpRepliesBrazilian: EntriesLike<typeof smtpRepliesEnglish> = {
  ...smtpRepliesPortuguese,
  'smtp.greeting.masked':
    'O servidor está pronto, mas um firewall (a inspeção de e-mail da Cisco) encobriu a saudação com asteriscos; pode esconder também extensões como STARTTLS.',
  'smtp.greeting.refused': {
    means: 'O servidor não abre uma sessão e vai fechar a conexão.',
    cause: 'O motivo está na linha; uma resposta assim vem antes de saber quem se conecta.',
    next: 'Leia o motivo; se disser respeito ao seu endereço IP, consulte o administrador da rede ou use outra.',
  },
  'smtp.greeting.421': {
    means: 'O servidor não abre agora uma sessão e fecha a conexão.',
    cause: 'Está encerrando, está sobrecarregado ou tem conexões demais deste endereço.',
    next: 'Espere alguns minutos; feche outros programas que usem a mesma conta.',
  },
  'smtp.greeting.554': {
    means: 'Aqui não há serviço de e-mail para este cliente: o servidor só aceitará QUIT.',
    cause: 'O seu endereço IP está em uma lista de bloqueio ou não é permitido, como quase todas as conexões domésticas na porta 25.',
    next: 'Para enviar, use o servidor do seu provedor na porta 465 ou 587; senão, peça ao administrador que retire o bloqueio.',
  },
  'smtp.reply.220.STARTTLS': 'Pode avançar: os bytes seguintes são a negociação TLS. Depois o cliente precisa cumprimentar de novo.',
  'smtp.reply.221': 'O servidor fecha a conexão, como pedido.',
  'smtp.reply.235': 'A autenticação deu certo: daqui em diante o servidor recebe desta conta e-mails para qualquer destino.',
  'smtp.reply.250.HELO': 'O servidor devolve a saudação; depois de HELO não oferece extensões, nem autenticação nem criptografia.',
  'smtp.reply.250.MAIL FROM': 'O endereço do remetente é aceito por enquanto; uma resposta posterior ainda pode recusá-lo.',
  'smtp.reply.250.RCPT TO': 'Este destinatário é aceito. Muitas vezes só depois se sabe se a caixa existe, e então uma devolução informa.',
  'smtp.reply.250.DATA':
    'Mensagem aceita: o servidor assumiu a responsabilidade por ela. O que se segue costuma ser o número na fila, com que um administrador a encontra no registro.',
  'smtp.reply.250.EXPN': 'Um membro da lista de e-mails; a última linha não tem hífen depois do código.',
  'smtp.reply.250.BURL': 'O servidor buscou no servidor IMAP esta parte da mensagem.',
  'smtp.reply.250.XFORWARD': 'O servidor anota para o seu registro estes dados da origem da mensagem.',
  'smtp.reply.251': 'O destinatário está em outro servidor; este vai encaminhar a mensagem.',
  'smtp.reply.251.ETRN': 'Nenhum e-mail espera por esse nó.',
  'smtp.reply.252.ETRN': 'Há e-mail à espera desse nó, e o servidor começou a enviá-lo.',
  'smtp.reply.354': 'A mensagem pode ser enviada; termina com um ponto sozinho em uma linha.',
  'smtp.reply.421': {
    means: 'O servidor fecha a conexão, qualquer que fosse o pedido; pode dizer isso a qualquer momento.',
    cause: 'Está encerrando, esperou demais por um comando ou limita este cliente.',
    next: 'A mensagem fica e é enviada mais tarde; se acontecer sempre, leia o texto da linha.',
  },
  'smtp.reply.421.AUTH': {
    means: 'O servidor fecha a conexão em vez de autenticar.',
    cause: 'Tentativas demais falharam ou há sessões demais abertas desta conta.',
    next: 'Corrija a senha antes da próxima tentativa e espere alguns minutos: cada falha pode prolongar o bloqueio.',
  },
  'smtp.reply.422': {
    means: 'A caixa do destinatário não tem espaço no momento, ou é preciso renovar a senha da conta.',
    cause: 'Os servidores dão dois sentidos a este número; o texto da linha diz qual.',
    next: 'Se a caixa estiver cheia, o destinatário deve excluir e-mails; se for a senha, defina uma nova.',
  },
  'smtp.reply.431': {
    means: 'Falta memória ou disco ao servidor receptor.',
    cause: 'Servidores Exchange antigos usam este número.',
    next: 'Haverá nova tentativa; se durar horas, avise o administrador de lá.',
  },
  'smtp.reply.432': {
    means: 'É preciso definir de novo a senha para este mecanismo funcionar.',
    cause: 'O servidor a mantém em uma forma que o mecanismo não pode usar.',
    next: 'Defina uma senha nova nas páginas do provedor, ou autentique-se uma vez com PLAIN sobre TLS.',
  },
  'smtp.reply.441': {
    means: 'O servidor do destinatário não responde no momento.',
    cause: 'Está desligado ou o caminho até ele está interrompido.',
    next: 'Haverá nova tentativa; se durar, pergunte ao destinatário por outra via se outros e-mails chegam.',
  },
  'smtp.reply.442': {
    means: 'A conexão com o servidor seguinte caiu durante a transmissão.',
    cause: 'Uma falha de rede ou um firewall no caminho.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.reply.446': {
    means: 'A mensagem passou por servidores demais.',
    cause: 'Dois servidores a encaminham um para o outro.',
    next: 'Avise o administrador do domínio do destinatário: há lá um encaminhamento em círculo.',
  },
  'smtp.reply.447': {
    means: 'A mensagem esperou demais pelo servidor seguinte.',
    cause: 'O servidor seguinte é lento ou inacessível.',
    next: 'Haverá nova tentativa, ou ela volta como devolução.',
  },
  'smtp.reply.449': {
    means: 'O servidor não encontra no momento um caminho para a mensagem.',
    cause: 'Os conectores ou o DNS dele estão mal configurados.',
    next: 'Avise o administrador do seu servidor de e-mail.',
  },
  'smtp.reply.450': {
    means: 'O servidor não pode fazer isso agora para esta caixa, mas talvez depois.',
    cause: 'A caixa está em uso, ou o servidor adia o cliente por algum tempo.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.reply.450.MAIL FROM': {
    means: 'O remetente é adiado: o servidor não pôde verificar agora o endereço ou o cliente.',
    cause: 'A consulta do domínio do remetente ou do seu endereço IP não foi concluída.',
    next: 'Haverá nova tentativa; se durar, o administrador deve verificar o DNS do domínio do remetente.',
  },
  'smtp.reply.450.RCPT TO': {
    means: 'O destinatário é adiado, não recusado.',
    cause:
      'Uma lista cinza (greylisting), que faz remetentes desconhecidos tentarem duas vezes, uma caixa ocupada ou uma verificação sem resposta.',
    next: 'Haverá nova tentativa, quase sempre com êxito depois de cinco a quinze minutos.',
  },
  'smtp.reply.451': {
    means: 'Uma falha interna do servidor, ou uma verificação sem resposta, impediu isto; nada foi aceito.',
    cause: 'Falhou lá uma consulta, um filtro ou o armazenamento.',
    next: 'Haverá nova tentativa; se durar horas, avise o administrador desse servidor.',
  },
  'smtp.reply.451.RCPT TO': {
    means: 'O destinatário é adiado por uma falha do servidor ou por uma lista cinza.',
    cause: 'Falhou lá a consulta do destinatário, ou remetentes desconhecidos precisam tentar duas vezes.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.reply.451.DATA': {
    means: 'A mensagem não foi aceita por uma falha do servidor; continua no cliente.',
    cause: 'Um filtro não respondeu lá ou não foi possível gravar a mensagem.',
    next: 'É enviada de novo mais tarde; nada chega duas vezes, porque nada foi aceito.',
  },
  'smtp.reply.452': {
    means: 'Falta espaço ao servidor no momento.',
    cause: 'O disco ou a caixa está cheia.',
    next: 'Haverá nova tentativa; se durar, avise o administrador desse servidor.',
  },
  'smtp.reply.452.RCPT TO': {
    means: 'O servidor não admite agora mais destinatários nesta mensagem; os já aceitos continuam válidos.',
    cause: 'O limite de destinatários por mensagem foi atingido, ou a caixa está cheia.',
    next: 'O resto precisa ser enviado em outra mensagem com o mesmo conteúdo.',
  },
  'smtp.reply.453': 'Nenhum e-mail espera por este host.',
  'smtp.reply.454': {
    means: 'O servidor não pode fazer isso no momento por um motivo próprio.',
    cause: 'Um serviço de que ele depende não responde.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.reply.454.AUTH': {
    means: 'O servidor não pode verificar a autenticação no momento; a senha pode estar certa.',
    cause: 'A base de usuários ou um servidor por trás não responde, ou houve tentativas demais em pouco tempo.',
    next: 'Haverá nova tentativa; não mude a senha por isso.',
  },
  'smtp.reply.454.STARTTLS': {
    means: 'O TLS não está disponível no momento; um cliente que o exige precisa parar aqui.',
    cause: 'O servidor não consegue ler o certificado ou a chave.',
    next: 'Avise o administrador do servidor; não desative o TLS, ele protege a sua senha.',
  },
  'smtp.reply.455': {
    means: 'O servidor conhece os parâmetros de MAIL ou RCPT, mas não pode usá-los agora.',
    cause: 'O que ele precisa para isso não está disponível no momento.',
    next: 'Haverá nova tentativa; sem esses parâmetros pode funcionar logo.',
  },
  'smtp.reply.471': {
    means: 'Um filtro do servidor adiou a mensagem.',
    cause: 'O conteúdo, o remetente ou um analisador que não responde.',
    next: 'Haverá nova tentativa; se ela voltar, envie-a sem anexos nem links.',
  },
  'smtp.reply.500': {
    means: 'O servidor não conhece este comando, ou a linha era longa demais.',
    cause: 'Um comando mal escrito, ou de uma extensão que o servidor não ofereceu depois de EHLO.',
    next: 'Manualmente: confira a grafia; HELP costuma listar o que há.',
  },
  'smtp.reply.500.EHLO': {
    means: 'O servidor não conhece EHLO; o cliente o cumprimenta então com HELO.',
    cause: 'Um servidor muito antigo, ou um firewall que só deixa passar os comandos de 1982.',
    next: 'Sem extensões não há autenticação nem criptografia: para enviar, use outro servidor ou outra porta.',
  },
  'smtp.reply.500.STARTTLS': {
    means: 'O servidor não conhece aqui STARTTLS.',
    cause: 'O TLS não está configurado nesta porta, ou alguém no caminho o bloqueia.',
    next: 'Use a porta 465, criptografada desde o primeiro byte, ou consulte o administrador.',
  },
  'smtp.reply.501': {
    means: 'O comando foi entendido, mas os argumentos não.',
    cause: 'Um endereço sem parênteses angulares ou sem arroba, um argumento a menos ou a mais.',
    next: 'Manualmente: compare o comando com a forma descrita na norma.',
  },
  'smtp.reply.501.EHLO': {
    means: 'O servidor não admite o nome que o cliente deu.',
    cause: 'Falta o nome, ou ele tem um sinal que não cabe em um nome de host, como um sublinhado ou um espaço.',
    next: 'Cumprimente com um nome como EHLO pc.example.org, ou com um endereço entre colchetes como EHLO [192.0.2.7].',
  },
  'smtp.reply.501.MAIL FROM': {
    means: 'O endereço do remetente está mal formado aos olhos do servidor.',
    cause: 'Falta um parêntese angular ou o domínio, há um espaço a mais ou uma letra fora do ASCII que este servidor não admite.',
    next: 'Corrija o endereço do remetente nas configurações da conta.',
  },
  'smtp.reply.501.AUTH': {
    means: 'A autenticação foi interrompida: o cliente a cancelou, ou o que enviou não era base64.',
    cause:
      'Depois de um aviso de erro do servidor (OAuth) o cliente termina assim; manualmente, é comum faltar um = no fim ou sobrar uma quebra de linha.',
    next: 'Manualmente: codifique de novo usuário e senha, sem quebra de linha.',
  },
  'smtp.reply.502': {
    means: 'O servidor não oferece este comando.',
    cause: 'Está desativado, como costumam estar VRFY, EXPN e TURN, ou pertence a uma extensão que o servidor não tem.',
    next: 'Não é preciso fazer nada: o e-mail funciona sem ele.',
  },
  'smtp.reply.502.AUTH': {
    means: 'Aqui não é oferecida a autenticação.',
    cause: 'Esta porta é para e-mail entre servidores (25), ou AUTH só vem depois de STARTTLS.',
    next: 'Use a porta 465 com TLS ou a 587 com STARTTLS, ou consulte o administrador.',
  },
  'smtp.reply.503.MAIL FROM': {
    means: 'MAIL FROM chegou na hora errada.',
    cause: 'O cliente não cumprimentou, ou não de novo após STARTTLS, já há uma mensagem começada ou aqui é preciso autenticar-se antes.',
    next: 'Envie primeiro EHLO, ou RSET para abandonar a mensagem começada.',
  },
  'smtp.reply.503.RCPT TO': {
    means: 'RCPT TO precisa antes de um MAIL FROM aceito.',
    cause: 'O remetente foi recusado ou não foi dado, ou o servidor exige antes a autenticação.',
    next: 'Veja a resposta a MAIL FROM: a causa está lá.',
  },
  'smtp.reply.503.DATA': {
    means: 'Não há a quem enviar a mensagem: nenhum destinatário foi aceito.',
    cause: 'Todos os destinatários foram recusados antes, ou nenhum foi dado.',
    next: 'Veja as respostas a RCPT TO e corrija os endereços.',
  },
  'smtp.reply.503.AUTH': {
    means: 'AUTH não é possível neste momento.',
    cause: 'A sessão já está autenticada, há uma mensagem começada, ou o servidor só oferece AUTH depois de STARTTLS.',
    next: 'Manualmente: comece outra sessão, criptografe-a e autentique-se uma só vez.',
  },
  'smtp.reply.503.STARTTLS': {
    means: 'STARTTLS não é possível neste momento.',
    cause: 'A conexão já está criptografada, ou o cliente não cumprimentou.',
    next: 'Manualmente: EHLO e depois STARTTLS; na porta 465 não é preciso.',
  },
  'smtp.reply.504': {
    means: 'O servidor não oferece este parâmetro ou argumento.',
    cause: 'O cliente usa algo que a resposta a EHLO não anunciou.',
    next: 'Manualmente: veja nessa resposta o que há.',
  },
  'smtp.reply.504.EHLO': {
    means: 'O servidor quer um nome de host completo, ou um endereço entre colchetes, depois de EHLO.',
    cause: 'Foi dado um nome simples como «localhost» ou «meu-pc».',
    next: 'Cumprimente com um nome que tenha um ponto, como pc.example.org, ou com [192.0.2.7].',
  },
  'smtp.reply.512': {
    means: 'O domínio do destinatário não foi encontrado.',
    cause: 'Um erro depois da arroba, ou um domínio sem servidor de e-mail.',
    next: 'Corrija o domínio e envie de novo.',
  },
  'smtp.reply.521': {
    means: 'Este host não aceita e-mail algum.',
    cause: 'Não é um servidor de e-mail, embora o DNS aponte para cá, ou ele desliga este cliente.',
    next: 'Verifique o nome do servidor nas configurações, ou a parte do endereço depois da arroba.',
  },
  'smtp.reply.523': {
    means: 'O servidor exige uma conexão criptografada, ou a mensagem passa um limite da caixa.',
    cause: 'Os servidores dão dois sentidos a este número; o texto da linha diz qual.',
    next: 'Escolha TLS ou STARTTLS nas configurações, ou reduza a mensagem.',
  },
  'smtp.reply.524': {
    means: 'Este mecanismo só é permitido com a conexão criptografada.',
    cause: 'A sessão não está criptografada.',
    next: 'Escolha TLS ou STARTTLS nas configurações da conta.',
  },
  'smtp.reply.525': {
    means: 'A conta está desativada.',
    cause: 'Foi bloqueada pelo provedor ou por um administrador.',
    next: 'Peça ao provedor que a desbloqueie; outra senha não ajuda.',
  },
  'smtp.reply.530': {
    means: 'O servidor não admite isso sem autenticação ou sem conexão criptografada.',
    cause: 'A sessão não se autenticou ou não iniciou TLS; o texto da linha diz o que falta.',
    next: 'Coloque na conta usuário e senha para enviar, e escolha TLS ou STARTTLS.',
  },
  'smtp.reply.530.AUTH': {
    means: 'Antes da autenticação é preciso criptografar a conexão.',
    cause: 'A sessão vai em claro, onde qualquer um no caminho poderia ler uma senha.',
    next: 'Escolha TLS ou STARTTLS nas configurações da conta.',
  },
  'smtp.reply.534': {
    means: 'O servidor quer uma autenticação mais forte para esta conta.',
    cause: 'A senha simples não é aceita nela, ou o provedor pede uma senha de aplicativo ou OAuth.',
    next: 'Escolha outro mecanismo, ou crie uma senha de aplicativo nas páginas do provedor.',
  },
  'smtp.reply.535': {
    means: 'O usuário ou a senha não foram aceitos.',
    cause: 'Um erro de digitação, uma senha alterada, só metade do endereço como usuário ou um provedor que exige uma senha de aplicativo.',
    next: 'Experimente o mesmo nas páginas do provedor e corrija nas configurações da conta.',
  },
  'smtp.reply.538': {
    means: 'Este mecanismo só é permitido com a conexão criptografada.',
    cause: 'Mostraria a senha a qualquer um no caminho.',
    next: 'Escolha TLS ou STARTTLS nas configurações da conta.',
  },
  'smtp.reply.550.EHLO': {
    means: 'O servidor não admite este cliente, ou não com este nome.',
    cause: 'O nome é o dele próprio, não está no DNS, ou o cliente está em uma lista de bloqueio.',
    next: 'Corrija o nome depois de EHLO, ou consulte o administrador do servidor.',
  },
  'smtp.reply.550.RCPT TO': {
    means: 'Este destinatário é recusado definitivamente.',
    cause: 'Quase sempre a caixa não existe; senão, uma regra, como só admitir outros domínios após a autenticação.',
    next: 'Verifique o endereço letra por letra; o texto da linha diz o motivo.',
  },
  'smtp.reply.550.VRFY': 'Aqui não existe essa caixa, ou o servidor não quer informar.',
  'smtp.reply.551': {
    means: 'O destinatário está em outro servidor e este não encaminha.',
    cause: 'A linha dá o novo endereço.',
    next: 'Envie de novo para o endereço da linha, se confiar nele.',
  },
  'smtp.reply.552': {
    means: 'A caixa está cheia ou a mensagem é grande demais.',
    cause: 'Um limite de espaço ou de tamanho foi ultrapassado.',
    next: 'Envie um link em vez do anexo, ou peça ao destinatário que libere espaço.',
  },
  'smtp.reply.552.MAIL FROM': {
    means: 'A mensagem é maior do que este servidor aceita; foi recusada antes do envio.',
    cause: 'O tamanho em MAIL FROM passa o limite da linha SIZE depois de EHLO.',
    next: 'Reduza os anexos ou envie um link para eles.',
  },
  'smtp.reply.552.DATA': {
    means: 'A mensagem é grande demais para este servidor, ou não há espaço; nada foi entregue.',
    cause: 'Os anexos crescem um terço no envio; a linha SIZE depois de EHLO informa o limite.',
    next: 'Reduza os anexos ou envie um link para eles.',
  },
  'smtp.reply.553.MAIL FROM': {
    means: 'Este endereço de remetente não é permitido.',
    cause: 'Não corresponde à conta autenticada, ou o domínio não existe.',
    next: 'Use como remetente o endereço da conta, ou peça ao provedor que autorize o outro.',
  },
  'smtp.reply.554': {
    means: 'A mensagem ou a sessão foi recusada definitivamente.',
    cause: 'Um filtro, uma lista de bloqueio ou uma regra do servidor; o texto da linha informa qual.',
    next: 'Leia o motivo; se indicar o seu endereço IP ou domínio, quem precisa agir é o administrador do seu servidor de e-mail.',
  },
  'smtp.reply.555': {
    means: 'O servidor não conhece um parâmetro deste MAIL FROM ou RCPT TO.',
    cause: 'O cliente usou uma extensão que a resposta a EHLO não anunciou.',
    next: 'Manualmente: omita o parâmetro ou escreva-o na forma anunciada.',
  },
  'smtp.reply.556': {
    means: 'O domínio do destinatário não aceita e-mail, e o servidor sabe disso sem tentar.',
    cause: 'O domínio informa isso no DNS (MX nulo), ou o seu único servidor responde 521.',
    next: 'Verifique a parte depois da arroba; o destinatário deve ter outro endereço.',
  },
};
