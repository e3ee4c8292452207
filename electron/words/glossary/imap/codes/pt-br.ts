/** What the glossary says of response codes of IMAP, and texts that say as much, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapCodesEnglish } from './en.ts';
import { imapCodesPortuguese } from './pt.ts';

export const imapCodesBrazilian: EntriesLike<typeof imapCodesEnglish> = {
  ...imapCodesPortuguese,
  'imap.code.ALERT': 'O servidor quer que o usuário leia o seu texto; os programas devem mostrá-lo.',
  'imap.code.ANNOTATE': 'Não foi possível salvar uma nota de uma mensagem: {value} (TOOBIG: longa demais; TOOMANY: muitas).',
  'imap.code.AUTHENTICATIONFAILED': {
    means: 'O usuário ou a senha não foi aceito.',
    cause: 'A senha está errada ou foi mudada, a conta está bloqueada ou o provedor exige uma senha de aplicativo.',
    next: 'Verifique o usuário e a senha nas configurações da conta; faça login uma vez na página do provedor.',
  },
  'imap.code.AUTHORIZATIONFAILED': {
    means: 'A senha está certa, mas este usuário não pode agir como o usuário pedido.',
    cause: 'A identidade de autorização está definida e nomeia outra caixa de correio, à qual este usuário não tem direito.',
    next: 'Deixe vazia a identidade de autorização, ou faça com que o direito seja dado.',
  },
  'imap.code.BADCHARSET': {
    means: 'O servidor não conhece o conjunto de caracteres da busca. Conhece: {value}.',
    cause: 'O servidor é antigo e só busca nos conjuntos de caracteres que nomeia.',
    next: 'Busque de novo em UTF-8 ou US-ASCII.',
  },
  'imap.code.BADEVENT': {
    means: 'NOTIFY pediu um acontecimento que o servidor não conhece. Conhece: {value}.',
    cause: 'O servidor só suporta uma parte de NOTIFY.',
    next: 'Peça de novo com os eventos que nomeia.',
  },
  'imap.code.BADURL': {
    means: 'O servidor não pode usar este endereço de uma mensagem: {value}.',
    cause: 'A mensagem que nomeia já não está, ou está em uma pasta que o usuário não pode ler.',
    next: 'Envie a mensagem inteira em vez de por partes.',
  },
  'imap.code.CANNOT': {
    means: '{command} nunca pode funcionar aqui, por exemplo porque o nome não é admitido.',
    cause: 'O nome contém um caractere que o servidor não admite, ou a pasta é das que não se podem mudar.',
    next: 'Escolha outro nome; repetir não adianta.',
  },
  'imap.code.COMPRESSIONACTIVE': 'A conexão já está comprimida, pelo IMAP ou pelo TLS.',
  'imap.code.CONTACTADMIN': {
    means: 'O servidor não pode ajudar aqui: precisa ser o seu administrador.',
    cause: 'A conta está bloqueada ou mal configurada.',
    next: 'Dê ao administrador esta linha e a hora.',
  },
  'imap.code.CORRUPTION': {
    means: 'O servidor detectou que os seus dados estão danificados e recusou {command}.',
    cause: 'Um arquivo do armazenamento de e-mail está danificado, depois de uma falha ou de um disco cheio.',
    next: 'Peça para reparar a caixa de correio no servidor (doveadm force-resync, reconstruct ou semelhante).',
  },
  'imap.code.EXPIRED': {
    means: 'A senha ou outra credencial está certa, mas expirou.',
    cause: 'O provedor exige mudar a senha de tempos a tempos, ou o certificado ou o token é antigo demais.',
    next: 'Mude a senha junto ao provedor e digite aqui a nova.',
  },
  'imap.code.HASCHILDREN': {
    means: 'A pasta contém outras pastas e é mantida.',
    cause: 'O servidor só exclui pastas que não contêm outras.',
    next: 'Exclua antes as pastas que contém.',
  },
  'imap.code.INUSE': {
    means: '{command} falhou porque outra pessoa está usando a pasta.',
    cause: 'Outro programa ou dispositivo a mantém bloqueada.',
    next: 'Tenta-se mais tarde; feche outros programas de e-mail se continuar assim.',
  },
  'imap.code.LIMIT': {
    means: '{command} falhou porque foi atingido um limite do servidor.',
    cause: 'Há muitas pastas, conexões, marcas ou comandos em pouco tempo.',
    next: 'Leia no texto do servidor que limite é; feche outros programas de e-mail, ou espere.',
  },
  'imap.code.MAXCONVERTMESSAGES': {
    means: 'O servidor converte no máximo {value} mensagens por comando.',
    cause: 'Foram nomeadas muitas mensagens.',
    next: 'Peça menos de cada vez.',
  },
  'imap.code.MAXCONVERTPARTS': {
    means: 'O servidor converte no máximo {value} partes de uma mensagem por comando.',
    cause: 'Foram nomeadas muitas partes.',
    next: 'Peça menos de cada vez.',
  },
  'imap.code.MESSAGELIMIT': {
    means: 'O servidor trata no máximo tantas mensagens por comando: {value}. O resto não foi feito.',
    cause: 'O comando nomeou mais mensagens do que o limite de CAPABILITY.',
    next: 'Faça o resto em outros comandos.',
  },
  'imap.code.METADATA': {
    means: 'Foi recusada uma nota da pasta: {value} (MAXSIZE: longa demais; TOOMANY: muitas; NOPRIVATE: aqui não há notas privadas).',
    cause: 'O servidor limita as notas que guarda.',
    next: 'Encurte a nota, ou retire outra.',
  },
  'imap.code.NEWNAME': {
    means: 'A pasta {from} agora se chama {to}.',
    cause: 'Foi renomeada em outro lugar.',
    next: 'Peça de novo a lista de pastas.',
  },
  'imap.code.NONEXISTENT': {
    means: '{command} falhou: a pasta, ou outra coisa que nomeia, não existe.',
    cause: 'Foi excluída ou renomeada em outro lugar, ou falta ao nome o prefixo, como «INBOX.».',
    next: 'Peça de novo a lista de pastas.',
  },
  'imap.code.NOPERM': {
    means: '{command} não é permitido a este usuário.',
    cause: 'A pasta é compartilhada e falta o direito, ou o provedor desativou isto para a conta.',
    next: 'Peça o direito ao dono da pasta ou ao administrador.',
  },
  'imap.code.NOTIFICATIONOVERFLOW': {
    means: 'O servidor deixou de comunicar eventos: há muitos.',
    cause: 'Vigiam-se muitas pastas, ou acontece coisa demais nelas.',
    next: 'O programa vê ele mesmo as pastas, ou pede menos eventos.',
  },
  'imap.code.NOTSAVED': {
    means: 'O resultado salvo está vazio porque a busca falhou.',
    cause: 'A busca anterior foi recusada, ou o servidor não mantém resultados.',
    next: 'Busque de novo antes de usar $.',
  },
  'imap.code.NOUPDATE': {
    means: 'O servidor não manterá atualizado o resultado da busca {value}.',
    cause: 'Já tem muitas buscas assim, ou esta é pesada demais.',
    next: 'O programa busca de novo quando precisa do resultado.',
  },
  'imap.code.OVERQUOTA': {
    means: 'Não há mais espaço: {command} ultrapassaria o limite da caixa de correio.',
    cause: 'A caixa de correio está cheia, ou o número das suas mensagens ou pastas chegou ao limite.',
    next: 'Esvazie a lixeira, remova mensagens grandes ou peça mais espaço ao administrador.',
  },
  'imap.code.PRIVACYREQUIRED': {
    means: '{command} só é permitido com a conexão criptografada.',
    cause: 'A conexão vai sem criptografia e o servidor protege a senha.',
    next: 'Escolha TLS (porta 993) ou STARTTLS nas configurações da conta.',
  },
  'imap.code.REFERRAL': {
    means: 'O servidor remete para outro: {value}. O Postglass nunca se conecta a esse por iniciativa própria.',
    cause: 'A caixa de correio foi mudada para outro servidor.',
    next: 'Peça ao administrador que confirme o novo servidor antes de colocá-lo nas configurações da conta.',
  },
  'imap.code.TEMPFAIL': {
    means: 'A conversão falhou no momento.',
    cause: 'O conversor está sobrecarregado.',
    next: 'Tente de novo em alguns minutos.',
  },
  'imap.code.THROTTLED': {
    means: 'O provedor desacelera esta conta.',
    cause: 'Muitos comandos ou conexões em pouco tempo, muitas vezes de vários programas ao mesmo tempo.',
    next: 'Passa sozinho; feche outros programas de e-mail da mesma conta.',
  },
  'imap.code.TOOBIG': {
    means: 'A mensagem é grande demais para o servidor.',
    cause: 'A mensagem completa ultrapassa o limite do servidor para uma mensagem.',
    next: 'Diminua-a, por exemplo com um link em vez de um anexo.',
  },
  'imap.code.TRYCREATE': {
    means: 'A pasta que {command} nomeia não existe, mas pode ser criada.',
    cause: 'Foi excluída ou renomeada em outro lugar, ou nunca foi criada.',
    next: 'Crie a pasta e tente de novo.',
  },
  'imap.code.UNAVAILABLE': {
    means: 'Uma parte do servidor de que {command} precisa não responde neste momento.',
    cause: 'O armazenamento de e-mail ou a base de usuários está fora do ar ou em manutenção. Não diz nada da senha.',
    next: 'Tenta-se mais tarde; se durar horas, avise o administrador.',
  },
  'imap.code.UNDEFINED-FILTER': {
    means: 'O servidor não tem nenhuma busca salva chamada {value}.',
    cause: 'Foi retirada, ou é de outro usuário.',
    next: 'Busque com as próprias chaves.',
  },
  'imap.code.UNKNOWN-CTE':
    'O servidor não consegue decodificar esta parte: não conhece a sua codificação. Pode ser pedida sem decodificar com BODY[].',
  'imap.code.UNSEEN': 'A mensagem {value} é a primeira não lida.',
  'imap.code.USEATTR': {
    means: 'Não se pode dar à pasta a função pedida.',
    cause: 'Outra pasta já tem esta função, ou o servidor atribui ele mesmo as funções.',
    next: 'Crie a pasta sem função e escolha-a nas configurações da conta.',
  },
  'imap.code.WEBALERT': {
    means: 'O Google quer que o usuário faça login em um navegador antes de os programas de e-mail continuarem; o endereço está na linha.',
    cause: 'O login pareceu incomum: um lugar novo ou muitas tentativas.',
    next: 'Abra a página do provedor, faça login e confirme a tentativa.',
  },
  'imap.text.appPassword': {
    means: 'O provedor exige aqui uma senha de aplicativo em vez da habitual.',
    cause: 'A conta está protegida com verificação em dois passos, que os programas de e-mail com senha não conseguem fazer.',
    next: 'Crie uma senha de aplicativo na página do provedor e digite-a aqui, ou autentique-se com OAuth.',
  },
  'imap.text.webLogin': {
    means: 'O provedor só deixa entrar os programas de e-mail depois de fazer login no navegador.',
    cause: 'A tentativa pareceu incomum: um lugar ou um programa novo, ou uma senha mudada.',
    next: 'Faça login na página do provedor, confirme a tentativa e tente de novo.',
  },
  'imap.text.notConnected': {
    means: 'A autenticação funcionou, mas o servidor não conseguiu abrir a caixa de correio da conta.',
    cause:
      'Com o Microsoft 365 e o Exchange: o usuário não tem caixa de correio ou licença, o IMAP está desativado para ele ou uma caixa compartilhada foi mal nomeada.',
    next: 'Peça para verificar a licença e o IMAP desta caixa de correio (Set-CASMailbox -ImapEnabled).',
  },
  'imap.text.basicAuth': {
    means: 'O provedor já não deixa que os programas de e-mail se autentiquem com senha.',
    cause: 'A autenticação básica foi retirada ou bloqueada por uma política; só resta OAuth.',
    next: 'Autentique-se com OAuth nas configurações da conta.',
  },
  'imap.text.imapOff': {
    means: 'O IMAP está desativado para esta conta.',
    cause: 'As configurações do provedor ou da organização só permitem a página web.',
    next: 'Ative o IMAP nas configurações de e-mail da página do provedor, ou peça isso ao administrador.',
  },
  'imap.text.connections': {
    means: 'Há muitas conexões abertas deste usuário ou a partir deste endereço.',
    cause: 'Vários programas e dispositivos leem a mesma caixa de correio ao mesmo tempo.',
    next: 'Feche programas de e-mail em outros lugares ou espere; um administrador pode subir o limite (Dovecot: mail_max_userip_connections).',
  },
  'imap.text.throttled': {
    means: 'O provedor desacelera esta conta, ou a bloqueia por algum tempo.',
    cause: 'Muitos comandos, muitos dados ou muitas tentativas malsucedidas em pouco tempo.',
    next: 'Passa sozinho, no Gmail em menos de um dia; enquanto isso, feche outros programas de e-mail.',
  },
  'imap.text.encrypt': {
    means: 'O servidor quer a conexão criptografada antes de ser enviada uma senha.',
    cause: 'A conexão vai sem criptografia, ou esta forma de autenticação está desativada.',
    next: 'Escolha TLS (porta 993) ou STARTTLS nas configurações da conta; na linha de comando, diga antes STARTTLS.',
  },
  'imap.text.idle': {
    means: 'O servidor fecha a conexão porque nada foi dito durante tempo demais.',
    cause: 'Os servidores terminam as sessões após meia hora sem comandos, alguns antes, também durante IDLE.',
    next: 'O programa volta a se conectar.',
  },
  'imap.text.shutdown': {
    means: 'O servidor está sendo desligado ou reiniciado.',
    cause: 'Está em manutenção.',
    next: 'O programa volta a se conectar daqui a pouco.',
  },
  'imap.text.unknownCommand': {
    means: 'O servidor não conhece {command}.',
    cause: 'Falta-lhe a extensão, a palavra está mal escrita ou a linha começou sem etiqueta.',
    next: 'Busque a extensão em CAPABILITY; escreva uma etiqueta antes do comando, como em «a1 NOOP».',
  },
};
