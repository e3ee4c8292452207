/** What was found out about the mail of a domain, where Brazil says it otherwise. */
import type { DeliveryWords } from './en.ts';
import { portuguese } from './pt.ts';

export const brazilian: DeliveryWords = {
  ...portuguese,
  'finding.section.mta-sts': 'MTA-STS: criptografia obrigatória',
  'finding.section.tls-rpt': 'TLS-RPT: relatórios sobre a criptografia',
  'finding.section.bimi': 'BIMI: a imagem junto ao e-mail',
  'finding.cancelled': 'Parado, ou sem terminar em dois minutos: isto é o que se sabe até agora.',
  'finding.domain.missing': 'O nome {about} não existe, por isso não lhe pode chegar e-mail. Está bem escrito?',
  'finding.domain.unanswered':
    'Não se soube nada de {about}: {status}. Os seus servidores de nomes podem estar fora do ar, ou o que foi consultado.',
  'finding.dnssec.unsigned': 'Sem assinatura DNSSEC: as respostas poderiam ser falsificadas, e o DANE não pode proteger o seu e-mail.',
  'finding.dnssec.no-ds':
    'A zona tem chaves, mas a zona acima não tem um registro DS para elas: para os outros não está assinada. O registro é entregue à empresa de registro do domínio.',
  'finding.dnssec.bogus':
    'As assinaturas DNSSEC estão erradas: {server} recusa a resposta ({status}) e só a dá se lhe for pedido que não verifique. Os servidores que verificam não conseguem entregar e-mail.',
  'finding.mx.found': 'Servidores de e-mail segundo os registros MX: {count}. O de número mais baixo é tentado primeiro.',
  'finding.mx.null': 'Não aceita e-mail, e diz isso (MX nulo, RFC 7505): quem escreve tem resposta na hora.',
  'finding.mx.null-mixed': 'Tem um registro MX nulo («não aceita e-mail») junto a outros. Um dos dois está sobrando (RFC 7505 §3).',
  'finding.mx.implicit':
    'Sem registro MX: o e-mail vai para o endereço do próprio domínio (RFC 5321 §5.1). Se for essa a intenção, diga isso com um registro MX.',
  'finding.mx.none': 'Sem registro MX e sem endereço: o e-mail para este domínio é devolvido.',
  'finding.mx.unanswered':
    'Não foi possível obter os registros MX ({status}): os remetentes guardam o e-mail e tentam de novo durante dias.',
  'finding.mx.address':
    'O registro MX contém um endereço, {about}. Deve conter o nome de um servidor (RFC 5321 §5.1); muitos servidores não entregam aí.',
  'finding.mx.alias':
    '{about} é um alias (CNAME) de {target}. O servidor de um registro MX não o deve ser (RFC 2181 §10.3); alguns servidores não entregam aí.',
  'finding.mx.missing': 'O nome {about} não existe: ali nada pode ser entregue.',
  'finding.mx.alias-loop': '{about} é um alias (CNAME) que volta a si mesmo: ali nada pode ser entregue.',
  'finding.mx.no-address': '{about} não tem registro A nem AAAA: ali nada pode ser entregue.',
  'finding.mx.host-unanswered': 'Não foi possível obter os endereços de {about}: {status}.',
  'finding.mx.twice': '{about} está em mais de um registro MX: tentar de novo no mesmo servidor não ajuda ninguém.',
  'finding.mx.many': 'Há {count} servidores de e-mail; foram examinados {looked}.',
  'finding.ptr.none':
    '{about} não leva a nenhum nome (sem registro PTR). Muitos recusam o e-mail que envia. Quem publica o registro é o dono do endereço.',
  'finding.ptr.differs': '{about} leva a {names}, que tem outro endereço. Muitos recusam o e-mail que envia.',
  'finding.ptr.unanswered': 'Não foi possível obter o nome de {about}: {status}.',
  'finding.spf.fine': 'Um registro válido que custa {count} de 10 consultas.',
  'finding.spf.none': 'Sem registro SPF: qualquer um pode enviar como este domínio, e os grandes provedores separam o seu e-mail.',
  'finding.spf.several': '{about} tem {count} registros SPF. Deve haver um: os receptores ignoram todos (RFC 7208 §4.5).',
  'finding.spf.syntax': '«{term}», no registro de {domain}, não é SPF: todo o registro conta como errado (permerror).',
  'finding.spf.too-many':
    'O registro custa {count} consultas; mais de 10 são um erro (RFC 7208 §4.6.4), e não protege nada. Troque os include por endereços, ou retire alguns.',
  'finding.spf.voids': '{count} nomes do registro não levam a nada; mais de 2 são um erro (RFC 7208 §4.6.4).',
  'finding.spf.no-record': '{domain}, que o registro inclui, não tem registro SPF: todo o registro conta como errado (RFC 7208 §5.2).',
  'finding.spf.loop': 'O registro de {domain} inclui a si mesmo: os receptores desistem.',
  'finding.spf.open': 'O registro termina em +all: qualquer servidor do mundo pode enviar como este domínio.',
  'finding.spf.neutral': 'O registro termina em ?all: nada diz dos servidores que não nomeia. Use ~all ou -all.',
  'finding.spf.no-all': 'O registro não tem «all» nem «redirect»: nada diz dos servidores que não nomeia. Termine-o com ~all ou -all.',
  'finding.spf.ptr': 'O registro de {domain} usa «ptr», que é lento, inseguro e não deve ser usado (RFC 7208 §5.5).',
  'finding.spf.after-all': '«{term}» está depois de «all» e nunca é alcançado (RFC 7208 §5.1).',
  'finding.spf.redirect-ignored': '«redirect» está junto a «all» e é ignorado (RFC 7208 §6.1).',
  'finding.spf.mx-many': '«mx» de {domain} nomeia {count} servidores; mais de 10 são um erro (RFC 7208 §4.6.4).',
  'finding.spf.unanswered': 'Não foi possível obter o registro SPF ({status}): entretanto os receptores adiam o e-mail.',
  'finding.dkim.weak': 'Seletor {about}: uma chave RSA de {bits} bits. É aceita; recomendam-se 2048 (RFC 8301 §3.2).',
  'finding.dkim.syntax': 'Seletor {about}: «{part}» está errado, por isso a chave não pode ser usada.',
  'finding.dkim.several': 'Seletor {about}: {count} registros TXT. Deve haver um (RFC 6376 §3.6.2.2).',
  'finding.dkim.testing': 'Seletor {about}: marcado como teste (t=y). Os receptores podem agir como se o e-mail não estivesse assinado.',
  'finding.dkim.not-mail': 'Seletor {about}: não é para e-mail (s=).',
  'finding.dkim.none': 'Sem chaves: o domínio não assina o seu e-mail, e os grandes provedores o separam.',
  'finding.dkim.unanswered': 'Não foi possível obter as chaves: {status}.',
  'finding.dmarc.enforced': 'Pede que se aja contra o e-mail falsificado: p={policy}.',
  'finding.dmarc.inherited': 'Sem registro próprio; aplica-se o de {from}: {policy}.',
  'finding.dmarc.watching':
    'A política é «none»: o e-mail falsificado é entregue como se fosse autêntico. Quando os relatórios estiverem bem, peça quarantine.',
  'finding.dmarc.testing':
    'A política {policy} está marcada como teste (t=y): os receptores aplicam a imediatamente mais fraca (RFC 9989).',
  'finding.dmarc.none':
    'Sem registro DMARC: o e-mail falsificado com este nome é entregue, e os grandes provedores separam os envios em massa do domínio.',
  'finding.dmarc.several': '{count} registros DMARC. Deve haver um: os receptores ignoram todos.',
  'finding.dmarc.syntax': '«{part}», no registro de {about}, está errado: os receptores ignoram o registro.',
  'finding.dmarc.partial': 'A política abrange só parte do e-mail (pct={share}). O RFC 9989 suprimiu isto: os receptores já o ignoram.',
  'finding.dmarc.report-address': '«{address}» não é um endereço para onde possam ir relatórios: deve ter mailto: antes.',
  'finding.dmarc.unanswered': 'Não foi possível obter o registro DMARC: {status}.',
  'finding.sts.fine':
    'Uma política válida, que vigora {days} dias: os outros servidores só entregam com criptografia, e só aos servidores que ela nomeia.',
  'finding.sts.none':
    'Sem MTA-STS: uma rede intermediária pode impedir a criptografia sem que se note. Publique os registros e, em https://mta-sts.{about}/.well-known/mta-sts.txt, as linhas: {file}',
  'finding.sts.several': '{count} registros. Deve haver um: os outros servidores entendem que não há política.',
  'finding.sts.syntax': '«{part}», no registro, está errado: os outros servidores entendem que não há política.',
  'finding.sts.unreachable': 'Há um registro, mas a política não pode ser obtida de https://{about}/.well-known/mta-sts.txt: {reason}.',
  'finding.sts.type': 'A política é enviada como «{type}»; deveria ser text/plain (RFC 8461 §3.3).',
  'finding.sts.policy': 'A política está errada em «{line}»: os outros servidores a ignoram.',
  'finding.sts.testing':
    'A política é um teste (mode: testing): as falhas são comunicadas, mas o e-mail é entregue sem criptografia mesmo assim.',
  'finding.sts.mx-missing':
    '{about} é um servidor de e-mail, mas a política não o nomeia: quem a respeita não entrega aí. Falta a linha: {line}',
  'finding.sts.unanswered': 'Não foi possível obter o registro MTA-STS: {status}.',
  'finding.rpt.fine': 'Os relatórios sobre falhas de criptografia vão para {addresses}',
  'finding.rpt.none': 'Sem registro TLS-RPT: você não fica sabendo quando outros servidores não conseguem entregar com criptografia.',
  'finding.rpt.several': '{count} registros. Deve haver um: os outros servidores ignoram todos.',
  'finding.rpt.syntax': '«{part}», no registro, está errado: não são enviados relatórios.',
  'finding.rpt.unanswered': 'Não foi possível obter o registro TLS-RPT: {status}.',
  'finding.dane.fine':
    '{about}: registros TLSA protegidos por DNSSEC: {count}. Os servidores que conhecem DANE só entregam ao certificado certo.',
  'finding.dane.none': '{about} não tem registro TLSA. O domínio está assinado, por isso um registro protegeria o caminho até ele.',
  'finding.dane.unsigned': '{about} tem registros TLSA, mas o DNSSEC não os protege, ou {server} não verifica: assim não contam.',
  'finding.dane.usage': '{about}: «{record}» tem um uso inferior a 2, que não conta para o e-mail (RFC 7672 §3.1.3).',
  'finding.dane.malformed': '{about}: «{record}» não é um registro TLSA válido: os números ou o comprimento do hash estão errados.',
  'finding.dane.partial': '{about} não tem registro TLSA, e outros servidores de e-mail do domínio têm: um atacante leva o e-mail para cá.',
  'finding.dane.unanswered':
    '{about}: não foi possível obter os registros TLSA ({status}). Os servidores que conhecem DANE não entregam então nada.',
  'finding.bimi.none': 'Sem registro BIMI. É opcional: alguns programas de e-mail mostrariam uma imagem junto ao e-mail.',
  'finding.bimi.several': '{count} registros. Deve haver um.',
  'finding.bimi.syntax': '«{part}», no registro, está errado.',
  'finding.bimi.location': '«{address}» deve ser um endereço https, e o da imagem terminar em .svg.',
  'finding.bimi.unanswered': 'Não foi possível obter o registro BIMI: {status}.',
  'finding.smtp.fine': '{about} responde em {address}, porta {port}, e criptografa com um certificado válido ({tls}).',
  'finding.smtp.closed':
    '{about} recusa conexões em {address}, porta {port}: ali não há servidor de e-mail, ou é um firewall que diz isso.',
  'finding.smtp.blocked':
    'Nenhum servidor é alcançado na porta {port}. A maioria das redes domésticas, de empresas e de nuvem a bloqueia, por isso é provavelmente a sua rede e não os servidores. Para saber: tente de outra rede, ou veja se responde o servidor de outro domínio. Em um servidor seu: nc -vz {host} {port}',
  'finding.smtp.refused': '{about} ({address}, porta {port}) rejeita a conexão: {reply}',
  'finding.smtp.no-starttls': '{about} ({address}, porta {port}) responde, mas não oferece STARTTLS: o e-mail vai sem criptografia.',
  'finding.smtp.private':
    'Não se tentou conectar a {about}: {address} não é da Internet pública, e quem o publica pode se referir a algo na sua rede. Para testar uma rede sua, indique o servidor de nomes dela.',
  'finding.smtp.starttls-failed': '{about} ({address}, porta {port}) oferece STARTTLS, mas a criptografia não se estabelece: {reason}',
  'finding.smtp.certificate':
    '{about} ({address}, porta {port}) criptografa, mas o seu certificado não é válido para este nome: {reason}. Os remetentes que exigem um válido (MTA-STS) não entregam.',
  'finding.smtp.tlsa-fine': '{about} ({address}): o certificado é o que os seus registros TLSA prometem.',
  'finding.smtp.tlsa-wrong':
    '{about} ({address}): o certificado não é o que os seus registros TLSA prometem. Os remetentes que conhecem DANE não entregam.',
};
