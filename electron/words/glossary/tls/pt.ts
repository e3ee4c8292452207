/** What notes about TLS mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { tlsEnglish } from './en.ts';

export const tlsPortuguese: EntriesLike<typeof tlsEnglish> = {
  'tls.version.1.3':
    'TLS 1.3, a versão atual: as chaves são feitas só para esta ligação, por isso o que foi gravado não se pode abrir depois, e {encryption} deteta qualquer alteração.',
  'tls.version.1.2.fresh':
    'TLS 1.2 com chaves feitas só para esta ligação, por isso o que foi gravado não se pode abrir depois; {encryption} deteta qualquer alteração.',
  'tls.version.1.2.cbc': {
    means:
      'TLS 1.2 com chaves feitas só para esta ligação e a cifra mais antiga {encryption}: segura aqui, mas mais lenta e fácil de programar mal.',
    cause: 'O servidor não oferece nada mais recente, ou prefere esta.',
    next: 'O administrador deve oferecer AES-GCM ou ChaCha20, e TLS 1.3.',
  },
  'tls.version.1.2.static': {
    means:
      'TLS 1.2 sem chaves próprias: quem obtiver mais tarde a chave privada do servidor pode ler o que foi gravado hoje ({encryption}).',
    cause: 'O servidor usa a troca de chaves RSA, que o TLS 1.3 abandonou.',
    next: 'O administrador deve oferecer cifras com ECDHE.',
  },
  'tls.version.old': {
    means: '{protocol} está retirado: as suas fraquezas são conhecidas e nada de novo o deve usar.',
    cause: 'O servidor é antigo e não conhece nada mais recente.',
    next: 'O administrador tem de atualizar o servidor para TLS 1.2 ou 1.3.',
  },
  'tls.version.weak': {
    means: 'Cifrado com {encryption}, que já não protege.',
    cause: 'O servidor e este computador acordaram algo muito antigo.',
    next: 'O administrador tem de desativar esta cifra.',
  },
  'tls.version.other': 'Cifrado com {protocol}; a cifra {encryption} não está no glossário.',
  'tls.certificate':
    'Com isto o servidor prova o seu nome. Só conta se este computador confiar em {issuer}, o nome for o pedido e hoje estiver dentro das suas datas.',
  'tls.certificate.self':
    'O próprio servidor assinou o seu certificado, por isso ninguém responde por ele. Só conta se comparou a impressão digital e o aceitou.',
  'tls.starttls':
    'Daqui em diante o TLS toma a mesma ligação. O que se disse antes podia ser lido e alterado pelo caminho, por isso cliente e servidor esquecem-no.',
  'tls.expected': {
    means: 'O servidor ficou calado porque nesta porta é o cliente que começa, com TLS.',
    cause: 'A conta está com STARTTLS ou sem cifra numa porta para TLS.',
    next: 'Configure a conta com TLS, ou use a porta para STARTTLS.',
  },
  'tls.stripped.missing': {
    means: 'O servidor não ofereceu cifrar, por isso nada de secreto foi enviado.',
    cause: 'Não tem certificado, ou alguém pelo caminho tirou a oferta da sua lista.',
    next: 'Use a porta para TLS; se antes o oferecia, não se autentique nesta rede.',
  },
  'tls.stripped.refused': {
    means: 'O servidor ofereceu cifrar e depois recusou, por isso nada de secreto foi enviado.',
    cause: 'Não consegue ler o seu certificado ou chave, ou alguém pelo caminho respondeu em seu lugar.',
    next: 'Use a porta para TLS; o administrador encontra o motivo no registo.',
  },
  'tls.stripped.injected': {
    means: 'Depois do acordo para cifrar chegaram palavras ainda sem cifra: tomadas por cifradas, seriam de um atacante.',
    cause: 'Alguém pelo caminho as meteu, ou o servidor tem um defeito.',
    next: 'Não se autentique nesta rede; avise o administrador.',
  },
  'tls.fault.expired': {
    means: 'O prazo do certificado terminou (CERT_HAS_EXPIRED).',
    cause: 'Não foi renovado, ou foi renovado sem reiniciar o servidor; ou o relógio deste computador está errado.',
    next: 'Verifique o relógio; o administrador tem de instalar o certificado novo.',
  },
  'tls.fault.early': {
    means: 'O prazo do certificado ainda não começou (CERT_NOT_YET_VALID).',
    cause: 'O relógio deste computador está atrasado, ou o servidor recebeu o certificado cedo de mais.',
    next: 'Verifique o relógio e a data deste computador.',
  },
  'tls.fault.name': {
    means: 'O certificado é para outros nomes que não o pedido.',
    cause: 'O nome do servidor está mal escrito ou é um nome alternativo, ou neste endereço responde outro.',
    next: 'Use um dos nomes do certificado; se nenhum for do seu fornecedor, não se autentique.',
  },
  'tls.fault.self': {
    means: 'O próprio servidor assinou o seu certificado (DEPTH_ZERO_SELF_SIGNED_CERT), por isso ninguém responde por ele.',
    cause: 'Normal num servidor próprio; no de um fornecedor, é outro quem responde.',
    next: 'Compare a impressão digital com o administrador; aceite-o só se for a mesma.',
  },
  'tls.fault.root': {
    means: 'A cadeia termina numa autoridade que este computador não conhece (SELF_SIGNED_CERT_IN_CHAIN).',
    cause: 'A autoridade de uma organização, ou um antivírus ou proxy que lê o tráfego.',
    next: 'Se for da sua organização, instale o certificado raiz dela; senão, descubra quem lê.',
  },
  'tls.fault.issuer': {
    means: 'Falta o certificado que assinou o do servidor ({cause}).',
    cause: 'O servidor não envia o seu certificado intermédio, ou este computador não conhece a autoridade.',
    next: 'O administrador tem de instalar a cadeia inteira (fullchain), não só o certificado do servidor.',
  },
  'tls.fault.changed': {
    means: 'O certificado não é o que aceitou para este servidor.',
    cause: 'Foi renovado, ou responde outro.',
    next: 'Pergunte ao administrador se mudou e compare a impressão digital antes de aceitar o novo.',
  },
  'tls.fault.revoked': {
    means: 'A autoridade retirou o certificado (CERT_REVOKED).',
    cause: 'A chave privada perdeu-se ou foi roubada, ou foi emitido por engano.',
    next: 'Não se autentique; o administrador tem de obter outro certificado.',
  },
  'tls.fault.weak': {
    means: 'Uma chave ou assinatura da cadeia é fraca de mais para ser acreditada ({cause}).',
    cause: 'O certificado é antigo: RSA com menos de 2048 bits, ou assinado com SHA-1 ou MD5.',
    next: 'O administrador tem de obter outro certificado.',
  },
  'tls.fault.damaged': {
    means: 'O certificado não se pode ler, ou a assinatura está errada ({cause}).',
    cause: 'Está danificado, ou juntaram-se partes de dois certificados.',
    next: 'O administrador tem de o instalar de novo.',
  },
  'tls.fault.purpose': {
    means: 'Um certificado da cadeia não foi feito para este uso ({cause}).',
    cause: 'Assinou um que não pode assinar outros, ou não é para servidores.',
    next: 'O administrador tem de obter da autoridade um certificado para servidores.',
  },
  'tls.fault.untrusted': {
    means: 'Este computador não acredita no certificado ({cause}).',
    cause: 'A autoridade não está, ou já não está, entre as de confiança.',
    next: 'Veja a cadeia; aceite-o só se souber que é o certo.',
  },
  'tls.alert.handshake': {
    means: 'O servidor diz {alert} (alerta {number}): não partilha versão, cifra nem chave com este cliente.',
    cause: 'É antigo ou muito rigoroso, ou quer na primeira mensagem algo que falta.',
    next: 'O administrador encontra no registo o que pediu; deve ter TLS 1.2 com ECDHE ou TLS 1.3.',
  },
  'tls.alert.version': {
    means: 'O servidor diz {alert} (alerta {number}): não fala as versões de TLS que este cliente oferece.',
    cause: 'Só conhece TLS 1.0 ou 1.1, ou só outras mais recentes.',
    next: 'O administrador tem de ativar TLS 1.2 ou 1.3.',
  },
  'tls.alert.name': {
    means: 'O servidor diz {alert} (alerta {number}): não tem certificado para o nome pedido.',
    cause: 'O nome do servidor está mal escrito, ou não está configurado nele.',
    next: 'Verifique o nome do servidor da conta.',
  },
  'tls.alert.certificate': {
    means: 'O servidor diz {alert} (alerta {number}): trata-se do certificado do cliente, em que não confia ou que não recebe.',
    cause: 'Só admite clientes com um certificado da sua própria autoridade.',
    next: 'Peça ao administrador um certificado assim, ou outra porta.',
  },
  'tls.alert.denied': {
    means: 'O servidor diz {alert} (alerta {number}): o certificado serve, mas este cliente não pode entrar.',
    cause: 'Uma regra do servidor.',
    next: 'Pergunte ao administrador.',
  },
  'tls.alert.internal': {
    means: 'O servidor diz {alert} (alerta {number}): algo falhou do lado dele, não no que foi enviado.',
    cause: 'Não consegue ler a chave ou o certificado, ou falta-lhe memória.',
    next: 'O administrador encontra o motivo no registo.',
  },
  'tls.alert.unreadable': {
    means: 'O servidor diz {alert} (alerta {number}): não conseguiu ler ou verificar o que recebeu.',
    cause: 'Algo pelo meio alterou os bytes, ou um dos lados implementa mal o TLS.',
    next: 'Experimente sem antivírus, proxy nem VPN, e noutra rede.',
  },
  'tls.alert.application': {
    means: 'O servidor diz {alert} (alerta {number}): o que se quer falar dentro do TLS não é oferecido nesta porta.',
    cause: 'Aqui está outro serviço.',
    next: 'Verifique a porta da conta.',
  },
  'tls.alert.closed': {
    means: 'O servidor diz {alert} (alerta {number}): termina a negociação sem indicar uma falha.',
    cause: 'Está a desligar-se, ou não aceita mais ligações.',
    next: 'Tente mais tarde.',
  },
  'tls.alert.other': 'O servidor termina a negociação com o alerta {number}, que não está no glossário.',
  'tls.failed.plain': {
    means: 'O que chegou não é TLS ({cause}).',
    cause: 'A porta fala primeiro sem cifra, para STARTTLS, ou está lá outro serviço.',
    next: 'Configure a conta com STARTTLS, ou use a porta para TLS: 993, 995 ou 465.',
  },
  'tls.failed.version': {
    means: 'O servidor só conhece versões ou cifras antigas de mais para serem aceites ({cause}).',
    cause: 'Não é atualizado há anos.',
    next: 'O administrador tem de ativar TLS 1.2 ou 1.3 com cifras atuais.',
  },
  'tls.failed.cut': {
    means: 'A ligação foi cortada durante a negociação, sem uma palavra ({cause}).',
    cause: 'Uma firewall ou um antivírus, um servidor que não aceita mais ligações, ou uma porta sem TLS.',
    next: 'Tente de novo; se persistir, verifique a porta e o que está pelo meio.',
  },
  'tls.failed.other': 'A negociação falhou; o motivo do OpenSSL, {cause}, não está no glossário.',
};
