/** Notes of our own between the lines of the wire, in Spanish. */
import type { NoteWords } from './note-words.ts';

export const notesSpanish: NoteWords = {
  resolved: 'El nombre {host} tiene estas direcciones: {addresses}.',
  connected: 'Conectado a {address}, puerto {port}.',
  datagrams: 'Los datagramas (UDP) van a {address}, puerto {port}.',
  'edns-refused': 'El servidor no conoce la extensión EDNS ({status}). Se pregunta de nuevo sin ella (RFC 6891 §7).',
  truncated: 'La respuesta se cortó para caber en un datagrama. Se pide de nuevo por TCP.',
  tls: 'Cifrado con {protocol}, {cipher}. Antes se enviaron {clearSent} bytes y se recibieron {clearReceived} sin cifrar.',
  certificate: 'Certificado del servidor: {subject}, emitido por {issuer}, válido hasta {validTo}, huella {fingerprint}.',
  starttls: 'Empieza la negociación TLS.',
  compressed: 'Comprimido desde aquí ({algorithm}). Lo que se muestra está sin comprimir.',
  refused: 'Rechazado. {reason}',
  closed: 'Cerrado.',
  ended: 'La conexión terminó. {reason}',
  lost: 'Se perdió la conexión.',
  stalled: 'El servidor dejó de responder.',
  sizes: '{sent} bytes enviados y {received} recibidos; comprimidos, cruzaron la red {wireSent} y {wireReceived}.',
  deleted: 'Usted eliminó las líneas {first} a {last}.',
  expired: 'Las líneas {first} a {last} se eliminaron por los límites de lo que se conserva.',
};
