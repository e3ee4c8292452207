/** Replies that stand outside of a session, as failures and the outbox hold them: explained as their lines are. */
import { describe, expect, it } from 'vitest';
import { explainReply } from '../../../../electron/engine/transcript/dialogue/explain-reply.ts';

const keyOf = (...[protocol, reply, command]: Parameters<typeof explainReply>) => explainReply(protocol, reply, command)?.key ?? null;

describe('a reply outside of a session', () => {
  it.each([
    ['550 5.1.1 <boss@example.org>: Recipient address rejected: User unknown', 'RCPT TO', 'smtp.enhanced.1.1'],
    ['550 Sorry', 'RCPT TO', 'smtp.reply.550.RCPT TO'],
    ['550 No such user', 'RCPT TO', 'provider.text.user-unknown'],
    ['250 2.0.0 Ok: queued as 4F1', 'message', 'smtp.reply.250.DATA'],
    ['451 Please try later', 'message', 'smtp.reply.451.DATA'],
    ['535 Authentication failed', 'AUTH PLAIN', 'smtp.reply.535'],
    ['554 No SMTP service here', 'greeting', 'smtp.greeting.554'],
    ['421 mail.example.org closing', null, 'smtp.reply.421'],
  ])('of SMTP: %s to %s', (reply, command, key) => {
    expect(keyOf('smtp', reply, command)).toBe(key);
  });

  it.each([
    ['3 NO [AUTHENTICATIONFAILED] Authentication failed.', 'LOGIN', 'imap.code.AUTHENTICATIONFAILED'],
    ['3 NO [OVERQUOTA] Mailbox is full', 'APPEND', 'imap.code.OVERQUOTA'],
    ['* BYE Too busy', 'greeting', 'imap.greeting.BYE'],
  ])('of IMAP: %s to %s', (reply, command, key) => {
    expect(keyOf('imap', reply, command)).toBe(key);
  });

  it.each([
    ['-ERR [AUTH] Invalid login', 'PASS', 'pop3.code.AUTH'],
    ['-ERR [IN-USE] Mailbox is locked', 'PASS', 'pop3.code.IN-USE'],
  ])('of POP3: %s to %s', (reply, command, key) => {
    expect(keyOf('pop3', reply, command)).toBe(key);
  });

  it('a provider’s own words count in whichever line they stand', () => {
    const reply =
      '534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor d9 - gsmtp';
    expect(keyOf('smtp', reply, 'AUTH PLAIN')).toBe('provider.gmail.application-password');
    expect(keyOf('smtp', '550-The first line\r\n550-5.1.1 says little\r\n550 5.1.1 User unknown\r\n', 'RCPT TO')).toBe('smtp.enhanced.1.1');
  });

  it('nothing is made of what is no reply, and a long one costs no time', () => {
    expect(keyOf('smtp', '', 'RCPT TO')).toBeNull();
    expect(keyOf('smtp', '\r\n\r\n', null)).toBeNull();
    expect(keyOf('http', 'HTTP/1.1 404 Not Found', 'GET')).toBeNull();
    const begun = performance.now();
    keyOf('smtp', `550-${'a'.repeat(200)}\r\n`.repeat(100_000), 'RCPT TO');
    keyOf('imap', `3 NO [${'('.repeat(1_000_000)}`, 'LOGIN');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
