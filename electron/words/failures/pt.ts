/** Failures in Portuguese, in words that serve Portugal and Brazil. */
import type { FailureWords } from '../failure-words.ts';

export const failuresPortuguese: FailureWords = {
  theServer: 'o servidor',
  theProtocol: 'o protocolo',
  theCommand: 'um comando',
  unknown: 'desconhecido',
  again: {
    byItself: 'O Postglass volta a tentar sozinho.',
    at: 'O Postglass volta a tentar sozinho; próxima tentativa: {time}.',
    kept: 'Fica na caixa de saída desta pasta de dados: o próximo `send` depois de {time} volta a tentar, e também o Postglass se for iniciado com esta pasta.',
    nobody: 'Tente mais tarde.',
  },
  owner: ' (processo {pid})',
  validity: { expired: 'expirou em {date}', early: 'não é válido antes de {date}', unknown: 'não é válido hoje' },
  damagedUserData: {
    happened: 'O ficheiro com as contas, os rascunhos, a caixa de saída e o correio que só existe neste computador está danificado.',
    next: 'Feche o Postglass e reponha user-data.sqlite de uma cópia de segurança da pasta de dados; não o elimine: talvez ainda possa ser lido com as ferramentas do SQLite.',
  },
  missingUserData: {
    happened: 'Falta o ficheiro com as suas contas, rascunhos e caixa de saída, ou está vazio: {detail.path}.',
    next: 'Reponha user-data.sqlite (keep.sqlite em versões anteriores) a partir de uma cópia da pasta de dados e inicie outra vez. Para começar de novo, tire também {detail.cache} da pasta.',
  },
  doubledUserData: {
    happened:
      'As suas contas, rascunhos e caixa de saída estão duas vezes na pasta de dados: {detail.path} e {detail.former}, de uma versão anterior.',
    next: 'Faça uma cópia de ambos os ficheiros, tire da pasta o que não quer e inicie outra vez.',
  },
  where: { anywhere: 'nas definições da conta', settings: 'aqui' },
  unnamed: {
    'recipients-refused': {
      happened: '{server} recusou os destinatários.',
      next: 'Corrija os endereços; o motivo está nas respostas do servidor.',
    },
    'recipients-blocked': {
      happened: '{server} não aceita esta mensagem para os destinatários.',
      next: 'Leia o motivo nas respostas do servidor; pergunte a quem o administra ou contacte os destinatários por outra via.',
    },
  },
  sentences: {
    'input-invalid': {
      happened: 'O que foi introduzido não é válido ({detail.path}: {detail.message}).',
      next: 'Corrija e tente de novo.',
    },
    'not-found': { happened: 'Isto já não está aqui.', next: 'Pode ter sido removido noutra janela; escolha outra coisa.' },
    cancelled: { happened: 'Foi cancelado.', next: 'Inicie de novo quando quiser.' },
    'too-late': { happened: 'Já é tarde para desfazer isso.', next: 'O que foi feito fica feito; veja o que o servidor respondeu.' },
    internal: {
      happened: 'Ocorreu um erro dentro do Postglass ({detail.message}).',
      next: 'Tente de novo; se voltar a acontecer, comunique-o com a transcrição.',
    },
    'capability-missing': {
      happened: 'Este computador ou navegador não oferece o que é preciso para isso.',
      next: 'Use o programa de secretária ou faça-o manualmente.',
    },
    'pattern-invalid': {
      happened: 'Não é uma expressão regular: {detail.message}.',
      next: 'Corrija-a, ou escreva \\ antes do sinal que queira dizer o que é, como ( ou *.',
    },
    'secret-not-held': {
      happened: 'O cofre não tem o que aqui foi tapado.',
      next: 'Tem a palavra-passe atual da conta, como um início de sessão a escreve; não é possível mostrar um token, uma prova com partes aleatórias nem uma palavra-passe anterior.',
    },
    'too-soon': {
      happened: 'Há menos de um segundo foi pedido um segredo.',
      next: 'Espere um segundo e tente de novo: o Postglass mostra no máximo um por segundo.',
    },
    'pattern-too-slow': {
      happened: 'A expressão regular é demasiado lenta: a pesquisa foi interrompida.',
      next: 'Escreva-a sem repetições dentro de repetições, como (a+)+, ou pesquise numa só sessão.',
    },
    'uidl-missing': {
      happened: '{server} não dá às mensagens identificadores permanentes (UIDL).',
      next: 'O correio é recebido na mesma; o Postglass compara de cada vez todas as mensagens para saber quais são novas, e por isso demora mais.',
    },
    'provisioning-invalid': {
      happened: 'O ficheiro de contas está errado em {detail.path}: {detail.message}.',
      next: 'Corrija esse campo; nada do ficheiro foi usado.',
    },
    offline: {
      happened: 'Este computador não tem rede.',
      next: 'O correio está aqui para ler; o que mudar e enviar segue quando a rede voltar.',
    },
    'host-not-found': {
      happened: 'Não foi encontrado nenhum endereço para {host}.',
      next: 'Verifique como está escrito o nome e o seu DNS.',
    },
    'name-lookup-failed': {
      happened: 'Não foi possível consultar o endereço de {host}: nenhum servidor de nomes respondeu.',
      next: 'Verifique a rede e o DNS deste computador. {again}',
    },
    'network-unreachable': {
      happened: 'Este computador não encontrou nenhuma rota até {server}.',
      next: 'Verifique a rede, uma VPN ou uma firewall e se o servidor só tem um endereço IPv6 a que esta rede não chega. {again}',
    },
    'connection-refused': {
      happened: '{server} recusou a ligação.',
      next: 'Verifique a porta; o serviço pode não estar em execução, ou uma firewall pode bloquear a ligação.',
    },
    'connection-timeout': {
      happened: '{server} não respondeu a tempo.',
      next: 'Verifique servidor, porta e firewall e tente de novo.',
    },
    'connection-lost': { happened: 'A ligação a {server} perdeu-se.', next: '{again} Nenhum correio se perdeu.' },
    'connection-stalled': {
      happened: '{server} parou a meio e não enviou mais nada.',
      next: 'O Postglass fechou a ligação. {again}',
    },
    'tls-expected': {
      happened: '{server} não disse nada; pode estar à espera de TLS.',
      next: 'Escolha TLS {where} ou a porta que corresponde ao que lá está escolhido (com STARTTLS: IMAP 143, POP3 110, SMTP 587; com TLS: 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'Não foi possível estabelecer uma ligação segura com {server}.',
      next: 'Verifique se esta porta fala TLS; STARTTLS e TLS usam portas diferentes.',
    },
    'certificate-untrusted': {
      happened: 'O certificado de {server} não está assinado por nenhuma autoridade em que este computador confie.',
      next: 'Veja a cadeia de certificados; aceite-o para este servidor só se souber que é o certo.',
    },
    'certificate-expired': {
      happened: 'O certificado de {server} {validity}.',
      next: 'Peça a quem administra o servidor que o renove e verifique o relógio deste computador.',
    },
    'certificate-wrong-name': {
      happened: 'O certificado de {server} foi emitido para outro nome.',
      next: 'Use um nome que esteja no certificado ou pergunte a quem administra o servidor.',
    },
    'certificate-changed': {
      happened: 'O certificado de {server} não é o que foi aceite.',
      next: 'Descubra por que mudou antes de aceitar o novo.',
    },
    'starttls-missing': {
      happened: '{server} não oferece STARTTLS, que esta conta exige; a palavra-passe não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor; alguém pode estar a interferir na ligação.',
    },
    'starttls-refused': {
      happened: '{server} recusou STARTTLS, que esta conta exige; a palavra-passe não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor.',
    },
    'data-before-tls': {
      happened: '{server} enviou dados antes de a ligação estar cifrada; um atacante no caminho poderia tê-los introduzido.',
      next: 'Nada disso foi usado; experimente outra rede e avise quem administra o servidor.',
    },
    'preauth-refused': {
      happened: '{server} disse que a sessão já estava iniciada antes de a ligação estar cifrada.',
      next: 'Nada foi enviado; experimente outra rede e avise quem administra o servidor.',
    },
    'greeting-refused': {
      happened: '{server} recusou a ligação com a sua primeira resposta.',
      next: 'Leia o motivo abaixo; tente mais tarde.',
    },
    'server-alert': { happened: '{server} tem uma mensagem para si.', next: 'Leia-a abaixo; pode pedir-lhe que faça alguma coisa.' },
    'authentication-refused': {
      happened: '{server} não aceitou o utilizador ou a palavra-passe.',
      next: 'Verifique ambos {where}.',
    },
    'authentication-unavailable': {
      happened: '{server} não consegue verificar palavras-passe neste momento.',
      next: '{again}',
    },
    'mechanism-missing': {
      happened: '{server} não oferece nenhuma forma de autenticação que esta conta permita.',
      next: 'Escolha «Automática» ou um dos mecanismos que o servidor anuncia.',
    },
    'password-missing': { happened: 'A palavra-passe desta conta não é conhecida.', next: 'Introduza-a {where}.' },
    'password-bound': {
      happened: 'A palavra-passe de {detail.account} foi dada para {detail.server}, e para uma ligação pelo menos tão protegida como lá.',
      next: 'Ligue-se a esse servidor e inicie primeiro o TLS se a conta o usar.',
    },
    'login-put-off': {
      happened: '{server} não permite por agora que esta conta se autentique.',
      next: 'O servidor não disse que a palavra-passe está errada. {again}',
    },
    'sign-in-required': {
      happened: '{server} só aceita correio de quem se autenticou.',
      next: 'Introduza {where} o utilizador e a palavra-passe para enviar.',
    },
    'sign-in-not-offered': {
      happened: '{server} não oferece nenhuma forma de autenticação nesta porta.',
      next: 'Use a porta destinada ao envio (587 com STARTTLS, 465 com TLS); deixe o utilizador vazio se o servidor não o pedir.',
    },
    'sign-in-refused': {
      happened: '{server} não permitiu a autenticação.',
      next: 'Leia o motivo abaixo e pergunte a quem administra o servidor.',
    },
    'app-password-needed': {
      happened: '{server} não aceita de um programa de correio a palavra-passe habitual da conta.',
      next: 'Crie uma palavra-passe de aplicação nas páginas web do fornecedor e introduza-a {where}.',
    },
    'password-sign-in-off': {
      happened: '{server} não permite que esta conta se autentique com palavra-passe (a autenticação básica está desativada lá).',
      next: 'Peça a quem administra o servidor que permita SMTP com palavra-passe para esta conta ou envie por outro servidor.',
    },
    'mechanism-refused': {
      happened: '{server} não aceita a forma de autenticação que foi usada ({command}).',
      next: 'Escolha outro mecanismo {where} ou verifique se esta porta serve para enviar com palavra-passe.',
    },
    'encryption-required': {
      happened: '{server} exige primeiro uma ligação cifrada.',
      next: 'Escolha STARTTLS ou TLS {where}.',
    },
    'command-refused': { happened: '{server} recusou {command}.', next: 'Leia o motivo abaixo.' },
    'temporarily-refused': { happened: '{server} pede que se tente mais tarde.', next: '{again}' },
    greylisted: {
      happened: '{server} adia o correio de remetentes que ainda não conhece (greylisting, lista cinzenta) e pede que se tente mais tarde.',
      next: '{again}',
    },
    'protocol-violation': {
      happened: '{server} enviou algo que {protocol} não permite.',
      next: 'Verifique se servidor e porta são deste protocolo; a transcrição mostra o que chegou.',
    },
    'limit-exceeded': {
      happened: '{server} enviou mais do que o Postglass aceita de uma vez.',
      next: 'A transcrição mostra o que chegou; nada disso foi usado.',
    },
    'too-many-consoles': { happened: 'Já há {detail.limit} consolas abertas.', next: 'Feche uma delas.' },
    'console-idle': {
      happened: 'Nada foi dito durante {detail.minutes} minutos.',
      next: 'O Postglass fechou a ligação; ligue-se de novo.',
    },
    'address-invalid': {
      happened: '«{detail.piece}» não é um endereço para onde se possa enviar correio.',
      next: 'Corrija-o e envie de novo.',
    },
    'sender-refused': {
      happened: '{server} não aceita correio deste endereço.',
      next: 'Verifique o endereço da conta e se é preciso autenticar-se para enviar.',
    },
    'recipients-refused': {
      happened: '{server} recusou estes destinatários: {detail.addresses}.',
      next: 'Corrija os endereços; o motivo está junto de cada um.',
    },
    'recipients-blocked': {
      happened: '{server} não aceita esta mensagem para: {detail.addresses}.',
      next: 'O motivo está junto de cada um; pergunte a quem administra o servidor ou contacte os destinatários por outra via.',
    },
    'mailbox-full': {
      happened: 'A caixa de correio de um destinatário está cheia.',
      next: 'Contacte o destinatário por outra via ou envie de novo quando houver espaço.',
    },
    'smtputf8-missing': {
      happened: '{server} não aceita endereços com letras fora de ASCII (não oferece SMTPUTF8).',
      next: 'Use um endereço em ASCII para este destinatário ou envie por outro servidor.',
    },
    'message-refused': { happened: '{server} recusou a mensagem.', next: 'Leia o motivo abaixo; mude a mensagem e envie-a de novo.' },
    'message-too-large': { happened: 'A mensagem é maior do que {server} aceita.', next: 'Envie menos anexos ou mais pequenos.' },
    'draft-too-large': {
      happened: 'Isto é demasiado para uma só mensagem.',
      next: 'Anexe um ficheiro mais pequeno ou escreva a menos pessoas de cada vez. Nada foi alterado.',
    },
    'outcome-unknown': {
      happened: 'A ligação perdeu-se depois de enviada a mensagem inteira, por isso não se sabe se {server} a aceitou.',
      next: 'O Postglass não a reenvia sozinho; verifique se chegou e escolha depois na caixa de saída o que fazer.',
    },
    'sent-since-copy': {
      happened: 'A caixa de saída foi reposta de uma cópia, e esta mensagem foi enviada depois de feita a cópia: pode ter chegado.',
      next: 'O Postglass não a reenvia sozinho; verifique se chegou e escolha depois na caixa de saída o que fazer.',
    },
    'handed-over': {
      happened: 'A mensagem está a ser entregue ao servidor, ou já foi entregue, e não pode ser cancelada.',
      next: 'Aguarde a resposta do servidor; ela aparecerá na caixa de saída.',
    },
    'retries-exhausted': {
      happened: '{server} adiou esta mensagem demasiadas vezes.',
      next: 'Leia o motivo abaixo e envie a mensagem de novo mais tarde.',
    },
    'uid-validity-changed': {
      happened: 'UIDVALIDITY mudou: o servidor renumerou esta pasta.',
      next: 'Está a ser lida de novo; não é preciso fazer nada.',
    },
    'mailbox-changed': {
      happened: 'A conta {detail.account} foi mudada para outra caixa de correio, por isso esta alteração não foi feita.',
      next: 'Faça-a num programa que ainda leia a caixa anterior, se ainda a quiser.',
    },
    'message-held-back': {
      happened: '{server} não entrega esta mensagem por agora.',
      next: 'O motivo está abaixo. As outras mensagens não são afetadas; o Postglass voltará a pedir esta, cada vez com menos frequência.',
    },
    'message-gone': { happened: 'Esta mensagem já não está no servidor.', next: 'Outro programa removeu-a ou moveu-a.' },
    'message-longer-than-announced': {
      happened: '{server} anunciou uma mensagem de {detail.announced} octetos e enviou mais de {detail.limit}.',
      next: 'Nada dela foi guardado e a mensagem continua no servidor; a transcrição mostra o que chegou.',
    },
    'list-outdated': { happened: 'A lista mudou desde que foi mostrada.', next: 'Veja-a de novo e escolha outra vez.' },
    'folder-gone': { happened: 'Esta pasta já não está no servidor.', next: 'Outro programa removeu-a ou mudou-lhe o nome.' },
    'folder-missing': { happened: 'O servidor não tem pasta para isto e não quis criá-la.', next: 'Crie-a no servidor e tente de novo.' },
    'folder-refused': {
      happened: '{server} não abre a pasta «{detail.folder}».',
      next: 'Leia o motivo abaixo. As outras pastas não são afetadas; o Postglass tenta esta de novo em cada sincronização.',
    },
    'folder-name-unusable': {
      happened: 'O nome que o servidor dá à pasta «{detail.folder}» não pode ser usado.',
      next: 'Mude-lhe o nome com outro programa; as outras pastas não são afetadas.',
    },
    'messages-undelivered': {
      happened: '{server} não entregou {detail.count} das mensagens de «{detail.folder}».',
      next: 'Todas as outras chegaram; o Postglass volta a pedir estas, uma a uma e depois das outras.',
    },
    'message-too-large-to-keep': {
      happened: 'A mensagem é demasiado grande para ser guardada: {detail.megabytes} MB.',
      next: 'Fica no servidor; o Postglass guarda mensagens até {detail.limit} MB.',
    },
    'messages-too-large-to-keep': {
      happened: 'Mensagens de «{detail.folder}» demasiado grandes para serem guardadas: {detail.count}, a maior com {detail.megabytes} MB.',
      next: 'Ficam no servidor; o Postglass guarda mensagens até {detail.limit} MB. Todas as outras chegaram.',
    },
    'quota-exceeded': {
      happened: '{server} diz que esta caixa de correio está cheia.',
      next: 'Elimine o correio de que já não precisa ou peça mais espaço.',
    },
    'copy-kept-here': {
      happened: 'A mensagem foi enviada, mas {server} não aceitou a cópia para a pasta de enviados.',
      next: 'A cópia fica só neste computador, na pasta de enviados.',
    },
    'message-unparsable': {
      happened: 'Esta mensagem está demasiado danificada ou é demasiado complexa para ser mostrada.',
      next: 'Os cabeçalhos e o código-fonte ainda podem ser lidos.',
    },
    'not-a-notice': {
      happened: 'Esta mensagem não é um aviso sobre correio.',
      next: 'Indique uma notificação de entrega ou outra resposta de um programa de correio.',
    },
    'not-a-message': {
      happened: 'Este ficheiro não é uma mensagem de correio.',
      next: 'Uma mensagem começa com campos de cabeçalho como From e Date; quase todos os programas guardam-na com a extensão .eml.',
    },
    'remote-content-refused': {
      happened: 'Não é possível carregar o conteúdo remoto desta mensagem.',
      next: 'Abra a ligação num navegador se confiar nela.',
    },
    'port-taken': {
      happened: 'Outro programa usa a porta {detail.port} deste computador.',
      next: 'Feche esse programa ou escolha outras portas para o servidor de prática.',
    },
    'port-forbidden': {
      happened: 'Neste sistema, só um administrador pode abrir a porta {detail.port}.',
      next: 'Escolha outras portas para o servidor de prática, de 1024 para cima.',
    },
    'disk-full': { happened: 'O disco está cheio.', next: 'Liberte espaço; o Postglass continua onde parou.' },
    'data-folder-locked': {
      happened: 'O Postglass já está em execução com esta pasta de dados{owner}.',
      next: 'Use essa janela ou feche-a primeiro.',
    },
    'data-folder-newer': {
      happened: 'Esta pasta de dados é de uma versão mais nova do Postglass.',
      next: 'Atualize o programa; a pasta não foi tocada.',
    },
    'data-folder-not-yours': {
      happened:
        'A pasta de dados está aberta a outros utilizadores deste computador: {detail.path} pertence a outro utilizador, ou outros podem escrever nela.',
      next: 'Escolha uma pasta sua com --data-dir ou retire as permissões aos outros (chmod go-w).',
    },
    'data-folder-unwritable': {
      happened: 'Não é possível escrever na pasta de dados.',
      next: 'Verifique as permissões ou escolha outra com --data-dir.',
    },
    'database-corrupt': {
      happened: 'A cache deste computador está danificada.',
      next: 'Reponha a cache: o correio é lido de novo do servidor; os rascunhos, a caixa de saída e o correio que só existe aqui ficam.',
    },
    'database-busy': {
      happened: 'Outro programa está a usar a base de dados de correio deste computador.',
      next: 'Feche-o (um programa de cópias de segurança ou uma ferramenta de bases de dados). {again}',
    },
    'storage-interrupted': {
      happened: 'A parte do Postglass que escreve no disco teve de ser reiniciada.',
      next: 'Nada do que foi guardado se perdeu; veja se a sua última ação foi feita e, se não, repita-a.',
    },
    'storage-lost': {
      happened: 'A parte do Postglass que escreve no disco parou e não pode ser reiniciada.',
      next: 'Nada do que foi guardado se perdeu. Tente de novo; se não resultar, feche o Postglass e verifique se o disco tem erros.',
    },
    'closing-unfinished': {
      happened: 'O Postglass não acabou de fechar em {detail.seconds} segundos e foi terminado.',
      next: 'Nada do que foi guardado se perdeu. Se voltar a acontecer, verifique se o disco tem erros.',
    },
    'record-unreadable': {
      happened: 'Esta entrada está danificada: só foi possível ler uma parte.',
      next: 'Edite-a e veja se falta alguma coisa, ou cancele-a. O Postglass não a envia sozinho.',
    },
    'not-a-mailbox': {
      happened: 'O ficheiro não é uma caixa de correio: no octeto {detail.offset} não começa nenhuma mensagem.',
      next: 'Verifique se é um ficheiro no formato mbox. Nada nele foi alterado.',
    },
    'not-a-maildir': {
      happened: '{detail.path} não é um Maildir: não tem as pastas cur e new.',
      next: 'Escolha a pasta que contém cur, new e tmp.',
    },
    'mailbox-read-only': {
      happened: 'Esta caixa de correio é aqui só de leitura, por isso {detail.path} não foi alterado.',
      next: 'Para a alterar, permita alterações na conta; para um ficheiro mbox tem de estar instalado o programa dotlockfile.',
    },
    'mailbox-locked': {
      happened: 'Outro programa tem bloqueada a caixa de correio {detail.path}.',
      next: 'As suas alterações esperam e o Postglass tenta de novo. Se durar, feche o outro programa de correio ou pergunte ao administrador pelo ficheiro de bloqueio junto da caixa.',
    },
    'mailbox-disturbed': {
      happened: 'Outro programa escreveu em {detail.path} enquanto o Postglass o tinha bloqueado.',
      next: 'O que foi começado é terminado e nada se perde. Não altere esta caixa com um programa que não respeite o ficheiro de bloqueio junto dela.',
    },
    'mailbox-unlockable': {
      happened: '{detail.path} só pode ser lido: o Postglass não pode criar o ficheiro de bloqueio junto dele ({detail.message}).',
      next: 'Peça ao administrador que instale o dotlockfile como fazem Debian e Ubuntu (com os direitos do grupo mail) ou não permita alterações.',
    },
    'mailbox-unwritable': {
      happened: 'Não é possível escrever na caixa de correio {detail.path} ({detail.message}).',
      next: 'Verifique se pode escrever nela e se a pasta dela existe.',
    },
    'mailbox-rewritten': {
      happened:
        'Outro programa alterou {detail.path} enquanto o Postglass escrevia. O que lá estava antes ficou guardado em {detail.kept}.',
      next: 'Verifique se faltam mensagens; estão nesse ficheiro.',
    },
    'mailbox-too-large': {
      happened: 'A caixa de correio {detail.path} é demasiado grande para ser reescrita: mais de {detail.limit} MB.',
      next: 'Mova as mensagens mais antigas com outro programa e tente de novo. Continua a ser lida.',
    },
    'lock-program-missing': {
      happened: '{detail.path} só pode ser lido: falta o programa dotlockfile, que bloqueia as caixas de correio.',
      next: 'Instale-o (em Debian e Ubuntu, o pacote liblockfile-bin) ou não permita alterações.',
    },
    'sendmail-missing': {
      happened: 'Não é possível iniciar o programa {detail.program} ({detail.message}).',
      next: 'Instale um servidor de correio ou o msmtp, ou corrija o programa {where}.',
    },
    'sendmail-misused': {
      happened: '{detail.program} não aceita a mensagem desta forma (EX_USAGE).',
      next: 'Verifique se é um programa sendmail; leia o que ele disse.',
    },
    'sendmail-refused': {
      happened: '{detail.program} não aceitou a mensagem ({detail.name}).',
      next: 'Leia o que ele disse, corrija a mensagem ou o endereço e envie-a de novo.',
    },
    'sendmail-no-user': {
      happened: '{detail.program} diz que um destinatário não existe (EX_NOUSER).',
      next: 'Corrija o endereço e envie-a de novo.',
    },
    'sendmail-no-host': {
      happened: '{detail.program} não conhece o domínio do destinatário (EX_NOHOST).',
      next: 'Corrija a parte depois do @ ou peça que o caminho desse correio seja configurado neste computador.',
    },
    'sendmail-put-off': {
      happened: '{detail.program} não o pôde fazer agora (EX_TEMPFAIL). A mensagem pode estar à espera na fila dele.',
      next: 'Veja a fila deste computador (mailq): se a mensagem lá estiver, sai de lá; se não, envie-a de novo.',
    },
    'sendmail-forbidden': {
      happened: '{detail.program} não lhe permite enviar (EX_NOPERM).',
      next: 'Pergunte a quem administra o correio deste computador.',
    },
    'sendmail-misconfigured': {
      happened: '{detail.program} não está bem configurado (EX_CONFIG).',
      next: 'Quem administra o correio deste computador tem de corrigir a configuração; o que ele disse indica o lugar.',
    },
    'sendmail-failed': {
      happened: '{detail.program} falhou ({detail.name}). Não aceitou a mensagem.',
      next: 'Leia o que ele disse; quem administra o correio deste computador pode corrigi-lo.',
    },
    'sendmail-killed': {
      happened: '{detail.program} terminou ({detail.name}) antes de responder. Não se sabe se aceitou a mensagem.',
      next: 'Veja a fila deste computador (mailq) e pergunte ao destinatário antes de a enviar de novo.',
    },
    'sendmail-unclear': {
      happened: '{detail.program} falhou ({detail.name}). Não se sabe se aceitou a mensagem.',
      next: 'Leia o que ele disse. Veja a fila deste computador (mailq) e pergunte aos destinatários antes de a enviar de novo.',
    },
    'queue-unavailable': {
      happened: '{detail.program} não mostra a fila.',
      next: 'Leia o que ele disse. Alguns servidores de correio só a mostram aos administradores; o msmtp não tem nenhuma.',
    },
    'no-log-file': {
      happened: 'Não há nenhum registo em {detail.path}.',
      next: 'Indique um ficheiro de registo ou a pasta em que o servidor de correio guarda os seus.',
    },
    'log-too-large': {
      happened: 'O registo {detail.path} contém mais de {detail.megabytes} MB de texto: o resto não foi lido.',
      next: 'Abra um só dos seus ficheiros, ou um mais curto.',
    },
    'file-unreadable': { happened: 'Não é possível ler o ficheiro {detail.path}.', next: 'Verifique se existe e se o pode ler.' },
    'file-unwritable': { happened: 'Não é possível escrever o ficheiro aí.', next: 'Escolha outro lugar.' },
    'vault-unavailable': {
      happened: 'Não é possível usar o porta-chaves deste computador.',
      next: 'Desbloqueie-o ou introduza de novo a palavra-passe para esta sessão.',
    },
    'passphrase-wrong': {
      happened: 'A frase-passe não abre o ficheiro com as palavras-passe guardadas, {detail.path}.',
      next: 'Inicie o Postglass com a POSTGLASS_PASSPHRASE com que foram guardadas. Se a perdeu, elimine este ficheiro e introduza de novo as palavras-passe.',
    },
  },
};
