/** What the glossary says of whether a command of IMAP succeeded, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapStatusesEnglish } from './en.ts';
import { imapStatusesPortuguese } from './pt.ts';

export const imapStatusesBrazilian: EntriesLike<typeof imapStatusesEnglish> = {
  ...imapStatusesPortuguese,
  'imap.status.OK.LOGOUT': 'A sessão terminou; o servidor fecha agora a conexão.',
  'imap.status.OK.STARTTLS': 'O servidor está pronto: do próximo byte em diante, a conexão vai criptografada.',
  'imap.status.OK.LOGIN': 'Autenticado: o servidor aceitou o usuário e a senha.',
  'imap.status.OK.LSUB': 'Todas as pastas inscritas que correspondem foram nomeadas.',
  'imap.status.OK.RLSUB': 'Todas as pastas inscritas que correspondem foram nomeadas, também as de outros servidores.',
  'imap.status.OK.IDLE': 'A espera terminou; podem vir comandos normais.',
  'imap.status.OK.CLOSE': 'A pasta está fechada e o que estava marcado como excluído foi removido.',
  'imap.status.OK.EXPUNGE': 'O que estava marcado como excluído foi removido definitivamente; as linhas anteriores nomeiam cada mensagem.',
  'imap.status.OK.UID EXPUNGE': 'Das mensagens nomeadas, as marcadas como excluídas foram removidas definitivamente.',
  'imap.status.OK.SEARCH': 'A busca terminou; a linha anterior contém tudo o que foi encontrado.',
  'imap.status.OK.ESEARCH': 'A busca nas pastas terminou.',
  'imap.status.OK.COMPRESS': 'Do próximo byte em diante, os dois sentidos vão comprimidos.',
  'imap.status.OK.NOTIFY': 'O servidor comunicará estes eventos a partir de agora.',
  'imap.status.OK.CANCELUPDATE': 'As buscas já não se mantêm atualizadas.',
  'imap.status.OK.LANGUAGE': 'Os textos do servidor vão a partir de agora no idioma escolhido.',
  'imap.status.OK.UNAUTHENTICATE': 'Ninguém mais está autenticado; a conexão continua aberta.',
  'imap.status.OK.XAPPLEPUSHSERVICE': 'O dispositivo está registrado para os avisos.',
  'imap.status.OK.UID': 'O servidor aceitou UID sozinho, o que nenhumo padrão prevê.',
  'imap.status.OK.PROXYAUTH': 'A sessão é agora a do outro usuário.',
  'imap.status.NO.AUTHENTICATE': {
    means: 'A autenticação falhou: o servidor não aceitou as credenciais.',
    cause: 'O usuário ou a senha está errado, ou o provedor exige uma senha de aplicativo ou o login no navegador.',
    next: 'Verifique o usuário e a senha nas configurações da conta.',
  },
  'imap.status.NO.LOGIN': {
    means: 'A autenticação falhou: o servidor não aceitou o usuário e a senha.',
    cause: 'A senha está errada ou mudou, ou o usuário precisa ser o endereço completo (ou não pode sê-lo).',
    next: 'Verifique o usuário e a senha nas configurações da conta.',
  },
  'imap.status.NO.STARTTLS': {
    means: 'O servidor não consegue criptografar a conexão. Nada de secreto deve passar por ela.',
    cause: 'O TLS não está configurado neste servidor, ou não consegue ler o seu certificado ou chave.',
    next: 'Configure o TLS no servidor, ou use a porta criptografada desde o início (993).',
  },
  'imap.status.NO.COMPRESS': {
    means: 'O servidor não comprime esta conexão; tudo continua sem compressão.',
    cause: 'A compressão já está ativa, ou falta memória ao servidor.',
  },
  'imap.status.NO.SELECT': {
    means: 'Não se pode abrir a pasta, e agora não há nenhuma aberta.',
    cause: 'Foi renomeada ou excluída em outro lugar, o usuário não tem direito de lê-la ou o nome só agrupa outras pastas.',
    next: 'Peça de novo a lista de pastas; se for compartilhada, peça acesso ao dono.',
  },
  'imap.status.NO.EXAMINE': {
    means: 'Não se pode abrir a pasta para ler, e agora não há nenhuma aberta.',
    cause: 'Foi renomeada ou excluída em outro lugar, ou o usuário não tem direito de lê-la.',
    next: 'Peça de novo a lista de pastas; se for compartilhada, peça acesso ao dono.',
  },
  'imap.status.NO.CREATE': {
    means: 'A pasta não foi criada.',
    cause: 'O nome já existe, contém um caractere que o servidor não admite ou está onde o usuário não pode criar pastas.',
    next: 'Escolha outro nome ou outro lugar, por exemplo dentro de INBOX.',
  },
  'imap.status.NO.DELETE': {
    means: 'A pasta não foi excluída.',
    cause: 'Não existe, contém outras pastas, é INBOX ou outra de que o servidor precisa, ou o usuário não tem direito.',
    next: 'Exclua antes as pastas que contém; as do sistema ficam.',
  },
  'imap.status.NO.RENAME': {
    means: 'A pasta mantém o seu nome.',
    cause: 'O novo nome já existe ou não é admitido, ou o anterior não existe.',
    next: 'Escolha outro nome; peça de novo a lista de pastas se foi renomeada em outro lugar.',
  },
  'imap.status.NO.SUBSCRIBE': {
    means: 'A pasta não foi adicionada à lista das que se mostram.',
    cause: 'Não existe nenhuma pasta com este nome.',
    next: 'Peça de novo a lista de pastas e escolha uma dela.',
  },
  'imap.status.NO.LIST': {
    means: 'O servidor não listou as pastas.',
    cause: 'O nome pedido está onde o usuário não pode ver, ou o servidor não consegue ler o seu armazenamento de e-mail.',
    next: 'Se continuar assim, veja o log do servidor.',
  },
  'imap.status.NO.LSUB': {
    means: 'O servidor não listou as pastas inscritas.',
    cause: 'O servidor não consegue ler a sua lista de inscrições.',
    next: 'Se continuar assim, veja o log do servidor.',
  },
  'imap.status.NO.STATUS': {
    means: 'Não há contagens desta pasta.',
    cause: 'Foi excluída ou renomeada em outro lugar, ou só agrupa outras pastas.',
    next: 'A lista de pastas é pedida de novo na próxima consulta.',
  },
  'imap.status.NO.APPEND': {
    means: 'A mensagem não foi posta na pasta.',
    cause: 'A pasta não existe, não há mais espaço, a mensagem é grande demais ou o usuário não pode escrever ali.',
    next: 'Leia o texto do servidor; libere espaço ou escolha outra pasta. A mensagem não se perdeu aqui.',
  },
  'imap.status.NO.REPLACE': {
    means: 'A versão anterior da mensagem fica; a nova não foi salva.',
    cause: 'A mensagem já não está, não há mais espaço ou o usuário não pode escrever ali.',
    next: 'Libere espaço, ou salve o rascunho de novo como mensagem nova.',
  },
  'imap.status.NO.SEARCH': {
    means: 'A busca falhou.',
    cause: 'O servidor não conhece o conjunto de caracteres ou uma das chaves de busca.',
    next: 'Busque de novo com palavras mais simples, ou nas mensagens já baixadas.',
  },
  'imap.status.NO.SORT': {
    means: 'A busca ordenada falhou.',
    cause: 'O servidor não conhece o conjunto de caracteres ou a ordem pedida.',
    next: 'Ordene no programa.',
  },
  'imap.status.NO.STORE': {
    means: 'As marcas não foram mudadas, ou não em todas as mensagens.',
    cause: 'A pasta está aberta só para ler, falta o direito ao usuário ou o servidor não admite etiquetas novas.',
    next: 'Em uma pasta compartilhada, peça ao dono o direito de mudar marcas.',
  },
  'imap.status.NO.COPY': {
    means: 'Nenhuma mensagem foi copiada.',
    cause: 'A outra pasta não existe, não há mais espaço ou o usuário não pode escrever ali.',
    next: 'Crie a pasta, libere espaço ou escolha outra pasta.',
  },
  'imap.status.NO.MOVE': {
    means: 'As mensagens não foram movidas, ou não todas; nenhuma se perdeu.',
    cause: 'A outra pasta não existe, não há mais espaço, ou o usuário não pode escrever ali ou remover aqui.',
    next: 'Crie a pasta, libere espaço ou escolha outra pasta.',
  },
  'imap.status.NO.EXPUNGE': {
    means: 'Nada foi removido.',
    cause: 'A pasta está aberta só para ler, ou falta ao usuário o direito de remover mensagens definitivamente.',
    next: 'Em uma pasta compartilhada, peça ao dono esse direito.',
  },
  'imap.status.NO.GETACL': {
    means: 'O servidor não mostra quem tem direitos nesta pasta.',
    cause: 'O usuário não pode administrar a pasta, ou esta não existe.',
    next: 'Pergunte ao dono da pasta.',
  },
  'imap.status.NO.SETACL': {
    means: 'Os direitos não foram mudados.',
    cause: 'O usuário não pode administrar a pasta, ou o servidor não conhece a pessoa nomeada.',
    next: 'Verifique o nome; pergunte ao dono da pasta.',
  },
  'imap.status.NO.GETQUOTA': {
    means: 'O servidor não diz este limite de espaço.',
    cause: 'Não há nenhum limite com este nome, ou o usuário não pode vê-lo.',
  },
  'imap.status.NO.SETMETADATA': {
    means: 'As notas não foram escritas.',
    cause: 'São longas demais ou muitas, ou o usuário não pode escrevê-las.',
    next: 'Encurte-as, ou pergunte ao dono da pasta.',
  },
  'imap.status.BAD.before': {
    means: 'O servidor não aceitou {command} aqui.',
    cause: 'Já há alguém autenticado ou a conexão já vai criptografada, o servidor exige antes TLS, ou os argumentos estão errados.',
    next: 'Peça antes CAPABILITY: diz que formas de autenticação são admitidas agora.',
  },
  'imap.status.BAD.AUTHENTICATE': {
    means: 'A troca da autenticação foi interrompida.',
    cause: 'O cliente a cancelou com um asterisco, uma resposta não era base64, ou já há alguém autenticado.',
    next: 'Comece de novo; codifique cada resposta em base64, em uma só linha.',
  },
  'imap.status.BAD.signedIn': {
    means: 'O servidor não aceitou {command} aqui.',
    cause: 'Ainda ninguém está autenticado, os argumentos estão errados, ou falta ao servidor a extensão deste comando.',
    next: 'Autentique-se antes; busque a extensão em CAPABILITY; ponha entre aspas os nomes com espaços.',
  },
  'imap.status.BAD.APPEND': {
    means: 'O servidor não aceitou a mensagem que APPEND anunciou.',
    cause: 'O comprimento anunciado não é o da mensagem, a data ou as marcas estão mal escritas, ou a mensagem é grande demais.',
    next: 'Conte os octetos da mensagem com CR e LF; escreva a data como "01-Jan-2026 12:00:00 +0000".',
  },
  'imap.status.BAD.other': {
    means: 'O servidor não entendeu {command}, que também não está neste glossário.',
    cause: 'Nenhum padrão define este comando, ou é de uma extensão que falta ao servidor.',
    next: 'Verifique a escrita e busque a extensão em CAPABILITY.',
  },
  'imap.status.NO.NOOP': {
    means: 'O servidor nem sequer conseguiu executar {command}, que só precisa da conexão.',
    cause: 'O servidor está sobrecarregado, ou falhou uma parte por trás dele.',
    next: 'Se continuar assim, veja o log do servidor.',
  },
  'imap.status.NO.CLOSE': {
    means: '{command} falhou: o que estava marcado como excluído pode continuar lá.',
    cause: 'O servidor não conseguiu escrever no seu armazenamento de e-mail.',
    next: 'Abra a pasta de novo e verifique; se continuar assim, veja o log do servidor.',
  },
  'imap.status.NO.IDLE': {
    means: 'O servidor não comunica agora as alterações por iniciativa própria.',
    cause: 'Muitas sessões deste usuário estão em espera, ou a pasta não se pode vigiar.',
    next: 'O programa pergunta de tempos a tempos em vez disso.',
  },
  'imap.status.NO.NOTIFY': {
    means: 'O servidor não comunica estes eventos; o que foi pedido antes continua valendo.',
    cause: 'Conhece menos tipos de eventos, ou uma pasta nomeada não existe.',
    next: 'O programa vê ele mesmo as pastas.',
  },
  'imap.status.NO.UNAUTHENTICATE': {
    means: 'O usuário continua autenticado.',
    cause: 'A conexão está presa a este usuário, por exemplo por um certificado de cliente.',
    next: 'Feche a conexão e abra uma nova.',
  },
  'imap.status.NO.extension': {
    means: 'O servidor não executa {command}, um comando de uma extensão.',
    cause: 'A extensão está desativada para este usuário, ou os argumentos não são os que espera.',
    next: 'Continue sem ela; veja em CAPABILITY se é oferecida.',
  },
};
