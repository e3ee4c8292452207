/** What the glossary says of items, search keys, orders and options of IMAP commands, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../../entry.ts';
import type { imapRequestsEnglish } from './en.ts';
import { imapRequestsPortuguese } from './pt.ts';

export const imapRequestsBrazilian: EntriesLike<typeof imapRequestsEnglish> = {
  ...imapRequestsPortuguese,
  'imap.item.BODYSTRUCTURE': 'As partes da mensagem com tipo, conjunto de caracteres, codificação, tamanho, disposição e idioma.',
  'imap.item.BODY': 'As partes da mensagem, sem disposição nem idioma.',
  'imap.item.BINARY': 'Uma parte da mensagem, decodificada pelo servidor.',
  'imap.item.BINARY.SIZE': 'O tamanho de uma parte depois de decodificada.',
  'imap.item.EMAILID': 'Um identificador do conteúdo: as suas cópias em outras pastas têm o mesmo.',
  'imap.item.THREADID': 'Um identificador que as mensagens de uma conversa compartilham; NIL: o servidor não agrupa.',
  'imap.item.ANNOTATION': 'Notas mantidas com a mensagem.',
  'imap.search.DELETED': 'Marcadas como excluídas.',
  'imap.search.UNANSWERED': 'Não respondidas.',
  'imap.search.UNDELETED': 'Não marcadas como excluídas.',
  'imap.search.UNFLAGGED': 'Não destacadas.',
  'imap.search.UNSEEN': 'Mensagens não lidas.',
  'imap.search.CHARSET': 'O conjunto de caracteres dos textos buscados.',
  'imap.search.NEW': 'Não lidas e ainda não vistas por nenhuma sessão.',
  'imap.search.$': 'Entre as mensagens do resultado salvo.',
  'imap.search.SAVEDATESUPPORTED': 'Todas as mensagens, se a pasta mantém quando lhe chegaram.',
  'imap.search.FILTER': 'Como diz a busca salva com este nome.',
  'imap.search.ANNOTATION': 'Com este texto em uma nota.',
  'imap.search.X-GM-RAW': 'Uma busca com a sintaxe do Gmail, como na sua caixa de busca.',
  'imap.search.other': 'Uma palavra da busca que não está neste glossário.',
  'imap.option.SILENT': 'O servidor não precisa devolver as novas marcas.',
  'imap.option.LITERAL': 'Seguem tantos octetos logo que o servidor responda «+».',
  'imap.option.LITERAL+': 'Seguem logo tantos octetos, sem esperar pelo servidor.',
  'imap.option.CONDSTORE': 'Daqui em diante as alterações são numeradas nesta sessão.',
  'imap.option.SAVE': 'O servidor mantém o resultado; no comando seguinte chama-se $.',
  'imap.option.CONTEXT': 'A busca vai se repetir: o servidor pode preparar-se.',
  'imap.option.SUBSCRIBED': 'Pastas inscritas, ou se uma pasta está inscrita.',
  'imap.option.MYRIGHTS': 'O que o usuário pode fazer em cada pasta.',
  'imap.option.METADATA': 'Notas mantidas com cada pasta.',
  'imap.option.CATENATE': 'A mensagem é composta de textos e de partes que já estão no servidor.',
};
