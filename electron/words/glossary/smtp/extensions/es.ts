/** What lines of the answer to EHLO mean, in Spanish. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpExtensionsEnglish } from './en.ts';

export const smtpExtensionsSpanish: EntriesLike<typeof smtpExtensionsEnglish> = {
  'smtp.extension.SIZE':
    'El servidor acepta mensajes de hasta {octets} octetos, con los adjuntos contados en base64, un tercio más que el archivo.',
  'smtp.extension.SIZE.unlimited': 'El servidor conoce el parámetro de tamaño de MAIL, pero no anuncia un límite fijo.',
  'smtp.extension.8BITMIME':
    'Se puede enviar sin convertir texto con bytes por encima de 127; sin esto hay que pasarlo a quoted-printable o base64.',
  'smtp.extension.SMTPUTF8': 'Direcciones y cabeceras pueden llevar letras fuera de ASCII, como josé@example.org.',
  'smtp.extension.UTF8SMTP': 'El antecesor experimental de SMTPUTF8 (RFC 5336); ya nadie debería usarlo.',
  'smtp.extension.PIPELINING':
    'El cliente puede enviar varios comandos sin esperar cada respuesta; las respuestas llegan en el mismo orden.',
  'smtp.extension.STARTTLS':
    'La conexión puede cifrarse con STARTTLS. Si esta línea falta donde solía estar, alguien en el camino puede haberla quitado.',
  'smtp.extension.AUTH': 'El cliente puede autenticarse con estos mecanismos: {names}.',
  'smtp.extension.AUTH=': 'Lo mismo que AUTH, para programas antiguos que esperan un signo igual: {names}.',
  'smtp.extension.X-EXPS': 'La autenticación propia de Exchange entre sus servidores: {names}. Los programas de correo usan la línea AUTH.',
  'smtp.extension.X-EXPS=': 'Lo mismo que X-EXPS, en la grafía antigua con signo igual: {names}.',
  'smtp.extension.DSN': 'El remitente puede pedir avisos de entrega (RET, ENVID, NOTIFY, ORCPT) y decir cuánto del mensaje devuelven.',
  'smtp.extension.ENHANCEDSTATUSCODES': 'Las respuestas llevan un segundo código más preciso, como 5.1.1.',
  'smtp.extension.CHUNKING': 'El mensaje puede enviarse por partes con BDAT en lugar de DATA.',
  'smtp.extension.BINARYMIME': 'Se pueden enviar partes binarias sin base64, con BDAT.',
  'smtp.extension.CHECKPOINT': 'Un envío interrumpido puede reanudarse donde se cortó (experimental, poco frecuente).',
  'smtp.extension.VRFY': 'El servidor conoce VRFY, que pregunta si existe una dirección; aun así puede responder solo 252.',
  'smtp.extension.EXPN': 'El servidor conoce EXPN, que pregunta quién está en una lista de correo.',
  'smtp.extension.ETRN': 'Un servidor que estuvo desconectado puede pedir el correo que le espera.',
  'smtp.extension.ATRN': 'Un servidor de dirección variable puede autenticarse y recibir su correo por la misma conexión.',
  'smtp.extension.TURN': 'Los dos lados pueden intercambiar los papeles. No es seguro, y los servidores modernos no lo ofrecen.',
  'smtp.extension.HELP': 'El servidor conoce HELP.',
  'smtp.extension.SEND': 'El servidor conoce SEND, de 1982, para mensajes en un terminal.',
  'smtp.extension.SOML': 'El servidor conoce SOML, de 1982: en un terminal o, si no, por correo.',
  'smtp.extension.SAML': 'El servidor conoce SAML, de 1982: en un terminal y por correo.',
  'smtp.extension.VERB': 'El servidor puede narrar la entrega (Sendmail).',
  'smtp.extension.ONEX': 'El cliente puede anunciar que solo envía un mensaje (Sendmail).',
  'smtp.extension.DELIVERBY':
    'El remitente puede fijar un plazo de llegada del mensaje; el más corto que admite el servidor: {value} segundos.',
  'smtp.extension.NO-SOLICITING': 'El servidor no quiere publicidad no solicitada, y el cliente puede marcarla. Palabras clave: {value}.',
  'smtp.extension.MTRK': 'Después se puede preguntar por el recorrido de un mensaje (message tracking).',
  'smtp.extension.SUBMITTER': 'El cliente puede decir quién responde del mensaje (Sender ID; histórico).',
  'smtp.extension.FUTURERELEASE':
    'El cliente puede pedir que el servidor guarde un mensaje y lo envíe más tarde. Plazo máximo en segundos y último momento: {value}.',
  'smtp.extension.CONPERM': 'El remitente puede permitir que los servidores del camino conviertan el contenido.',
  'smtp.extension.CONNEG': 'El servidor puede decir qué es capaz de mostrar un destinatario, para adaptar el contenido.',
  'smtp.extension.MT-PRIORITY': 'El remitente puede dar a un mensaje una prioridad de −9 a 9. Política del servidor: {value}.',
  'smtp.extension.RRVS':
    'El remitente puede exigir que el buzón tenga el mismo titular desde una fecha, para que una dirección reutilizada no reciba correo privado.',
  'smtp.extension.REQUIRETLS': 'El remitente puede exigir que el mensaje viaje con TLS verificado en cada tramo, o que no viaje.',
  'smtp.extension.LIMITS':
    'Los límites del servidor en una sesión: {value}. RCPTMAX son destinatarios por mensaje, MAILMAX mensajes, RCPTDOMAINMAX dominios distintos.',
  'smtp.extension.BURL': 'El servidor puede recoger él mismo partes del mensaje de un servidor IMAP: {value}.',
  'smtp.extension.PRDR':
    'Tras el mensaje, el servidor puede responder por cada destinatario, para que un filtro no lo rechace para todos (Exim).',
  'smtp.extension.PIPECONNECT':
    'El cliente puede enviar sus primeros comandos de inmediato, antes del saludo, la próxima vez que se conecte (Exim).',
  'smtp.extension.XCLIENT': 'Un proxy de confianza puede decir a Postfix quién se conecta en realidad. Atributos: {value}.',
  'smtp.extension.XFORWARD': 'Un filtro de contenido puede transmitir de dónde vino un mensaje, para el registro. Atributos: {value}.',
  'smtp.extension.XVERP':
    'El cliente puede pedir una dirección de rebote propia para cada destinatario (VERP, Postfix), como necesitan las listas de correo.',
  'smtp.extension.X-ANONYMOUSTLS': 'El cifrado de Exchange entre sus propios servidores; los programas de correo usan STARTTLS.',
  'smtp.extension.X-LINK2STATE': 'Exchange 2000 y 2003 intercambian con esto el estado de sus rutas; nada para un programa de correo.',
  'smtp.extension.XEXCH50': 'Los servidores Exchange se transmiten con esto propiedades de un mensaje; nada para un programa de correo.',
  'smtp.extension.XRDST': 'Los servidores Exchange se indican con esto el destino de la entrega; nada para un programa de correo.',
  'smtp.extension.XSHADOW': 'Exchange guarda una segunda copia del mensaje en otro servidor hasta que se entrega (shadow redundancy).',
  'smtp.extension.XOORG': 'Exchange indica la organización de la que viene un mensaje; solo entre sus propios servidores.',
  'smtp.extension.XPROXY': 'Con esto, el servidor de entrada de Exchange pasa la sesión al servidor del buzón.',
  'smtp.extension.XLOOP': 'El servidor marca los mensajes que transmite para detectar bucles: {value} (PMDF y sus descendientes).',
  'smtp.extension.XADR': 'Un comando de diagnóstico de PMDF y del servidor de correo de Oracle: cómo se encamina una dirección.',
  'smtp.extension.XSTA': 'Un comando de diagnóstico de PMDF y del servidor de correo de Oracle: el estado de un canal.',
  'smtp.extension.XCIR': 'Un comando de diagnóstico de PMDF y del servidor de correo de Oracle: el estado de una prueba de circuito.',
  'smtp.extension.XGEN': 'Un comando de diagnóstico de PMDF y del servidor de correo de Oracle: la generación de su configuración.',
  'smtp.extension.X-RCPTLIMIT': 'Como máximo {value} destinatarios por mensaje.',
  'smtp.extension.IGNOREQUOTA': 'LMTP: un mensaje puede entregarse aunque el buzón esté lleno (Cyrus).',
  'smtp.extension.XXXXXXXA':
    'Un cortafuegos entre cliente y servidor (la inspección de correo de Cisco) ha tapado la palabra clave para que el cliente no la use; suele ser STARTTLS.',
  'smtp.extension.other': 'El servidor ofrece {name}, que no está en este glosario; un cliente que no la conoce pasa por alto la línea.',
};
