/** What messages and notes of name look-up mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { dnsEnglish } from './en.ts';

export const dnsPortuguese: EntriesLike<typeof dnsEnglish> = {
  'dns.resolved.both':
    'A consulta deu {count} endereços, de IPv4 e de IPv6. São experimentados por turnos, o seguinte após um quarto de segundo.',
  'dns.resolved.four':
    'A consulta só deu endereços de IPv4 ({count}). Se houver vários, são experimentados um após outro, ou ao mesmo tempo se o primeiro não responder.',
  'dns.resolved.six': 'A consulta só deu endereços de IPv6 ({count}): de uma rede que só tem IPv4 não se chega a este servidor.',
  'dns.resolved.local': 'O nome leva a este próprio computador, como acontece com um servidor, ponte ou antivírus que corre aqui.',
  'dns.ENOTFOUND': {
    means: 'O servidor de nomes diz que este nome não existe ({cause}).',
    cause: 'Está mal escrito, o domínio expirou, ou o nome só existe na rede de uma empresa.',
    next: 'Verifique o nome letra a letra; se for de uma empresa, ligue-se à VPN dela.',
  },
  'dns.ENODATA': {
    means: 'O nome existe, mas não tem endereço ({cause}).',
    cause: 'É o domínio dos endereços de correio, não do servidor, ou o registo dele foi retirado.',
    next: 'Peça ao fornecedor o nome do servidor, muitas vezes mail., imap. ou pop. antes do domínio.',
  },
  'dns.EAI_AGAIN': {
    means: 'Nenhum servidor de nomes respondeu a tempo ({cause}), por isso nada se sabe do nome.',
    cause: 'Não há rede, um DNS mal posto, ou a página de acesso de uma rede pública.',
    next: 'Verifique se abre uma página web; tenta-se de novo por si.',
  },
  'dns.ESERVFAIL': {
    means:
      'O servidor de nomes não conseguiu saber ({cause}): os servidores deste domínio não respondem, ou respondem com assinaturas erradas.',
    cause: 'O domínio está mal configurado ou os seus servidores estão em baixo; um motivo habitual é DNSSEC expirado.',
    next: 'Quem o corrige é o administrador do domínio; por agora pode servir outro servidor de nomes.',
  },
  // Uma pergunta à mão e a sua resposta
  'dns.message.asks': 'Pede os registos {type} de {name}.',
  'dns.message.asks.alone': 'Pede os registos {type} de {name}, e só o que este servidor saiba por si: não deve perguntar a outros.',
  'dns.message.answered': 'O nome existe e tem o que se pediu. Registos na resposta: {count}.',
  'dns.message.alias': 'O nome é uma alcunha de outro: a resposta indica esse outro, que aqui não tem nenhum registo deste tipo.',
  'dns.message.referral': {
    means: 'O servidor não sabe e indica os servidores que sabem.',
    cause: 'Não lhe foi pedido que descobrisse, ou só o faz para os seus utilizadores.',
    next: 'Pergunte a um dos servidores que a resposta indica, ou a outro servidor de nomes.',
  },
  'dns.message.empty': {
    means: 'O nome existe, mas não tem nenhum registo deste tipo.',
    cause: 'No caso de MX isso é permitido: o correio vai então para o endereço do próprio nome. De outros tipos não há nada a encontrar.',
    next: 'Pergunte por outro tipo, ou pelo nome acima.',
  },
  'dns.message.truncated': 'A resposta não cabia num datagrama e veio cortada; é pedida de novo por TCP.',
  'dns.answer.NXDOMAIN': {
    means: 'Este nome não existe, nem nada abaixo dele.',
    cause: 'Está mal escrito, o domínio expirou, ou o nome só existe numa rede cujo servidor de nomes não foi consultado.',
    next: 'Verifique o nome letra a letra; depois pergunte aos servidores do próprio domínio, que os registos NS do domínio acima indicam.',
  },
  'dns.answer.SERVFAIL': {
    means: 'O servidor de nomes não conseguiu saber.',
    cause: 'Os servidores do domínio não respondem, ou as assinaturas deles estão erradas: um motivo habitual é DNSSEC expirado.',
    next: 'Pergunte a outro servidor de nomes e diretamente aos do domínio; se só falham os que verificam assinaturas, é DNSSEC.',
  },
  'dns.answer.REFUSED': {
    means: 'O servidor de nomes não responde a esta pergunta a partir daqui.',
    cause: 'Só serve as suas zonas, ou só a sua rede.',
    next: 'Pergunte ao servidor de nomes da sua rede, ou a um que sirva toda a gente.',
  },
  'dns.answer.FORMERR': {
    means: 'O servidor de nomes não conseguiu ler a pergunta.',
    cause: 'É antigo e não conhece o que se acrescentou à pergunta (EDNS), ou algo a alterou pelo caminho.',
    next: 'Pergunte de novo sem assinaturas, ou a outro servidor de nomes.',
  },
  'dns.answer.NOTIMP': {
    means: 'O servidor de nomes não responde a perguntas deste género.',
    cause: 'Só conhece uma parte do protocolo.',
    next: 'Pergunte a outro servidor de nomes.',
  },
  'dns.message.status.other': {
    means: 'O servidor de nomes responde com o estado {status}.',
    cause: 'Não é um que uma consulta costume receber.',
    next: 'Pergunte a outro servidor de nomes e compare.',
  },
  'dns.message.unreadable': {
    means: 'Estes bytes não são uma mensagem do sistema de nomes, ou são uma feita para custar a ler.',
    cause: 'Nesta porta responde outra coisa.',
    next: 'Verifique o endereço e a porta do servidor de nomes.',
  },
  'dns.type.A': 'Um endereço IPv4.',
  'dns.type.AAAA': 'Um endereço IPv6.',
  'dns.type.MX':
    'Um servidor que recebe o correio do domínio. O número é a sua prioridade: experimenta-se primeiro o mais baixo, e os iguais repartem a carga.',
  'dns.type.MX.null': 'O domínio não recebe correio: um único MX com prioridade 0 e um ponto como nome.',
  'dns.type.TXT': 'Texto livre. O correio usa-o para quem pode enviar (SPF), para chaves de assinatura (DKIM) e para a política (DMARC).',
  'dns.type.CNAME': 'O nome é uma alcunha de outro, que tem de ser consultado em seu lugar. Um domínio de correio não o deve ser.',
  'dns.type.NS': 'Um servidor de nomes que conhece esta zona.',
  'dns.type.SOA':
    'Os dados da zona: primeiro servidor de nomes, responsável, número de série, e de quanto em quanto tempo os outros comparam.',
  'dns.type.PTR':
    'O nome de um endereço. Muitos servidores recusam correio de um endereço que não o tem, ou cujo nome não leva de volta a ele.',
  'dns.type.SRV': 'Anfitrião e porta de um serviço, como o servidor IMAP ou de envio de um domínio.',
  'dns.type.TLSA': 'Que certificado um servidor tem de mostrar (DANE). Só conta onde a zona está assinada.',
  'dns.type.CAA': 'Que autoridades podem emitir certificados para o domínio.',
  'dns.type.DNSKEY': 'Uma chave pública com que a zona é assinada.',
  'dns.type.DS': 'A impressão digital da chave da zona abaixo, guardada na de cima: o elo de confiança entre as duas.',
  'dns.type.RRSIG': 'Uma assinatura dos registos de um tipo, com as datas entre as quais vale.',
  'dns.type.NSEC': 'Prova de que entre dois nomes não há nada.',
  'dns.type.SPF': 'Um lugar antigo para quem pode enviar, abandonado em favor de TXT.',
  'dns.type.other': 'Um tipo de registo para outros fins que não o correio.',
  'dns.flag.aa': 'O servidor sabe-o pela própria zona e não por outros.',
  'dns.flag.tc': 'Cortada: o resto tem de ser pedido por TCP.',
  'dns.flag.rd': 'Foi pedido ao servidor que descobrisse o que não sabe.',
  'dns.flag.ra': 'O servidor descobre para outros.',
  'dns.flag.ad': 'O servidor verificou as assinaturas. Só se pode acreditar nele se o caminho até ele for seguro.',
  'dns.flag.cd': 'Foi pedido ao servidor que nos deixasse a verificação das assinaturas.',
};
