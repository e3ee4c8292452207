import { describe, expect, it } from 'vitest';
import { notice } from './read-written.ts';

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
