/** Notices as servers write them (RFC 3464), for mailboxes of tests. */

export interface NoticeToWrite {
  readonly action: 'failed' | 'delayed' | 'delivered';
  readonly recipient: string;
  readonly original?: string;
  readonly status: string;
  readonly words: string;
  /** Of the message that it is about. */
  readonly messageId: string | null;
  readonly envelopeId?: string;
  readonly received?: string;
  /** Tells one from another. */
  readonly id: string;
}

/** @returns a message with LF line ends */
export const writeNotice = ({ action, recipient, original, status, words, messageId, envelopeId, received, id }: NoticeToWrite): string =>
  [
    'Return-Path: <>',
    `Message-ID: <${id}@mx.example.org>`,
    'Date: Mon, 30 Nov 2026 10:00:00 +0000',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example.org>',
    'To: ana@example.test',
    `Subject: Notice ${id}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `<${recipient}>: ${words}`,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    ...(envelopeId === undefined ? [] : [`Original-Envelope-Id: ${envelopeId}`]),
    '',
    ...(original === undefined ? [] : [`Original-Recipient: rfc822; ${original}`]),
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${words}`,
    '--b',
    'Content-Type: message/rfc822',
    '',
    ...(received === undefined ? [] : [`Received: ${received}`]),
    ...(messageId === null ? [] : [`Message-ID: ${messageId}`]),
    'Subject: What was sent',
    '',
    'The words that were sent.',
    '--b--',
    '',
  ].join('\n');
