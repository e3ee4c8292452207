/** What notes about the connection below TLS mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { connectionEnglish } from './en.ts';

export const connectionSpanish: EntriesLike<typeof connectionEnglish> = {
  'connection.port.25':
    'El puerto 25 es para el correo entre servidores. La mayoría de proveedores lo cierra a líneas privadas; los programas envían por 465 o 587.',
  'connection.port.110': 'El puerto 110 es POP3 que empieza sin cifrar; STLS lo cifra.',
  'connection.port.143': 'El puerto 143 es IMAP que empieza sin cifrar; STARTTLS lo cifra.',
  'connection.port.443': 'El puerto 443 es HTTP dentro de TLS.',
  'connection.port.465': 'El puerto 465 recibe correo para enviar, dentro de TLS desde el primer byte; empieza el cliente.',
  'connection.port.587': 'El puerto 587 recibe correo para enviar; empieza sin cifrar y STARTTLS lo cifra.',
  'connection.port.993': 'El puerto 993 es IMAP dentro de TLS desde el primer byte; empieza el cliente.',
  'connection.port.995': 'El puerto 995 es POP3 dentro de TLS desde el primer byte; empieza el cliente.',
  'connection.port.other': 'Un puerto elegido por este servidor; nada dice de antemano qué se habla en él.',
  'connection.refused': {
    means: 'El equipo de esta dirección respondió enseguida que en este puerto no escucha nada.',
    cause: 'Un puerto equivocado, un servicio parado o un cortafuegos que rechaza.',
    next: 'Compruebe servidor y puerto; si son correctos, el administrador debe iniciar el servicio.',
  },
  'connection.timeout': {
    means: 'No volvió nada en el plazo permitido.',
    cause: 'Un cortafuegos que descarta sin avisar, otro servidor, o una red que bloquea este puerto.',
    next: 'Pruebe en otra red; compruebe servidor y puerto.',
  },
  'connection.unreachable': {
    means: 'La red dice que no hay camino a esta dirección.',
    cause: 'El servidor solo tiene una dirección IPv6 a la que esta red no llega, falta una VPN o un enrutador está caído.',
    next: 'Compruebe la red y la VPN; se vuelve a intentar.',
  },
  'connection.offline': {
    means: 'Este equipo no tiene red, así que no se envió nada.',
    cause: 'Está apagada, fuera de alcance o desenchufada.',
    next: 'Se vuelve a intentar en cuanto vuelva la red.',
  },
  'connection.lost': {
    means: 'La conexión se cortó sin despedida. Lo confirmado antes cuenta; del último comando nadie sabe.',
    cause: 'Un cambio de red, un equipo en reposo, un enrutador que olvida conexiones inactivas o un servidor que se reinicia.',
    next: 'No hay que hacer nada: se abre otra conexión.',
  },
  'connection.stalled': {
    means: 'La conexión sigue, pero el servidor no dice nada más; tras esperar, el programa la cerró.',
    cause: 'El servidor está sobrecargado o colgado, o la red se traga lo que envía.',
    next: 'Se vuelve a intentar; si persiste, el administrador debe mirar el servidor.',
  },
  'connection.picture': {
    means: 'Postglass no ha traído esta imagen.',
    cause:
      'Su dirección lleva a una red privada, no es una imagen, es demasiado grande o redirige demasiado: lo que un correo puede usar para fisgar o entretener.',
    next: 'Ábrala en un navegador si confía en el remitente.',
  },
};
