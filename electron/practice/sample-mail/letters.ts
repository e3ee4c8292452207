import {
  attachment,
  base64Lines,
  compose,
  encodedWordB,
  encodedWordQ,
  html,
  multipart,
  type Part,
  plain,
  quotedPrintable,
  type SampleContext,
  type SampleMessage,
} from './compose.ts';
import { archiveTrace, newsletterTrace, osakaTrace, schoolTrace } from './traces.ts';

/** Ordinary correspondence, each message showing one thing about how text, files and charsets are carried. */
export function letterMessages(context: SampleContext): SampleMessage[] {
  return [
    question(context),
    minutes(context),
    japanese(context),
    flowed(context),
    oldCharset(context),
    labReport(context),
    newsletter(context),
    invitation(context),
    puzzle(context),
  ];
}

function question(context: SampleContext): SampleMessage {
  return compose(context, {
    hoursAgo: 9,
    zoneMinutes: 60,
    id: 'pregunta-334@aula.example',
    from: '=?utf-8?Q?Luc=C3=ADa_Mart=C3=ADnez?= <lucia@aula.example>',
    subject: encodedWordQ('Práctica 3: ¿qué significa «334 VXNlcm5hbWU6»?'),
    trace: schoolTrace(context),
    fields: ['Content-Language: es'],
    content: plain(`Hola:

En la práctica de AUTH LOGIN el servidor contesta «334 VXNlcm5hbWU6». No es un
error: es la palabra «Username:» en base64. La siguiente, «334 UGFzc3dvcmQ6»,
es «Password:».

Base64 no cifra nada; cualquiera puede deshacerlo. Por eso primero va STARTTLS
y después AUTH. Compruébalo en la transcripción: ¿qué línea va antes?

Un saludo,
Lucía`),
  });
}

function minutes(context: SampleContext): SampleMessage {
  return compose(context, {
    hoursAgo: 31,
    id: 'ata-reuniao',
    from: `Rui Almeida <rui@${context.domain}>`,
    subject: encodedWordB('Ata da reunião: migração para IMAP concluída'),
    flags: ['\\Seen', '\\Answered'],
    fields: ['Content-Language: pt'],
    content: plain(`Bom dia a todos,

1. As caixas de correio já não são descarregadas por POP3: ficam no servidor.
2. As pastas «Enviados» e «Lixo» têm agora um atributo (\\Sent, \\Trash), por
   isso cada programa as encontra seja qual for o nome.
3. O assunto desta mensagem está em palavras codificadas B (RFC 2047). Veja
   como fica em bruto no separador dos cabeçalhos.

Até sexta,
Rui`),
  });
}

/** ISO-2022-JP in header and body: seven bits and escape sequences, as Japanese mail was written for thirty years. */
function japanese(context: SampleContext): SampleMessage {
  const hello = '\u001b$B$3$s$K$A$O\u001b(B';
  return compose(context, {
    hoursAgo: 55,
    zoneMinutes: 540,
    id: 'konnichiwa@denshi.example',
    trace: osakaTrace(context),
    from: '=?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?= <haruka@denshi.example>',
    subject: `=?ISO-2022-JP?B?${Buffer.from(hello, 'latin1').toString('base64')}?= from Osaka`,
    content: {
      headers: ['Content-Type: text/plain; charset=ISO-2022-JP', 'Content-Transfer-Encoding: 7bit'],
      body: `${hello}\n\nThe first line says "konnichiwa", good day. It is written in seven bits: an\nescape sequence switches to Japanese and another one back. Look at the source.\n`,
    },
  });
}

/** RFC 3676: a space at the end of a line means that the paragraph goes on. */
function flowed(context: SampleContext): SampleMessage {
  return compose(context, {
    hoursAgo: 75,
    id: 'flowed',
    from: `Ben Carter <ben@${context.domain}>`,
    subject: 'Lines that know where they end',
    flags: ['\\Seen'],
    content: {
      headers: ['Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=no'],
      body: `Mail lines should not be longer than 78 characters, but nobody wants to read 
a paragraph that was cut for a terminal on the screen of a telephone. So a 
line that ends with a space is joined to the next one, and a line that does 
not is the end of a paragraph. Make this window narrow and see.

> Quoted text flows as well, at its own depth, which is why the answer and 
> the question never run into each other.
>> Even the question before it.

-- 
Ben
`,
    },
  });
}

function oldCharset(context: SampleContext): SampleMessage {
  return compose(context, {
    hoursAgo: 98,
    id: 'acta@archivo.example',
    trace: archiveTrace(context),
    from: '=?iso-8859-1?Q?Jos=E9_Nu=F1ez?= <jose@archivo.example>',
    subject: '=?iso-8859-1?Q?Antes_de_UTF-8:_la_e=F1e_ten=EDa_un_solo_octeto?=',
    flags: ['\\Seen'],
    fields: ['Content-Language: es'],
    content: {
      headers: ['Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable'],
      body: quotedPrintable(
        'Este mensaje está escrito en ISO-8859-1, como se hacía en 1998. La «ñ» es un\nsolo octeto (=F1 en quoted-printable); en UTF-8 son dos (C3 B1). Si un programa\nconfunde los dos, se ve «Ã±».\n',
        'latin1',
      ),
    },
  });
}

function labReport(context: SampleContext): SampleMessage {
  const table =
    'port,protocol,tls\r\n25,SMTP,STARTTLS\r\n110,POP3,STLS\r\n143,IMAP,STARTTLS\r\n465,submission,at once\r\n587,submission,STARTTLS\r\n993,IMAP,at once\r\n995,POP3,at once\r\n';
  return compose(context, {
    hoursAgo: 12,
    id: 'lab-report',
    from: `Ben Carter <ben@${context.domain}>`,
    subject: 'Ports and TLS, with the table attached',
    flags: ['\\Flagged'],
    content: multipart('mixed', 'lab-report-boundary', [
      plain(`Hello,

the table we talked about is attached, and a picture of a very small envelope.

Attachments are only more text: every three bytes became four letters of
base64. Open the Structure tab to see the parts, and compare the size of the
file with the size of the part.

Ben`),
      attachment('text/csv; charset=us-ascii', 'ports.csv', Buffer.from(table)),
      attachment('image/png', 'envelope.png', envelope),
    ]),
  });
}

function newsletter(context: SampleContext): SampleMessage {
  const page = `<!DOCTYPE html>
<html><head><title>The Postmark</title><style>body{font-family:Georgia,serif;color:#222}h1{color:#8a2b0e}.card{border:1px solid #ddd;border-radius:6px;padding:12px;max-width:560px}</style></head>
<body><div class="card"><h1>The Postmark</h1>
<p><img src="cid:envelope@postmark.example" alt="An envelope" width="16" height="16"> This small picture came with the message. It is a part of it, so it can be shown without asking anybody.</p>
<p><img src="https://images.postmark.example/banner.png" alt="A banner that was not loaded" width="540" height="80"></p>
<p>The banner above has not been loaded. Its picture lies on another computer, and fetching it would tell that computer when, where and that you read this.</p>
<p>Further down is a second picture, one pixel wide and invisible. It has your name in its address. That is all a tracker is.</p>
<p>Also look where <a href="https://tracker.postmark.example/click?u=4711&amp;to=https%3A%2F%2Fpractice.test%2F">this link to practice.test</a> really goes before you follow it.</p>
<img src="https://tracker.postmark.example/open.gif?u=4711&amp;m=12" width="1" height="1" alt="">
</div></body></html>`;
  const alternative = multipart('alternative', 'postmark-alternative', [
    plain(
      'THE POSTMARK\n\nThis is the text version of a newsletter. The HTML version has a picture inside\nthe message, a picture on another computer, and a tracker.',
    ),
    multipart('related', 'postmark-related', [
      html(page),
      attachment('image/png', 'envelope.png', envelope, 'inline', ['Content-ID: <envelope@postmark.example>']),
    ]),
  ]);
  return compose(context, {
    hoursAgo: 20,
    id: 'issue-12@postmark.example',
    trace: newsletterTrace(context),
    from: 'The Postmark <news@postmark.example>',
    subject: 'The Postmark, issue 12: what a picture tells about you',
    fields: [
      'List-Id: The Postmark <news.postmark.example>',
      'List-Unsubscribe: <https://postmark.example/leave?u=4711>, <mailto:leave@postmark.example>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Precedence: bulk',
    ],
    content: alternative,
  });
}

function invitation(context: SampleContext): SampleMessage {
  const start = new Date(context.now + 3 * 86_400_000);
  start.setUTCHours(15, 0, 0, 0);
  const stamp = (date: Date) => `${date.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Postglass//Practice server//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:imap-by-hand@${context.domain}`,
    `DTSTAMP:${stamp(new Date(context.now - 30 * 3_600_000))}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(new Date(start.getTime() + 3_600_000))}`,
    'SUMMARY:IMAP by hand',
    'LOCATION:Lab 2',
    `ORGANIZER;CN=Rui Almeida:mailto:rui@${context.domain}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${context.owner.address}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const inline: Part = {
    headers: ['Content-Type: text/calendar; charset=utf-8; method=REQUEST', 'Content-Transfer-Encoding: base64'],
    body: base64Lines(Buffer.from(calendar)),
  };
  return compose(context, {
    hoursAgo: 30,
    id: 'invitation',
    from: `Rui Almeida <rui@${context.domain}>`,
    subject: 'Invitation: IMAP by hand',
    content: multipart('mixed', 'invitation-mixed', [
      multipart('alternative', 'invitation-alternative', [
        plain('You are invited: "IMAP by hand", Lab 2, in three days at 15:00 UTC. Bring telnet.'),
        inline,
      ]),
      attachment('application/ics', 'invite.ics', Buffer.from(calendar)),
    ]),
  });
}

/** A message inside a message. */
function puzzle(context: SampleContext): SampleMessage {
  const inner = compose(context, {
    hoursAgo: 200,
    zoneMinutes: -180,
    id: 'puzzle@riddles.example',
    from: 'Somebody <somebody@riddles.example>',
    to: `ben@${context.domain}`,
    subject: 'Which of these lines can be trusted?',
    content: plain(
      'Only the lines that your own server wrote. Everything below them was written by\nsomebody who could write what they liked.',
    ),
  });
  return compose(context, {
    hoursAgo: 120,
    id: 'forwarded-puzzle',
    from: `Ben Carter <ben@${context.domain}>`,
    subject: 'Fwd: Which of these lines can be trusted?',
    flags: ['\\Seen'],
    content: multipart('mixed', 'puzzle-boundary', [
      plain('Forwarded as an attachment, so that its header stays as it was.'),
      {
        headers: ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="puzzle.eml"'],
        body: inner.bytes.toString('latin1'),
      },
    ]),
  });
}

/** A picture of an envelope, 16 by 16 points. */
const envelope = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAASklEQVR42mNgGB6gS5vvPzkYw4D/Xx4ShbEaAJMgRjOMxjCAkCHo6rAagMsQbGpwGoDNNmzyeA1ADixccgQNIBSY1DWAooQ0tAEAPxyjvAy3BIsAAAAASUVORK5CYII=',
  'base64',
);
