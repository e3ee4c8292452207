/** What notes about TLS mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { tlsEnglish } from './en.ts';

export const tlsSpanish: EntriesLike<typeof tlsEnglish> = {
  'tls.version.1.3':
    'TLS 1.3, la versión actual: las claves se crean solo para esta conexión, así que lo grabado no se puede abrir después, y {encryption} detecta todo cambio.',
  'tls.version.1.2.fresh':
    'TLS 1.2 con claves creadas solo para esta conexión, así que lo grabado no se puede abrir después; {encryption} detecta todo cambio.',
  'tls.version.1.2.cbc': {
    means:
      'TLS 1.2 con claves creadas solo para esta conexión y el cifrado más antiguo {encryption}: seguro aquí, pero más lento y fácil de programar mal.',
    cause: 'El servidor no ofrece nada más nuevo, o prefiere este.',
    next: 'El administrador debería ofrecer AES-GCM o ChaCha20, y TLS 1.3.',
  },
  'tls.version.1.2.static': {
    means: 'TLS 1.2 sin claves propias: quien obtenga más tarde la clave privada del servidor puede leer lo grabado hoy ({encryption}).',
    cause: 'El servidor usa el intercambio de claves RSA, que TLS 1.3 abandonó.',
    next: 'El administrador debería ofrecer cifrados con ECDHE.',
  },
  'tls.version.old': {
    means: '{protocol} está retirado: sus debilidades se conocen y nada nuevo debería usarlo.',
    cause: 'El servidor es viejo y no conoce nada más nuevo.',
    next: 'El administrador debe actualizar el servidor a TLS 1.2 o 1.3.',
  },
  'tls.version.weak': {
    means: 'Cifrado con {encryption}, que ya no protege.',
    cause: 'El servidor y este equipo acordaron algo muy antiguo.',
    next: 'El administrador debe desactivar este cifrado.',
  },
  'tls.version.other': 'Cifrado con {protocol}; el cifrado {encryption} no está en el glosario.',
  'tls.certificate':
    'Con esto el servidor prueba su nombre. Solo cuenta si este equipo confía en {issuer}, el nombre es el solicitado y hoy está dentro de sus fechas.',
  'tls.certificate.self':
    'El servidor ha firmado él mismo su certificado, así que nadie responde por él. Solo cuenta si usted ha comparado su huella y lo ha aceptado.',
  'tls.starttls':
    'Desde aquí TLS toma la misma conexión. Lo dicho antes se pudo leer y cambiar por el camino, así que cliente y servidor lo olvidan.',
  'tls.expected': {
    means: 'El servidor calló porque en este puerto debe empezar el cliente, con TLS.',
    cause: 'La cuenta está con STARTTLS o sin cifrado en un puerto para TLS.',
    next: 'Configure la cuenta con TLS, o use el puerto para STARTTLS.',
  },
  'tls.stripped.missing': {
    means: 'El servidor no ofreció cifrar, así que no se envió nada secreto.',
    cause: 'No tiene certificado, o alguien por el camino quitó la oferta de su lista.',
    next: 'Use el puerto para TLS; si antes sí lo ofrecía, no se autentique en esta red.',
  },
  'tls.stripped.refused': {
    means: 'El servidor ofreció cifrar y luego se negó, así que no se envió nada secreto.',
    cause: 'No puede leer su certificado o clave, o alguien por el camino respondió en su lugar.',
    next: 'Use el puerto para TLS; el administrador halla el motivo en el registro.',
  },
  'tls.stripped.injected': {
    means: 'Tras el acuerdo de cifrar llegaron palabras aún sin cifrar: tomadas por cifradas, serían de un atacante.',
    cause: 'Alguien por el camino las metió, o el servidor falla.',
    next: 'No se autentique en esta red; avise al administrador.',
  },
  'tls.fault.expired': {
    means: 'El plazo del certificado ha terminado (CERT_HAS_EXPIRED).',
    cause: 'No se renovó, o se renovó sin reiniciar el servidor; o el reloj de este equipo está mal.',
    next: 'Compruebe el reloj; el administrador debe instalar el certificado nuevo.',
  },
  'tls.fault.early': {
    means: 'El plazo del certificado no ha empezado (CERT_NOT_YET_VALID).',
    cause: 'El reloj de este equipo va atrasado, o el servidor recibió el certificado antes de tiempo.',
    next: 'Compruebe el reloj y la fecha de este equipo.',
  },
  'tls.fault.name': {
    means: 'El certificado es para otros nombres que el solicitado.',
    cause: 'El servidor está mal escrito o es un alias, o en esta dirección responde otro.',
    next: 'Use uno de los nombres del certificado; si ninguno es de su proveedor, no se autentique.',
  },
  'tls.fault.self': {
    means: 'El servidor firmó él mismo su certificado (DEPTH_ZERO_SELF_SIGNED_CERT), así que nadie responde por él.',
    cause: 'Normal en un servidor propio; en el de un proveedor, es otro quien responde.',
    next: 'Compare la huella con el administrador; acéptelo solo si es la misma.',
  },
  'tls.fault.root': {
    means: 'La cadena termina en una autoridad que este equipo no conoce (SELF_SIGNED_CERT_IN_CHAIN).',
    cause: 'La autoridad de una organización, o un antivirus o proxy que lee el tráfico.',
    next: 'Si es de su organización, instale su certificado raíz; si no, averigüe quién lee.',
  },
  'tls.fault.issuer': {
    means: 'Falta el certificado que firmó el del servidor ({cause}).',
    cause: 'El servidor no envía su certificado intermedio, o este equipo no conoce la autoridad.',
    next: 'El administrador debe instalar la cadena entera (fullchain), no solo el certificado del servidor.',
  },
  'tls.fault.changed': {
    means: 'El certificado no es el que usted aceptó para este servidor.',
    cause: 'Se renovó, o responde otro.',
    next: 'Pregunte al administrador si se cambió y compare la huella antes de aceptar el nuevo.',
  },
  'tls.fault.revoked': {
    means: 'La autoridad ha retirado el certificado (CERT_REVOKED).',
    cause: 'Su clave privada se perdió o fue robada, o se emitió por error.',
    next: 'No se autentique; el administrador debe obtener otro certificado.',
  },
  'tls.fault.weak': {
    means: 'Una clave o firma de la cadena es demasiado débil para creerla ({cause}).',
    cause: 'El certificado es viejo: RSA de menos de 2048 bits, o firmado con SHA-1 o MD5.',
    next: 'El administrador debe obtener otro certificado.',
  },
  'tls.fault.damaged': {
    means: 'El certificado no se puede leer, o su firma no es correcta ({cause}).',
    cause: 'Está dañado, o se juntaron partes de dos certificados.',
    next: 'El administrador debe instalarlo de nuevo.',
  },
  'tls.fault.purpose': {
    means: 'Un certificado de la cadena no está hecho para este uso ({cause}).',
    cause: 'Firmó uno que no puede firmar otros, o no es para servidores.',
    next: 'El administrador debe obtener de la autoridad un certificado para servidores.',
  },
  'tls.fault.untrusted': {
    means: 'Este equipo no cree el certificado ({cause}).',
    cause: 'La autoridad no está, o ya no está, entre las de confianza.',
    next: 'Mire la cadena; acéptelo solo si sabe que es el correcto.',
  },
  'tls.alert.handshake': {
    means: 'El servidor dice {alert} (alerta {number}): no comparte versión, cifrado ni clave con este cliente.',
    cause: 'Es viejo o muy estricto, o quiere en el primer mensaje algo que falta.',
    next: 'El administrador halla en el registro qué pidió; debería tener TLS 1.2 con ECDHE o TLS 1.3.',
  },
  'tls.alert.version': {
    means: 'El servidor dice {alert} (alerta {number}): no habla las versiones de TLS que ofrece este cliente.',
    cause: 'Solo conoce TLS 1.0 o 1.1, o solo otras más nuevas.',
    next: 'El administrador debe activar TLS 1.2 o 1.3.',
  },
  'tls.alert.name': {
    means: 'El servidor dice {alert} (alerta {number}): no tiene certificado para el nombre solicitado.',
    cause: 'El nombre del servidor está mal escrito, o no está configurado en él.',
    next: 'Compruebe el nombre del servidor de la cuenta.',
  },
  'tls.alert.certificate': {
    means: 'El servidor dice {alert} (alerta {number}): se trata del certificado del cliente, en el que no confía o que no recibe.',
    cause: 'Solo admite clientes con un certificado de su propia autoridad.',
    next: 'Pida al administrador un certificado así, u otro puerto.',
  },
  'tls.alert.denied': {
    means: 'El servidor dice {alert} (alerta {number}): el certificado vale, pero este cliente no puede entrar.',
    cause: 'Una regla del servidor.',
    next: 'Pregunte al administrador.',
  },
  'tls.alert.internal': {
    means: 'El servidor dice {alert} (alerta {number}): algo falló en su lado, no en lo enviado.',
    cause: 'No puede leer su clave o certificado, o le falta memoria.',
    next: 'El administrador halla el motivo en el registro.',
  },
  'tls.alert.unreadable': {
    means: 'El servidor dice {alert} (alerta {number}): no pudo leer o verificar lo que recibió.',
    cause: 'Algo intermedio cambió los bytes, o un lado implementa mal TLS.',
    next: 'Pruebe sin antivirus, proxy ni VPN, y en otra red.',
  },
  'tls.alert.application': {
    means: 'El servidor dice {alert} (alerta {number}): lo que se quiere hablar dentro de TLS no se ofrece en este puerto.',
    cause: 'Aquí escucha otro servicio.',
    next: 'Compruebe el puerto de la cuenta.',
  },
  'tls.alert.closed': {
    means: 'El servidor dice {alert} (alerta {number}): termina la negociación sin nombrar un fallo.',
    cause: 'Se está apagando, o no acepta más conexiones.',
    next: 'Inténtelo más tarde.',
  },
  'tls.alert.other': 'El servidor termina la negociación con la alerta {number}, que no está en el glosario.',
  'tls.failed.plain': {
    means: 'Lo que llegó no es TLS ({cause}).',
    cause: 'El puerto habla primero sin cifrar, para STARTTLS, o escucha otro servicio.',
    next: 'Configure la cuenta con STARTTLS, o use el puerto para TLS: 993, 995 o 465.',
  },
  'tls.failed.version': {
    means: 'El servidor solo conoce versiones o cifrados demasiado antiguos para aceptarlos ({cause}).',
    cause: 'No se actualiza desde hace años.',
    next: 'El administrador debe activar TLS 1.2 o 1.3 con cifrados actuales.',
  },
  'tls.failed.cut': {
    means: 'La conexión se cortó durante la negociación, sin una palabra ({cause}).',
    cause: 'Un cortafuegos o antivirus, un servidor que no acepta más conexiones, o un puerto sin TLS.',
    next: 'Inténtelo de nuevo; si persiste, compruebe el puerto y lo que haya en medio.',
  },
  'tls.failed.other': 'La negociación falló; el motivo de OpenSSL, {cause}, no está en el glosario.',
};
