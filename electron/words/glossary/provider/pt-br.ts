/** What texts of servers and of large providers mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { providerEnglish } from './en.ts';
import { providerPortuguese } from './pt.ts';

export const providerBrazilian: EntriesLike<typeof providerEnglish> = {
  ...providerPortuguese,
  'provider.gmail.application-password': {
    means: 'O Google não aceita de um programa de e-mail a senha habitual da conta.',
    cause: 'A conta tem verificação em duas etapas.',
    next: 'Crie uma senha de app em myaccount.google.com/apppasswords e digite-a aqui.',
  },
  'provider.gmail.credentials': {
    means: 'O Google recusou o usuário ou a senha.',
    cause: 'O Google não aceita mais senhas habituais de programas de e-mail, só senhas de app e OAuth; ou há um erro de digitação.',
    next: 'Use o endereço completo como usuário e uma senha de app de myaccount.google.com/apppasswords.',
  },
  'provider.gmail.web-login': {
    means: 'O Google quer que você faça login primeiro em um navegador.',
    cause: 'O acesso parece incomum: um lugar novo, um dispositivo novo ou tentativas demais.',
    next: 'Faça login em mail.google.com, confirme que foi você e tente de novo aqui.',
  },
  'provider.gmail.sign-in-first': {
    means: 'O servidor do Google só envia para contas autenticadas.',
    cause: 'A conta não tem usuário e senha para enviar.',
    next: 'Coloque na conta usuário e senha de app para enviar.',
  },
  'provider.gmail.access-off': {
    means: 'O IMAP ou o POP está desativado nesta conta do Google.',
    cause: 'A configuração da conta ou da organização não permite programas de e-mail.',
    next: 'Ative-o nas configurações do Gmail, «Encaminhamento e POP/IMAP», ou consulte o administrador da organização.',
  },
  'provider.gmail.connections': {
    means: 'O Google permite quinze conexões ao mesmo tempo por conta, e todas estão em uso.',
    cause: 'Outros dispositivos ou programas mantêm as deles.',
    next: 'Feche os programas de e-mail de que não precisa; as interrompidas são liberadas em poucos minutos.',
  },
  'provider.gmail.bandwidth': {
    means: 'O Google bloqueou a conta para programas de e-mail porque houve tráfego demais hoje.',
    cause: 'Uma primeira sincronização de uma caixa grande, ou vários programas ao mesmo tempo.',
    next: 'Espere até 24 horas; os e-mails não são afetados.',
  },
  'provider.gmail.sending-limit': {
    means: 'A conta enviou o que o Google permite em um dia (500 destinatários, 2.000 no Workspace).',
    cause: 'Um envio em massa, ou outra pessoa usando a conta.',
    next: 'Espere 24 horas; se não foi você, mude a senha; para envios em massa use um serviço de listas.',
  },
  'provider.gmail.receiving-rate': {
    means: 'Este destinatário do Gmail recebe e-mails mais depressa do que o Google os entrega.',
    cause: 'Muitos remetentes escrevem para ele, ou um encaminhamento o inunda.',
    next: 'Haverá nova tentativa; se a mensagem voltar, envie-a outra vez mais tarde.',
  },
  'provider.gmail.unauthenticated': {
    means: 'O Gmail só admite e-mails se SPF ou DKIM comprovar o domínio do remetente; aqui nenhum dos dois fez isso.',
    cause: 'O servidor que enviou a mensagem não está no registro SPF do domínio e nenhuma assinatura DKIM é válida.',
    next: 'Envie pelo provedor do endereço From; ou o administrador configura SPF e DKIM no DNS.',
  },
  'provider.gmail.dmarc': {
    means: 'O domínio do remetente pede na política DMARC que se recuse e-mail não comprovado, e o Gmail faz isso.',
    cause: 'A mensagem passou por um servidor alheio ao domínio ou foi alterada por um encaminhamento.',
    next: 'Envie pelo provedor do próprio domínio; o administrador verifica SPF, DKIM e DMARC.',
  },
  'provider.gmail.unsolicited': {
    means: 'O Gmail considera esta mensagem um e-mail não solicitado.',
    cause: 'O conteúdo, os links ou a reputação do domínio ou do endereço IP.',
    next: 'Escreva-a de novo, mais curta e sem links; se o domínio for seu, consulte o Google Postmaster Tools.',
  },
  'provider.gmail.unusual-rate': {
    means: 'O Gmail limita os e-mails deste endereço IP, domínio ou remetente porque muitos parecem não solicitados.',
    cause: 'Um aumento repentino, uma conta roubada ou falta de SPF e DKIM.',
    next: 'Haverá nova tentativa; o administrador procura um acúmulo na fila e consulta o Google Postmaster Tools.',
  },
  'provider.gmail.blocked-content': {
    means: 'O Gmail não admite este conteúdo porque poderia prejudicar o destinatário.',
    cause: 'Um programa, um script, um arquivo compactado com senha ou uma macro entre os anexos.',
    next: 'Coloque o arquivo em um disco on-line e envie o endereço.',
  },
  'provider.gmail.no-such-user': {
    means: 'Não existe essa caixa no Google.',
    cause: 'Um erro de digitação, ou a conta foi fechada.',
    next: 'Verifique o endereço letra por letra; pergunte ao destinatário por outra via.',
  },
  'provider.gmail.inactive': {
    means: 'A conta do Google existe, mas não recebe e-mails.',
    cause: 'Não é usada há muito tempo, ou foi desativada pelo Google ou pela organização.',
    next: 'Fale com o destinatário por outra via.',
  },
  'provider.gmail.full': {
    means: 'O armazenamento do Google do destinatário está cheio.',
    cause: 'E-mails, fotos e Drive usam o mesmo espaço.',
    next: 'Avise o destinatário por outra via; envie de novo quando houver espaço.',
  },
  'provider.gmail.size': {
    means: 'A mensagem é maior do que o Google permite: cerca de 25 MB de anexos.',
    cause: 'O Google os conta como são enviados, em base64, um terço maiores.',
    next: 'Coloque os arquivos grandes em um disco on-line e envie o endereço.',
  },
  'provider.gmail.header': {
    means: 'O Gmail recusa o cabeçalho da mensagem por não cumprir a RFC 5322.',
    cause: 'Falta ou se repete From ou Message-ID, há vários endereços em From ou uma linha longa demais.',
    next: 'Avise o autor do programa que escreveu a mensagem.',
  },
  'provider.gmail.relay': {
    means: 'O relay do Google não admite e-mails deste endereço IP ou desta conta.',
    cause: 'O servidor que envia não consta da administração do Workspace, ou se autentica com outro domínio.',
    next: 'O administrador do Workspace inclui o endereço IP no serviço de relay SMTP.',
  },
  'provider.microsoft.basic-retired': {
    means: 'A Microsoft não permite mais aqui que os programas entrem com senha (autenticação básica); só resta OAuth.',
    cause: 'A Microsoft a desativou no Outlook.com e no Microsoft 365.',
    next: 'Use um acesso com OAuth, ou outra via de envio que o administrador da organização ofereça.',
  },
  'provider.microsoft.smtp-auth-off': {
    means: 'O envio com autenticação (SMTP AUTH) está desativado nesta caixa ou em toda a organização.',
    cause: 'O Microsoft 365 o mantém assim enquanto um administrador não o ativa.',
    next: 'O administrador ativa «SMTP autenticado» para a caixa no centro de administração do Microsoft 365.',
  },
  'provider.microsoft.security-defaults': {
    means: 'Uma política de segurança da organização proíbe este acesso.',
    cause: 'Os «padrões de segurança» ou o acesso condicional exigem um segundo fator, que uma senha não fornece.',
    next: 'O administrador permite isso nesta conta, ou use OAuth.',
  },
  'provider.microsoft.credentials': {
    means: 'A Microsoft recusou o usuário ou a senha.',
    cause:
      'Um erro de digitação, uma senha alterada, ou uma conta com verificação em duas etapas que precisa de senha de aplicativo ou OAuth.',
    next: 'Experimente o mesmo em outlook.com; use o endereço completo como usuário.',
  },
  'provider.microsoft.anonymous': {
    means: 'O servidor da Microsoft só envia para contas autenticadas.',
    cause: 'A conta não tem usuário e senha para enviar, ou falhou a autenticação anterior.',
    next: 'Ponha na conta usuário e senha para enviar; veja a resposta a AUTH.',
  },
  'provider.microsoft.not-connected': {
    means: 'A senha está certa, mas não foi possível abrir a caixa.',
    cause: 'O IMAP está desativado nela, a conta não tem caixa ou o usuário indica mal uma caixa compartilhada.',
    next: 'Verifique em outlook.com se a caixa abre e peça que ativem o IMAP nela; depois tente de novo.',
  },
  'provider.microsoft.session-ended': {
    means: 'A Microsoft terminou a sessão porque a autorização de acesso expirou.',
    cause: 'Um token OAuth dura cerca de uma hora, ou a senha mudou.',
    next: 'Outra sessão é aberta; se for recusada, faça login de novo nas configurações da conta.',
  },
  'provider.microsoft.access-denied': {
    means: 'O Microsoft 365 recusa este destinatário antes da mensagem: o endereço não existe lá, ou o domínio não está configurado.',
    cause: 'Assim os desconhecidos são recusados logo na entrada; também um domínio cujo DNS aponta para a Microsoft cedo demais.',
    next: 'Verifique o endereço; se estiver certo, avise por outra via o administrador do destinatário.',
  },
  'provider.microsoft.busy': {
    means: 'O Microsoft 365 adia o servidor que envia.',
    cause: 'Ainda não o conhece, ou recebe dele mais do que o habitual.',
    next: 'Haverá nova tentativa; com um endereço IP novo, o administrador aumenta o envio pouco a pouco.',
  },
  'provider.microsoft.bad-sender': {
    means: 'A Microsoft bloqueou os envios desta conta.',
    cause: 'Ela enviou demais ou algo que parecia spam; muitas vezes outra pessoa tem a senha.',
    next: 'Mude a senha; depois o administrador desbloqueia a conta em «Entidades restritas».',
  },
  'provider.microsoft.tenant-blocked': {
    means: 'O Microsoft 365 não admite por enquanto e-mails de toda esta organização.',
    cause: 'Ela enviou demais, é nova, ou tem um domínio ou endereço IP não cadastrado.',
    next: 'O administrador da organização procura contas roubadas e pede ao suporte da Microsoft que retire o bloqueio.',
  },
  'provider.microsoft.sending-limit': {
    means: 'A conta enviou o que a Microsoft permite.',
    cause: 'Destinatários demais em um dia, ou mensagens demais em um minuto.',
    next: 'Espere até amanhã; para envios em massa use um serviço de listas.',
  },
  'provider.microsoft.concurrent': {
    means: 'A Microsoft permite três conexões de envio ao mesmo tempo por caixa.',
    cause: 'Outro programa ou dispositivo envia com a mesma conta.',
    next: 'Haverá nova tentativa.',
  },
  'provider.microsoft.forwarding': {
    means: 'A organização não permite encaminhar e-mails automaticamente para fora.',
    cause: 'O Microsoft 365 proíbe isso enquanto um administrador não permite.',
    next: 'O dono do encaminhamento consulta o administrador da organização.',
  },
  'provider.microsoft.connector': {
    means: 'O Microsoft 365 não sabe de que organização é este e-mail, por isso não o transmite.',
    cause: 'O certificado ou o endereço IP do conector não corresponde ao servidor que envia.',
    next: 'O administrador da organização corrige o conector de entrada.',
  },
  'provider.microsoft.relay': {
    means: 'O servidor Exchange não envia daqui para outros domínios.',
    cause: 'A sessão não se autenticou, ou o conector de recepção não permite isso.',
    next: 'Faça com que a conta se autentique antes de enviar; senão, o administrador muda o conector.',
  },
  'provider.microsoft.restricted': {
    means: 'Esta caixa ou grupo só admite e-mails de certos remetentes.',
    cause: 'Está aberta só à própria organização ou a pessoas escolhidas.',
    next: 'Peça ao dono do grupo que o admita, ou escreva a um membro.',
  },
  'provider.microsoft.dmarc': {
    means:
      'A Microsoft recusa e-mails cujo remetente não está comprovado como exige a política DMARC do domínio, ou a regra dela para grandes remetentes.',
    cause: 'SPF e DKIM falham, ou correspondem a outro domínio que não o do endereço From.',
    next: 'Envie pelo provedor do próprio domínio; o administrador configura SPF, DKIM e DMARC.',
  },
  'provider.microsoft.loop': {
    means: 'Dentro do Exchange a mensagem circula em ciclo.',
    cause: 'Um domínio está mal marcado como interno ou externo, ou um encaminhamento volta ao início.',
    next: 'Avise por outra via o administrador do destinatário.',
  },
  'provider.yahoo.sign-in': {
    means: 'O Yahoo recusou o acesso.',
    cause: 'O Yahoo só admite de programas de e-mail senhas de aplicativo e OAuth, e bloqueia após várias tentativas erradas.',
    next: 'Crie uma senha de aplicativo na página de segurança da conta Yahoo, digite-a aqui e espere um pouco se houve falhas.',
  },
  'provider.yahoo.deferred': {
    means: 'O Yahoo adia os e-mails deste servidor (códigos TSS).',
    cause: 'Houve reclamações de usuários, ou ele envia mais do que o habitual.',
    next: 'Haverá nova tentativa; se durar dias, o administrador consulta senders.yahooinc.com.',
  },
  'provider.yahoo.not-verified': {
    means: 'O Yahoo não permite que a conta envie com este endereço From.',
    cause: 'O endereço não está verificado na conta.',
    next: 'Use o endereço da conta, ou acrescente e verifique o outro nas configurações do Yahoo.',
  },
  'provider.yahoo.policy': {
    means: 'O Yahoo recusa a mensagem pela sua política.',
    cause: 'O remetente não está comprovado com SPF, DKIM e DMARC, ou o conteúdo ou a reputação pesam contra.',
    next: 'Envie pelo provedor do endereço From; o administrador consulta senders.yahooinc.com.',
  },
  'provider.yahoo.no-such-user': {
    means: 'Não existe essa caixa no Yahoo.',
    cause: 'Um erro de digitação, ou a conta foi fechada após um ano sem uso.',
    next: 'Verifique o endereço; pergunte ao destinatário por outra via.',
  },
  'provider.apple.policy': {
    means: 'O iCloud recusa ou adia a mensagem pela sua política.',
    cause: 'O conteúdo, a reputação do servidor que envia, ou um remetente não provado com SPF, DKIM e DMARC.',
    next: 'Envie pelo provedor do endereço From; o administrador escreve a icloudadmin@apple.com com a linha.',
  },
  'provider.yandex.access-off': {
    means: 'O Yandex não deixa entrar programas de e-mail nesta conta.',
    cause: 'O acesso de programas está desativado, ou falta uma senha de aplicativo.',
    next: 'Ative-o no Yandex Mail, «Programas de e-mail», e crie uma senha de aplicativo.',
  },
  'provider.mailru.application-password': {
    means: 'O Mail.ru só admite de programas de e-mail senhas de aplicativo.',
    cause: 'Foi usada a senha habitual.',
    next: 'Crie uma senha para aplicativos externos na segurança da conta e digite-a aqui.',
  },
  'provider.netease.authorization-code': {
    means: 'O QQ e a NetEase (163) pedem aos programas de e-mail um código de autorização em vez da senha.',
    cause: 'Foi usada a senha habitual, ou o serviço para programas está desativado.',
    next: 'Ative IMAP/SMTP nas configurações do webmail e digite o código que ele mostra.',
  },
  'provider.gmx.no-service': {
    means: 'A GMX, a WEB.DE e a IONOS não admitem e-mail deste cliente.',
    cause: 'O endereço IP não tem um nome inverso correto, é uma conexão doméstica ou tem má reputação.',
    next: 'Envie pelo servidor do seu provedor; o administrador segue o endereço da linha.',
  },
  'provider.zoho.unusual': {
    means: 'O Zoho parou por algum tempo os envios desta conta.',
    cause: 'Ela enviou muito em pouco tempo, o que parece incomum.',
    next: 'Espere algumas horas; entre na Web e siga o que o Zoho pedir; mude a senha se não foi você.',
  },
  'provider.zoho.relaying': {
    means: 'O Zoho não permite que a conta envie com este endereço.',
    cause: 'O endereço From não é da conta nem um alias dela.',
    next: 'Use o endereço da conta, ou acrescente o outro como alias.',
  },
  'provider.orange.policy': {
    means: 'A Orange limita ou recusa e-mails deste servidor (códigos OFR).',
    cause: 'Conexões ou mensagens demais, ou má reputação do endereço IP.',
    next: 'Se o código começar por 4, haverá nova tentativa; o administrador envia menos por vez e consulta postmaster.orange.fr.',
  },
  'provider.telekom.contact': {
    means: 'A T-Online não admite e-mails deste servidor.',
    cause: 'O endereço IP não é conhecido lá, o site não tem identificação legal ou tem má reputação.',
    next: 'O administrador escreve para tosa@rx.t-online.de e pede a liberação.',
  },
  'provider.amazon.throttled': {
    means: 'O Amazon SES não permite mais no momento.',
    cause: 'Esgotou-se o ritmo por segundo ou a cota diária.',
    next: 'Haverá nova tentativa; se acontecer muitas vezes, o administrador pede mais cota.',
  },
  'provider.mimecast.policy': {
    means: 'Um filtro da Mimecast à frente do destinatário recusa ou adia a mensagem por uma regra da organização dele.',
    cause: 'Um remetente bloqueado, um destinatário desconhecido ou uma lista cinza.',
    next: 'Peça ao destinatário que o administrador dele permita o seu endereço.',
  },
  'provider.text.dynamic-address': {
    means: 'O servidor não admite e-mail direto de conexões domésticas e móveis.',
    cause: 'O endereço IP está em uma lista desses endereços (PBL), o que não é uma censura.',
    next: 'Envie pelo servidor do seu provedor, porta 465 ou 587, com usuário e senha.',
  },
  'provider.text.spamhaus': {
    means: 'O servidor que envia está em uma lista de bloqueio da Spamhaus.',
    cause: 'Saiu spam ou malware do endereço IP ou domínio, ou é uma conexão doméstica.',
    next: 'Consulte o endereço em check.spamhaus.org; o administrador resolve a causa e pede lá a retirada.',
  },
  'provider.text.blocklist': {
    means: 'O servidor que envia está em uma lista de bloqueio que este servidor usa.',
    cause: 'Saiu spam do endereço IP, da rede ou de um domínio da mensagem.',
    next: 'Siga o endereço da linha; o administrador resolve a causa e pede a retirada à lista.',
  },
  'provider.text.greylist': {
    means: 'Lista cinza (greylisting): o servidor dispensa uma vez todo remetente desconhecido e admite a segunda tentativa.',
    cause: 'Os programas de spam raramente tentam duas vezes.',
    next: 'Haverá nova tentativa, quase sempre com êxito depois de cinco a quinze minutos.',
  },
  'provider.text.relay': {
    means: 'O servidor não transmite e-mails de terceiros para este domínio: não é dele e a sessão não se autenticou.',
    cause: 'A conta envia sem usuário e senha, ou o servidor é outro.',
    next: 'Coloque na conta usuário e senha para enviar, ou o servidor do seu provedor.',
  },
  'provider.text.recipient-table': {
    means: 'O servidor é responsável por este domínio, mas a tabela de caixas (Postfix) não contém o endereço.',
    cause: 'Um erro de digitação, ou a caixa não foi criada ou não existe mais.',
    next: 'Verifique o endereço; em um servidor próprio, veja virtual_mailbox_maps ou local_recipient_maps.',
  },
  'provider.text.user-unknown': {
    means: 'O servidor não conhece esse destinatário.',
    cause: 'Um erro antes da arroba, ou a caixa não existe mais.',
    next: 'Corrija o endereço ou pergunte ao destinatário por outra via.',
  },
  'provider.text.not-logged-in': {
    means: 'Este endereço de remetente só pode ser usado após a autenticação.',
    cause: 'É de uma caixa deste servidor e a sessão não se autenticou.',
    next: 'Ponha na conta usuário e senha para enviar.',
  },
  'provider.text.sender-verify': {
    means: 'O servidor perguntou ao servidor do próprio remetente se o endereço existe e não obteve um sim.',
    cause: 'O endereço do remetente está mal escrito ou não recebe e-mails, ou o servidor dele não responde a essas perguntas.',
    next: 'Verifique o endereço do remetente nas configurações; o administrador verifica por que ele recusa as devoluções.',
  },
  'provider.text.sender-domain': {
    means: 'O servidor não encontra no DNS o domínio do remetente.',
    cause: 'Um erro no endereço da conta, ou o domínio expirou.',
    next: 'Corrija o endereço do remetente; se o domínio for seu, o administrador deve verificar o DNS.',
  },
  'provider.text.recipient-domain': {
    means: 'O servidor não encontra no DNS o domínio do destinatário.',
    cause: 'Um erro depois da arroba, ou o domínio expirou.',
    next: 'Corrija a parte depois da arroba ou pergunte ao destinatário por outra via.',
  },
  'provider.text.helo-name': {
    means: 'O servidor quer depois de HELO ou EHLO um nome de host completo, com um ponto.',
    cause: 'O cliente deu um nome simples como «localhost» ou o do próprio computador.',
    next: 'Autentique-se antes de enviar, e quase todos os servidores o admitem; manualmente, cumprimente com um nome completo ou [192.0.2.7].',
  },
  'provider.text.helo-refused': {
    means: 'O servidor não aceita o nome que o cliente deu depois de HELO ou EHLO.',
    cause: 'Não está no DNS, é o do próprio servidor ou consta de uma lista.',
    next: 'Manualmente, cumprimente com o nome verdadeiro do cliente; o administrador dá ao servidor que envia um nome que esteja no DNS.',
  },
  'provider.text.reverse-dns': {
    means: 'O servidor não encontra um nome correto para o endereço IP do servidor que envia.',
    cause: 'Falta a entrada inversa (PTR), ou o nome não leva de volta ao endereço.',
    next: 'O administrador pede o PTR ao dono da rede; em casa, envie pelo servidor do seu provedor.',
  },
  'provider.text.spf': {
    means: 'O SPF falhou: o domínio do remetente não inclui o servidor que enviou isto.',
    cause: 'O envio com este endereço passa pelo servidor de outro provedor, ou por um encaminhamento.',
    next: 'Envie pelo provedor do endereço; ou o administrador acrescenta o servidor ao registro SPF.',
  },
  'provider.text.dmarc': {
    means: 'O DMARC falhou: nem SPF nem DKIM comprova o domínio do endereço From, e o domínio pede que se recusem esses e-mails.',
    cause: 'A mensagem passou por um servidor alheio ao domínio, ou foi alterada por uma lista de e-mails.',
    next: 'Envie pelo provedor do próprio domínio; o administrador verifica SPF, DKIM e DMARC.',
  },
  'provider.text.size': {
    means: 'A mensagem é maior do que o servidor ou a caixa permite.',
    cause: 'Os anexos crescem um terço no envio.',
    next: 'Reduza-os, ou coloque os arquivos em um disco on-line e envie o endereço.',
  },
  'provider.text.disk-full': {
    means: 'Está cheio o disco do próprio servidor, não a caixa.',
    cause: 'A fila ou o armazenamento não tem espaço.',
    next: 'Se o código começar por 4, haverá nova tentativa; se durar horas, avise o administrador desse servidor.',
  },
  'provider.text.virus': {
    means: 'O servidor encontrou malware na mensagem, ou assim supõe.',
    cause: 'Um anexo ou um link parece perigoso ao analisador.',
    next: 'Verifique este computador com um antivírus; envie o conteúdo em outro formato.',
  },
  'provider.text.spam': {
    means: 'Um filtro do servidor considera a mensagem spam.',
    cause: 'As palavras, os links ou a reputação do servidor que envia.',
    next: 'Escreva-a de novo com menos links e imagens, ou fale com o destinatário por outra via.',
  },
  'provider.text.attachment': {
    means: 'O servidor não admite um anexo deste tipo.',
    cause: 'Muitas vezes são proibidos programas, scripts, macros e arquivos compactados com senha.',
    next: 'Envie-o em outro formato, ou coloque o arquivo em um disco on-line e envie o endereço.',
  },
  'provider.text.rate': {
    means: 'Um limite de envio foi atingido: tantas mensagens ou destinatários por hora ou por dia.',
    cause: 'Um envio em massa, ou outra pessoa usando a conta.',
    next: 'Espere o prazo passar; se você não enviou tanto, mude a senha.',
  },
  'provider.text.connections': {
    means: 'Há conexões demais abertas no servidor por este endereço.',
    cause: 'Vários programas ou dispositivos enviam ou leem ao mesmo tempo, ou sessões antigas não terminaram.',
    next: 'Haverá nova tentativa; feche outros programas de e-mail desta rede.',
  },
  'provider.text.errors': {
    means: 'O servidor fecha após comandos recusados demais.',
    cause: 'Muitos destinatários errados, autenticações sem sucesso ou comandos mal escritos em uma sessão.',
    next: 'Veja as recusas anteriores a esta linha; corrija-as e tente de novo.',
  },
  'provider.text.sign-ins': {
    means: 'O servidor deixou por algum tempo de admitir acessos daqui.',
    cause: 'Tentativas demais falharam, talvez de outro dispositivo com uma senha antiga.',
    next: 'Corrija a senha em todos os lugares e espere de alguns minutos a uma hora.',
  },
  'provider.text.account-locked': {
    means: 'A conta está bloqueada ou inativa.',
    cause: 'Foi bloqueada pelo provedor, muitas vezes após envios suspeitos ou falta de pagamento.',
    next: 'Entre nas páginas do provedor e siga o que for pedido, ou consulte o suporte.',
  },
  'provider.text.starttls-first': {
    means: 'É preciso criptografar a conexão antes deste comando.',
    cause: 'A sessão vai em claro.',
    next: 'Escolha STARTTLS, ou TLS com porta própria, nas configurações da conta.',
  },
  'provider.text.sign-in-first': {
    means: 'O servidor só admite isso após a autenticação.',
    cause: 'A conta não tem usuário e senha para enviar, ou a autenticação falhou antes.',
    next: 'Coloque na conta usuário e senha para enviar.',
  },
  'provider.text.loop': {
    means: 'A mensagem passou por servidores demais: circula em um ciclo.',
    cause: 'Dois endereços ou servidores a encaminham um para o outro.',
    next: 'Avise o destinatário, que talvez tenha criado o encaminhamento, ou o administrador desse domínio.',
  },
  'provider.text.no-recipients': {
    means: 'Nenhum destinatário foi aceito, por isso não há a quem enviar a mensagem.',
    cause: 'Todos os destinatários foram recusados antes.',
    next: 'Veja as respostas a RCPT TO e corrija os endereços.',
  },
  'provider.text.local-problem': {
    means: 'No momento algo não funciona dentro do servidor: uma tabela, um diretório ou a configuração.',
    cause: 'Uma base de usuários ou um serviço por trás está fora do ar.',
    next: 'Haverá nova tentativa; se durar, avise o administrador desse servidor.',
  },
  'provider.text.timeout': {
    means: 'O servidor esperou demais pela linha seguinte e fecha a conexão.',
    cause: 'O cliente ficou calado por minutos, ou a rede parou.',
    next: 'Outra conexão é aberta quando for preciso.',
  },
  'provider.text.line-format': {
    means: 'O servidor recusa o modo como estão escritas as linhas da mensagem.',
    cause: 'Uma linha de mais de 998 caracteres, ou um fim de linha que não é CRLF.',
    next: 'Envie-a de novo em texto simples; avise o autor do programa que a escreveu.',
  },
  'provider.text.too-early': {
    means: 'O cliente falou antes da sua vez: antes da saudação, ou sem esperar por uma resposta obrigatória.',
    cause: 'Muitos programas de spam fazem isso, por isso o servidor recusa.',
    next: 'Manualmente: espere por cada resposta antes do comando seguinte.',
  },
};
