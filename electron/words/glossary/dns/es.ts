/** What notes about name look-up mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { dnsEnglish } from './en.ts';

export const dnsSpanish: EntriesLike<typeof dnsEnglish> = {
  'dns.resolved.both':
    'La consulta dio {count} direcciones, de IPv4 y de IPv6. Se prueban por turnos, la siguiente tras un cuarto de segundo.',
  'dns.resolved.four':
    'La consulta dio solo direcciones de IPv4 ({count}). Si hay varias, se prueban una tras otra, o a la vez si la primera no responde.',
  'dns.resolved.six': 'La consulta dio solo direcciones de IPv6 ({count}): desde una red que solo tiene IPv4 no se llega a este servidor.',
  'dns.resolved.local': 'El nombre lleva a este mismo equipo, como ocurre con un servidor, puente o antivirus que se ejecuta aquí.',
  'dns.ENOTFOUND': {
    means: 'El servidor de nombres dice que este nombre no existe ({cause}).',
    cause: 'Está mal escrito, el dominio ha caducado, o el nombre solo existe en la red de una empresa.',
    next: 'Compruebe el nombre letra por letra; si es de una empresa, conéctese a su VPN.',
  },
  'dns.ENODATA': {
    means: 'El nombre existe, pero no tiene dirección ({cause}).',
    cause: 'Es el dominio de las direcciones de correo, no del servidor, o se quitó su registro.',
    next: 'Pida al proveedor el nombre del servidor, a menudo mail., imap. o pop. delante del dominio.',
  },
  'dns.EAI_AGAIN': {
    means: 'Ningún servidor de nombres respondió a tiempo ({cause}), así que nada se sabe del nombre.',
    cause: 'No hay red, un DNS mal puesto, o la página de acceso de una red pública.',
    next: 'Compruebe si se abre una página web; se vuelve a intentar por sí solo.',
  },
  'dns.ESERVFAIL': {
    means:
      'El servidor de nombres no pudo averiguarlo ({cause}): los servidores de este dominio no responden, o responden con firmas incorrectas.',
    cause: 'El dominio está mal configurado o sus servidores caídos; un motivo habitual es DNSSEC caducado.',
    next: 'Debe corregirlo el administrador del dominio; de momento puede servir otro servidor de nombres.',
  },
};
