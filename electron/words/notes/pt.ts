/** Notes of our own between the lines of the wire, in European Portuguese. */
import type { NoteWords } from './note-words.ts';

export const notesPortuguese: NoteWords = {
  resolved: 'O nome {host} tem estes endereços: {addresses}.',
  connected: 'Ligado a {address}, porta {port}.',
  datagrams: 'Os datagramas (UDP) vão para {address}, porta {port}.',
  'edns-refused': 'O servidor não conhece a extensão EDNS ({status}). A pergunta é feita de novo sem ela (RFC 6891 §7).',
  truncated: 'A resposta foi cortada para caber num datagrama. É pedida de novo por TCP.',
  tls: 'Cifrado com {protocol}, {cipher}. Antes foram enviados {clearSent} bytes e recebidos {clearReceived} sem cifra.',
  certificate: 'Certificado do servidor: {subject}, emitido por {issuer}, válido até {validTo}, impressão digital {fingerprint}.',
  starttls: 'Começa a negociação TLS.',
  compressed: 'Comprimido a partir daqui ({algorithm}). O que se mostra não está comprimido.',
  refused: 'Recusado. {reason}',
  closed: 'Fechado.',
  ended: 'A ligação terminou. {reason}',
  lost: 'A ligação perdeu-se.',
  stalled: 'O servidor deixou de responder.',
  sizes: '{sent} bytes enviados e {received} recebidos; comprimidos, atravessaram a rede {wireSent} e {wireReceived}.',
  deleted: 'Eliminou as linhas {first} a {last}.',
  expired: 'As linhas {first} a {last} foram eliminadas pelos limites do que se conserva.',
};
