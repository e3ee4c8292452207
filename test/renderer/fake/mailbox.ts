/** A mailbox out of nothing: the same rows for the same number, in any quantity, without holding them. */
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';

const people = [
  ['Bruno Díaz', 'bruno@example.org'],
  ['Mail Delivery System', 'mailer-daemon@mx.example.org'],
  ['Carla Nogueira', 'carla@universidade.example'],
  ['Ewa Zielińska', 'ewa@example.pl'],
  ['', 'root@dns1.example.org'],
  ['Prof. Martín Ocampo y Fernández de la Vega', 'martin.ocampo@facultad.example'],
] as const;

const subjects = [
  'Re: MX of the new zone',
  'Undelivered Mail Returned to Sender',
  'Práctica 3: enviar correo a mano con telnet',
  'Horários dos laboratórios de redes',
  'Logwatch for dns1 (Linux)',
  '',
  'Re: [postfix-users] smtpd_relay_restrictions and submission, a rather long subject that will not fit',
] as const;

const snippets = [
  'The records are in place since this morning; dig +trace shows both of them from here.',
  'This is the mail system at host mx.example.org. I am sorry to have to inform you that your message',
  'Recordad que AUTH LOGIN pide primero el usuario y después la contraseña, los dos en base64.',
  '',
] as const;

const minute = 60_000;

const pick = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** The row with this identifier; a greater identifier is a later message. */
export function makeRow(id: number, folderId: number, newestId: number, now: number): MessageRow {
  const [name, address] = pick(people, id * 7);
  const age = newestId - id;
  return {
    id,
    folderId,
    subject: pick(subjects, id * 3),
    from: [{ name, address }],
    to: [{ name: 'Ana Pérez', address: 'ana@example.test' }],
    date: now - age * 47 * minute - (age > 40 ? age * age * 1_000 : 0),
    size: 1_200 + ((id * 7_919) % 90_000),
    seen: age > 3 && id % 11 !== 0,
    flagged: id % 17 === 0,
    answered: id % 13 === 0,
    forwarded: id % 29 === 0,
    draft: false,
    attachments: id % 5 === 0,
    snippet: pick(snippets, id),
    bodyHeld: true,
    pending: false,
  };
}

export function makeAccount(id: string, name: string, address: string, practice: boolean): Account {
  return {
    id,
    practice,
    passwordMissing: false,
    settings: {
      name,
      address,
      displayName: name,
      incoming: {
        protocol: 'imap',
        host: '127.0.0.1',
        port: 143,
        security: 'starttls',
        username: name,
        mechanism: 'automatic',
      },
      outgoing: { protocol: 'smtp', host: '127.0.0.1', port: 587, security: 'starttls', username: name, mechanism: 'LOGIN' },
    },
  };
}

export function makeFolder(
  id: number,
  accountId: string,
  name: string,
  role: Folder['role'],
  total: number,
  unread: number,
  parentId: number | null = null,
): Folder {
  return {
    id,
    accountId,
    path: name,
    name,
    delimiter: '/',
    parentId,
    role,
    selectable: true,
    unread,
    total,
    server: { exists: total, uidValidity: 1, uidNext: total + 1, highestModseq: null, checkedAt: null },
  };
}

export const plainText = [
  'Hello Ana,',
  '',
  'both MX records are there now: https://dns.example.org/zone?name=example.test (the second one took an hour).',
  'Would you try AUTH LOGIN against the new host and send me the transcript?',
  '',
  '> On Tuesday Ana Pérez wrote:',
  '> The slave still answers with the old serial.',
  '>> Did you reload the zone?',
  '>> rndc reload example.test',
  '> Yes, twice.',
  '',
  'Regards',
  'Bruno',
  '-- ',
  'Bruno Díaz · postmaster@example.org',
].join('\n');

export function makeDetail(row: MessageRow, html: string | null): MessageDetail {
  return {
    row,
    accountId: 'ana',
    from: row.from,
    to: row.to,
    cc: [{ name: 'Carla Nogueira', address: 'carla@universidade.example' }],
    bcc: [],
    replyTo: [],
    listPost: null,
    received: null,
    unread: [],
    mayBeNotice: false,
    mayHoldReport: false,
    messageId: `<${row.id}@example.org>`,
    inReplyTo: null,
    references: [],
    dateField: row.date,
    headers: [
      { name: 'Return-Path', value: '<bruno@example.org>', raw: 'Return-Path: <bruno@example.org>' },
      {
        name: 'Received',
        value:
          'from mx.example.org (mx.example.org [192.0.2.25]) by mail.example.test with ESMTPS id 4F2 for <ana@example.test>; Mon, 2 Mar 2026 10:42:07 +0000',
        raw: 'Received: from mx.example.org (mx.example.org [192.0.2.25])\r\n\tby mail.example.test with ESMTPS id 4F2\r\n\tfor <ana@example.test>; Mon, 2 Mar 2026 10:42:07 +0000',
      },
      { name: 'From', value: 'Bruno Díaz <bruno@example.org>', raw: 'From: =?utf-8?Q?Bruno_D=C3=ADaz?= <bruno@example.org>' },
      { name: 'Subject', value: row.subject, raw: `Subject: ${row.subject}` },
    ],
    text: plainText,
    html,
    structure: {
      id: '',
      type: 'multipart/mixed',
      parameters: {},
      disposition: null,
      fileName: null,
      contentId: null,
      encoding: null,
      size: row.size,
      children: [
        {
          id: '1',
          type: 'text/plain',
          parameters: { charset: 'utf-8' },
          disposition: null,
          fileName: null,
          contentId: null,
          encoding: 'quoted-printable',
          size: 731,
          children: [],
        },
        {
          id: '2',
          type: 'application/pdf',
          parameters: {},
          disposition: 'attachment',
          fileName: 'zona.pdf',
          contentId: null,
          encoding: 'base64',
          size: 48_210,
          children: [],
        },
      ],
    },
    attachments: row.attachments
      ? [
          {
            partId: '2',
            name: 'zona.pdf',
            safeName: 'zona.pdf',
            type: 'application/pdf',
            size: 48_210,
            contentId: null,
            inline: false,
            isMessage: false,
            url: `bytes/message/${row.id}/part/2`,
          },
          {
            partId: '3',
            name: 'factura\u202Egpj.exe',
            safeName: 'facturagpj.exe',
            type: 'image/jpeg',
            size: 9_120,
            contentId: null,
            inline: false,
            isMessage: false,
            url: `bytes/message/${row.id}/part/3`,
          },
          {
            partId: '4',
            name: 'dot.png',
            safeName: 'dot.png',
            type: 'image/png',
            size: 70,
            contentId: 'dot@example.org',
            inline: true,
            isMessage: false,
            url: `bytes/message/${row.id}/part/4`,
          },
        ]
      : [],
    warnings: [],
    parseFailure: null,
    sourceUrl: `bytes/message/${row.id}/source`,
  };
}
