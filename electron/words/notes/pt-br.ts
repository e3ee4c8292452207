/** Notes of our own between the lines of the wire, in Brazilian Portuguese. */
import type { NoteWords } from './note-words.ts';
import { notesPortuguese } from './pt.ts';

export const notesBrazilian: NoteWords = {
  ...notesPortuguese,
  connected: 'Conectado a {address}, porta {port}.',
  truncated: 'A resposta foi cortada para caber em um datagrama. É pedida de novo por TCP.',
  tls: 'Criptografado com {protocol}, {cipher}. Antes foram enviados {clearSent} bytes e recebidos {clearReceived} sem criptografia.',
  ended: 'A conexão terminou. {reason}',
  lost: 'A conexão foi perdida.',
  expired: 'As linhas {first} a {last} foram excluídas pelos limites do que é mantido.',
  deleted: 'Você excluiu as linhas {first} a {last}.',
};
