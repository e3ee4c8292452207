/** What enhanced status codes mean, in Spanish. */
import type { EntriesLike } from '../../entry.ts';
import type { smtpEnhancedEnglish } from './en.ts';

export const smtpEnhancedSpanish: EntriesLike<typeof smtpEnhancedEnglish> = {
  'smtp.enhanced.1.0': {
    means: '{code}: algo falla en una dirección; el servidor no dice qué.',
    cause: 'Casi siempre un destinatario desconocido o bloqueado; a veces un remitente que no le gusta.',
    next: 'Revise las dos direcciones; el texto de la línea puede decir más.',
  },
  'smtp.enhanced.1.1': {
    means: '{code}: no existe ese buzón en este dominio.',
    cause: 'Un error antes de la arroba, o el buzón ya no está.',
    next: 'Corrija la dirección o pregunte al destinatario por otra vía.',
  },
  'smtp.enhanced.1.1.temporary': {
    means: '{code}: el servidor no encuentra ahora el buzón, pero no lo descarta.',
    cause: 'Su directorio de usuarios no responde o se está trasladando.',
    next: 'Se vuelve a intentar; si dura, revise la dirección.',
  },
  'smtp.enhanced.1.2': {
    means: '{code}: el dominio del destinatario no existe o no acepta correo.',
    cause: 'Un error tras la arroba, o un dominio caducado.',
    next: 'Corrija la parte tras la arroba o pregunte al destinatario por otra vía.',
  },
  'smtp.enhanced.1.2.temporary': {
    means: '{code}: no se pudo consultar ahora el dominio del destinatario.',
    cause: 'Sus servidores de nombres no responden o acaba de registrarse.',
    next: 'Se vuelve a intentar; si dura, revise la parte tras la arroba.',
  },
  'smtp.enhanced.1.3': {
    means: '{code}: la dirección del destinatario está mal formada.',
    cause: 'Un espacio, un dominio que falta, dos arrobas o una letra que el servidor no admite.',
    next: 'Corrija la dirección y envíe de nuevo.',
  },
  'smtp.enhanced.1.4': {
    means: '{code}: la dirección corresponde a más de un buzón.',
    cause: 'El servidor adivina nombres, y este vale para varias personas.',
    next: 'Escriba la dirección completa de quien quiere.',
  },
  'smtp.enhanced.1.5': '{code}: la dirección del destinatario es válida.',
  'smtp.enhanced.1.6': {
    means: '{code}: el buzón se trasladó sin dejar dirección nueva.',
    cause: 'El destinatario dejó la organización o cambió de proveedor.',
    next: 'Pida la nueva dirección por otra vía.',
  },
  'smtp.enhanced.1.7': {
    means: '{code}: la dirección del remitente está mal formada.',
    cause: 'Falta el dominio o hay un carácter incorrecto en la dirección de la cuenta.',
    next: 'Corrija la dirección del remitente en la configuración de la cuenta.',
  },
  'smtp.enhanced.1.8': {
    means: '{code}: el dominio del remitente no existe o no puede recibir respuestas.',
    cause: 'Un error en la dirección de la cuenta, o el dominio no tiene MX ni dirección en el DNS.',
    next: 'Corrija la dirección del remitente; si el dominio es suyo, haga reparar su DNS.',
  },
  'smtp.enhanced.1.8.temporary': {
    means: '{code}: el servidor no pudo consultar ahora el dominio del remitente.',
    cause: 'Los servidores de nombres del dominio no le responden.',
    next: 'Se vuelve a intentar; si el dominio es suyo, que el administrador revise su DNS.',
  },
  'smtp.enhanced.1.9': '{code}: el mensaje pasó a un sistema que no habla este protocolo y del que no llegarán más avisos.',
  'smtp.enhanced.1.10': {
    means: '{code}: el dominio del destinatario declara en el DNS que no acepta correo (MX nulo).',
    cause: 'Un dominio usado solo para la web, o un error al escribir que lleva a él.',
    next: 'Busque otra dirección del destinatario.',
  },
  'smtp.enhanced.2.0': {
    means: '{code}: algo falla en el buzón; el servidor no dice qué.',
    cause: 'A menudo está lleno o bloqueado.',
    next: 'Pregunte al destinatario por otra vía.',
  },
  'smtp.enhanced.2.0.temporary': {
    means: '{code}: el buzón no puede recibir ahora el mensaje.',
    cause: 'Está ocupado o lleno, o su servidor limita las entregas.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.2.1': {
    means: '{code}: el buzón existe, pero está desactivado.',
    cause: 'La cuenta está cerrada, impagada o lleva mucho tiempo sin uso.',
    next: 'Avise al destinatario por otra vía.',
  },
  'smtp.enhanced.2.1.temporary': {
    means: '{code}: el buzón no admite correo de momento.',
    cause: 'Recibe demasiado correo en poco tiempo, o está bloqueado por mantenimiento.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.2.2': {
    means: '{code}: el buzón está lleno.',
    cause: 'El destinatario ha agotado su espacio.',
    next: 'Avísele por otra vía; cuando borre correo, envíe de nuevo.',
  },
  'smtp.enhanced.2.2.temporary': {
    means: '{code}: el buzón está lleno de momento.',
    cause: 'El destinatario ha agotado su espacio.',
    next: 'Se vuelve a intentar unos días, por si borra correo; avise al destinatario por otra vía.',
  },
  'smtp.enhanced.2.3': {
    means: '{code}: el mensaje es más largo de lo que permite este buzón.',
    cause: 'Un límite de este destinatario, menor que el del servidor.',
    next: 'Envíe un enlace en lugar del adjunto, o varios mensajes menores.',
  },
  'smtp.enhanced.2.4': {
    means: '{code}: no se pudo expandir una lista de correo.',
    cause: 'Tiene una dirección averiada, o no se puede leer su lista de miembros.',
    next: 'Avise al responsable de la lista; si urge, escriba directamente a sus miembros.',
  },
  'smtp.enhanced.2.4.temporary': {
    means: '{code}: ahora no se puede expandir una lista de correo.',
    cause: 'El directorio con sus miembros no responde.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.3.0': {
    means: '{code}: algo falla dentro del sistema receptor; no dice qué.',
    cause: 'Un fallo o una regla del servidor.',
    next: 'Lea el texto de la línea; avise al administrador de ese servidor.',
  },
  'smtp.enhanced.3.0.temporary': {
    means: '{code}: un fallo dentro del sistema receptor, de momento.',
    cause: 'Alguna de sus partes no responde.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.3.1': {
    means: '{code}: al sistema receptor no le queda espacio.',
    cause: 'Su disco está lleno; borrar correo de un buzón no basta.',
    next: 'Avise al administrador de ese servidor.',
  },
  'smtp.enhanced.3.1.temporary': {
    means: '{code}: al sistema receptor no le queda espacio de momento.',
    cause: 'Su disco está lleno.',
    next: 'Se vuelve a intentar; si dura horas, avise al administrador de ese servidor.',
  },
  'smtp.enhanced.3.2': {
    means: '{code}: el sistema no acepta correo de la red.',
    cause: 'Se ha retirado del servicio.',
    next: 'Pregunte al destinatario por otra vía y revise el dominio de la dirección.',
  },
  'smtp.enhanced.3.2.temporary': {
    means: '{code}: el sistema no acepta correo en este momento.',
    cause: 'Se está reiniciando, está sobrecargado o en mantenimiento.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.3.3': {
    means: '{code}: al sistema le falta una función que el mensaje necesita.',
    cause: 'Por ejemplo, la entrega en un plazo, o letras fuera de ASCII en una dirección.',
    next: 'Envíelo de nuevo en una forma más sencilla.',
  },
  'smtp.enhanced.3.4': {
    means: '{code}: el mensaje es demasiado grande para este sistema.',
    cause: 'Los adjuntos crecen un tercio al enviarse; el límite está en la línea SIZE tras EHLO.',
    next: 'Reduzca los adjuntos o envíe un enlace a ellos.',
  },
  'smtp.enhanced.3.5': {
    means: '{code}: el sistema no está configurado para este correo.',
    cause: 'El DNS del dominio lleva a un servidor que no lo conoce, o de vuelta a sí mismo.',
    next: 'Avise al administrador del dominio del destinatario.',
  },
  'smtp.enhanced.3.6': '{code}: el mensaje se acepta, pero con otra prioridad que la pedida; el texto la dice.',
  'smtp.enhanced.4.0': {
    means: '{code}: algo falla en la red o en el camino hasta el destinatario.',
    cause: 'Entradas DNS o conectores averiados.',
    next: 'Avise al administrador de su servidor de correo con esta línea.',
  },
  'smtp.enhanced.4.0.temporary': {
    means: '{code}: falla de momento la red o el camino hasta el destinatario.',
    cause: 'Está caída una línea o un servidor de nombres del camino.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.4.1': {
    means: '{code}: el servidor del destinatario no respondió y el que envía desistió.',
    cause: 'Está fuera de servicio o un cortafuegos cierra el puerto 25.',
    next: 'Revise el dominio de la dirección; pregunte al destinatario por otra vía.',
  },
  'smtp.enhanced.4.1.temporary': {
    means: '{code}: el servidor siguiente no responde de momento.',
    cause: 'Está caído o no se alcanza desde allí.',
    next: 'Se vuelve a intentar, durante días si hace falta.',
  },
  'smtp.enhanced.4.2': {
    means: '{code}: la conexión era mala o se cortó.',
    cause: 'Un fallo de red, o un cortafuegos que corta las transmisiones largas.',
    next: 'Si se repite, avise al administrador de su servidor de correo.',
  },
  'smtp.enhanced.4.2.temporary': {
    means: '{code}: la conexión se cortó, o el servidor esperó demasiado el siguiente comando.',
    cause: 'Un fallo de red, o un cliente que calló algunos minutos.',
    next: 'Se abre otra conexión; no se pierde nada.',
  },
  'smtp.enhanced.4.3': {
    means: '{code}: un servidor de directorio o de nombres falló definitivamente.',
    cause: 'Entradas DNS incorrectas del dominio del destinatario.',
    next: 'Avise por otra vía al administrador del dominio del destinatario.',
  },
  'smtp.enhanced.4.3.temporary': {
    means: '{code}: un servidor de directorio o de nombres no responde de momento.',
    cause: 'Está caído allí el DNS o el directorio de usuarios.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.4.4': {
    means: '{code}: no se conoce camino hasta el servidor siguiente.',
    cause: 'El dominio del destinatario no tiene en el DNS un servidor de correo utilizable.',
    next: 'Revise la parte tras la arroba; si es correcta, avise por otra vía al administrador de ese dominio.',
  },
  'smtp.enhanced.4.4.temporary': {
    means: '{code}: de momento no se conoce camino hasta el servidor siguiente.',
    cause: 'El DNS del dominio del destinatario está incompleto o en cambio.',
    next: 'Se vuelve a intentar.',
  },
  'smtp.enhanced.4.5': {
    means: '{code}: el sistema de correo está sobrecargado.',
    cause: 'Demasiado tráfico allí, o demasiado de este remitente.',
    next: 'Se vuelve a intentar, más despacio.',
  },
  'smtp.enhanced.4.6': {
    means: '{code}: el mensaje da vueltas en un bucle.',
    cause: 'Dos direcciones o servidores se lo reenvían el uno al otro.',
    next: 'Avise al administrador del dominio del destinatario, o al destinatario, que quizá puso el reenvío.',
  },
  'smtp.enhanced.4.7': {
    means: '{code}: el mensaje esperó demasiado y se abandonó.',
    cause: 'Durante días no se alcanzó el servidor del destinatario, o este lo aplazó siempre.',
    next: 'Revise la dirección y envíe de nuevo, o avise al destinatario por otra vía.',
  },
  'smtp.enhanced.4.7.temporary': {
    means: '{code}: el mensaje se retrasa: espera desde hace horas y sigue esperando.',
    cause: 'El servidor del destinatario no responde o lo aplaza.',
    next: 'No hay que hacer nada: se vuelve a intentar hasta agotar el plazo, y entonces se le avisa.',
  },
  'smtp.enhanced.4.8': {
    means: '{code}: el servidor quiere lo mismo por IPv4.',
    cause: 'La dirección IPv6 de su servidor no tiene buena reputación o nombre inverso.',
    next: 'El administrador de su servidor pone DNS inverso y SPF para IPv6, o envía por IPv4.',
  },
  'smtp.enhanced.5.0': {
    means: '{code}: algo falla en el protocolo; el servidor no dice qué.',
    cause: 'Un comando fuera de lugar, o un contenido que no quiere.',
    next: 'Lea el texto de la línea; si se repite, avise al autor del programa de correo.',
  },
  'smtp.enhanced.5.1': {
    means: '{code}: el comando es desconocido o llegó en mal momento.',
    cause: 'Se rechazó un comando anterior, o se omitió uno.',
    next: 'Mire la respuesta anterior a esta.',
  },
  'smtp.enhanced.5.2': {
    means: '{code}: el comando está mal formado o la línea es demasiado larga.',
    cause: 'Falta un paréntesis angular, sobra un carácter o hay una palabra mal escrita.',
    next: 'A mano: compare el comando con su forma en la norma.',
  },
  'smtp.enhanced.5.3': {
    means: '{code}: demasiados destinatarios a la vez.',
    cause: 'El servidor limita los destinatarios por mensaje.',
    next: 'Envíe el mensaje a menos personas cada vez, o por una lista de correo.',
  },
  'smtp.enhanced.5.3.temporary': {
    means: '{code}: demasiados destinatarios a la vez; los aceptados siguen aceptados.',
    cause: 'El servidor limita los destinatarios por mensaje.',
    next: 'El resto debe enviarse en otro mensaje.',
  },
  'smtp.enhanced.5.4': {
    means: '{code}: los argumentos del comando son incorrectos.',
    cause: 'Falta uno, está fuera de rango o es de una extensión que el servidor no anunció.',
    next: 'A mano: compárelos con la respuesta a EHLO.',
  },
  'smtp.enhanced.5.5': {
    means: '{code}: los dos lados hablan versiones distintas del protocolo.',
    cause: 'Un servidor muy antiguo o una pasarela entre ambos.',
    next: 'Use otro servidor para enviar.',
  },
  'smtp.enhanced.5.6': {
    means: '{code}: una línea de la autenticación era demasiado larga para el servidor.',
    cause: 'Un testigo (token) grande, de OAuth o Kerberos.',
    next: 'Elija otro mecanismo para la cuenta, o pida al administrador que suba el límite.',
  },
  'smtp.enhanced.6.0': {
    means: '{code}: algo falla en el contenido; el servidor no dice qué.',
    cause: 'Una cabecera averiada, una línea demasiado larga o un filtro.',
    next: 'Lea el texto de la línea; envíe el mensaje de nuevo, en texto sencillo y sin adjuntos.',
  },
  'smtp.enhanced.6.1': {
    means: '{code}: este tipo de contenido no se admite.',
    cause: 'Un adjunto de un tipo que el sistema del destinatario no admite.',
    next: 'Envíelo en otro formato o mediante un enlace.',
  },
  'smtp.enhanced.6.2': {
    means: '{code}: habría que convertir el contenido, y el remitente o una regla lo prohíbe.',
    cause: 'Una firma o cifrado que no debe tocarse encuentra un servidor que no puede transmitirlo tal cual.',
    next: 'Envíelo sin texto de 8 bits o por otro servidor.',
  },
  'smtp.enhanced.6.3': {
    means: '{code}: habría que convertir el contenido, y este servidor no sabe hacerlo.',
    cause: 'Lleva partes de 8 bits o binarias, y el servidor siguiente solo admite texto de 7 bits.',
    next: 'Envíelo como texto sencillo o en base64.',
  },
  'smtp.enhanced.6.4': '{code}: el contenido se convirtió y perdió algo en el camino.',
  'smtp.enhanced.6.5': {
    means: '{code}: falló la conversión del contenido.',
    cause: 'Una parte está dañada o en una codificación inusual.',
    next: 'Envíelo en otro formato.',
  },
  'smtp.enhanced.6.6': {
    means: '{code}: el servidor no pudo recoger el contenido que se le indicó (BURL).',
    cause: 'La parte se borró o caducó el permiso para leerla.',
    next: 'Adjunte el contenido en sí y envíe de nuevo.',
  },
  'smtp.enhanced.6.7': {
    means: '{code}: aquí no se admite una dirección con letras fuera de ASCII.',
    cause: 'El servidor o el buzón no admite direcciones internacionalizadas.',
    next: 'Pida una dirección en ASCII y use esa.',
  },
  'smtp.enhanced.6.8': {
    means: '{code}: la respuesta necesitaría letras fuera de ASCII y el cliente no las permitió.',
    cause: 'VRFY o EXPN se envió sin SMTPUTF8.',
    next: 'A mano: añada SMTPUTF8 al comando.',
  },
  'smtp.enhanced.6.9': {
    means: '{code}: el mensaje necesita letras fuera de ASCII en direcciones o cabecera, y un servidor del camino no las admite.',
    cause: 'Ese servidor no ofrece SMTPUTF8.',
    next: 'Use direcciones en ASCII para remitente y destinatario.',
  },
  'smtp.enhanced.6.10': {
    means: '{code}: la respuesta necesitaría letras fuera de ASCII; un número anticuado para lo mismo que X.6.8.',
    cause: 'VRFY o EXPN se envió sin SMTPUTF8.',
    next: 'A mano: añada SMTPUTF8 al comando.',
  },
  'smtp.enhanced.7.0': {
    means: '{code}: rechazado por un motivo de seguridad o por una norma; el código no dice más.',
    cause: 'Un filtro, una lista de bloqueo o una autenticación que falta.',
    next: 'Lea el texto de la línea; consulte al administrador del servidor que rechaza.',
  },
  'smtp.enhanced.7.0.temporary': {
    means: '{code}: aplazado por un motivo de seguridad o por una norma.',
    cause: 'Una lista gris, demasiados mensajes o intentos, o una comprobación sin respuesta.',
    next: 'Se vuelve a intentar; entretanto no insista.',
  },
  'smtp.enhanced.7.1': {
    means: '{code}: una regla prohíbe esta entrega.',
    cause:
      'Envío a otro dominio sin autenticarse, una lista de bloqueo, un filtro de spam o un destinatario que solo admite remitentes conocidos.',
    next: 'Lea el texto de la línea; compruebe que la cuenta se autentica antes de enviar; si no, consulte al administrador del servidor que rechaza.',
  },
  'smtp.enhanced.7.1.temporary': {
    means: '{code}: una regla aplaza esta entrega.',
    cause:
      'Casi siempre una lista gris: los remitentes desconocidos deben intentarlo dos veces; también una consulta fallida del nombre de su servidor.',
    next: 'Se vuelve a intentar, casi siempre con éxito a los cinco o quince minutos.',
  },
  'smtp.enhanced.7.2': {
    means: '{code}: no puede escribir a esta lista de correo.',
    cause: 'Solo pueden sus miembros o moderadores.',
    next: 'Apúntese a la lista con esta dirección o consulte a su responsable.',
  },
  'smtp.enhanced.7.3': {
    means: '{code}: habría que pasar el mensaje de un tipo de seguridad a otro, y no es posible.',
    cause: 'Una pasarela encuentra un cifrado o una firma que no puede trasladar.',
    next: 'Envíelo sin ellos, o en la otra forma.',
  },
  'smtp.enhanced.7.4': {
    means: '{code}: no se admite una función o un mecanismo de seguridad.',
    cause: 'El mecanismo de autenticación, o un cifrado, que este servidor no tiene.',
    next: 'Elija «Automático» o un mecanismo que el servidor anuncie tras EHLO.',
  },
  'smtp.enhanced.7.5': {
    means: '{code}: falló una operación criptográfica.',
    cause: 'Una negociación TLS, una firma o una clave que no salió bien.',
    next: 'Avise al administrador de su servidor de correo con esta línea.',
  },
  'smtp.enhanced.7.6': {
    means: '{code}: no se admite el algoritmo criptográfico.',
    cause: 'Un lado solo ofrece algoritmos antiguos o solo nuevos.',
    next: 'Avise al administrador de su servidor de correo; un programa antiguo quizá deba actualizarse.',
  },
  'smtp.enhanced.7.7': {
    means: '{code}: el mensaje se dañó o se cambió en el camino, o eso dice una regla de contenido.',
    cause: 'Una firma ya no coincide; algunos proveedores usan también este código para su política de contenidos.',
    next: 'Envíelo de nuevo; si se repite, avise al administrador de su servidor de correo.',
  },
  'smtp.enhanced.7.8': {
    means: '{code}: el usuario o la contraseña es incorrecto.',
    cause:
      'Un error al escribir, una contraseña cambiada, solo media dirección como usuario o un proveedor que exige una contraseña de aplicación.',
    next: 'Pruebe lo mismo en la web del proveedor y corríjalo en la configuración de la cuenta.',
  },
  'smtp.enhanced.7.8.temporary': {
    means: '{code}: de momento no se puede comprobar la autenticación.',
    cause: 'La base de usuarios de allí no responde, o fallaron demasiados intentos.',
    next: 'Se vuelve a intentar; no cambie la contraseña por esto.',
  },
  'smtp.enhanced.7.9': {
    means: '{code}: el mecanismo de autenticación es demasiado débil para esta cuenta.',
    cause: 'El servidor quiere otro más fuerte, una contraseña de aplicación u OAuth.',
    next: 'Elija otro mecanismo, o cree una contraseña de aplicación en la web del proveedor.',
  },
  'smtp.enhanced.7.10': {
    means: '{code}: hace falta una conexión cifrada.',
    cause: 'La sesión va en claro, o el destinatario exige TLS en todo el camino.',
    next: 'Elija TLS o STARTTLS en la configuración de la cuenta.',
  },
  'smtp.enhanced.7.11': {
    means: '{code}: este mecanismo necesita una conexión cifrada.',
    cause: 'Mostraría la contraseña a cualquiera en el camino.',
    next: 'Elija TLS o STARTTLS en la configuración de la cuenta.',
  },
  'smtp.enhanced.7.12': {
    means: '{code}: antes hay que poner de nuevo la contraseña.',
    cause: 'El servidor la guarda en una forma que este mecanismo no puede usar, o ha caducado.',
    next: 'Ponga una contraseña nueva en la web del proveedor.',
  },
  'smtp.enhanced.7.13': {
    means: '{code}: la cuenta está desactivada.',
    cause: 'La bloqueó el proveedor o un administrador, a menudo tras envíos sospechosos.',
    next: 'Pida al proveedor que la desbloquee; otra contraseña no sirve.',
  },
  'smtp.enhanced.7.14': {
    means: '{code}: falta una relación de confianza con otro servidor.',
    cause: 'El servidor no puede comprobar su autenticación en el sistema que le conoce.',
    next: 'Avise al administrador de su servidor de correo.',
  },
  'smtp.enhanced.7.15': {
    means: '{code}: la prioridad del mensaje es demasiado baja para el servidor ahora.',
    cause: 'Solo admite correo urgente, por ejemplo en una línea estrecha.',
    next: 'Envíelo con más prioridad, o más tarde.',
  },
  'smtp.enhanced.7.16': {
    means: '{code}: el mensaje es demasiado grande para su prioridad.',
    cause: 'El servidor reserva la prioridad alta a los mensajes cortos.',
    next: 'Redúzcalo o baje su prioridad.',
  },
  'smtp.enhanced.7.17': {
    means: '{code}: el buzón pertenece ya a otra persona.',
    cause: 'La dirección se dio a otro titular después de la fecha que indicó el remitente.',
    next: 'Pida la nueva dirección a quien quiere escribir; no envíe aquí nada privado.',
  },
  'smtp.enhanced.7.18': {
    means: '{code}: el dominio pertenece ya a otra persona.',
    cause: 'Se registró de nuevo después de la fecha que indicó el remitente.',
    next: 'Pida la nueva dirección a quien quiere escribir; no envíe aquí nada privado.',
  },
  'smtp.enhanced.7.19': {
    means: '{code}: el servidor no puede comprobar de quién era el buzón en la fecha indicada.',
    cause: 'No guarda constancia, o el buzón está tras un reenvío.',
    next: 'Asegúrese por otra vía de que la dirección sigue siendo la buena y envíe sin esta exigencia.',
  },
  'smtp.enhanced.7.20': {
    means: '{code}: ninguna firma DKIM del mensaje es válida.',
    cause: 'El servidor que envía no firma, o la clave del DNS no coincide.',
    next: 'El administrador de su servidor de correo configura DKIM para el dominio.',
  },
  'smtp.enhanced.7.21': {
    means: '{code}: hay una firma DKIM válida, pero ninguna que este servidor acepte.',
    cause: 'Firma muy poco del mensaje, con una clave demasiado corta o para un dominio en que no confía.',
    next: 'El administrador de su servidor de correo revisa qué se firma y con qué clave.',
  },
  'smtp.enhanced.7.22': {
    means: '{code}: ninguna firma DKIM válida corresponde al dominio del autor.',
    cause: 'Firma el dominio del proveedor, no el de la dirección From.',
    next: 'El administrador configura DKIM para el dominio de la dirección From.',
  },
  'smtp.enhanced.7.23': {
    means: '{code}: SPF dice que este servidor no puede enviar por el dominio del remitente.',
    cause: 'Envía por un servidor que no figura en el registro SPF del dominio.',
    next: 'Envíe por el proveedor de esta dirección; o su administrador añade el servidor al registro SPF.',
  },
  'smtp.enhanced.7.24': {
    means: '{code}: no se pudo evaluar el registro SPF del dominio del remitente.',
    cause: 'Tiene un error, necesita más de diez consultas o el DNS no responde.',
    next: 'El administrador del dominio del remitente corrige el registro.',
  },
  'smtp.enhanced.7.25': {
    means: '{code}: la dirección IP del servidor que envía no tiene un nombre inverso correcto en el DNS.',
    cause: 'Falta el registro PTR, o el nombre no lleva de vuelta a la dirección.',
    next: 'El administrador pide el PTR al dueño de la red; desde casa, envíe por el servidor de su proveedor.',
  },
  'smtp.enhanced.7.26': {
    means: '{code}: el mensaje no está autenticado: fallaron varias comprobaciones (SPF, DKIM, DMARC).',
    cause: 'El servidor que envía no figura en SPF y ninguna firma DKIM del dominio es válida.',
    next: 'Envíe por el proveedor de la dirección From; o su administrador configura SPF y DKIM.',
  },
  'smtp.enhanced.7.27': {
    means: '{code}: el propio dominio del remitente dice que no acepta correo (MX nulo).',
    cause: 'Nadie podría responder a ese mensaje, así que no se admite.',
    next: 'Use una dirección de remitente que pueda recibir correo.',
  },
  'smtp.enhanced.7.28': {
    means: '{code}: demasiado correo en muy poco tiempo.',
    cause: 'Se supera un límite de la cuenta, del dominio o de la dirección IP.',
    next: 'Espere unas horas; si no envió tanto, cambie la contraseña: quizá otro usa la cuenta.',
  },
  'smtp.enhanced.7.28.temporary': {
    means: '{code}: demasiado correo en muy poco tiempo, así que se aplaza.',
    cause: 'Se supera un límite de la cuenta, del dominio o de la dirección IP.',
    next: 'Se vuelve a intentar, más despacio; si no envió tanto, cambie la contraseña.',
  },
  'smtp.enhanced.7.29': {
    means: '{code}: la cadena ARC de un mensaje reenviado no es válida.',
    cause: 'Un servidor que lo reenvió lo cambió o lo selló mal.',
    next: 'Envíe directamente a la dirección final; el administrador del servidor que reenvía repara ARC.',
  },
  'smtp.enhanced.7.30': {
    means: '{code}: el mensaje debe seguir cifrado (REQUIRETLS) y el servidor siguiente no lo garantiza.',
    cause: 'No ofrece REQUIRETLS, o no se puede verificar su certificado.',
    next: 'Envíe sin esta exigencia si el contenido lo permite, o avise al destinatario por otra vía.',
  },
  'smtp.enhanced.0.0': {
    means: '{code}: rechazado definitivamente, y el código no dice por qué.',
    cause: 'El texto de la línea es todo lo que dice el servidor.',
    next: 'Léalo; si no dice más, consulte al administrador del servidor que rechaza.',
  },
};
