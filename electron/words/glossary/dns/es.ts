/** What messages and notes of name look-up mean, in Spanish. */
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
  // Una pregunta a mano y su respuesta
  'dns.message.asks': 'Pide los registros {type} de {name}.',
  'dns.message.asks.alone':
    'Pide los registros {type} de {name}, y solo lo que este servidor sepa por sí mismo: no debe preguntar a otros.',
  'dns.message.answered': 'El nombre existe y tiene lo que se pidió. Registros en la respuesta: {count}.',
  'dns.message.alias': 'El nombre es un alias: la respuesta indica el otro nombre, que aquí no tiene ningún registro de este tipo.',
  'dns.message.referral': {
    means: 'El servidor no lo sabe e indica qué servidores lo saben.',
    cause: 'No se le pidió que lo averiguara, o solo lo hace para sus propios usuarios.',
    next: 'Pregunte a uno de los servidores que indica la respuesta, o a otro servidor de nombres.',
  },
  'dns.message.empty': {
    means: 'El nombre existe, pero no tiene ningún registro de este tipo.',
    cause:
      'En el caso de MX está permitido: el correo va entonces a la dirección del propio nombre. De otros tipos no hay nada que encontrar.',
    next: 'Pregunte por otro tipo, o por el nombre superior.',
  },
  'dns.message.truncated': 'La respuesta no cabía en un datagrama y llegó cortada; se vuelve a pedir por TCP.',
  'dns.answer.NXDOMAIN': {
    means: 'Este nombre no existe, ni nada por debajo de él.',
    cause: 'Está mal escrito, el dominio ha caducado, o el nombre solo existe en una red cuyo servidor de nombres no se consultó.',
    next: 'Compruebe el nombre letra por letra; después pregunte a los servidores del propio dominio, que figuran en los registros NS del dominio superior.',
  },
  'dns.answer.SERVFAIL': {
    means: 'El servidor de nombres no pudo averiguarlo.',
    cause: 'Los servidores del dominio no responden, o sus firmas son incorrectas: un motivo habitual es DNSSEC caducado.',
    next: 'Pregunte a otro servidor de nombres y directamente a los del dominio; si solo fallan los que comprueban firmas, es DNSSEC.',
  },
  'dns.answer.REFUSED': {
    means: 'El servidor de nombres no responde a esta pregunta desde aquí.',
    cause: 'Solo sirve a sus propias zonas, o solo a su propia red.',
    next: 'Pregunte al servidor de nombres de su red, o a uno abierto a todos.',
  },
  'dns.answer.FORMERR': {
    means: 'El servidor de nombres no pudo leer la pregunta.',
    cause: 'Es antiguo y no conoce lo que se añadió a la pregunta (EDNS), o algo la cambió por el camino.',
    next: 'Pregunte de nuevo sin firmas, o a otro servidor de nombres.',
  },
  'dns.answer.NOTIMP': {
    means: 'El servidor de nombres no responde a preguntas de esta clase.',
    cause: 'Solo conoce una parte del protocolo.',
    next: 'Pregunte a otro servidor de nombres.',
  },
  'dns.message.status.other': {
    means: 'El servidor de nombres responde con el estado {status}.',
    cause: 'No es uno habitual en una consulta.',
    next: 'Pregunte a otro servidor de nombres y compare.',
  },
  'dns.message.unreadable': {
    means: 'Estos bytes no son un mensaje del sistema de nombres, o son uno hecho para que cueste leerlo.',
    cause: 'En este puerto responde otra cosa.',
    next: 'Compruebe la dirección y el puerto del servidor de nombres.',
  },
  'dns.type.A': 'Una dirección IPv4.',
  'dns.type.AAAA': 'Una dirección IPv6.',
  'dns.type.MX':
    'Un servidor que recibe el correo del dominio. El número es su prioridad: se prueba primero el más bajo, y los iguales se reparten la carga.',
  'dns.type.MX.null': 'El dominio no recibe correo: un único MX con prioridad 0 y un punto por nombre.',
  'dns.type.TXT': 'Texto libre. El correo lo usa para quién puede enviar (SPF), para claves de firma (DKIM) y para la política (DMARC).',
  'dns.type.CNAME': 'El nombre es un alias de otro, que hay que consultar en su lugar. Un dominio de correo no debe serlo.',
  'dns.type.NS': 'Un servidor de nombres que conoce esta zona.',
  'dns.type.SOA': 'Los datos de la zona: primer servidor de nombres, responsable, número de serie, y cada cuánto comparan los demás.',
  'dns.type.PTR':
    'El nombre de una dirección. Muchos servidores rechazan el correo de una dirección que no lo tiene, o cuyo nombre no lleva de vuelta a ella.',
  'dns.type.SRV': 'Equipo y puerto de un servicio, como el servidor IMAP o de envío de un dominio.',
  'dns.type.TLSA': 'Qué certificado debe mostrar un servidor (DANE). Solo cuenta donde la zona está firmada.',
  'dns.type.CAA': 'Qué autoridades pueden emitir certificados para el dominio.',
  'dns.type.DNSKEY': 'Una clave pública con la que se firma la zona.',
  'dns.type.DS': 'La huella de la clave de la zona inferior, guardada en la superior: el eslabón de confianza entre ambas.',
  'dns.type.RRSIG': 'Una firma de los registros de un tipo, con las fechas entre las que vale.',
  'dns.type.NSEC': 'Prueba de que entre dos nombres no hay nada.',
  'dns.type.SPF': 'Un lugar antiguo para quién puede enviar, abandonado en favor de TXT.',
  'dns.type.other': 'Un tipo de registro para fines distintos del correo.',
  'dns.flag.aa': 'El servidor lo sabe por la propia zona y no por otros.',
  'dns.flag.tc': 'Cortada: el resto hay que pedirlo por TCP.',
  'dns.flag.rd': 'Se pidió al servidor que averiguara lo que no sabe.',
  'dns.flag.ra': 'El servidor averigua para otros.',
  'dns.flag.ad': 'El servidor ha comprobado las firmas. Solo se le puede creer si el camino hasta él es seguro.',
  'dns.flag.cd': 'Se pidió al servidor que nos dejara la comprobación de firmas.',
};
