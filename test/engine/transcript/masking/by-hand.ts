/** What people type into a console besides commands: slips of the pen, words of another protocol, a password at the wrong moment. */
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import type { Dialogue } from '../masking-dialogues.ts';

const dialogues =
  (protocol: Protocol, greeting: string) =>
  (name: string, ...turns: Turn[]): Dialogue => ({ name: `${protocol} by hand: ${name}`, protocol, turns: [server(greeting), ...turns] });
const smtp = dialogues('smtp', '220 mx ESMTP\r\n');
const pop3 = dialogues('pop3', '+OK ready\r\n');
const imap = dialogues('imap', '* OK ready\r\n');
const raw = dialogues('raw', 'hello\r\n');

const sendmail = (name: string, ...turns: Turn[]): Dialogue => ({
  name: `sendmail: ${name}`,
  protocol: 'sendmail',
  turns: [client('/usr/bin/msmtp -i -f ana@example.test -- ben@example.test\r\n'), client('Subject: x\n\nPASS it on\n'), ...turns],
});

const what = server('500 what\r\n');

export const dialoguesByHand: readonly Dialogue[] = [
  smtp('AUTH with an equals sign', client('AUTH=PLAIN «AGFuYQBodW50ZXIyMg==»\r\n'), what),
  smtp('AUTH with a colon', client('AUTH: PLAIN «AGFuYQBodW50ZXIyMg==»\r\n'), what),
  smtp('AUTH and its mechanism in one word', client('AUTHPLAIN «AGFuYQBodW50ZXIyMg==»\r\n'), what),
  smtp('a key that takes back what was typed', client('AUTX\bH PLAIN «AGFuYQBodW50ZXIyMg==»\r\n'), what),
  smtp('an answer that nobody asked for', client('«aHVudGVyMjI=»\r\n'), what),
  smtp(
    'a password without its command',
    client('USER ana\r\n'),
    what,
    client('«hunter 22»\r\n'),
    what,
    client('NOOP\r\n'),
    server('250 ok\r\n'),
  ),
  smtp('a form of the web', client('password=«hunter22»\r\n'), what),
  smtp(
    'an exchange that was called off, and what was on its way',
    client('AUTH LOGIN\r\n'),
    server('334 {{Username:}}\r\n'),
    client('*\r\n«hunter22»\r\n'),
    server('501 5.7.0 no\r\n500 what\r\n'),
    client('NOOP\r\n'),
    server('250 ok\r\n'),
  ),
  smtp('words of no secret', client('HELOO there\r\nMAIL FROM:<a@example.test> AUTH=<>\r\nSTARTTSL\r\n'), what),
  smtp(
    'a message that its address allows to be read',
    client('BURL imap://ana@example.test/Drafts/;uid=20;urlauth=submit+ana:internal:«91354a473744909de610943775f92038» LAST\r\n'),
    server('250 ok\r\n'),
  ),
  pop3('USER and PASS in one line', client('USER ana PASS «hunter22»\r\n'), server('-ERR no\r\n')),
  pop3('the long word', client('Password: «hunter22»\r\n'), server('-ERR no\r\n')),
  pop3(
    'an exchange that was called off, and what was on its way',
    client('AUTH PLAIN\r\n'),
    server('+ \r\n'),
    client('*\r\n«hunter22»\r\n'),
    server('-ERR no\r\n-ERR no\r\n'),
  ),
  imap('LOGIN behind UID', client('a UID LOGIN ana «hunter22»\r\n'), server('a BAD what\r\n')),
  imap('LOGIN of another server', client('a XLOGIN ana «hunter22»\r\n'), server('a BAD what\r\n')),
  imap('a new password', client('a SETPASS «hunter22 hunter33»\r\n'), server('a BAD what\r\n')),
  imap(
    'LOGIN that a line end cut',
    client('a LOGIN ana\r\n'),
    server('a BAD what\r\n'),
    client('«correct horse»\r\n'),
    server('* BAD what\r\n'),
  ),
  imap(
    'a counted password that was refused and came all the same',
    client('a LOGIN ana {13}\r\n'),
    server('a NO too long\r\n'),
    client('«correct horse»\r\n'),
    server('* BAD what\r\n'),
    client('b SELECT INBOX\r\n'),
    server('b NO first sign in\r\n'),
    client('c LOGIN ana «hunter22»\r\n'),
    server('c OK\r\n'),
    client('d FROBNICATE this\r\n'),
    server('d BAD what\r\n'),
  ),
  imap('AUTHENTICATE with a slip of the pen', client('a AUTHENTICTE PLAIN «AGFuYQBodW50ZXIyMg==»\r\n'), server('a BAD what\r\n')),
  imap(
    'a message that its address allows to be read',
    client('a GENURLAUTH "imap://ana@example.test/INBOX/;uid=20;urlauth=user+ana" INTERNAL\r\n'),
    server('* GENURLAUTH "imap://ana@example.test/INBOX/;uid=20;urlauth=user+ana:internal:«91354a473744909de610943775f92038»"\r\n'),
    server('a OK\r\n'),
    client('b URLFETCH "imap://ana@example.test/INBOX/;uid=20;urlauth=user+ana:internal:«91354a473744909de610943775f92038»"\r\n'),
    server('b OK\r\n'),
  ),
  sendmail(
    'what a program says that tells all it does',
    server('<-- 220 mx ESMTP\n--> EHLO me\n<-- 250 AUTH PLAIN LOGIN\n--> AUTH PLAIN «AGFuYQBodW50ZXIyMg==»\n'),
    server('<-- 535 5.7.8 «AGFuYQBodW50ZXIyMg==» no\n'),
    server('[->] AUTH LOGIN\n[<-] 334 UGFzc3dvcmQ6\n[->] «aHVudGVyMzMzMw==»\n[<-] 535 no\n'),
    server('exit 77\n'),
  ),
  raw(
    'a request of HTTP',
    client('GET / HTTP/1.1\r\nAuthorization: «Basic YW5hOmh1bnRlcjIy»\r\nHost: example.test\r\n'),
    server('200\r\n'),
  ),
];
