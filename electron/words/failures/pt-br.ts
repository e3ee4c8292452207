/** Failures in Brazilian Portuguese: what differs from European Portuguese. */
import type { FailureWords } from '../failure-words.ts';
import { failuresPortuguese } from './pt.ts';

export const failuresBrazilian: FailureWords = {
  ...failuresPortuguese,
  damagedUserData: {
    ...failuresPortuguese.damagedUserData,
    happened: 'O arquivo com as contas, os rascunhos, a caixa de saída e o e-mail que só existe neste computador está danificado.',
    next: 'Feche o Postglass e restaure user-data.sqlite de um backup da pasta de dados; não o exclua: talvez ainda possa ser lido com as ferramentas do SQLite.',
  },
  missingUserData: {
    happened: 'Falta o arquivo com suas contas, rascunhos e caixa de saída, ou ele está vazio: {detail.path}.',
    next: 'Restaure user-data.sqlite (keep.sqlite em versões anteriores) de um backup da pasta de dados e inicie de novo. Para começar do zero, tire também {detail.cache} da pasta.',
  },
  doubledUserData: {
    happened:
      'Suas contas, seus rascunhos e sua caixa de saída estão duas vezes na pasta de dados: {detail.path} e {detail.former}, de uma versão anterior.',
    next: 'Faça uma cópia dos dois arquivos, tire da pasta o que não quiser e inicie de novo.',
  },
  where: { anywhere: 'nas configurações da conta', settings: 'aqui' },
  unnamed: {
    'recipients-refused': {
      happened: '{server} recusou os destinatários.',
      next: 'Corrija os endereços; o motivo está nas respostas do servidor.',
    },
    'recipients-blocked': {
      happened: '{server} não aceita esta mensagem para os destinatários.',
      next: 'Leia o motivo nas respostas do servidor; pergunte a quem o administra ou entre em contato com os destinatários de outra forma.',
    },
  },
  sentences: {
    ...failuresPortuguese.sentences,
    'data-folder-not-yours': {
      happened:
        'A pasta de dados está aberta a outros usuários deste computador: {detail.path} pertence a outro usuário, ou outros podem gravar nela.',
      next: 'Escolha uma pasta sua com --data-dir ou retire as permissões dos outros (chmod go-w).',
    },
    'input-invalid': { happened: 'O que foi inserido não é válido ({detail.path}: {detail.message}).', next: 'Corrija e tente de novo.' },
    'not-found': { happened: 'Isto não está mais aqui.', next: 'Pode ter sido removido em outra janela; escolha outra coisa.' },
    'capability-missing': {
      happened: 'Este computador ou navegador não oferece o que é preciso para isso.',
      next: 'Use a versão para desktop ou faça-o manualmente.',
    },
    'secret-not-held': {
      happened: 'O cofre não tem o que foi coberto aqui.',
      next: 'Ele tem a senha atual da conta, como um início de sessão a escreve; não é possível mostrar um token, uma prova com partes aleatórias nem uma senha anterior.',
    },
    'pattern-too-slow': {
      happened: 'A expressão regular é lenta demais: a busca foi interrompida.',
      next: 'Escreva-a sem repetições dentro de repetições, como (a+)+, ou busque em uma só sessão.',
    },
    'uidl-missing': {
      happened: '{server} não dá às mensagens identificadores permanentes (UIDL).',
      next: 'O e-mail é recebido mesmo assim; o Postglass compara a cada vez todas as mensagens para saber quais são novas, e por isso demora mais.',
    },
    'provisioning-invalid': {
      happened: 'O arquivo de contas está errado em {detail.path}: {detail.message}.',
      next: 'Corrija esse campo; nada do arquivo foi usado.',
    },
    offline: {
      happened: 'Este computador não tem rede.',
      next: 'O e-mail está aqui para ler; o que mudar e enviar segue quando a rede voltar.',
    },
    'network-unreachable': {
      happened: 'Este computador não encontrou nenhuma rota até {server}.',
      next: 'Verifique a rede, uma VPN ou um firewall e se o servidor só tem um endereço IPv6 a que esta rede não chega. {again}',
    },
    'connection-refused': {
      happened: '{server} recusou a conexão.',
      next: 'Verifique a porta; o serviço pode não estar em execução, ou um firewall pode bloquear a conexão.',
    },
    'connection-lost': { happened: 'A conexão com {server} foi perdida.', next: '{again} Nenhum e-mail foi perdido.' },
    'connection-stalled': { happened: '{server} parou no meio e não enviou mais nada.', next: 'O Postglass fechou a conexão. {again}' },
    'tls-expected': {
      happened: '{server} não disse nada; pode estar esperando TLS.',
      next: 'Escolha TLS {where} ou a porta que corresponde ao que lá está escolhido (com STARTTLS: IMAP 143, POP3 110, SMTP 587; com TLS: 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'Não foi possível estabelecer uma conexão segura com {server}.',
      next: 'Verifique se esta porta fala TLS; STARTTLS e TLS usam portas diferentes.',
    },
    'certificate-changed': {
      happened: 'O certificado de {server} não é o que foi aceito.',
      next: 'Descubra por que mudou antes de aceitar o novo.',
    },
    'starttls-missing': {
      happened: '{server} não oferece STARTTLS, que esta conta exige; a senha não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor; alguém pode estar interferindo na conexão.',
    },
    'starttls-refused': {
      happened: '{server} recusou STARTTLS, que esta conta exige; a senha não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor.',
    },
    'data-before-tls': {
      happened: '{server} enviou dados antes de a conexão estar criptografada; um invasor no caminho poderia tê-los inserido.',
      next: 'Nada disso foi usado; experimente outra rede e avise quem administra o servidor.',
    },
    'preauth-refused': {
      happened: '{server} disse que a sessão já estava iniciada antes de a conexão estar criptografada.',
      next: 'Nada foi enviado; experimente outra rede e avise quem administra o servidor.',
    },
    'greeting-refused': {
      happened: '{server} recusou a conexão com a sua primeira resposta.',
      next: 'Leia o motivo abaixo; tente mais tarde.',
    },
    'server-alert': { happened: '{server} tem uma mensagem para você.', next: 'Leia-a abaixo; ela pode pedir que você faça alguma coisa.' },
    'authentication-refused': {
      happened: '{server} não aceitou o usuário ou a senha.',
      next: 'Verifique ambos {where}.',
    },
    'authentication-unavailable': { happened: '{server} não consegue verificar senhas neste momento.', next: '{again}' },
    'password-missing': { happened: 'A senha desta conta não é conhecida.', next: 'Digite-a {where}.' },
    'password-bound': {
      happened: 'A senha de {detail.account} foi dada para {detail.server}, e para uma conexão pelo menos tão protegida quanto lá.',
      next: 'Conecte-se a esse servidor e inicie antes o TLS se a conta o usar.',
    },
    'too-many-consoles': { happened: 'Já há {detail.limit} consoles abertos.', next: 'Feche um deles.' },
    'console-idle': {
      happened: 'Nada foi dito durante {detail.minutes} minutos.',
      next: 'O Postglass fechou a conexão; conecte-se de novo.',
    },
    'login-put-off': {
      happened: '{server} não permite por enquanto que esta conta se autentique.',
      next: 'O servidor não disse que a senha está errada. {again}',
    },
    'sign-in-required': {
      happened: '{server} só aceita e-mail de quem se autenticou.',
      next: 'Digite {where} o usuário e a senha para enviar.',
    },
    'sign-in-not-offered': {
      happened: '{server} não oferece nenhuma forma de autenticação nesta porta.',
      next: 'Use a porta destinada ao envio (587 com STARTTLS, 465 com TLS); deixe o usuário vazio se o servidor não o pedir.',
    },
    'app-password-needed': {
      happened: '{server} não aceita de um programa de e-mail a senha habitual da conta.',
      next: 'Crie uma senha de aplicativo nas páginas web do provedor e digite-a {where}.',
    },
    'password-sign-in-off': {
      happened: '{server} não permite que esta conta se autentique com senha (a autenticação básica está desativada lá).',
      next: 'Peça a quem administra o servidor que permita SMTP com senha para esta conta ou envie por outro servidor.',
    },
    'mechanism-refused': {
      happened: '{server} não aceita a forma de autenticação que foi usada ({command}).',
      next: 'Escolha outro mecanismo {where} ou verifique se esta porta serve para enviar com senha.',
    },
    'encryption-required': {
      happened: '{server} exige primeiro uma conexão criptografada.',
      next: 'Escolha STARTTLS ou TLS {where}.',
    },
    greylisted: {
      happened: '{server} adia o e-mail de remetentes que ainda não conhece (greylisting, lista cinza) e pede que se tente mais tarde.',
      next: '{again}',
    },
    'address-invalid': {
      happened: '«{detail.piece}» não é um endereço para onde se possa enviar e-mail.',
      next: 'Corrija-o e envie de novo.',
    },
    'sender-refused': {
      happened: '{server} não aceita e-mail deste endereço.',
      next: 'Verifique o endereço da conta e se é preciso autenticar-se para enviar.',
    },
    'recipients-blocked': {
      happened: '{server} não aceita esta mensagem para: {detail.addresses}.',
      next: 'O motivo está junto de cada um; pergunte a quem administra o servidor ou entre em contato com os destinatários de outra forma.',
    },
    'mailbox-full': {
      happened: 'A caixa de correio de um destinatário está cheia.',
      next: 'Entre em contato com o destinatário de outra forma ou envie de novo quando houver espaço.',
    },
    'message-too-large': { happened: 'A mensagem é maior do que {server} aceita.', next: 'Envie menos anexos ou anexos menores.' },
    'message-too-large-to-keep': {
      happened: 'A mensagem é grande demais para ser salva: {detail.megabytes} MB.',
      next: 'Ela fica no servidor; o Postglass salva mensagens de até {detail.limit} MB.',
    },
    'messages-too-large-to-keep': {
      happened: 'Mensagens de «{detail.folder}» grandes demais para serem salvas: {detail.count}, a maior com {detail.megabytes} MB.',
      next: 'Elas ficam no servidor; o Postglass salva mensagens de até {detail.limit} MB. Todas as outras chegaram.',
    },
    'draft-too-large': {
      happened: 'Isto é demais para uma só mensagem.',
      next: 'Anexe um arquivo menor ou escreva para menos pessoas de cada vez. Nada foi alterado.',
    },
    'outcome-unknown': {
      happened: 'A conexão foi perdida depois de enviada a mensagem inteira, por isso não se sabe se {server} a aceitou.',
      next: 'O Postglass não a reenvia sozinho; verifique se chegou e escolha depois na caixa de saída o que fazer.',
    },
    'sent-since-copy': {
      happened: 'A caixa de saída foi restaurada de uma cópia, e esta mensagem foi enviada depois que a cópia foi feita: pode ter chegado.',
      next: 'O Postglass não a reenvia sozinho; verifique se chegou e escolha depois na caixa de saída o que fazer.',
    },
    'retries-exhausted': {
      happened: '{server} adiou esta mensagem vezes demais.',
      next: 'Leia o motivo abaixo e envie a mensagem de novo mais tarde.',
    },
    'uid-validity-changed': {
      happened: 'UIDVALIDITY mudou: o servidor renumerou esta pasta.',
      next: 'Ela está sendo lida de novo; não é preciso fazer nada.',
    },
    'mailbox-changed': {
      happened: 'A conta {detail.account} foi mudada para outra caixa de correio, por isso esta alteração não foi feita.',
      next: 'Faça-a em um programa que ainda leia a caixa anterior, se ainda a quiser.',
    },
    'message-gone': { happened: 'Esta mensagem não está mais no servidor.', next: 'Outro programa a removeu ou moveu.' },
    'handed-over': {
      happened: 'A mensagem está sendo entregue ao servidor, ou já foi entregue, e não pode ser cancelada.',
      next: 'Espere a resposta do servidor; ela aparecerá na caixa de saída.',
    },
    'message-longer-than-announced': {
      happened: '{server} anunciou uma mensagem de {detail.announced} octetos e enviou mais de {detail.limit}.',
      next: 'Nada dela foi salvo e a mensagem continua no servidor; a transcrição mostra o que chegou.',
    },
    'folder-gone': { happened: 'Esta pasta não está mais no servidor.', next: 'Outro programa a removeu ou renomeou.' },
    'folder-name-unusable': {
      happened: 'O nome que o servidor dá à pasta «{detail.folder}» não pode ser usado.',
      next: 'Renomeie-a com outro programa; as outras pastas não são afetadas.',
    },
    'quota-exceeded': {
      happened: '{server} diz que esta caixa de correio está cheia.',
      next: 'Exclua os e-mails de que não precisa mais ou peça mais espaço.',
    },
    'message-unparsable': {
      happened: 'Esta mensagem está danificada demais ou é complexa demais para ser mostrada.',
      next: 'Os cabeçalhos e o código-fonte ainda podem ser lidos.',
    },
    'not-a-notice': {
      happened: 'Esta mensagem não é um aviso sobre e-mails.',
      next: 'Informe uma notificação de entrega ou outra resposta de um programa de e-mail.',
    },
    'not-a-message': {
      happened: 'Este arquivo não é uma mensagem de e-mail.',
      next: 'Uma mensagem começa com campos de cabeçalho como From e Date; quase todos os programas a salvam com a extensão .eml.',
    },
    'remote-content-refused': {
      happened: 'Não é possível carregar o conteúdo remoto desta mensagem.',
      next: 'Abra o link em um navegador se confiar nele.',
    },
    'database-corrupt': {
      happened: 'O cache deste computador está danificado.',
      next: 'Redefina o cache: o e-mail é lido de novo do servidor; os rascunhos, a caixa de saída e o e-mail que só existe aqui ficam.',
    },
    'database-busy': {
      happened: 'Outro programa está usando o banco de dados de e-mail deste computador.',
      next: 'Feche-o (um programa de backup ou uma ferramenta de bancos de dados). {again}',
    },
    'storage-interrupted': {
      happened: 'A parte do Postglass que escreve no disco teve de ser reiniciada.',
      next: 'Nada do que foi salvo se perdeu; veja se a sua última ação foi feita e, se não, repita-a.',
    },
    'storage-lost': {
      happened: 'A parte do Postglass que escreve no disco parou e não pode ser reiniciada.',
      next: 'Nada do que foi salvo se perdeu. Tente de novo; se não adiantar, feche o Postglass e verifique se o disco tem erros.',
    },
    'closing-unfinished': {
      happened: 'O Postglass não terminou de fechar em {detail.seconds} segundos e foi encerrado.',
      next: 'Nada do que foi salvo se perdeu. Se voltar a acontecer, verifique se o disco tem erros.',
    },
    'not-a-mailbox': {
      happened: 'O arquivo não é uma caixa de correio: no octeto {detail.offset} não começa nenhuma mensagem.',
      next: 'Verifique se é um arquivo no formato mbox. Nada nele foi alterado.',
    },
    'mailbox-read-only': {
      happened: 'Esta caixa de correio é só de leitura aqui, por isso {detail.path} não foi alterado.',
      next: 'Para alterá-la, permita alterações na conta; para um arquivo mbox, o programa dotlockfile precisa estar instalado.',
    },
    'mailbox-locked': {
      happened: 'Outro programa bloqueou a caixa de correio {detail.path}.',
      next: 'Suas alterações esperam e o Postglass tenta de novo. Se durar, feche o outro programa de e-mail ou pergunte ao administrador sobre o arquivo de bloqueio ao lado da caixa.',
    },
    'mailbox-disturbed': {
      happened: 'Outro programa gravou em {detail.path} enquanto o Postglass o mantinha bloqueado.',
      next: 'O que foi começado é terminado e nada se perde. Não altere esta caixa com um programa que não respeite o arquivo de bloqueio ao lado dela.',
    },
    'mailbox-unlockable': {
      happened: '{detail.path} só pode ser lido: o Postglass não pode criar o arquivo de bloqueio ao lado dele ({detail.message}).',
      next: 'Peça ao administrador que instale o dotlockfile como fazem Debian e Ubuntu (com os direitos do grupo mail) ou não permita alterações.',
    },
    'mailbox-unwritable': {
      happened: 'Não é possível gravar na caixa de correio {detail.path} ({detail.message}).',
      next: 'Verifique se você pode gravar nela e se a pasta dela existe.',
    },
    'mailbox-rewritten': {
      happened: 'Outro programa alterou {detail.path} enquanto o Postglass gravava. O que havia antes foi salvo em {detail.kept}.',
      next: 'Verifique se faltam mensagens; elas estão nesse arquivo.',
    },
    'mailbox-too-large': {
      happened: 'A caixa de correio {detail.path} é grande demais para ser reescrita: mais de {detail.limit} MB.',
      next: 'Mova as mensagens mais antigas com outro programa e tente de novo. A leitura continua.',
    },
    'sendmail-missing': {
      happened: 'Não é possível iniciar o programa {detail.program} ({detail.message}).',
      next: 'Instale um servidor de e-mail ou o msmtp, ou corrija o programa {where}.',
    },
    'sendmail-no-host': {
      happened: '{detail.program} não conhece o domínio do destinatário (EX_NOHOST).',
      next: 'Corrija a parte depois do @ ou peça que o caminho desse e-mail seja configurado neste computador.',
    },
    'sendmail-put-off': {
      happened: '{detail.program} não conseguiu fazer isso agora (EX_TEMPFAIL). A mensagem pode estar esperando na fila dele.',
      next: 'Veja a fila deste computador (mailq): se a mensagem estiver lá, ela sai de lá; se não, envie de novo.',
    },
    'sendmail-forbidden': {
      happened: '{detail.program} não permite que você envie (EX_NOPERM).',
      next: 'Pergunte a quem administra o e-mail deste computador.',
    },
    'sendmail-misconfigured': {
      happened: '{detail.program} não está bem configurado (EX_CONFIG).',
      next: 'Quem administra o e-mail deste computador precisa corrigir a configuração; o que ele disse indica o lugar.',
    },
    'sendmail-failed': {
      happened: '{detail.program} falhou ({detail.name}). Não aceitou a mensagem.',
      next: 'Leia o que ele disse; quem administra o e-mail deste computador pode corrigi-lo.',
    },
    'sendmail-killed': {
      happened: '{detail.program} terminou ({detail.name}) antes de responder. Não se sabe se aceitou a mensagem.',
      next: 'Veja a fila deste computador (mailq) e pergunte ao destinatário antes de enviar de novo.',
    },
    'sendmail-unclear': {
      happened: '{detail.program} falhou ({detail.name}). Não se sabe se aceitou a mensagem.',
      next: 'Leia o que ele disse. Veja a fila deste computador (mailq) e pergunte aos destinatários antes de enviar de novo.',
    },
    'queue-unavailable': {
      happened: '{detail.program} não mostra a fila.',
      next: 'Leia o que ele disse. Alguns servidores de e-mail só a mostram aos administradores; o msmtp não tem nenhuma.',
    },
    'no-log-file': {
      happened: 'Não há nenhum log em {detail.path}.',
      next: 'Informe um arquivo de log ou a pasta em que o servidor de e-mail guarda os seus.',
    },
    'log-too-large': {
      happened: 'O log {detail.path} contém mais de {detail.megabytes} MB de texto: o resto não foi lido.',
      next: 'Abra um só dos seus arquivos, ou um mais curto.',
    },
    'file-unreadable': { happened: 'Não é possível ler o arquivo {detail.path}.', next: 'Verifique se existe e se você pode lê-lo.' },
    'file-unwritable': { happened: 'Não é possível gravar o arquivo nesse local.', next: 'Escolha outro lugar.' },
    'vault-unavailable': {
      happened: 'Não é possível usar o chaveiro deste computador.',
      next: 'Desbloqueie-o ou digite de novo a senha para esta sessão.',
    },
    'passphrase-wrong': {
      happened: 'A frase secreta não abre o arquivo com as senhas salvas, {detail.path}.',
      next: 'Inicie o Postglass com a POSTGLASS_PASSPHRASE com que foram salvas. Se a perdeu, exclua este arquivo e digite de novo as senhas.',
    },
  },
};
