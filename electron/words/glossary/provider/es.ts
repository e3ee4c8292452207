/** What texts of servers and of large providers mean, in Spanish. */
import type { EntriesLike } from '../entry.ts';
import type { providerEnglish } from './en.ts';

export const providerSpanish: EntriesLike<typeof providerEnglish> = {
  'provider.gmail.application-password': {
    means: 'Google no admite de un programa de correo la contraseña habitual de la cuenta.',
    cause: 'La cuenta tiene verificación en dos pasos.',
    next: 'Cree una contraseña de aplicación en myaccount.google.com/apppasswords e introdúzcala aquí como contraseña.',
  },
  'provider.gmail.credentials': {
    means: 'Google rechazó el usuario o la contraseña.',
    cause:
      'Google ya no admite contraseñas habituales de los programas de correo, solo de aplicación y OAuth; o hay un error al escribirla.',
    next: 'Use la dirección completa como usuario y una contraseña de aplicación de myaccount.google.com/apppasswords.',
  },
  'provider.gmail.web-login': {
    means: 'Google quiere que inicie sesión antes en un navegador.',
    cause: 'El acceso le parece inusual: un lugar nuevo, un dispositivo nuevo o demasiados intentos.',
    next: 'Inicie sesión en mail.google.com, confirme que fue usted y vuelva a intentarlo aquí.',
  },
  'provider.gmail.sign-in-first': {
    means: 'El servidor de Google solo envía para cuentas autenticadas.',
    cause: 'La cuenta no tiene usuario y contraseña para enviar.',
    next: 'Ponga en la cuenta usuario y contraseña de aplicación para enviar.',
  },
  'provider.gmail.access-off': {
    means: 'IMAP o POP está desactivado en esta cuenta de Google.',
    cause: 'La configuración de la cuenta o de la organización no permite programas de correo.',
    next: 'Actívelo en la configuración de Gmail, «Reenvío y correo POP/IMAP», o consulte al administrador de la organización.',
  },
  'provider.gmail.connections': {
    means: 'Google permite quince conexiones a la vez por cuenta, y todas están en uso.',
    cause: 'Otros dispositivos o programas mantienen las suyas.',
    next: 'Cierre los programas de correo que no necesite; las cortadas se liberan a los pocos minutos.',
  },
  'provider.gmail.bandwidth': {
    means: 'Google ha bloqueado la cuenta para programas de correo porque hoy transfirió demasiado.',
    cause: 'Una primera sincronización de un buzón grande, o varios programas a la vez.',
    next: 'Espere hasta 24 horas; el correo no se ve afectado.',
  },
  'provider.gmail.sending-limit': {
    means: 'La cuenta ha enviado lo que Google permite en un día (500 destinatarios, 2.000 en Workspace).',
    cause: 'Un envío masivo, u otra persona que usa la cuenta.',
    next: 'Espere 24 horas; si no fue usted, cambie la contraseña; para envíos masivos use un servicio de listas.',
  },
  'provider.gmail.receiving-rate': {
    means: 'Este destinatario de Gmail recibe correo más deprisa de lo que Google lo entrega.',
    cause: 'Le escriben muchos remitentes, o lo inunda un reenvío.',
    next: 'Se vuelve a intentar; si regresa, envíelo otra vez más tarde.',
  },
  'provider.gmail.unauthenticated': {
    means: 'Gmail solo admite correo si SPF o DKIM prueba el dominio del remitente; aquí no lo hizo ninguno.',
    cause: 'El servidor que lo envió no está en el registro SPF del dominio y ninguna firma DKIM es válida.',
    next: 'Envíe por el proveedor de la dirección From; o su administrador configura SPF y DKIM en el DNS.',
  },
  'provider.gmail.dmarc': {
    means: 'El dominio del remitente pide en su política DMARC que se rechace el correo no probado, y Gmail lo hace.',
    cause: 'El mensaje pasó por un servidor ajeno al dominio o lo cambió un reenvío.',
    next: 'Envíe por el proveedor propio del dominio; su administrador revisa SPF, DKIM y DMARC.',
  },
  'provider.gmail.unsolicited': {
    means: 'Gmail toma este mensaje por correo no solicitado.',
    cause: 'Su contenido, sus enlaces o la reputación del dominio o de la dirección IP.',
    next: 'Escríbalo de nuevo, más corto y sin enlaces; si el dominio es suyo, mire Google Postmaster Tools.',
  },
  'provider.gmail.unusual-rate': {
    means: 'Gmail limita el correo de esta dirección IP, dominio o remitente porque gran parte parece no solicitado.',
    cause: 'Un aumento repentino, una cuenta robada o falta de SPF y DKIM.',
    next: 'Se vuelve a intentar; el administrador busca una avalancha en la cola y mira Google Postmaster Tools.',
  },
  'provider.gmail.blocked-content': {
    means: 'Gmail no admite este contenido porque podría dañar al destinatario.',
    cause: 'Un programa, un script, un archivo comprimido con contraseña o una macro entre los adjuntos.',
    next: 'Ponga el archivo en un disco en línea y envíe su dirección.',
  },
  'provider.gmail.no-such-user': {
    means: 'No existe ese buzón en Google.',
    cause: 'Un error al escribirlo, o la cuenta se cerró.',
    next: 'Revise la dirección letra por letra; pregunte al destinatario por otra vía.',
  },
  'provider.gmail.inactive': {
    means: 'La cuenta de Google existe, pero no recibe correo.',
    cause: 'Lleva mucho sin usarse, o la ha desactivado Google o su organización.',
    next: 'Avise al destinatario por otra vía.',
  },
  'provider.gmail.full': {
    means: 'El almacenamiento de Google del destinatario está lleno.',
    cause: 'Correo, fotos y Drive comparten un mismo espacio.',
    next: 'Avise al destinatario por otra vía; envíe de nuevo cuando haya sitio.',
  },
  'provider.gmail.size': {
    means: 'El mensaje es mayor de lo que permite Google: unos 25 MB de adjuntos.',
    cause: 'Google los cuenta como se envían, en base64, un tercio mayores.',
    next: 'Ponga los archivos grandes en un disco en línea y envíe su dirección.',
  },
  'provider.gmail.header': {
    means: 'Gmail rechaza la cabecera del mensaje por no cumplir RFC 5322.',
    cause: 'Falta o se repite From o Message-ID, hay varias direcciones en From o una línea demasiado larga.',
    next: 'Avise al autor del programa que escribió el mensaje.',
  },
  'provider.gmail.relay': {
    means: 'El relay de Google no admite correo de esta dirección IP o de esta cuenta.',
    cause: 'El servidor que envía no está registrado en la administración de Workspace, o se autentica con otro dominio.',
    next: 'El administrador de Workspace registra la dirección IP en el servicio de relay SMTP.',
  },
  'provider.microsoft.basic-retired': {
    means: 'Microsoft ya no permite aquí que los programas entren con contraseña (autenticación básica); solo queda OAuth.',
    cause: 'Microsoft la ha desactivado en Outlook.com y Microsoft 365.',
    next: 'Use un acceso con OAuth, u otra vía de envío que ofrezca el administrador de la organización.',
  },
  'provider.microsoft.smtp-auth-off': {
    means: 'El envío con autenticación (SMTP AUTH) está desactivado en este buzón o en toda la organización.',
    cause: 'Microsoft 365 lo tiene así mientras un administrador no lo active.',
    next: 'El administrador activa «SMTP autenticado» para el buzón en el centro de administración de Microsoft 365.',
  },
  'provider.microsoft.security-defaults': {
    means: 'Una política de seguridad de la organización prohíbe este acceso.',
    cause: 'Los «valores predeterminados de seguridad» o el acceso condicional exigen un segundo factor, que una contraseña no da.',
    next: 'El administrador lo permite en esta cuenta, o use OAuth.',
  },
  'provider.microsoft.credentials': {
    means: 'Microsoft rechazó el usuario o la contraseña.',
    cause:
      'Un error al escribir, una contraseña cambiada, o una cuenta con verificación en dos pasos que necesita contraseña de aplicación u OAuth.',
    next: 'Pruebe lo mismo en outlook.com; use la dirección completa como usuario.',
  },
  'provider.microsoft.anonymous': {
    means: 'El servidor de Microsoft solo envía para cuentas autenticadas.',
    cause: 'La cuenta no tiene usuario y contraseña para enviar, o falló la autenticación anterior.',
    next: 'Ponga en la cuenta usuario y contraseña para enviar; mire la respuesta a AUTH.',
  },
  'provider.microsoft.send-as': {
    means: 'La cuenta autenticada no puede enviar como este remitente.',
    cause: 'La dirección From es de otro buzón o un alias sin el permiso «Enviar como».',
    next: 'Envíe con la dirección de la cuenta, o pida al administrador «Enviar como» en el otro buzón.',
  },
  'provider.microsoft.not-connected': {
    means: 'La contraseña es correcta, pero no se pudo abrir el buzón.',
    cause: 'IMAP está desactivado en él, la cuenta no tiene buzón o el usuario nombra mal un buzón compartido.',
    next: 'Compruebe en outlook.com que el buzón se abre y haga que activen IMAP en él; después, inténtelo de nuevo.',
  },
  'provider.microsoft.session-ended': {
    means: 'Microsoft ha terminado la sesión porque caducó el permiso de acceso.',
    cause: 'Un testigo OAuth dura cerca de una hora, o cambió la contraseña.',
    next: 'Se abre otra sesión; si se rechaza, inicie sesión de nuevo en la configuración de la cuenta.',
  },
  'provider.microsoft.recipient-not-found': {
    means: 'La organización de Exchange no tiene ese destinatario.',
    cause: 'Un error al escribirlo, o la persona se marchó; a veces, una dirección antigua recordada por el programa.',
    next: 'Escriba de nuevo la dirección en lugar de elegir la sugerida.',
  },
  'provider.microsoft.access-denied': {
    means: 'Microsoft 365 rechaza este destinatario antes del mensaje: la dirección no existe allí, o el dominio no está configurado.',
    cause: 'Así se rechaza en la entrada a los desconocidos; también un dominio cuyo DNS apunta a Microsoft antes de tiempo.',
    next: 'Revise la dirección; si es correcta, avise por otra vía al administrador del destinatario.',
  },
  'provider.microsoft.busy': {
    means: 'Microsoft 365 aplaza al servidor que envía.',
    cause: 'Aún no lo conoce, o recibe de él más de lo habitual.',
    next: 'Se vuelve a intentar; con una dirección IP nueva, el administrador aumenta el envío poco a poco.',
  },
  'provider.microsoft.ip-reputation': {
    means: 'Microsoft limita o bloquea el servidor que envía por su reputación.',
    cause: 'Salió spam de su dirección IP o de su red, o la dirección es nueva.',
    next: 'El administrador mira sendersupport.olc.protection.outlook.com y pide allí que la retiren de la lista.',
  },
  'provider.microsoft.banned-ip': {
    means: 'Microsoft 365 ha vetado la dirección IP del servidor que envía.',
    cause: 'Salió spam de ella.',
    next: 'El administrador elimina la causa y pide la retirada en sender.office.com.',
  },
  'provider.microsoft.bad-sender': {
    means: 'Microsoft ha bloqueado los envíos de esta cuenta.',
    cause: 'Envió demasiado o algo que parecía spam; a menudo otro tiene la contraseña.',
    next: 'Cambie la contraseña; después el administrador desbloquea la cuenta en «Entidades restringidas».',
  },
  'provider.microsoft.tenant-blocked': {
    means: 'Microsoft 365 no admite por ahora correo de toda esta organización.',
    cause: 'Envió demasiado, es nueva, o tiene un dominio o una dirección IP sin registrar.',
    next: 'El administrador de la organización busca cuentas robadas y pide al soporte de Microsoft que levante el bloqueo.',
  },
  'provider.microsoft.sending-limit': {
    means: 'La cuenta ha enviado lo que Microsoft permite.',
    cause: 'Demasiados destinatarios en un día, o demasiados mensajes en un minuto.',
    next: 'Espere hasta mañana; para envíos masivos use un servicio de listas.',
  },
  'provider.microsoft.concurrent': {
    means: 'Microsoft permite tres conexiones de envío a la vez por buzón.',
    cause: 'Otro programa o dispositivo envía con la misma cuenta.',
    next: 'Se vuelve a intentar.',
  },
  'provider.microsoft.forwarding': {
    means: 'La organización no permite reenviar automáticamente correo al exterior.',
    cause: 'Microsoft 365 lo prohíbe mientras un administrador no lo permita.',
    next: 'El dueño del reenvío consulta al administrador de la organización.',
  },
  'provider.microsoft.connector': {
    means: 'Microsoft 365 no sabe de qué organización es este correo, así que no lo transmite.',
    cause: 'El certificado o la dirección IP del conector no corresponde al servidor que envía.',
    next: 'El administrador de la organización corrige el conector de entrada.',
  },
  'provider.microsoft.relay': {
    means: 'El servidor Exchange no envía desde aquí a otros dominios.',
    cause: 'La sesión no se ha autenticado, o el conector de recepción no lo permite.',
    next: 'Haga que la cuenta se autentique antes de enviar; si no, el administrador cambia el conector.',
  },
  'provider.microsoft.restricted': {
    means: 'Este buzón o grupo solo admite correo de ciertos remitentes.',
    cause: 'Está abierto solo a su organización o a personas elegidas.',
    next: 'Pida al dueño del grupo que le admita, o escriba a un miembro.',
  },
  'provider.microsoft.dmarc': {
    means:
      'Microsoft rechaza correo cuyo remitente no está probado como exige la política DMARC del dominio, o su propia regla para grandes remitentes.',
    cause: 'SPF y DKIM fallan, o corresponden a otro dominio que el de la dirección From.',
    next: 'Envíe por el proveedor propio del dominio; su administrador configura SPF, DKIM y DMARC.',
  },
  'provider.microsoft.next-hop': {
    means: 'Microsoft 365 no pudo entregar el mensaje al servidor del destinatario.',
    cause: 'Ese servidor no responde, rechaza TLS, o su dominio no está en el DNS.',
    next: 'Revise el dominio de la dirección; después avise por otra vía al administrador del destinatario.',
  },
  'provider.microsoft.loop': {
    means: 'Dentro de Exchange el mensaje da vueltas en un bucle.',
    cause: 'Un dominio está mal marcado como interno o externo, o un reenvío vuelve atrás.',
    next: 'Avise por otra vía al administrador del destinatario.',
  },
  'provider.yahoo.sign-in': {
    means: 'Yahoo rechazó el acceso.',
    cause: 'Yahoo solo admite de los programas de correo contraseñas de aplicación y OAuth, y bloquea tras varios intentos fallidos.',
    next: 'Cree una contraseña de aplicación en la página de seguridad de su cuenta de Yahoo, introdúzcala aquí y espere un rato si hubo fallos.',
  },
  'provider.yahoo.deferred': {
    means: 'Yahoo aplaza el correo de este servidor (códigos TSS).',
    cause: 'Hubo quejas de usuarios, o envía más de lo habitual.',
    next: 'Se vuelve a intentar; si dura días, el administrador mira senders.yahooinc.com.',
  },
  'provider.yahoo.not-verified': {
    means: 'Yahoo no permite que la cuenta envíe con esta dirección From.',
    cause: 'La dirección no está verificada en la cuenta.',
    next: 'Use la dirección de la cuenta, o añada y verifique la otra en la configuración de Yahoo.',
  },
  'provider.yahoo.policy': {
    means: 'Yahoo rechaza el mensaje por su política.',
    cause: 'El remitente no está probado con SPF, DKIM y DMARC, o el contenido o la reputación hablan en contra.',
    next: 'Envíe por el proveedor de la dirección From; su administrador mira senders.yahooinc.com.',
  },
  'provider.yahoo.no-such-user': {
    means: 'No existe ese buzón en Yahoo.',
    cause: 'Un error al escribirlo, o la cuenta se cerró tras un año sin uso.',
    next: 'Revise la dirección; pregunte al destinatario por otra vía.',
  },
  'provider.apple.policy': {
    means: 'iCloud rechaza o aplaza el mensaje por su política.',
    cause: 'El contenido, la reputación del servidor que envía, o un remitente no probado con SPF, DKIM y DMARC.',
    next: 'Envíe por el proveedor de la dirección From; su administrador escribe a icloudadmin@apple.com con la línea.',
  },
  'provider.apple.relay-address': {
    means: 'Una dirección privada de Apple (Ocultar mi correo) solo admite remitentes registrados por la app de su dueño.',
    cause: 'Su dirección no está entre ellos, o el dueño desactivó la dirección.',
    next: 'Pida al destinatario su dirección habitual.',
  },
  'provider.yandex.access-off': {
    means: 'Yandex no deja entrar a programas de correo en esta cuenta.',
    cause: 'El acceso de programas está desactivado, o falta una contraseña de aplicación.',
    next: 'Actívelo en Yandex Mail, «Programas de correo», y cree una contraseña de aplicación.',
  },
  'provider.mailru.application-password': {
    means: 'Mail.ru solo admite de los programas de correo contraseñas de aplicación.',
    cause: 'Se usó la contraseña habitual.',
    next: 'Cree una contraseña para aplicaciones externas en la seguridad de la cuenta e introdúzcala aquí.',
  },
  'provider.netease.authorization-code': {
    means: 'QQ y NetEase (163) piden a los programas de correo un código de autorización en lugar de la contraseña.',
    cause: 'Se usó la contraseña habitual, o el servicio para programas está desactivado.',
    next: 'Active IMAP/SMTP en la configuración web e introduzca el código que muestra.',
  },
  'provider.gmx.no-service': {
    means: 'GMX, WEB.DE e IONOS no admiten correo de este cliente.',
    cause: 'Su dirección IP no tiene un nombre inverso correcto, es una conexión doméstica o tiene mala reputación.',
    next: 'Envíe por el servidor de su proveedor; el administrador sigue la dirección de la línea.',
  },
  'provider.zoho.unusual': {
    means: 'Zoho ha detenido un tiempo los envíos de esta cuenta.',
    cause: 'Envió mucho en poco tiempo, y eso parece inusual.',
    next: 'Espere unas horas; entre en la web y siga lo que pida Zoho; cambie la contraseña si no fue usted.',
  },
  'provider.zoho.relaying': {
    means: 'Zoho no permite que la cuenta envíe con esta dirección.',
    cause: 'La dirección From no es de la cuenta ni un alias suyo.',
    next: 'Use la dirección de la cuenta, o añada la otra como alias.',
  },
  'provider.orange.policy': {
    means: 'Orange limita o rechaza el correo de este servidor (códigos OFR).',
    cause: 'Demasiadas conexiones o mensajes, o mala reputación de su dirección IP.',
    next: 'Si el código empieza por 4, se vuelve a intentar; el administrador envía menos a la vez y mira postmaster.orange.fr.',
  },
  'provider.telekom.contact': {
    means: 'T-Online no admite correo de este servidor.',
    cause: 'Su dirección IP no se conoce allí, su web no tiene aviso legal o tiene mala reputación.',
    next: 'El administrador escribe a tosa@rx.t-online.de y pide la admisión.',
  },
  'provider.amazon.not-verified': {
    means: 'Amazon SES no conoce esta dirección o dominio del remitente.',
    cause: 'No está verificado en la región, o la cuenta sigue en el entorno de pruebas y solo puede escribir a destinatarios verificados.',
    next: 'El administrador lo verifica en la consola de SES, o pide allí el acceso de producción.',
  },
  'provider.amazon.throttled': {
    means: 'Amazon SES no permite más de momento.',
    cause: 'Se agotó el ritmo por segundo o la cuota diaria.',
    next: 'Se vuelve a intentar; si ocurre a menudo, el administrador pide más cuota.',
  },
  'provider.proofpoint.blocked': {
    means: 'Un filtro de Proofpoint delante del destinatario bloquea el servidor que envía.',
    cause: 'Su dirección IP tiene allí mala reputación.',
    next: 'El administrador pide que la retiren en ipcheck.proofpoint.com.',
  },
  'provider.mimecast.policy': {
    means: 'Un filtro de Mimecast delante del destinatario rechaza o aplaza el mensaje por una regla de su organización.',
    cause: 'Un remitente bloqueado, un destinatario desconocido o una lista gris.',
    next: 'Pida al destinatario que su administrador permita su dirección.',
  },
  'provider.text.dynamic-address': {
    means: 'El servidor no admite correo directo de conexiones domésticas y móviles.',
    cause: 'La dirección IP está en una lista de esas direcciones (PBL), lo que no es un reproche.',
    next: 'Envíe por el servidor de su proveedor, puerto 465 o 587, con usuario y contraseña.',
  },
  'provider.text.spamhaus': {
    means: 'El servidor que envía está en una lista de bloqueo de Spamhaus.',
    cause: 'Salió spam o malware de su dirección IP o dominio, o es una conexión doméstica.',
    next: 'Consulte la dirección en check.spamhaus.org; el administrador elimina la causa y pide allí la retirada.',
  },
  'provider.text.barracuda': {
    means: 'El servidor que envía está en la lista de bloqueo de Barracuda, o un filtro suyo detuvo el mensaje.',
    cause: 'Salió spam de su dirección IP.',
    next: 'El administrador consulta la dirección en barracudacentral.org y pide allí la retirada.',
  },
  'provider.text.blocklist': {
    means: 'El servidor que envía está en una lista de bloqueo que usa este servidor.',
    cause: 'Salió spam de su dirección IP, de su red o de un dominio del mensaje.',
    next: 'Siga la dirección de la línea; el administrador elimina la causa y pide la retirada a la lista.',
  },
  'provider.text.greylist': {
    means: 'Lista gris (greylisting): el servidor despide una vez a todo remitente desconocido y admite el segundo intento.',
    cause: 'Los programas de spam rara vez lo intentan dos veces.',
    next: 'Se vuelve a intentar, casi siempre con éxito a los cinco o quince minutos.',
  },
  'provider.text.relay': {
    means: 'El servidor no transmite por usted correo a este dominio: no es suyo y la sesión no se ha autenticado.',
    cause: 'La cuenta envía sin usuario y contraseña, o el servidor es otro.',
    next: 'Ponga en la cuenta usuario y contraseña para enviar, o el servidor de su proveedor.',
  },
  'provider.text.recipient-table': {
    means: 'El servidor es responsable de este dominio, pero su tabla de buzones (Postfix) no contiene la dirección.',
    cause: 'Un error al escribirla, o el buzón no se creó o ya no está.',
    next: 'Revise la dirección; en un servidor propio, mire virtual_mailbox_maps o local_recipient_maps.',
  },
  'provider.text.user-unknown': {
    means: 'El servidor no conoce a ese destinatario.',
    cause: 'Un error antes de la arroba, o el buzón ya no está.',
    next: 'Corrija la dirección o pregunte al destinatario por otra vía.',
  },
  'provider.text.not-owned': {
    means: 'La cuenta autenticada no puede usar esta dirección de remitente.',
    cause: 'La dirección From es de otra cuenta u otro dominio del servidor.',
    next: 'Use como remitente la dirección de la cuenta, o pida al administrador que permita la otra.',
  },
  'provider.text.not-logged-in': {
    means: 'Esta dirección de remitente solo puede usarse tras autenticarse.',
    cause: 'Es de un buzón de este servidor y la sesión no se ha autenticado.',
    next: 'Ponga en la cuenta usuario y contraseña para enviar.',
  },
  'provider.text.sender-verify': {
    means: 'El servidor preguntó al servidor del propio remitente si la dirección existe y no obtuvo un sí.',
    cause: 'La dirección del remitente está mal escrita o no recibe correo, o su servidor no responde a esas preguntas.',
    next: 'Revise la dirección del remitente en la configuración; su administrador mira por qué rechaza los rebotes.',
  },
  'provider.text.sender-domain': {
    means: 'El servidor no encuentra en el DNS el dominio del remitente.',
    cause: 'Un error en la dirección de la cuenta, o el dominio ha caducado.',
    next: 'Corrija la dirección del remitente; si el dominio es suyo, que el administrador revise su DNS.',
  },
  'provider.text.recipient-domain': {
    means: 'El servidor no encuentra en el DNS el dominio del destinatario.',
    cause: 'Un error tras la arroba, o el dominio ha caducado.',
    next: 'Corrija la parte tras la arroba o pregunte al destinatario por otra vía.',
  },
  'provider.text.helo-name': {
    means: 'El servidor quiere tras HELO o EHLO un nombre de equipo completo, con un punto.',
    cause: 'El cliente dio un nombre suelto como «localhost» o el del propio ordenador.',
    next: 'Autentíquese antes de enviar, con lo que casi todos los servidores lo admiten; a mano, salude con un nombre completo o [192.0.2.7].',
  },
  'provider.text.helo-refused': {
    means: 'El servidor no acepta el nombre que dio el cliente tras HELO o EHLO.',
    cause: 'No está en el DNS, es el del propio servidor o figura en una lista.',
    next: 'A mano, salude con el nombre real del cliente; el administrador da al servidor que envía un nombre que esté en el DNS.',
  },
  'provider.text.reverse-dns': {
    means: 'El servidor no encuentra un nombre correcto para la dirección IP del servidor que envía.',
    cause: 'Falta la entrada inversa (PTR), o el nombre no lleva de vuelta a la dirección.',
    next: 'El administrador pide el PTR al dueño de la red; desde casa, envíe por el servidor de su proveedor.',
  },
  'provider.text.spf': {
    means: 'SPF falló: el dominio del remitente no incluye el servidor que lo envió.',
    cause: 'Envía con esta dirección por el servidor de otro proveedor, o lo hizo un reenvío.',
    next: 'Envíe por el proveedor de la dirección; o su administrador añade el servidor al registro SPF.',
  },
  'provider.text.dmarc': {
    means: 'DMARC falló: ni SPF ni DKIM prueba el dominio de la dirección From, y el dominio pide rechazar ese correo.',
    cause: 'El mensaje pasó por un servidor ajeno al dominio, o lo cambió una lista de correo.',
    next: 'Envíe por el proveedor propio del dominio; su administrador revisa SPF, DKIM y DMARC.',
  },
  'provider.text.size': {
    means: 'El mensaje es mayor de lo que permite el servidor o el buzón.',
    cause: 'Los adjuntos crecen un tercio al enviarse.',
    next: 'Redúzcalos, o ponga los archivos en un disco en línea y envíe su dirección.',
  },
  'provider.text.full': {
    means: 'El buzón del destinatario está lleno.',
    cause: 'Se ha agotado su espacio.',
    next: 'Avise al destinatario por otra vía; envíe de nuevo cuando haya sitio.',
  },
  'provider.text.disk-full': {
    means: 'Está lleno el disco del propio servidor, no el buzón.',
    cause: 'Su cola o almacenamiento no tiene sitio.',
    next: 'Si el código empieza por 4, se vuelve a intentar; si dura horas, avise al administrador de ese servidor.',
  },
  'provider.text.virus': {
    means: 'El servidor encontró malware en el mensaje, o eso cree.',
    cause: 'Un adjunto o un enlace parece peligroso a su escáner.',
    next: 'Revise este ordenador con un antivirus; envíe el contenido en otro formato.',
  },
  'provider.text.spam': {
    means: 'Un filtro del servidor toma el mensaje por spam.',
    cause: 'Sus palabras, sus enlaces o la reputación del servidor que envía.',
    next: 'Escríbalo de nuevo con menos enlaces e imágenes, o avise al destinatario por otra vía.',
  },
  'provider.text.attachment': {
    means: 'El servidor no admite un adjunto de este tipo.',
    cause: 'A menudo se prohíben programas, scripts, macros y archivos comprimidos con clave.',
    next: 'Envíelo en otro formato, o ponga el archivo en un disco en línea y envíe su dirección.',
  },
  'provider.text.rate': {
    means: 'Se alcanzó un límite de envío: tantos mensajes o destinatarios por hora o por día.',
    cause: 'Un envío masivo, u otra persona que usa la cuenta.',
    next: 'Espere a que pase el plazo; si no envió tanto, cambie la contraseña.',
  },
  'provider.text.connections': {
    means: 'Hay demasiadas conexiones abiertas en el servidor desde esta dirección.',
    cause: 'Varios programas o dispositivos envían o leen a la vez, o sesiones antiguas no han terminado.',
    next: 'Se vuelve a intentar; cierre otros programas de correo de esta red.',
  },
  'provider.text.errors': {
    means: 'El servidor cierra tras demasiados comandos rechazados.',
    cause: 'Muchos destinatarios incorrectos, autenticaciones fallidas o comandos mal escritos en una sesión.',
    next: 'Mire los rechazos anteriores a esta línea; corríjalos y vuelva a intentarlo.',
  },
  'provider.text.sign-ins': {
    means: 'El servidor ha dejado de admitir un tiempo accesos desde aquí.',
    cause: 'Fallaron demasiados intentos, quizá de otro dispositivo con una contraseña antigua.',
    next: 'Corrija la contraseña en todas partes y espere desde unos minutos hasta una hora.',
  },
  'provider.text.account-locked': {
    means: 'La cuenta está bloqueada o inactiva.',
    cause: 'La bloqueó el proveedor, a menudo tras envíos sospechosos o un impago.',
    next: 'Entre en la web del proveedor y siga lo que diga, o consulte a su soporte.',
  },
  'provider.text.starttls-first': {
    means: 'Hay que cifrar la conexión antes de este comando.',
    cause: 'La sesión va en claro.',
    next: 'Elija STARTTLS, o TLS con su propio puerto, en la configuración de la cuenta.',
  },
  'provider.text.sign-in-first': {
    means: 'El servidor solo lo admite tras autenticarse.',
    cause: 'La cuenta no tiene usuario y contraseña para enviar, o falló antes la autenticación.',
    next: 'Ponga en la cuenta usuario y contraseña para enviar.',
  },
  'provider.text.access-denied': {
    means: 'Las reglas de acceso del servidor excluyen a este cliente, remitente o destinatario.',
    cause: 'Una regla de su administrador, o una lista de direcciones no deseadas.',
    next: 'Consulte al administrador de ese servidor, con esta línea.',
  },
  'provider.text.loop': {
    means: 'El mensaje pasó por demasiados servidores: da vueltas en un bucle.',
    cause: 'Dos direcciones o servidores se lo reenvían el uno al otro.',
    next: 'Avise al destinatario, que quizá puso el reenvío, o al administrador de ese dominio.',
  },
  'provider.text.no-recipients': {
    means: 'No se aceptó ningún destinatario, así que no hay a quién enviar el mensaje.',
    cause: 'Antes se rechazaron todos los destinatarios.',
    next: 'Mire las respuestas a RCPT TO y corrija las direcciones.',
  },
  'provider.text.local-problem': {
    means: 'De momento algo no funciona dentro del servidor: una tabla, un directorio o su configuración.',
    cause: 'Está caída una base de usuarios o un servicio de detrás.',
    next: 'Se vuelve a intentar; si dura, avise al administrador de ese servidor.',
  },
  'provider.text.timeout': {
    means: 'El servidor esperó demasiado la línea siguiente y cierra la conexión.',
    cause: 'El cliente calló durante minutos, o la red se detuvo.',
    next: 'Se abre otra conexión cuando haga falta.',
  },
  'provider.text.line-format': {
    means: 'El servidor rechaza cómo están escritas las líneas del mensaje.',
    cause: 'Una línea de más de 998 caracteres, o un final de línea que no es CRLF.',
    next: 'Envíelo de nuevo en texto sencillo; avise al autor del programa que lo escribió.',
  },
  'provider.text.too-early': {
    means: 'El cliente habló antes de su turno: antes del saludo, o sin esperar una respuesta obligada.',
    cause: 'Muchos programas de spam lo hacen, así que el servidor lo rechaza.',
    next: 'A mano: espere cada respuesta antes del comando siguiente.',
  },
};
