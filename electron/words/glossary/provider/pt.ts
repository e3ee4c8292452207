/** What texts of servers and of large providers mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { providerEnglish } from './en.ts';

export const providerPortuguese: EntriesLike<typeof providerEnglish> = {
  'provider.gmail.application-password': {
    means: 'A Google não aceita de um programa de correio a palavra-passe habitual da conta.',
    cause: 'A conta tem verificação em dois passos.',
    next: 'Crie uma palavra-passe de aplicação em myaccount.google.com/apppasswords e introduza-a aqui.',
  },
  'provider.gmail.credentials': {
    means: 'A Google recusou o utilizador ou a palavra-passe.',
    cause: 'A Google já não aceita palavras-passe habituais de programas de correio, só de aplicação e OAuth; ou há um erro de escrita.',
    next: 'Use o endereço completo como utilizador e uma palavra-passe de aplicação de myaccount.google.com/apppasswords.',
  },
  'provider.gmail.web-login': {
    means: 'A Google quer que inicie sessão primeiro num navegador.',
    cause: 'O acesso parece-lhe invulgar: um lugar novo, um dispositivo novo ou demasiadas tentativas.',
    next: 'Inicie sessão em mail.google.com, confirme que foi o próprio e tente de novo aqui.',
  },
  'provider.gmail.sign-in-first': {
    means: 'O servidor da Google só envia para contas autenticadas.',
    cause: 'A conta não tem utilizador e palavra-passe para enviar.',
    next: 'Ponha na conta utilizador e palavra-passe de aplicação para enviar.',
  },
  'provider.gmail.access-off': {
    means: 'O IMAP ou o POP está desativado nesta conta Google.',
    cause: 'A definição da conta ou da organização não permite programas de correio.',
    next: 'Ative-o nas definições do Gmail, «Encaminhamento e POP/IMAP», ou consulte o administrador da organização.',
  },
  'provider.gmail.connections': {
    means: 'A Google permite quinze ligações ao mesmo tempo por conta, e todas estão em uso.',
    cause: 'Outros dispositivos ou programas mantêm as suas.',
    next: 'Feche os programas de correio de que não precisa; as cortadas são libertadas em poucos minutos.',
  },
  'provider.gmail.bandwidth': {
    means: 'A Google bloqueou a conta para programas de correio porque hoje foram transmitidos demasiados dados.',
    cause: 'Uma primeira sincronização de uma caixa grande, ou vários programas ao mesmo tempo.',
    next: 'Espere até 24 horas; o correio não é afetado.',
  },
  'provider.gmail.sending-limit': {
    means: 'A conta enviou o que a Google permite num dia (500 destinatários, 2.000 no Workspace).',
    cause: 'Um envio em massa, ou outra pessoa a usar a conta.',
    next: 'Espere 24 horas; se não foi o próprio, mude a palavra-passe; para envios em massa use um serviço de listas.',
  },
  'provider.gmail.receiving-rate': {
    means: 'Este destinatário do Gmail recebe correio mais depressa do que a Google o entrega.',
    cause: 'Escrevem-lhe muitos remetentes, ou inunda-o um reencaminhamento.',
    next: 'Tenta-se de novo; se voltar, envie-a outra vez mais tarde.',
  },
  'provider.gmail.unauthenticated': {
    means: 'O Gmail só admite correio se SPF ou DKIM provar o domínio do remetente; aqui nenhum o fez.',
    cause: 'O servidor que o enviou não está no registo SPF do domínio e nenhuma assinatura DKIM é válida.',
    next: 'Envie pelo fornecedor do endereço From; ou o administrador configura SPF e DKIM no DNS.',
  },
  'provider.gmail.dmarc': {
    means: 'O domínio do remetente pede na sua política DMARC que se recuse correio não provado, e o Gmail fá-lo.',
    cause: 'A mensagem passou por um servidor alheio ao domínio ou foi alterada por um reencaminhamento.',
    next: 'Envie pelo fornecedor do próprio domínio; o administrador verifica SPF, DKIM e DMARC.',
  },
  'provider.gmail.unsolicited': {
    means: 'O Gmail toma esta mensagem por correio não solicitado.',
    cause: 'O conteúdo, os endereços da Web nela ou a reputação do domínio ou do endereço IP.',
    next: 'Escreva-a de novo, mais curta e sem endereços; se o domínio for seu, consulte o Google Postmaster Tools.',
  },
  'provider.gmail.unusual-rate': {
    means: 'O Gmail limita o correio deste endereço IP, domínio ou remetente porque muito dele parece não solicitado.',
    cause: 'Um aumento súbito, uma conta roubada ou falta de SPF e DKIM.',
    next: 'Tenta-se de novo; o administrador procura uma enchente na fila e consulta o Google Postmaster Tools.',
  },
  'provider.gmail.blocked-content': {
    means: 'O Gmail não admite este conteúdo porque poderia prejudicar o destinatário.',
    cause: 'Um programa, um script, um arquivo comprimido com palavra-passe ou uma macro entre os anexos.',
    next: 'Ponha o ficheiro num disco em linha e envie o endereço.',
  },
  'provider.gmail.no-such-user': {
    means: 'Não existe essa caixa na Google.',
    cause: 'Um erro de escrita, ou a conta foi fechada.',
    next: 'Verifique o endereço letra a letra; pergunte ao destinatário por outra via.',
  },
  'provider.gmail.inactive': {
    means: 'A conta Google existe, mas não recebe correio.',
    cause: 'Há muito que não é usada, ou foi desativada pela Google ou pela organização.',
    next: 'Fale com o destinatário por outra via.',
  },
  'provider.gmail.full': {
    means: 'O armazenamento Google do destinatário está cheio.',
    cause: 'Correio, fotos e Drive usam o mesmo espaço.',
    next: 'Avise o destinatário por outra via; envie de novo quando houver espaço.',
  },
  'provider.gmail.size': {
    means: 'A mensagem é maior do que a Google permite: cerca de 25 MB de anexos.',
    cause: 'A Google conta-os como são enviados, em base64, um terço maiores.',
    next: 'Ponha os ficheiros grandes num disco em linha e envie o endereço.',
  },
  'provider.gmail.header': {
    means: 'O Gmail recusa o cabeçalho da mensagem por não cumprir o RFC 5322.',
    cause: 'Falta ou repete-se From ou Message-ID, há vários endereços em From ou uma linha demasiado longa.',
    next: 'Avise o autor do programa que escreveu a mensagem.',
  },
  'provider.gmail.relay': {
    means: 'O relay da Google não admite correio deste endereço IP ou desta conta.',
    cause: 'O servidor que envia não consta da administração do Workspace, ou autentica-se com outro domínio.',
    next: 'O administrador do Workspace inscreve o endereço IP no serviço de relay SMTP.',
  },
  'provider.microsoft.basic-retired': {
    means: 'A Microsoft já não permite aqui que os programas entrem com palavra-passe (autenticação básica); só resta OAuth.',
    cause: 'A Microsoft desativou-a no Outlook.com e no Microsoft 365.',
    next: 'Use um acesso com OAuth, ou outra via de envio que o administrador da organização ofereça.',
  },
  'provider.microsoft.smtp-auth-off': {
    means: 'O envio com autenticação (SMTP AUTH) está desativado nesta caixa ou em toda a organização.',
    cause: 'O Microsoft 365 tem-no assim enquanto um administrador não o ativar.',
    next: 'O administrador ativa «SMTP autenticado» para a caixa no centro de administração do Microsoft 365.',
  },
  'provider.microsoft.security-defaults': {
    means: 'Uma política de segurança da organização proíbe este acesso.',
    cause: 'As «predefinições de segurança» ou o acesso condicional exigem um segundo fator, que uma palavra-passe não dá.',
    next: 'O administrador permite-o nesta conta, ou use OAuth.',
  },
  'provider.microsoft.credentials': {
    means: 'A Microsoft recusou o utilizador ou a palavra-passe.',
    cause:
      'Um erro de escrita, uma palavra-passe mudada, ou uma conta com verificação em dois passos que precisa de palavra-passe de aplicação ou OAuth.',
    next: 'Experimente o mesmo em outlook.com; use o endereço completo como utilizador.',
  },
  'provider.microsoft.anonymous': {
    means: 'O servidor da Microsoft só envia para contas autenticadas.',
    cause: 'A conta não tem utilizador e palavra-passe para enviar, ou falhou a autenticação anterior.',
    next: 'Ponha na conta utilizador e palavra-passe para enviar; veja a resposta a AUTH.',
  },
  'provider.microsoft.send-as': {
    means: 'A conta autenticada não pode enviar como este remetente.',
    cause: 'O endereço From é de outra caixa ou um alias sem a permissão «Enviar como».',
    next: 'Envie com o endereço da conta, ou peça ao administrador «Enviar como» na outra caixa.',
  },
  'provider.microsoft.not-connected': {
    means: 'A palavra-passe está certa, mas não foi possível abrir a caixa.',
    cause: 'O IMAP está desativado nela, a conta não tem caixa ou o utilizador indica mal uma caixa comum.',
    next: 'Verifique em outlook.com que a caixa abre e peça que ativem o IMAP nela; depois tente de novo.',
  },
  'provider.microsoft.session-ended': {
    means: 'A Microsoft terminou a sessão porque a autorização de acesso caducou.',
    cause: 'Um token OAuth dura cerca de uma hora, ou a palavra-passe mudou.',
    next: 'Abre-se outra sessão; se for recusada, inicie sessão de novo nas definições da conta.',
  },
  'provider.microsoft.recipient-not-found': {
    means: 'A organização do Exchange não tem esse destinatário.',
    cause: 'Um erro de escrita, ou a pessoa saiu; às vezes um endereço antigo lembrado pelo programa.',
    next: 'Escreva de novo o endereço em vez de escolher o sugerido.',
  },
  'provider.microsoft.access-denied': {
    means: 'O Microsoft 365 recusa este destinatário antes da mensagem: o endereço não existe lá, ou o domínio não está configurado.',
    cause: 'Assim são recusados à entrada os desconhecidos; também um domínio cujo DNS aponta para a Microsoft cedo de mais.',
    next: 'Verifique o endereço; se estiver certo, avise por outra via o administrador do destinatário.',
  },
  'provider.microsoft.busy': {
    means: 'O Microsoft 365 adia o servidor que envia.',
    cause: 'Ainda não o conhece, ou recebe dele mais do que o habitual.',
    next: 'Tenta-se de novo; com um endereço IP novo, o administrador aumenta o envio pouco a pouco.',
  },
  'provider.microsoft.ip-reputation': {
    means: 'A Microsoft limita ou bloqueia o servidor que envia pela sua reputação.',
    cause: 'Saiu spam do seu endereço IP ou da sua rede, ou o endereço é novo.',
    next: 'O administrador consulta sendersupport.olc.protection.outlook.com e pede lá a retirada da lista.',
  },
  'provider.microsoft.banned-ip': {
    means: 'O Microsoft 365 baniu o endereço IP do servidor que envia.',
    cause: 'Saiu spam dele.',
    next: 'O administrador resolve a causa e pede a retirada em sender.office.com.',
  },
  'provider.microsoft.bad-sender': {
    means: 'A Microsoft bloqueou os envios desta conta.',
    cause: 'Enviou demasiado ou algo que parecia spam; muitas vezes outro tem a palavra-passe.',
    next: 'Mude a palavra-passe; depois o administrador desbloqueia a conta em «Entidades restritas».',
  },
  'provider.microsoft.tenant-blocked': {
    means: 'O Microsoft 365 não admite por agora correio de toda esta organização.',
    cause: 'Enviou demasiado, é nova, ou tem um domínio ou endereço IP por inscrever.',
    next: 'O administrador da organização procura contas roubadas e pede ao suporte da Microsoft que levante o bloqueio.',
  },
  'provider.microsoft.sending-limit': {
    means: 'A conta enviou o que a Microsoft permite.',
    cause: 'Demasiados destinatários num dia, ou demasiadas mensagens num minuto.',
    next: 'Espere até amanhã; para envios em massa use um serviço de listas.',
  },
  'provider.microsoft.concurrent': {
    means: 'A Microsoft permite três ligações de envio ao mesmo tempo por caixa.',
    cause: 'Outro programa ou dispositivo envia com a mesma conta.',
    next: 'Tenta-se de novo.',
  },
  'provider.microsoft.forwarding': {
    means: 'A organização não permite reencaminhar automaticamente correio para o exterior.',
    cause: 'O Microsoft 365 proíbe-o enquanto um administrador não o permitir.',
    next: 'O dono do reencaminhamento consulta o administrador da organização.',
  },
  'provider.microsoft.connector': {
    means: 'O Microsoft 365 não sabe de que organização é este correio, por isso não o transmite.',
    cause: 'O certificado ou o endereço IP do conector não corresponde ao servidor que envia.',
    next: 'O administrador da organização corrige o conector de entrada.',
  },
  'provider.microsoft.relay': {
    means: 'O servidor Exchange não envia daqui para outros domínios.',
    cause: 'A sessão não se autenticou, ou o conector de receção não o permite.',
    next: 'Faça com que a conta se autentique antes de enviar; se não, o administrador muda o conector.',
  },
  'provider.microsoft.restricted': {
    means: 'Esta caixa ou grupo só admite correio de certos remetentes.',
    cause: 'Está aberta só à sua organização ou a pessoas escolhidas.',
    next: 'Peça ao dono do grupo que o admita, ou escreva a um membro.',
  },
  'provider.microsoft.dmarc': {
    means:
      'A Microsoft recusa correio cujo remetente não está provado como exige a política DMARC do domínio, ou a sua regra para grandes remetentes.',
    cause: 'SPF e DKIM falham, ou correspondem a outro domínio que não o do endereço From.',
    next: 'Envie pelo fornecedor do próprio domínio; o administrador configura SPF, DKIM e DMARC.',
  },
  'provider.microsoft.next-hop': {
    means: 'O Microsoft 365 não pôde entregar a mensagem ao servidor do destinatário.',
    cause: 'Esse servidor não responde, recusa TLS, ou o domínio não está no DNS.',
    next: 'Verifique o domínio do endereço; depois avise por outra via o administrador do destinatário.',
  },
  'provider.microsoft.loop': {
    means: 'Dentro do Exchange a mensagem circula em ciclo.',
    cause: 'Um domínio está mal marcado como interno ou externo, ou um reencaminhamento volta atrás.',
    next: 'Avise por outra via o administrador do destinatário.',
  },
  'provider.yahoo.sign-in': {
    means: 'A Yahoo recusou o acesso.',
    cause: 'A Yahoo só admite de programas de correio palavras-passe de aplicação e OAuth, e bloqueia após várias tentativas erradas.',
    next: 'Crie uma palavra-passe de aplicação na página de segurança da conta Yahoo, introduza-a aqui e espere um pouco se houve falhas.',
  },
  'provider.yahoo.deferred': {
    means: 'A Yahoo adia o correio deste servidor (códigos TSS).',
    cause: 'Houve queixas de utilizadores, ou envia mais do que o habitual.',
    next: 'Tenta-se de novo; se durar dias, o administrador consulta senders.yahooinc.com.',
  },
  'provider.yahoo.not-verified': {
    means: 'A Yahoo não permite que a conta envie com este endereço From.',
    cause: 'O endereço não está verificado na conta.',
    next: 'Use o endereço da conta, ou acrescente e verifique o outro nas definições da Yahoo.',
  },
  'provider.yahoo.policy': {
    means: 'A Yahoo recusa a mensagem pela sua política.',
    cause: 'O remetente não está provado com SPF, DKIM e DMARC, ou o conteúdo ou a reputação falam contra.',
    next: 'Envie pelo fornecedor do endereço From; o administrador consulta senders.yahooinc.com.',
  },
  'provider.yahoo.no-such-user': {
    means: 'Não existe essa caixa na Yahoo.',
    cause: 'Um erro de escrita, ou a conta foi fechada após um ano sem uso.',
    next: 'Verifique o endereço; pergunte ao destinatário por outra via.',
  },
  'provider.apple.policy': {
    means: 'O iCloud recusa ou adia a mensagem pela sua política.',
    cause: 'O conteúdo, a reputação do servidor que envia, ou um remetente não provado com SPF, DKIM e DMARC.',
    next: 'Envie pelo fornecedor do endereço From; o administrador escreve a icloudadmin@apple.com com a linha.',
  },
  'provider.apple.relay-address': {
    means: 'Um endereço privado da Apple (Ocultar o meu e-mail) só admite remetentes inscritos pela app do dono.',
    cause: 'O seu endereço não está entre eles, ou o dono desativou o endereço.',
    next: 'Peça ao destinatário o endereço habitual.',
  },
  'provider.yandex.access-off': {
    means: 'O Yandex não deixa entrar programas de correio nesta conta.',
    cause: 'O acesso de programas está desativado, ou falta uma palavra-passe de aplicação.',
    next: 'Ative-o no Yandex Mail, «Programas de correio», e crie uma palavra-passe de aplicação.',
  },
  'provider.mailru.application-password': {
    means: 'O Mail.ru só admite de programas de correio palavras-passe de aplicação.',
    cause: 'Foi usada a palavra-passe habitual.',
    next: 'Crie uma palavra-passe para aplicações externas na segurança da conta e introduza-a aqui.',
  },
  'provider.netease.authorization-code': {
    means: 'A QQ e a NetEase (163) pedem aos programas de correio um código de autorização em vez da palavra-passe.',
    cause: 'Foi usada a palavra-passe habitual, ou o serviço para programas está desativado.',
    next: 'Ative IMAP/SMTP nas definições do webmail e introduza o código que ele mostra.',
  },
  'provider.gmx.no-service': {
    means: 'A GMX, a WEB.DE e a IONOS não admitem correio deste cliente.',
    cause: 'O endereço IP não tem um nome inverso correto, é uma ligação doméstica ou tem má reputação.',
    next: 'Envie pelo servidor do seu fornecedor; o administrador segue o endereço da linha.',
  },
  'provider.zoho.unusual': {
    means: 'A Zoho parou por algum tempo os envios desta conta.',
    cause: 'Enviou muito em pouco tempo, o que parece invulgar.',
    next: 'Espere algumas horas; entre na Web e siga o que a Zoho pedir; mude a palavra-passe se não foi o próprio.',
  },
  'provider.zoho.relaying': {
    means: 'A Zoho não permite que a conta envie com este endereço.',
    cause: 'O endereço From não é da conta nem um alias dela.',
    next: 'Use o endereço da conta, ou acrescente o outro como alias.',
  },
  'provider.orange.policy': {
    means: 'A Orange limita ou recusa correio deste servidor (códigos OFR).',
    cause: 'Demasiadas ligações ou mensagens, ou má reputação do endereço IP.',
    next: 'Se o código começar por 4, tenta-se de novo; o administrador envia menos de cada vez e consulta postmaster.orange.fr.',
  },
  'provider.telekom.contact': {
    means: 'A T-Online não admite correio deste servidor.',
    cause: 'O endereço IP não é conhecido lá, o site não tem ficha legal ou tem má reputação.',
    next: 'O administrador escreve a tosa@rx.t-online.de e pede a admissão.',
  },
  'provider.amazon.not-verified': {
    means: 'O Amazon SES não conhece este endereço ou domínio do remetente.',
    cause: 'Não está verificado na região, ou a conta ainda está no ambiente de testes e só pode escrever a destinatários verificados.',
    next: 'O administrador verifica-o no painel do SES, ou pede lá o acesso de produção.',
  },
  'provider.amazon.throttled': {
    means: 'O Amazon SES não permite mais de momento.',
    cause: 'Esgotou-se o ritmo por segundo ou a quota diária.',
    next: 'Tenta-se de novo; se acontecer muitas vezes, o administrador pede mais quota.',
  },
  'provider.proofpoint.blocked': {
    means: 'Um filtro da Proofpoint à frente do destinatário bloqueia o servidor que envia.',
    cause: 'O endereço IP tem lá má reputação.',
    next: 'O administrador pede a retirada em ipcheck.proofpoint.com.',
  },
  'provider.mimecast.policy': {
    means: 'Um filtro da Mimecast à frente do destinatário recusa ou adia a mensagem por uma regra da organização dele.',
    cause: 'Um remetente bloqueado, um destinatário desconhecido ou uma lista cinzenta.',
    next: 'Peça ao destinatário que o administrador dele permita o seu endereço.',
  },
  'provider.text.dynamic-address': {
    means: 'O servidor não admite correio direto de ligações domésticas e móveis.',
    cause: 'O endereço IP está numa lista desses endereços (PBL), o que não é uma censura.',
    next: 'Envie pelo servidor do seu fornecedor, porta 465 ou 587, com utilizador e palavra-passe.',
  },
  'provider.text.spamhaus': {
    means: 'O servidor que envia está numa lista de bloqueio da Spamhaus.',
    cause: 'Saiu spam ou malware do endereço IP ou domínio, ou é uma ligação doméstica.',
    next: 'Consulte o endereço em check.spamhaus.org; o administrador resolve a causa e pede lá a retirada.',
  },
  'provider.text.barracuda': {
    means: 'O servidor que envia está na lista de bloqueio da Barracuda, ou um filtro dela parou a mensagem.',
    cause: 'Saiu spam do endereço IP.',
    next: 'O administrador consulta o endereço em barracudacentral.org e pede lá a retirada.',
  },
  'provider.text.blocklist': {
    means: 'O servidor que envia está numa lista de bloqueio que este servidor usa.',
    cause: 'Saiu spam do endereço IP, da rede ou de um domínio da mensagem.',
    next: 'Siga o endereço da linha; o administrador resolve a causa e pede a retirada à lista.',
  },
  'provider.text.greylist': {
    means: 'Lista cinzenta (greylisting): o servidor manda embora uma vez todo o remetente desconhecido e admite a segunda tentativa.',
    cause: 'Os programas de spam raramente tentam duas vezes.',
    next: 'Tenta-se de novo, quase sempre com êxito ao fim de cinco a quinze minutos.',
  },
  'provider.text.relay': {
    means: 'O servidor não transmite por sua conta correio para este domínio: não é dele e a sessão não se autenticou.',
    cause: 'A conta envia sem utilizador e palavra-passe, ou o servidor é outro.',
    next: 'Ponha na conta utilizador e palavra-passe para enviar, ou o servidor do seu fornecedor.',
  },
  'provider.text.recipient-table': {
    means: 'O servidor é responsável por este domínio, mas a sua tabela de caixas (Postfix) não contém o endereço.',
    cause: 'Um erro de escrita, ou a caixa não foi criada ou já não existe.',
    next: 'Verifique o endereço; num servidor próprio, veja virtual_mailbox_maps ou local_recipient_maps.',
  },
  'provider.text.user-unknown': {
    means: 'O servidor não conhece esse destinatário.',
    cause: 'Um erro antes da arroba, ou a caixa já não existe.',
    next: 'Corrija o endereço ou pergunte ao destinatário por outra via.',
  },
  'provider.text.not-owned': {
    means: 'A conta autenticada não pode usar este endereço de remetente.',
    cause: 'O endereço From é de outra conta ou outro domínio do servidor.',
    next: 'Use como remetente o endereço da conta, ou peça ao administrador que permita o outro.',
  },
  'provider.text.not-logged-in': {
    means: 'Este endereço de remetente só pode ser usado após a autenticação.',
    cause: 'É de uma caixa deste servidor e a sessão não se autenticou.',
    next: 'Ponha na conta utilizador e palavra-passe para enviar.',
  },
  'provider.text.sender-verify': {
    means: 'O servidor perguntou ao servidor do próprio remetente se o endereço existe e não obteve um sim.',
    cause: 'O endereço do remetente está mal escrito ou não recebe correio, ou o servidor dele não responde a tais perguntas.',
    next: 'Verifique o endereço do remetente nas definições; o administrador vê porque recusa as devoluções.',
  },
  'provider.text.sender-domain': {
    means: 'O servidor não encontra no DNS o domínio do remetente.',
    cause: 'Um erro no endereço da conta, ou o domínio caducou.',
    next: 'Corrija o endereço do remetente; se o domínio for seu, o administrador deve verificar o DNS.',
  },
  'provider.text.recipient-domain': {
    means: 'O servidor não encontra no DNS o domínio do destinatário.',
    cause: 'Um erro depois da arroba, ou o domínio caducou.',
    next: 'Corrija a parte depois da arroba ou pergunte ao destinatário por outra via.',
  },
  'provider.text.helo-name': {
    means: 'O servidor quer depois de HELO ou EHLO um nome de máquina completo, com um ponto.',
    cause: 'O cliente deu um nome simples como «localhost» ou o do próprio computador.',
    next: 'Autentique-se antes de enviar, e quase todos os servidores o admitem; à mão, cumprimente com um nome completo ou [192.0.2.7].',
  },
  'provider.text.helo-refused': {
    means: 'O servidor não aceita o nome que o cliente deu depois de HELO ou EHLO.',
    cause: 'Não está no DNS, é o do próprio servidor ou consta de uma lista.',
    next: 'À mão, cumprimente com o nome verdadeiro do cliente; o administrador dá ao servidor que envia um nome que esteja no DNS.',
  },
  'provider.text.reverse-dns': {
    means: 'O servidor não encontra um nome correto para o endereço IP do servidor que envia.',
    cause: 'Falta a entrada inversa (PTR), ou o nome não leva de volta ao endereço.',
    next: 'O administrador pede o PTR ao dono da rede; em casa, envie pelo servidor do seu fornecedor.',
  },
  'provider.text.spf': {
    means: 'O SPF falhou: o domínio do remetente não inclui o servidor que enviou isto.',
    cause: 'O envio com este endereço passa pelo servidor de outro fornecedor, ou fê-lo um reencaminhamento.',
    next: 'Envie pelo fornecedor do endereço; ou o administrador acrescenta o servidor ao registo SPF.',
  },
  'provider.text.dmarc': {
    means: 'O DMARC falhou: nem SPF nem DKIM prova o domínio do endereço From, e o domínio pede que se recuse esse correio.',
    cause: 'A mensagem passou por um servidor alheio ao domínio, ou foi alterada por uma lista de correio.',
    next: 'Envie pelo fornecedor do próprio domínio; o administrador verifica SPF, DKIM e DMARC.',
  },
  'provider.text.size': {
    means: 'A mensagem é maior do que o servidor ou a caixa permite.',
    cause: 'Os anexos crescem um terço no envio.',
    next: 'Reduza-os, ou ponha os ficheiros num disco em linha e envie o endereço.',
  },
  'provider.text.full': {
    means: 'A caixa do destinatário está cheia.',
    cause: 'O espaço esgotou-se.',
    next: 'Avise o destinatário por outra via; envie de novo quando houver espaço.',
  },
  'provider.text.disk-full': {
    means: 'Está cheio o disco do próprio servidor, não a caixa.',
    cause: 'A fila ou o armazenamento não tem espaço.',
    next: 'Se o código começar por 4, tenta-se de novo; se durar horas, avise o administrador desse servidor.',
  },
  'provider.text.virus': {
    means: 'O servidor encontrou malware na mensagem, ou assim julga.',
    cause: 'Um anexo ou um endereço da Web parece perigoso ao analisador.',
    next: 'Verifique este computador com um antivírus; envie o conteúdo noutro formato.',
  },
  'provider.text.spam': {
    means: 'Um filtro do servidor toma a mensagem por spam.',
    cause: 'As palavras, os endereços da Web nela ou a reputação do servidor que envia.',
    next: 'Escreva-a de novo com menos endereços e imagens, ou fale com o destinatário por outra via.',
  },
  'provider.text.attachment': {
    means: 'O servidor não admite um anexo deste tipo.',
    cause: 'Muitas vezes são proibidos programas, scripts, macros e arquivos comprimidos com senha.',
    next: 'Envie-o noutro formato, ou ponha o ficheiro num disco em linha e envie o endereço.',
  },
  'provider.text.rate': {
    means: 'Foi atingido um limite de envio: tantas mensagens ou destinatários por hora ou por dia.',
    cause: 'Um envio em massa, ou outra pessoa a usar a conta.',
    next: 'Espere que passe o prazo; se não enviou tanto, mude a palavra-passe.',
  },
  'provider.text.connections': {
    means: 'Há demasiadas ligações abertas no servidor a partir deste endereço.',
    cause: 'Vários programas ou dispositivos enviam ou leem ao mesmo tempo, ou sessões antigas não terminaram.',
    next: 'Tenta-se de novo; feche outros programas de correio desta rede.',
  },
  'provider.text.errors': {
    means: 'O servidor fecha após demasiados comandos recusados.',
    cause: 'Muitos destinatários errados, autenticações falhadas ou comandos mal escritos numa sessão.',
    next: 'Veja as recusas anteriores a esta linha; corrija-as e tente de novo.',
  },
  'provider.text.sign-ins': {
    means: 'O servidor deixou por algum tempo de admitir acessos daqui.',
    cause: 'Falharam demasiadas tentativas, talvez de outro dispositivo com uma palavra-passe antiga.',
    next: 'Corrija a palavra-passe em todo o lado e espere de alguns minutos a uma hora.',
  },
  'provider.text.account-locked': {
    means: 'A conta está bloqueada ou inativa.',
    cause: 'Foi bloqueada pelo fornecedor, muitas vezes após envios suspeitos ou falta de pagamento.',
    next: 'Entre nas páginas do fornecedor e siga o que lá se diz, ou consulte o apoio.',
  },
  'provider.text.starttls-first': {
    means: 'É preciso cifrar a ligação antes deste comando.',
    cause: 'A sessão vai em claro.',
    next: 'Escolha STARTTLS, ou TLS com porta própria, nas definições da conta.',
  },
  'provider.text.sign-in-first': {
    means: 'O servidor só o admite após a autenticação.',
    cause: 'A conta não tem utilizador e palavra-passe para enviar, ou a autenticação falhou antes.',
    next: 'Ponha na conta utilizador e palavra-passe para enviar.',
  },
  'provider.text.access-denied': {
    means: 'As regras de acesso do servidor excluem este cliente, remetente ou destinatário.',
    cause: 'Uma regra do administrador, ou uma lista de endereços não desejados.',
    next: 'Consulte o administrador desse servidor, com esta linha.',
  },
  'provider.text.loop': {
    means: 'A mensagem passou por demasiados servidores: circula num ciclo.',
    cause: 'Dois endereços ou servidores reencaminham-na um para o outro.',
    next: 'Avise o destinatário, que talvez tenha criado o reencaminhamento, ou o administrador desse domínio.',
  },
  'provider.text.no-recipients': {
    means: 'Nenhum destinatário foi aceite, por isso não há a quem enviar a mensagem.',
    cause: 'Todos os destinatários foram recusados antes.',
    next: 'Veja as respostas a RCPT TO e corrija os endereços.',
  },
  'provider.text.local-problem': {
    means: 'De momento algo não funciona dentro do servidor: uma tabela, um diretório ou a configuração.',
    cause: 'Está em baixo uma base de utilizadores ou um serviço por trás.',
    next: 'Tenta-se de novo; se durar, avise o administrador desse servidor.',
  },
  'provider.text.timeout': {
    means: 'O servidor esperou demasiado pela linha seguinte e fecha a ligação.',
    cause: 'O cliente esteve calado minutos, ou a rede parou.',
    next: 'Abre-se outra ligação quando for preciso.',
  },
  'provider.text.line-format': {
    means: 'O servidor recusa o modo como estão escritas as linhas da mensagem.',
    cause: 'Uma linha de mais de 998 carateres, ou um fim de linha que não é CRLF.',
    next: 'Envie-a de novo em texto simples; avise o autor do programa que a escreveu.',
  },
  'provider.text.too-early': {
    means: 'O cliente falou antes da sua vez: antes da saudação, ou sem esperar por uma resposta obrigatória.',
    cause: 'Muitos programas de spam fazem-no, por isso o servidor recusa.',
    next: 'À mão: espere por cada resposta antes do comando seguinte.',
  },
};
