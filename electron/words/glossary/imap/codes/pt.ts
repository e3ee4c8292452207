/** What the glossary says of response codes of IMAP, and texts that say as much, in European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapCodesEnglish } from './en.ts';

export const imapCodesPortuguese: EntriesLike<typeof imapCodesEnglish> = {
  'imap.code.ALERT': 'O servidor quer que o utilizador leia o seu texto; os programas têm de o mostrar.',
  'imap.code.ALREADYEXISTS': {
    means: '{command} falhou: o que se ia criar já existe.',
    cause: 'Foi criado por outro programa, ou o nome só difere em maiúsculas e minúsculas.',
    next: 'Use o que existe, ou escolha outro nome.',
  },
  'imap.code.ANNOTATE': 'Não foi possível guardar uma nota de uma mensagem: {value} (TOOBIG: demasiado longa; TOOMANY: demasiadas).',
  'imap.code.ANNOTATIONS': 'Se aqui se admitem notas nas mensagens, e quantos octetos pode ter cada uma: {value}.',
  'imap.code.APPENDUID': 'A nova mensagem recebeu o identificador {uid} na pasta cujo UIDVALIDITY é {validity}.',
  'imap.code.AUTHENTICATIONFAILED': {
    means: 'O utilizador ou a palavra-passe não foi aceite.',
    cause: 'A palavra-passe está errada ou foi mudada, a conta está bloqueada ou o fornecedor exige uma palavra-passe de aplicação.',
    next: 'Verifique o utilizador e a palavra-passe nas definições da conta; inicie sessão uma vez na página do fornecedor.',
  },
  'imap.code.AUTHORIZATIONFAILED': {
    means: 'A palavra-passe está certa, mas este utilizador não pode agir como o utilizador pedido.',
    cause: 'A identidade de autorização está definida e nomeia outra caixa de correio, à qual este utilizador não tem direito.',
    next: 'Deixe vazia a identidade de autorização, ou faça com que o direito seja dado.',
  },
  'imap.code.BADCHARSET': {
    means: 'O servidor não conhece o conjunto de caracteres da procura. Conhece: {value}.',
    cause: 'O servidor é antigo e só procura nos conjuntos de caracteres que nomeia.',
    next: 'Procure de novo em UTF-8 ou US-ASCII.',
  },
  'imap.code.BADCOMPARATOR': {
    means: 'O servidor não conhece nenhuma das formas de comparar textos pedidas.',
    cause: 'Os nomes são de outro servidor.',
    next: 'Pergunte só com COMPARATOR quais há.',
  },
  'imap.code.BADEVENT': {
    means: 'NOTIFY pediu um acontecimento que o servidor não conhece. Conhece: {value}.',
    cause: 'O servidor só suporta uma parte de NOTIFY.',
    next: 'Peça de novo com os acontecimentos que nomeia.',
  },
  'imap.code.BADURL': {
    means: 'O servidor não pode usar este endereço de uma mensagem: {value}.',
    cause: 'A mensagem que nomeia já não está, ou está numa pasta que o utilizador não pode ler.',
    next: 'Envie a mensagem inteira em vez de por partes.',
  },
  'imap.code.CANNOT': {
    means: '{command} nunca pode funcionar aqui, por exemplo porque o nome não é admitido.',
    cause: 'O nome contém um carácter que o servidor não admite, ou a pasta é das que não se podem mudar.',
    next: 'Escolha outro nome; repetir não adianta.',
  },
  'imap.code.CAPABILITY': 'O que o servidor pode fazer, anunciado sem ser perguntado: {count} capacidades.',
  'imap.code.CLIENTBUG': {
    means: 'O servidor pensa que o cliente se enganou.',
    cause: 'O cliente fez algo permitido mas sem sentido, como pedir o mesmo repetidas vezes.',
    next: 'Exporte esta sessão e comunique-a ao autor do programa.',
  },
  'imap.code.CLOSED': 'A pasta aberta antes está fechada; o que se segue é sobre a nova.',
  'imap.code.COMPRESSIONACTIVE': 'A ligação já está comprimida, pelo IMAP ou pelo TLS.',
  'imap.code.CONTACTADMIN': {
    means: 'O servidor não pode ajudar aqui: tem de ser o seu administrador.',
    cause: 'A conta está bloqueada ou mal configurada.',
    next: 'Dê ao administrador esta linha e a hora.',
  },
  'imap.code.COPYUID': 'As mensagens UID {from} receberam os identificadores {to} na outra pasta, cujo UIDVALIDITY é {validity}.',
  'imap.code.CORRUPTION': {
    means: 'O servidor detetou que os seus dados estão danificados e recusou {command}.',
    cause: 'Um ficheiro do armazém de correio está estragado, depois de uma falha ou de um disco cheio.',
    next: 'Mande reparar a caixa de correio no servidor (doveadm force-resync, reconstruct ou semelhante).',
  },
  'imap.code.EXPIRED': {
    means: 'A palavra-passe ou outra credencial está certa, mas expirou.',
    cause: 'O fornecedor exige mudar a palavra-passe de tempos a tempos, ou o certificado ou o token é demasiado antigo.',
    next: 'Mude a palavra-passe junto do fornecedor e introduza aqui a nova.',
  },
  'imap.code.EXPUNGEISSUED': {
    means: 'Outra pessoa removeu mensagens que {command} nomeava.',
    cause: 'Outro programa trabalha na mesma pasta.',
    next: 'A pasta é comparada de novo; o que restar faz-se então.',
  },
  'imap.code.HASCHILDREN': {
    means: 'A pasta contém outras pastas e é mantida.',
    cause: 'O servidor só elimina pastas que não contêm outras.',
    next: 'Elimine antes as pastas que contém.',
  },
  'imap.code.HIGHESTMODSEQ': 'A última alteração da pasta tem o número {value}; da próxima vez basta pedir o que veio depois.',
  'imap.code.INPROGRESS': 'O comando continua em curso. Etiqueta, feito e total: {value}.',
  'imap.code.INPROGRESS.none': 'O comando continua em curso; o servidor não diz até onde vai.',
  'imap.code.INUSE': {
    means: '{command} falhou porque outra pessoa está a usar a pasta.',
    cause: 'Outro programa ou dispositivo tem-na bloqueada.',
    next: 'Tenta-se mais tarde; feche outros programas de correio se continuar assim.',
  },
  'imap.code.LIMIT': {
    means: '{command} falhou porque foi atingido um limite do servidor.',
    cause: 'Há demasiadas pastas, ligações, marcas ou comandos em pouco tempo.',
    next: 'Leia no texto do servidor que limite é; feche outros programas de correio, ou espere.',
  },
  'imap.code.MAILBOXID': 'O identificador permanente da pasta é {value}: mantém-se quando a pasta muda de nome.',
  'imap.code.MAXCONVERTMESSAGES': {
    means: 'O servidor converte no máximo {value} mensagens por comando.',
    cause: 'Foram nomeadas demasiadas mensagens.',
    next: 'Peça menos de cada vez.',
  },
  'imap.code.MAXCONVERTPARTS': {
    means: 'O servidor converte no máximo {value} partes de uma mensagem por comando.',
    cause: 'Foram nomeadas demasiadas partes.',
    next: 'Peça menos de cada vez.',
  },
  'imap.code.MESSAGELIMIT': {
    means: 'O servidor trata no máximo tantas mensagens por comando: {value}. O resto não foi feito.',
    cause: 'O comando nomeou mais mensagens do que o limite de CAPABILITY.',
    next: 'Faça o resto noutros comandos.',
  },
  'imap.code.METADATA': {
    means:
      'Foi recusada uma nota da pasta: {value} (MAXSIZE: demasiado longa; TOOMANY: demasiadas; NOPRIVATE: aqui não há notas privadas).',
    cause: 'O servidor limita as notas que guarda.',
    next: 'Encurte a nota, ou retire outra.',
  },
  'imap.code.METADATA.LONGENTRIES': 'Foram omitidas as notas mais longas do que o pedido; a mais longa: {value} octetos.',
  'imap.code.MODIFIED': {
    means: 'Outra pessoa alterou primeiro as mensagens {value}; ficaram como estão.',
    cause: 'Outro programa mudou as suas marcas desde a última consulta do cliente.',
    next: 'As suas marcas são pedidas de novo e a alteração repete-se.',
  },
  'imap.code.NEWNAME': {
    means: 'A pasta {from} chama-se agora {to}.',
    cause: 'Foi renomeada noutro lado.',
    next: 'Peça de novo a lista de pastas.',
  },
  'imap.code.NOMODSEQ': 'Esta pasta não numera as suas alterações: de cada vez é preciso comparar todas as marcas.',
  'imap.code.NONEXISTENT': {
    means: '{command} falhou: a pasta, ou outra coisa que nomeia, não existe.',
    cause: 'Foi eliminada ou renomeada noutro lado, ou falta ao nome o prefixo, como «INBOX.».',
    next: 'Peça de novo a lista de pastas.',
  },
  'imap.code.NOPERM': {
    means: '{command} não é permitido a este utilizador.',
    cause: 'A pasta é partilhada e falta o direito, ou o fornecedor desativou isto para a conta.',
    next: 'Peça o direito ao dono da pasta ou ao administrador.',
  },
  'imap.code.NOTIFICATIONOVERFLOW': {
    means: 'O servidor deixou de comunicar acontecimentos: há demasiados.',
    cause: 'Vigiam-se demasiadas pastas, ou acontece demasiado nelas.',
    next: 'O programa vê ele mesmo as pastas, ou pede menos acontecimentos.',
  },
  'imap.code.NOTSAVED': {
    means: 'O resultado guardado está vazio porque a procura falhou.',
    cause: 'A procura anterior foi recusada, ou o servidor não guarda resultados.',
    next: 'Procure de novo antes de usar $.',
  },
  'imap.code.NOUPDATE': {
    means: 'O servidor não manterá atualizado o resultado da procura {value}.',
    cause: 'Já tem demasiadas procuras assim, ou esta é demasiado pesada.',
    next: 'O programa procura de novo quando precisa do resultado.',
  },
  'imap.code.OVERQUOTA': {
    means: 'Não há mais espaço: {command} ultrapassaria o limite da caixa de correio.',
    cause: 'A caixa de correio está cheia, ou o número das suas mensagens ou pastas chegou ao limite.',
    next: 'Esvazie o lixo, remova mensagens grandes ou peça mais espaço ao administrador.',
  },
  'imap.code.PARSE': 'O servidor não consegue ler o cabeçalho de uma mensagem; pode aparecer mal.',
  'imap.code.PERMANENTFLAGS': 'As marcas que o cliente pode alterar de forma permanente: {value}.',
  'imap.code.PERMANENTFLAGS.none': 'O cliente não pode alterar nenhuma marca de forma permanente: a pasta está aberta só para ler.',
  'imap.code.PRIVACYREQUIRED': {
    means: '{command} só é permitido com a ligação cifrada.',
    cause: 'A ligação vai sem cifra e o servidor protege a palavra-passe.',
    next: 'Escolha TLS (porta 993) ou STARTTLS nas definições da conta.',
  },
  'imap.code.READ-ONLY': 'A pasta está aberta só para ler: não se podem alterar marcas nem mensagens.',
  'imap.code.READ-WRITE': 'A pasta está aberta para ler e alterar.',
  'imap.code.REFERRAL': {
    means: 'O servidor remete para outro: {value}. O Postglass nunca se liga a esse por iniciativa própria.',
    cause: 'A caixa de correio foi mudada para outro servidor.',
    next: 'Peça ao administrador que confirme o novo servidor antes de o pôr nas definições da conta.',
  },
  'imap.code.SERVERBUG': {
    means: 'O servidor cometeu um erro seu em {command}.',
    cause: 'Uma parte do servidor está avariada, ou encontrou uma mensagem que não sabe tratar.',
    next: 'Tente de novo; se continuar assim, dê ao administrador esta linha e a hora.',
  },
  'imap.code.TEMPFAIL': {
    means: 'A conversão falhou de momento.',
    cause: 'O conversor está sobrecarregado.',
    next: 'Tente de novo dentro de minutos.',
  },
  'imap.code.THROTTLED': {
    means: 'O fornecedor abranda esta conta.',
    cause: 'Demasiados comandos ou ligações em pouco tempo, muitas vezes de vários programas ao mesmo tempo.',
    next: 'Passa por si; feche outros programas de correio da mesma conta.',
  },
  'imap.code.TOOBIG': {
    means: 'A mensagem é demasiado grande para o servidor.',
    cause: 'A mensagem completa ultrapassa o limite do servidor para uma mensagem.',
    next: 'Torne-a mais pequena, por exemplo com uma ligação em vez de um anexo.',
  },
  'imap.code.TRYCREATE': {
    means: 'A pasta que {command} nomeia não existe, mas pode ser criada.',
    cause: 'Foi eliminada ou renomeada noutro lado, ou nunca foi criada.',
    next: 'Crie a pasta e tente de novo.',
  },
  'imap.code.UIDNEXT': 'A próxima mensagem vai receber o identificador {value} ou um maior.',
  'imap.code.UIDNOTSTICKY': 'Aqui os identificadores mudam de cada vez: não se pode conservar nada do que se sabe da pasta.',
  'imap.code.UIDREQUIRED': {
    means: '{command} precisa de identificadores: esta sessão já não usa números de mensagem.',
    cause: 'Foi ativado UIDONLY com ENABLE.',
    next: 'Use a forma UID do comando.',
  },
  'imap.code.UIDVALIDITY':
    'Enquanto este número ({value}) não mudar, os identificadores valem; se mudar, tudo o que se sabe da pasta deixa de valer.',
  'imap.code.UNAVAILABLE': {
    means: 'Uma parte do servidor de que {command} precisa não responde neste momento.',
    cause: 'O armazém de correio ou a base de utilizadores está em baixo ou em manutenção. Não diz nada da palavra-passe.',
    next: 'Tenta-se mais tarde; se durar horas, avise o administrador.',
  },
  'imap.code.UNDEFINED-FILTER': {
    means: 'O servidor não tem nenhuma procura guardada chamada {value}.',
    cause: 'Foi retirada, ou é de outro utilizador.',
    next: 'Procure com as próprias chaves.',
  },
  'imap.code.UNKNOWN-CTE':
    'O servidor não consegue descodificar esta parte: não conhece a sua codificação. Pode ser pedida sem descodificar com BODY[].',
  'imap.code.UNSEEN': 'A mensagem {value} é a primeira por ler.',
  'imap.code.URLMECH': 'De que formas o servidor pode proteger endereços de mensagens: {value}.',
  'imap.code.USEATTR': {
    means: 'Não se pode dar à pasta a função pedida.',
    cause: 'Outra pasta já tem esta função, ou o servidor atribui ele mesmo as funções.',
    next: 'Crie a pasta sem função e escolha-a nas definições da conta.',
  },
  'imap.code.WEBALERT': {
    means:
      'A Google quer que o utilizador inicie sessão num navegador antes de os programas de correio continuarem; o endereço está na linha.',
    cause: 'O início de sessão pareceu invulgar: um lugar novo ou muitas tentativas.',
    next: 'Abra a página do fornecedor, inicie sessão e confirme a tentativa.',
  },
  'imap.code.other': 'O código de resposta {name}, que não está neste glossário.',
  'imap.text.appPassword': {
    means: 'O fornecedor exige aqui uma palavra-passe de aplicação em vez da habitual.',
    cause: 'A conta está protegida com verificação em dois passos, que os programas de correio com palavra-passe não conseguem fazer.',
    next: 'Crie uma palavra-passe de aplicação na página do fornecedor e introduza-a aqui, ou autentique-se com OAuth.',
  },
  'imap.text.webLogin': {
    means: 'O fornecedor só deixa entrar os programas de correio depois de iniciar sessão no navegador.',
    cause: 'A tentativa pareceu-lhe invulgar: um lugar ou um programa novo, ou uma palavra-passe mudada.',
    next: 'Inicie sessão na página do fornecedor, confirme a tentativa e tente de novo.',
  },
  'imap.text.notConnected': {
    means: 'A autenticação funcionou, mas o servidor não conseguiu abrir a caixa de correio da conta.',
    cause:
      'Com o Microsoft 365 e o Exchange: o utilizador não tem caixa de correio ou licença, o IMAP está desativado para ele ou uma caixa partilhada foi mal nomeada.',
    next: 'Mande verificar a licença e o IMAP desta caixa de correio (Set-CASMailbox -ImapEnabled).',
  },
  'imap.text.basicAuth': {
    means: 'O fornecedor já não deixa que os programas de correio se autentiquem com palavra-passe.',
    cause: 'A autenticação básica foi retirada ou bloqueada por uma política; só resta OAuth.',
    next: 'Autentique-se com OAuth nas definições da conta.',
  },
  'imap.text.imapOff': {
    means: 'O IMAP está desativado para esta conta.',
    cause: 'As definições do fornecedor ou da organização só permitem a página web.',
    next: 'Ative o IMAP nas definições de correio da página do fornecedor, ou peça-o ao administrador.',
  },
  'imap.text.connections': {
    means: 'Há demasiadas ligações abertas deste utilizador ou a partir deste endereço.',
    cause: 'Vários programas e dispositivos leem a mesma caixa de correio ao mesmo tempo.',
    next: 'Feche programas de correio noutros lados ou espere; um administrador pode subir o limite (Dovecot: mail_max_userip_connections).',
  },
  'imap.text.throttled': {
    means: 'O fornecedor abranda esta conta, ou bloqueia-a por algum tempo.',
    cause: 'Demasiados comandos, demasiados dados ou demasiadas tentativas falhadas em pouco tempo.',
    next: 'Passa por si, no Gmail em menos de um dia; feche entretanto outros programas de correio.',
  },
  'imap.text.encrypt': {
    means: 'O servidor quer a ligação cifrada antes de ser enviada uma palavra-passe.',
    cause: 'A ligação vai sem cifra, ou esta forma de autenticação está desativada.',
    next: 'Escolha TLS (porta 993) ou STARTTLS nas definições da conta; à mão, diga antes STARTTLS.',
  },
  'imap.text.idle': {
    means: 'O servidor fecha a ligação porque nada foi dito durante demasiado tempo.',
    cause: 'Os servidores terminam as sessões após meia hora sem comandos, alguns antes, também durante IDLE.',
    next: 'O programa volta a ligar-se.',
  },
  'imap.text.shutdown': {
    means: 'O servidor está a ser desligado ou reiniciado.',
    cause: 'Está em manutenção.',
    next: 'O programa volta a ligar-se daqui a pouco.',
  },
  'imap.text.wrongState': {
    means: '{command} não é admitido neste ponto da sessão.',
    cause: 'Ainda ninguém está autenticado, ou não há nenhuma pasta aberta.',
    next: 'Autentique-se antes (LOGIN ou AUTHENTICATE); para as mensagens, abra uma pasta (SELECT).',
  },
  'imap.text.unknownCommand': {
    means: 'O servidor não conhece {command}.',
    cause: 'Falta-lhe a extensão, a palavra está mal escrita ou a linha começou sem etiqueta.',
    next: 'Procure a extensão em CAPABILITY; escreva uma etiqueta antes do comando, como em «a1 NOOP».',
  },
};
