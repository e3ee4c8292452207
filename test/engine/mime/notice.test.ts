import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNotice } from '../../../electron/engine/mime/notice/read-notice.ts';
import { corpusMessages, describeWithCorpus, readCorpusText } from '../../support/material/corpus.ts';

/** May stand beside the repository. */
const corpus = process.env.POSTGLASS_CORPUS ?? resolve(import.meta.dirname, '../../../../shared/corpus');
const courseNotes = resolve(corpus, '../seeds/000_dee6feb8399e6ecc.txt');

const message = (lines: string): Buffer => Buffer.from(lines.replaceAll('\n', '\r\n'));
const notice = (lines: string) => readNotice(message(lines));

/** A notice in prose alone, from the daemon of a server. */
const prose = (text: string, subject = 'Undelivered Mail Returned to Sender') =>
  notice(`Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\nSubject: ${subject}\n\n${text}`);

const report = (text: string, fields: string) =>
  notice(`Return-Path: <>
From: MAILER-DAEMON@mx.example.org
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

${text}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4AbCdE
Original-Envelope-Id: env-7

${fields}
--b
Content-Type: message/rfc822

Message-ID: <first@example.net>
Subject: The first one

Hello
--b--`);

describe('a notice with the fields of RFC 3464', () => {
  it('says recipient, codes, reason and the message that it is about', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; bo@example.org\nOriginal-Recipient: rfc822;info@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mail.example.org\nDiagnostic-Code: smtp; 550 5.1.1 <bo@example.org>: Recipient address rejected: User unknown',
    );
    expect(read).toMatchObject({
      kind: 'failed',
      reporter: 'mx.example.org',
      original: { messageId: '<first@example.net>', subject: 'The first one', envelopeId: 'env-7', queueId: '4AbCdE' },
    });
    expect(read?.recipients).toEqual([
      {
        address: 'bo@example.org',
        original: 'info@example.org',
        kind: 'failed',
        status: '5.1.1',
        reply: 550,
        text: '550 5.1.1 <bo@example.org>: Recipient address rejected: User unknown',
        remote: 'mail.example.org',
        permanent: true,
        addressFault: true,
        reason: 'no-such-user',
        class: 'recipient',
      },
    ]);
  });

  it.each([
    [
      'the server’s own code, of the same class as the field',
      'Status: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full',
      '5.2.2',
      552,
      'mailbox-full',
    ],
    [
      'the code in the words, where the field says only that it was tried for days',
      'Status: 4.4.7\nDiagnostic-Code: smtp; 450 4.7.1 Access denied. IP name lookup failed',
      '4.7.1',
      450,
      'reverse-name',
    ],
    [
      'the field, where the words have none',
      'Status: 5.7.1\nDiagnostic-Code: smtp; 554 This message looks like spam',
      '5.7.1',
      554,
      'spam',
    ],
    [
      'a refusal of the sender',
      'Status: 5.7.26\nDiagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from example.net is not accepted due to domain’s DMARC policy',
      '5.7.26',
      550,
      'not-authenticated',
    ],
    [
      'a full disk, which is no full mailbox',
      'Status: 4.3.1\nDiagnostic-Code: smtp; 452 4.3.1 Insufficient system storage',
      '4.3.1',
      452,
      'server-full',
    ],
    ['a loop', 'Status: 5.4.6\nDiagnostic-Code: smtp; 554 5.4.6 Too many hops', '5.4.6', 554, 'loop'],
    ['a code alone', 'Status: 5.1.10', '5.1.10', null, 'not-accepting'],
  ])('takes %s', (_, fields, status, reply, reason) => {
    const read = report('I am sorry.', `Final-Recipient: rfc822; bo@example.org\nAction: failed\n${fields}`);
    expect(read?.recipients[0]).toMatchObject({ status, reply, reason });
  });

  it.each([
    ['delayed', 'delayed'],
    ['delivered', 'delivered'],
    ['relayed (to a host without DSN)', 'relayed'],
    ['expanded', 'relayed'],
  ])('is no failure where the action is %s', (action, kind) => {
    const read = report('For your information.', `Final-Recipient: rfc822; bo@example.org\nAction: ${action}\nStatus: 2.0.0`);
    expect(read?.kind).toBe(kind);
  });

  it('names each of several recipients with its own reason', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822; c@example.org\nAction: delivered\nStatus: 2.0.0',
    );
    expect(read?.recipients.map(({ address, kind, reason }) => [address, kind, reason])).toEqual([
      ['a@example.org', 'failed', 'no-such-user'],
      ['b@example.org', 'failed', 'mailbox-full'],
      ['c@example.org', 'delivered', 'unknown'],
    ]);
  });
});

describe('unusual fields', () => {
  it('reads an address in letters of its own (RFC 6533)', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: utf-8; bo@example.org\nOriginal-Recipient: utf-8;jos\\x{E9}@example.org\nAction: failed\nStatus: 5.1.1',
    );
    expect(read?.recipients[0]?.original).toBe('josé@example.org');
  });

  it.each(['x400; /S=diaz/G=bo/PRMD=ac/C=XX/', 'X-Local; uid=4411'])('names the address that a person knows, not %s', (final) => {
    const read = report(
      'I am sorry.',
      `Original-Recipient: rfc822; bo@example.org\nFinal-Recipient: ${final}\nAction: failed\nStatus: 5.1.1`,
    );
    expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', original: null });
  });

  it('reads a part for each recipient', () => {
    const read = report(
      'I am sorry.',
      'Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 5.2.2',
    );
    expect(read?.recipients.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org']);
  });

  it.each([
    [
      'an unknown mailbox in the words of Exchange',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient b.o@example.org not found by SMTP address lookup',
      'no-such-user',
      true,
    ],
    [
      'a refusal of the sender',
      '550-Verification failed for <ana@example.net>\n 550-Response: 550 5.1.1 User unknown\n 550 Sender verify failed',
      'sender-refused',
      false,
    ],
    ['servers that were all tried', 'Too many failures (Tried all MXs)', 'unreachable', false],
  ])('finds %s', (_, words, reason, addressFault) => {
    const read = report(
      'I am sorry.',
      `Final-Recipient: rfc822; b.o@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; ${words}`,
    );
    expect(read?.recipients[0]).toMatchObject({ reason, addressFault });
  });
});

describe('a notice in prose', () => {
  it.each([
    [
      'qmail',
      'Hi. This is the qmail-send program at mx.example.org.\nI am afraid I was not able to deliver your message.\n\n<bo@example.org>:\n192.0.2.25 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.25.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <ana@example.net>\nSubject: x 452 4.2.2',
      [['bo@example.org', '5.1.1', 550, 'no-such-user']],
    ],
    [
      'Exim',
      'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  bo@example.org\n    host mx.example.org [192.0.2.12]\n    SMTP error from remote mail server after RCPT TO:<bo@example.org>:\n    550 5.2.2 Mailbox full\n  cy@example.com\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nSubject: x',
      [
        ['bo@example.org', '5.2.2', 550, 'mailbox-full'],
        ['cy@example.com', null, null, 'unrouteable'],
      ],
    ],
    [
      'Postfix',
      'This is the mail system at host mx.example.org.\n\n<bo@example.org>: host mail.example.org[192.0.2.9] said: 554 5.7.1\n    Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org (in\n    reply to RCPT TO command)',
      [['bo@example.org', '5.7.1', 554, 'sender-blocked']],
    ],
    [
      'Sendmail',
      '   ----- The following addresses had permanent fatal errors -----\n<bo@example.org>\n    (reason: 550 Host unknown)\n\n   ----- Transcript of session follows -----\n550 5.1.2 <bo@example.org>... Host unknown (Name server: example.org.: host not found)',
      [['bo@example.org', '5.1.2', 550, 'no-such-domain']],
    ],
    [
      'an old Sendmail, several in one conversation',
      '   ----- Transcript of session follows -----\nWhile talking to mx.example.org:\n>>> MAIL From:<ana@example.net>\n<<< 501 no access from mail server [192.0.2.55] which is an open relay.\n554 <bo@example.org>... Remote protocol error\n>>> RCPT To:<cy@example.org>\n<<< 550 <cy@example.org>... User unknown\n550 <cy@example.org>... User unknown\n\n   ----- Unsent message follows -----\nSubject: x',
      [
        ['bo@example.org', null, 501, 'sender-blocked'],
        ['cy@example.org', null, 550, 'no-such-user'],
      ],
    ],
  ])('of %s', (_, text, expected) => {
    expect(prose(text)?.recipients.map(({ address, status, reply, reason }) => [address, status, reply, reason])).toEqual(expected);
  });

  // Mail programs and providers translate their notices; those of Microsoft 365 come in the sender's language.
  it.each([
    ['Spanish', 'No se puede entregar: Hola', 'No se pudo entregar el mensaje.\n\nbo@example.org\nEl usuario no existe.', 'no-such-user'],
    [
      'Portuguese',
      'Falha na entrega',
      'A mensagem não pôde ser entregue:\n\n  bo@example.org\n\nMotivo: a caixa postal está cheia.',
      'mailbox-full',
    ],
    ['French', 'Message non distribué', 'Votre message n’a pas pu être remis.\n\n<bo@example.org> : destinataire inconnu', 'no-such-user'],
    [
      'German',
      'Unzustellbar: Hallo',
      'Nicht zugestellt an:\n\n  bo@example.org\n\nGrund:\n\n  Benutzer bo (bo@example.org) nicht aufgelistet',
      'no-such-user',
    ],
    ['Dutch', 'Onbestelbaar: Hallo', 'De bezorging is mislukt:\n\nbo@example.org\nHet postvak is vol.', 'mailbox-full'],
    ['Italian', 'Mancata consegna', 'Messaggio non recapitato.\n\nbo@example.org: casella piena', 'mailbox-full'],
    ['Polish', 'Zwrot poczty', 'Wiadomość nie mogła zostać dostarczona:\n\nbo@example.org: nie ma takiego użytkownika', 'no-such-user'],
    [
      'Russian',
      'Недоставленное сообщение',
      'Ваше письмо не может быть доставлено:\n\nbo@example.org: почтовый ящик переполнен',
      'mailbox-full',
    ],
    ['Turkish', 'Teslim edilemedi', 'İletiniz teslim edilemedi:\n\nbo@example.org\nPosta kutusu dolu', 'mailbox-full'],
    ['Swedish', 'Kunde inte levereras', 'Meddelandet kunde inte levereras.\n\nbo@example.org: mottagaren finns inte', 'no-such-user'],
    ['Chinese', '系统退信', '抱歉，您的邮件被退回来了。\n收件人邮件地址（bo@example.org）不存在，邮件无法送达。', 'no-such-user'],
    ['Japanese', '配信不能', '次のあて先へ送信できませんでした。\n\nbo@example.org\nメールボックスがいっぱいです', 'mailbox-full'],
    ['Korean', '메일 전송 실패', '전송되지 못했습니다.\n수신자: bo@example.org\n존재하지 않는 사용자입니다.', 'no-such-user'],
    ['a language that is not known', 'Xxxx', 'Lorem ipsum dolor sit amet:\n\nbo@example.org\nconsectetur', 'unknown'],
  ])('is read in %s', (_, subject, text, reason) => {
    const read = notice(
      `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\nSubject: ${subject}\nAuto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}`,
    );
    expect(read).toMatchObject({ kind: 'failed', recipients: [{ address: 'bo@example.org', reason }] });
  });

  it('quotes the server where the notice itself is in whole sentences', () => {
    const read = prose(
      'Your message to bo@example.org couldn’t be delivered.\n\nbo wasn’t found at example.org.\n\nOriginal Message Details\nRecipient Address:  bo@example.org\n\nError Details\nReported error:  550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bo@example.org not found by SMTP address lookup\n',
      'Undeliverable: Hello',
    );
    expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', status: '5.1.10', reply: 550, reason: 'no-such-user' });
    expect(read?.recipients[0]?.text).toContain('RecipientNotFound');
  });

  it.each([
    [
      'CommuniGate',
      "Failed to deliver to 'bo@example.org'\nSMTP module(domain example.org) reports:\n host mx.example.org says:\n 550 5.1.1 User unknown",
      '5.1.1',
    ],
    [
      'Mimecast',
      'The email sent to: bo@example.org\nwas not delivered for this reason:\n550 5.7.1 Administrative prohibition\nAsk postmaster@example.com.',
      '5.7.1',
    ],
    ['IMail', 'Unknown user: bo@example.org', null],
  ])('takes the only address in it for the recipient: %s', (_, text, status) => {
    expect(prose(text)?.recipients).toMatchObject([{ address: 'bo@example.org', status }]);
  });

  it('reads a reply behind the address of a host', () => {
    expect(prose('Failed:\nbo@example.org: [192.0.2.3], 550 user unknown')?.recipients[0]).toMatchObject({
      reply: 550,
      reason: 'no-such-user',
    });
  });

  it('tells a delay of Gmail from a failure', () => {
    const text = 'There was a temporary problem delivering your message to bo@example.org. Gmail will retry for 46 more hours.';
    expect(prose(text, 'Delivery Status Notification (Delay)')?.kind).toBe('delayed');
  });

  it('makes up no reason from the sentences that stand in every notice', () => {
    const read = prose(
      'This is the mail system at host mx.example.org.\n\nI am sorry to have to inform you that your message could not be delivered to one or more\nrecipients.\n\n  --- Delivery report unavailable ---',
    );
    expect(read?.recipients).toMatchObject([{ address: null, reason: 'unknown' }]);
  });

  it('does not take what the returned message says for the reason', () => {
    const read = prose(
      'Your message to <bo@example.org> could not be delivered.\n\n----- Original message -----\nSubject: 550 5.1.1 user unknown\n\nmailbox full',
    );
    expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', status: null, reply: null, reason: 'unknown' });
  });

  it('makes up no code where none is stated', () => {
    expect(prose('<bo@example.org>: mailbox is full')?.recipients[0]).toMatchObject({ status: null, reply: null, class: 'mailbox-full' });
  });

  it('explains what Exim says where it sends nothing elsewhere, as the course notes show it', () => {
    const lines = [
      'Envelope-to: usuario@profesor.example',
      'X-Failed-Recipients: alguien@lejos.example',
      'Auto-Submitted: auto-replied',
      'From: Mail Delivery System <Mailer-Daemon@profesor.example>',
      'To: usuario@profesor.example',
      'Subject: Mail delivery failed: returning message to sender',
      '',
      'This message was created automatically by mail delivery software.',
      'A message that you sent could not be delivered to one or more of its',
      'recipients. This is a permanent error. The following address(es) failed:',
      '  alguien@lejos.example',
      '    Mailing to remote domains not supported',
      '------ This is a copy of the message, including all the headers. -----',
      'Return-path: <usuario@profesor.example>',
      'Received: from usuario by profesor.example with local (Exim 4.80)',
      '\t(envelope-from <usuario@profesor.example>) id 1YGoOn-0000sr-TV',
      '\tfor alguien@lejos.example; Thu, 29 Jan 2015 13:40:41 +0100',
      'Message-Id: <E1YGoOn-0000sr-TV@profesor.example>',
    ];
    expect(notice(lines.join('\n'))).toMatchObject({
      kind: 'failed',
      recipients: [{ address: 'alguien@lejos.example', reason: 'relay-denied', permanent: true, addressFault: false }],
      original: { messageId: '<E1YGoOn-0000sr-TV@profesor.example>', queueId: '1YGoOn-0000sr-TV' },
    });
  });

  it.skipIf(!existsSync(courseNotes))('explains the notice of the course notes themselves', () => {
    const text = readFileSync(courseNotes, 'utf8');
    const shown = text.slice(text.indexOf('X-Failed-Recipients'), text.indexOf('|:', text.indexOf('X-Failed-Recipients')));
    // The screen was copied without the empty line behind the header.
    const [recipient] = notice(shown.replace('This message was created', '\nThis message was created'))?.recipients ?? [];
    expect(recipient).toMatchObject({ kind: 'failed', reason: 'relay-denied', permanent: true });
    expect(recipient?.text).toContain('Mailing to remote domains not supported');
  });

  it('says that a server is still trying', () => {
    expect(
      prose('<bo@example.org>: Connection timed out. Will keep trying.', 'Warning: could not send message for past 4 hours')?.kind,
    ).toBe('delayed');
  });
});

describe('what is no failure', () => {
  it.each([
    [
      'a message put away unread',
      'From: bo@example.org\nSubject: Not read: Hello\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nDeleted.\n--b\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: <first@example.net>\nDisposition: automatic-action/MDN-sent-automatically; deleted\n--b--',
      'unread',
    ],
    [
      'an absence, whose subject names what it answers',
      'Return-Path: <>\nFrom: Bo <bo@example.org>\nAuto-Submitted: auto-replied\nSubject: Automatische Antwort: Undelivered Mail\n\nIch bin nicht im Hause. Fehler 550? Schreiben Sie der IT.',
      'answer',
    ],
    [
      'an absence',
      'From: Bo <bo@example.org>\nAuto-Submitted: auto-replied\nSubject: Out of office\n\nI cannot be reached: undeliverable until Monday.',
      'answer',
    ],
    [
      'a confirmation of reading',
      'From: bo@example.org\nSubject: Read: Hello\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--',
      'read',
    ],
    [
      'a complaint',
      'From: fbl@example.org\nSubject: Abuse report\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <ana@example.net>\n--b--',
      'complaint',
    ],
  ])('%s is told from one', (_, lines, kind) => {
    expect(notice(lines)?.kind).toBe(kind);
  });

  it('says which message a confirmation is about', () => {
    const read = notice(
      'From: bo@example.org\nSubject: Read: Hello\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: <first@example.net>\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--',
    );
    expect(read).toMatchObject({ kind: 'read', original: { messageId: '<first@example.net>' } });
  });

  it.each([
    [
      'one that somebody sends on',
      'Return-Path: <bo@example.org>\nFrom: Bo <bo@example.org>\nSubject: Fwd: Undelivered Mail\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nLook at this.\n--a\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@mx.example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; cy@example.org\nAction: failed\nStatus: 5.1.1\n--b--\n--a--',
    ],
    [
      'a parcel',
      'Return-Path: <bounces@example.com>\nFrom: Shop <bounces@example.com>\nSubject: Delivery failed: choose a new date\n\nYour parcel could not be delivered to your address.',
    ],
    [
      'a postmaster who answers by hand',
      'From: Postmaster <postmaster@example.org>\nSubject: Re: Mail delivery problem\n\nYour mail failed because our server was down. It works again.',
    ],
    [
      'a forgery that wants a password',
      'Return-Path: <>\nFrom: Mail Delivery System <promo@example.com>\nSubject: Verify your mailbox now\n\nYour mailbox is almost full and mail was rejected. Click https://example.com',
    ],
    [
      'a person who writes about one',
      'From: Bo <bo@example.org>\nSubject: Undelivered mail\n\nI got 550 5.1.1 user unknown from you. What is wrong?',
    ],
    [
      'a newsletter',
      'From: news@example.org\nList-Id: <news.example.org>\nSubject: Delivery times have changed\n\nYour order could not be delivered.',
    ],
    ['nothing', ''],
  ])('%s is no notice', (_, lines) => {
    expect(notice(lines)).toBeNull();
  });
});

/** The list of recipients and the conversation about them, as Sendmail writes it. */
function conversation(recipients: number): string {
  const names = Array.from({ length: recipients }, (_, at) => `u${at}`);
  const lines = names.map((name, at) => `>>> RCPT To:<${name}@example.org>\n<<< ${550 + (at % 2)} no ${name}`);
  return `${names.map((name) => `<${name}@example.org>`).join('\n')}\n\n   ----- Transcript of session follows -----\n${lines.join('\n')}\n`;
}

it.each([
  ['dashes', '-'.repeat(200_000)],
  ['addresses', 'a@b.'.repeat(60_000)],
  ['codes', '550 5.1.1 '.repeat(30_000)],
  ['words', 'recipient: mailbox user '.repeat(10_000)],
  ['empty lines', '\n'.repeat(200_000)],
  ['blanks', ' '.repeat(200_000)],
  ['blanks behind a colon', `said:${' '.repeat(60_000)}`],
  ['blanks over two lines', `said:${'\t'.repeat(30_000)}\n${' '.repeat(30_000)}`],
  ['one line of copies', `User unknown\n\nThis is a copy of the message ${'copy of '.repeat(7_500)}`],
  ['recipients in a conversation', conversation(500)],
])('is read however hostile the text is: %s', (_, text) => {
  const before = process.threadCpuUsage();
  expect(prose(text)?.kind).toBe('failed');
  const { user, system } = process.threadCpuUsage(before);
  expect(user + system).toBeLessThan(600_000);
});

it('reads fields that are folded into very many lines', () => {
  const before = process.threadCpuUsage();
  const read = report(
    'I am sorry.',
    `Final-Recipient: rfc822; bo@example.org\nDiagnostic-Code: smtp; 550 gone\n${' more\n'.repeat(150_000)}`,
  );
  const { user, system } = process.threadCpuUsage(before);
  expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', reply: 550 });
  expect(user + system).toBeLessThan(900_000);
});

it('gives each recipient the replies of a conversation that are about it', () => {
  const [first, second] = prose(conversation(2))?.recipients ?? [];
  expect(first).toMatchObject({ address: 'u0@example.org', reply: 550, text: expect.stringContaining('no u0') });
  expect(first?.text).not.toContain('no u1');
  expect(second).toMatchObject({ address: 'u1@example.org', reply: 551, text: expect.stringContaining('no u1') });
});

describeWithCorpus('notices of many mail programs', () => {
  interface Truth {
    readonly status: string;
    readonly reply: string;
    readonly reason: string;
    readonly hard: boolean;
  }
  const folder = 'sisimai-bounces/maildir/bsd/';
  const classes: Readonly<Record<string, string>> = {
    userunknown: 'recipient',
    filtered: 'recipient',
    hostunknown: 'recipient',
    notaccept: 'recipient',
    suspend: 'recipient',
    mailboxfull: 'mailbox-full',
    networkerror: 'path',
    expired: 'path',
    feedback: 'feedback',
    systemerror: 'system',
    systemfull: 'system',
  };

  it('state their codes exactly, and the class and whether the address is at fault in nine of ten', () => {
    const { files } = JSON.parse(readCorpusText('sisimai-expected/expected.json')) as { files: Record<string, Truth[]> }; // the file's own format
    const messages = new Map(corpusMessages().map(({ path, raw }) => [path, raw]));
    const wrong: string[] = [];
    let [all, fault, sameClass] = [0, 0, 0];
    for (const [file, truths] of Object.entries(files)) {
      const raw = messages.get(`${folder}${file}`);
      if (!raw) continue;
      const read = readNotice(raw);
      truths.forEach((truth, index) => {
        all += 1;
        const isComplaint = truth.reason === 'feedback';
        const recipient = read?.recipients[index];
        // 5.0.9nn are the corpus's own: no message states them.
        if (truth.status !== '' && !/^[45]\.0\.9/.test(truth.status) && recipient?.status !== truth.status)
          wrong.push(`${file}: ${recipient?.status} for ${truth.status}`);
        if (truth.reply !== '' && String(recipient?.reply) !== truth.reply) wrong.push(`${file}: ${recipient?.reply} for ${truth.reply}`);
        if (isComplaint ? read?.kind === 'complaint' : recipient?.addressFault === truth.hard) fault += 1;
        if (isComplaint ? read?.kind === 'complaint' : recipient?.class === (classes[truth.reason] ?? 'policy')) sameClass += 1;
      });
    }
    expect(wrong).toEqual([]);
    expect(all).toBeGreaterThan(70);
    expect(fault / all).toBeGreaterThan(0.9);
    expect(sameClass / all).toBeGreaterThan(0.9);
  });

  it('are not seen in ordinary mail', () => {
    const ordinary = corpusMessages().filter(({ class: kind }) => kind === 'ham' || kind === 'ham-hard' || kind === 'spam');
    expect(ordinary.length).toBeGreaterThan(300);
    expect(ordinary.filter(({ raw }) => readNotice(raw) !== null).map(({ path }) => path)).toEqual([]);
  });
});
