import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notice, prose } from './read-written.ts';

/** May stand beside the repository. */
const courseNotes = resolve(
  process.env.POSTGLASS_CORPUS ?? resolve(import.meta.dirname, '../../../../../shared/corpus'),
  '../seeds/000_dee6feb8399e6ecc.txt',
);

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
