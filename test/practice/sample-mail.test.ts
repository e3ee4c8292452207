/// <reference path="../../electron/engine/mime/second-reading/mailparser.d.ts" />
import { simpleParser } from 'mailparser';
import { beforeAll, describe, expect, it } from 'vitest';
import { readHeaderBlock } from '../../electron/engine/mime/header/header-block.ts';
import { readPath } from '../../electron/engine/mime/path/message-path.ts';
import type { SampleMessage } from '../../electron/practice/sample-mail/compose.ts';
import { sampleMessages } from '../../electron/practice/sample-mail/sample-mail.ts';
import { provokedOutcome } from '../../electron/practice/smtp/provoked-outcomes.ts';

const now = Date.UTC(2026, 4, 4, 12);
const context = { owner: { address: 'ana@practice.test', displayName: 'Ana Pérez' }, domain: 'practice.test', now };

describe('The sample mail', () => {
  const messages = sampleMessages(context);
  let parsed: { message: SampleMessage; mail: Awaited<ReturnType<typeof simpleParser>> }[];
  beforeAll(async () => {
    parsed = await Promise.all(messages.map(async (message) => ({ message, mail: await simpleParser(message.bytes) })));
  });
  const find = (subject: string) => {
    const found = parsed.find(({ mail }) => mail.subject?.includes(subject));
    if (!found) throw new Error(`no message about ${subject}`);
    return found;
  };

  it('fills every folder, in three languages, all of it in the past', () => {
    expect(messages.length).toBeGreaterThanOrEqual(25);
    expect(new Set(messages.map((message) => message.folder))).toEqual(new Set(['INBOX', 'Sent', 'Drafts', 'Archive', 'Trash', 'Junk']));
    for (const subject of ['Welcome: start here', 'Bienvenida: qué puede probar aquí', 'Boas-vindas: o que experimentar aqui'])
      expect(find(subject).message.folder).toBe('INBOX');
    for (const { message, mail } of parsed) {
      expect(message.at).toBeLessThan(now);
      expect(mail.date?.getTime()).toBe(Math.floor(message.at / 1000) * 1000);
    }
  });

  it('is well formed: ASCII, CRLF, lines of at most 998 octets, one Message-ID each', () => {
    for (const { bytes } of messages) {
      const text = bytes.toString('latin1');
      expect(text).toMatch(/^(?:[\u001b\u0020-\u007e\t]{0,998}\r\n)+$/);
    }
    const ids = parsed.map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).toBe(messages.length);
    expect(ids).not.toContain(undefined);
  });

  it('welcomes with nothing that is not there', () => {
    for (const subject of ['Welcome: start here', 'Bienvenida: qué puede probar aquí', 'Boas-vindas: o que experimentar aqui']) {
      const text = find(subject).mail.text ?? '';
      const recipients = [...text.matchAll(/^ +(\S+@practice\.test)/gm)].map(([, address = '']) => address);
      expect(recipients.length, subject).toBeGreaterThanOrEqual(5);
      for (const address of recipients) expect(provokedOutcome(address).kind, address).not.toBe('none');
      expect(text, subject).not.toMatch(/consol[ae]/i);
    }
  });

  it('has a message with six hops and its authentication results', () => {
    const { message } = find('O seu empréstimo termina amanhã');
    expect(message.bytes.toString().match(/^Received: /gm)).toHaveLength(6);
    expect(message.bytes.toString()).toContain('Authentication-Results: mx1.practice.test;');
  });

  it.each([
    ['«334 VXNlcm5hbWU6»', ['Postfix', 'Postfix'], []],
    ['la eñe', ['Microsoft Exchange', 'Microsoft Exchange'], []],
    ['The Postmark', ['Exim 4.98', 'Exim 4.98'], []],
    ['こんにちは', ['Sendmail 8.17.1', null], ['clock-ahead']],
  ])('has the way of %s over servers of other people, of which only the last hop is to be believed', (subject, programs, clocks) => {
    const { hops } = readPath(readHeaderBlock(find(subject).message.bytes));
    expect(hops.map(({ program }) => program)).toEqual([...programs, 'Postglass practice server']);
    expect(hops.map(({ trusted }) => trusted)).toEqual([false, false, true]);
    expect(hops.every(({ delay }) => delay === null || delay >= 0)).toBe(true);
    expect(hops.flatMap(({ notes }) => notes.filter((note) => note.startsWith('clock')))).toEqual(clocks);
  });

  it('has a bounce and the message that caused it', () => {
    const { message } = find('Undelivered Mail Returned to Sender');
    expect(message.bytes.toString()).toMatch(/multipart\/report; report-type=delivery-status; boundary=/);
    expect(message.bytes.toString()).toContain(find('Notes from the lab').mail.messageId);
  });

  it('has attachments that come out as they were put in', () => {
    const files = find('Ports and TLS').mail.attachments;
    expect(files.map((file) => file.filename)).toEqual(['ports.csv', 'envelope.png']);
    expect(files[0]?.content.toString()).toMatch(/^port,protocol,tls\r\n25,SMTP/);
    expect(files[1]?.content.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(find('Which of these lines').mail.attachments[0]?.contentType).toBe('message/rfc822');
    const calendar = find('Invitation').mail.attachments.map((file) => file.contentType);
    expect(calendar).toContain('text/calendar');
    expect(calendar).toContain('application/ics');
  });

  it('has a newsletter with a picture of its own, a remote one and a tracker', () => {
    const { mail } = find('The Postmark');
    expect(mail.html).toContain('https://images.postmark.example/banner.png');
    expect(mail.html).toContain('width="1" height="1"');
    expect(mail.attachments[0]?.cid).toBe('envelope@postmark.example');
  });

  it('decodes to what was meant in every charset', () => {
    expect(find('こんにちは').mail.text).toContain('こんにちは');
    expect(find('la eñe').mail.from?.value[0]?.name).toBe('José Nuñez');
    expect(find('la eñe').mail.text).toContain('La «ñ» es un\nsolo octeto (=F1 en quoted-printable); en UTF-8 son dos (C3 B1)');
    expect(find('«334 VXNlcm5hbWU6»').mail.text).toContain('¿qué línea va antes?');
    expect(find('Ata da reunião').mail.text).toContain('«Enviados» e «Lixo»');
    expect(find('Lines that know').message.bytes.toString()).toMatch(/format=flowed[\s\S]*read \r\na paragraph/);
  });

  it('has a thread of five, tied together', () => {
    const thread = parsed.filter(({ mail }) => /POP3 or IMAP/.test(mail.subject ?? ''));
    expect(thread.map(({ mail }) => [mail.references ?? []].flat().length)).toEqual([0, 1, 2, 3, 4]);
  });
});
