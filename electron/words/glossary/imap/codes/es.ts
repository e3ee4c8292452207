/** What the glossary says of response codes of IMAP, and texts that say as much, in Spanish. */
import type { EntriesLike } from '../../entry.ts';
import type { imapCodesEnglish } from './en.ts';

export const imapCodesSpanish: EntriesLike<typeof imapCodesEnglish> = {
  'imap.code.ALERT': 'El servidor quiere que el usuario lea su texto; los programas deben mostrarlo.',
  'imap.code.ALREADYEXISTS': {
    means: '{command} falló: lo que se iba a crear ya existe.',
    cause: 'Lo creó otro programa, o el nombre solo difiere en mayúsculas y minúsculas.',
    next: 'Use lo que existe, o elija otro nombre.',
  },
  'imap.code.ANNOTATE': 'No se pudo guardar una nota de un mensaje: {value} (TOOBIG: demasiado larga; TOOMANY: demasiadas).',
  'imap.code.ANNOTATIONS': 'Si aquí se admiten notas en los mensajes, y cuántos octetos puede tener cada una: {value}.',
  'imap.code.APPENDUID': 'El mensaje nuevo recibió el identificador {uid} en la carpeta cuyo UIDVALIDITY es {validity}.',
  'imap.code.AUTHENTICATIONFAILED': {
    means: 'El usuario o la contraseña no se aceptó.',
    cause: 'La contraseña es incorrecta o se cambió, la cuenta está bloqueada o el proveedor exige una contraseña de aplicación.',
    next: 'Compruebe el usuario y la contraseña en la configuración de la cuenta; inicie sesión una vez en la web del proveedor.',
  },
  'imap.code.AUTHORIZATIONFAILED': {
    means: 'La contraseña es correcta, pero este usuario no puede actuar como el usuario pedido.',
    cause: 'La identidad de autorización está puesta y nombra otro buzón, para el que este usuario no tiene permiso.',
    next: 'Deje vacía la identidad de autorización, o haga que se dé el permiso.',
  },
  'imap.code.BADCHARSET': {
    means: 'El servidor no conoce el juego de caracteres de la búsqueda. Conoce: {value}.',
    cause: 'El servidor es antiguo y solo busca en los juegos de caracteres que nombra.',
    next: 'Busque de nuevo en UTF-8 o US-ASCII.',
  },
  'imap.code.BADCOMPARATOR': {
    means: 'El servidor no conoce ninguna de las formas de comparar textos pedidas.',
    cause: 'Los nombres son de otro servidor.',
    next: 'Pregunte con COMPARATOR solo cuáles hay.',
  },
  'imap.code.BADEVENT': {
    means: 'NOTIFY pidió un suceso que el servidor no conoce. Conoce: {value}.',
    cause: 'El servidor solo admite una parte de NOTIFY.',
    next: 'Pida de nuevo con los sucesos que nombra.',
  },
  'imap.code.BADURL': {
    means: 'El servidor no puede usar esta dirección de un mensaje: {value}.',
    cause: 'El mensaje que nombra ya no está, o está en una carpeta que el usuario no puede leer.',
    next: 'Envíe el mensaje entero en vez de por partes.',
  },
  'imap.code.CANNOT': {
    means: '{command} no puede funcionar nunca aquí, por ejemplo porque el nombre no se admite.',
    cause: 'El nombre contiene un carácter que el servidor no admite, o la carpeta es de las que no se pueden cambiar.',
    next: 'Elija otro nombre; repetir no sirve.',
  },
  'imap.code.CAPABILITY': 'Lo que puede hacer el servidor, anunciado sin que se le pregunte: {count} capacidades.',
  'imap.code.CLIENTBUG': {
    means: 'El servidor cree que el cliente se equivocó.',
    cause: 'El cliente hizo algo permitido pero sin sentido, como pedir lo mismo una y otra vez.',
    next: 'Exporte esta sesión y comuníquela al autor del programa.',
  },
  'imap.code.CLOSED': 'La carpeta abierta antes está cerrada; lo que sigue trata de la nueva.',
  'imap.code.COMPRESSIONACTIVE': 'La conexión ya está comprimida, por IMAP o por TLS.',
  'imap.code.CONTACTADMIN': {
    means: 'El servidor no puede ayudar aquí: debe hacerlo su administrador.',
    cause: 'La cuenta está bloqueada o mal configurada.',
    next: 'Dé al administrador esta línea y la hora.',
  },
  'imap.code.COPYUID': 'Los mensajes UID {from} recibieron los identificadores {to} en la otra carpeta, cuyo UIDVALIDITY es {validity}.',
  'imap.code.CORRUPTION': {
    means: 'El servidor encontró dañados sus datos y rechazó {command}.',
    cause: 'Un archivo del almacén de correo está roto, tras una caída o un disco lleno.',
    next: 'Haga reparar el buzón en el servidor (doveadm force-resync, reconstruct o similar).',
  },
  'imap.code.EXPIRED': {
    means: 'La contraseña u otra credencial es correcta, pero ha caducado.',
    cause: 'El proveedor exige cambiar la contraseña cada cierto tiempo, o el certificado o el token es demasiado antiguo.',
    next: 'Cambie la contraseña con el proveedor e introduzca aquí la nueva.',
  },
  'imap.code.EXPUNGEISSUED': {
    means: 'Otra persona ha quitado mensajes que {command} nombraba.',
    cause: 'Otro programa trabaja en la misma carpeta.',
    next: 'La carpeta se compara de nuevo; lo que quede se hace entonces.',
  },
  'imap.code.HASCHILDREN': {
    means: 'La carpeta contiene otras carpetas y se conserva.',
    cause: 'El servidor solo elimina carpetas que no contienen otras.',
    next: 'Elimine antes las carpetas que contiene.',
  },
  'imap.code.HIGHESTMODSEQ': 'El último cambio de la carpeta tiene el número {value}; la próxima vez basta con pedir lo posterior.',
  'imap.code.INPROGRESS': 'El comando sigue en marcha. Etiqueta, hecho y total: {value}.',
  'imap.code.INPROGRESS.none': 'El comando sigue en marcha; el servidor no dice cuánto lleva.',
  'imap.code.INUSE': {
    means: '{command} falló porque otra persona está usando la carpeta.',
    cause: 'Otro programa o dispositivo la tiene bloqueada.',
    next: 'Se intenta más tarde; cierre otros programas de correo si sigue así.',
  },
  'imap.code.LIMIT': {
    means: '{command} falló porque se alcanzó un límite del servidor.',
    cause: 'Hay demasiadas carpetas, conexiones, marcas o comandos en poco tiempo.',
    next: 'Lea en el texto del servidor qué límite es; cierre otros programas de correo, o espere.',
  },
  'imap.code.MAILBOXID': 'El identificador permanente de la carpeta es {value}: no cambia aunque se cambie el nombre.',
  'imap.code.MAXCONVERTMESSAGES': {
    means: 'El servidor convierte como mucho {value} mensajes por comando.',
    cause: 'Se nombraron demasiados mensajes.',
    next: 'Pida menos de una vez.',
  },
  'imap.code.MAXCONVERTPARTS': {
    means: 'El servidor convierte como mucho {value} partes de un mensaje por comando.',
    cause: 'Se nombraron demasiadas partes.',
    next: 'Pida menos de una vez.',
  },
  'imap.code.MESSAGELIMIT': {
    means: 'El servidor trata como mucho tantos mensajes por comando: {value}. El resto no se hizo.',
    cause: 'El comando nombró más mensajes que el límite de CAPABILITY.',
    next: 'Haga el resto en otros comandos.',
  },
  'imap.code.METADATA': {
    means:
      'Se rechazó una nota de la carpeta: {value} (MAXSIZE: demasiado larga; TOOMANY: demasiadas; NOPRIVATE: aquí no hay notas privadas).',
    cause: 'El servidor limita las notas que guarda.',
    next: 'Acorte la nota, o quite otra.',
  },
  'imap.code.METADATA.LONGENTRIES': 'Se omitieron las notas más largas de lo pedido; la más larga: {value} octetos.',
  'imap.code.MODIFIED': {
    means: 'Otra persona cambió antes los mensajes {value}; se dejaron como están.',
    cause: 'Otro programa cambió sus marcas desde la última consulta del cliente.',
    next: 'Sus marcas se piden de nuevo y el cambio se repite.',
  },
  'imap.code.NEWNAME': {
    means: 'La carpeta {from} se llama ahora {to}.',
    cause: 'Se renombró en otro lugar.',
    next: 'Vuelva a pedir la lista de carpetas.',
  },
  'imap.code.NOMODSEQ': 'Esta carpeta no numera sus cambios: cada vez hay que comparar todas las marcas.',
  'imap.code.NONEXISTENT': {
    means: '{command} falló: la carpeta, u otra cosa que nombra, no existe.',
    cause: 'Se eliminó o renombró en otro lugar, o al nombre le falta el prefijo, como «INBOX.».',
    next: 'Vuelva a pedir la lista de carpetas.',
  },
  'imap.code.NOPERM': {
    means: '{command} no está permitido a este usuario.',
    cause: 'La carpeta es compartida y falta el permiso, o el proveedor lo ha desactivado para la cuenta.',
    next: 'Pida el permiso al dueño de la carpeta o al administrador.',
  },
  'imap.code.NOTIFICATIONOVERFLOW': {
    means: 'El servidor ha dejado de avisar de sucesos: hay demasiados.',
    cause: 'Se vigilan demasiadas carpetas, o pasa demasiado en ellas.',
    next: 'El programa mira él mismo las carpetas, o pide menos sucesos.',
  },
  'imap.code.NOTSAVED': {
    means: 'El resultado guardado está vacío porque la búsqueda falló.',
    cause: 'La búsqueda anterior se rechazó, o el servidor no guarda resultados.',
    next: 'Busque de nuevo antes de usar $.',
  },
  'imap.code.NOUPDATE': {
    means: 'El servidor no mantendrá al día el resultado de la búsqueda {value}.',
    cause: 'Ya tiene demasiadas búsquedas así, o esta es demasiado costosa.',
    next: 'El programa busca de nuevo cuando necesita el resultado.',
  },
  'imap.code.OVERQUOTA': {
    means: 'No queda espacio: {command} superaría el límite del buzón.',
    cause: 'El buzón está lleno, o el número de sus mensajes o carpetas ha llegado al límite.',
    next: 'Vacíe la papelera, quite mensajes grandes o pida más espacio al administrador.',
  },
  'imap.code.PARSE': 'El servidor no puede leer la cabecera de un mensaje; puede mostrarse mal.',
  'imap.code.PERMANENTFLAGS': 'Las marcas que el cliente puede cambiar de forma permanente: {value}.',
  'imap.code.PERMANENTFLAGS.none': 'El cliente no puede cambiar ninguna marca de forma permanente: la carpeta está abierta solo para leer.',
  'imap.code.PRIVACYREQUIRED': {
    means: '{command} solo se permite con la conexión cifrada.',
    cause: 'La conexión va sin cifrar y el servidor protege la contraseña.',
    next: 'Elija TLS (puerto 993) o STARTTLS en la configuración de la cuenta.',
  },
  'imap.code.READ-ONLY': 'La carpeta está abierta solo para leer: no se pueden cambiar marcas ni mensajes.',
  'imap.code.READ-WRITE': 'La carpeta está abierta para leer y cambiar.',
  'imap.code.REFERRAL': {
    means: 'El servidor remite a otro: {value}. Postglass nunca se conecta a ese por su cuenta.',
    cause: 'El buzón se trasladó a otro servidor.',
    next: 'Pida al administrador que confirme el servidor nuevo antes de ponerlo en la configuración de la cuenta.',
  },
  'imap.code.SERVERBUG': {
    means: 'El servidor cometió un error propio en {command}.',
    cause: 'Una parte del servidor está averiada, o dio con un mensaje que no sabe tratar.',
    next: 'Inténtelo de nuevo; si sigue así, dé al administrador esta línea y la hora.',
  },
  'imap.code.TEMPFAIL': {
    means: 'La conversión falló por el momento.',
    cause: 'El convertidor está sobrecargado.',
    next: 'Inténtelo de nuevo en unos minutos.',
  },
  'imap.code.THROTTLED': {
    means: 'El proveedor frena esta cuenta.',
    cause: 'Demasiados comandos o conexiones en poco tiempo, a menudo de varios programas a la vez.',
    next: 'Se pasa solo; cierre otros programas de correo de la misma cuenta.',
  },
  'imap.code.TOOBIG': {
    means: 'El mensaje es demasiado grande para el servidor.',
    cause: 'El mensaje terminado supera el límite del servidor para un mensaje.',
    next: 'Hágalo más pequeño, por ejemplo con un enlace en vez de un adjunto.',
  },
  'imap.code.TRYCREATE': {
    means: 'La carpeta que nombra {command} no existe, pero se puede crear.',
    cause: 'Se eliminó o renombró en otro lugar, o nunca se creó.',
    next: 'Cree la carpeta e inténtelo de nuevo.',
  },
  'imap.code.UIDNEXT': 'El próximo mensaje recibirá el identificador {value} o uno mayor.',
  'imap.code.UIDNOTSTICKY': 'Aquí los identificadores cambian cada vez: no se puede conservar nada de lo que se sabe de la carpeta.',
  'imap.code.UIDREQUIRED': {
    means: '{command} necesita identificadores: esta sesión ya no usa números de mensaje.',
    cause: 'Se activó UIDONLY con ENABLE.',
    next: 'Use la forma UID del comando.',
  },
  'imap.code.UIDVALIDITY':
    'Mientras este número ({value}) no cambie, los identificadores valen; si cambia, todo lo que se sabe de la carpeta deja de valer.',
  'imap.code.UNAVAILABLE': {
    means: 'Una parte del servidor que {command} necesita no responde en este momento.',
    cause: 'El almacén de correo o la base de usuarios está caída o en mantenimiento. No dice nada de la contraseña.',
    next: 'Se intenta más tarde; si dura horas, avise al administrador.',
  },
  'imap.code.UNDEFINED-FILTER': {
    means: 'El servidor no tiene ninguna búsqueda guardada llamada {value}.',
    cause: 'Se quitó, o es de otro usuario.',
    next: 'Busque con las propias claves.',
  },
  'imap.code.UNKNOWN-CTE':
    'El servidor no puede descodificar esta parte: no conoce su codificación. Se puede pedir sin descodificar con BODY[].',
  'imap.code.UNSEEN': 'El mensaje {value} es el primero sin leer.',
  'imap.code.URLMECH': 'De qué formas puede proteger el servidor las direcciones de mensajes: {value}.',
  'imap.code.USEATTR': {
    means: 'No se puede dar a la carpeta la función pedida.',
    cause: 'Otra carpeta ya tiene esta función, o el servidor asigna él mismo las funciones.',
    next: 'Cree la carpeta sin función y elíjala en la configuración de la cuenta.',
  },
  'imap.code.WEBALERT': {
    means:
      'Google quiere que el usuario inicie sesión en un navegador antes de que sigan los programas de correo; la dirección está en la línea.',
    cause: 'El inicio de sesión pareció inusual: un lugar nuevo o muchos intentos.',
    next: 'Abra usted mismo la web del proveedor, inicie sesión y confirme que era usted.',
  },
  'imap.code.other': 'El código de respuesta {name}, que no está en este glosario.',
  'imap.text.appPassword': {
    means: 'El proveedor exige aquí una contraseña de aplicación en vez de la habitual.',
    cause: 'La cuenta está protegida con verificación en dos pasos, que los programas de correo con contraseña no pueden hacer.',
    next: 'Cree una contraseña de aplicación en la web del proveedor e introdúzcala aquí, o autentíquese con OAuth.',
  },
  'imap.text.webLogin': {
    means: 'El proveedor solo deja entrar a los programas de correo tras iniciar sesión en el navegador.',
    cause: 'El intento le pareció inusual: un lugar o un programa nuevo, o una contraseña cambiada.',
    next: 'Inicie sesión en la web del proveedor, confirme que era usted e inténtelo de nuevo.',
  },
  'imap.text.notConnected': {
    means: 'La autenticación funcionó, pero el servidor no pudo abrir el buzón de la cuenta.',
    cause:
      'Con Microsoft 365 y Exchange: el usuario no tiene buzón o licencia, IMAP está desactivado para él o se nombró mal un buzón compartido.',
    next: 'Haga comprobar la licencia e IMAP de este buzón (Set-CASMailbox -ImapEnabled).',
  },
  'imap.text.basicAuth': {
    means: 'El proveedor ya no deja que los programas de correo se autentiquen con contraseña.',
    cause: 'La autenticación básica está retirada o bloqueada por una directiva; solo queda OAuth.',
    next: 'Autentíquese con OAuth en la configuración de la cuenta.',
  },
  'imap.text.imapOff': {
    means: 'IMAP está desactivado para esta cuenta.',
    cause: 'La configuración del proveedor o de la organización solo permite la web.',
    next: 'Active IMAP en los ajustes de correo de la web del proveedor, o pídaselo al administrador.',
  },
  'imap.text.connections': {
    means: 'Hay demasiadas conexiones abiertas de este usuario o desde esta dirección.',
    cause: 'Varios programas y dispositivos leen el mismo buzón a la vez.',
    next: 'Cierre programas de correo en otros lugares o espere; un administrador puede subir el límite (Dovecot: mail_max_userip_connections).',
  },
  'imap.text.throttled': {
    means: 'El proveedor frena esta cuenta, o la bloquea por un tiempo.',
    cause: 'Demasiados comandos, demasiados datos o demasiados intentos fallidos en poco tiempo.',
    next: 'Se pasa solo, en Gmail en menos de un día; cierre mientras tanto otros programas de correo.',
  },
  'imap.text.encrypt': {
    means: 'El servidor quiere la conexión cifrada antes de que se envíe una contraseña.',
    cause: 'La conexión va sin cifrar, o esta forma de autenticarse está desactivada.',
    next: 'Elija TLS (puerto 993) o STARTTLS en la configuración de la cuenta; a mano, diga antes STARTTLS.',
  },
  'imap.text.idle': {
    means: 'El servidor cierra la conexión porque no se dijo nada durante demasiado tiempo.',
    cause: 'Los servidores terminan las sesiones tras media hora sin comandos, algunos antes, también durante IDLE.',
    next: 'El programa vuelve a conectarse.',
  },
  'imap.text.shutdown': {
    means: 'El servidor se está apagando o reiniciando.',
    cause: 'Está en mantenimiento.',
    next: 'El programa vuelve a conectarse en un rato.',
  },
  'imap.text.wrongState': {
    means: '{command} no se admite en este punto de la sesión.',
    cause: 'Aún no hay nadie autenticado, o no hay ninguna carpeta abierta.',
    next: 'Autentíquese antes (LOGIN o AUTHENTICATE); para los mensajes, abra una carpeta (SELECT).',
  },
  'imap.text.unknownCommand': {
    means: 'El servidor no conoce {command}.',
    cause: 'Le falta la extensión, la palabra está mal escrita o la línea empezó sin etiqueta.',
    next: 'Busque la extensión en CAPABILITY; escriba una etiqueta antes del comando, como en «a1 NOOP».',
  },
};
