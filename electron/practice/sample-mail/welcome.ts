import { compose, encodedWordB, encodedWordQ, plain, type SampleContext, type SampleMessage } from './compose.ts';

/** The first messages of the mailbox: what it is and what to try, in three languages. */
export function welcomeMessages(context: SampleContext): SampleMessage[] {
  const postmaster = `Practice server <postmaster@${context.domain}>`;
  return [
    compose(context, {
      hoursAgo: 0.2,
      id: 'welcome-en',
      from: postmaster,
      subject: 'Welcome: start here',
      fields: ['Content-Language: en'],
      content: plain(english(context.domain)),
    }),
    compose(context, {
      hoursAgo: 0.3,
      id: 'welcome-es',
      from: `Servidor de =?utf-8?Q?pr=C3=A1cticas?= <postmaster@${context.domain}>`,
      subject: encodedWordQ('Bienvenida: qué puede probar aquí'),
      fields: ['Content-Language: es'],
      content: plain(spanish(context.domain)),
    }),
    compose(context, {
      hoursAgo: 0.4,
      id: 'welcome-pt',
      from: `Servidor de =?utf-8?Q?pr=C3=A1tica?= <postmaster@${context.domain}>`,
      subject: encodedWordB('Boas-vindas: o que experimentar aqui'),
      fields: ['Content-Language: pt'],
      content: plain(portuguese(context.domain)),
    }),
  ];
}

const english = (domain: string): string => `Hello!

This mailbox lives inside the program. Three servers stand behind it, SMTP,
IMAP and POP3, and nothing you do here leaves your computer. So try
everything; the worst that can happen is that you learn something.

Five things to try:

1. Open the transcript below this message. Every line that begins with C: was
   said by your mail program, every line with S: by the server. Find the line
   that fetched this message.

2. Answer this message and watch it being sent: EHLO, AUTH, MAIL FROM,
   RCPT TO, DATA, and the 250 with the number under which the server took
   the message over.

3. Write to nobody@${domain}. The server says yes, and a moment later a
   notification comes back. Read its second part: it is meant for programs.

4. Make things go wrong on purpose. These recipients answer as you ask:
      550@${domain}              refused permanently
      421@${domain}              "not now", and the connection is closed
      451@${domain}              "try again later"
      slow@${domain}             takes its time
      drop@${domain}             hangs up in the middle of the conversation
      drop-before-dot@${domain}  hangs up while you send the message
      drop-after-dot@${domain}   takes the message and hangs up before saying so
   The last one is the interesting one: was your message sent, or was it not?

5. Type the protocols by hand. Ctrl+K and "Practice server" show the ports;
   "telnet 127.0.0.1 PORT" connects. Good first words are HELP (SMTP), CAPA
   (POP3) and "a CAPABILITY" (IMAP).

The other people here are ben and rui, and everybody's password is "practice".

The practice server`;

const spanish = (domain: string): string => `¡Hola!

Este buzón vive dentro del programa. Detrás hay tres servidores, SMTP, IMAP y
POP3, y nada de lo que haga aquí sale de su equipo. Así que pruébelo todo: lo
peor que puede pasar es que aprenda algo.

Cinco cosas para empezar:

1. Abra la transcripción, debajo de este mensaje. Cada línea que empieza por C:
   la dijo su programa; cada línea con S:, el servidor. Busque la que trajo este
   mensaje.

2. Responda y mire cómo se envía: EHLO, AUTH, MAIL FROM, RCPT TO, DATA y el 250
   con el número con que el servidor se hizo cargo del mensaje.

3. Escriba a nadie@${domain}. El servidor dice que sí y, al momento, vuelve
   un aviso. Lea su segunda parte: está escrita para programas.

4. Provoque errores. Estos destinatarios responden lo que se les pide:
      550@${domain}              rechazo definitivo
      421@${domain}              «ahora no», y se cierra la conexión
      451@${domain}              «inténtelo más tarde»
      slow@${domain}             tarda en contestar
      drop@${domain}             cuelga en medio de la conversación
      drop-before-dot@${domain}  cuelga mientras se envía el mensaje
      drop-after-dot@${domain}   acepta el mensaje y cuelga sin decirlo
   El último es el interesante: ¿se envió su mensaje, o no?

5. Escriba los protocolos a mano. Ctrl+K y «Servidor de prácticas» muestran los
   puertos; «telnet 127.0.0.1 PUERTO» conecta. Para empezar: HELP (SMTP), CAPA
   (POP3) y «a CAPABILITY» (IMAP).

También están aquí ben y rui; la contraseña de todos es «practice».

El servidor de prácticas`;

const portuguese = (domain: string): string => `Olá!

Esta caixa de correio vive dentro do programa. Por trás dela há três
servidores, SMTP, IMAP e POP3, e nada do que fizer aqui sai do seu computador.
Experimente tudo: o pior que pode acontecer é aprender alguma coisa.

Cinco coisas para começar:

1. Abra a transcrição, abaixo desta mensagem. Cada linha que começa por C: foi
   dita pelo seu programa; cada linha com S:, pelo servidor. Procure a que
   trouxe esta mensagem.

2. Responda e veja o envio: EHLO, AUTH, MAIL FROM, RCPT TO, DATA e o 250 com o
   número com que o servidor ficou responsável pela mensagem.

3. Escreva para ninguem@${domain}. O servidor diz que sim e, logo depois,
   chega um aviso. Leia a segunda parte: foi escrita para programas.

4. Provoque erros. Estes destinatários respondem o que lhes pedir:
      550@${domain}              recusa definitiva
      421@${domain}              «agora não», e a ligação é fechada
      451@${domain}              «tente mais tarde»
      slow@${domain}             demora a responder
      drop@${domain}             desliga a meio da conversa
      drop-before-dot@${domain}  desliga durante o envio da mensagem
      drop-after-dot@${domain}   aceita a mensagem e desliga sem o dizer
   O último é o interessante: a sua mensagem foi enviada ou não?

5. Escreva os protocolos à mão. Ctrl+K e «Servidor de prática» mostram as
   portas; «telnet 127.0.0.1 PORTA» abre a ligação. Para começar: HELP (SMTP),
   CAPA (POP3) e «a CAPABILITY» (IMAP).

Aqui estão também ben e rui; a palavra-passe de todos é «practice».

O servidor de prática`;
