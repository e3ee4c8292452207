/** What the glossary has for the lines of POP3 as the usual servers write them. */
import { expect, test } from 'vitest';
import { explainPop3 } from '../../../../electron/engine/transcript/dialogue/explain-pop3.ts';
import { corpusFiles, describeWithCorpus, readCorpusFile } from '../../../support/material/corpus.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { replay } from './replay.ts';

const greeting = server('+OK ready\r\n');

/** `C: command` and `S: reply` lines, with the key that each has to have behind an arrow, and its parameters. */
async function expectKeys(dialogue: string): Promise<void> {
  const steps = dialogue
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, direction = '', text = '', key = '', parameters = ''] = /^([CS]): (.*?) +=> (\S+) ?(.*)$/.exec(line) ?? [];
      return { direction, text, key: `${/^(?:sasl|provider)\./.test(key) ? '' : 'pop3.'}${key}`, parameters };
    });
  const turns = steps.map(({ direction, text }): Turn => (direction === 'C' ? client : server)(`${text}\r\n`));
  const lines = await replay('pop3', turns);
  const found = lines.map(({ key, parameters, text }, at) => {
    const wanted = steps[at]?.parameters ?? '';
    const shown = wanted === '' ? '' : ` ${Object.values(parameters).join(' ')}`;
    return `${text} => ${key}${shown}`;
  });
  expect(found).toEqual(
    steps.map(({ key, parameters }, at) => `${lines[at]?.text ?? '(missing)'} => ${key}${parameters === '' ? '' : ` ${parameters}`}`),
  );
}

test('of Dovecot', () =>
  expectKeys(`
    S: +OK Dovecot ready. <6f2.1.65ab.x@mail.example.org>  => greeting.APOP <6f2.1.65ab.x@mail.example.org>
    C: CAPA                                                => command.CAPA
    S: +OK                                                 => OK.CAPA
    S: CAPA                                                => capability.command
    S: TOP                                                 => capability.TOP
    S: UIDL                                                => capability.UIDL
    S: RESP-CODES                                          => capability.RESP-CODES
    S: PIPELINING                                          => capability.PIPELINING
    S: AUTH-RESP-CODE                                      => capability.AUTH-RESP-CODE
    S: STLS                                                => capability.STLS
    S: USER                                                => capability.USER
    S: SASL PLAIN LOGIN                                    => capability.SASL
    S: .                                                   => dot
    C: USER ana                                            => command.USER ana
    S: -ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections. => ERR.encryption
    C: STLS                                                => command.STLS
    S: +OK Begin TLS negotiation now.                      => OK.STLS
  `));

test('of Dovecot after sign-in', () =>
  expectKeys(`
    S: +OK Dovecot ready.                                  => greeting
    C: USER ana@example.org                                => command.USER ana@example.org
    S: +OK                                                 => OK.USER
    C: PASS wrong                                          => command.PASS
    S: -ERR [AUTH] Authentication failed.                  => code.AUTH
    C: USER ana                                            => command.USER
    S: +OK                                                 => OK.USER
    C: PASS right                                          => command.PASS
    S: +OK Logged in.                                      => OK.PASS
    C: STAT                                                => command.STAT
    S: +OK 2 1310                                          => OK.STAT 2 1310
    C: LIST                                                => command.LIST
    S: +OK 2 messages:                                     => OK.LIST.count 2
    S: 1 655                                               => data.LIST 1 655
    S: 2 655                                               => data.LIST
    S: .                                                   => dot
    C: LIST 2                                              => command.LIST.one 2
    S: +OK 2 655                                           => data.LIST 2 655
    C: UIDL                                                => command.UIDL
    S: +OK                                                 => OK.UIDL
    S: 1 000000015f0c1a2b                                  => data.UIDL 1 000000015f0c1a2b
    S: .                                                   => dot
    C: UIDL 1                                              => command.UIDL.one
    S: +OK 1 000000015f0c1a2b                              => data.UIDL
    C: RETR 1                                              => command.RETR 1
    S: +OK 655 octets                                      => OK.RETR.octets 655
    S: Subject: a                                          => payload
    S: .                                                   => dot.message
    C: TOP 1 5                                             => command.TOP 1 5
    S: +OK                                                 => OK.TOP
    S: Subject: a                                          => payload.TOP
    S: .                                                   => dot.message
    C: DELE 1                                              => command.DELE 1
    S: +OK Marked to be deleted.                           => OK.DELE
    C: RETR 1                                              => command.RETR
    S: -ERR Message is deleted.                            => ERR.deleted
    C: RETR 9                                              => command.RETR
    S: -ERR There's no message 9.                          => ERR.noMessage
    C: DELE                                                => command.DELE –
    S: -ERR Missing message number                         => ERR.arguments
    C: RSET                                                => command.RSET
    S: +OK                                                 => OK.RSET
    C: NOOP                                                => command.NOOP
    S: +OK                                                 => OK.NOOP
    C: FOO                                                 => command.other FOO
    S: -ERR Unknown command: FOO                           => ERR.other
    C: EHLO me                                             => command.foreign EHLO
    S: -ERR Unknown command: EHLO                          => ERR.foreign
    C: QUIT                                                => command.QUIT
    S: +OK Logging out, messages deleted.                  => OK.QUIT.deleted
    S: -ERR Disconnected for inactivity.                   => ERR.idle
  `));

test('of Courier, Cyrus, qpopper, Zimbra and UW', async () => {
  await expectKeys(`
    S: +OK Hello there. <1@mail>                           => greeting.APOP
    C: USER ana                                            => command.USER
    S: +OK Password required.                              => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR Login failed.                                  => ERR.PASS
    C: PASS wordy                                           => command.PASS
    S: -ERR Maximum connection limit reached for 192.0.2.1 => ERR.tooManyConnections
    C: PASS wordy                                           => command.PASS
    S: -ERR chdir Maildir failed                           => ERR.mailbox
    C: QUIT                                                => command.QUIT
    S: +OK Better luck next time.                          => OK.QUIT
  `);
  await expectKeys(`
    S: +OK mail.example.org Cyrus POP3 v3.4 server ready   => greeting
    C: STAT                                                => command.STAT
    S: -ERR Unrecognized command                           => ERR.unknown STAT
    C: USER ana                                            => command.USER
    S: +OK Name is a valid mailbox                         => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR [AUTH] Invalid login                           => code.AUTH
    C: PASS wordy                                           => command.PASS
    S: -ERR [SYS/PERM] Unable to locate maildrop: Mailbox does not exist => code.SYS/PERM
    C: PASS wordy                                           => command.PASS
    S: -ERR [IN-USE] Unable to lock maildrop: Mailbox is locked by POP server => code.IN-USE
    C: PASS wordy                                           => command.PASS
    S: +OK Mailbox locked and ready SESSIONID=<x>          => OK.PASS
    C: LIST                                                => command.LIST
    S: +OK scan listing follows                            => OK.LIST
    S: .                                                   => dot
    C: DELE 3                                              => command.DELE
    S: -ERR No such message                                => ERR.noMessage
    C: DELE 1                                              => command.DELE
    S: +OK message deleted                                 => OK.DELE
  `);
  await expectKeys(`
    S: +OK Qpopper (version 4.1.0) at example.org starting. => greeting
    C: STAT                                                => command.STAT
    S: -ERR Unknown AUTHORIZATION state command stat       => ERR.state
    C: USER ana                                            => command.USER
    S: +OK Password required for ana.                      => OK.USER
    C: PASS wordy                                           => command.PASS
    S: +OK ana has 2 visible messages (0 hidden) in 1320 octets. => OK.PASS.counts 2 1320
    C: LAST                                                => command.LAST
    S: +OK 0 is the last read message.                     => OK.LAST 0
    C: XTND XLST Subject                                   => command.XTND.XLST
    S: +OK headers follow                                  => OK.XTND
    S: 1 Subject: a                                        => data.XTND 1 Subject: a
    S: .                                                   => dot
    C: DELE 7                                              => command.DELE
    S: -ERR Message 7 does not exist.                      => ERR.noMessage
    C: QUIT                                                => command.QUIT
    S: +OK Pop server at example.org signing off.          => OK.QUIT
  `);
  await expectKeys(`
    S: +OK mail.example.org Zimbra POP3 server ready       => greeting
    C: CAPA                                                => command.CAPA
    S: +OK Capability list follows                         => OK.CAPA
    S: EXPIRE 31 USER                                      => capability.EXPIRE.USER 31
    S: XOIP                                                => capability.XOIP
    S: IMPLEMENTATION ZimbraInc                            => capability.IMPLEMENTATION
    S: .                                                   => dot
    C: USER ana                                            => command.USER
    S: -ERR only valid after entering TLS mode             => ERR.encryption
    C: USER ana                                            => command.USER
    S: +OK hello ana, please enter your password           => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR invalid username/password                      => ERR.PASS
    C: QUIT                                                => command.QUIT
    S: +OK dewey POP3 server signing off (2 messages left) => OK.QUIT.left 2
  `);
});

test('of Gmail, Exchange, Yahoo and others that want no password', async () => {
  await expectKeys(`
    S: +OK Gpop ready for requests from 192.0.2.7 x1       => greeting
    C: CAPA                                                => command.CAPA
    S: +OK Capability list follows                         => OK.CAPA
    S: EXPIRE 0                                            => capability.EXPIRE.0
    S: EXPIRE NEVER                                        => capability.EXPIRE.NEVER
    S: EXPIRE 60                                           => capability.EXPIRE 60
    S: LOGIN-DELAY 300                                     => capability.LOGIN-DELAY 300
    S: LOGIN-DELAY 900 USER                                => capability.LOGIN-DELAY.USER 900
    S: UTF8 USER                                           => capability.UTF8.USER
    S: X-GOOGLE-RICO                                       => capability.X-GOOGLE
    S: X-NOBODY-KNOWS                                      => capability.other
    S: .                                                   => dot
    C: USER ana                                            => command.USER
    S: +OK send PASS                                       => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR [AUTH] Application-specific password required: https://support.example/accounts/answer/185833 => provider.gmail.application-password
    C: PASS wordy                                           => command.PASS
    S: -ERR [AUTH] Web login required: https://support.example/mail/answer/78754 => provider.gmail.web-login
    C: PASS wordy                                           => command.PASS
    S: -ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your settings page and enable it. => provider.gmail.access-off
    C: PASS wordy                                           => command.PASS
    S: -ERR [AUTH] Username and password not accepted.     => provider.gmail.credentials
  `);
  await expectKeys(`
    S: +OK The Microsoft Exchange POP3 service is ready. [QQBNAA==] => greeting
    C: USER ana                                            => command.USER
    S: -ERR Command is not valid in this state.            => ERR.state
    C: USER ana                                            => command.USER
    S: +OK                                                 => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR Logon failure: unknown user name or bad password. => ERR.PASS
    C: PASS wordy                                           => command.PASS
    S: -ERR Basic authentication is disabled.              => provider.microsoft.basic-retired
    C: PASS wordy                                           => command.PASS
    S: -ERR Server Unavailable. 21                         => ERR.later
    C: PASS wordy                                           => command.PASS
    S: +OK User successfully logged on.                    => OK.PASS
    C: DELE 99                                             => command.DELE
    S: -ERR The specified message is out of range.         => ERR.noMessage
    C: QUIT                                                => command.QUIT
    S: +OK Microsoft Exchange Server POP3 server signing off. => OK.QUIT
  `);
  await expectKeys(`
    S: +OK Hello from jpop                                 => greeting
    C: USER ana                                            => command.USER
    S: +OK password required.                              => OK.USER
    C: PASS wordy                                           => command.PASS
    S: -ERR [AUTH] (#AUTH005) Too many bad auth attempts.  => provider.yahoo.sign-in
    C: PASS wordy                                           => command.PASS
    S: -ERR [SYS/TEMP] (#AUTH006) Server error. Please try again later. => code.SYS/TEMP
    C: PASS wordy                                           => command.PASS
    S: -ERR your account is suspended                      => ERR.accountOff
    C: PASS wordy                                           => command.PASS
    S: -ERR [LOGIN-DELAY] minimum time between mail checks violation => code.LOGIN-DELAY
    C: PASS wordy                                           => command.PASS
    S: -ERR [X-ODD] strange                                => code.other X-ODD
    C: PASS wordy                                           => command.PASS
    S: -ERR user already logged in                         => ERR.locked
  `);
});

test('of authentication, languages, UTF-8 and the refusals of commands that are optional', () =>
  expectKeys(`
    S: +OK ready                                           => greeting
    C: AUTH                                                => command.AUTH
    S: +OK                                                 => OK.AUTH.list
    S: SCRAM-SHA-256                                       => data.AUTH SCRAM-SHA-256
    S: .                                                   => dot
    C: AUTH EXAMPLE                                        => sasl.begin.other EXAMPLE
    S: -ERR Unsupported authentication mechanism.          => ERR.AUTH
    C: bm90aGluZw==                                        => sasl.late
    S: -ERR Unknown command.                               => ERR.none
    C: LANG                                                => command.LANG
    S: +OK Language listing follows:                       => OK.LANG.list
    S: es Espanol                                          => data.LANG es Espanol
    S: .                                                   => dot
    C: LANG es                                             => command.LANG.one es
    S: +OK es Idioma cambiado                              => OK.LANG
    C: LANG uga                                            => command.LANG.one
    S: -ERR es Idioma desconocido                          => ERR.LANG
    C: UTF8                                                => command.UTF8
    S: +OK utf-8 mode                                      => OK.UTF8
    C: APOP ana c4c9334bac560ecc979e58001b3e22fb           => command.APOP ana
    S: -ERR permission denied                              => ERR.APOP
    C: CAPA                                                => command.CAPA
    S: -ERR unknown command                                => ERR.CAPA
    C: TOP 1 0                                             => command.TOP
    S: -ERR not implemented                                => ERR.TOP
    C: UIDL                                                => command.UIDL
    S: -ERR no                                             => ERR.UIDL
    C: STLS                                                => command.STLS
    S: -ERR TLS not available                              => ERR.STLS
    C: RETR 3                                              => command.RETR
    S: -ERR [UTF8] message needs it                        => code.UTF8
    C: XTND XMIT                                           => command.XTND.XMIT
    S: -ERR no                                             => ERR.XTND
    C: RSET                                                => command.RSET
    S: +OK maildrop has 2 messages (320 octets)            => OK.RSET.count 2
    C: QUIT                                                => command.QUIT
    S: -ERR some deleted messages not removed              => ERR.QUIT
  `));

test('of the sessions of a course', () =>
  expectKeys(`
    S: +OK POP3 Server Process ready                       => greeting
    C: USER hunt                                           => command.USER hunt
    S: +OK User name (hunt) ok. Password, please.          => OK.USER
    C: PASS wordy?                                         => command.PASS
    S: +OK 3 messages in folder NEWMAIL                    => OK.PASS.count 3
    C: STAT                                                => command.STAT
    S: +OK 3 459                                           => OK.STAT 3 459
    C: retr 1                                              => command.RETR 1
    S: +OK 146 octets                                      => OK.RETR.octets 146
    S: text                                                => payload
    S: .                                                   => dot.message
    C: DELE 1                                              => command.DELE 1
    S: +OK message # 1 deleted                             => OK.DELE
    C: QUIT                                                => command.QUIT
    S: +OK POP3 Server exiting (0 NEWMAIL messages left)   => OK.QUIT.empty
  `));

test('of a greeting that refuses, or is not of POP3', async () => {
  const keyOf = async (text: string) => (await replay('pop3', [server(`${text}\r\n`)]))[0]?.key;
  expect(await keyOf('-ERR too many connections from your address')).toBe('pop3.ERR.tooManyConnections');
  expect(await keyOf('-ERR no')).toBe('pop3.greeting.ERR');
  expect(await keyOf('-ERR [SYS/TEMP] later')).toBe('pop3.code.SYS/TEMP');
  expect(await keyOf('220 mx ESMTP')).toBe('pop3.greeting.foreign');
  expect(await keyOf('* OK IMAP4rev1')).toBe('pop3.greeting.foreign');
});

test('lines made to be looked at for long are explained as fast as others', () => {
  const long = 60_000;
  const line = { protocol: 'pop3', kind: 'status', tag: null, enhanced: null, sasl: null, decoded: null } as const;
  const started = performance.now();
  for (const filler of ['a', '1 ', ' ', '<@', 'too many ', 'command not ', 'account ', 'can not ', 'mailbox ']) {
    const text = filler.repeat(long / filler.length);
    explainPop3({ ...line, direction: 'server', command: 'PASS', code: '-ERR', text: `-ERR ${text}\r\n` });
    explainPop3({ ...line, direction: 'server', command: 'LIST', code: '+OK', text: `+OK ${text}\r\n` });
    explainPop3({ ...line, direction: 'server', kind: 'data', command: 'CAPA', code: null, text: `${text}\r\n` });
    explainPop3({ ...line, direction: 'server', kind: 'greeting', command: null, code: '+OK', text: `+OK ${text}\r\n` });
    explainPop3({ ...line, direction: 'client', kind: 'command', command: 'LIST', code: null, text: `LIST ${text}\r\n` });
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});

/** Keys that say that a line is not in the glossary. */
const unspecific = /^pop3\.(?:command\.other|OK\.other|ERR\.other|code\.other|data\.other|capability\.other|status\.none)$/;

describeWithCorpus('of the replies of the corpus', () => {
  test('nearly every line has an entry of its own', async () => {
    const dialogues = corpusFiles().filter(({ path }) => /^mailkit\/.*\/Pop3\/.*\.txt$/i.test(path));
    expect(dialogues.length).toBeGreaterThan(20);
    const said: string[] = [];
    const unexplained: string[] = [];
    for (const file of dialogues) {
      const name = file.path.split('/').at(-1)?.replace('.txt', '') ?? '';
      const turns = turnsOf(name, readCorpusFile(file));
      for (const { line, key, text } of await replay('pop3', turns)) {
        if (line.direction !== 'server' || (line.kind === 'payload' && key !== 'pop3.dot.message')) continue;
        said.push(text);
        if (key === null || unspecific.test(key)) unexplained.push(`${name}: ${text} (${key})`);
      }
    }
    console.info(`POP3: ${said.length - unexplained.length} of ${said.length} lines explained\n${unexplained.join('\n')}`);
    expect((said.length - unexplained.length) / said.length).toBeGreaterThanOrEqual(0.98);
  });
});

/** The files hold what the server says to one command, or to several at once, and are named after it. */
function turnsOf(name: string, reply: Buffer): Turn[] {
  if (name === 'greeting') return [{ ...greeting, bytes: wire(reply) }];
  if (name === 'plus') return [greeting, client('AUTH PLAIN\r\n'), { ...greeting, bytes: wire(reply) }];
  const [, verb = '', numbers = ''] = /^([a-z]+)(\d*)/.exec(name) ?? [];
  const commands = commandsOf(verb, numbers);
  return [greeting, ...commands.map((command) => client(`${command}\r\n`)), { ...greeting, bytes: wire(reply) }];
}

function commandsOf(verb: string, numbers: string): string[] {
  const name = verb.toUpperCase();
  if (name === 'CAPA' || name === 'AUTH') return [name === 'AUTH' ? 'AUTH PLAIN AGFuYQB4' : name];
  const each = [...numbers];
  if (name === 'TOP') return (each.length > 0 ? each : ['1']).map((number) => `TOP ${number} 0`);
  if (name === 'RETR' || name === 'DELE') return (each.length > 0 ? each : ['1']).map((number) => `${name} ${number}`);
  return each.length === 0 ? [name] : each.map((number) => `${name} ${number}`);
}

const wire = (text: Buffer): Buffer =>
  Buffer.from(
    text
      .toString('latin1')
      .replace(/\r?\n/g, '\r\n')
      .replace(/([^\n])$/, '$1\r\n'),
    'latin1',
  );
