/** What enhanced status codes mean, in European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpEnhancedEnglish } from './en.ts';

export const smtpEnhancedPortuguese: EntriesLike<typeof smtpEnhancedEnglish> = {
  'smtp.enhanced.1.0': {
    means: '{code}: há um problema com um endereço; o servidor não diz qual.',
    cause: 'Quase sempre um destinatário desconhecido ou bloqueado; às vezes um remetente que não lhe agrada.',
    next: 'Verifique os dois endereços; o texto da linha pode dizer mais.',
  },
  'smtp.enhanced.1.1': {
    means: '{code}: não existe essa caixa neste domínio.',
    cause: 'Um erro antes da arroba, ou a caixa já não existe.',
    next: 'Corrija o endereço ou pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.1.1.temporary': {
    means: '{code}: o servidor não encontra agora a caixa, mas não a exclui.',
    cause: 'O diretório de utilizadores não responde ou está em mudança.',
    next: 'Tenta-se de novo; se durar, verifique o endereço.',
  },
  'smtp.enhanced.1.2': {
    means: '{code}: o domínio do destinatário não existe ou não aceita correio.',
    cause: 'Um erro depois da arroba, ou um domínio caducado.',
    next: 'Corrija a parte depois da arroba ou pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.1.2.temporary': {
    means: '{code}: não foi possível consultar agora o domínio do destinatário.',
    cause: 'Os seus servidores de nomes não respondem ou acaba de ser criado.',
    next: 'Tenta-se de novo; se durar, verifique a parte depois da arroba.',
  },
  'smtp.enhanced.1.3': {
    means: '{code}: o endereço do destinatário está mal formado.',
    cause: 'Um espaço, um domínio em falta, duas arrobas ou uma letra que o servidor não admite.',
    next: 'Corrija o endereço e envie de novo.',
  },
  'smtp.enhanced.1.4': {
    means: '{code}: o endereço corresponde a mais de uma caixa.',
    cause: 'O servidor adivinha nomes, e este serve a várias pessoas.',
    next: 'Escreva o endereço completo de quem pretende.',
  },
  'smtp.enhanced.1.5': '{code}: o endereço do destinatário é válido.',
  'smtp.enhanced.1.6': {
    means: '{code}: a caixa mudou sem deixar endereço novo.',
    cause: 'O destinatário deixou a organização ou mudou de fornecedor.',
    next: 'Peça o novo endereço por outra via.',
  },
  'smtp.enhanced.1.7': {
    means: '{code}: o endereço do remetente está mal formado.',
    cause: 'Falta o domínio ou há um sinal errado no endereço da conta.',
    next: 'Corrija o endereço do remetente nas definições da conta.',
  },
  'smtp.enhanced.1.8': {
    means: '{code}: o domínio do remetente não existe ou não pode receber respostas.',
    cause: 'Um erro no endereço da conta, ou o domínio não tem MX nem endereço no DNS.',
    next: 'Corrija o endereço do remetente; se o domínio for seu, mande reparar o DNS.',
  },
  'smtp.enhanced.1.8.temporary': {
    means: '{code}: o servidor não pôde consultar agora o domínio do remetente.',
    cause: 'Os servidores de nomes do domínio não lhe respondem.',
    next: 'Tenta-se de novo; se o domínio for seu, o administrador deve verificar o DNS.',
  },
  'smtp.enhanced.1.9': '{code}: a mensagem passou para um sistema que não fala este protocolo e do qual não virão mais avisos.',
  'smtp.enhanced.1.10': {
    means: '{code}: o domínio do destinatário declara no DNS que não aceita correio (MX nulo).',
    cause: 'Um domínio usado só para a Web, ou um erro de escrita que leva a ele.',
    next: 'Procure outro endereço do destinatário.',
  },
  'smtp.enhanced.2.0': {
    means: '{code}: há um problema com a caixa; o servidor não diz qual.',
    cause: 'Muitas vezes está cheia ou bloqueada.',
    next: 'Pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.2.0.temporary': {
    means: '{code}: a caixa não pode receber agora a mensagem.',
    cause: 'Está ocupada ou cheia, ou o servidor limita as entregas.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.2.1': {
    means: '{code}: a caixa existe, mas está desativada.',
    cause: 'A conta está fechada, por pagar ou há muito sem uso.',
    next: 'Fale com o destinatário por outra via.',
  },
  'smtp.enhanced.2.1.temporary': {
    means: '{code}: a caixa não admite correio de momento.',
    cause: 'Recebe demasiado correio em pouco tempo, ou está bloqueada para manutenção.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.2.2': {
    means: '{code}: a caixa está cheia.',
    cause: 'O destinatário esgotou o espaço.',
    next: 'Avise-o por outra via; quando apagar correio, envie de novo.',
  },
  'smtp.enhanced.2.2.temporary': {
    means: '{code}: a caixa está cheia de momento.',
    cause: 'O destinatário esgotou o espaço.',
    next: 'Tenta-se de novo durante alguns dias, caso apague correio; avise o destinatário por outra via.',
  },
  'smtp.enhanced.2.3': {
    means: '{code}: a mensagem é mais longa do que esta caixa permite.',
    cause: 'Um limite deste destinatário, menor do que o do servidor.',
    next: 'Envie um endereço de onde descarregar o anexo, ou várias mensagens menores.',
  },
  'smtp.enhanced.2.4': {
    means: '{code}: não foi possível expandir uma lista de correio.',
    cause: 'Tem um endereço avariado, ou não é possível ler os membros.',
    next: 'Avise o responsável pela lista; se for urgente, escreva diretamente aos membros.',
  },
  'smtp.enhanced.2.4.temporary': {
    means: '{code}: agora não é possível expandir uma lista de correio.',
    cause: 'O diretório com os membros não responde.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.3.0': {
    means: '{code}: há um problema dentro do sistema recetor; não diz qual.',
    cause: 'Uma falha ou uma regra do servidor.',
    next: 'Leia o texto da linha; avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.0.temporary': {
    means: '{code}: uma falha dentro do sistema recetor, de momento.',
    cause: 'Uma das suas partes não responde.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.3.1': {
    means: '{code}: o sistema recetor não tem espaço.',
    cause: 'O disco está cheio; apagar correio de uma caixa não basta.',
    next: 'Avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.1.temporary': {
    means: '{code}: o sistema recetor não tem espaço de momento.',
    cause: 'O disco está cheio.',
    next: 'Tenta-se de novo; se durar horas, avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.2': {
    means: '{code}: o sistema não aceita correio da rede.',
    cause: 'Foi retirado de serviço.',
    next: 'Pergunte ao destinatário por outra via e verifique o domínio do endereço.',
  },
  'smtp.enhanced.3.2.temporary': {
    means: '{code}: o sistema não aceita correio neste momento.',
    cause: 'Está a reiniciar, sobrecarregado ou em manutenção.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.3.3': {
    means: '{code}: falta ao sistema uma função de que a mensagem precisa.',
    cause: 'Por exemplo, a entrega num prazo, ou letras fora do ASCII num endereço.',
    next: 'Envie-a de novo numa forma mais simples.',
  },
  'smtp.enhanced.3.4': {
    means: '{code}: a mensagem é demasiado grande para este sistema.',
    cause: 'Os anexos crescem um terço no envio; o limite está na linha SIZE depois de EHLO.',
    next: 'Reduza os anexos ou envie um endereço de onde os descarregar.',
  },
  'smtp.enhanced.3.5': {
    means: '{code}: o sistema não está configurado para este correio.',
    cause: 'O DNS do domínio leva a um servidor que não o conhece, ou de volta a si mesmo.',
    next: 'Avise o administrador do domínio do destinatário.',
  },
  'smtp.enhanced.3.6': '{code}: a mensagem é aceite, mas com outra prioridade que não a pedida; o texto di-la.',
  'smtp.enhanced.4.0': {
    means: '{code}: há um problema na rede ou no caminho até ao destinatário.',
    cause: 'Entradas DNS ou conectores avariados.',
    next: 'Avise o administrador do seu servidor de correio com esta linha.',
  },
  'smtp.enhanced.4.0.temporary': {
    means: '{code}: falha de momento a rede ou o caminho até ao destinatário.',
    cause: 'Está em baixo uma linha ou um servidor de nomes do caminho.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.4.1': {
    means: '{code}: o servidor do destinatário não respondeu e o que envia desistiu.',
    cause: 'Está fora de serviço ou uma firewall fecha a porta 25.',
    next: 'Verifique o domínio do endereço; pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.4.1.temporary': {
    means: '{code}: o servidor seguinte não responde de momento.',
    cause: 'Está em baixo ou não é alcançável de lá.',
    next: 'Tenta-se de novo, durante dias se for preciso.',
  },
  'smtp.enhanced.4.2': {
    means: '{code}: a ligação era má ou caiu.',
    cause: 'Uma falha de rede, ou uma firewall que corta as transmissões longas.',
    next: 'Se se repetir, avise o administrador do seu servidor de correio.',
  },
  'smtp.enhanced.4.2.temporary': {
    means: '{code}: a ligação caiu, ou o servidor esperou demasiado pelo comando seguinte.',
    cause: 'Uma falha de rede, ou um cliente calado alguns minutos.',
    next: 'Abre-se outra ligação; nada se perde.',
  },
  'smtp.enhanced.4.3': {
    means: '{code}: um servidor de diretório ou de nomes falhou definitivamente.',
    cause: 'Entradas DNS erradas do domínio do destinatário.',
    next: 'Avise por outra via o administrador do domínio do destinatário.',
  },
  'smtp.enhanced.4.3.temporary': {
    means: '{code}: um servidor de diretório ou de nomes não responde de momento.',
    cause: 'Está em baixo lá o DNS ou o diretório de utilizadores.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.4.4': {
    means: '{code}: não se conhece caminho até ao servidor seguinte.',
    cause: 'O domínio do destinatário não tem no DNS um servidor de correio utilizável.',
    next: 'Verifique a parte depois da arroba; se estiver certa, avise por outra via o administrador desse domínio.',
  },
  'smtp.enhanced.4.4.temporary': {
    means: '{code}: de momento não se conhece caminho até ao servidor seguinte.',
    cause: 'O DNS do domínio do destinatário está incompleto ou em mudança.',
    next: 'Tenta-se de novo.',
  },
  'smtp.enhanced.4.5': {
    means: '{code}: o sistema de correio está sobrecarregado.',
    cause: 'Demasiado tráfego lá, ou demasiado deste remetente.',
    next: 'Tenta-se de novo, mais devagar.',
  },
  'smtp.enhanced.4.6': {
    means: '{code}: a mensagem circula num ciclo.',
    cause: 'Dois endereços ou servidores reencaminham-na um para o outro.',
    next: 'Avise o administrador do domínio do destinatário, ou o destinatário, que talvez tenha criado o reencaminhamento.',
  },
  'smtp.enhanced.4.7': {
    means: '{code}: a mensagem esperou demasiado e foi abandonada.',
    cause: 'Durante dias não se alcançou o servidor do destinatário, ou este adiou-a sempre.',
    next: 'Verifique o endereço e envie de novo, ou fale com o destinatário por outra via.',
  },
  'smtp.enhanced.4.7.temporary': {
    means: '{code}: a mensagem está atrasada: espera há horas e continua à espera.',
    cause: 'O servidor do destinatário não responde ou adia-a.',
    next: 'Não é preciso fazer nada: tenta-se de novo até acabar o prazo, e então será avisado.',
  },
  'smtp.enhanced.4.8': {
    means: '{code}: o servidor quer o mesmo por IPv4.',
    cause: 'O endereço IPv6 do seu servidor não tem boa reputação ou nome inverso.',
    next: 'O administrador do seu servidor define DNS inverso e SPF para IPv6, ou envia por IPv4.',
  },
  'smtp.enhanced.5.0': {
    means: '{code}: há um problema com o protocolo; o servidor não diz qual.',
    cause: 'Um comando fora do lugar, ou um conteúdo que não quer.',
    next: 'Leia o texto da linha; se se repetir, avise o autor do programa de correio.',
  },
  'smtp.enhanced.5.1': {
    means: '{code}: o comando é desconhecido ou veio fora de tempo.',
    cause: 'Um comando anterior foi recusado, ou falta um.',
    next: 'Veja a resposta anterior a esta.',
  },
  'smtp.enhanced.5.2': {
    means: '{code}: o comando está mal formado ou a linha é demasiado longa.',
    cause: 'Falta um parêntese angular, há um sinal a mais ou uma palavra mal escrita.',
    next: 'À mão: compare o comando com a sua forma na norma.',
  },
  'smtp.enhanced.5.3': {
    means: '{code}: demasiados destinatários de uma vez.',
    cause: 'O servidor limita os destinatários por mensagem.',
    next: 'Envie a mensagem a menos pessoas de cada vez, ou por uma lista de correio.',
  },
  'smtp.enhanced.5.3.temporary': {
    means: '{code}: demasiados destinatários de uma vez; os aceites continuam aceites.',
    cause: 'O servidor limita os destinatários por mensagem.',
    next: 'O resto tem de ser enviado noutra mensagem.',
  },
  'smtp.enhanced.5.4': {
    means: '{code}: os argumentos do comando estão errados.',
    cause: 'Falta um, está fora dos limites ou é de uma extensão que o servidor não anunciou.',
    next: 'À mão: compare-os com a resposta a EHLO.',
  },
  'smtp.enhanced.5.5': {
    means: '{code}: os dois lados falam versões diferentes do protocolo.',
    cause: 'Um servidor muito antigo ou uma passagem entre ambos.',
    next: 'Use outro servidor para enviar.',
  },
  'smtp.enhanced.5.6': {
    means: '{code}: uma linha da autenticação era demasiado longa para o servidor.',
    cause: 'Um token grande, de OAuth ou Kerberos.',
    next: 'Escolha outro mecanismo para a conta, ou peça ao administrador que suba o limite.',
  },
  'smtp.enhanced.6.0': {
    means: '{code}: há um problema com o conteúdo; o servidor não diz qual.',
    cause: 'Um cabeçalho avariado, uma linha demasiado longa ou um filtro.',
    next: 'Leia o texto da linha; envie a mensagem de novo, em texto simples e sem anexos.',
  },
  'smtp.enhanced.6.1': {
    means: '{code}: este tipo de conteúdo não é suportado.',
    cause: 'Um anexo de um tipo que o sistema do destinatário não admite.',
    next: 'Envie-o noutro formato ou com um endereço de onde o descarregar.',
  },
  'smtp.enhanced.6.2': {
    means: '{code}: seria preciso converter o conteúdo, o que o remetente ou uma regra proíbe.',
    cause: 'Uma assinatura ou cifra que não se pode tocar encontra um servidor que não a consegue transmitir tal como é.',
    next: 'Envie-a sem texto de 8 bits ou por outro servidor.',
  },
  'smtp.enhanced.6.3': {
    means: '{code}: seria preciso converter o conteúdo, o que este servidor não sabe fazer.',
    cause: 'Tem partes de 8 bits ou binárias, e o servidor seguinte só admite texto de 7 bits.',
    next: 'Envie-a como texto simples ou em base64.',
  },
  'smtp.enhanced.6.4': '{code}: o conteúdo foi convertido e perdeu algo no caminho.',
  'smtp.enhanced.6.5': {
    means: '{code}: a conversão do conteúdo falhou.',
    cause: 'Uma parte está danificada ou numa codificação invulgar.',
    next: 'Envie-o noutro formato.',
  },
  'smtp.enhanced.6.6': {
    means: '{code}: o servidor não conseguiu ir buscar o conteúdo que lhe foi indicado (BURL).',
    cause: 'A parte foi apagada ou a autorização para a ler caducou.',
    next: 'Anexe o próprio conteúdo e envie de novo.',
  },
  'smtp.enhanced.6.7': {
    means: '{code}: aqui não é permitido um endereço com letras fora do ASCII.',
    cause: 'O servidor ou a caixa não admite endereços internacionalizados.',
    next: 'Peça um endereço em ASCII e use esse.',
  },
  'smtp.enhanced.6.8': {
    means: '{code}: a resposta precisaria de letras fora do ASCII e o cliente não as permitiu.',
    cause: 'VRFY ou EXPN foi enviado sem SMTPUTF8.',
    next: 'À mão: acrescente SMTPUTF8 ao comando.',
  },
  'smtp.enhanced.6.9': {
    means: '{code}: a mensagem precisa de letras fora do ASCII em endereços ou cabeçalho, e um servidor do caminho não as admite.',
    cause: 'Esse servidor não oferece SMTPUTF8.',
    next: 'Use endereços em ASCII para remetente e destinatário.',
  },
  'smtp.enhanced.6.10': {
    means: '{code}: a resposta precisaria de letras fora do ASCII; um número antiquado para o mesmo que X.6.8.',
    cause: 'VRFY ou EXPN foi enviado sem SMTPUTF8.',
    next: 'À mão: acrescente SMTPUTF8 ao comando.',
  },
  'smtp.enhanced.7.0': {
    means: '{code}: recusado por um motivo de segurança ou por uma regra; o código não diz mais.',
    cause: 'Um filtro, uma lista de bloqueio ou uma autenticação em falta.',
    next: 'Leia o texto da linha; consulte o administrador do servidor que recusa.',
  },
  'smtp.enhanced.7.0.temporary': {
    means: '{code}: adiado por um motivo de segurança ou por uma regra.',
    cause: 'Uma lista cinzenta, demasiadas mensagens ou tentativas, ou uma verificação sem resposta.',
    next: 'Tenta-se de novo; entretanto não insista.',
  },
  'smtp.enhanced.7.1': {
    means: '{code}: uma regra proíbe esta entrega.',
    cause:
      'Envio para outro domínio sem autenticação, uma lista de bloqueio, um filtro de spam ou um destinatário que só admite remetentes conhecidos.',
    next: 'Leia o texto da linha; verifique que a conta se autentica antes de enviar; se não, consulte o administrador do servidor que recusa.',
  },
  'smtp.enhanced.7.1.temporary': {
    means: '{code}: uma regra adia esta entrega.',
    cause:
      'Quase sempre uma lista cinzenta: os remetentes desconhecidos têm de tentar duas vezes; também uma consulta falhada do nome do seu servidor.',
    next: 'Tenta-se de novo, quase sempre com êxito ao fim de cinco a quinze minutos.',
  },
  'smtp.enhanced.7.2': {
    means: '{code}: não pode escrever para esta lista.',
    cause: 'Só o podem fazer os membros ou moderadores.',
    next: 'Inscreva-se na lista com este endereço ou consulte o responsável.',
  },
  'smtp.enhanced.7.3': {
    means: '{code}: seria preciso passar a mensagem de um tipo de segurança a outro, o que não é possível.',
    cause: 'Uma passagem encontra uma cifra ou assinatura que não consegue converter.',
    next: 'Envie-a sem elas, ou na outra forma.',
  },
  'smtp.enhanced.7.4': {
    means: '{code}: uma função ou um mecanismo de segurança não é suportado.',
    cause: 'O mecanismo de autenticação, ou uma cifra, que este servidor não tem.',
    next: 'Escolha «Automático» ou um mecanismo que o servidor anuncie depois de EHLO.',
  },
  'smtp.enhanced.7.5': {
    means: '{code}: uma operação criptográfica falhou.',
    cause: 'Uma negociação TLS, uma assinatura ou uma chave que não resultou.',
    next: 'Avise o administrador do seu servidor de correio com esta linha.',
  },
  'smtp.enhanced.7.6': {
    means: '{code}: o algoritmo criptográfico não é suportado.',
    cause: 'Um lado só oferece algoritmos antigos ou só novos.',
    next: 'Avise o administrador do seu servidor de correio; um programa antigo talvez precise de atualização.',
  },
  'smtp.enhanced.7.7': {
    means: '{code}: a mensagem foi danificada ou alterada no caminho, ou assim o diz uma regra de conteúdo.',
    cause: 'Uma assinatura já não confere; alguns fornecedores usam este código também para a sua política de conteúdos.',
    next: 'Envie-a de novo; se se repetir, avise o administrador do seu servidor de correio.',
  },
  'smtp.enhanced.7.8': {
    means: '{code}: o utilizador ou a palavra-passe está errado.',
    cause:
      'Um erro de escrita, uma palavra-passe mudada, só meio endereço como utilizador ou um fornecedor que exige uma palavra-passe de aplicação.',
    next: 'Experimente o mesmo nas páginas do fornecedor e corrija nas definições da conta.',
  },
  'smtp.enhanced.7.8.temporary': {
    means: '{code}: de momento não é possível verificar a autenticação.',
    cause: 'A base de utilizadores de lá não responde, ou falharam demasiadas tentativas.',
    next: 'Tenta-se de novo; não mude a palavra-passe por isto.',
  },
  'smtp.enhanced.7.9': {
    means: '{code}: o mecanismo de autenticação é demasiado fraco para esta conta.',
    cause: 'O servidor quer um mais forte, uma palavra-passe de aplicação ou OAuth.',
    next: 'Escolha outro mecanismo, ou crie uma palavra-passe de aplicação nas páginas do fornecedor.',
  },
  'smtp.enhanced.7.10': {
    means: '{code}: é precisa uma ligação cifrada.',
    cause: 'A sessão vai em claro, ou o destinatário exige TLS em todo o caminho.',
    next: 'Escolha TLS ou STARTTLS nas definições da conta.',
  },
  'smtp.enhanced.7.11': {
    means: '{code}: este mecanismo precisa de uma ligação cifrada.',
    cause: 'Mostraria a palavra-passe a qualquer um no caminho.',
    next: 'Escolha TLS ou STARTTLS nas definições da conta.',
  },
  'smtp.enhanced.7.12': {
    means: '{code}: é preciso definir primeiro de novo a palavra-passe.',
    cause: 'O servidor tem-na numa forma que este mecanismo não pode usar, ou caducou.',
    next: 'Defina uma palavra-passe nova nas páginas do fornecedor.',
  },
  'smtp.enhanced.7.13': {
    means: '{code}: a conta está desativada.',
    cause: 'Foi bloqueada pelo fornecedor ou por um administrador, muitas vezes após envios suspeitos.',
    next: 'Peça ao fornecedor que a desbloqueie; outra palavra-passe não ajuda.',
  },
  'smtp.enhanced.7.14': {
    means: '{code}: falta uma relação de confiança com outro servidor.',
    cause: 'O servidor não pode verificar a sua autenticação no sistema que o conhece.',
    next: 'Avise o administrador do seu servidor de correio.',
  },
  'smtp.enhanced.7.15': {
    means: '{code}: a prioridade da mensagem é demasiado baixa para o servidor agora.',
    cause: 'Só admite correio urgente, por exemplo numa linha estreita.',
    next: 'Envie-a com mais prioridade, ou mais tarde.',
  },
  'smtp.enhanced.7.16': {
    means: '{code}: a mensagem é demasiado grande para a sua prioridade.',
    cause: 'O servidor reserva a prioridade alta às mensagens curtas.',
    next: 'Reduza-a ou baixe a prioridade.',
  },
  'smtp.enhanced.7.17': {
    means: '{code}: a caixa pertence agora a outra pessoa.',
    cause: 'O endereço foi dado a outro titular depois da data que o remetente indicou.',
    next: 'Peça o novo endereço à pessoa em causa; não envie para aqui nada privado.',
  },
  'smtp.enhanced.7.18': {
    means: '{code}: o domínio pertence agora a outra pessoa.',
    cause: 'Mudou de dono depois da data que o remetente indicou.',
    next: 'Peça o novo endereço à pessoa em causa; não envie para aqui nada privado.',
  },
  'smtp.enhanced.7.19': {
    means: '{code}: o servidor não consegue verificar de quem era a caixa na data indicada.',
    cause: 'Não tem essa informação, ou a caixa está atrás de um reencaminhamento.',
    next: 'Confirme por outra via que o endereço continua certo e envie sem esta exigência.',
  },
  'smtp.enhanced.7.20': {
    means: '{code}: nenhuma assinatura DKIM da mensagem é válida.',
    cause: 'O servidor que envia não assina, ou a chave no DNS não confere.',
    next: 'O administrador do seu servidor de correio configura DKIM para o domínio.',
  },
  'smtp.enhanced.7.21': {
    means: '{code}: há uma assinatura DKIM válida, mas nenhuma que este servidor aceite.',
    cause: 'Assina muito pouco da mensagem, com uma chave demasiado curta ou para um domínio em que não confia.',
    next: 'O administrador do seu servidor de correio verifica o que é assinado e com que chave.',
  },
  'smtp.enhanced.7.22': {
    means: '{code}: nenhuma assinatura DKIM válida corresponde ao domínio do autor.',
    cause: 'Assina o domínio do fornecedor, não o do endereço From.',
    next: 'O administrador configura DKIM para o domínio do endereço From.',
  },
  'smtp.enhanced.7.23': {
    means: '{code}: o SPF diz que este servidor não pode enviar em nome do domínio do remetente.',
    cause: 'O envio passa por um servidor que não consta do registo SPF do domínio.',
    next: 'Envie pelo fornecedor deste endereço; ou o administrador acrescenta o servidor ao registo SPF.',
  },
  'smtp.enhanced.7.24': {
    means: '{code}: não foi possível avaliar o registo SPF do domínio do remetente.',
    cause: 'Tem um erro, precisa de mais de dez consultas ou o DNS não responde.',
    next: 'O administrador do domínio do remetente corrige o registo.',
  },
  'smtp.enhanced.7.25': {
    means: '{code}: o endereço IP do servidor que envia não tem um nome inverso correto no DNS.',
    cause: 'Falta o registo PTR, ou o nome não leva de volta ao endereço.',
    next: 'O administrador pede o PTR ao dono da rede; em casa, envie pelo servidor do seu fornecedor.',
  },
  'smtp.enhanced.7.26': {
    means: '{code}: a mensagem não está autenticada: falharam várias verificações (SPF, DKIM, DMARC).',
    cause: 'O servidor que envia não consta do SPF e nenhuma assinatura DKIM do domínio é válida.',
    next: 'Envie pelo fornecedor do endereço From; ou o administrador configura SPF e DKIM.',
  },
  'smtp.enhanced.7.27': {
    means: '{code}: o próprio domínio do remetente diz que não aceita correio (MX nulo).',
    cause: 'Ninguém poderia responder a essa mensagem, por isso não é admitida.',
    next: 'Use um endereço de remetente que possa receber correio.',
  },
  'smtp.enhanced.7.28': {
    means: '{code}: demasiado correio em pouco tempo.',
    cause: 'Foi passado um limite da conta, do domínio ou do endereço IP.',
    next: 'Espere algumas horas; se não enviou tanto, mude a palavra-passe: talvez outro use a conta.',
  },
  'smtp.enhanced.7.28.temporary': {
    means: '{code}: demasiado correio em pouco tempo, por isso é adiado.',
    cause: 'Foi passado um limite da conta, do domínio ou do endereço IP.',
    next: 'Tenta-se de novo, mais devagar; se não enviou tanto, mude a palavra-passe.',
  },
  'smtp.enhanced.7.29': {
    means: '{code}: a cadeia ARC de uma mensagem reencaminhada não é válida.',
    cause: 'Um servidor que a reencaminhou alterou-a ou selou-a mal.',
    next: 'Envie diretamente para o endereço final; o administrador do servidor que reencaminha corrige o ARC.',
  },
  'smtp.enhanced.7.30': {
    means: '{code}: a mensagem tem de continuar cifrada (REQUIRETLS) e o servidor seguinte não o garante.',
    cause: 'Não oferece REQUIRETLS, ou não é possível verificar o certificado.',
    next: 'Envie sem esta exigência se o conteúdo o permitir, ou fale com o destinatário por outra via.',
  },
  'smtp.enhanced.0.0': {
    means: '{code}: recusado definitivamente, e o código não diz porquê.',
    cause: 'O texto da linha é tudo o que o servidor diz.',
    next: 'Leia-o; se não disser mais, consulte o administrador do servidor que recusa.',
  },
};
