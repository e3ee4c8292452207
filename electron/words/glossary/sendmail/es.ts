/** What stands in a session with a sendmail program means, in Spanish. The statuses are those of sysexits.h. */
import type { EntriesLike } from '../entry.ts';
import type { sendmailEnglish } from './en.ts';

export const sendmailSpanish: EntriesLike<typeof sendmailEnglish> = {
  'sendmail.command':
    'Inicia el programa que acepta correo en este equipo. -i: una línea con un solo punto no termina el mensaje; -f: el remitente del sobre, a quien llega un rebote; después de --: los destinatarios.',
  'sendmail.message': 'El mensaje en la entrada estándar del programa. Termina con la propia entrada, no con un punto como en SMTP.',
  'sendmail.said': 'Lo que ha escrito el programa. No tiene forma fija; lo que cuenta es su código de salida.',
  'sendmail.exit.0':
    'El programa ha aceptado el mensaje para todos los destinatarios. Está en la cola de este equipo o entregado; lo que después no se pueda entregar vuelve como rebote.',
  'sendmail.exit.64': {
    means: 'El programa no entiende sus argumentos (EX_USAGE).',
    cause: 'No es un programa sendmail, o le faltan estas opciones.',
    next: 'Compruebe qué programa está indicado en la cuenta.',
  },
  'sendmail.exit.65': {
    means: 'El programa considera mal formado el mensaje o una dirección (EX_DATAERR).',
    cause: 'Una dirección que su configuración no permite, o un encabezado dañado.',
    next: 'Lea lo que ha escrito y corrija el mensaje.',
  },
  'sendmail.exit.67': {
    means: 'Un destinatario no existe en este equipo (EX_NOUSER).',
    cause: 'El nombre está mal escrito, o aquí no tiene buzón ni alias.',
    next: 'Corrija la dirección.',
  },
  'sendmail.exit.68': {
    means: 'No se conoce el dominio del destinatario (EX_NOHOST).',
    cause: 'Está mal escrito, o este equipo solo puede entregar a sí mismo.',
    next: 'Corrija la parte que sigue a la @.',
  },
  'sendmail.exit.69': {
    means: 'El programa no puede hacerlo (EX_UNAVAILABLE): una palabra colectiva para lo que no tiene código propio.',
    cause: 'El mensaje es demasiado grande, el servidor de correo no está en marcha, o su configuración lo rechaza.',
    next: 'Lea lo que ha escrito.',
  },
  'sendmail.exit.75': {
    means:
      'No se ha podido hacer ahora (EX_TEMPFAIL). Sendmail lo dice de un mensaje que espera en su cola; Postfix y msmtp, de uno que no han aceptado.',
    cause: 'Un disco lleno, o un servidor que no responde.',
    next: 'Mire la cola con mailq antes de enviar otra vez el mensaje.',
  },
  'sendmail.exit.77': {
    means: 'No tiene permiso para esto (EX_NOPERM).',
    cause: 'Solo algunos usuarios pueden enviar, o con esta dirección de remitente.',
    next: 'Permita enviar a este usuario, o con esta dirección.',
  },
  'sendmail.exit.78': {
    means: 'La configuración del programa es incorrecta (EX_CONFIG).',
    cause: 'Falta un archivo de su configuración o contiene un error.',
    next: 'Corrija la configuración; lo que ha escrito nombra el lugar.',
  },
  'sendmail.exit.fault': {
    means: 'Ha fallado el programa o el sistema ({name}); el mensaje no se ha aceptado.',
    cause: 'Un disco lleno, permisos que faltan en la cola, o un fallo del programa.',
    next: 'Lea lo que ha escrito y el registro del servidor de correo.',
  },
  'sendmail.exit.other': 'El programa ha terminado con {name}, que sysexits.h no define: solo lo que ha escrito dice más.',
};
