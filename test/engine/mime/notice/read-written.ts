/** Notices as servers write them, read. */
import { readNotice } from '../../../../electron/engine/mime/notice/read-notice.ts';

const message = (lines: string): Buffer => Buffer.from(lines.replaceAll('\n', '\r\n'));
/** What is read of a message. @param lines with LF */
export const notice = (lines: string) => readNotice(message(lines));

/** A notice in prose alone, from the daemon of a server. */
export const prose = (text: string, subject = 'Undelivered Mail Returned to Sender') =>
  notice(`Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org (Mail Delivery System)\nSubject: ${subject}\n\n${text}`);

/** A notice with fields (RFC 3464), and the message that came back. */
export const report = (text: string, fields: string) =>
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
