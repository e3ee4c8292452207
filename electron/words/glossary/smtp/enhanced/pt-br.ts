/** What enhanced status codes mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpEnhancedEnglish } from './en.ts';
import { smtpEnhancedPortuguese } from './pt.ts';

export const smtpEnhancedBrazilian: EntriesLike<typeof smtpEnhancedEnglish> = {
  ...smtpEnhancedPortuguese,
  'smtp.enhanced.1.1.temporary': {
    means: '{code}: o servidor não encontra a caixa agora, mas não a descarta.',
    cause: 'O diretório de usuários não responde ou está em mudança.',
    next: 'Haverá nova tentativa; se durar, verifique o endereço.',
  },
  'smtp.enhanced.1.2': {
    means: '{code}: o domínio do destinatário não existe ou não aceita e-mail.',
    cause: 'Um erro depois da arroba, ou um domínio expirado.',
    next: 'Corrija a parte depois da arroba ou pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.1.2.temporary': {
    means: '{code}: não foi possível consultar agora o domínio do destinatário.',
    cause: 'Os servidores de nomes não respondem ou ele acaba de ser criado.',
    next: 'Haverá nova tentativa; se durar, verifique a parte depois da arroba.',
  },
  'smtp.enhanced.1.6': {
    means: '{code}: a caixa mudou sem deixar endereço novo.',
    cause: 'O destinatário deixou a organização ou mudou de provedor.',
    next: 'Peça o novo endereço por outra via.',
  },
  'smtp.enhanced.1.7': {
    means: '{code}: o endereço do remetente está mal formado.',
    cause: 'Falta o domínio ou há um sinal errado no endereço da conta.',
    next: 'Corrija o endereço do remetente nas configurações da conta.',
  },
  'smtp.enhanced.1.8.temporary': {
    means: '{code}: o servidor não pôde consultar agora o domínio do remetente.',
    cause: 'Os servidores de nomes do domínio não lhe respondem.',
    next: 'Haverá nova tentativa; se o domínio for seu, o administrador deve verificar o DNS.',
  },
  'smtp.enhanced.1.10': {
    means: '{code}: o domínio do destinatário declara no DNS que não aceita e-mail (MX nulo).',
    cause: 'Um domínio usado só para a Web, ou um erro de digitação que leva a ele.',
    next: 'Procure outro endereço do destinatário.',
  },
  'smtp.enhanced.2.0.temporary': {
    means: '{code}: a caixa não pode receber agora a mensagem.',
    cause: 'Está ocupada ou cheia, ou o servidor limita as entregas.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.2.1.temporary': {
    means: '{code}: a caixa não admite e-mails no momento.',
    cause: 'Recebe e-mails demais em pouco tempo, ou está bloqueada para manutenção.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.2.2': {
    means: '{code}: a caixa está cheia.',
    cause: 'O destinatário esgotou o espaço.',
    next: 'Avise-o por outra via; quando ele excluir e-mails, envie de novo.',
  },
  'smtp.enhanced.2.2.temporary': {
    means: '{code}: a caixa está cheia no momento.',
    cause: 'O destinatário esgotou o espaço.',
    next: 'Haverá novas tentativas durante alguns dias, caso ele exclua e-mails; avise o destinatário por outra via.',
  },
  'smtp.enhanced.2.3': {
    means: '{code}: a mensagem é mais longa do que esta caixa permite.',
    cause: 'Um limite deste destinatário, menor do que o do servidor.',
    next: 'Envie um link em vez do anexo, ou várias mensagens menores.',
  },
  'smtp.enhanced.2.4': {
    means: '{code}: não foi possível expandir uma lista de e-mails.',
    cause: 'Ela tem um endereço com defeito, ou não é possível ler os membros.',
    next: 'Avise o responsável pela lista; se for urgente, escreva diretamente aos membros.',
  },
  'smtp.enhanced.2.4.temporary': {
    means: '{code}: agora não é possível expandir uma lista de e-mails.',
    cause: 'O diretório com os membros não responde.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.3.0': {
    means: '{code}: há um problema dentro do sistema receptor; não diz qual.',
    cause: 'Uma falha ou uma regra do servidor.',
    next: 'Leia o texto da linha; avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.0.temporary': {
    means: '{code}: uma falha dentro do sistema receptor, no momento.',
    cause: 'Uma das suas partes não responde.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.3.1': {
    means: '{code}: o sistema receptor não tem espaço.',
    cause: 'O disco está cheio; excluir e-mails de uma caixa não basta.',
    next: 'Avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.1.temporary': {
    means: '{code}: o sistema receptor não tem espaço no momento.',
    cause: 'O disco está cheio.',
    next: 'Haverá nova tentativa; se durar horas, avise o administrador desse servidor.',
  },
  'smtp.enhanced.3.2': {
    means: '{code}: o sistema não aceita e-mail da rede.',
    cause: 'Foi retirado de serviço.',
    next: 'Pergunte ao destinatário por outra via e verifique o domínio do endereço.',
  },
  'smtp.enhanced.3.2.temporary': {
    means: '{code}: o sistema não aceita e-mail neste momento.',
    cause: 'Está reiniciando, sobrecarregado ou em manutenção.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.3.3': {
    means: '{code}: falta ao sistema uma função de que a mensagem precisa.',
    cause: 'Por exemplo, a entrega em um prazo, ou letras fora do ASCII em um endereço.',
    next: 'Envie-a de novo em uma forma mais simples.',
  },
  'smtp.enhanced.3.4': {
    means: '{code}: a mensagem é grande demais para este sistema.',
    cause: 'Os anexos crescem um terço no envio; o limite está na linha SIZE depois de EHLO.',
    next: 'Reduza os anexos ou envie um link para eles.',
  },
  'smtp.enhanced.3.5': {
    means: '{code}: o sistema não está configurado para receber este e-mail.',
    cause: 'O DNS do domínio leva a um servidor que não o conhece, ou de volta a si mesmo.',
    next: 'Avise o administrador do domínio do destinatário.',
  },
  'smtp.enhanced.3.6': '{code}: a mensagem é aceita, mas com prioridade diferente da pedida; o texto informa qual.',
  'smtp.enhanced.4.0': {
    means: '{code}: há um problema na rede ou no caminho até o destinatário.',
    cause: 'Entradas DNS ou conectores com defeito.',
    next: 'Avise o administrador do seu servidor de e-mail com esta linha.',
  },
  'smtp.enhanced.4.0.temporary': {
    means: '{code}: a rede ou o caminho até o destinatário falha no momento.',
    cause: 'Uma linha ou um servidor de nomes do caminho está fora do ar.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.4.1': {
    means: '{code}: o servidor do destinatário não respondeu e o que envia desistiu.',
    cause: 'Está fora de serviço ou um firewall fecha a porta 25.',
    next: 'Verifique o domínio do endereço; pergunte ao destinatário por outra via.',
  },
  'smtp.enhanced.4.1.temporary': {
    means: '{code}: o servidor seguinte não responde no momento.',
    cause: 'Está fora do ar ou não é alcançável de lá.',
    next: 'Haverá novas tentativas, durante dias se for preciso.',
  },
  'smtp.enhanced.4.2': {
    means: '{code}: a conexão era ruim ou caiu.',
    cause: 'Uma falha de rede, ou um firewall que corta as transmissões longas.',
    next: 'Se acontecer de novo, avise o administrador do seu servidor de e-mail.',
  },
  'smtp.enhanced.4.2.temporary': {
    means: '{code}: a conexão caiu, ou o servidor esperou demais pelo comando seguinte.',
    cause: 'Uma falha de rede, ou um cliente calado por alguns minutos.',
    next: 'Outra conexão é aberta; nada se perde.',
  },
  'smtp.enhanced.4.3.temporary': {
    means: '{code}: um servidor de diretório ou de nomes não responde no momento.',
    cause: 'O DNS ou o diretório de usuários está fora do ar lá.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.4.4': {
    means: '{code}: não se conhece caminho até o servidor seguinte.',
    cause: 'O domínio do destinatário não tem no DNS um servidor de e-mail utilizável.',
    next: 'Verifique a parte depois da arroba; se estiver certa, avise por outra via o administrador desse domínio.',
  },
  'smtp.enhanced.4.4.temporary': {
    means: '{code}: no momento não se conhece caminho até o servidor seguinte.',
    cause: 'O DNS do domínio do destinatário está incompleto ou em mudança.',
    next: 'Haverá nova tentativa.',
  },
  'smtp.enhanced.4.5': {
    means: '{code}: o sistema de e-mail está sobrecarregado.',
    cause: 'Tráfego demais lá, ou demais deste remetente.',
    next: 'Haverá nova tentativa, mais devagar.',
  },
  'smtp.enhanced.4.6': {
    means: '{code}: a mensagem circula em um ciclo.',
    cause: 'Dois endereços ou servidores a encaminham um para o outro.',
    next: 'Avise o administrador do domínio do destinatário, ou o destinatário, que talvez tenha criado o encaminhamento.',
  },
  'smtp.enhanced.4.7': {
    means: '{code}: a mensagem esperou demais e foi abandonada.',
    cause: 'Durante dias o servidor do destinatário não pôde ser alcançado, ou sempre a adiou.',
    next: 'Verifique o endereço e envie de novo, ou fale com o destinatário por outra via.',
  },
  'smtp.enhanced.4.7.temporary': {
    means: '{code}: a mensagem está atrasada: espera há horas e continua na fila.',
    cause: 'O servidor do destinatário não responde ou a adia.',
    next: 'Não é preciso fazer nada: haverá novas tentativas até o fim do prazo, e então você será avisado.',
  },
  'smtp.enhanced.5.0': {
    means: '{code}: há um problema com o protocolo; o servidor não diz qual.',
    cause: 'Um comando fora do lugar, ou um conteúdo que ele não quer.',
    next: 'Leia o texto da linha; se acontecer de novo, avise o autor do programa de e-mail.',
  },
  'smtp.enhanced.5.2': {
    means: '{code}: o comando está mal formado ou a linha é longa demais.',
    cause: 'Falta um parêntese angular, há um sinal a mais ou uma palavra mal escrita.',
    next: 'Manualmente: compare o comando com a forma descrita na norma.',
  },
  'smtp.enhanced.5.3': {
    means: '{code}: destinatários demais de uma vez.',
    cause: 'O servidor limita os destinatários por mensagem.',
    next: 'Envie a mensagem a menos pessoas por vez, ou por uma lista de e-mails.',
  },
  'smtp.enhanced.5.3.temporary': {
    means: '{code}: destinatários demais de uma vez; os já aceitos continuam válidos.',
    cause: 'O servidor limita os destinatários por mensagem.',
    next: 'O resto precisa ser enviado em outra mensagem.',
  },
  'smtp.enhanced.5.4': {
    means: '{code}: os argumentos do comando estão errados.',
    cause: 'Falta um, está fora dos limites ou é de uma extensão que o servidor não anunciou.',
    next: 'Manualmente: compare-os com a resposta a EHLO.',
  },
  'smtp.enhanced.5.6': {
    means: '{code}: uma linha da autenticação era longa demais para o servidor.',
    cause: 'Um token grande, de OAuth ou Kerberos.',
    next: 'Escolha outro mecanismo para a conta, ou peça ao administrador que aumente o limite.',
  },
  'smtp.enhanced.6.0': {
    means: '{code}: há um problema com o conteúdo; o servidor não diz qual.',
    cause: 'Um cabeçalho com defeito, uma linha longa demais ou um filtro.',
    next: 'Leia o texto da linha; envie a mensagem de novo, em texto simples e sem anexos.',
  },
  'smtp.enhanced.6.1': {
    means: '{code}: este tipo de conteúdo não é suportado.',
    cause: 'Um anexo de um tipo que o sistema do destinatário não admite.',
    next: 'Envie-o em outro formato ou por meio de um link.',
  },
  'smtp.enhanced.6.2': {
    means: '{code}: seria preciso converter o conteúdo, o que o remetente ou uma regra proíbe.',
    cause: 'Uma assinatura ou criptografia que não pode ser alterada encontra um servidor que não consegue transmiti-la como está.',
    next: 'Envie a mensagem sem texto de 8 bits ou por outro servidor.',
  },
  'smtp.enhanced.6.5': {
    means: '{code}: a conversão do conteúdo falhou.',
    cause: 'Uma parte está danificada ou em uma codificação incomum.',
    next: 'Envie-o em outro formato.',
  },
  'smtp.enhanced.6.6': {
    means: '{code}: o servidor não conseguiu buscar o conteúdo que lhe foi indicado (BURL).',
    cause: 'A parte foi excluída ou a autorização para lê-la expirou.',
    next: 'Anexe o próprio conteúdo e envie de novo.',
  },
  'smtp.enhanced.6.8': {
    means: '{code}: a resposta precisaria de letras fora do ASCII e o cliente não as permitiu.',
    cause: 'VRFY ou EXPN foi enviado sem SMTPUTF8.',
    next: 'Manualmente: acrescente SMTPUTF8 ao comando.',
  },
  'smtp.enhanced.6.10': {
    means: '{code}: a resposta precisaria de letras fora do ASCII; um número antiquado para o mesmo que X.6.8.',
    cause: 'VRFY ou EXPN foi enviado sem SMTPUTF8.',
    next: 'Manualmente: acrescente SMTPUTF8 ao comando.',
  },
  'smtp.enhanced.7.0.temporary': {
    means: '{code}: adiado por um motivo de segurança ou por uma regra.',
    cause: 'Uma lista cinza, mensagens ou tentativas demais, ou uma verificação sem resposta.',
    next: 'Haverá nova tentativa; enquanto isso, não insista.',
  },
  'smtp.enhanced.7.1.temporary': {
    means: '{code}: uma regra adia esta entrega.',
    cause:
      'Quase sempre uma lista cinza: remetentes desconhecidos precisam tentar duas vezes; também uma consulta sem sucesso do nome do seu servidor.',
    next: 'Haverá nova tentativa, quase sempre com êxito depois de cinco a quinze minutos.',
  },
  'smtp.enhanced.7.3': {
    means: '{code}: seria preciso passar a mensagem de um tipo de segurança a outro, o que não é possível.',
    cause: 'Um gateway encontra uma criptografia ou assinatura que não consegue converter.',
    next: 'Envie-a sem elas, ou na outra forma.',
  },
  'smtp.enhanced.7.4': {
    means: '{code}: uma função ou um mecanismo de segurança não é suportado.',
    cause: 'O mecanismo de autenticação, ou um tipo de criptografia, que este servidor não tem.',
    next: 'Escolha «Automático» ou um mecanismo que o servidor anuncie depois de EHLO.',
  },
  'smtp.enhanced.7.5': {
    means: '{code}: uma operação criptográfica falhou.',
    cause: 'Uma negociação TLS, uma assinatura ou uma chave que não funcionou.',
    next: 'Avise o administrador do seu servidor de e-mail com esta linha.',
  },
  'smtp.enhanced.7.6': {
    means: '{code}: o algoritmo criptográfico não é suportado.',
    cause: 'Um lado só oferece algoritmos antigos ou só novos.',
    next: 'Avise o administrador do seu servidor de e-mail; um programa antigo talvez precise de atualização.',
  },
  'smtp.enhanced.7.7': {
    means: '{code}: a mensagem foi danificada ou alterada no caminho, ou assim diz uma regra de conteúdo.',
    cause: 'Uma assinatura não confere mais; alguns provedores usam este código também para a política de conteúdo.',
    next: 'Envie-a de novo; se acontecer de novo, avise o administrador do seu servidor de e-mail.',
  },
  'smtp.enhanced.7.8': {
    means: '{code}: o usuário ou a senha está errado.',
    cause: 'Um erro de digitação, uma senha alterada, só metade do endereço como usuário ou um provedor que exige uma senha de aplicativo.',
    next: 'Experimente o mesmo nas páginas do provedor e corrija nas configurações da conta.',
  },
  'smtp.enhanced.7.8.temporary': {
    means: '{code}: no momento não é possível verificar a autenticação.',
    cause: 'A base de usuários de lá não responde, ou tentativas demais falharam.',
    next: 'Haverá nova tentativa; não mude a senha por isso.',
  },
  'smtp.enhanced.7.9': {
    means: '{code}: o mecanismo de autenticação é fraco demais para esta conta.',
    cause: 'O servidor quer um mais forte, uma senha de aplicativo ou OAuth.',
    next: 'Escolha outro mecanismo, ou crie uma senha de aplicativo nas páginas do provedor.',
  },
  'smtp.enhanced.7.10': {
    means: '{code}: é necessária uma conexão criptografada.',
    cause: 'A sessão vai em claro, ou o destinatário exige TLS em todo o caminho.',
    next: 'Escolha TLS ou STARTTLS nas configurações da conta.',
  },
  'smtp.enhanced.7.11': {
    means: '{code}: este mecanismo precisa de uma conexão criptografada.',
    cause: 'Mostraria a senha a qualquer um no caminho.',
    next: 'Escolha TLS ou STARTTLS nas configurações da conta.',
  },
  'smtp.enhanced.7.12': {
    means: '{code}: é preciso definir primeiro uma senha nova.',
    cause: 'O servidor a mantém em uma forma que este mecanismo não pode usar, ou ela expirou.',
    next: 'Defina uma senha nova nas páginas do provedor.',
  },
  'smtp.enhanced.7.13': {
    means: '{code}: a conta está desativada.',
    cause: 'Foi bloqueada pelo provedor ou por um administrador, muitas vezes após envios suspeitos.',
    next: 'Peça ao provedor que a desbloqueie; outra senha não ajuda.',
  },
  'smtp.enhanced.7.14': {
    means: '{code}: falta uma relação de confiança com outro servidor.',
    cause: 'O servidor não pode verificar a sua autenticação no sistema que o conhece.',
    next: 'Avise o administrador do seu servidor de e-mail.',
  },
  'smtp.enhanced.7.15': {
    means: '{code}: a prioridade da mensagem é baixa demais para o servidor agora.',
    cause: 'Ele só admite e-mails urgentes, por exemplo em uma linha estreita.',
    next: 'Envie-a com mais prioridade, ou mais tarde.',
  },
  'smtp.enhanced.7.16': {
    means: '{code}: a mensagem é grande demais para a sua prioridade.',
    cause: 'O servidor reserva a prioridade alta às mensagens curtas.',
    next: 'Reduza-a ou diminua a prioridade.',
  },
  'smtp.enhanced.7.19': {
    means: '{code}: o servidor não consegue verificar de quem era a caixa na data indicada.',
    cause: 'Ele não tem essa informação, ou a caixa está atrás de um encaminhamento.',
    next: 'Confirme por outra via que o endereço continua certo e envie sem esta exigência.',
  },
  'smtp.enhanced.7.20': {
    means: '{code}: nenhuma assinatura DKIM da mensagem é válida.',
    cause: 'O servidor que envia não assina, ou a chave no DNS não confere.',
    next: 'O administrador do seu servidor de e-mail configura DKIM para o domínio.',
  },
  'smtp.enhanced.7.21': {
    means: '{code}: há uma assinatura DKIM válida, mas nenhuma que este servidor admita.',
    cause: 'Ela assina muito pouco da mensagem, com uma chave curta demais ou para um domínio em que ele não confia.',
    next: 'O administrador do seu servidor de e-mail verifica o que é assinado e com que chave.',
  },
  'smtp.enhanced.7.22': {
    means: '{code}: nenhuma assinatura DKIM válida corresponde ao domínio do autor.',
    cause: 'Assina o domínio do provedor, não o do endereço From.',
    next: 'O administrador configura DKIM para o domínio do endereço From.',
  },
  'smtp.enhanced.7.23': {
    means: '{code}: o SPF diz que este servidor não pode enviar em nome do domínio do remetente.',
    cause: 'O envio passa por um servidor que não consta do registro SPF do domínio.',
    next: 'Envie pelo provedor deste endereço; ou o administrador acrescenta o servidor ao registro SPF.',
  },
  'smtp.enhanced.7.24': {
    means: '{code}: não foi possível avaliar o registro SPF do domínio do remetente.',
    cause: 'Há um erro nele, ele exige mais de dez consultas ou o DNS não responde.',
    next: 'O administrador do domínio do remetente corrige o registro.',
  },
  'smtp.enhanced.7.25': {
    means: '{code}: o endereço IP do servidor que envia não tem um nome inverso correto no DNS.',
    cause: 'Falta o registro PTR, ou o nome não leva de volta ao endereço.',
    next: 'O administrador pede o PTR ao dono da rede; em casa, envie pelo servidor do seu provedor.',
  },
  'smtp.enhanced.7.26': {
    means: '{code}: a mensagem não está autenticada: falharam várias verificações (SPF, DKIM, DMARC).',
    cause: 'O servidor que envia não consta do SPF e nenhuma assinatura DKIM do domínio é válida.',
    next: 'Envie pelo provedor do endereço From; ou o administrador configura SPF e DKIM.',
  },
  'smtp.enhanced.7.27': {
    means: '{code}: o próprio domínio do remetente diz que não aceita e-mail (MX nulo).',
    cause: 'Ninguém poderia responder a essa mensagem, por isso não é admitida.',
    next: 'Use um endereço de remetente que possa receber e-mail.',
  },
  'smtp.enhanced.7.28': {
    means: '{code}: e-mails demais em pouco tempo.',
    cause: 'Um limite da conta, do domínio ou do endereço IP foi ultrapassado.',
    next: 'Espere algumas horas; se você não enviou tanto, mude a senha: talvez outra pessoa use a conta.',
  },
  'smtp.enhanced.7.28.temporary': {
    means: '{code}: e-mails demais em pouco tempo, por isso há adiamento.',
    cause: 'Um limite da conta, do domínio ou do endereço IP foi ultrapassado.',
    next: 'Haverá nova tentativa, mais devagar; se você não enviou tanto, mude a senha.',
  },
  'smtp.enhanced.7.29': {
    means: '{code}: a cadeia ARC de uma mensagem encaminhada não é válida.',
    cause: 'Um servidor que a encaminhou alterou-a ou selou-a mal.',
    next: 'Envie diretamente para o endereço final; o administrador do servidor que encaminha corrige o ARC.',
  },
  'smtp.enhanced.7.30': {
    means: '{code}: a mensagem precisa continuar criptografada (REQUIRETLS) e o servidor seguinte não garante isso.',
    cause: 'Ele não oferece REQUIRETLS, ou não é possível verificar o certificado.',
    next: 'Envie sem esta exigência se o conteúdo permitir, ou fale com o destinatário por outra via.',
  },
  'smtp.enhanced.0.0': {
    means: '{code}: recusado definitivamente, e o código não diz por quê.',
    cause: 'O texto da linha é tudo o que o servidor diz.',
    next: 'Leia-o; se não disser mais, consulte o administrador do servidor que recusa.',
  },
};
