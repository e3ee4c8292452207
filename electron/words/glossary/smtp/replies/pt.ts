/** What replies of SMTP, by code and by the command they answer, mean, in European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpRepliesEnglish } from './en.ts';

export const smtpRepliesPortuguese: EntriesLike<typeof smtpRepliesEnglish> = {
  'smtp.greeting': 'O servidor {name} está pronto; agora o cliente deve dar o seu nome com EHLO.',
  'smtp.greeting.masked':
    'O servidor está pronto, mas uma firewall (a inspeção de correio da Cisco) tapou a saudação com asteriscos; pode esconder também extensões como STARTTLS.',
  'smtp.greeting.refused': {
    means: 'O servidor não abre uma sessão e vai fechar a ligação.',
    cause: 'O motivo está na linha; uma resposta assim vem antes de saber quem se liga.',
    next: 'Leia o motivo; se disser respeito ao seu endereço IP, consulte o administrador da rede ou use outra.',
  },
  'smtp.greeting.421': {
    means: 'O servidor não abre agora uma sessão e fecha a ligação.',
    cause: 'Está a encerrar, está sobrecarregado ou tem demasiadas ligações deste endereço.',
    next: 'Espere alguns minutos; feche outros programas que usem a mesma conta.',
  },
  'smtp.greeting.554': {
    means: 'Aqui não há serviço de correio para este cliente: o servidor só aceitará QUIT.',
    cause: 'O seu endereço IP está numa lista de bloqueio ou não é permitido, como quase todas as ligações domésticas na porta 25.',
    next: 'Para enviar, use o servidor do seu fornecedor na porta 465 ou 587; de outro modo, peça ao administrador que levante o bloqueio.',
  },
  'smtp.reply.050': 'O Sendmail conta o que faz, como VERB lhe pediu. Esta não é a resposta, que vem a seguir com um código próprio.',
  'smtp.reply.211': 'O estado do servidor, ou ajuda, para ser lido por pessoas.',
  'smtp.reply.214': 'Texto de ajuda para pessoas: costumam ser os comandos que o servidor conhece.',
  'smtp.reply.220': 'O servidor está pronto.',
  'smtp.reply.220.STARTTLS': 'Pode avançar: os bytes seguintes são a negociação TLS. Depois o cliente tem de cumprimentar de novo.',
  'smtp.reply.220.XCLIENT': 'O servidor adota estes dados do cliente e começa a sessão de novo.',
  'smtp.reply.221': 'O servidor fecha a ligação, como pedido.',
  'smtp.reply.235': 'Autenticação aceite: a partir daqui o servidor aceita correio desta conta para qualquer destino.',
  'smtp.reply.250': 'O comando foi executado.',
  'smtp.reply.250.EHLO': 'O servidor devolve a saudação; cada linha seguinte indica uma extensão.',
  'smtp.reply.250.HELO': 'O servidor devolve a saudação; depois de HELO não oferece extensões, nem autenticação nem cifra.',
  'smtp.reply.250.MAIL FROM': 'O endereço do remetente é aceite por agora; uma resposta posterior ainda o pode recusar.',
  'smtp.reply.250.RCPT TO': 'Este destinatário é aceite. Muitas vezes só depois se sabe se a caixa existe, e então di-lo uma devolução.',
  'smtp.reply.250.DATA':
    'Mensagem aceite: o servidor assumiu a responsabilidade por ela. O que se segue costuma ser o número na fila, com que um administrador a encontra no registo.',
  'smtp.reply.250.BDAT': 'O servidor recebeu esta parte e espera pela seguinte; ainda não é responsável pela mensagem.',
  'smtp.reply.250.RSET': 'A mensagem começada foi esquecida; pode começar outra.',
  'smtp.reply.250.NOOP': 'O servidor continua lá.',
  'smtp.reply.250.VRFY': 'O servidor conhece esta caixa de correio; a linha dá o endereço completo.',
  'smtp.reply.250.EXPN': 'Um membro da lista de correio; a última linha não tem hífen depois do código.',
  'smtp.reply.250.VERB': 'Daqui em diante o Sendmail conta o que faz com cada mensagem, em linhas com o código 050.',
  'smtp.reply.250.ETRN': 'O servidor começou a enviar o que espera por esse nó.',
  'smtp.reply.250.ATRN': 'Os papéis estão trocados: a linha seguinte do outro lado já é a de um cliente.',
  'smtp.reply.250.BURL': 'O servidor foi buscar ao servidor IMAP esta parte da mensagem.',
  'smtp.reply.250.XFORWARD': 'O servidor anota para o seu registo estes dados da origem da mensagem.',
  'smtp.reply.251': 'O destinatário está noutro servidor; este vai reencaminhar a mensagem.',
  'smtp.reply.251.ETRN': 'Nenhum correio espera por esse nó.',
  'smtp.reply.252':
    'O servidor não diz se o endereço existe, mas aceitaria uma mensagem e tentaria entregá-la. É a forma cortês de recusar VRFY.',
  'smtp.reply.252.ETRN': 'Há correio à espera desse nó e o servidor começou a enviá-lo.',
  'smtp.reply.253': 'Esse número de mensagens espera pelo nó e o servidor começou a enviá-las.',
  'smtp.reply.334': 'O servidor pede o passo seguinte da autenticação.',
  'smtp.reply.354': 'A mensagem pode ser enviada; termina com um ponto sozinho numa linha.',
  'smtp.reply.355': 'O envio pode ser retomado: o número diz quanto da mensagem o servidor já tem.',
  'smtp.reply.421': {
    means: 'O servidor fecha a ligação, fosse qual fosse o pedido; pode dizê-lo a qualquer momento.',
    cause: 'Está a encerrar, esperou demasiado por um comando ou limita este cliente.',
    next: 'A mensagem fica e é enviada mais tarde; se acontecer sempre, leia o texto da linha.',
  },
  'smtp.reply.421.AUTH': {
    means: 'O servidor fecha a ligação em vez de autenticar.',
    cause: 'Falharam demasiadas tentativas ou há demasiadas sessões abertas desta conta.',
    next: 'Corrija a palavra-passe antes da próxima tentativa e espere alguns minutos: cada falha pode prolongar o bloqueio.',
  },
  'smtp.reply.422': {
    means: 'A caixa do destinatário não tem espaço de momento, ou é preciso renovar a palavra-passe da conta.',
    cause: 'Os servidores dão dois sentidos a este número; o texto da linha diz qual.',
    next: 'Se a caixa estiver cheia, o destinatário deve apagar correio; se for a palavra-passe, defina uma nova.',
  },
  'smtp.reply.431': {
    means: 'Falta memória ou disco ao servidor recetor.',
    cause: 'Usam este número os servidores Exchange antigos.',
    next: 'Tenta-se de novo; se durar horas, avise o administrador de lá.',
  },
  'smtp.reply.432': {
    means: 'É preciso definir de novo a palavra-passe para este mecanismo funcionar.',
    cause: 'O servidor tem-na numa forma que o mecanismo não pode usar.',
    next: 'Defina uma palavra-passe nova nas páginas do fornecedor, ou autentique-se uma vez com PLAIN sobre TLS.',
  },
  'smtp.reply.441': {
    means: 'O servidor do destinatário não responde de momento.',
    cause: 'Está desligado ou o caminho até ele está cortado.',
    next: 'Tenta-se de novo; se durar, pergunte ao destinatário por outra via se lhe chega outro correio.',
  },
  'smtp.reply.442': {
    means: 'A ligação ao servidor seguinte caiu durante a transmissão.',
    cause: 'Uma falha de rede ou uma firewall no caminho.',
    next: 'Tenta-se de novo.',
  },
  'smtp.reply.446': {
    means: 'A mensagem passou por demasiados servidores.',
    cause: 'Dois servidores reencaminham-na um para o outro.',
    next: 'Avise o administrador do domínio do destinatário: há lá um reencaminhamento em círculo.',
  },
  'smtp.reply.447': {
    means: 'A mensagem esperou demasiado pelo servidor seguinte.',
    cause: 'O servidor seguinte é lento ou inacessível.',
    next: 'Tenta-se de novo, ou regressa como devolução.',
  },
  'smtp.reply.449': {
    means: 'O servidor não encontra de momento um caminho para a mensagem.',
    cause: 'Os seus conectores ou o DNS estão mal configurados.',
    next: 'Avise o administrador do seu servidor de correio.',
  },
  'smtp.reply.450': {
    means: 'O servidor não o pode fazer agora para esta caixa, mas talvez depois.',
    cause: 'A caixa está em uso, ou o servidor adia o cliente por algum tempo.',
    next: 'Tenta-se de novo.',
  },
  'smtp.reply.450.MAIL FROM': {
    means: 'O remetente é adiado: o servidor não pôde verificar agora o endereço ou o cliente.',
    cause: 'A consulta do domínio do remetente ou do seu endereço IP não chegou ao fim.',
    next: 'Tenta-se de novo; se durar, o administrador deve verificar o DNS do domínio do remetente.',
  },
  'smtp.reply.450.RCPT TO': {
    means: 'O destinatário é adiado, não recusado.',
    cause:
      'Uma lista cinzenta (greylisting), que faz tentar duas vezes os remetentes desconhecidos, uma caixa ocupada ou uma verificação sem resposta.',
    next: 'Tenta-se de novo, quase sempre com êxito ao fim de cinco a quinze minutos.',
  },
  'smtp.reply.451': {
    means: 'Uma falha interna do servidor, ou uma verificação sem resposta, impediu-o; nada foi aceite.',
    cause: 'Falhou lá uma consulta, um filtro ou o armazenamento.',
    next: 'Tenta-se de novo; se durar horas, avise o administrador desse servidor.',
  },
  'smtp.reply.451.RCPT TO': {
    means: 'O destinatário é adiado por uma falha do servidor ou por uma lista cinzenta.',
    cause: 'Falhou lá a consulta do destinatário, ou os remetentes desconhecidos têm de tentar duas vezes.',
    next: 'Tenta-se de novo.',
  },
  'smtp.reply.451.DATA': {
    means: 'A mensagem não foi aceite por uma falha do servidor; continua no cliente.',
    cause: 'Um filtro não respondeu lá ou não foi possível gravar a mensagem.',
    next: 'É enviada de novo mais tarde; nada chega duas vezes, porque nada foi aceite.',
  },
  'smtp.reply.452': {
    means: 'Falta espaço ao servidor de momento.',
    cause: 'O disco ou a caixa está cheia.',
    next: 'Tenta-se de novo; se durar, avise o administrador desse servidor.',
  },
  'smtp.reply.452.RCPT TO': {
    means: 'O servidor não admite agora mais destinatários nesta mensagem; os aceites continuam aceites.',
    cause: 'Foi atingido o limite de destinatários por mensagem, ou a caixa está cheia.',
    next: 'O resto tem de ser enviado noutra mensagem com o mesmo conteúdo.',
  },
  'smtp.reply.453': 'Nenhum correio espera por esta máquina.',
  'smtp.reply.454': {
    means: 'O servidor não o pode fazer de momento por um motivo próprio.',
    cause: 'Não responde um serviço de que depende.',
    next: 'Tenta-se de novo.',
  },
  'smtp.reply.454.AUTH': {
    means: 'O servidor não pode verificar de momento a autenticação; a palavra-passe pode estar certa.',
    cause: 'Não responde a sua base de utilizadores ou um servidor por trás, ou houve demasiadas tentativas em pouco tempo.',
    next: 'Tenta-se de novo; não mude a palavra-passe por isto.',
  },
  'smtp.reply.454.STARTTLS': {
    means: 'O TLS não está disponível de momento; um cliente que o exija tem de parar aqui.',
    cause: 'O servidor não consegue ler o seu certificado ou a chave.',
    next: 'Avise o administrador do servidor; não desative o TLS, protege a sua palavra-passe.',
  },
  'smtp.reply.455': {
    means: 'O servidor conhece os parâmetros de MAIL ou RCPT, mas não os pode usar agora.',
    cause: 'Não está disponível de momento aquilo de que precisa.',
    next: 'Tenta-se de novo; sem esses parâmetros pode funcionar logo.',
  },
  'smtp.reply.458': {
    means: 'O servidor não pode pôr em marcha a fila desse nó.',
    cause: 'A fila está em uso ou danificada.',
    next: 'Consulte o administrador desse servidor.',
  },
  'smtp.reply.459': {
    means: 'Este cliente não pode pôr em marcha a fila desse nó.',
    cause: 'O nó não está inscrito para isso no servidor.',
    next: 'Peça autorização ao administrador desse servidor.',
  },
  'smtp.reply.471': {
    means: 'Um filtro do servidor adiou a mensagem.',
    cause: 'O conteúdo, o remetente ou um analisador que não responde.',
    next: 'Tenta-se de novo; se voltar, envie-a sem anexos nem hiperligações.',
  },
  'smtp.reply.500': {
    means: 'O servidor não conhece este comando, ou a linha era demasiado longa.',
    cause: 'Um comando mal escrito, ou de uma extensão que o servidor não ofereceu depois de EHLO.',
    next: 'À mão: reveja a grafia; HELP costuma listar o que há.',
  },
  'smtp.reply.500.EHLO': {
    means: 'O servidor não conhece EHLO; o cliente cumprimenta-o então com HELO.',
    cause: 'Um servidor muito antigo, ou uma firewall que só deixa passar os comandos de 1982.',
    next: 'Sem extensões não há autenticação nem cifra: para enviar, use outro servidor ou outra porta.',
  },
  'smtp.reply.500.AUTH': {
    means: 'O servidor não conhece aqui AUTH.',
    cause: 'A autenticação não é oferecida nesta porta, ou só depois de STARTTLS.',
    next: 'Use a porta de envio, 465 com TLS ou 587 com STARTTLS, ou consulte o administrador.',
  },
  'smtp.reply.500.STARTTLS': {
    means: 'O servidor não conhece aqui STARTTLS.',
    cause: 'O TLS não está configurado nesta porta, ou alguém no caminho o bloqueia.',
    next: 'Use a porta 465, cifrada desde o primeiro byte, ou consulte o administrador.',
  },
  'smtp.reply.501': {
    means: 'O comando foi entendido, mas os argumentos não.',
    cause: 'Um endereço sem parênteses angulares ou sem arroba, um argumento a menos ou a mais.',
    next: 'À mão: compare o comando com a sua forma na norma.',
  },
  'smtp.reply.501.EHLO': {
    means: 'O servidor não admite o nome que o cliente deu.',
    cause: 'Falta o nome, ou tem um sinal que não cabe num nome de máquina, como um traço inferior ou um espaço.',
    next: 'Cumprimente com um nome como EHLO pc.example.org, ou com um endereço entre parênteses retos como EHLO [192.0.2.7].',
  },
  'smtp.reply.501.MAIL FROM': {
    means: 'O endereço do remetente está mal formado aos olhos do servidor.',
    cause: 'Falta um parêntese angular ou o domínio, há um espaço a mais ou uma letra fora do ASCII que este servidor não admite.',
    next: 'Corrija o endereço do remetente nas definições da conta.',
  },
  'smtp.reply.501.RCPT TO': {
    means: 'O endereço do destinatário está mal formado aos olhos do servidor.',
    cause: 'Um erro de escrita: falta o domínio, há um espaço a mais, duas arrobas ou uma letra fora do ASCII.',
    next: 'Corrija o endereço e envie de novo.',
  },
  'smtp.reply.501.AUTH': {
    means: 'A autenticação foi interrompida: o cliente cancelou-a, ou o que enviou não era base64.',
    cause:
      'Depois de um aviso de erro do servidor (OAuth) o cliente termina assim; à mão, é frequente faltar um = no fim ou sobrar uma quebra de linha.',
    next: 'À mão: codifique de novo utilizador e palavra-passe, sem quebra de linha.',
  },
  'smtp.reply.502': {
    means: 'O servidor não oferece este comando.',
    cause: 'Está desativado, como costumam estar VRFY, EXPN e TURN, ou pertence a uma extensão que o servidor não tem.',
    next: 'Não é preciso fazer nada: o correio funciona sem ele.',
  },
  'smtp.reply.502.AUTH': {
    means: 'Aqui não é oferecida a autenticação.',
    cause: 'Esta porta é para correio entre servidores (25), ou AUTH só vem depois de STARTTLS.',
    next: 'Use a porta 465 com TLS ou a 587 com STARTTLS, ou consulte o administrador.',
  },
  'smtp.reply.503': {
    means: 'Os comandos chegaram na ordem errada.',
    cause: 'Um comando anterior foi recusado, ou falta um: a ordem é EHLO, MAIL FROM, RCPT TO, DATA.',
    next: 'Veja a resposta anterior a esta: a causa costuma estar lá.',
  },
  'smtp.reply.503.MAIL FROM': {
    means: 'MAIL FROM chegou em má altura.',
    cause: 'O cliente não cumprimentou, ou não de novo após STARTTLS, já há uma mensagem começada ou aqui é preciso autenticar-se antes.',
    next: 'Envie primeiro EHLO, ou RSET para abandonar a mensagem começada.',
  },
  'smtp.reply.503.RCPT TO': {
    means: 'RCPT TO precisa antes de um MAIL FROM aceite.',
    cause: 'O remetente foi recusado ou não foi dado, ou o servidor exige antes a autenticação.',
    next: 'Veja a resposta a MAIL FROM: a causa está lá.',
  },
  'smtp.reply.503.DATA': {
    means: 'Não há a quem enviar a mensagem: nenhum destinatário foi aceite.',
    cause: 'Todos os destinatários foram recusados antes, ou nenhum foi dado.',
    next: 'Veja as respostas a RCPT TO e corrija os endereços.',
  },
  'smtp.reply.503.AUTH': {
    means: 'AUTH não é possível nesta altura.',
    cause: 'A sessão já está autenticada, há uma mensagem começada, ou o servidor só oferece AUTH depois de STARTTLS.',
    next: 'À mão: comece outra sessão, cifre-a e autentique-se uma só vez.',
  },
  'smtp.reply.503.STARTTLS': {
    means: 'STARTTLS não é possível nesta altura.',
    cause: 'A ligação já está cifrada, ou o cliente não cumprimentou.',
    next: 'À mão: EHLO e depois STARTTLS; na porta 465 não é preciso.',
  },
  'smtp.reply.504': {
    means: 'O servidor não oferece este parâmetro ou argumento.',
    cause: 'O cliente usa algo que a resposta a EHLO não anunciou.',
    next: 'À mão: veja nessa resposta o que há.',
  },
  'smtp.reply.504.EHLO': {
    means: 'O servidor quer um nome de máquina completo, ou um endereço entre parênteses retos, depois de EHLO.',
    cause: 'Foi dado um nome simples como «localhost» ou «meu-pc».',
    next: 'Cumprimente com um nome que tenha um ponto, como pc.example.org, ou com [192.0.2.7].',
  },
  'smtp.reply.504.AUTH': {
    means: 'O servidor não oferece esta forma de autenticação.',
    cause: 'O mecanismo não está na linha AUTH da sua resposta a EHLO, ou só sobre TLS.',
    next: 'Escolha «Automático» ou um mecanismo que o servidor anuncie.',
  },
  'smtp.reply.510': {
    means: 'O endereço do destinatário está errado.',
    cause: 'Um erro de escrita, ou um domínio que não existe.',
    next: 'Corrija o endereço e envie de novo.',
  },
  'smtp.reply.511': {
    means: 'O endereço do destinatário está errado: não existe essa caixa.',
    cause: 'Um erro de escrita, ou uma caixa que já não existe.',
    next: 'Corrija o endereço ou pergunte ao destinatário por outra via.',
  },
  'smtp.reply.512': {
    means: 'O domínio do destinatário não foi encontrado.',
    cause: 'Um erro depois da arroba, ou um domínio sem servidor de correio.',
    next: 'Corrija o domínio e envie de novo.',
  },
  'smtp.reply.513': {
    means: 'O tipo de endereço não serve para este servidor.',
    cause: 'O endereço está mal formado, ou o servidor só o admite depois da autenticação.',
    next: 'Verifique o endereço e que a conta se autentica antes de enviar.',
  },
  'smtp.reply.521': {
    means: 'Esta máquina não aceita correio nenhum.',
    cause: 'Não é um servidor de correio, embora o DNS traga aqui, ou desliga a este cliente.',
    next: 'Verifique o nome do servidor nas definições, ou a parte do endereço depois da arroba.',
  },
  'smtp.reply.522': {
    means: 'A caixa do destinatário passou o limite.',
    cause: 'Está cheia.',
    next: 'Peça ao destinatário por outra via que liberte espaço e envie de novo.',
  },
  'smtp.reply.523': {
    means: 'O servidor exige uma ligação cifrada, ou a mensagem passa um limite da caixa.',
    cause: 'Os servidores dão dois sentidos a este número; o texto da linha diz qual.',
    next: 'Escolha TLS ou STARTTLS nas definições, ou reduza a mensagem.',
  },
  'smtp.reply.524': {
    means: 'Este mecanismo só é permitido com a ligação cifrada.',
    cause: 'A sessão não está cifrada.',
    next: 'Escolha TLS ou STARTTLS nas definições da conta.',
  },
  'smtp.reply.525': {
    means: 'A conta está desativada.',
    cause: 'Foi bloqueada pelo fornecedor ou por um administrador.',
    next: 'Peça ao fornecedor que a desbloqueie; outra palavra-passe não ajuda.',
  },
  'smtp.reply.530': {
    means: 'O servidor não o admite sem autenticação ou sem ligação cifrada.',
    cause: 'A sessão não se autenticou ou não iniciou TLS; o texto da linha diz o que falta.',
    next: 'Ponha na conta utilizador e palavra-passe para enviar, e escolha TLS ou STARTTLS.',
  },
  'smtp.reply.530.AUTH': {
    means: 'Antes da autenticação é preciso cifrar a ligação.',
    cause: 'A sessão vai em claro, onde qualquer um no caminho poderia ler uma palavra-passe.',
    next: 'Escolha TLS ou STARTTLS nas definições da conta.',
  },
  'smtp.reply.534': {
    means: 'O servidor quer uma autenticação mais forte para esta conta.',
    cause: 'Não se admite nela a palavra-passe simples, ou o fornecedor pede uma palavra-passe de aplicação ou OAuth.',
    next: 'Escolha outro mecanismo, ou crie uma palavra-passe de aplicação nas páginas do fornecedor.',
  },
  'smtp.reply.535': {
    means: 'O utilizador ou a palavra-passe não foi aceite.',
    cause:
      'Um erro de escrita, uma palavra-passe mudada, só meio endereço como utilizador ou um fornecedor que exige uma palavra-passe de aplicação.',
    next: 'Experimente o mesmo nas páginas do fornecedor e corrija nas definições da conta.',
  },
  'smtp.reply.538': {
    means: 'Este mecanismo só é permitido com a ligação cifrada.',
    cause: 'Mostraria a palavra-passe a qualquer um no caminho.',
    next: 'Escolha TLS ou STARTTLS nas definições da conta.',
  },
  'smtp.reply.541': {
    means: 'Um filtro do servidor do destinatário tomou a mensagem por spam.',
    cause: 'O conteúdo ou a reputação do servidor que envia.',
    next: 'Escreva-a de novo sem anexos nem endereços da Web, ou fale com o destinatário por outra via.',
  },
  'smtp.reply.550': {
    means: 'Recusado definitivamente: a caixa não existe ou uma regra o proíbe.',
    cause: 'O texto da linha diz qual das duas coisas.',
    next: 'Corrija o endereço, ou consulte o administrador do servidor que recusa sobre a regra.',
  },
  'smtp.reply.550.EHLO': {
    means: 'O servidor não admite este cliente, ou não com este nome.',
    cause: 'O nome é o dele próprio, não está no DNS, ou o cliente está numa lista de bloqueio.',
    next: 'Corrija o nome depois de EHLO, ou consulte o administrador do servidor.',
  },
  'smtp.reply.550.MAIL FROM': {
    means: 'O remetente é recusado.',
    cause: 'O endereço não é desta conta, o domínio não existe, ou uma regra o proíbe.',
    next: 'Use como remetente o endereço da conta, ou consulte o administrador do servidor.',
  },
  'smtp.reply.550.RCPT TO': {
    means: 'Este destinatário é recusado definitivamente.',
    cause: 'Quase sempre a caixa não existe; se não, uma regra, como só admitir outros domínios após a autenticação.',
    next: 'Verifique o endereço letra a letra; o texto da linha diz o motivo.',
  },
  'smtp.reply.550.DATA': {
    means: 'A mensagem é recusada pelo conteúdo ou por uma regra; não foi entregue a ninguém.',
    cause: 'Um filtro tomou-a por spam, achou um anexo proibido ou sentiu falta de SPF, DKIM ou DMARC.',
    next: 'Leia o motivo na linha; envie sem anexos nem endereços da Web, ou consulte o administrador.',
  },
  'smtp.reply.550.VRFY': 'Aqui não existe essa caixa, ou o servidor não o quer dizer.',
  'smtp.reply.551': {
    means: 'O destinatário está noutro servidor e este não reencaminha.',
    cause: 'A linha dá o novo endereço.',
    next: 'Envie de novo para o endereço da linha, se confiar nele.',
  },
  'smtp.reply.552': {
    means: 'A caixa está cheia ou a mensagem é demasiado grande.',
    cause: 'Foi passado um limite de espaço ou de tamanho.',
    next: 'Envie um endereço de transferência em vez do anexo, ou peça ao destinatário que liberte espaço.',
  },
  'smtp.reply.552.MAIL FROM': {
    means: 'A mensagem é maior do que este servidor aceita; foi recusada antes do envio.',
    cause: 'O tamanho em MAIL FROM passa o limite da linha SIZE depois de EHLO.',
    next: 'Reduza os anexos ou envie um endereço de onde os descarregar.',
  },
  'smtp.reply.552.DATA': {
    means: 'A mensagem é demasiado grande para este servidor, ou não há espaço; nada foi entregue.',
    cause: 'Os anexos crescem um terço no envio; a linha SIZE depois de EHLO diz o limite.',
    next: 'Reduza os anexos ou envie um endereço de onde os descarregar.',
  },
  'smtp.reply.553': {
    means: 'O endereço não é permitido ou está mal formado.',
    cause: 'Tem um sinal errado, ou é um remetente que não corresponde à conta.',
    next: 'Corrija o endereço; como remetente use o da conta.',
  },
  'smtp.reply.553.MAIL FROM': {
    means: 'Este endereço de remetente não é permitido.',
    cause: 'Não corresponde à conta autenticada, ou o domínio não existe.',
    next: 'Use como remetente o endereço da conta, ou peça ao fornecedor que autorize o outro.',
  },
  'smtp.reply.553.RCPT TO': {
    means: 'Este endereço de destinatário não é admitido aqui.',
    cause: 'Está mal formado, ou o servidor só admite outros domínios após a autenticação.',
    next: 'Verifique o endereço e que a conta se autentica antes de enviar.',
  },
  'smtp.reply.554': {
    means: 'A mensagem ou a sessão foi recusada definitivamente.',
    cause: 'Um filtro, uma lista de bloqueio ou uma regra do servidor; di-lo o texto da linha.',
    next: 'Leia o motivo; se indicar o seu endereço IP ou domínio, tem de agir o administrador do seu servidor de correio.',
  },
  'smtp.reply.554.RCPT TO': {
    means: 'Este destinatário é recusado definitivamente.',
    cause: 'Envio para outro domínio sem autenticação, uma lista de bloqueio que indica este cliente, ou uma regra para este destinatário.',
    next: 'Verifique que a conta se autentica antes de enviar; se não, consulte o administrador do servidor que recusa.',
  },
  'smtp.reply.554.DATA': {
    means: 'A mensagem é recusada definitivamente; nada foi entregue.',
    cause: 'Um filtro tomou-a por spam ou malware, não restou nenhum destinatário válido, ou uma regra proíbe o conteúdo.',
    next: 'Leia o motivo na linha; envie sem anexos nem endereços da Web, ou consulte o administrador desse servidor.',
  },
  'smtp.reply.554.STARTTLS': {
    means: 'O servidor não consegue iniciar TLS.',
    cause: 'O certificado ou a lista de cifras está mal configurada.',
    next: 'Avise o administrador do servidor; entretanto, experimente a porta 465.',
  },
  'smtp.reply.555': {
    means: 'O servidor não conhece um parâmetro deste MAIL FROM ou RCPT TO.',
    cause: 'O cliente usou uma extensão que a resposta a EHLO não anunciou.',
    next: 'À mão: omita o parâmetro ou escreva-o na forma anunciada.',
  },
  'smtp.reply.556': {
    means: 'O domínio do destinatário não aceita correio, e o servidor sabe-o sem tentar.',
    cause: 'O domínio di-lo no DNS (MX nulo), ou o seu único servidor responde 521.',
    next: 'Verifique a parte depois da arroba; o destinatário deve ter outro endereço.',
  },
  'smtp.reply.571': {
    means: 'Uma regra do servidor proíbe esta mensagem.',
    cause: 'Um filtro (muitas vezes Barracuda ou Exchange) tomou-a por spam, ou o destinatário só admite remetentes conhecidos.',
    next: 'Leia o motivo na linha, ou fale com o destinatário por outra via.',
  },
  'smtp.reply.2xx': 'Funcionou. O que este código acrescenta não está neste glossário.',
  'smtp.reply.3xx': 'O servidor espera por mais. Este código não está neste glossário.',
  'smtp.reply.4xx': 'Uma falha temporária: o mesmo comando pode funcionar mais tarde. Este código não está neste glossário.',
  'smtp.reply.5xx': 'Uma falha permanente: o mesmo comando voltará a falhar. Este código não está neste glossário.',
  'smtp.greeting.notice':
    'Parte da saudação: um aviso do servidor para pessoas. A última linha da saudação não tem hífen depois do código.',
};
