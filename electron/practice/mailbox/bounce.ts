import { headerDate } from '../dates.ts';
import type { AcceptedMessage } from './mail-store.ts';

interface BounceWishes {
  readonly original: AcceptedMessage;
  readonly recipients: readonly string[];
  readonly domain: string;
  readonly queueId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes the delivery status notification for unknown recipients: multipart/report (RFC 6522) with message/delivery-status (RFC 3464). */
export function composeBounce({ original, recipients, domain, queueId, at }: BounceWishes): Buffer {
  const boundary = `${queueId}.${Math.floor(at / 1000)}/${domain}`;
  const headerEnd = original.bytes.indexOf('\r\n\r\n');
  const originalHeader = original.bytes.subarray(0, headerEnd < 0 ? original.bytes.length : headerEnd + 2);
  const reply = (recipient: string) => `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in local recipient table`;
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
    ...recipients.flatMap((recipient) => [`<${recipient}>: user unknown`]),
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
    ...recipients.flatMap((recipient) => [
      `Final-Recipient: rfc822; ${recipient}`,
      `Original-Recipient: rfc822;${recipient}`,
      'Action: failed',
      'Status: 5.1.1',
      `Remote-MTA: dns; ${domain}`,
      `Diagnostic-Code: smtp; ${reply(recipient)}`,
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
