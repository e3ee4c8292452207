/** Failures in Brazilian Portuguese: what differs from European Portuguese. */
import type { FailureWords } from '../words.ts';
import { failuresPortuguese } from './pt.ts';

export const failuresBrazilian: FailureWords = {
  ...failuresPortuguese,
  damagedKeep: {
    ...failuresPortuguese.damagedKeep,
    happened: 'Os dados duradouros deste computador (contas, rascunhos, caixa de saída, correio salvo) estão danificados.',
    next: 'Feche o Postglass e reponha keep.sqlite de uma cópia de segurança; não o exclua: talvez ainda possa ser lido com as ferramentas do SQLite.',
  },
  sentences: {
    ...failuresPortuguese.sentences,
    'capability-missing': {
      happened: 'Este computador ou navegador não oferece o que é preciso para isso.',
      next: 'Use o programa de computador ou faça-o manualmente.',
    },
    'provisioning-invalid': {
      happened: 'O arquivo de contas está errado em {detail.path}: {detail.message}.',
      next: 'Corrija esse campo; nada do arquivo foi usado.',
    },
    'connection-refused': {
      happened: '{server} recusou a conexão.',
      next: 'Verifique a porta; o serviço pode não estar a correr, ou pode haver uma firewall pelo meio.',
    },
    'connection-lost': { happened: 'A conexão a {server} caiu.', next: '{again} Nada se perdeu.' },
    'connection-stalled': { happened: '{server} parou a meio e não enviou mais nada.', next: 'O Postglass fechou a conexão. {again}' },
    'tls-expected': {
      happened: '{server} não disse nada; pode estar à espera de TLS.',
      next: 'Escolha TLS nas configurações da conta ou a porta que corresponde ao que lá está escolhido (para STARTTLS IMAP 143, POP3 110, SMTP 587; para TLS 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'Não foi possível estabelecer uma conexão segura com {server}.',
      next: 'Verifique se esta porta fala TLS; STARTTLS e TLS usam portas diferentes.',
    },
    'certificate-untrusted': {
      happened: 'O certificado de {server} não está assinado por ninguém em quem este computador confie.',
      next: 'Veja a cadeia; aceito-o só para este servidor e se souber que é o certo.',
    },
    'certificate-changed': {
      happened: 'O certificado de {server} não é o que foi aceito.',
      next: 'Descubra por que mudou antes de aceitar o novo.',
    },
    'starttls-missing': {
      happened: '{server} não oferece STARTTLS, que esta conta exige; a senha não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor; alguém pode estar a interferir na conexão.',
    },
    'starttls-refused': {
      happened: '{server} recusou STARTTLS, que esta conta exige; a senha não foi enviada.',
      next: 'Use a porta TLS ou pergunte a quem administra o servidor.',
    },
    'data-before-tls': {
      happened: '{server} enviou dados antes de a conexão ser segura, que alguém pelo meio poderia ter introduzido.',
      next: 'Nada disso foi usado; experimente outra rede e avise quem administra o servidor.',
    },
    'preauth-refused': {
      happened: '{server} disse que a sessão já estava iniciada, antes de a conexão ser segura.',
      next: 'Nada foi enviado; experimente outra rede e avise quem administra o servidor.',
    },
    'greeting-refused': { happened: '{server} recusou a conexão logo no início.', next: 'Leia o motivo em baixo; tente mais tarde.' },
    'authentication-refused': {
      happened: '{server} não aceitou o usuário ou a senha.',
      next: 'Verifique ambos nas configurações da conta.',
    },
    'authentication-unavailable': { happened: '{server} não consegue verificar senhas neste momento.', next: '{again}' },
    'password-missing': { happened: 'A senha desta conta não é conhecida.', next: 'Introduza-a nas configurações da conta.' },
    'login-put-off': { happened: '{server} não deixa entrar esta conta por agora.', next: 'Não disse que a senha está errada. {again}' },
    'sign-in-required': {
      happened: '{server} só aceita correio de quem se autenticou.',
      next: 'Introduza usuário e senha para enviar nas configurações da conta.',
    },
    'sign-in-not-offered': {
      happened: '{server} não oferece nenhuma forma de autenticação nesta porta.',
      next: 'Use a porta destinada ao envio (587 com STARTTLS, 465 com TLS); deixe o usuário vazio se o servidor não o pedir.',
    },
    'app-password-needed': {
      happened: '{server} não aceita de um programa de correio a senha habitual da conta.',
      next: 'Crie uma senha de aplicação nas páginas web do fornecedor e introduza-a nas configurações da conta.',
    },
    'password-sign-in-off': {
      happened: '{server} não deixa esta conta autenticar-se com senha (a autenticação básica está desativada lá).',
      next: 'Peça a quem administra o servidor que permita SMTP com senha para esta conta ou envie por outro servidor.',
    },
    'mechanism-refused': {
      happened: '{server} não aceita a forma de autenticação que foi usada ({command}).',
      next: 'Escolha outro mecanismo nas configurações da conta ou verifique se esta porta serve para enviar com senha.',
    },
    'encryption-required': {
      happened: '{server} exige primeiro uma conexão segura.',
      next: 'Escolha STARTTLS ou TLS nas configurações da conta.',
    },
    'outcome-unknown': {
      happened: 'A conexão caiu depois de entregue a mensagem inteira, por isso não se sabe se {server} a aceitou.',
      next: 'O Postglass não a reenvia sozinho; busque-a e diga depois o que aconteceu.',
    },
    'message-longer-than-announced': {
      happened: '{server} anunciou uma mensagem de {detail.announced} octetos e enviou mais de {detail.limit}.',
      next: 'Nada dela foi salvo e continua no servidor; a transcrição mostra o que chegou.',
    },
    'quota-exceeded': {
      happened: '{server} diz que esta caixa de correio está cheia.',
      next: 'Exclua o correio de que já não precisa ou peça mais espaço.',
    },
    'not-a-message': {
      happened: 'Este arquivo não é uma mensagem de correio.',
      next: 'Uma mensagem começa com campos de cabeçalho como From e Date; quase todos os programas guardam-na com a terminação .eml.',
    },
    'database-busy': {
      happened: 'Outro programa está ocupando a base de dados de correio deste computador.',
      next: 'Feche-o (uma cópia de segurança ou uma ferramenta de bases de dados); o Postglass continua sozinho.',
    },
    'storage-interrupted': {
      happened: 'A parte do Postglass que escreve no disco teve de ser iniciada de novo.',
      next: 'Nada do que foi salvo se perdeu; veja se a sua última ação foi feita e, se não, repita-a.',
    },
    'storage-lost': {
      happened: 'A parte do Postglass que escreve no disco parou e não pode ser iniciada de novo.',
      next: 'Nada do que foi salvo se perdeu. Tente de novo; se não ajudar, feche o Postglass e busque erros do disco.',
    },
    'closing-unfinished': {
      happened: 'O Postglass não acabou de fechar em {detail.seconds} segundos e foi terminado.',
      next: 'Nada do que foi salvo se perdeu. Se voltar a acontecer, busque erros do disco.',
    },
    'file-unreadable': { happened: 'Não é possível ler o arquivo {detail.path}.', next: 'Verifique se existe e se o pode ler.' },
    'file-unwritable': { happened: 'Não é possível escrever o arquivo aí.', next: 'Escolha outro lugar.' },
    'vault-unavailable': {
      happened: 'Não é possível usar o porta-chaves deste computador.',
      next: 'Desbloqueie-o ou introduza de novo a senha para esta sessão.',
    },
    'passphrase-wrong': {
      happened: 'A frase-passe não abre o arquivo com as senhas salvas, {detail.path}.',
      next: 'Inicie o Postglass com a POSTGLASS_PASSPHRASE com que foram salvas. Se a perdeu, exclua este arquivo e introduza de novo as senhas.',
    },
  },
};
