import { expect, test } from 'vitest';
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { client, server } from '../marked-dialogue.ts';
import { answers, played } from './dialogues.ts';

/** Texts in the shape that servers use, and their entries. The command is the one that such a text answers. */
const replies: readonly (readonly [command: string, reply: string, key: string])[] = [
  ['AUTH LOGIN', '534 5.7.9 Application-specific password required. For more information, go to', 'gmail.application-password'],
  ['AUTH LOGIN', '535 5.7.8 https://support.google.test/mail/?p=BadCredentials ab12 - gsmtp', 'gmail.credentials'],
  ['AUTH LOGIN', '534 5.7.14 Please log in via your web browser and then try again.', 'gmail.web-login'],
  ['MAIL FROM:<a@x.test>', '530 5.7.0 https://support.google.test/mail/?p=WantAuthError ab12 - gsmtp', 'gmail.sign-in-first'],
  ['DATA', '550 5.4.5 Daily user sending limit exceeded. For more information', 'gmail.sending-limit'],
  ['RCPT TO:<b@x.test>', '450 4.2.1 The user you are trying to contact is receiving mail too quickly.', 'gmail.receiving-rate'],
  ['DATA', '550 5.7.26 This mail has been blocked because the sender is unauthenticated.', 'gmail.unauthenticated'],
  ['DATA', '550 5.7.26 Unauthenticated email from x.test is not accepted due to domain’s DMARC policy', 'gmail.dmarc'],
  ['DATA', '550 5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail.', 'gmail.unsolicited'],
  ['DATA', '421 4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP', 'gmail.unusual-rate'],
  ['DATA', '552 5.7.0 This message was blocked because its content presents a potential security issue.', 'gmail.blocked-content'],
  ['RCPT TO:<b@x.test>', '550 5.1.1 The email account that you tried to reach does not exist.', 'gmail.no-such-user'],
  ['RCPT TO:<b@x.test>', '550 5.2.1 The email account that you tried to reach is inactive.', 'gmail.inactive'],
  ['RCPT TO:<b@x.test>', "452 4.2.2 The recipient's inbox is out of storage space.", 'gmail.full'],
  ['DATA', "552 5.3.4 Your message exceeded Google's message size limits.", 'gmail.size'],
  ['DATA', '550 5.7.1 The message you attempted to send was determined to be not RFC 5322 compliant', 'gmail.header'],
  ['MAIL FROM:<a@x.test>', '550 5.7.1 Invalid credentials for relay [192.0.2.1].', 'gmail.relay'],
  ['AUTH LOGIN', '550 5.7.30 Basic authentication is not supported for Client Submission.', 'microsoft.basic-retired'],
  ['AUTH LOGIN', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'microsoft.basic-retired'],
  [
    'AUTH LOGIN',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
    'microsoft.smtp-auth-off',
  ],
  [
    'AUTH LOGIN',
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
    'microsoft.security-defaults',
  ],
  ['AUTH LOGIN', '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.', 'microsoft.credentials'],
  ['AUTH LOGIN', '535 5.7.3 Authentication unsuccessful [AM0.test]', 'microsoft.credentials'],
  ['MAIL FROM:<a@x.test>', '530 5.7.57 Client not authenticated to send mail. [AM0.test]', 'microsoft.anonymous'],
  ['MAIL FROM:<a@x.test>', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'microsoft.send-as'],
  ['DATA', '554 5.2.252 SendAsDenied; a@x.test not allowed to send as b@x.test', 'microsoft.send-as'],
  [
    'RCPT TO:<b@x.test>',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    'microsoft.recipient-not-found',
  ],
  ['RCPT TO:<b@x.test>', '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5.test]', 'microsoft.access-denied'],
  ['RCPT TO:<b@x.test>', '550 5.4.1 [b@x.test]: Recipient address rejected: Access denied', 'microsoft.access-denied'],
  ['MAIL FROM:<a@x.test>', '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719) [DB5.test]', 'microsoft.busy'],
  [
    'MAIL FROM:<a@x.test>',
    '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation.',
    'microsoft.ip-reputation',
  ],
  ['RCPT TO:<b@x.test>', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. AS(1430)', 'microsoft.banned-ip'],
  ['DATA', '550 5.1.8 Access denied, bad outbound sender AS(42004)', 'microsoft.bad-sender'],
  ['DATA', '550 5.7.705 Access denied, tenant has exceeded threshold.', 'microsoft.tenant-blocked'],
  ['MAIL FROM:<a@x.test>', '432 4.3.2 Concurrent connections limit exceeded. [AM0.test]', 'microsoft.concurrent'],
  ['DATA', '550 5.7.520 Access denied, Your organization does not allow external forwarding.', 'microsoft.forwarding'],
  ['RCPT TO:<b@x.test>', '550 5.7.64 TenantAttribution; Relay Access Denied', 'microsoft.connector'],
  ['RCPT TO:<b@x.test>', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'microsoft.relay'],
  ['DATA', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'microsoft.restricted'],
  ['DATA', '550 5.7.509 Access denied, sending domain x.test does not pass DMARC verification', 'microsoft.dmarc'],
  ['DATA', '550 5.4.310 DNS domain x.test does not exist [Message=InfoDomainNonexistent]', 'microsoft.next-hop'],
  ['DATA', '554 5.4.14 Hop count exceeded - possible mail loop ATTR34', 'microsoft.loop'],
  ['AUTH LOGIN', '535 5.7.0 (#AUTH005) Too many bad auth attempts.', 'yahoo.sign-in'],
  ['MAIL FROM:<a@x.test>', '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume', 'yahoo.deferred'],
  ['DATA', '554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes', 'yahoo.policy'],
  ['DATA', '553 From: address not verified; see http://help.test', 'yahoo.not-verified'],
  ['RCPT TO:<b@x.test>', "554 delivery error: dd This user doesn't have a yahoo.test account (b@x.test) [0]", 'yahoo.no-such-user'],
  ['DATA', '554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137', 'apple.policy'],
  ['RCPT TO:<b@x.test>', '550 5.1.1 <b@privaterelay.appleid.com>: unauthorized sender', 'apple.relay-address'],
  ['AUTH LOGIN', '535 5.7.8 Error: authentication failed: This user does not have access rights to this service', 'yandex.access-off'],
  ['AUTH LOGIN', '535 5.7.0 Application password is REQUIRED', 'mailru.application-password'],
  ['AUTH LOGIN', '535 Login Fail. Please enter your authorization code to login.', 'netease.authorization-code'],
  ['DATA', '550 5.4.6 Unusual sending activity detected. Please try after sometime.', 'zoho.unusual'],
  ['MAIL FROM:<a@x.test>', '421 4.2.0 Service refused, please try later. OFR005_505 [505]', 'orange.policy'],
  ['DATA', '554 Message rejected: Email address is not verified.', 'amazon.not-verified'],
  ['DATA', '454 Throttling failure: Maximum sending rate exceeded.', 'amazon.throttled'],
  ['RCPT TO:<b@x.test>', '550 5.7.1 Service unavailable, blocked by b.barracudacentral.org', 'text.barracuda'],
  ['RCPT TO:<b@x.test>', '550 https://www.spamhaus.org/pbl/query/PBL1', 'text.dynamic-address'],
];

test('a provider’s own text is told before every code', async () => {
  const keys = await answers(replies.map(([command, reply]) => [command, reply]));
  expect(keys.map((key, index) => [replies[index]?.[1], key])).toEqual(replies.map(([, reply, key]) => [reply, `provider.${key}`]));
});

test('also where mail is read', async () => {
  const keysOf = async (protocol: Protocol, command: string, answer: string) =>
    (await played(protocol, [server(protocol === 'imap' ? '* OK hi\r\n' : '+OK hi\r\n'), client(command), server(answer)]))
      .slice(2)
      .map(({ explanation }) => explanation?.key);
  expect(await keysOf('imap', 'A1 SELECT INBOX\r\n', 'A1 BAD User is authenticated but not connected.\r\n')).toEqual([
    'provider.microsoft.not-connected',
  ]);
  expect(await keysOf('imap', 'A1 NOOP\r\n', '* BYE Session invalidated - AccessTokenExpired\r\n')).toEqual([
    'provider.microsoft.session-ended',
  ]);
  expect(
    await keysOf(
      'imap',
      'A1 CAPABILITY\r\n',
      'A1 NO [ALERT] Application-specific password required: https://support.google.test (Failure)\r\n',
    ),
  ).toEqual(['provider.gmail.application-password']);
  expect(await keysOf('imap', 'A1 NOOP\r\n', 'A1 NO [ALERT] Too many simultaneous connections. (Failure)\r\n')).toEqual([
    'provider.gmail.connections',
  ]);
  expect(await keysOf('pop3', 'STAT\r\n', '-ERR [SYS/PERM] Your account is not enabled for POP access.\r\n')).toEqual([
    'provider.gmail.access-off',
  ]);
});

test('a text is no refusal where the server agrees', async () => {
  const [, , line] = await played('smtp', [server('220 mx.test ESMTP\r\n'), client('NOOP\r\n'), server('250 spamhaus greylisted\r\n')]);
  expect(line?.explanation?.key).toBe('smtp.reply.250.NOOP');
});

test('every entry is one that a pattern can lead to', async () => {
  const { commonTexts, ownTexts } = await import('../../../../electron/engine/transcript/dialogue/provider-texts.ts');
  const entries = Object.keys(glossaries.en.entries).filter((key) => key.startsWith('provider.'));
  expect([...ownTexts, ...commonTexts].map(({ key }) => `provider.${key}`).sort()).toEqual(entries.sort());
});
