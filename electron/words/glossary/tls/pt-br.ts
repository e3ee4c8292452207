/** What notes about TLS mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { tlsEnglish } from './en.ts';
import { tlsPortuguese } from './pt.ts';

export const tlsBrazilian: EntriesLike<typeof tlsEnglish> = {
  ...tlsPortuguese,
  'tls.version.1.3':
    'TLS 1.3, a versão atual: as chaves são feitas só para esta conexão, por isso o que foi gravado não se pode abrir depois, e {encryption} detecta qualquer alteração.',
  'tls.version.1.2.fresh':
    'TLS 1.2 com chaves feitas só para esta conexão, por isso o que foi gravado não se pode abrir depois; {encryption} detecta qualquer alteração.',
  'tls.version.1.2.cbc': {
    means:
      'TLS 1.2 com chaves feitas só para esta conexão e a criptografia mais antiga {encryption}: segura aqui, mas mais lenta e fácil de programar mal.',
    cause: 'O servidor não oferece nada mais recente, ou prefere esta.',
    next: 'O administrador deve oferecer AES-GCM ou ChaCha20, e TLS 1.3.',
  },
  'tls.version.weak': {
    means: 'Criptografado com {encryption}, que já não protege.',
    cause: 'O servidor e este computador acordaram algo muito antigo.',
    next: 'O administrador tem de desativar esta cifra.',
  },
  'tls.version.other': 'Criptografado com {protocol}; a criptografia {encryption} não está no glossário.',
  'tls.starttls':
    'Daqui em diante o TLS assume a mesma conexão. O que se disse antes podia ser lido e alterado pelo caminho, por isso cliente e servidor o esquecem.',
  'tls.expected': {
    means: 'O servidor ficou calado porque nesta porta é o cliente que começa, com TLS.',
    cause: 'A conta está com STARTTLS ou sem criptografia numa porta para TLS.',
    next: 'Configure a conta com TLS, ou use a porta para STARTTLS.',
  },
  'tls.stripped.missing': {
    means: 'O servidor não ofereceu criptografar, por isso nada de secreto foi enviado.',
    cause: 'Não tem certificado, ou alguém pelo caminho tirou a oferta da sua lista.',
    next: 'Use a porta para TLS; se antes o oferecia, não se autentique nesta rede.',
  },
  'tls.stripped.refused': {
    means: 'O servidor ofereceu criptografar e depois recusou, por isso nada de secreto foi enviado.',
    cause: 'Não consegue ler o seu certificado ou chave, ou alguém pelo caminho respondeu em seu lugar.',
    next: 'Use a porta para TLS; o administrador encontra o motivo no registro.',
  },
  'tls.stripped.injected': {
    means:
      'Depois do acordo para criptografar chegaram palavras ainda sem criptografia: tomadas por criptografadas, seriam de um atacante.',
    cause: 'Alguém pelo caminho as meteu, ou o servidor tem um defeito.',
    next: 'Não se autentique nesta rede; avise o administrador.',
  },
  'tls.fault.early': {
    means: 'O prazo do certificado ainda não começou (CERT_NOT_YET_VALID).',
    cause: 'O relógio deste computador está atrasado, ou o servidor recebeu o certificado cedo demais.',
    next: 'Verifique o relógio e a data deste computador.',
  },
  'tls.fault.name': {
    means: 'O certificado é para outros nomes que não o pedido.',
    cause: 'O nome do servidor está mal escrito ou é um nome alternativo, ou neste endereço responde outro.',
    next: 'Use um dos nomes do certificado; se nenhum for do seu provedor, não se autentique.',
  },
  'tls.fault.self': {
    means: 'O próprio servidor assinou o seu certificado (DEPTH_ZERO_SELF_SIGNED_CERT), por isso ninguém responde por ele.',
    cause: 'Normal num servidor próprio; no de um provedor, é outro quem responde.',
    next: 'Compare a impressão digital com o administrador; aceite-o só se for a mesma.',
  },
  'tls.fault.issuer': {
    means: 'Falta o certificado que assinou o do servidor ({cause}).',
    cause: 'O servidor não envia o seu certificado intermediário, ou este computador não conhece a autoridade.',
    next: 'O administrador precisa instalar a cadeia inteira (fullchain), não só o certificado do servidor.',
  },
  'tls.fault.weak': {
    means: 'Uma chave ou assinatura da cadeia é fraca demais para ser aceita ({cause}).',
    cause: 'O certificado é antigo: RSA com menos de 2048 bits, ou assinado com SHA-1 ou MD5.',
    next: 'O administrador precisa obter outro certificado.',
  },
  'tls.fault.damaged': {
    means: 'O certificado não pode ser lido, ou a assinatura está errada ({cause}).',
    cause: 'Está danificado, ou partes de dois certificados foram juntadas.',
    next: 'O administrador precisa instalá-lo de novo.',
  },
  'tls.alert.handshake': {
    means: 'O servidor diz {alert} (alerta {number}): não compartilha versão, cifra nem chave com este cliente.',
    cause: 'É antigo ou muito rigoroso, ou quer na primeira mensagem algo que falta.',
    next: 'O administrador encontra no registro o que pediu; deve ter TLS 1.2 com ECDHE ou TLS 1.3.',
  },
  'tls.alert.internal': {
    means: 'O servidor diz {alert} (alerta {number}): algo falhou do lado dele, não no que foi enviado.',
    cause: 'Não consegue ler a chave ou o certificado, ou falta-lhe memória.',
    next: 'O administrador encontra o motivo no registro.',
  },
  'tls.alert.unreadable': {
    means: 'O servidor diz {alert} (alerta {number}): não conseguiu ler ou verificar o que recebeu.',
    cause: 'Algo pelo meio alterou os bytes, ou um dos lados implementa mal o TLS.',
    next: 'Experimente sem antivírus, proxy nem VPN, e em outra rede.',
  },
  'tls.alert.closed': {
    means: 'O servidor diz {alert} (alerta {number}): termina a negociação sem indicar uma falha.',
    cause: 'Está sendo desligado, ou não aceita mais conexões.',
    next: 'Tente mais tarde.',
  },
  'tls.failed.plain': {
    means: 'O que chegou não é TLS ({cause}).',
    cause: 'A porta fala primeiro sem criptografia, para STARTTLS, ou está lá outro serviço.',
    next: 'Configure a conta com STARTTLS, ou use a porta para TLS: 993, 995 ou 465.',
  },
  'tls.failed.version': {
    means: 'O servidor só conhece versões ou cifras antigas demais para serem aceitas ({cause}).',
    cause: 'Não é atualizado há anos.',
    next: 'O administrador precisa ativar TLS 1.2 ou 1.3 com cifras atuais.',
  },
  'tls.failed.cut': {
    means: 'A conexão foi cortada durante a negociação, sem uma palavra ({cause}).',
    cause: 'Uma firewall ou um antivírus, um servidor que não aceita mais conexões, ou uma porta sem TLS.',
    next: 'Tente de novo; se persistir, verifique a porta e o que está pelo meio.',
  },
};
