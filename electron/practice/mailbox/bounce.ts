import { headerDate } from '../dates.ts';
import type { AcceptedMessage } from './mail-store.ts';

/** Somebody who does not get the message, and why. */
export interface BouncedRecipient {
  readonly address: string;
  /** Enhanced status code (RFC 3463). */
  readonly status: string;
  /** For people. */
  readonly reason: string;
  /** Who refused it, and with which reply; null where nobody was asked. */
  readonly remote: { readonly host: string; readonly reply: string } | null;
}

interface BounceWishes {
  readonly original: AcceptedMessage;
  readonly recipients: readonly BouncedRecipient[];
  readonly domain: string;
  readonly queueId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes the delivery status notification: multipart/report (RFC 6522) with message/delivery-status (RFC 3464). */
export function composeBounce({ original, recipients, domain, queueId, at }: BounceWishes): Buffer {
  const boundary = `${queueId}.${Math.floor(at / 1000)}/${domain}`;
  const headerEnd = original.bytes.indexOf('\r\n\r\n');
  const originalHeader = original.bytes.subarray(0, headerEnd < 0 ? original.bytes.length : headerEnd + 2);
  const head = [
    'Return-Path: <>',
    `Date: ${headerDate(at)}`,
    `From: Mail Delivery System <MAILER-DAEMON@${domain}>`,
    `To: <${original.sender}>`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <${queueId}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    `\tboundary="${boundary}"`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    `--${boundary}`,
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system of ${domain}, a practice server.`,
    '',
    'Your message was accepted, but it could not be delivered to everybody.',
    'A real server writes such a notification when it finds out only after the',
    'final dot that a recipient does not exist. The second part of this message',
    'is for programs (RFC 3464); the third holds the header of what you sent.',
    '',
    ...recipients.map(({ address, reason }) => `<${address}>: ${reason}`),
    '',
    `--${boundary}`,
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${domain}`,
    `X-Postglass-Queue-ID: ${original.queueId}`,
    `X-Postglass-Sender: rfc822; ${original.sender}`,
    `Arrival-Date: ${headerDate(original.at)}`,
    '',
    ...recipients.flatMap(({ address, status, reason, remote }) => [
      `Final-Recipient: rfc822; ${address}`,
      `Original-Recipient: rfc822;${address}`,
      'Action: failed',
      `Status: ${status}`,
      ...(remote
        ? [`Remote-MTA: dns; ${remote.host}`, `Diagnostic-Code: smtp; ${remote.reply}`]
        : [`Diagnostic-Code: x-postglass; ${reason}`]),
      '',
    ]),
    `--${boundary}`,
    'Content-Description: Undelivered message headers',
    'Content-Type: text/rfc822-headers',
    '',
    '',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'utf8'), originalHeader, Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8')]);
}
