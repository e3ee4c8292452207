/** What lines of SASL mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';

export const saslSpanish: EntriesLike<typeof saslEnglish> = {
  'sasl.begin.PLAIN':
    'Empieza la autenticación con PLAIN: una respuesta con usuario y contraseña, en base64, que cualquiera descodifica. Solo TLS la protege.',
  'sasl.begin.LOGIN':
    'Empieza la autenticación con LOGIN: usuario y contraseña uno tras otro, en base64, que cualquiera descodifica. Solo TLS los protege.',
  'sasl.begin.CRAM-MD5':
    'Empieza la autenticación con CRAM-MD5: viaja un resumen en vez de la contraseña. Quien escuche puede probar contraseñas con él, y el servidor debe guardar la contraseña legible.',
  'sasl.begin.DIGEST-MD5':
    'Empieza la autenticación con DIGEST-MD5: viaja un resumen de la contraseña y valores aleatorios de ambos lados. Está retirado; SCRAM ocupó su lugar.',
  'sasl.begin.SCRAM':
    'Empieza la autenticación con {mechanism}: ambos lados prueban que conocen la contraseña, que no viaja. Quien escuche solo puede probar contraseñas, frenado por las iteraciones.',
  'sasl.begin.SCRAM-PLUS':
    'Empieza la autenticación con {mechanism}: como SCRAM, y ligada a esta conexión TLS, para que nadie intermedio pueda reenviar la prueba.',
  'sasl.begin.XOAUTH2':
    'Empieza la autenticación con XOAUTH2: un token de acceso del proveedor en vez de la contraseña. Quien tenga el token puede usarlo hasta que caduque: solo TLS lo protege.',
  'sasl.begin.OAUTHBEARER':
    'Empieza la autenticación con OAUTHBEARER: un token de acceso del proveedor en vez de la contraseña. Quien tenga el token puede usarlo hasta que caduque: solo TLS lo protege.',
  'sasl.begin.EXTERNAL':
    'Empieza la autenticación con EXTERNAL: el servidor sabe quién es el usuario por otra vía, como el certificado TLS del cliente. No viaja ningún secreto.',
  'sasl.begin.ANONYMOUS': 'Empieza una visita sin cuenta, con ANONYMOUS; a lo sumo se deja una dirección para el registro.',
  'sasl.begin.NTLM':
    'Empieza la autenticación con NTLM de Windows: tres mensajes en los que un resumen representa la contraseña. Es antiguo y se puede reenviar o adivinar; úselo solo con TLS.',
  'sasl.begin.GSSAPI':
    'Empieza la autenticación con {mechanism}: un tique Kerberos de la organización prueba quién es el usuario; la contraseña nunca viaja por esta conexión.',
  'sasl.begin.KERBEROS_V4':
    'Empieza la autenticación con un tique de Kerberos 4, que está roto y retirado hace mucho; GSSAPI ocupó su lugar.',
  'sasl.begin.OTP': 'Empieza la autenticación con {mechanism}: una contraseña que vale una sola vez, de una lista o un generador.',
  'sasl.begin.other': 'Empieza la autenticación con el mecanismo {mechanism}, que no está en el glosario.',
  'sasl.PLAIN': 'El usuario {user} y la contraseña en una respuesta, en base64 pero sin cifrar: solo TLS los protege.',
  'sasl.PLAIN.as': '{user} se autentica con su propia contraseña para actuar como {identity}; base64 no la protege, solo TLS.',
  'sasl.LOGIN.prompt.name': 'El servidor pide el nombre de usuario, en base64: {prompt}',
  'sasl.LOGIN.prompt.password': 'El servidor pide la contraseña, en base64: {prompt}',
  'sasl.LOGIN.prompt': 'El servidor pregunta, en base64: {prompt}',
  'sasl.LOGIN.username': 'El nombre de usuario, {user}, en base64.',
  'sasl.LOGIN.password': 'La contraseña, en base64, que no es cifrado: solo TLS la protege.',
  'sasl.CRAM-MD5.challenge': 'El desafío del servidor, nuevo cada vez: el cliente lo combina con la contraseña, y así esta no se envía.',
  'sasl.CRAM-MD5': 'El usuario {user} y un resumen del desafío y la contraseña. Sin TLS, de él se puede adivinar una contraseña débil.',
  'sasl.DIGEST-MD5.challenge': 'El desafío del servidor: un valor aleatorio, los dominios que conoce y cómo se puede proteger la conexión.',
  'sasl.DIGEST-MD5':
    'La respuesta del cliente: usuario, su propio valor aleatorio y un resumen en el que entra la contraseña. Aquí se oculta entera.',
  'sasl.DIGEST-MD5.proof': 'El servidor prueba que también conoce la contraseña, así que es el verdadero.',
  'sasl.SCRAM.first': 'El usuario {user} y un valor aleatorio del cliente; aún ningún secreto.',
  'sasl.SCRAM.first.bound':
    'El usuario {user} y un valor aleatorio del cliente; el intercambio queda ligado a esta conexión TLS ({binding}).',
  'sasl.SCRAM.challenge':
    'El valor aleatorio del servidor, la sal de la contraseña guardada y {iterations} iteraciones: lo que cuesta probar una contraseña.',
  'sasl.SCRAM.challenge.weak': {
    means: 'El valor aleatorio del servidor, la sal y solo {iterations} iteraciones, menos de las 4096 que pide RFC 5802.',
    cause: 'Una configuración vieja o errónea del servidor, o alguien intermedio que quiere adivinar antes la contraseña.',
    next: 'El administrador debería subir el número; sin TLS, no se autentique.',
  },
  'sasl.SCRAM.final': 'La prueba de que el cliente conoce la contraseña, sin enviarla. Solo vale para este intercambio.',
  'sasl.SCRAM.proof': 'La prueba del propio servidor: también conoce la contraseña, así que nadie se hace pasar por él.',
  'sasl.SCRAM.error.proof': {
    means: 'El servidor rechaza la prueba del cliente.',
    cause: 'La contraseña no es correcta o ha cambiado.',
    next: 'Escriba de nuevo la contraseña.',
  },
  'sasl.SCRAM.error.user': {
    means: 'El servidor no conoce el nombre de usuario.',
    cause: 'Está mal escrito, o el servidor quiere la dirección entera.',
    next: 'Compruebe el nombre de usuario.',
  },
  'sasl.SCRAM.error.binding': {
    means: 'Cliente y servidor no ven la misma conexión TLS, o no la misma forma de ligarse a ella ({error}).',
    cause: 'Algo intermedio termina TLS, como un antivirus o un proxy, o un atacante.',
    next: 'Averigüe qué es antes de autenticarse; sin ello, inténtelo de nuevo.',
  },
  'sasl.SCRAM.error.other': {
    means: 'El servidor termina el intercambio con el error {error}, que puede ocultar el motivo.',
    cause: 'A menudo la contraseña; el servidor no tiene que decirlo.',
    next: 'Escriba de nuevo la contraseña; si es correcta, el administrador halla el motivo en el registro.',
  },
  'sasl.XOAUTH2':
    'El usuario {user} y un token de acceso en vez de la contraseña. El token caduca; hasta entonces lo puede usar quien lo lea.',
  'sasl.OAUTHBEARER':
    'El usuario {user}, el nombre del servidor y un token de acceso en vez de la contraseña. El token caduca; hasta entonces lo puede usar quien lo lea.',
  'sasl.OAUTHBEARER.token':
    'Un token de acceso en vez de usuario y contraseña: el servidor lee en él de quién es. Hasta que caduque lo puede usar quien lo lea.',
  'sasl.token.invalid': {
    means: 'El servidor rechaza el token: {status}. Ha caducado, se ha revocado o no es de este proveedor.',
    cause: 'Los tokens de acceso valen cerca de una hora; un cambio de contraseña o un permiso retirado los termina antes.',
    next: 'Se pide otro token; si eso también falla, vuelva a entrar en su proveedor.',
  },
  'sasl.token.request': {
    means: 'El servidor no pudo leer la petición con el token: {status}.',
    cause: 'La respuesta estaba mal formada, el usuario no corresponde al token, o el proveedor rechaza este cliente.',
    next: 'Vuelva a entrar en su proveedor; si persiste, el programa envía algo mal.',
  },
  'sasl.token.scope': {
    means: 'El token vale, pero no para el correo: hace falta el ámbito {scope}.',
    cause: 'El permiso dado no incluía este protocolo.',
    next: 'Vuelva a entrar en su proveedor y permita el acceso al correo.',
  },
  'sasl.token.other': {
    means: 'El servidor dice por qué rechaza el token: {status}. El cliente responde con una línea vacía o un byte, y sigue el rechazo.',
    cause: 'Un motivo propio de este proveedor.',
    next: 'Vuelva a entrar en su proveedor.',
  },
  'sasl.token.acknowledge': 'El cliente ha leído por qué se rechaza el token y deja que el servidor termine el intercambio.',
  'sasl.EXTERNAL': 'El cliente pide actuar como {user}; el servidor decide por lo que sabe por otra vía, como el certificado.',
  'sasl.EXTERNAL.empty': 'Una respuesta vacía: el servidor debe tomar el usuario por otra vía, como el certificado del cliente.',
  'sasl.ANONYMOUS':
    'Lo que el visitante deja para el registro del servidor, como una dirección. Aquí se oculta, porque nadie lo comprueba.',
  'sasl.NTLM.negotiate': 'El primero de tres mensajes NTLM: qué puede hacer el cliente. Aún ningún secreto.',
  'sasl.NTLM.challenge':
    'El segundo mensaje NTLM: el valor aleatorio del servidor y a menudo su nombre y dominio de Windows, legibles por cualquiera.',
  'sasl.NTLM.authenticate':
    'El tercer mensaje NTLM: el usuario y un resumen del desafío y la contraseña. Quien escuche puede probar contraseñas con él.',
  'sasl.GSSAPI':
    'Un tique, o el acuerdo sobre la protección que le sigue. Está hecho para este servidor y este momento, y no lleva contraseña.',
  'sasl.GSSAPI.challenge': 'La parte del servidor en el intercambio de tiques, o qué protección de la conexión ofrece.',
  'sasl.GSSAPI.empty': 'El cliente no tiene nada que añadir; el servidor dice ahora qué protección ofrece.',
  'sasl.KERBEROS_V4.challenge': 'Un número aleatorio del servidor, con el que se comprueba el tique.',
  'sasl.KERBEROS_V4': 'Un tique de Kerberos 4 y lo que hace con el número del servidor; ninguna contraseña.',
  'sasl.OTP.challenge': 'El servidor indica el lugar en la lista de contraseñas de un solo uso: {challenge}.',
  'sasl.OTP': 'El usuario, o la contraseña de un solo uso, que tras usarse no vale nada.',
  'sasl.challenge.empty': 'El servidor acepta {mechanism} y espera la respuesta del cliente.',
  'sasl.challenge.ready': 'El servidor espera la respuesta del cliente.',
  'sasl.acknowledge': 'Una respuesta vacía de {mechanism}: el cliente ha comprobado lo que dijo el servidor y no tiene nada que añadir.',
  'sasl.cancel': 'El cliente abandona esta autenticación; el servidor responde con un rechazo.',
  'sasl.late':
    'Una respuesta que llegó terminada la autenticación: el servidor la lee como comando. Puede llevar la contraseña y se oculta.',
  'sasl.other': 'Una respuesta del mecanismo {mechanism}, que no está en el glosario; se oculta entera.',
  'sasl.challenge.other': 'Un desafío del mecanismo {mechanism}, que no está en el glosario.',
};
