/** What lines of SASL mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';

export const saslSpanish: EntriesLike<typeof saslEnglish> = {
  'sasl.PLAIN': 'Usuario y contraseña juntos, en base64 pero sin cifrar: solo TLS los protege.',
  'sasl.LOGIN.prompt': 'El servidor pregunta, en base64: {prompt}',
  'sasl.LOGIN.username': 'El nombre de usuario, en base64.',
  'sasl.LOGIN.password': 'La contraseña, en base64, que no es cifrado.',
  'sasl.CRAM-MD5.challenge': 'El desafío del servidor: el cliente lo combina con la contraseña, y así esta no se envía.',
  'sasl.CRAM-MD5': 'El usuario y un resumen del desafío y la contraseña.',
  'sasl.SCRAM.first': 'El usuario y un valor aleatorio; aún ningún secreto.',
  'sasl.SCRAM.final': 'La prueba de que el cliente conoce la contraseña, sin enviarla.',
  'sasl.SCRAM.challenge': 'La parte del servidor: la sal y el número de iteraciones, o al final su propia prueba.',
  'sasl.XOAUTH2': 'El usuario y un token de acceso en vez de una contraseña.',
  'sasl.OAUTHBEARER': 'El usuario y un token de acceso en vez de una contraseña.',
  'sasl.EXTERNAL': 'La identidad viene de otra parte, como un certificado de cliente.',
  'sasl.error': 'El motivo por el que se rechazó el token; el cliente responde con una línea vacía.',
  'sasl.cancel': 'El cliente abandona esta autenticación.',
  'sasl.other': 'Una respuesta del mecanismo {mechanism}.',
  'sasl.challenge': 'El desafío del servidor para el mecanismo {mechanism}.',
};
