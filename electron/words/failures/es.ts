/** Failures in Spanish. */
import type { FailureWords } from '../words.ts';

export const failuresSpanish: FailureWords = {
  theServer: 'el servidor',
  theProtocol: 'el protocolo',
  theCommand: 'una orden',
  unknown: 'desconocido',
  again: {
    byItself: 'Postglass lo vuelve a intentar por sí mismo.',
    at: 'Postglass lo vuelve a intentar por sí mismo; próximo intento: {time}.',
    kept: 'Queda en la bandeja de salida de esta carpeta de datos; después de las {time} lo vuelve a intentar el próximo `send`, y Postglass si se inicia con ella.',
    nobody: 'Inténtelo más tarde.',
  },
  owner: ' (proceso {pid})',
  damagedKeep: {
    happened: 'Los datos duraderos de este equipo (cuentas, borradores, bandeja de salida, correo guardado) están dañados.',
    next: 'Cierre Postglass y reponga keep.sqlite de una copia de seguridad; no lo borre: quizá aún pueda leerse con las herramientas de SQLite.',
  },
  missingKeep: {
    happened: 'Falta el archivo con sus cuentas, borradores y bandeja de salida, o está vacío: {detail.path}.',
    next: 'Recupere keep.sqlite de una copia de la carpeta de datos e inicie otra vez. Para empezar de cero, saque también {detail.cache} de la carpeta.',
  },
  sentences: {
    'input-invalid': {
      happened: 'Lo introducido no se puede usar ({detail.path}: {detail.message}).',
      next: 'Corríjalo e inténtelo de nuevo.',
    },
    'not-found': { happened: 'Esto ya no está aquí.', next: 'Puede que se haya quitado en otra ventana; elija otro.' },
    cancelled: { happened: 'Se ha cancelado.', next: 'Vuelva a iniciarlo cuando lo quiera.' },
    'too-late': { happened: 'Ya es tarde para deshacerlo.', next: 'Lo hecho queda hecho; mire lo que ha respondido el servidor.' },
    internal: {
      happened: 'Postglass ha cometido un error propio ({detail.message}).',
      next: 'Inténtelo de nuevo; si se repite, comuníquelo con la transcripción.',
    },
    'capability-missing': {
      happened: 'Este equipo o navegador no ofrece lo que hace falta para eso.',
      next: 'Use el programa de escritorio o hágalo a mano.',
    },
    'uidl-missing': {
      happened: '{server} no da a sus mensajes un número que dure (UIDL).',
      next: 'El correo llega igual; Postglass mira cada vez todos los mensajes para saber cuáles son nuevos, y por eso tarda más.',
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
      happened: 'No se ha encontrado ninguna dirección para el nombre de {server}.',
      next: 'Compruebe cómo está escrito el nombre y su DNS.',
    },
    'name-lookup-failed': {
      happened: 'No se ha podido consultar el nombre de {server}: no ha respondido ningún servidor de nombres.',
      next: 'Compruebe la red y el DNS de este equipo. {again}',
    },
    'network-unreachable': {
      happened: 'Este equipo no ha encontrado ningún camino hasta {server}.',
      next: 'Compruebe la red, una VPN o un cortafuegos y si el servidor solo tiene una dirección IPv6 a la que esta red no llega. {again}',
    },
    'connection-refused': {
      happened: '{server} ha rechazado la conexión.',
      next: 'Compruebe el puerto; puede que el servicio no esté en marcha o que haya un cortafuegos por medio.',
    },
    'connection-timeout': {
      happened: '{server} no ha respondido a tiempo.',
      next: 'Compruebe servidor, puerto y cortafuegos e inténtelo de nuevo.',
    },
    'connection-lost': {
      happened: 'Se ha cortado la conexión con {server}.',
      next: '{again} No se ha perdido nada.',
    },
    'connection-stalled': {
      happened: '{server} se ha parado a medias y no ha enviado nada más.',
      next: 'Postglass ha cerrado la conexión. {again}',
    },
    'tls-expected': {
      happened: '{server} no ha dicho nada; puede que espere TLS.',
      next: 'Elija TLS en los ajustes de la cuenta o el puerto que corresponde a lo elegido (para STARTTLS IMAP 143, POP3 110, SMTP 587; para TLS 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'No se ha podido establecer una conexión segura con {server}.',
      next: 'Compruebe que este puerto habla TLS; STARTTLS y TLS usan puertos distintos.',
    },
    'certificate-untrusted': {
      happened: 'El certificado de {server} no está firmado por nadie en quien confíe este equipo.',
      next: 'Mire la cadena; acéptelo solo para este servidor si sabe que es el correcto.',
    },
    'certificate-expired': {
      happened: 'El certificado de {server} no es válido hoy.',
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
      happened: '{server} ha enviado datos antes de que la conexión fuera segura, que alguien por medio podría haber introducido.',
      next: 'No se ha usado nada de ello; pruebe con otra red y avise a quien administra el servidor.',
    },
    'preauth-refused': {
      happened: '{server} ha dicho que usted ya ha entrado, antes de que la conexión fuera segura.',
      next: 'No se ha enviado nada; pruebe con otra red y avise a quien administra el servidor.',
    },
    'greeting-refused': {
      happened: '{server} ha rechazado la conexión nada más empezar.',
      next: 'Lea su motivo más abajo; inténtelo más tarde.',
    },
    'server-alert': { happened: '{server} tiene un mensaje para usted.', next: 'Léalo más abajo; puede pedirle que haga algo.' },
    'authentication-refused': {
      happened: '{server} no ha aceptado el usuario o la contraseña.',
      next: 'Compruebe ambos en los ajustes de la cuenta.',
    },
    'authentication-unavailable': {
      happened: '{server} no puede comprobar contraseñas en este momento.',
      next: '{again}',
    },
    'mechanism-missing': {
      happened: '{server} no ofrece ninguna forma de entrar que esta cuenta permita.',
      next: 'Elija «automático» o uno de los mecanismos que anuncia el servidor.',
    },
    'password-missing': { happened: 'No se conoce la contraseña de esta cuenta.', next: 'Introdúzcala en los ajustes de la cuenta.' },
    'login-put-off': {
      happened: '{server} no deja entrar a esta cuenta por ahora.',
      next: 'No ha dicho que la contraseña sea errónea. {again}',
    },
    'sign-in-required': {
      happened: '{server} solo acepta correo de quien se ha identificado.',
      next: 'Introduzca usuario y contraseña para enviar en los ajustes de la cuenta.',
    },
    'sign-in-not-offered': {
      happened: '{server} no ofrece ninguna forma de entrar en este puerto.',
      next: 'Use el puerto destinado al envío (587 con STARTTLS, 465 con TLS); deje vacío el usuario si el servidor no lo pide.',
    },
    'sign-in-refused': {
      happened: '{server} no le ha dejado entrar.',
      next: 'Lea su motivo más abajo y pregunte a quien administra el servidor.',
    },
    'app-password-needed': {
      happened: '{server} no acepta de un programa de correo la contraseña habitual de la cuenta.',
      next: 'Cree una contraseña de aplicación en las páginas web del proveedor e introdúzcala en los ajustes de la cuenta.',
    },
    'password-sign-in-off': {
      happened: '{server} no deja entrar a esta cuenta con contraseña (la autenticación básica está desactivada allí).',
      next: 'Pida a quien administra el servidor que permita SMTP con contraseña para esta cuenta o envíe por otro servidor.',
    },
    'mechanism-refused': {
      happened: '{server} no acepta la forma de entrar que se ha usado ({command}).',
      next: 'Elija otro mecanismo en los ajustes de la cuenta o compruebe que este puerto es para enviar con contraseña.',
    },
    'encryption-required': {
      happened: '{server} exige antes una conexión segura.',
      next: 'Elija STARTTLS o TLS en los ajustes de la cuenta.',
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
    'address-invalid': {
      happened: '«{detail.piece}» no es una dirección a la que se pueda enviar correo.',
      next: 'Corríjala y vuelva a enviar.',
    },
    'sender-refused': {
      happened: '{server} no acepta correo de esta dirección.',
      next: 'Compruebe la dirección de la cuenta y si hay que identificarse para enviar.',
    },
    'recipients-refused': {
      happened: '{server} no ha aceptado a estos destinatarios: {detail.addresses}.',
      next: 'Corrija las direcciones; el motivo figura junto a cada una.',
    },
    'recipients-blocked': {
      happened: '{server} no acepta este mensaje para: {detail.addresses}.',
      next: 'El motivo figura junto a cada uno; pregunte a quien administra el servidor o contacte por otra vía.',
    },
    'mailbox-full': {
      happened: 'El buzón de un destinatario está lleno.',
      next: 'Contacte con el destinatario por otra vía o envíelo de nuevo cuando haya sitio.',
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
      happened: 'La conexión se ha cortado después de entregar el mensaje entero, así que no se sabe si {server} lo ha aceptado.',
      next: 'Postglass no lo reenvía por sí mismo; búsquelo y diga después qué ha pasado.',
    },
    'retries-exhausted': {
      happened: '{server} ha aplazado este mensaje demasiadas veces.',
      next: 'Envíelo más tarde o lea su motivo más abajo.',
    },
    'uid-validity-changed': {
      happened: 'UIDVALIDITY ha cambiado: el servidor ha renumerado esta carpeta.',
      next: 'Se está leyendo de nuevo; no hay que hacer nada.',
    },
    'mailbox-changed': {
      happened: 'La cuenta {detail.account} pasó a otro buzón, por eso este cambio no se hizo.',
      next: 'Hágalo en un programa que todavía lea el buzón anterior, si aún lo quiere.',
    },
    'message-gone': { happened: 'Este mensaje ya no está en el servidor.', next: 'Otro programa lo ha quitado o movido.' },
    'message-longer-than-announced': {
      happened: '{server} anunció un mensaje de {detail.announced} octetos y envió más de {detail.limit}.',
      next: 'No se ha guardado nada de él y sigue en el servidor; la transcripción muestra lo que ha llegado.',
    },
    'folder-gone': { happened: 'Esta carpeta ya no está en el servidor.', next: 'Otro programa la ha quitado o le ha cambiado el nombre.' },
    'folder-missing': {
      happened: 'El servidor no tiene carpeta para esto y no ha querido crearla.',
      next: 'Créela en el servidor e inténtelo de nuevo.',
    },
    'folder-refused': {
      happened: '{server} no abre la carpeta «{detail.folder}».',
      next: 'Lea su motivo más abajo. Las demás carpetas no se ven afectadas; esta se intenta de nuevo cada vez.',
    },
    'folder-name-unusable': {
      happened: 'El nombre que el servidor da a la carpeta «{detail.folder}» no se puede usar.',
      next: 'Cámbieselo con otro programa; las demás carpetas no se ven afectadas.',
    },
    'messages-undelivered': {
      happened: '{server} no ha entregado {detail.count} de los mensajes de «{detail.folder}».',
      next: 'Todos los demás han llegado; Postglass vuelve a pedir estos, por separado y al final.',
    },
    'quota-exceeded': {
      happened: '{server} dice que este buzón está lleno.',
      next: 'Borre el correo que ya no haga falta o pida más espacio.',
    },
    'copy-kept-here': {
      happened: 'El mensaje se ha enviado, pero {server} no ha aceptado la copia para Enviados.',
      next: 'La copia queda solo en este equipo, en la carpeta de enviados.',
    },
    'message-unparsable': {
      happened: 'Este mensaje está demasiado dañado o es demasiado complejo para descomponerlo.',
      next: 'Aún se pueden leer sus cabeceras y su código fuente.',
    },
    'not-a-message': {
      happened: 'Este archivo no es un mensaje de correo.',
      next: 'Un mensaje empieza con campos de cabecera como From y Date; casi todos los programas lo guardan con la terminación .eml.',
    },
    'remote-content-refused': {
      happened: 'No se puede cargar el contenido remoto de este mensaje.',
      next: 'Abra el enlace en un navegador si confía en él.',
    },
    'disk-full': { happened: 'El disco está lleno.', next: 'Haga sitio; Postglass sigue donde se quedó.' },
    'data-folder-locked': {
      happened: 'Postglass ya está en marcha con esta carpeta de datos{owner}.',
      next: 'Use esa ventana o ciérrela antes.',
    },
    'data-folder-newer': {
      happened: 'Esta carpeta de datos la escribió un Postglass más nuevo.',
      next: 'Actualice el programa; la carpeta no se ha tocado.',
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
      happened: 'Otro programa tiene ocupada la base de datos de correo de este equipo.',
      next: 'Ciérrelo (una copia de seguridad o una herramienta de bases de datos); Postglass sigue por sí mismo.',
    },
    'storage-interrupted': {
      happened: 'La parte de Postglass que escribe en el disco tuvo que iniciarse de nuevo.',
      next: 'No se perdió nada de lo guardado; compruebe si su última acción se hizo y, si no, repítala.',
    },
    'storage-lost': {
      happened: 'La parte de Postglass que escribe en el disco se detuvo y no puede iniciarse de nuevo.',
      next: 'No se perdió nada de lo guardado. Inténtelo otra vez; si no ayuda, cierre Postglass y busque errores del disco.',
    },
    'closing-unfinished': {
      happened: 'Postglass no terminó de cerrarse en {detail.seconds} segundos y se detuvo.',
      next: 'No se perdió nada de lo guardado. Si vuelve a ocurrir, busque errores del disco.',
    },
    'record-unreadable': {
      happened: 'Esta entrada está dañada: solo se ha podido leer una parte.',
      next: 'Edítela y mire si falta algo, o cancélela. No se envía por sí sola.',
    },
    'file-unreadable': { happened: 'No se puede leer el archivo {detail.path}.', next: 'Compruebe que existe y que usted puede leerlo.' },
    'file-unwritable': { happened: 'No se puede escribir ahí el archivo.', next: 'Elija otro lugar.' },
    'vault-unavailable': {
      happened: 'No se puede usar el llavero de este equipo.',
      next: 'Desbloquéelo o introduzca la contraseña de nuevo para esta sesión.',
    },
  },
};
