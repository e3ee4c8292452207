/** What was found out about the mail of a domain, in Spanish. */
import type { DeliveryWords } from './en.ts';

export const spanish: DeliveryWords = {
  'finding.state.fine': 'correcto',
  'finding.state.warning': 'aviso',
  'finding.state.broken': 'error',
  'finding.section.domain': 'El dominio',
  'finding.section.receivers': 'Quién recibe',
  'finding.section.spf': 'SPF: quién puede enviar',
  'finding.section.dkim': 'DKIM: claves de firma',
  'finding.section.dmarc': 'DMARC: qué hacer con las falsificaciones',
  'finding.section.mta-sts': 'MTA-STS: cifrado obligatorio',
  'finding.section.tls-rpt': 'TLS-RPT: informes sobre el cifrado',
  'finding.section.dane': 'DANE: certificados en el DNS',
  'finding.section.bimi': 'BIMI: la imagen junto al correo',
  'finding.section.answers': 'Si responde',
  'finding.publish': 'Para publicar:',
  'finding.counts': 'errores: {broken}, avisos: {warnings}, correctos: {fine}',
  'finding.cancelled': 'Detenido, o sin terminar en dos minutos: esto es lo que se sabe hasta ahora.',
  'finding.domain.missing': 'El nombre {about} no existe, así que no le puede llegar correo. ¿Está bien escrito?',
  'finding.domain.unanswered':
    'No se ha sabido nada de {about}: {status}. Puede que fallen sus servidores de nombres, o el que se consultó.',
  'finding.dnssec.validated':
    'Firmado con DNSSEC, y {server} dice que ha comprobado las firmas (indicador AD). Su palabra es tan segura como el camino hasta él.',
  'finding.dnssec.unsigned': 'Sin firmar con DNSSEC: las respuestas se podrían falsificar, y DANE no puede proteger su correo.',
  'finding.dnssec.unchecked': 'Firmado con DNSSEC, pero {server} no ha comprobado las firmas: no se sabe si son correctas.',
  'finding.dnssec.no-ds':
    'La zona tiene claves, pero la zona superior no tiene un registro DS para ellas: para los demás no está firmada. El registro lo recoge el registrador.',
  'finding.dnssec.bogus':
    'Las firmas DNSSEC son incorrectas: {server} rechaza la respuesta ({status}) y solo la da si se le pide no comprobar. Los servidores que comprueban no pueden entregar correo.',
  'finding.mx.found': 'Servidores de correo según los registros MX: {count}. Primero se prueba el de número más bajo.',
  'finding.mx.null': 'No acepta correo, y lo dice (MX nulo, RFC 7505): quien escribe recibe respuesta enseguida.',
  'finding.mx.null-mixed': 'Tiene un registro MX nulo («no acepta correo») junto a otros. Uno de los dos sobra (RFC 7505 §3).',
  'finding.mx.implicit':
    'Sin registro MX: el correo va a la dirección del propio dominio (RFC 5321 §5.1). Si es lo que se quiere, dígalo con un registro MX.',
  'finding.mx.none': 'Sin registro MX y sin dirección: el correo a este dominio se devuelve.',
  'finding.mx.unanswered':
    'No se han podido saber los registros MX ({status}): los remitentes guardan el correo y reintentan durante días.',
  'finding.mx.address':
    'El registro MX contiene una dirección, {about}. Debe contener el nombre de un servidor (RFC 5321 §5.1); muchos servidores no entregan ahí.',
  'finding.mx.alias':
    '{about} es un alias (CNAME) de {target}. El servidor de un registro MX no debe serlo (RFC 2181 §10.3); algunos servidores no entregan ahí.',
  'finding.mx.missing': 'El nombre {about} no existe: ahí no se puede entregar nada.',
  'finding.mx.alias-loop': '{about} es un alias (CNAME) que vuelve a sí mismo: ahí no se puede entregar nada.',
  'finding.mx.no-address': '{about} no tiene registro A ni AAAA: ahí no se puede entregar nada.',
  'finding.mx.host-unanswered': 'No se han podido saber las direcciones de {about}: {status}.',
  'finding.mx.private': '{about} tiene la dirección {address}, que no es de la Internet pública: desde fuera no se entrega nada ahí.',
  'finding.mx.twice': '{about} está en más de un registro MX: reintentar en el mismo servidor no ayuda a nadie.',
  'finding.mx.many': 'Hay {count} servidores de correo; se han examinado {looked}.',
  'finding.mx.host': '{about} tiene direcciones: {addresses}',
  'finding.ptr.agrees': '{about} lleva al nombre {name}, y este a la dirección.',
  'finding.ptr.none':
    '{about} no lleva a ningún nombre (sin registro PTR). Muchos rechazan el correo que envía. El registro lo publica el dueño de la dirección.',
  'finding.ptr.differs': '{about} lleva a {names}, que tiene otra dirección. Muchos rechazan el correo que envía.',
  'finding.ptr.unanswered': 'No se ha podido saber el nombre de {about}: {status}.',
  'finding.spf.fine': 'Un registro válido que cuesta {count} de 10 consultas.',
  'finding.spf.none': 'Sin registro SPF: cualquiera puede enviar como este dominio, y los grandes proveedores apartan su correo.',
  'finding.spf.several': '{about} tiene {count} registros SPF. Debe haber uno: los receptores no hacen caso de ninguno (RFC 7208 §4.5).',
  'finding.spf.syntax': '«{term}», en el registro de {domain}, no es SPF: todo el registro se considera erróneo (permerror).',
  'finding.spf.too-many':
    'El registro cuesta {count} consultas; más de 10 son un error (RFC 7208 §4.6.4), y no protege nada. Cambie los include por direcciones, o quite algunos.',
  'finding.spf.voids': '{count} nombres del registro no llevan a nada; más de 2 son un error (RFC 7208 §4.6.4).',
  'finding.spf.no-record':
    '{domain}, que el registro incluye, no tiene registro SPF: todo el registro se considera erróneo (RFC 7208 §5.2).',
  'finding.spf.loop': 'El registro de {domain} se incluye a sí mismo: los receptores abandonan.',
  'finding.spf.open': 'El registro termina en +all: cualquier servidor del mundo puede enviar como este dominio.',
  'finding.spf.neutral': 'El registro termina en ?all: no dice nada de los servidores que no nombra. Use ~all o -all.',
  'finding.spf.no-all':
    'El registro no tiene «all» ni «redirect»: no dice nada de los servidores que no nombra. Termínelo con ~all o -all.',
  'finding.spf.ptr': 'El registro de {domain} usa «ptr», que es lento, inseguro y no se debe usar (RFC 7208 §5.5).',
  'finding.spf.after-all': '«{term}» está detrás de «all» y nunca se alcanza (RFC 7208 §5.1).',
  'finding.spf.redirect-ignored': '«redirect» está junto a «all» y no se tiene en cuenta (RFC 7208 §6.1).',
  'finding.spf.mx-many': '«mx» de {domain} nombra {count} servidores; más de 10 son un error (RFC 7208 §4.6.4).',
  'finding.spf.unanswered': 'No se ha podido saber el registro SPF ({status}): entretanto los receptores aplazan el correo.',
  'finding.dkim.fine': 'Selector {about}: una clave válida, {kind}.',
  'finding.dkim.weak': 'Selector {about}: una clave RSA de {bits} bits. Se acepta; se recomiendan 2048 (RFC 8301 §3.2).',
  'finding.dkim.short': 'Selector {about}: una clave RSA de {bits} bits. Con menos de 1024 las firmas no cuentan (RFC 8301 §3.2).',
  'finding.dkim.revoked': 'Selector {about}: la clave está revocada (p= vacío). Las firmas antiguas ya no valen, quizá a propósito.',
  'finding.dkim.syntax': 'Selector {about}: «{part}» es incorrecto, así que la clave no se puede usar.',
  'finding.dkim.several': 'Selector {about}: {count} registros TXT. Debe haber uno (RFC 6376 §3.6.2.2).',
  'finding.dkim.testing':
    'Selector {about}: marcado como prueba (t=y). Los receptores pueden actuar como si el correo no estuviera firmado.',
  'finding.dkim.sha1': 'Selector {about}: solo permite SHA-1 (h=), que ya no cuenta (RFC 8301 §3.1).',
  'finding.dkim.not-mail': 'Selector {about}: no es para correo (s=).',
  'finding.dkim.missing': 'Selector {about}: no hay ninguna clave en {name}. Las firmas que lo nombran fallan.',
  'finding.dkim.none': 'Sin claves: el dominio no firma su correo, y los grandes proveedores lo apartan.',
  'finding.dkim.unknown':
    'Las claves no se pueden listar, solo pedir por su selector, que está en el campo DKIM-Signature de un mensaje (s=). No se encontró ninguna en: {tried}',
  'finding.dkim.unanswered': 'No se han podido saber las claves: {status}.',
  'finding.dmarc.enforced': 'Exige que se actúe contra el correo falsificado: p={policy}.',
  'finding.dmarc.inherited': 'Sin registro propio; se aplica el de {from}: {policy}.',
  'finding.dmarc.watching':
    'La política es «none»: el correo falsificado se entrega como si fuera auténtico. Cuando los informes sean buenos, pida quarantine.',
  'finding.dmarc.testing':
    'La política {policy} está marcada como prueba (t=y): los receptores aplican la inmediatamente más débil (RFC 9989).',
  'finding.dmarc.none':
    'Sin registro DMARC: el correo falsificado con este nombre se entrega, y los grandes proveedores apartan los envíos masivos del dominio.',
  'finding.dmarc.several': '{count} registros DMARC. Debe haber uno: los receptores no hacen caso de ninguno.',
  'finding.dmarc.syntax': '«{part}», en el registro de {about}, es incorrecto: los receptores no hacen caso del registro.',
  'finding.dmarc.sub-open': 'El dominio está protegido, los nombres por debajo no: sp=none.',
  'finding.dmarc.partial':
    'La política abarca solo una parte del correo (pct={share}). RFC 9989 lo ha suprimido: los receptores ya no lo tienen en cuenta.',
  'finding.dmarc.no-reports': 'Sin dirección para informes (rua): no puede ver quién envía con este nombre.',
  'finding.dmarc.report-address': '«{address}» no es una dirección a la que puedan ir informes: debe llevar delante mailto:.',
  'finding.dmarc.report-refused':
    'Los informes deben ir a {address}, pero {host} no ha consentido en recibirlos (RFC 9990 §4): no se envían.',
  'finding.dmarc.unanswered': 'No se ha podido saber el registro DMARC: {status}.',
  'finding.sts.fine':
    'Una política válida, que rige {days} días: los demás servidores entregan solo cifrado, y solo a los servidores que nombra.',
  'finding.sts.none':
    'Sin MTA-STS: una red intermedia puede impedir el cifrado sin que se note. Publique los registros y, en https://mta-sts.{about}/.well-known/mta-sts.txt, las líneas: {file}',
  'finding.sts.several': '{count} registros. Debe haber uno: los demás servidores entienden que no hay política.',
  'finding.sts.syntax': '«{part}», en el registro, es incorrecto: los demás servidores entienden que no hay política.',
  'finding.sts.unreachable': 'Hay un registro, pero la política no se puede obtener de https://{about}/.well-known/mta-sts.txt: {reason}.',
  'finding.sts.certificate': 'El certificado de https://{about} no es válido, así que la política no cuenta: {reason}.',
  'finding.sts.redirect': 'https://{about} redirige (estado {status}); los demás servidores no lo siguen (RFC 8461 §3.3).',
  'finding.sts.status': 'https://{about} no da la política: estado {status}.',
  'finding.sts.type': 'La política se envía como «{type}»; debería ser text/plain (RFC 8461 §3.3).',
  'finding.sts.policy': 'La política es incorrecta en «{line}»: los demás servidores no hacen caso de ella.',
  'finding.sts.testing':
    'La política es de prueba (mode: testing): los fallos se comunican, pero el correo se entrega sin cifrar igualmente.',
  'finding.sts.off': 'La política está desactivada (mode: none).',
  'finding.sts.mx-missing':
    '{about} es un servidor de correo, pero la política no lo nombra: quien la respeta no entrega ahí. Falta la línea: {line}',
  'finding.sts.short': 'La política vale solo {seconds} segundos; se recomiendan semanas, pues protege solo mientras se recuerda.',
  'finding.sts.unanswered': 'No se ha podido saber el registro MTA-STS: {status}.',
  'finding.rpt.fine': 'Los informes sobre fallos de cifrado van a {addresses}',
  'finding.rpt.none': 'Sin registro TLS-RPT: no se entera cuando otros servidores no pueden entregar cifrado.',
  'finding.rpt.several': '{count} registros. Debe haber uno: los demás servidores no hacen caso de ninguno.',
  'finding.rpt.syntax': '«{part}», en el registro, es incorrecto: no se envían informes.',
  'finding.rpt.unanswered': 'No se ha podido saber el registro TLS-RPT: {status}.',
  'finding.dane.fine':
    '{about}: registros TLSA protegidos por DNSSEC: {count}. Los servidores que conocen DANE entregan solo al certificado correcto.',
  'finding.dane.none': '{about} no tiene registro TLSA. El dominio está firmado, así que uno protegería el camino hasta él.',
  'finding.dane.unsigned': '{about} tiene registros TLSA, pero DNSSEC no los protege, o {server} no lo comprueba: así no cuentan.',
  'finding.dane.usage': '{about}: «{record}» tiene un uso menor que 2, que no cuenta para el correo (RFC 7672 §3.1.3).',
  'finding.dane.malformed': '{about}: «{record}» no es un registro TLSA válido: fallan sus números o la longitud del resumen.',
  'finding.dane.partial': '{about} no tiene registro TLSA, y otros servidores de correo del dominio sí: un atacante lleva el correo aquí.',
  'finding.dane.unanswered':
    '{about}: no se han podido saber los registros TLSA ({status}). Los servidores que conocen DANE no entregan entonces nada.',
  'finding.bimi.fine': 'Una imagen con certificado: {address}',
  'finding.bimi.none': 'Sin registro BIMI. Es opcional: algunos programas de correo mostrarían una imagen junto al correo.',
  'finding.bimi.declined': 'El dominio dice que no tiene imagen.',
  'finding.bimi.several': '{count} registros. Debe haber uno.',
  'finding.bimi.syntax': '«{part}», en el registro, es incorrecto.',
  'finding.bimi.location': '«{address}» debe ser una dirección https, y la de la imagen terminar en .svg.',
  'finding.bimi.no-dmarc': 'La imagen no se muestra: DMARC debe pedir quarantine o reject.',
  'finding.bimi.uncertified': 'No hay certificado para la imagen (a=): Gmail y Apple Mail no la muestran sin él.',
  'finding.bimi.unanswered': 'No se ha podido saber el registro BIMI: {status}.',
  'finding.smtp.fine': '{about} responde en {address}, puerto {port}, y cifra con un certificado válido ({tls}).',
  'finding.smtp.blocked':
    'No se alcanza ningún servidor en el puerto {port}. La mayoría de las redes domésticas, de oficina y de nube lo bloquean, así que probablemente sea cosa de su red y no de los servidores. Para saberlo: pruebe desde otra red, o vea si responde el servidor de otro dominio. En un servidor propio: nc -vz {host} {port}',
  'finding.smtp.silent': '{about} no responde en {address}, puerto {port}, y otros sí.',
  'finding.smtp.closed': '{about} rechaza conexiones en {address}, puerto {port}: ahí no hay servidor de correo, o lo dice un cortafuegos.',
  'finding.smtp.no-way': 'Desde este equipo no hay camino hasta {address} ({about}), lo que nada dice del servidor.',
  'finding.smtp.private':
    'No se intentó conectar con {about}: {address} no es de la Internet pública, y quien la publica puede referirse a algo de su red. Para probar una red propia, indique su servidor de nombres.',
  'finding.smtp.refused': '{about} ({address}, puerto {port}) despide la conexión: {reply}',
  'finding.smtp.failed': '{about} ({address}, puerto {port}) no llegó hasta EHLO: {reason}.',
  'finding.smtp.no-starttls': '{about} ({address}, puerto {port}) responde, pero no ofrece STARTTLS: el correo va sin cifrar.',
  'finding.smtp.starttls-failed': '{about} ({address}, puerto {port}) ofrece STARTTLS, pero el cifrado no se establece: {reason}',
  'finding.smtp.certificate':
    '{about} ({address}, puerto {port}) cifra, pero su certificado no es válido para este nombre: {reason}. Los remitentes que exigen uno válido (MTA-STS) no entregan.',
  'finding.smtp.tlsa-fine': '{about} ({address}): el certificado es el que prometen sus registros TLSA.',
  'finding.smtp.tlsa-wrong':
    '{about} ({address}): el certificado no es el que prometen sus registros TLSA. Los remitentes que conocen DANE no entregan.',
  'finding.smtp.no-auth': '{about} ({address}, puerto {port}) está indicado para enviar, pero no ofrece iniciar sesión.',
  'finding.smtp.no-submission': '{about} no responde en el puerto {port}, de envío. Es lo normal en un servidor que solo recibe.',
};
