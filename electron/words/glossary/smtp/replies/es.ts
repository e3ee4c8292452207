/** What replies of SMTP, by code and by the command they answer, mean, in Spanish. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpRepliesEnglish } from './en.ts';

export const smtpRepliesSpanish: EntriesLike<typeof smtpRepliesEnglish> = {
  'smtp.greeting': 'El servidor {name} está listo; ahora el cliente debe dar su nombre con EHLO.',
  'smtp.greeting.masked':
    'El servidor está listo, pero un cortafuegos (la inspección de correo de Cisco) ha tapado el saludo con asteriscos; puede ocultar también extensiones como STARTTLS.',
  'smtp.greeting.refused': {
    means: 'El servidor no abre una sesión y cerrará la conexión.',
    cause: 'El motivo está en la línea; una respuesta así llega antes de saber quién se conecta.',
    next: 'Lea el motivo; si se refiere a su dirección IP, consulte al administrador de la red o use otra.',
  },
  'smtp.greeting.421': {
    means: 'El servidor no abre ahora una sesión y cierra la conexión.',
    cause: 'Se está apagando, está sobrecargado o tiene demasiadas conexiones desde esta dirección.',
    next: 'Espere unos minutos; cierre otros programas que usen la misma cuenta.',
  },
  'smtp.greeting.554': {
    means: 'Aquí no hay servicio de correo para este cliente: el servidor solo aceptará QUIT.',
    cause: 'Su dirección IP está en una lista de bloqueo o no está permitida, como casi todas las conexiones domésticas en el puerto 25.',
    next: 'Para enviar, use el servidor de su proveedor en el puerto 465 o 587; si no, pida a su administrador que levante el bloqueo.',
  },
  'smtp.reply.050': 'Sendmail cuenta lo que hace, como le pidió VERB. Esta no es la respuesta, que sigue con un código propio.',
  'smtp.reply.211': 'El estado del servidor, o ayuda, para que lo lea una persona.',
  'smtp.reply.214': 'Texto de ayuda para personas: suelen ser los comandos que conoce el servidor.',
  'smtp.reply.220': 'El servidor está listo.',
  'smtp.reply.220.STARTTLS': 'Adelante: los bytes siguientes son la negociación TLS. Después el cliente debe saludar de nuevo.',
  'smtp.reply.220.XCLIENT': 'El servidor adopta estos datos del cliente y empieza la sesión de nuevo.',
  'smtp.reply.221': 'El servidor cierra la conexión, como se le pidió.',
  'smtp.reply.235': 'Autenticación correcta: desde aquí el servidor acepta correo de esta cuenta para cualquier destino.',
  'smtp.reply.250': 'El comando se ha ejecutado.',
  'smtp.reply.250.EHLO': 'El servidor devuelve el saludo; cada línea siguiente nombra una extensión.',
  'smtp.reply.250.HELO': 'El servidor devuelve el saludo; tras HELO no ofrece extensiones, tampoco autenticación ni cifrado.',
  'smtp.reply.250.MAIL FROM': 'La dirección del remitente se acepta por ahora; una respuesta posterior aún puede rechazarla.',
  'smtp.reply.250.RCPT TO': 'Se acepta este destinatario. A menudo solo después se sabe si el buzón existe, y entonces lo dice un rebote.',
  'smtp.reply.250.DATA':
    'Mensaje aceptado: el servidor se hace responsable de él. Lo que sigue suele ser su número de cola, con el que un administrador lo encuentra en el registro.',
  'smtp.reply.250.BDAT': 'El servidor ha recibido esta parte y espera la siguiente; aún no es responsable del mensaje.',
  'smtp.reply.250.RSET': 'El mensaje empezado queda olvidado; puede empezar otro.',
  'smtp.reply.250.NOOP': 'El servidor sigue ahí.',
  'smtp.reply.250.VRFY': 'El servidor conoce este buzón; la línea da su dirección completa.',
  'smtp.reply.250.EXPN': 'Un miembro de la lista de correo; la última línea no lleva guion tras el código.',
  'smtp.reply.250.VERB': 'Desde ahora Sendmail cuenta lo que hace con cada mensaje, en líneas con el código 050.',
  'smtp.reply.250.ETRN': 'El servidor ha empezado a enviar lo que espera para ese nodo.',
  'smtp.reply.250.ATRN': 'Los papeles quedan intercambiados: la línea siguiente del otro lado ya es la de un cliente.',
  'smtp.reply.250.BURL': 'El servidor ha recogido del servidor IMAP esta parte del mensaje.',
  'smtp.reply.250.XFORWARD': 'El servidor anota para su registro estos datos del origen del mensaje.',
  'smtp.reply.251': 'El destinatario está en otro servidor; este reenviará el mensaje.',
  'smtp.reply.251.ETRN': 'Ningún correo espera para ese nodo.',
  'smtp.reply.252':
    'El servidor no dice si la dirección existe, pero aceptaría un mensaje e intentaría entregarlo. Es la forma cortés de negarse a VRFY.',
  'smtp.reply.252.ETRN': 'Hay correo esperando para ese nodo y el servidor ha empezado a enviarlo.',
  'smtp.reply.253': 'Ese número de mensajes espera para el nodo y el servidor ha empezado a enviarlos.',
  'smtp.reply.334': 'El servidor pide el siguiente paso de la autenticación.',
  'smtp.reply.354': 'Se puede enviar el mensaje; termina con un punto solo en una línea.',
  'smtp.reply.355': 'El envío puede reanudarse: el número dice cuánto del mensaje tiene ya el servidor.',
  'smtp.reply.421': {
    means: 'El servidor cierra la conexión, se le pidiera lo que se le pidiera; puede decirlo en cualquier momento.',
    cause: 'Se está apagando, esperó demasiado un comando o limita a este cliente.',
    next: 'El mensaje se conserva y se envía más tarde; si ocurre siempre, lea el texto de la línea.',
  },
  'smtp.reply.421.AUTH': {
    means: 'El servidor cierra la conexión en lugar de autenticar.',
    cause: 'Fallaron demasiados intentos o hay demasiadas sesiones abiertas de esta cuenta.',
    next: 'Corrija la contraseña antes del próximo intento y espere unos minutos: cada fallo puede alargar el bloqueo.',
  },
  'smtp.reply.422': {
    means: 'El buzón del destinatario no tiene sitio de momento, o hay que renovar la contraseña de la cuenta.',
    cause: 'Los servidores dan dos significados a este número; el texto de la línea dice cuál.',
    next: 'Si el buzón está lleno, el destinatario debe borrar correo; si es la contraseña, ponga una nueva.',
  },
  'smtp.reply.431': {
    means: 'Al servidor receptor le falta memoria o disco.',
    cause: 'Usan este número los servidores Exchange antiguos.',
    next: 'Se vuelve a intentar; si dura horas, avise al administrador de allí.',
  },
  'smtp.reply.432': {
    means: 'Hay que poner de nuevo la contraseña para que funcione este mecanismo.',
    cause: 'El servidor la guarda en una forma que el mecanismo no puede usar.',
    next: 'Ponga una contraseña nueva en la web del proveedor, o autentíquese una vez con PLAIN sobre TLS.',
  },
  'smtp.reply.441': {
    means: 'El servidor del destinatario no responde de momento.',
    cause: 'Está apagado o el camino hasta él está cortado.',
    next: 'Se vuelve a intentar; si dura, pregunte al destinatario por otra vía si le llega otro correo.',
  },
  'smtp.reply.442': {
    means: 'La conexión con el servidor siguiente se cortó durante la transmisión.',
    cause: 'Un fallo de red o un cortafuegos en el camino.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.reply.446': {
    means: 'El mensaje pasó por demasiados servidores.',
    cause: 'Dos servidores se lo reenvían el uno al otro.',
    next: 'Avise al administrador del dominio del destinatario: allí un reenvío da vueltas.',
  },
  'smtp.reply.447': {
    means: 'El mensaje esperó demasiado al servidor siguiente.',
    cause: 'El servidor siguiente es lento o no se alcanza.',
    next: 'Se vuelve a intentar, o regresa como rebote.',
  },
  'smtp.reply.449': {
    means: 'El servidor no encuentra de momento un camino para el mensaje.',
    cause: 'Sus conectores o su DNS están mal configurados.',
    next: 'Avise al administrador de su servidor de correo.',
  },
  'smtp.reply.450': {
    means: 'El servidor no puede hacerlo ahora para ese buzón, pero quizá después.',
    cause: 'El buzón está en uso, o el servidor aplaza al cliente un rato.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.reply.450.MAIL FROM': {
    means: 'Se aplaza al remitente: el servidor no pudo comprobar ahora la dirección o el cliente.',
    cause: 'La consulta del dominio del remitente o de su dirección IP no llegó a término.',
    next: 'Se vuelve a intentar; si dura, que el administrador revise el DNS del dominio del remitente.',
  },
  'smtp.reply.450.RCPT TO': {
    means: 'El destinatario se aplaza, no se rechaza.',
    cause: 'Una lista gris, que hace intentar dos veces a los remitentes desconocidos, un buzón ocupado o una comprobación sin respuesta.',
    next: 'Se vuelve a intentar, casi siempre con éxito a los cinco o quince minutos.',
  },
  'smtp.reply.451': {
    means: 'Un fallo interno del servidor, o una comprobación sin respuesta, lo impidió; no se aceptó nada.',
    cause: 'Falló allí una consulta, un filtro o el almacenamiento.',
    next: 'Se vuelve a intentar; si dura horas, avise al administrador de ese servidor.',
  },
  'smtp.reply.451.RCPT TO': {
    means: 'Se aplaza al destinatario por un fallo del servidor o por una lista gris.',
    cause: 'Falló allí la consulta del destinatario, o los remitentes desconocidos deben intentarlo dos veces.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.reply.451.DATA': {
    means: 'El mensaje no se aceptó por un fallo del servidor; sigue en el cliente.',
    cause: 'Allí no respondió un filtro o no se pudo guardar el mensaje.',
    next: 'Se envía de nuevo más tarde; nada llega dos veces, porque no se aceptó nada.',
  },
  'smtp.reply.452': {
    means: 'Al servidor le falta espacio de momento.',
    cause: 'Su disco o el buzón está lleno.',
    next: 'Se vuelve a intentar; si dura, avise al administrador de ese servidor.',
  },
  'smtp.reply.452.RCPT TO': {
    means: 'El servidor no admite ahora más destinatarios en este mensaje; los aceptados siguen aceptados.',
    cause: 'Se alcanzó el límite de destinatarios por mensaje, o el buzón está lleno.',
    next: 'El resto debe enviarse en otro mensaje con el mismo contenido.',
  },
  'smtp.reply.453': 'Ningún correo espera para este equipo.',
  'smtp.reply.454': {
    means: 'El servidor no puede hacerlo de momento por un motivo propio.',
    cause: 'No responde un servicio del que depende.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.reply.454.AUTH': {
    means: 'El servidor no puede comprobar de momento la autenticación; la contraseña puede ser correcta.',
    cause: 'No responde su base de usuarios o un servidor de detrás, o hubo demasiados intentos en poco tiempo.',
    next: 'Se vuelve a intentar; no cambie la contraseña por esto.',
  },
  'smtp.reply.454.STARTTLS': {
    means: 'TLS no está disponible de momento; un cliente que lo exige debe detenerse aquí.',
    cause: 'El servidor no puede leer su certificado o su clave.',
    next: 'Avise al administrador del servidor; no desactive TLS, protege su contraseña.',
  },
  'smtp.reply.455': {
    means: 'El servidor conoce los parámetros de MAIL o RCPT, pero no puede usarlos ahora.',
    cause: 'No está disponible de momento lo que necesita para ellos.',
    next: 'Se vuelve a intentar; sin esos parámetros puede funcionar enseguida.',
  },
  'smtp.reply.458': {
    means: 'El servidor no puede poner en marcha la cola de ese nodo.',
    cause: 'La cola está en uso o dañada.',
    next: 'Consulte al administrador de ese servidor.',
  },
  'smtp.reply.459': {
    means: 'Este cliente no puede poner en marcha la cola de ese nodo.',
    cause: 'El nodo no está registrado para ello en el servidor.',
    next: 'Pida permiso al administrador de ese servidor.',
  },
  'smtp.reply.471': {
    means: 'Un filtro del servidor ha aplazado el mensaje.',
    cause: 'Su contenido, el remitente o un escáner que no responde.',
    next: 'Se vuelve a intentar; si regresa, envíelo sin adjuntos ni enlaces.',
  },
  'smtp.reply.500': {
    means: 'El servidor no conoce este comando, o la línea era demasiado larga.',
    cause: 'Un comando mal escrito, o uno de una extensión que el servidor no ofreció tras EHLO.',
    next: 'A mano: revise la ortografía; HELP suele listar lo que hay.',
  },
  'smtp.reply.500.EHLO': {
    means: 'El servidor no conoce EHLO; el cliente lo saluda entonces con HELO.',
    cause: 'Un servidor muy antiguo, o un cortafuegos que solo deja pasar los comandos de 1982.',
    next: 'Sin extensiones no hay autenticación ni cifrado: para enviar, use otro servidor o puerto.',
  },
  'smtp.reply.500.AUTH': {
    means: 'El servidor no conoce aquí AUTH.',
    cause: 'La autenticación no se ofrece en este puerto, o solo después de STARTTLS.',
    next: 'Use el puerto de envío, 465 con TLS o 587 con STARTTLS, o consulte al administrador.',
  },
  'smtp.reply.500.STARTTLS': {
    means: 'El servidor no conoce aquí STARTTLS.',
    cause: 'TLS no está configurado en este puerto, o alguien en el camino lo bloquea.',
    next: 'Use el puerto 465, cifrado desde el primer byte, o consulte al administrador.',
  },
  'smtp.reply.501': {
    means: 'El comando se entendió, pero sus argumentos no.',
    cause: 'Una dirección sin paréntesis angulares o sin arroba, un argumento de menos o de más.',
    next: 'A mano: compare el comando con su forma en la norma.',
  },
  'smtp.reply.501.EHLO': {
    means: 'El servidor no admite el nombre que dio el cliente.',
    cause: 'Falta el nombre, o lleva un carácter que no cabe en un nombre de equipo, como un guion bajo o un espacio.',
    next: 'Salude con un nombre como EHLO pc.example.org, o con una dirección entre corchetes como EHLO [192.0.2.7].',
  },
  'smtp.reply.501.MAIL FROM': {
    means: 'La dirección del remitente está mal formada a ojos del servidor.',
    cause: 'Falta un paréntesis angular o el dominio, sobra un espacio o hay una letra fuera de ASCII que este servidor no admite.',
    next: 'Corrija la dirección del remitente en la configuración de la cuenta.',
  },
  'smtp.reply.501.RCPT TO': {
    means: 'La dirección del destinatario está mal formada a ojos del servidor.',
    cause: 'Un error al escribirla: falta el dominio, sobra un espacio, hay dos arrobas o una letra fuera de ASCII.',
    next: 'Corrija la dirección y envíe de nuevo.',
  },
  'smtp.reply.501.AUTH': {
    means: 'La autenticación se interrumpió: el cliente la canceló, o lo que envió no era base64.',
    cause:
      'Tras un aviso de error del servidor (OAuth) el cliente termina así; a mano, es frecuente que falte un = al final o sobre un salto de línea.',
    next: 'A mano: codifique de nuevo usuario y contraseña, sin salto de línea dentro.',
  },
  'smtp.reply.502': {
    means: 'El servidor no ofrece este comando.',
    cause: 'Está desactivado, como suelen estarlo VRFY, EXPN y TURN, o pertenece a una extensión que el servidor no tiene.',
    next: 'No hay que hacer nada: el correo funciona sin él.',
  },
  'smtp.reply.502.AUTH': {
    means: 'Aquí no se ofrece la autenticación.',
    cause: 'Este puerto es para correo entre servidores (25), o AUTH solo viene después de STARTTLS.',
    next: 'Use el puerto 465 con TLS o el 587 con STARTTLS, o consulte al administrador.',
  },
  'smtp.reply.503': {
    means: 'Los comandos llegaron en un orden incorrecto.',
    cause: 'Se rechazó un comando anterior, o se omitió uno: el orden es EHLO, MAIL FROM, RCPT TO, DATA.',
    next: 'Mire la respuesta anterior a esta: la causa suele estar allí.',
  },
  'smtp.reply.503.MAIL FROM': {
    means: 'MAIL FROM llegó en mal momento.',
    cause: 'El cliente no saludó, o no de nuevo tras STARTTLS, ya hay un mensaje empezado o aquí hay que autenticarse antes.',
    next: 'Envíe primero EHLO, o RSET para abandonar el mensaje empezado.',
  },
  'smtp.reply.503.RCPT TO': {
    means: 'RCPT TO necesita antes un MAIL FROM aceptado.',
    cause: 'El remitente se rechazó o no se dio, o el servidor exige autenticarse antes.',
    next: 'Mire la respuesta a MAIL FROM: allí está la causa.',
  },
  'smtp.reply.503.DATA': {
    means: 'No hay a quién enviar el mensaje: no se aceptó ningún destinatario.',
    cause: 'Antes se rechazaron todos los destinatarios, o no se dio ninguno.',
    next: 'Mire las respuestas a RCPT TO y corrija las direcciones.',
  },
  'smtp.reply.503.AUTH': {
    means: 'AUTH no es posible en este momento.',
    cause: 'La sesión ya está autenticada, hay un mensaje empezado, o el servidor solo ofrece AUTH tras STARTTLS.',
    next: 'A mano: empiece otra sesión, cífrela y autentíquese una sola vez.',
  },
  'smtp.reply.503.STARTTLS': {
    means: 'STARTTLS no es posible en este momento.',
    cause: 'La conexión ya está cifrada, o el cliente no ha saludado.',
    next: 'A mano: EHLO y después STARTTLS; en el puerto 465 no hace falta.',
  },
  'smtp.reply.504': {
    means: 'El servidor no ofrece este parámetro o argumento.',
    cause: 'El cliente usa algo que la respuesta a EHLO no anunció.',
    next: 'A mano: mire en esa respuesta lo que hay.',
  },
  'smtp.reply.504.EHLO': {
    means: 'El servidor quiere un nombre de equipo completo, o una dirección entre corchetes, después de EHLO.',
    cause: 'Se dio un nombre suelto como «localhost» o «mi-pc».',
    next: 'Salude con un nombre que lleve un punto, como pc.example.org, o con [192.0.2.7].',
  },
  'smtp.reply.504.AUTH': {
    means: 'El servidor no ofrece esta forma de autenticarse.',
    cause: 'El mecanismo no está en la línea AUTH de su respuesta a EHLO, o solo sobre TLS.',
    next: 'Elija «Automático» o un mecanismo que el servidor anuncie.',
  },
  'smtp.reply.510': {
    means: 'La dirección del destinatario es incorrecta.',
    cause: 'Un error al escribirla, o un dominio que no existe.',
    next: 'Corrija la dirección y envíe de nuevo.',
  },
  'smtp.reply.511': {
    means: 'La dirección del destinatario es incorrecta: no existe ese buzón.',
    cause: 'Un error al escribirla, o un buzón que ya no está.',
    next: 'Corrija la dirección o pregunte al destinatario por otra vía.',
  },
  'smtp.reply.512': {
    means: 'No se encontró el dominio del destinatario.',
    cause: 'Un error tras la arroba, o un dominio sin servidor de correo.',
    next: 'Corrija el dominio y envíe de nuevo.',
  },
  'smtp.reply.513': {
    means: 'El tipo de dirección no sirve para este servidor.',
    cause: 'La dirección está mal formada, o el servidor solo la admite tras autenticarse.',
    next: 'Revise la dirección y que la cuenta se autentique antes de enviar.',
  },
  'smtp.reply.521': {
    means: 'Este equipo no acepta correo de ninguna clase.',
    cause: 'No es un servidor de correo, aunque el DNS lleve aquí, o corta a este cliente.',
    next: 'Revise el nombre del servidor en la configuración, o la parte de la dirección tras la arroba.',
  },
  'smtp.reply.522': {
    means: 'El buzón del destinatario supera su límite.',
    cause: 'Está lleno.',
    next: 'Pida al destinatario por otra vía que haga sitio y envíe de nuevo.',
  },
  'smtp.reply.523': {
    means: 'El servidor exige una conexión cifrada, o el mensaje supera un límite del buzón.',
    cause: 'Los servidores dan dos significados a este número; el texto de la línea dice cuál.',
    next: 'Elija TLS o STARTTLS en la configuración, o reduzca el mensaje.',
  },
  'smtp.reply.524': {
    means: 'Este mecanismo solo se permite con la conexión cifrada.',
    cause: 'La sesión no está cifrada.',
    next: 'Elija TLS o STARTTLS en la configuración de la cuenta.',
  },
  'smtp.reply.525': {
    means: 'La cuenta está desactivada.',
    cause: 'La ha bloqueado el proveedor o un administrador.',
    next: 'Pida al proveedor que la desbloquee; otra contraseña no sirve.',
  },
  'smtp.reply.530': {
    means: 'El servidor no lo admite sin autenticación o sin conexión cifrada.',
    cause: 'La sesión no se ha autenticado o no ha iniciado TLS; el texto de la línea dice qué falta.',
    next: 'Ponga en la cuenta usuario y contraseña para enviar, y elija TLS o STARTTLS.',
  },
  'smtp.reply.530.AUTH': {
    means: 'Antes de autenticarse hay que cifrar la conexión.',
    cause: 'La sesión va en claro, donde cualquiera en el camino podría leer una contraseña.',
    next: 'Elija TLS o STARTTLS en la configuración de la cuenta.',
  },
  'smtp.reply.534': {
    means: 'El servidor quiere una autenticación más fuerte para esta cuenta.',
    cause: 'No se admite en ella la contraseña sencilla, o el proveedor pide una contraseña de aplicación u OAuth.',
    next: 'Elija otro mecanismo, o cree una contraseña de aplicación en la web del proveedor.',
  },
  'smtp.reply.535': {
    means: 'No se aceptó el usuario o la contraseña.',
    cause:
      'Un error al escribir, una contraseña cambiada, solo media dirección como usuario o un proveedor que exige una contraseña de aplicación.',
    next: 'Pruebe lo mismo en la web del proveedor y corríjalo en la configuración de la cuenta.',
  },
  'smtp.reply.538': {
    means: 'Este mecanismo solo se permite con la conexión cifrada.',
    cause: 'Mostraría la contraseña a cualquiera en el camino.',
    next: 'Elija TLS o STARTTLS en la configuración de la cuenta.',
  },
  'smtp.reply.541': {
    means: 'Un filtro del servidor del destinatario tomó el mensaje por spam.',
    cause: 'Su contenido o la reputación del servidor que envía.',
    next: 'Escríbalo de nuevo sin enlaces ni adjuntos, o avise al destinatario por otra vía.',
  },
  'smtp.reply.550': {
    means: 'Rechazado definitivamente: el buzón no existe o una regla lo prohíbe.',
    cause: 'El texto de la línea dice cuál de las dos cosas.',
    next: 'Corrija la dirección, o consulte al administrador del servidor que rechaza por su regla.',
  },
  'smtp.reply.550.EHLO': {
    means: 'El servidor no admite a este cliente, o no con este nombre.',
    cause: 'El nombre es el suyo propio, no está en el DNS, o el cliente está en una lista de bloqueo.',
    next: 'Corrija el nombre tras EHLO, o consulte al administrador del servidor.',
  },
  'smtp.reply.550.MAIL FROM': {
    means: 'Se rechaza al remitente.',
    cause: 'La dirección no es de esta cuenta, su dominio no existe, o una regla lo prohíbe.',
    next: 'Use como remitente la dirección de la cuenta, o consulte al administrador del servidor.',
  },
  'smtp.reply.550.RCPT TO': {
    means: 'Se rechaza este destinatario definitivamente.',
    cause: 'Casi siempre el buzón no existe; si no, una regla, como admitir otros dominios solo tras autenticarse.',
    next: 'Revise la dirección letra por letra; el texto de la línea dice el motivo.',
  },
  'smtp.reply.550.DATA': {
    means: 'El mensaje se rechaza por su contenido o por una regla; no se entregó a nadie.',
    cause: 'Un filtro lo tomó por spam, halló un adjunto prohibido o echó en falta SPF, DKIM o DMARC.',
    next: 'Lea el motivo en la línea; envíe sin adjuntos ni enlaces, o consulte al administrador.',
  },
  'smtp.reply.550.VRFY': 'Aquí no existe ese buzón, o el servidor no quiere decirlo.',
  'smtp.reply.551': {
    means: 'El destinatario está en otro servidor y este no reenvía.',
    cause: 'La línea da la nueva dirección.',
    next: 'Envíe de nuevo a la dirección de la línea, si se fía de ella.',
  },
  'smtp.reply.552': {
    means: 'El buzón está lleno o el mensaje es demasiado grande.',
    cause: 'Se supera un límite de espacio o de tamaño.',
    next: 'Envíe un enlace en lugar del adjunto, o pida al destinatario que haga sitio.',
  },
  'smtp.reply.552.MAIL FROM': {
    means: 'El mensaje es mayor de lo que acepta este servidor; se rechazó antes de enviarlo.',
    cause: 'El tamaño en MAIL FROM supera el límite de la línea SIZE tras EHLO.',
    next: 'Reduzca los adjuntos o envíe un enlace a ellos.',
  },
  'smtp.reply.552.DATA': {
    means: 'El mensaje es demasiado grande para este servidor, o no queda espacio; no se entregó nada.',
    cause: 'Los adjuntos crecen un tercio al enviarse; la línea SIZE tras EHLO dice el límite.',
    next: 'Reduzca los adjuntos o envíe un enlace a ellos.',
  },
  'smtp.reply.553': {
    means: 'La dirección no está permitida o está mal formada.',
    cause: 'Lleva un carácter incorrecto, o es un remitente que no corresponde a la cuenta.',
    next: 'Corrija la dirección; como remitente use la de la cuenta.',
  },
  'smtp.reply.553.MAIL FROM': {
    means: 'Esta dirección de remitente no está permitida.',
    cause: 'No corresponde a la cuenta autenticada, o su dominio no existe.',
    next: 'Use como remitente la dirección de la cuenta, o dé de alta la otra en el proveedor.',
  },
  'smtp.reply.553.RCPT TO': {
    means: 'Esta dirección de destinatario no se admite aquí.',
    cause: 'Está mal formada, o el servidor solo admite otros dominios tras autenticarse.',
    next: 'Revise la dirección y que la cuenta se autentique antes de enviar.',
  },
  'smtp.reply.554': {
    means: 'El mensaje o la sesión se rechazó definitivamente.',
    cause: 'Un filtro, una lista de bloqueo o una regla del servidor; lo dice el texto de la línea.',
    next: 'Lea el motivo; si nombra su dirección IP o su dominio, debe actuar el administrador de su servidor de correo.',
  },
  'smtp.reply.554.RCPT TO': {
    means: 'Se rechaza este destinatario definitivamente.',
    cause: 'Envío a otro dominio sin autenticarse, una lista de bloqueo que nombra a este cliente, o una regla para este destinatario.',
    next: 'Compruebe que la cuenta se autentica antes de enviar; si no, consulte al administrador del servidor que rechaza.',
  },
  'smtp.reply.554.DATA': {
    means: 'El mensaje se rechaza definitivamente; no se entregó nada.',
    cause: 'Un filtro lo tomó por spam o malware, no quedó ningún destinatario válido, o una regla prohíbe el contenido.',
    next: 'Lea el motivo en la línea; envíe sin adjuntos ni enlaces, o consulte al administrador de ese servidor.',
  },
  'smtp.reply.554.STARTTLS': {
    means: 'El servidor no puede iniciar TLS.',
    cause: 'Su certificado o su lista de cifrados está mal configurada.',
    next: 'Avise al administrador del servidor; mientras tanto, pruebe el puerto 465.',
  },
  'smtp.reply.555': {
    means: 'El servidor no conoce un parámetro de este MAIL FROM o RCPT TO.',
    cause: 'El cliente usó una extensión que la respuesta a EHLO no anunció.',
    next: 'A mano: omita el parámetro o escríbalo en la forma anunciada.',
  },
  'smtp.reply.556': {
    means: 'El dominio del destinatario no acepta correo, y el servidor lo sabe sin intentarlo.',
    cause: 'El dominio lo dice en su DNS (MX nulo), o su único servidor responde 521.',
    next: 'Revise la parte tras la arroba; el destinatario debe de tener otra dirección.',
  },
  'smtp.reply.571': {
    means: 'Una regla del servidor prohíbe este mensaje.',
    cause: 'Un filtro (a menudo Barracuda o Exchange) lo tomó por spam, o el destinatario solo admite remitentes conocidos.',
    next: 'Lea el motivo en la línea, o avise al destinatario por otra vía.',
  },
  'smtp.reply.2xx': 'Ha funcionado. Lo que añade este código no está en este glosario.',
  'smtp.reply.3xx': 'El servidor espera más. Este código no está en este glosario.',
  'smtp.reply.4xx': 'Un fallo temporal: el mismo comando puede funcionar más tarde. Este código no está en este glosario.',
  'smtp.reply.5xx': 'Un fallo permanente: el mismo comando volverá a fallar. Este código no está en este glosario.',
  'smtp.greeting.notice':
    'Parte del saludo: un aviso del servidor para personas. La última línea del saludo no lleva guion tras el código.',
};
