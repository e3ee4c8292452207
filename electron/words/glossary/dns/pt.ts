/** What notes about name look-up mean, in European Portuguese. */
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
};
