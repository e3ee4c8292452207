/** What messages and notes of name look-up mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { dnsEnglish } from './en.ts';
import { dnsPortuguese } from './pt.ts';

export const dnsBrazilian: EntriesLike<typeof dnsEnglish> = {
  ...dnsPortuguese,
  'dns.resolved.local': 'O nome leva a este próprio computador, como acontece com um servidor, uma ponte ou um antivírus que roda aqui.',
  'dns.ENOTFOUND': {
    means: 'O servidor de nomes diz que este nome não existe ({cause}).',
    cause: 'Está mal escrito, o domínio expirou, ou o nome só existe na rede de uma empresa.',
    next: 'Verifique o nome letra a letra; se for de uma empresa, conecte-se à VPN dela.',
  },
  'dns.ENODATA': {
    means: 'O nome existe, mas não tem endereço ({cause}).',
    cause: 'É o domínio dos endereços de e-mail, não do servidor, ou o registro dele foi retirado.',
    next: 'Peça ao provedor o nome do servidor, muitas vezes mail., imap. ou pop. antes do domínio.',
  },
  'dns.EAI_AGAIN': {
    means: 'Nenhum servidor de nomes respondeu a tempo ({cause}), por isso nada se sabe do nome.',
    cause: 'Não há rede, um DNS mal configurado, ou a página de acesso de uma rede pública.',
    next: 'Verifique se uma página da web abre; haverá nova tentativa automaticamente.',
  },
  'dns.ESERVFAIL': {
    means:
      'O servidor de nomes não conseguiu descobrir ({cause}): os servidores deste domínio não respondem, ou respondem com assinaturas erradas.',
    cause: 'O domínio está mal configurado ou os seus servidores estão fora do ar; um motivo habitual é DNSSEC expirado.',
    next: 'Quem o corrige é o administrador do domínio; por enquanto outro servidor de nomes pode servir.',
  },
  'dns.message.asks': 'Pede os registros {type} de {name}.',
  'dns.message.asks.alone': 'Pede os registros {type} de {name}, e só o que este servidor sabe sozinho, sem perguntar a outros.',
  'dns.message.answered': 'O nome existe e tem o que foi pedido. Registros na resposta: {count}.',
  'dns.message.alias': 'O nome é um apelido de outro: a resposta indica esse outro, que aqui não tem nenhum registro deste tipo.',
  'dns.message.referral': {
    means: 'O servidor não sabe e indica os servidores que sabem.',
    cause: 'Não foi pedido que ele descobrisse, ou só faz isso para os próprios usuários.',
    next: 'Pergunte a um dos servidores que a resposta indica, ou a outro servidor de nomes.',
  },
  'dns.message.empty': {
    means: 'O nome existe, mas não tem nenhum registro deste tipo.',
    cause: 'No caso de MX isso é permitido: o e-mail vai então para o endereço do próprio nome. De outros tipos não há nada a encontrar.',
    next: 'Pergunte por outro tipo, ou pelo nome acima.',
  },
  'dns.answer.REFUSED': {
    means: 'O servidor de nomes não responde a esta pergunta a partir daqui.',
    cause: 'Ele só atende as próprias zonas, ou só a própria rede.',
    next: 'Pergunte ao servidor de nomes da sua rede, ou a um aberto a todos.',
  },
  'dns.answer.FORMERR': {
    means: 'O servidor de nomes não conseguiu ler a pergunta.',
    cause: 'É antigo e não conhece o que foi acrescentado à pergunta (EDNS), ou algo a alterou no caminho.',
    next: 'Pergunte de novo sem assinaturas, ou a outro servidor de nomes.',
  },
  'dns.answer.SERVFAIL': {
    means: 'O servidor de nomes não conseguiu descobrir.',
    cause: 'Os servidores do domínio não respondem, ou as assinaturas deles estão erradas: um motivo habitual é DNSSEC expirado.',
    next: 'Pergunte a outro servidor de nomes e diretamente aos do domínio; se só falham os que verificam assinaturas, é DNSSEC.',
  },
  'dns.answer.NXDOMAIN': {
    means: 'Este nome não existe, nem nada abaixo dele.',
    cause: 'Está mal escrito, o domínio expirou, ou o nome só existe em uma rede cujo servidor de nomes não foi consultado.',
    next: 'Verifique o nome letra a letra; depois pergunte aos servidores do próprio domínio, que os registros NS do domínio acima indicam.',
  },
  'dns.message.truncated': 'A resposta não cabia em um datagrama e veio cortada; ela é pedida de novo por TCP.',
  'dns.type.MX':
    'Um servidor que recebe o e-mail do domínio. O número é a prioridade: o mais baixo é tentado primeiro, e os iguais dividem a carga.',
  'dns.type.MX.null': 'O domínio não recebe e-mail: um único MX com prioridade 0 e um ponto como nome.',
  'dns.type.TXT': 'Texto livre. O e-mail o usa para quem pode enviar (SPF), para chaves de assinatura (DKIM) e para a política (DMARC).',
  'dns.type.CNAME': 'O nome é um apelido de outro, que deve ser consultado em seu lugar. Um domínio de e-mail não deve ser um.',
  'dns.type.PTR':
    'O nome de um endereço. Muitos servidores recusam e-mail de um endereço que não o tem, ou cujo nome não leva de volta a ele.',
  'dns.type.SRV': 'Host e porta de um serviço, como o servidor IMAP ou de envio de um domínio.',
  'dns.type.DS': 'A impressão digital da chave da zona abaixo, que fica na de cima: o elo de confiança entre as duas.',
  'dns.type.RRSIG': 'Uma assinatura dos registros de um tipo, com as datas entre as quais vale.',
  'dns.type.other': 'Um tipo de registro para outros fins que não o e-mail.',
};
