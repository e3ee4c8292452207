/** What commands of SMTP, with their parameters and the message, mean, in Spanish. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpCommandsEnglish } from './en.ts';

export const smtpCommandsSpanish: EntriesLike<typeof smtpCommandsEnglish> = {
  'smtp.command.HELO': 'El cliente da su nombre, {name}, a la manera de 1982; el servidor no ofrece extensiones.',
  'smtp.command.EHLO':
    'El cliente da su nombre, {name}, y pregunta qué extensiones conoce el servidor. Después de STARTTLS debe repetirlo.',
  'smtp.command.LHLO':
    'El saludo de LMTP, que entrega correo a un almacén de buzones: como EHLO, pero tras el mensaje el servidor responde una vez por destinatario.',
  'smtp.command.MAIL FROM': 'Empieza un mensaje; los rebotes irán a {address}. No tiene por qué ser la dirección del campo From.',
  'smtp.command.MAIL FROM.nobody':
    'Empieza un mensaje que no debe rebotar: el remitente vacío <> marca rebotes, avisos y respuestas automáticas, para que dos servidores no se respondan sin fin.',
  'smtp.command.RCPT TO':
    'Nombra un destinatario, {address}. El servidor acepta o rechaza cada uno por separado; el campo To no interviene.',
  'smtp.command.MAIL':
    'MAIL en una forma que ningún servidor está obligado a aceptar: hace falta MAIL FROM:<dirección>, con los dos puntos y los paréntesis angulares.',
  'smtp.command.RCPT':
    'RCPT en una forma que ningún servidor está obligado a aceptar: hace falta RCPT TO:<dirección>, con los dos puntos y los paréntesis angulares.',
  'smtp.command.DATA': 'Pide enviar el mensaje en sí a todos los destinatarios aceptados. No sale nada hasta que el servidor responda 354.',
  'smtp.command.BDAT':
    'Envía los siguientes {octets} octetos del mensaje. La longitud se anuncia, así que no hay que duplicar puntos; el servidor responde a cada parte.',
  'smtp.command.BDAT.last':
    'Envía los últimos {octets} octetos del mensaje. La respuesta a esta parte dice si el servidor se hace responsable del todo.',
  'smtp.command.RSET': 'Abandona el mensaje empezado: se olvidan remitente y destinatarios; la conexión y la autenticación se mantienen.',
  'smtp.command.VRFY':
    'Pregunta si existe {argument}. La mayoría de los servidores ya no lo dice, porque también preguntaban los spammers.',
  'smtp.command.EXPN': 'Pregunta quién está en la lista {argument}. La mayoría de los servidores ya no lo dice.',
  'smtp.command.HELP': 'Pide un texto de ayuda, pensado para personas: suele ser una lista de comandos.',
  'smtp.command.NOOP': 'No hace nada; mantiene abierta la conexión o la comprueba.',
  'smtp.command.QUIT': 'Termina la sesión; el servidor responde 221 y cierra la conexión. Un mensaje sin terminar no se envía.',
  'smtp.command.STARTTLS': 'Pide cifrar la conexión desde aquí. Todo lo dicho antes se olvida, porque alguien en el camino pudo cambiarlo.',
  'smtp.command.AUTH':
    'Pide autenticarse, pero no nombra un mecanismo; el servidor responde 501. La línea AUTH de su respuesta a EHLO dice cuáles ofrece.',
  'smtp.command.ETRN': 'Un servidor que estuvo desconectado pide el correo que espera a {argument}; llegará por otra conexión.',
  'smtp.command.ATRN':
    'Un servidor de dirección variable, ya autenticado, pide intercambiar los papeles y recibir por esta misma conexión el correo de {argument} (on-demand mail relay).',
  'smtp.command.TURN':
    'Pide intercambiar los papeles. No demuestra quién lo pide, así que cualquiera podría llevarse el correo ajeno: los servidores lo rechazan.',
  'smtp.command.BURL':
    'Hace que el servidor recoja él mismo la parte siguiente del mensaje de un servidor IMAP, con esta dirección (URLAUTH): reenviar sin descargar.',
  'smtp.command.XCLIENT':
    'Un proxy de confianza dice a Postfix quién se conecta en realidad: {argument}. Las reglas de acceso miran entonces a ese cliente y no al proxy.',
  'smtp.command.XFORWARD': 'Un filtro de contenido transmite de dónde vino el mensaje, solo para el registro: {argument}.',
  'smtp.command.SEND': 'De 1982: muestra el mensaje en el terminal del destinatario. Ningún servidor lo hace ya.',
  'smtp.command.SOML': 'De 1982: «send or mail», al terminal del destinatario o, si no, al buzón. Ningún servidor lo hace ya.',
  'smtp.command.SAML': 'De 1982: «send and mail», al terminal del destinatario y al buzón. Ningún servidor lo hace ya.',
  'smtp.command.VERB': 'Pide a Sendmail que narre la entrega. Hoy casi todos los servidores lo rechazan.',
  'smtp.command.ONEX': 'Avisa a Sendmail de que en esta sesión solo se enviará un mensaje.',
  'smtp.command.GET': 'Esto es HTTP, no SMTP: un navegador o un escáner de puertos ha llegado a un puerto de correo.',
  'smtp.command.POST': 'Esto es HTTP, no SMTP: alguien intenta que un navegador envíe correo. Un servidor prudente cuelga.',
  'smtp.command.empty': 'Una línea vacía, que no es un comando: casi todos los servidores responden con 500.',
  'smtp.command.other': '{command} no es un comando que conozca este glosario; un servidor suele responderle 500 o 502.',
  'smtp.payload': 'El mensaje: cabecera, una línea vacía, cuerpo. Al transmitirla, la línea que empieza por un punto lleva otro delante.',
  'smtp.payload.BDAT':
    'Los octetos anunciados del mensaje, tal como son: no se duplica ningún punto, y en partes binarias los finales de línea no tienen que ser CRLF.',
  'smtp.dot': 'Un punto solo en su línea termina el mensaje. Cuando el servidor responda 250, será responsable de él.',
  'smtp.parameter.SIZE':
    'El mensaje tiene unos {octets} octetos (SIZE), para que un servidor con un límite menor lo rechace antes del envío.',
  'smtp.parameter.BODY.7BIT': 'Es ASCII puro (BODY=7BIT).',
  'smtp.parameter.BODY.8BITMIME':
    'Lleva bytes por encima de 127 (BODY=8BITMIME); un servidor que no pueda transmitirlos debe convertirlo o rechazarlo.',
  'smtp.parameter.BODY.BINARYMIME': 'Lleva partes binarias sin líneas (BODY=BINARYMIME); solo pueden enviarse con BDAT.',
  'smtp.parameter.SMTPUTF8': 'Las direcciones o la cabecera llevan letras fuera de ASCII (SMTPUTF8).',
  'smtp.parameter.RET.FULL': 'Un aviso de fallo debe devolver el mensaje entero (RET=FULL).',
  'smtp.parameter.RET.HDRS': 'Un aviso de fallo debe devolver solo la cabecera (RET=HDRS).',
  'smtp.parameter.ENVID': 'Los avisos nombrarán este envío como {value} (ENVID).',
  'smtp.parameter.AUTH': 'Lo entregó originalmente {value}, que se había autenticado (AUTH).',
  'smtp.parameter.AUTH.nobody': 'No se sabe quién lo entregó, o no debe decirse (AUTH=<>).',
  'smtp.parameter.REQUIRETLS': 'Cada servidor del camino debe transmitirlo con TLS verificado o no transmitirlo (REQUIRETLS).',
  'smtp.parameter.BY': 'Se pide la entrega en {seconds} segundos (BY): después, con R se devuelve y con N solo se avisa del retraso.',
  'smtp.parameter.MT-PRIORITY': 'Su prioridad en las colas es {value}, de −9 a 9 (MT-PRIORITY).',
  'smtp.parameter.HOLDFOR': 'El servidor debe retenerlo {seconds} segundos antes de que salga (HOLDFOR).',
  'smtp.parameter.HOLDUNTIL': 'El servidor debe retenerlo hasta {value} (HOLDUNTIL).',
  'smtp.parameter.SUBMITTER': '{value} responde de su entrega (SUBMITTER, para Sender ID; histórico).',
  'smtp.parameter.SOLICIT': 'El remitente lo marca como publicidad: {value} (SOLICIT).',
  'smtp.parameter.MTRK': 'Después se podrá preguntar por su recorrido con un secreto del remitente (MTRK).',
  'smtp.parameter.CONPERM': 'Los servidores del camino pueden convertir su contenido (CONPERM).',
  'smtp.parameter.TRANSID': 'Si se corta la conexión, el envío puede reanudarse con este nombre: {value} (TRANSID).',
  'smtp.parameter.PRDR': 'Tras el mensaje, el servidor puede responder por cada destinatario (PRDR).',
  'smtp.parameter.NOTIFY': 'El remitente quiere un aviso en caso de: {value} (NOTIFY).',
  'smtp.parameter.NOTIFY.NEVER': 'No se quiere ningún aviso, ni siquiera de un fallo (NOTIFY=NEVER).',
  'smtp.parameter.ORCPT': 'El remitente había escrito {value}; los avisos nombrarán esa dirección (ORCPT).',
  'smtp.parameter.CONNEG': 'El contenido puede adaptarse a lo que este destinatario puede mostrar (CONNEG).',
  'smtp.parameter.RRVS': 'Es solo para quien tiene esta dirección desde antes de {value}; un nuevo titular no debe recibirlo (RRVS).',
  'smtp.parameter.IGNOREQUOTA': 'Debe entregarse aunque el buzón esté lleno (IGNOREQUOTA).',
  'smtp.parameter.other': 'El parámetro {name} no está en este glosario.',
};
