/** What notes about the connection below TLS mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { connectionEnglish } from './en.ts';
import { connectionPortuguese } from './pt.ts';

export const connectionBrazilian: EntriesLike<typeof connectionEnglish> = {
  ...connectionPortuguese,
  'connection.port.25':
    'A porta 25 é para o e-mail entre servidores. A maioria dos fornecedores fecha-a a linhas privadas; os programas enviam por 465 ou 587.',
  'connection.port.110': 'A porta 110 é POP3 que começa sem criptografia; STLS o criptografa.',
  'connection.port.143': 'A porta 143 é IMAP que começa sem criptografia; STARTTLS o criptografa.',
  'connection.port.465': 'A porta 465 recebe e-mail para enviar, dentro do TLS desde o primeiro byte; começa o cliente.',
  'connection.port.587': 'A porta 587 recebe e-mail para enviar; começa sem criptografia e STARTTLS a criptografa.',
  'connection.timeout': {
    means: 'Nada voltou no prazo permitido.',
    cause: 'Uma firewall que descarta sem avisar, outro servidor, ou uma rede que bloqueia esta porta.',
    next: 'Experimente em outra rede; verifique o servidor e a porta.',
  },
  'connection.unreachable': {
    means: 'A rede diz que não há caminho para este endereço.',
    cause: 'O servidor só tem um endereço IPv6 que esta rede não alcança, falta uma VPN ou um roteador está fora do ar.',
    next: 'Verifique a rede e a VPN; haverá nova tentativa.',
  },
  'connection.offline': {
    means: 'Este computador está sem rede, por isso nada foi enviado.',
    cause: 'Ela está desligada, fora de alcance ou sem cabo.',
    next: 'Haverá nova tentativa assim que a rede voltar.',
  },
  'connection.lost': {
    means: 'A conexão caiu sem despedida. O que foi confirmado antes conta; do último comando ninguém sabe.',
    cause: 'Uma mudança de rede, um computador em repouso, um roteador que esquece conexões inativas ou um servidor que reinicia.',
    next: 'Não é preciso fazer nada: outra conexão é aberta.',
  },
  'connection.stalled': {
    means: 'A conexão se mantém, mas o servidor não diz mais nada; depois de esperar, o programa a fechou.',
    cause: 'O servidor está sobrecarregado ou travado, ou a rede engole o que ele envia.',
    next: 'Haverá nova tentativa; se persistir, o administrador precisa ver o servidor.',
  },
  'connection.picture': {
    means: 'O Postglass não trouxe esta imagem.',
    cause:
      'O endereço leva a uma rede privada, não é uma imagem, é grande demais ou redireciona demais: o que um e-mail pode usar para espiar ou ocupar.',
    next: 'Abra-a em um navegador se confiar no remetente.',
  },
};
