/** What notes about the connection below TLS mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { connectionEnglish } from './en.ts';

export const connectionPortuguese: EntriesLike<typeof connectionEnglish> = {
  'connection.port.25':
    'A porta 25 é para o correio entre servidores. A maioria dos fornecedores fecha-a a linhas privadas; os programas enviam por 465 ou 587.',
  'connection.port.110': 'A porta 110 é POP3 que começa sem cifra; STLS cifra-o.',
  'connection.port.143': 'A porta 143 é IMAP que começa sem cifra; STARTTLS cifra-o.',
  'connection.port.443': 'A porta 443 é HTTP dentro do TLS.',
  'connection.port.465': 'A porta 465 recebe correio para enviar, dentro do TLS desde o primeiro byte; começa o cliente.',
  'connection.port.587': 'A porta 587 recebe correio para enviar; começa sem cifra e STARTTLS cifra-a.',
  'connection.port.993': 'A porta 993 é IMAP dentro do TLS desde o primeiro byte; começa o cliente.',
  'connection.port.995': 'A porta 995 é POP3 dentro do TLS desde o primeiro byte; começa o cliente.',
  'connection.port.other': 'Uma porta escolhida por este servidor; nada diz de antemão o que se fala nela.',
  'connection.refused': {
    means: 'O computador deste endereço respondeu logo que nesta porta nada escuta.',
    cause: 'Uma porta errada, um serviço parado ou uma firewall que recusa.',
    next: 'Verifique o servidor e a porta; se estiverem certos, o administrador tem de iniciar o serviço.',
  },
  'connection.timeout': {
    means: 'Nada voltou no prazo permitido.',
    cause: 'Uma firewall que descarta sem avisar, outro servidor, ou uma rede que bloqueia esta porta.',
    next: 'Experimente noutra rede; verifique o servidor e a porta.',
  },
  'connection.unreachable': {
    means: 'A rede diz que não há caminho para este endereço.',
    cause: 'O servidor só tem um endereço IPv6 a que esta rede não chega, falta uma VPN ou um router está em baixo.',
    next: 'Verifique a rede e a VPN; tenta-se de novo.',
  },
  'connection.offline': {
    means: 'Este computador não tem rede, por isso nada foi enviado.',
    cause: 'Está desligada, fora de alcance ou sem cabo.',
    next: 'Tenta-se de novo assim que a rede voltar.',
  },
  'connection.lost': {
    means: 'A ligação partiu-se sem despedida. O que foi confirmado antes conta; do último comando ninguém sabe.',
    cause: 'Uma mudança de rede, um computador em repouso, um router que esquece ligações inativas ou um servidor que reinicia.',
    next: 'Não é preciso fazer nada: abre-se outra ligação.',
  },
  'connection.stalled': {
    means: 'A ligação mantém-se, mas o servidor não diz mais nada; depois de esperar, o programa fechou-a.',
    cause: 'O servidor está sobrecarregado ou bloqueado, ou a rede engole o que ele envia.',
    next: 'Tenta-se de novo; se persistir, o administrador tem de ver o servidor.',
  },
  'connection.picture': {
    means: 'O Postglass não trouxe esta imagem.',
    cause:
      'O endereço leva a uma rede privada, não é uma imagem, é grande de mais ou redireciona de mais: o que um correio pode usar para espiar ou ocupar.',
    next: 'Abra-a num navegador se confiar no remetente.',
  },
};
