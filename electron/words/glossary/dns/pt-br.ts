/** What notes about name look-up mean, in Brazilian Portuguese: what differs from European Portuguese. */
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
};
