/** What a user reads of a refusal: over every class of reply, at every command, in every language, the words must fit what the reply means. */
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../electron/engine/smtp/smtp-failure.ts';
import type { ConnectionContext } from '../../../electron/engine/wire/connection-failure.ts';
import type { Again } from '../../../electron/words/failure-words.ts';
import { describeFailure } from '../../../electron/words/words.ts';

const context: ConnectionContext = {
  protocol: 'smtp',
  options: { host: 'mx.example.test', port: 587, security: 'starttls', trust: { extraCertificates: [], pinned: [] } },
  session: 's',
  redact: (text: string) => text,
};
const languages = ['en', 'es', 'pt'] as const;
const commands = ['greeting', 'EHLO', 'AUTH PLAIN', 'AUTH LOGIN', 'MAIL FROM', 'RCPT TO', 'DATA', 'message'];
const subjects = Array.from({ length: 8 }, (_, subject) => [0, 1, 2, 3, 9].map((detail) => `${subject}.${detail}`)).flat();

/** Every basic code that RFC 5321 and RFC 4954 know, without an enhanced code and with one of every subject. */
const replies = (kind: 4 | 5): string[] => {
  const codes =
    kind === 4
      ? [421, 432, 450, 451, 452, 454, 455]
      : [500, 501, 502, 503, 504, 521, 523, 525, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555];
  return codes.flatMap((code) => [`${code} no`, ...subjects.map((subject) => `${code} ${kind}.${subject} no`)]);
};

const asksForAChange = /correct|change the message|corrij|cambie|corrija|mude a/i;
const promisesAnAttempt =
  /by itself|try again later|next attempt|por sí mismo|inténtelo más tarde|próximo|sozinho|tente mais tarde|próxima/i;
const kinds: readonly Again[] = [{ kind: 'byItself' }, { kind: 'at', time: '12:10' }, { kind: 'kept', time: '12:10' }, { kind: 'nobody' }];

describe.each(languages)('a refusal in %s', (language) => {
  it.each(commands)('for now, to %s: is never something to be corrected, and says who tries again', (command) => {
    for (const reply of replies(4))
      for (const again of kinds) {
        const failure = refusal(command, reply, context);
        const { happened, next } = describeFailure(language, failure, again);
        expect(failure.permanent, reply).toBe(false);
        expect(`${happened} ${next}`, `${command} ${reply}`).not.toMatch(asksForAChange);
        expect(next, `${command} ${reply}`).toMatch(again.kind === 'kept' ? /send/ : promisesAnAttempt);
        if ('time' in again) expect(next).toContain('12:10');
        expect(`${happened} ${next}`).not.toMatch(/[{}]/);
      }
  });

  it.each(commands)('for good, to %s: promises no attempt that nobody makes', (command) => {
    for (const reply of replies(5))
      for (const again of kinds) {
        const failure = refusal(command, reply, context);
        const { happened, next } = describeFailure(language, failure, again);
        expect(failure.permanent, `${command} ${reply}`).toBe(!(command === 'RCPT TO' && /^5\d\d 5\.5\.3/.test(reply)));
        // A server that turns everybody away at once may be another one tomorrow.
        if (failure.permanent && command !== 'greeting')
          expect(`${happened} ${next}`, `${command} ${reply}`).not.toMatch(promisesAnAttempt);
      }
  });
});

describe('what public servers say', () => {
  it.each([
    ['RCPT TO', '450 4.2.0 <b@example.test>: Recipient address rejected: Greylisted, see the help pages', 'greylisted', false],
    ['message', '451 4.7.1 Graylisting in action, come back in five minutes', 'greylisted', false],
    ['RCPT TO', '450 4.2.1 The user is receiving mail too quickly', 'temporarily-refused', false],
    ['MAIL FROM', '452 4.3.1 Insufficient system storage', 'temporarily-refused', false],
    ['AUTH LOGIN', '535 5.7.1 Too many connections, try again later', 'login-put-off', false],
    ['AUTH PLAIN', '550 5.7.1 Authentication rate limit exceeded, try later', 'login-put-off', false],
    ['AUTH PLAIN', '535 5.7.8 Authentication failed, try again later', 'authentication-refused', true],
    ['AUTH PLAIN', '535 Incorrect password; the account is locked after too many attempts', 'authentication-refused', true],
    ['AUTH PLAIN', '454 4.7.0 Temporary authentication failure', 'temporarily-refused', false],
    ['RCPT TO', '452 4.5.3 Too many recipients', 'temporarily-refused', false],
    // RFC 5321 §4.5.3.1.10
    ['RCPT TO', '552 Too many recipients', 'temporarily-refused', false],
    ['RCPT TO', '550 5.5.3 Too many recipients', 'temporarily-refused', false],
    ['RCPT TO', '552 Maximum number of recipients exceeded', 'temporarily-refused', false],
    ['RCPT TO', '554 Too many recipients in one message', 'temporarily-refused', false],
    ['RCPT TO', '550 Maximum storage of the recipient exceeded', 'recipients-refused', true],
    [
      'message',
      '552-5.7.0 This message was blocked because its content\n552 5.7.0 presents a potential security issue',
      'message-refused',
      true,
    ],
    ['message', '552 5.2.2 Over quota', 'mailbox-full', true],
    ['RCPT TO', '552 5.2.2 Mailbox full', 'mailbox-full', true],
    ['message', '552 Requested mail action aborted: exceeded storage allocation', 'mailbox-full', true],
    ['message', '552 5.3.4 Message size exceeds fixed limit', 'message-too-large', true],
    ['message', '554 5.3.4 Message too big for system', 'message-too-large', true],
    ['MAIL FROM', '552 Message size exceeds maximum value', 'message-too-large', true],
    ['AUTH PLAIN', '535 5.7.8 Bad credentials', 'authentication-refused', true],
    ['AUTH LOGIN', '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect', 'authentication-refused', true],
    [
      'AUTH LOGIN',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
      'password-sign-in-off',
      true,
    ],
    ['message', '550 5.7.30 Basic authentication is not supported for Client Submission', 'password-sign-in-off', true],
    [
      'AUTH PLAIN',
      '534-5.7.9 Application-specific password required. Learn more\n534 5.7.9 at the help pages',
      'app-password-needed',
      true,
    ],
    ['AUTH PLAIN', '534-5.7.14 Please log in via your web browser\n534 5.7.14 and then try again', 'app-password-needed', true],
    ['AUTH PLAIN', '534 5.7.9 Authentication mechanism is too weak', 'mechanism-refused', true],
    ['AUTH PLAIN', '504 5.5.4 Unrecognized authentication type', 'mechanism-refused', true],
    ['AUTH PLAIN', '538 5.7.11 Encryption required for requested authentication mechanism', 'encryption-required', true],
    ['MAIL FROM', '530 5.7.0 Must issue a STARTTLS command first', 'encryption-required', true],
    ['MAIL FROM', '530 5.7.0 Authentication required', 'sign-in-required', true],
    ['RCPT TO', '530 Access denied until you log in', 'sign-in-required', true],
    ['message', '554 5.2.252 SendAsDenied; ana@example.test not allowed to send as bo@example.test', 'sender-refused', true],
    ['RCPT TO', '550 5.1.1 No such user', 'recipients-refused', true],
    ['RCPT TO', '554 5.7.1 Relay access denied', 'recipients-blocked', true],
    ['RCPT TO', '550 5.7.1 Blocked by policy', 'recipients-blocked', true],
    ['AUTH PLAIN', '525 5.7.13 User account disabled', 'sign-in-refused', true],
  ] as const)('%s %j is %s', (command, reply, code, permanent) => {
    expect(refusal(command, reply, context)).toMatchObject({ code, permanent, reply });
  });
});
