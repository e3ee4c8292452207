/** What the glossary says of what an IMAP client asks for, and how the server lets it go on, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapCommandsEnglish } from './en.ts';
import { imapCommandsPortuguese } from './pt.ts';

export const imapCommandsBrazilian: EntriesLike<typeof imapCommandsEnglish> = {
  ...imapCommandsPortuguese,
  'imap.command.NOOP': 'Não faz nada, mas mantém a conexão viva e deixa o servidor comunicar as mensagens novas e as removidas.',
  'imap.command.LOGOUT': 'Termina a sessão: o servidor diz BYE e fecha a conexão. As mensagens marcadas como excluídas ficam.',
  'imap.command.STARTTLS': 'Pede para criptografar a conexão a partir daqui. Tudo o que foi dito antes é esquecido.',
  'imap.command.LOGIN': 'Autentica como {user} com a senha tal como é: só o TLS a protege.',
  'imap.command.SELECT': 'Abre a pasta {folder} para ler e alterar. A que estava aberta é fechada.',
  'imap.command.DELETE': 'Exclui a pasta {folder} com todas as suas mensagens. As pastas que contém ficam.',
  'imap.command.SUBSCRIBE': 'Adiciona a pasta {folder} à lista das que se mostram ao usuário.',
  'imap.command.LIST':
    'Pede as pastas cujo nome corresponde a {pattern}, a partir de {reference}. Um asterisco vale por todos os níveis; um sinal de porcentagem, por um.',
  'imap.command.LIST.delimiter': 'Pergunta só que caractere separa os níveis dos nomes de pasta.',
  'imap.command.LSUB':
    'Pede as pastas inscritas cujo nome corresponde a {pattern}, a partir de {reference}. O IMAP4rev2 pede-o com LIST (SUBSCRIBED).',
  'imap.command.RLSUB': 'Pede as pastas inscritas que correspondem a {pattern}, a partir de {reference}, também as de outros servidores.',
  'imap.command.XLIST':
    'Pede as pastas que correspondem a {pattern}, a partir de {reference}, com a sua função, na forma que o Gmail usava antes do padrão.',
  'imap.command.NAMESPACE': 'Pergunta onde começam as pastas próprias, de outros e compartilhadas.',
  'imap.command.APPEND': 'Põe uma mensagem na pasta {folder}; seguem os seus bytes.',
  'imap.command.REPLACE': 'Põe uma nova versão da mensagem {set} na pasta {folder} e remove a anterior, em um só passo.',
  'imap.command.CLOSE': 'Fecha a pasta e remove o que está marcado como excluído, sem nomear o que removeu.',
  'imap.command.EXPUNGE': 'Remove definitivamente todas as mensagens da pasta aberta marcadas como excluídas.',
  'imap.command.UID EXPUNGE': 'Remove definitivamente, das mensagens UID {set}, as marcadas como excluídas, e mais nenhuma.',
  'imap.command.SEARCH': 'Busca na pasta aberta, no servidor: {keys}.',
  'imap.command.ESEARCH': 'Busca em várias pastas ao mesmo tempo ({folders}), no servidor: {keys}.',
  'imap.command.STORE.add': 'Adiciona às mensagens {set}: {flags}. As suas outras marcas ficam.',
  'imap.command.MOVE': 'Move as mensagens {set} para a pasta {folder}, em um só passo.',
  'imap.command.SORT': 'Busca no servidor ({keys}) e pede o resultado na ordem {order}.',
  'imap.command.THREAD': 'Busca no servidor ({keys}) e pede o resultado agrupado por conversa, com o método {algorithm}.',
  'imap.command.MYRIGHTS': 'Pergunta o que o usuário pode fazer na pasta {folder}.',
  'imap.command.GETMETADATA': 'Pede notas mantidas com a pasta {folder}: {entries}.',
  'imap.command.GETMETADATA.server': 'Pede notas mantidas com o servidor como um todo: {entries}.',
  'imap.command.SETMETADATA': 'Escreve ou retira notas mantidas com a pasta {folder}: {entries}.',
  'imap.command.SETMETADATA.server': 'Escreve ou retira notas mantidas com o servidor como um todo: {entries}.',
  'imap.command.GETANNOTATION': 'Pede notas mantidas com a pasta {folder}, na forma que o Cyrus usava antes de METADATA.',
  'imap.command.SETANNOTATION': 'Escreve notas mantidas com a pasta {folder}, na forma que o Cyrus usava antes de METADATA.',
  'imap.command.NOTIFY': 'Pede para ser avisado logo destes eventos, também em pastas que não estão abertas: {events}.',
  'imap.command.CANCELUPDATE': 'Já não é preciso manter atualizado o resultado destas buscas anteriores: {tags}.',
  'imap.command.CONVERT': 'Pede partes das mensagens {set} convertidas em outro formato.',
  'imap.command.LANGUAGE': 'Pede os textos do servidor em um destes idiomas: {names}.',
  'imap.command.COMPARATOR': 'Pergunta ou escolhe como se comparam os textos ao buscar e ordenar: {names}.',
  'imap.command.UNAUTHENTICATE': 'Termina a sessão do usuário sem fechar a conexão: outro pode autenticar-se nela.',
  'imap.command.GETJMAPACCESS': 'Pergunta onde a mesma caixa de correio está acessível por JMAP.',
  'imap.command.XAPPLEPUSHSERVICE': 'Registra um dispositivo da Apple para avisos de e-mails novos.',
  'imap.command.empty': 'Uma linha vazia. Não é um comando: os servidores a ignoram ou respondem BAD.',
  'imap.command.nameless':
    'Uma só palavra. Um comando precisa de etiqueta e nome, como em «a1 NOOP». Está oculta porque pode ser uma senha que chegou tarde.',
  'imap.continuation.IDLE': 'Daqui em diante o servidor comunica as alterações por iniciativa própria, até o cliente dizer DONE.',
  'imap.greeting.PREAUTH': 'O servidor dá o cliente por autenticado, pela forma como a conexão chegou. Diz: {text}',
  'imap.greeting.BYE': {
    means: 'O servidor recusa a conexão. Diz: {text}',
    cause: 'Está sobrecarregado ou em manutenção, ou não aceita conexões deste endereço.',
    next: 'Tente mais tarde; se continuar assim, pergunte ao administrador se este endereço está bloqueado.',
  },
};
