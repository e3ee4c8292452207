import { headerDate } from '../dates.ts';
import {
  compose,
  encodedWordB,
  encodedWordQ,
  messageId,
  multipart,
  ownerMailbox,
  plain,
  type SampleContext,
  type SampleMessage,
} from './compose.ts';

const minute = 60_000;
const hour = 3_600_000;

/** Messages that show how mail travels: six hops, a bounce and what caused it, and one that forged its sender. */
export function journeyMessages(context: SampleContext): SampleMessage[] {
  return [sixHops(context), mistake(context), bounce(context), forged(context), lottery(context)];
}

/** Received fields are written on top of each other, so the first hop is the lowest (RFC 5321 §4.4). */
function sixHops(context: SampleContext): SampleMessage {
  const { domain, owner } = context;
  const start = context.now - 5 * hour;
  const at = (minutes: number, zone = 0) => headerDate(start + minutes * minute, zone);
  const trace = [
    `Return-Path: <bounces+4711@biblioteca.example>`,
    `Delivered-To: ${owner.address}`,
    `Received: from mx1.${domain} (mx1.${domain} [192.0.2.10])\n\tby store.${domain} with LMTP id 6f1Kd3aQ\n\tfor <${owner.address}>; ${at(19.2)}`,
    `Received: from relay.transit.example (relay.transit.example [198.51.100.7])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tby mx1.${domain} (Postfix) with ESMTPS id 4XyZ120abc\n\tfor <${owner.address}>; ${at(19)}`,
    `Received: from scan.transit.example (scan.transit.example [198.51.100.9])\n\tby relay.transit.example (Postfix) with ESMTP id 9C41D20F; ${at(4.5, 60)}`,
    `Received: from out2.biblioteca.example (out2.biblioteca.example [203.0.113.22])\n\tby scan.transit.example (Exim 4.97) with esmtps (TLS1.3)\n\tid 1tQkzA-0007hG-2s; ${at(2, 60)}`,
    `Received: from catalogo.biblioteca.example ([10.20.0.5])\n\tby out2.biblioteca.example with ESMTPA id b83f11; ${at(0.3)}`,
    `Received: from localhost (localhost [127.0.0.1])\n\tby catalogo.biblioteca.example (Sendmail 8.18) with SMTP id 4A1; ${at(0)}`,
    `Authentication-Results: mx1.${domain};\n\tdkim=pass header.d=biblioteca.example header.s=mail2026 header.b=Kq3tVw;\n\tspf=pass smtp.mailfrom=bounces+4711@biblioteca.example;\n\tdmarc=pass (policy=reject) header.from=biblioteca.example`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=biblioteca.example;\n\ts=mail2026; h=from:to:subject:date:message-id;\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n\tb=Kq3tVwExampleOnlyThisSignatureIsNotReal0123456789abcdefghijklmn=`,
  ];
  return compose(context, {
    hoursAgo: 5,
    id: 'emprestimo-20931@catalogo.biblioteca.example',
    from: `Biblioteca Municipal <avisos@biblioteca.example>`,
    subject: encodedWordB('O seu empréstimo termina amanhã'),
    trace,
    fields: ['Auto-Submitted: auto-generated', 'Content-Language: pt'],
    content: plain(`Bom dia,

O livro «Correio: uma história da distância» deve ser devolvido até amanhã.

Esta mensagem passou por seis computadores até chegar aqui. Abra o separador
dos cabeçalhos e leia as linhas Received de baixo para cima: cada servidor
acrescenta a sua por cima das outras. Numa delas a mensagem esperou quase um
quarto de hora. Consegue encontrá-la?

Biblioteca Municipal`),
  });
}

/** The message in Sent that the bounce is about. */
function mistake(context: SampleContext): SampleMessage {
  return compose(context, {
    folder: 'Sent',
    flags: ['\\Seen'],
    hoursAgo: 27,
    id: 'slip-of-the-finger',
    from: ownerMailbox(context),
    to: `Ben Carter <bne@${context.domain}>`,
    subject: 'Notes from the lab',
    content: plain(`Hi Ben,

Here is what we saw today: port 25 is for servers talking to each other, 587
is for programs like ours handing mail in, and 465 is the same with TLS from
the first byte.

See you on Thursday.`),
  });
}

function bounce(context: SampleContext): SampleMessage {
  const { domain, owner } = context;
  const address = `bne@${domain}`;
  const at = context.now - 27 * hour;
  const reason = `550 5.1.1 <${address}>: Recipient address rejected: User unknown in local recipient table`;
  return compose(context, {
    hoursAgo: 26.9,
    id: '5D20C1A0042',
    from: `Mail Delivery System <MAILER-DAEMON@${domain}>`,
    to: owner.address,
    subject: 'Undelivered Mail Returned to Sender',
    trace: ['Return-Path: <>'],
    fields: ['Auto-Submitted: auto-replied'],
    content: report(
      multipart('report', '5D20C1A0042.practice', [
        {
          headers: ['Content-Description: Notification', 'Content-Type: text/plain; charset=us-ascii'],
          body: `This is the mail system at host ${domain}.

The message you sent could not be delivered to one recipient. Nothing is wrong
with your program: the name before the @ does not exist here. Look closely,
two letters have changed places.

<${address}>: ${reason}
`,
        },
        {
          headers: ['Content-Description: Delivery report', 'Content-Type: message/delivery-status'],
          body: `Reporting-MTA: dns; ${domain}
X-Postfix-Queue-ID: 5D20C1A0042
Arrival-Date: ${headerDate(at)}

Final-Recipient: rfc822; ${address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; ${reason}
`,
        },
        {
          headers: ['Content-Description: Undelivered message headers', 'Content-Type: text/rfc822-headers'],
          body: `Date: ${headerDate(at)}
From: ${ownerMailbox(context)}
To: Ben Carter <${address}>
Subject: Notes from the lab
Message-ID: ${messageId('slip-of-the-finger', domain)}
`,
        },
      ]),
    ),
  });
}

/** RFC 6522: the report type is a parameter of multipart/report. */
function report(part: ReturnType<typeof multipart>): ReturnType<typeof multipart> {
  return {
    ...part,
    headers: part.headers.map((header) => header.replace('multipart/report;', 'multipart/report; report-type=delivery-status;')),
  };
}

function forged(context: SampleContext): SampleMessage {
  const { domain, owner } = context;
  return compose(context, {
    folder: 'Junk',
    hoursAgo: 50,
    id: 'urgent-8841@cheap-hosting.example',
    from: `"Banco del Norte" <seguridad@banco-norte.example>`,
    subject: encodedWordQ('Su cuenta será bloqueada hoy'),
    trace: [
      'Return-Path: <www-data@cheap-hosting.example>',
      `Received: from cheap-hosting.example (unknown [203.0.113.99])\n\tby mx1.${domain} (Postfix) with ESMTP id 4XyB770def\n\tfor <${owner.address}>; ${headerDate(context.now - 50 * hour)}`,
      `Authentication-Results: mx1.${domain};\n\tdkim=none;\n\tspf=fail smtp.mailfrom=www-data@cheap-hosting.example;\n\tdmarc=fail (policy=quarantine) header.from=banco-norte.example`,
    ],
    fields: ['Content-Language: es', 'X-Spam-Flag: YES', 'Reply-To: helpdesk@cheap-hosting.example'],
    content: plain(`Estimado cliente:

Confirme su contraseña hoy mismo o su cuenta será bloqueada.

(Este es un ejemplo hecho para aprender. Compare From, Return-Path, Reply-To y
Authentication-Results: quien dice ser un banco envió desde un alojamiento
barato, SPF y DMARC fallan, y la respuesta iría a un tercero.)`),
  });
}

function lottery(context: SampleContext): SampleMessage {
  return compose(context, {
    folder: 'Junk',
    flags: ['\\Seen'],
    hoursAgo: 140,
    id: 'prize@lottery.example',
    from: 'PRIZE DEPARTMENT <winner@lottery.example>',
    to: 'undisclosed-recipients:;',
    subject: 'You have won a lottery you never entered',
    fields: ['X-Spam-Flag: YES'],
    content: plain(
      'The To field of this message is an empty group, "undisclosed-recipients:;".\nSomebody wrote to thousands and did not want them to see each other.',
    ),
  });
}
