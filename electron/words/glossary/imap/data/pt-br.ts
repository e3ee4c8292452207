/** What the glossary says of what an IMAP server reports, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapDataEnglish } from './en.ts';
import { imapDataPortuguese } from './pt.ts';

export const imapDataBrazilian: EntriesLike<typeof imapDataEnglish> = {
  ...imapDataPortuguese,
  'imap.data.OK.alive': 'Um sinal de vida: o servidor mantém a conexão aberta enquanto nada acontece.',
  'imap.data.OK.progress': 'O servidor ainda está buscando; já vai em {percent} % da pasta.',
  'imap.data.BYE': {
    means: 'O servidor fecha a conexão sem que lhe tenha sido pedido.',
    cause: 'Esperou demais por um comando, está sendo reiniciado ou terminou a sessão do usuário.',
    next: 'O programa volta a se conectar; se acontecer sempre, leia o texto do servidor.',
  },
  'imap.data.BYE.asked': 'O servidor se despede, como LOGOUT pediu; a conexão está prestes a se fechar.',
  'imap.data.LIST.flat': 'A pasta {folder}, em um lugar sem níveis: não pode conter outras.',
  'imap.data.LIST.delimiter': 'O caractere {delimiter} separa os níveis dos nomes de pasta.',
  'imap.data.LSUB': 'A pasta inscrita {folder}; {delimiter} separa os níveis do seu nome.',
  'imap.data.XLIST': 'A pasta {folder} com a sua função, na forma que o Gmail usava antes do padrão; {delimiter} separa os níveis.',
  'imap.data.NAMESPACE':
    'As pastas próprias começam por {personal}, as de outros por {others} e as compartilhadas por {shared}. Um travessão: não há.',
  'imap.data.SEARCH.none': 'Nenhuma mensagem corresponde à busca.',
  'imap.data.ESEARCH': 'O resultado da busca em forma breve: {results}.',
  'imap.data.ESEARCH.none': 'Nenhuma mensagem corresponde à busca, ou o resultado só foi salvo.',
  'imap.data.SORT.none': 'Nenhuma mensagem corresponde à busca.',
  'imap.data.THREAD.none': 'Nenhuma mensagem corresponde à busca.',
  'imap.data.MYRIGHTS': 'O que o usuário pode fazer na pasta {folder}: {rights}.',
  'imap.data.METADATA': 'Notas mantidas com a pasta {folder}: {entries}.',
  'imap.data.METADATA.server': 'Notas mantidas com o servidor como um todo: {entries}.',
  'imap.data.ANNOTATION': 'Notas mantidas com a pasta {folder}, na forma que o Cyrus usava antes de METADATA.',
  'imap.data.LANGUAGE': 'Os idiomas em que o servidor pode escrever os seus textos, ou o escolhido: {names}.',
  'imap.data.COMPARATOR': 'Como se comparam os textos ao buscar e ordenar: {names}.',
  'imap.data.CONVERTED': 'Uma parte da mensagem {number}, convertida em outro formato.',
  'imap.data.JMAPACCESS': 'A mesma caixa de correio está acessível por JMAP, em {address}.',
  'imap.data.XAPPLEPUSHSERVICE': 'O que um dispositivo da Apple precisa para receber avisos de e-mails novos.',
  'imap.data.empty': 'Uma linha vazia entre respostas. O protocolo não a prevê; os clientes a ignoram.',
};
