/** What lines of ManageSieve mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { managesieveEnglish } from './en.ts';
import { managesievePortuguese } from './pt.ts';

export const managesieveBrazilian: EntriesLike<typeof managesieveEnglish> = {
  ...managesievePortuguese,
  'managesieve.greeting.NO': {
    means: 'O servidor recusa a sessão antes de alguém se autenticar.',
    cause: 'Está sobrecarregado, em manutenção ou mal configurado.',
    next: 'Tente mais tarde; o log do servidor diz por quê.',
  },
  'managesieve.greeting.BYE': {
    means: 'O servidor fecha a conexão de imediato.',
    cause: 'Não aceita mais conexões, ou nenhuma deste endereço.',
    next: 'Espere um pouco; feche outros programas que gerenciem filtros.',
  },
  'managesieve.capability.STARTTLS': 'A conexão pode ser criptografada com STARTTLS.',
  'managesieve.capability.UNAUTHENTICATE': 'UNAUTHENTICATE desfaz a autenticação sem fechar a conexão.',
  'managesieve.command.STARTTLS':
    'Pede para criptografar a conexão a partir daqui; depois da resposta começa a negociação TLS, e o servidor volta a dizer o que consegue fazer.',
  'managesieve.command.PUTSCRIPT':
    'Salva o script {name}; se houver outro com esse nome, substitui-o. É verificado antes, e só filtra quando está ativo.',
  'managesieve.command.SETACTIVE.none': 'Não deixa nenhum script ativo: o e-mail já não é filtrado.',
  'managesieve.command.DELETESCRIPT': 'Exclui o script {name}. O ativo não pode ser excluído.',
  'managesieve.command.CHECKSCRIPT': 'Pergunta se um script é válido; nada é salvo.',
  'managesieve.command.UNAUTHENTICATE': 'Desfaz a autenticação; a conexão continua.',
  'managesieve.OK.PUTSCRIPT': 'O script é válido e está salvo. Filtra quando SETACTIVE o nomeia.',
  'managesieve.OK.DELETESCRIPT': 'O script está excluído.',
  'managesieve.OK.NOOP': 'A conexão está viva; não aconteceu mais nada.',
  'managesieve.NO.AUTHENTICATE': {
    means: 'A autenticação falhou.',
    cause: 'O usuário ou a senha estão errados, o mecanismo não é oferecido ou já há alguém autenticado.',
    next: 'Confira os dois com a conta IMAP, que costuma ser a mesma; veja na lista de SASL se lá está o mecanismo.',
  },
  'managesieve.NO.STARTTLS': {
    means: 'O servidor não começa TLS.',
    cause: 'Não tem certificado, ou TLS já começou.',
    next: 'Não envie a senha. O administrador tem de configurar TLS.',
  },
  'managesieve.NO.HAVESPACE': {
    means: 'O script não caberia.',
    cause: 'É comprido demais, ou há scripts a mais.',
    next: 'Exclua scripts de que não precise, ou encurte este.',
  },
  'managesieve.NO.PUTSCRIPT': {
    means: 'O script não foi salvo; se havia um com esse nome, está como estava.',
    cause: 'Tem um erro, que o texto indica com a linha, ou precisa de uma extensão que o servidor não tem.',
    next: 'Corrija a linha indicada; o que «require» pede tem de estar na lista de SIEVE.',
  },
  'managesieve.NO.DELETESCRIPT': {
    means: 'O script não foi excluído.',
    cause: 'É o ativo, ou não há nenhum com esse nome.',
    next: 'Ative antes outro, ou nenhum: SETACTIVE "".',
  },
  'managesieve.code.ENCRYPT-NEEDED': {
    means: 'O servidor quer uma conexão criptografada para este mecanismo.',
    cause: 'A senha atravessaria a rede em claro.',
    next: 'Diga antes STARTTLS.',
  },
  'managesieve.code.TRANSITION-NEEDED': {
    means: 'O mecanismo funcionará depois de a senha ter sido usada com PLAIN.',
    cause: 'O servidor ainda não tem a forma da senha de que este mecanismo precisa.',
    next: 'Autentique-se uma vez com PLAIN, dentro de TLS.',
  },
  'managesieve.code.QUOTA': {
    means: 'Não há espaço para isto.',
    cause: 'O limite para scripts foi atingido.',
    next: 'Exclua scripts de que não precise, ou peça um limite maior.',
  },
  'managesieve.code.QUOTA/MAXSCRIPTS': {
    means: 'Não pode haver mais scripts.',
    cause: 'Já lá estão todos os permitidos.',
    next: 'Exclua um de que não precise.',
  },
  'managesieve.code.QUOTA/MAXSIZE': {
    means: 'O script é comprido demais.',
    cause: 'Tem mais octetos do que o servidor permite em um só.',
    next: 'Encurte-o, ou ponha uma parte em outro script com «include».',
  },
  'managesieve.code.REFERRAL': {
    means: 'Os scripts estão em outro servidor, indicado depois de REFERRAL.',
    cause: 'A caixa mudou-se, ou há vários servidores.',
    next: 'Conecte-se ao servidor indicado.',
  },
  'managesieve.code.ACTIVE': {
    means: 'É o script ativo, que não pode ser excluído.',
    cause: 'Filtra agora o seu e-mail.',
    next: 'Ative antes outro, ou nenhum: SETACTIVE "".',
  },
  'managesieve.code.NONEXISTENT': {
    means: 'Não há nenhum script com esse nome.',
    cause: 'Foi excluído ou mudou de nome, ou o nome escreve-se de outro modo.',
    next: 'LISTSCRIPTS mostra os nomes; maiúsculas e minúsculas contam.',
  },
  'managesieve.code.ALREADYEXISTS': {
    means: 'Já há um script com esse nome.',
    cause: 'RENAMESCRIPT nunca substitui outro.',
    next: 'Escolha outro nome, ou exclua antes o outro script.',
  },
  'managesieve.code.SASL':
    'Autenticado. O que se segue a SASL é a última palavra do mecanismo: com SCRAM, a prova de que o servidor também conhece a senha.',
  'managesieve.BYE': {
    means: 'O servidor fecha a conexão.',
    cause: 'Ficou tempo demais em silêncio, a autenticação falhou vezes demais ou o servidor para.',
    next: 'Conecte-se de novo.',
  },
};
