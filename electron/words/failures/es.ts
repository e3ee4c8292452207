/** Failures in Spanish. */
import type { FailureWords } from '../failure-words.ts';

export const failuresSpanish: FailureWords = {
  theServer: 'el servidor',
  theProtocol: 'el protocolo',
  theCommand: 'un comando',
  unknown: 'desconocido',
  again: {
    byItself: 'Postglass lo vuelve a intentar por sí mismo.',
    at: 'Postglass lo vuelve a intentar por sí mismo; próximo intento: {time}.',
    kept: 'Queda en la bandeja de salida de esta carpeta de datos: el próximo `send` después de las {time} lo vuelve a intentar, y también Postglass si se inicia con esta carpeta.',
    nobody: 'Inténtelo más tarde.',
  },
  owner: ' (proceso {pid})',
  validity: { expired: 'caducó el {date}', early: 'no es válido antes del {date}', unknown: 'no es válido hoy' },
  damagedUserData: {
    happened: 'El archivo con las cuentas, los borradores, la bandeja de salida y el correo que solo está en este equipo está dañado.',
    next: 'Cierre Postglass y reponga user-data.sqlite de una copia de seguridad de la carpeta de datos; no lo elimine: quizá aún pueda leerse con las herramientas de SQLite.',
  },
  missingUserData: {
    happened: 'Falta el archivo con sus cuentas, borradores y bandeja de salida, o está vacío: {detail.path}.',
    next: 'Recupere user-data.sqlite (keep.sqlite en versiones anteriores) de una copia de la carpeta de datos e inicie otra vez. Para empezar de cero, saque también {detail.cache} de la carpeta.',
  },
  doubledUserData: {
    happened:
      'Sus cuentas, borradores y bandeja de salida están dos veces en la carpeta de datos: {detail.path} y {detail.former}, de una versión anterior.',
    next: 'Haga una copia de ambos archivos, saque de la carpeta el que no quiera e inicie otra vez.',
  },
  where: { anywhere: 'en los ajustes de la cuenta', settings: 'aquí' },
  unnamed: {
    'recipients-refused': {
      happened: '{server} no ha aceptado a los destinatarios.',
      next: 'Corrija las direcciones; el motivo está en las respuestas del servidor.',
    },
    'recipients-blocked': {
      happened: '{server} no acepta este mensaje para sus destinatarios.',
      next: 'Lea el motivo en las respuestas del servidor; pregunte a quien lo administra o póngase en contacto por otra vía.',
    },
  },
  sentences: {
    'input-invalid': {
      happened: 'Lo introducido no es válido ({detail.path}: {detail.message}).',
      next: 'Corríjalo e inténtelo de nuevo.',
    },
    'not-found': { happened: 'Esto ya no está aquí.', next: 'Puede que se haya quitado en otra ventana; elija otra cosa.' },
    cancelled: { happened: 'Se ha cancelado.', next: 'Vuelva a iniciarlo cuando lo quiera.' },
    'too-late': { happened: 'Ya es tarde para deshacerlo.', next: 'Lo hecho queda hecho; mire lo que ha respondido el servidor.' },
    internal: {
      happened: 'Ha ocurrido un error dentro de Postglass ({detail.message}).',
      next: 'Inténtelo de nuevo; si se repite, comuníquelo con la transcripción.',
    },
    'capability-missing': {
      happened: 'Este equipo o navegador no ofrece lo que hace falta para eso.',
      next: 'Use el programa de escritorio o hágalo a mano.',
    },
    'pattern-invalid': {
      happened: 'No es una expresión regular: {detail.message}.',
      next: 'Corríjala, o escriba \\ delante del signo que quiera decir lo que es, como ( o *.',
    },
    'secret-not-held': {
      happened: 'El almacén de contraseñas no tiene lo que aquí se ha tapado.',
      next: 'Tiene la contraseña actual de la cuenta, tal como la escribe un inicio de sesión; no se puede mostrar una ficha, una prueba con partes aleatorias ni una contraseña anterior.',
    },
    'too-soon': {
      happened: 'Hace menos de un segundo que se pidió un secreto.',
      next: 'Espere un segundo e inténtelo de nuevo: Postglass muestra como máximo uno por segundo.',
    },
    'pattern-too-slow': {
      happened: 'La expresión regular es demasiado lenta: se ha interrumpido la búsqueda.',
      next: 'Escríbala sin repeticiones dentro de repeticiones, como (a+)+, o busque en una sola sesión.',
    },
    'uidl-missing': {
      happened: '{server} no da a sus mensajes identificadores permanentes (UIDL).',
      next: 'El correo se recibe de todos modos; Postglass compara cada vez todos los mensajes para saber cuáles son nuevos, y por eso tarda más.',
    },
    'provisioning-invalid': {
      happened: 'El archivo de cuentas está mal en {detail.path}: {detail.message}.',
      next: 'Corrija ese campo; no se ha usado nada del archivo.',
    },
    offline: {
      happened: 'Este equipo no tiene red.',
      next: 'El correo está aquí para leerlo; lo que cambie y envíe saldrá cuando vuelva la red.',
    },
    'host-not-found': {
      happened: 'No se ha encontrado ninguna dirección para {host}.',
      next: 'Compruebe cómo está escrito el nombre y su DNS.',
    },
    'name-lookup-failed': {
      happened: 'No se ha podido consultar la dirección de {host}: no ha respondido ningún servidor de nombres.',
      next: 'Compruebe la red y el DNS de este equipo. {again}',
    },
    'network-unreachable': {
      happened: 'Este equipo no ha encontrado ninguna ruta hasta {server}.',
      next: 'Compruebe la red, una VPN o un cortafuegos y si el servidor solo tiene una dirección IPv6 a la que esta red no llega. {again}',
    },
    'connection-refused': {
      happened: '{server} ha rechazado la conexión.',
      next: 'Compruebe el puerto; puede que el servicio no esté en marcha o que un cortafuegos bloquee la conexión.',
    },
    'connection-timeout': {
      happened: '{server} no ha respondido a tiempo.',
      next: 'Compruebe servidor, puerto y cortafuegos e inténtelo de nuevo.',
    },
    'connection-lost': {
      happened: 'Se ha perdido la conexión con {server}.',
      next: '{again} No se ha perdido ningún correo.',
    },
    'connection-stalled': {
      happened: '{server} se ha parado a medias y no ha enviado nada más.',
      next: 'Postglass ha cerrado la conexión. {again}',
    },
    'tls-expected': {
      happened: '{server} no ha dicho nada; puede que espere TLS.',
      next: 'Elija TLS {where} o el puerto que corresponde a lo elegido allí (con STARTTLS: IMAP 143, POP3 110, SMTP 587; con TLS: 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'No se ha podido establecer una conexión segura con {server}.',
      next: 'Compruebe que este puerto habla TLS; STARTTLS y TLS usan puertos distintos.',
    },
    'certificate-untrusted': {
      happened: 'El certificado de {server} no está firmado por ninguna autoridad en la que confíe este equipo.',
      next: 'Mire la cadena de certificados; acéptelo para este servidor solo si sabe que es el correcto.',
    },
    'certificate-expired': {
      happened: 'El certificado de {server} {validity}.',
      next: 'Pida a quien administra el servidor que lo renueve y compruebe el reloj de este equipo.',
    },
    'certificate-wrong-name': {
      happened: 'El certificado de {server} se emitió para otro nombre.',
      next: 'Use un nombre que figure en el certificado o pregunte a quien administra el servidor.',
    },
    'certificate-changed': {
      happened: 'El certificado de {server} no es el que usted aceptó.',
      next: 'Averigüe por qué ha cambiado antes de aceptar el nuevo.',
    },
    'starttls-missing': {
      happened: '{server} no ofrece STARTTLS, que esta cuenta exige; no se ha enviado la contraseña.',
      next: 'Use el puerto TLS o pregunte a quien administra el servidor; alguien podría estar manipulando la conexión.',
    },
    'starttls-refused': {
      happened: '{server} ha rechazado STARTTLS, que esta cuenta exige; no se ha enviado la contraseña.',
      next: 'Use el puerto TLS o pregunte a quien administra el servidor.',
    },
    'data-before-tls': {
      happened:
        '{server} ha enviado datos antes de que la conexión estuviera cifrada; un atacante en el camino podría haberlos introducido.',
      next: 'No se ha usado nada de ello; pruebe con otra red y avise a quien administra el servidor.',
    },
    'preauth-refused': {
      happened: '{server} ha dicho que la sesión ya estaba iniciada antes de que la conexión estuviera cifrada.',
      next: 'No se ha enviado nada; pruebe con otra red y avise a quien administra el servidor.',
    },
    'greeting-refused': {
      happened: '{server} ha rechazado la conexión con su primera respuesta.',
      next: 'Lea su motivo más abajo; inténtelo más tarde.',
    },
    'server-alert': { happened: '{server} tiene un mensaje para usted.', next: 'Léalo más abajo; puede pedirle que haga algo.' },
    'authentication-refused': {
      happened: '{server} no ha aceptado el usuario o la contraseña.',
      next: 'Compruebe ambos {where}.',
    },
    'authentication-unavailable': {
      happened: '{server} no puede comprobar contraseñas en este momento.',
      next: '{again}',
    },
    'mechanism-missing': {
      happened: '{server} no ofrece ninguna forma de iniciar sesión que esta cuenta permita.',
      next: 'Elija «Automática» o uno de los mecanismos que anuncia el servidor.',
    },
    'password-missing': { happened: 'No se conoce la contraseña de esta cuenta.', next: 'Introdúzcala {where}.' },
    'password-bound': {
      happened: 'La contraseña de {detail.account} se dio para {detail.server}, y para una conexión al menos tan protegida como allí.',
      next: 'Conéctese a ese servidor e inicie antes TLS si la cuenta lo usa.',
    },
    'login-put-off': {
      happened: '{server} no permite por ahora que esta cuenta inicie sesión.',
      next: 'El servidor no ha dicho que la contraseña sea incorrecta. {again}',
    },
    'sign-in-required': {
      happened: '{server} solo acepta correo de quien ha iniciado sesión.',
      next: 'Introduzca {where} el usuario y la contraseña para enviar.',
    },
    'sign-in-not-offered': {
      happened: '{server} no ofrece ninguna forma de iniciar sesión en este puerto.',
      next: 'Use el puerto destinado al envío (587 con STARTTLS, 465 con TLS); deje vacío el usuario si el servidor no lo pide.',
    },
    'sign-in-refused': {
      happened: '{server} no le ha permitido iniciar sesión.',
      next: 'Lea su motivo más abajo y pregunte a quien administra el servidor.',
    },
    'app-password-needed': {
      happened: '{server} no acepta de un programa de correo la contraseña habitual de la cuenta.',
      next: 'Cree una contraseña de aplicación en las páginas web del proveedor e introdúzcala {where}.',
    },
    'password-sign-in-off': {
      happened: '{server} no permite que esta cuenta inicie sesión con contraseña (la autenticación básica está desactivada allí).',
      next: 'Pida a quien administra el servidor que permita SMTP con contraseña para esta cuenta o envíe por otro servidor.',
    },
    'mechanism-refused': {
      happened: '{server} no acepta la forma de iniciar sesión que se ha usado ({command}).',
      next: 'Elija otro mecanismo {where} o compruebe que este puerto es para enviar con contraseña.',
    },
    'encryption-required': {
      happened: '{server} exige antes una conexión cifrada.',
      next: 'Elija STARTTLS o TLS {where}.',
    },
    'command-refused': { happened: '{server} ha rechazado {command}.', next: 'Lea su motivo más abajo.' },
    'temporarily-refused': { happened: '{server} pide que se intente más tarde.', next: '{again}' },
    greylisted: {
      happened: '{server} aplaza el correo de remitentes que aún no conoce (greylisting, lista gris) y pide que se intente más tarde.',
      next: '{again}',
    },
    'protocol-violation': {
      happened: '{server} ha enviado algo que {protocol} no permite.',
      next: 'Compruebe que servidor y puerto son de este protocolo; la transcripción muestra lo que ha llegado.',
    },
    'limit-exceeded': {
      happened: '{server} ha enviado más de lo que Postglass admite de una vez.',
      next: 'La transcripción muestra lo que ha llegado; no se ha usado nada de ello.',
    },
    'too-many-consoles': { happened: 'Ya hay {detail.limit} consolas abiertas.', next: 'Cierre una de ellas.' },
    'console-idle': {
      happened: 'Nadie ha dicho nada durante {detail.minutes} minutos.',
      next: 'Postglass ha cerrado la conexión; conéctese de nuevo.',
    },
    'address-invalid': {
      happened: '«{detail.piece}» no es una dirección a la que se pueda enviar correo.',
      next: 'Corríjala y vuelva a enviar.',
    },
    'sender-refused': {
      happened: '{server} no acepta correo de esta dirección.',
      next: 'Compruebe la dirección de la cuenta y si hay que iniciar sesión para enviar.',
    },
    'recipients-refused': {
      happened: '{server} no ha aceptado a estos destinatarios: {detail.addresses}.',
      next: 'Corrija las direcciones; el motivo figura junto a cada una.',
    },
    'recipients-blocked': {
      happened: '{server} no acepta este mensaje para: {detail.addresses}.',
      next: 'El motivo figura junto a cada uno; pregunte a quien administra el servidor o póngase en contacto por otra vía.',
    },
    'mailbox-full': {
      happened: 'El buzón de un destinatario está lleno.',
      next: 'Póngase en contacto con el destinatario por otra vía o envíelo de nuevo cuando haya espacio.',
    },
    'smtputf8-missing': {
      happened: '{server} no acepta direcciones con letras fuera de ASCII (no ofrece SMTPUTF8).',
      next: 'Use una dirección en ASCII para este destinatario o envíe por otro servidor.',
    },
    'message-refused': {
      happened: '{server} ha rechazado el mensaje.',
      next: 'Lea su motivo más abajo; cambie el mensaje y envíelo de nuevo.',
    },
    'message-too-large': { happened: 'El mensaje es mayor de lo que admite {server}.', next: 'Envíe menos adjuntos o más pequeños.' },
    'draft-too-large': {
      happened: 'Esto es demasiado para un solo mensaje.',
      next: 'Adjunte un archivo más pequeño o escriba a menos personas a la vez. No se ha cambiado nada.',
    },
    'outcome-unknown': {
      happened: 'La conexión se ha perdido después de enviar el mensaje entero, así que no se sabe si {server} lo ha aceptado.',
      next: 'Postglass no lo reenvía por sí mismo; compruebe si ha llegado y elija después en la bandeja de salida qué hacer.',
    },
    'sent-since-copy': {
      happened:
        'La bandeja de salida se ha restaurado de una copia, y este mensaje se ha enviado después de hacerla: puede que haya llegado.',
      next: 'Postglass no lo reenvía por sí mismo; compruebe si ha llegado y elija después en la bandeja de salida qué hacer.',
    },
    'handed-over': {
      happened: 'El mensaje se está entregando al servidor, o ya se ha entregado, y no se puede cancelar.',
      next: 'Espere la respuesta del servidor; aparecerá en la bandeja de salida.',
    },
    'retries-exhausted': {
      happened: '{server} ha aplazado este mensaje demasiadas veces.',
      next: 'Lea su motivo más abajo y envíe el mensaje de nuevo más tarde.',
    },
    'uid-validity-changed': {
      happened: 'UIDVALIDITY ha cambiado: el servidor ha renumerado esta carpeta.',
      next: 'Se está leyendo de nuevo; no hay que hacer nada.',
    },
    'mailbox-changed': {
      happened: 'La cuenta {detail.account} se ha cambiado a otro buzón, por eso este cambio no se ha hecho.',
      next: 'Hágalo en un programa que todavía lea el buzón anterior, si aún lo quiere.',
    },
    'message-held-back': {
      happened: '{server} no entrega este mensaje por ahora.',
      next: 'El motivo está abajo. A los demás mensajes no les afecta; Postglass volverá a pedir este, cada vez con menos frecuencia.',
    },
    'message-gone': { happened: 'Este mensaje ya no está en el servidor.', next: 'Otro programa lo ha quitado o movido.' },
    'message-longer-than-announced': {
      happened: '{server} ha anunciado un mensaje de {detail.announced} octetos y ha enviado más de {detail.limit}.',
      next: 'No se ha guardado nada de él y sigue en el servidor; la transcripción muestra lo que ha llegado.',
    },
    'list-outdated': { happened: 'La lista ha cambiado desde que se mostró.', next: 'Véala de nuevo y elija otra vez.' },
    'folder-gone': { happened: 'Esta carpeta ya no está en el servidor.', next: 'Otro programa la ha quitado o le ha cambiado el nombre.' },
    'folder-missing': {
      happened: 'El servidor no tiene carpeta para esto y no ha querido crearla.',
      next: 'Créela en el servidor e inténtelo de nuevo.',
    },
    'folder-refused': {
      happened: '{server} no abre la carpeta «{detail.folder}».',
      next: 'Lea su motivo más abajo. Las demás carpetas no se ven afectadas; Postglass vuelve a intentar esta en cada sincronización.',
    },
    'folder-name-unusable': {
      happened: 'El nombre que el servidor da a la carpeta «{detail.folder}» no se puede usar.',
      next: 'Cámbielo con otro programa; las demás carpetas no se ven afectadas.',
    },
    'messages-undelivered': {
      happened: '{server} no ha entregado {detail.count} de los mensajes de «{detail.folder}».',
      next: 'Todos los demás han llegado; Postglass vuelve a pedir estos, de uno en uno y después de los demás.',
    },
    'message-too-large-to-keep': {
      happened: 'El mensaje es demasiado grande para guardarlo: {detail.megabytes} MB.',
      next: 'Se queda en el servidor; Postglass guarda mensajes de hasta {detail.limit} MB.',
    },
    'messages-too-large-to-keep': {
      happened: 'Mensajes de «{detail.folder}» demasiado grandes para guardarlos: {detail.count}, el mayor de {detail.megabytes} MB.',
      next: 'Se quedan en el servidor; Postglass guarda mensajes de hasta {detail.limit} MB. Todos los demás han llegado.',
    },
    'quota-exceeded': {
      happened: '{server} dice que este buzón está lleno.',
      next: 'Elimine el correo que ya no haga falta o pida más espacio.',
    },
    'copy-kept-here': {
      happened: 'El mensaje se ha enviado, pero {server} no ha aceptado la copia para la carpeta de enviados.',
      next: 'La copia queda solo en este equipo, en la carpeta de enviados.',
    },
    'message-unparsable': {
      happened: 'Este mensaje está demasiado dañado o es demasiado complejo para mostrarlo.',
      next: 'Aún se pueden leer sus cabeceras y su código fuente.',
    },
    'not-a-notice': {
      happened: 'Este mensaje no es un aviso sobre correo.',
      next: 'Indique una notificación de entrega u otra respuesta de un programa de correo.',
    },
    'not-a-message': {
      happened: 'Este archivo no es un mensaje de correo.',
      next: 'Un mensaje empieza con campos de cabecera como From y Date; casi todos los programas lo guardan con la extensión .eml.',
    },
    'remote-content-refused': {
      happened: 'No se puede cargar el contenido remoto de este mensaje.',
      next: 'Abra el enlace en un navegador si confía en él.',
    },
    'port-taken': {
      happened: 'Otro programa usa el puerto {detail.port} de este equipo.',
      next: 'Cierre ese programa o elija otros puertos para el servidor de prácticas.',
    },
    'port-forbidden': {
      happened: 'En este sistema solo un administrador puede abrir el puerto {detail.port}.',
      next: 'Elija otros puertos para el servidor de prácticas: desde el 1024 son de todos.',
    },
    'disk-full': { happened: 'El disco está lleno.', next: 'Libere espacio; Postglass continúa donde se quedó.' },
    'data-folder-locked': {
      happened: 'Postglass ya está en marcha con esta carpeta de datos{owner}.',
      next: 'Use esa ventana o ciérrela antes.',
    },
    'data-folder-newer': {
      happened: 'Esta carpeta de datos es de una versión más nueva de Postglass.',
      next: 'Actualice el programa; la carpeta no se ha tocado.',
    },
    'data-folder-not-yours': {
      happened:
        'La carpeta de datos está abierta a otros usuarios de este equipo: {detail.path} pertenece a otro usuario, u otros pueden escribir en ella.',
      next: 'Elija una carpeta propia con --data-dir o quite los permisos a los demás (chmod go-w).',
    },
    'data-folder-unwritable': {
      happened: 'No se puede escribir en la carpeta de datos.',
      next: 'Compruebe sus permisos o elija otra con --data-dir.',
    },
    'database-corrupt': {
      happened: 'La caché de este equipo está dañada.',
      next: 'Restablezca la caché: el correo se lee de nuevo del servidor; los borradores, la bandeja de salida y el correo que solo está aquí permanecen.',
    },
    'database-busy': {
      happened: 'Otro programa está usando la base de datos de correo de este equipo.',
      next: 'Ciérrelo (un programa de copias de seguridad o una herramienta de bases de datos). {again}',
    },
    'storage-interrupted': {
      happened: 'La parte de Postglass que escribe en el disco ha tenido que reiniciarse.',
      next: 'No se ha perdido nada de lo guardado; compruebe si su última acción se ha hecho y, si no, repítala.',
    },
    'storage-lost': {
      happened: 'La parte de Postglass que escribe en el disco se ha detenido y no puede reiniciarse.',
      next: 'No se ha perdido nada de lo guardado. Inténtelo otra vez; si no ayuda, cierre Postglass y compruebe si el disco tiene errores.',
    },
    'closing-unfinished': {
      happened: 'Postglass no ha terminado de cerrarse en {detail.seconds} segundos y se ha detenido.',
      next: 'No se ha perdido nada de lo guardado. Si vuelve a ocurrir, compruebe si el disco tiene errores.',
    },
    'record-unreadable': {
      happened: 'Esta entrada está dañada: solo se ha podido leer una parte.',
      next: 'Edítela y compruebe si falta algo, o cancélela. Postglass no la envía por sí mismo.',
    },
    'not-a-mailbox': {
      happened: 'El archivo no es un buzón: en el octeto {detail.offset} no empieza ningún mensaje.',
      next: 'Compruebe que es un archivo en formato mbox. No se ha cambiado nada en él.',
    },
    'not-a-maildir': {
      happened: '{detail.path} no es un Maildir: no tiene las carpetas cur y new.',
      next: 'Elija la carpeta que contiene cur, new y tmp.',
    },
    'mailbox-read-only': {
      happened: 'Este buzón es aquí de solo lectura, por eso no se ha cambiado {detail.path}.',
      next: 'Para cambiarlo, permita cambios en la cuenta; para un archivo mbox tiene que estar instalado el programa dotlockfile.',
    },
    'mailbox-locked': {
      happened: 'Otro programa tiene bloqueado el buzón {detail.path}.',
      next: 'Sus cambios esperan y Postglass lo intenta de nuevo. Si dura, cierre el otro programa de correo o pregunte al administrador por el archivo de bloqueo que está junto al buzón.',
    },
    'mailbox-disturbed': {
      happened: 'Otro programa ha escrito en {detail.path} mientras Postglass lo tenía bloqueado.',
      next: 'Lo empezado se termina y no se pierde nada. No cambie este buzón con un programa que no respete el archivo de bloqueo que está junto a él.',
    },
    'mailbox-unlockable': {
      happened: '{detail.path} solo se puede leer: Postglass no puede crear el archivo de bloqueo junto a él ({detail.message}).',
      next: 'Pida al administrador que instale dotlockfile como lo hacen Debian y Ubuntu (con los derechos del grupo mail) o no permita cambios.',
    },
    'mailbox-unwritable': {
      happened: 'No se puede escribir en el buzón {detail.path} ({detail.message}).',
      next: 'Compruebe que puede escribir en él y que existe su carpeta.',
    },
    'mailbox-rewritten': {
      happened: 'Otro programa cambió {detail.path} mientras Postglass escribía en él. Lo que había antes se guarda en {detail.kept}.',
      next: 'Compruebe si faltan mensajes; están en ese archivo.',
    },
    'mailbox-too-large': {
      happened: 'El buzón {detail.path} es demasiado grande para reescribirlo: más de {detail.limit} MB.',
      next: 'Mueva los mensajes más antiguos con otro programa e inténtelo de nuevo. Se sigue pudiendo leer.',
    },
    'lock-program-missing': {
      happened: '{detail.path} solo se puede leer: falta el programa dotlockfile, que bloquea los buzones.',
      next: 'Instálelo (en Debian y Ubuntu, el paquete liblockfile-bin) o no permita cambios.',
    },
    'sendmail-missing': {
      happened: 'No se puede iniciar el programa {detail.program} ({detail.message}).',
      next: 'Instale un servidor de correo o msmtp, o corrija el programa {where}.',
    },
    'sendmail-misused': {
      happened: '{detail.program} no acepta el mensaje de esta forma (EX_USAGE).',
      next: 'Compruebe que es un programa sendmail; lea lo que ha dicho.',
    },
    'sendmail-refused': {
      happened: '{detail.program} no ha aceptado el mensaje ({detail.name}).',
      next: 'Lea lo que ha dicho, corrija el mensaje o la dirección y envíelo de nuevo.',
    },
    'sendmail-no-user': {
      happened: '{detail.program} dice que un destinatario no existe (EX_NOUSER).',
      next: 'Corrija la dirección y envíelo de nuevo.',
    },
    'sendmail-no-host': {
      happened: '{detail.program} no conoce el dominio del destinatario (EX_NOHOST).',
      next: 'Corrija la parte que sigue a la @ o haga configurar en este equipo el camino de ese correo.',
    },
    'sendmail-put-off': {
      happened: '{detail.program} no ha podido hacerlo ahora (EX_TEMPFAIL). Puede que el mensaje espere en su cola.',
      next: 'Mire la cola de este equipo (mailq): si el mensaje está ahí, saldrá desde ahí; si no, envíelo de nuevo.',
    },
    'sendmail-forbidden': {
      happened: '{detail.program} no le permite enviar (EX_NOPERM).',
      next: 'Pregunte a quien administra el correo de este equipo.',
    },
    'sendmail-misconfigured': {
      happened: '{detail.program} no está bien configurado (EX_CONFIG).',
      next: 'Quien administra el correo de este equipo tiene que corregir su configuración; lo que ha dicho nombra el lugar.',
    },
    'sendmail-failed': {
      happened: '{detail.program} ha fallado ({detail.name}). No ha aceptado el mensaje.',
      next: 'Lea lo que ha dicho; quien administra el correo de este equipo puede corregirlo.',
    },
    'sendmail-killed': {
      happened: '{detail.program} terminó ({detail.name}) antes de responder. No se sabe si aceptó el mensaje.',
      next: 'Mire la cola de este equipo (mailq) y pregunte al destinatario antes de enviarlo de nuevo.',
    },
    'sendmail-unclear': {
      happened: '{detail.program} ha fallado ({detail.name}). No se sabe si aceptó el mensaje.',
      next: 'Lea lo que ha dicho. Mire la cola de este equipo (mailq) y pregunte a los destinatarios antes de enviarlo de nuevo.',
    },
    'queue-unavailable': {
      happened: '{detail.program} no muestra su cola.',
      next: 'Lea lo que ha dicho. Algunos servidores de correo solo la muestran a los administradores; msmtp no tiene.',
    },
    'no-log-file': {
      happened: 'No hay ningún registro en {detail.path}.',
      next: 'Indique un archivo de registro o la carpeta en la que el servidor de correo guarda los suyos.',
    },
    'log-too-large': {
      happened: 'El registro {detail.path} contiene más de {detail.megabytes} MB de texto: el resto no se ha leído.',
      next: 'Abra uno solo de sus archivos, o uno más corto.',
    },
    'file-unreadable': { happened: 'No se puede leer el archivo {detail.path}.', next: 'Compruebe que existe y que usted puede leerlo.' },
    'file-unwritable': { happened: 'No se puede escribir ahí el archivo.', next: 'Elija otro lugar.' },
    'vault-unavailable': {
      happened: 'No se puede usar el llavero de este equipo.',
      next: 'Desbloquéelo o introduzca la contraseña de nuevo para esta sesión.',
    },
    'passphrase-wrong': {
      happened: 'La frase de paso no abre el archivo de las contraseñas guardadas, {detail.path}.',
      next: 'Inicie Postglass con la POSTGLASS_PASSPHRASE con la que se guardaron. Si se ha perdido, elimine este archivo e introduzca de nuevo las contraseñas.',
    },
  },
};
