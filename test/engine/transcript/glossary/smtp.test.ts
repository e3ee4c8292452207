import { expect, test } from 'vitest';
import { enhancedCodes } from '../../../../electron/engine/transcript/dialogue/smtp-sources.ts';
import { describeEntry } from '../../../../electron/words/glossary/glossary.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { corpusFiles, describeWithCorpus, readCorpusFile, readCorpusText, whyCorpusMissing } from '../../../support/material/corpus.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { textOfLine } from '../transcript-fixture.ts';
import { answers, explainedLine, isSpecific, played } from './dialogues.ts';

test('a submission to Postfix', async () => {
  const lines = await played('smtp', [
    server('220 mail.example.test ESMTP Postfix (Debian/GNU)\r\n'),
    client('EHLO pc.example.test\r\n'),
    server('250-mail.example.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-VRFY\r\n250-ETRN\r\n250-STARTTLS\r\n'),
    server(
      '250-AUTH PLAIN LOGIN\r\n250-AUTH=PLAIN LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-DSN\r\n250-SMTPUTF8\r\n250 CHUNKING\r\n',
    ),
    client('MAIL FROM:<ana@example.test> SIZE=1204 BODY=8BITMIME RET=HDRS ENVID=q+2B7 X-NEW=1\r\n'),
    server('250 2.1.0 Ok\r\n'),
    client('RCPT TO:<eva@example.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;eva+2Bx@example.test\r\n'),
    server('250 2.1.5 Ok\r\n'),
    client('rcpt to: <nobody@example.test>\r\n'),
    server('550 5.1.1 <nobody@example.test>: Recipient address rejected: User unknown in virtual mailbox table\r\n'),
    client('DATA\r\n'),
    server('354 End data with <CR><LF>.<CR><LF>\r\n'),
    client('Subject: x\r\n\r\nx\r\n.\r\n'),
    server('250 2.0.0 Ok: queued as 4F1A2B3C\r\n'),
    client('QUIT\r\n'),
    server('221 2.0.0 Bye\r\n'),
  ]);
  expect(lines.map(explainedLine)).toMatchInlineSnapshot(`
    [
      "S: 220 mail.example.test ESMTP Postfix (Debian/GNU) | smtp.greeting name=mail.example.test",
      "C: EHLO pc.example.test | smtp.command.EHLO name=pc.example.test",
      "S: 250-mail.example.test | smtp.reply.250.EHLO",
      "S: 250-PIPELINING | smtp.extension.PIPELINING",
      "S: 250-SIZE 10240000 | smtp.extension.SIZE octets=10240000",
      "S: 250-VRFY | smtp.extension.VRFY",
      "S: 250-ETRN | smtp.extension.ETRN",
      "S: 250-STARTTLS | smtp.extension.STARTTLS",
      "S: 250-AUTH PLAIN LOGIN | smtp.extension.AUTH names=PLAIN LOGIN",
      "S: 250-AUTH=PLAIN LOGIN | smtp.extension.AUTH= names=PLAIN LOGIN",
      "S: 250-ENHANCEDSTATUSCODES | smtp.extension.ENHANCEDSTATUSCODES",
      "S: 250-8BITMIME | smtp.extension.8BITMIME",
      "S: 250-DSN | smtp.extension.DSN",
      "S: 250-SMTPUTF8 | smtp.extension.SMTPUTF8",
      "S: 250 CHUNKING | smtp.extension.CHUNKING",
      "C: MAIL FROM:<ana@example.test> SIZE=1204 BODY=8BITMIME RET=HDRS ENVID=q+2B7 X-NEW=1 | smtp.command.MAIL FROM address=ana@example.test + smtp.parameter.SIZE octets=1204 + smtp.parameter.BODY.8BITMIME + smtp.parameter.RET.HDRS + smtp.parameter.ENVID value=q+7 + smtp.parameter.other name=X-NEW=1",
      "S: 250 2.1.0 Ok | smtp.reply.250.MAIL FROM",
      "C: RCPT TO:<eva@example.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;eva+2Bx@example.test | smtp.command.RCPT TO address=eva@example.test + smtp.parameter.NOTIFY value=FAILURE, DELAY + smtp.parameter.ORCPT value=eva+x@example.test",
      "S: 250 2.1.5 Ok | smtp.reply.250.RCPT TO",
      "C: rcpt to: <nobody@example.test> | smtp.command.RCPT TO address=nobody@example.test",
      "S: 550 5.1.1 <nobody@example.test>: Recipient address rejected: User unknown in virtual mailbox table | provider.text.recipient-table",
      "C: DATA | smtp.command.DATA",
      "S: 354 End data with <CR><LF>.<CR><LF> | smtp.reply.354",
      "C: Subject: x

    x | smtp.payload",
      "C: . | smtp.dot",
      "S: 250 2.0.0 Ok: queued as 4F1A2B3C | smtp.reply.250.DATA",
      "C: QUIT | smtp.command.QUIT",
      "S: 221 2.0.0 Bye | smtp.reply.221",
    ]
  `);
});

test('sessions with Exim, Exchange and Sendmail, in their own spellings', async () => {
  const exim = await played('smtp', [
    server(
      '220-vps.example.test ESMTP Exim 4.97 #2 Mon, 30 Nov 2026 01:00:00 +0000\r\n220-We do not authorize the use of this system to transport unsolicited,\r\n220 and/or bulk e-mail.\r\n',
    ),
    client('EHLO [192.0.2.7]\r\n'),
    server(
      '250-vps.example.test Hello pc [192.0.2.7]\r\n250-SIZE 52428800\r\n250-LIMITS RCPTMAX=100\r\n250-PIPE_CONNECT\r\n250-AUTH PLAIN LOGIN\r\n250-PRDR\r\n250 HELP\r\n',
    ),
    client('MAIL FROM:<>\r\n'),
    server('250 OK\r\n'),
    client('RCPT TO:<x@other.test>\r\n'),
    server('550 relay not permitted\r\n'),
    client('DATA\r\n'),
    server('503-All RCPT commands were rejected with this error:\r\n503 Valid RCPT command must precede DATA\r\n'),
  ]);
  const exchange = await played('smtp', [
    server('220 EX01.corp.test Microsoft ESMTP MAIL Service ready at Mon, 30 Nov 2026 01:00:00 +0000\r\n'),
    client('EHLO pc\r\n'),
    server(
      '250-EX01.corp.test Hello [192.0.2.7]\r\n250-SIZE\r\n250-X-ANONYMOUSTLS\r\n250-X-EXPS GSSAPI NTLM\r\n250-XEXCH50\r\n250-XSHADOWREQUEST\r\n250-BINARYMIME\r\n250 XRDST\r\n',
    ),
    client('MAIL FROM:<a@corp.test> BODY=BINARYMIME SMTPUTF8 AUTH=<>\r\n'),
    server('250 2.1.0 Sender OK\r\n'),
    client('RCPT TO:<b@corp.test>\r\n'),
    server('250 2.1.5 Recipient OK\r\n'),
    client('BDAT 4\r\nabcd'),
    server('250 2.0.0 4 octets received\r\n'),
    client('BDAT 2 LAST\r\nef'),
    server('250 2.6.0 <1@corp.test> [InternalId=7, Hostname=EX01.corp.test] Queued mail for delivery\r\n'),
  ]);
  const sendmail = await played('smtp', [
    server('220 mx.edu.test ESMTP Sendmail 8.17.1; Mon, 30 Nov 2026 01:00:00 GMT\r\n'),
    client('EHLO pc\r\n'),
    server('250-mx.edu.test Hello pc [192.0.2.7], pleased to meet you\r\n250-DELIVERBY\r\n250 EXPN\r\n'),
    client('EXPN staff\r\n'),
    server('250-2.1.5 Ana <ana@edu.test>\r\n250 2.1.5 Eva <eva@edu.test>\r\n'),
    client('VRFY nobody\r\n'),
    server('252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery\r\n'),
    client('GET / HTTP/1.0\r\n'),
    server('421 4.7.0 mx.edu.test Rejecting open proxy pc\r\n'),
  ]);
  expect([...exim, ...exchange, ...sendmail].map(explainedLine)).toMatchInlineSnapshot(`
    [
      "S: 220-vps.example.test ESMTP Exim 4.97 #2 Mon, 30 Nov 2026 01:00:00 +0000 | smtp.greeting name=vps.example.test",
      "S: 220-We do not authorize the use of this system to transport unsolicited, | smtp.greeting.notice",
      "S: 220 and/or bulk e-mail. | smtp.reply.220",
      "C: EHLO [192.0.2.7] | smtp.command.EHLO name=[192.0.2.7]",
      "S: 250-vps.example.test Hello pc [192.0.2.7] | smtp.reply.250.EHLO",
      "S: 250-SIZE 52428800 | smtp.extension.SIZE octets=52428800",
      "S: 250-LIMITS RCPTMAX=100 | smtp.extension.LIMITS value=RCPTMAX=100",
      "S: 250-PIPE_CONNECT | smtp.extension.PIPECONNECT",
      "S: 250-AUTH PLAIN LOGIN | smtp.extension.AUTH names=PLAIN LOGIN",
      "S: 250-PRDR | smtp.extension.PRDR",
      "S: 250 HELP | smtp.extension.HELP",
      "C: MAIL FROM:<> | smtp.command.MAIL FROM.nobody",
      "S: 250 OK | smtp.reply.250.MAIL FROM",
      "C: RCPT TO:<x@other.test> | smtp.command.RCPT TO address=x@other.test",
      "S: 550 relay not permitted | provider.text.relay",
      "C: DATA | smtp.command.DATA",
      "S: 503-All RCPT commands were rejected with this error: | smtp.reply.503.DATA",
      "S: 503 Valid RCPT command must precede DATA | smtp.reply.503.DATA",
      "S: 220 EX01.corp.test Microsoft ESMTP MAIL Service ready at Mon, 30 Nov 2026 01:00:00 +0000 | smtp.greeting name=EX01.corp.test",
      "C: EHLO pc | smtp.command.EHLO name=pc",
      "S: 250-EX01.corp.test Hello [192.0.2.7] | smtp.reply.250.EHLO",
      "S: 250-SIZE | smtp.extension.SIZE.unlimited",
      "S: 250-X-ANONYMOUSTLS | smtp.extension.X-ANONYMOUSTLS",
      "S: 250-X-EXPS GSSAPI NTLM | smtp.extension.X-EXPS names=GSSAPI NTLM",
      "S: 250-XEXCH50 | smtp.extension.XEXCH50",
      "S: 250-XSHADOWREQUEST | smtp.extension.XSHADOW",
      "S: 250-BINARYMIME | smtp.extension.BINARYMIME",
      "S: 250 XRDST | smtp.extension.XRDST",
      "C: MAIL FROM:<a@corp.test> BODY=BINARYMIME SMTPUTF8 AUTH=<> | smtp.command.MAIL FROM address=a@corp.test + smtp.parameter.BODY.BINARYMIME + smtp.parameter.SMTPUTF8 + smtp.parameter.AUTH.nobody",
      "S: 250 2.1.0 Sender OK | smtp.reply.250.MAIL FROM",
      "C: RCPT TO:<b@corp.test> | smtp.command.RCPT TO address=b@corp.test",
      "S: 250 2.1.5 Recipient OK | smtp.reply.250.RCPT TO",
      "C: BDAT 4 | smtp.command.BDAT octets=4",
      "C: abcd | smtp.payload.BDAT",
      "S: 250 2.0.0 4 octets received | smtp.reply.250.BDAT",
      "C: BDAT 2 LAST | smtp.command.BDAT.last octets=2",
      "C: ef | smtp.payload.BDAT",
      "S: 250 2.6.0 <1@corp.test> [InternalId=7, Hostname=EX01.corp.test] Queued mail for delivery | smtp.reply.250.DATA",
      "S: 220 mx.edu.test ESMTP Sendmail 8.17.1; Mon, 30 Nov 2026 01:00:00 GMT | smtp.greeting name=mx.edu.test",
      "C: EHLO pc | smtp.command.EHLO name=pc",
      "S: 250-mx.edu.test Hello pc [192.0.2.7], pleased to meet you | smtp.reply.250.EHLO",
      "S: 250-DELIVERBY | smtp.extension.DELIVERBY",
      "S: 250 EXPN | smtp.extension.EXPN",
      "C: EXPN staff | smtp.command.EXPN argument=staff",
      "S: 250-2.1.5 Ana <ana@edu.test> | smtp.reply.250.EXPN",
      "S: 250 2.1.5 Eva <eva@edu.test> | smtp.reply.250.EXPN",
      "C: VRFY nobody | smtp.command.VRFY argument=nobody",
      "S: 252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery | smtp.reply.252",
      "C: GET / HTTP/1.0 | smtp.command.GET",
      "S: 421 4.7.0 mx.edu.test Rejecting open proxy pc | smtp.enhanced.7.0.temporary code=4.7.0",
    ]
  `);
});

test('other commands: queues, proxies, LMTP, a line that is none', async () => {
  const lines = await played('smtp', [
    server('220 ESMTP server ready\r\n'),
    client('LHLO relay.test\r\n'),
    server('250-store\r\n250 IGNOREQUOTA\r\n'),
    client('XCLIENT NAME=pc.test ADDR=192.0.2.9\r\n'),
    server('220 store ESMTP\r\n'),
    client('ETRN branch.test\r\n'),
    server('253 2.0.0 OK, 3 pending messages for node branch.test started\r\n'),
    client('TURN\r\n'),
    server('502 5.5.1 No\r\n'),
    client('MAIL eva@x.test\r\n'),
    server('501 5.5.4 Syntax: MAIL FROM:<address>\r\n'),
    client('X-LINK2STATE LAST CHUNK\r\n'),
    server('500 what\r\n'),
    client('NOOP\r\n'),
    server('421 4.4.2 store Error: timeout exceeded\r\n'),
  ]);
  expect(lines.map(explainedLine)).toMatchInlineSnapshot(`
    [
      "S: 220 ESMTP server ready | smtp.reply.220",
      "C: LHLO relay.test | smtp.command.LHLO name=relay.test",
      "S: 250-store | smtp.reply.250.EHLO",
      "S: 250 IGNOREQUOTA | smtp.extension.IGNOREQUOTA",
      "C: XCLIENT NAME=pc.test ADDR=192.0.2.9 | smtp.command.XCLIENT argument=NAME=pc.test ADDR=192.0.2.9",
      "S: 220 store ESMTP | smtp.reply.220.XCLIENT",
      "C: ETRN branch.test | smtp.command.ETRN argument=branch.test",
      "S: 253 2.0.0 OK, 3 pending messages for node branch.test started | smtp.reply.253",
      "C: TURN | smtp.command.TURN",
      "S: 502 5.5.1 No | smtp.reply.502",
      "C: MAIL eva@x.test | smtp.command.MAIL",
      "S: 501 5.5.4 Syntax: MAIL FROM:<address> | smtp.reply.501.MAIL FROM",
      "C: X-LINK2STATE LAST CHUNK | smtp.command.other command=X-LINK2STATE",
      "S: 500 what | smtp.reply.500",
      "C: NOOP | smtp.command.NOOP",
      "S: 421 4.4.2 store Error: timeout exceeded | smtp.enhanced.4.2.temporary code=4.4.2",
    ]
  `);
});

test('a refusal is explained by its text, its enhanced code, or its code and command, whichever says most', async () => {
  const rows = [
    ['MAIL FROM:<a@x.test>', '530 5.7.0 Authentication required', 'provider.text.sign-in-first'],
    ['MAIL FROM:<a@x.test>', '530 5.7.0 Must issue a STARTTLS command first', 'provider.text.starttls-first'],
    ['MAIL FROM:<a@x.test>', '552 5.3.4 Message size exceeds fixed limit', 'smtp.enhanced.3.4'],
    ['MAIL FROM:<a@x.test>', '552 too big', 'smtp.reply.552.MAIL FROM'],
    ['MAIL FROM:<a@x.test>', '450 4.1.8 <a@x.test>: Sender address rejected: Domain not found', 'smtp.enhanced.1.8.temporary'],
    ['MAIL FROM:<a@x.test>', '550 5.1.8 <a@x.test>: Sender address rejected: Domain not found', 'smtp.enhanced.1.8'],
    ['MAIL FROM:<a@x.test>', '503 5.5.1 Error: nested MAIL command', 'smtp.reply.503.MAIL FROM'],
    ['MAIL FROM:<a@x.test>', '555 5.5.4 Unsupported option: X', 'smtp.reply.555'],
    ['RCPT TO:<b@x.test>', '553 5.7.1 <a@x.test>: Sender address rejected: not owned by user ana', 'provider.text.not-owned'],
    ['RCPT TO:<b@x.test>', '553 5.7.1 <a@x.test>: Sender address rejected: not logged in', 'provider.text.not-logged-in'],
    ['RCPT TO:<b@x.test>', '554 5.7.1 <b@x.test>: Relay access denied', 'provider.text.relay'],
    ['RCPT TO:<b@x.test>', '504 5.5.2 <pc>: Helo command rejected: need fully-qualified hostname', 'provider.text.helo-name'],
    [
      'RCPT TO:<b@x.test>',
      '450 4.2.0 <b@x.test>: Recipient address rejected: Greylisted, see http://postgrey.test/',
      'provider.text.greylist',
    ],
    ['RCPT TO:<b@x.test>', '451 Temporarily greylisted - please try again later.', 'provider.text.greylist'],
    [
      'RCPT TO:<b@x.test>',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
      'provider.text.spamhaus',
    ],
    ['RCPT TO:<b@x.test>', '550 5.7.1 [192.0.2.1] blocked using bl.example.test', 'provider.text.blocklist'],
    ['RCPT TO:<b@x.test>', '550-Sender verify failed\n550 Sender verify failed', 'provider.text.sender-verify'],
    ['RCPT TO:<b@x.test>', '550 No such user here', 'provider.text.user-unknown'],
    ['RCPT TO:<b@x.test>', '550 5.2.1 Mailbox disabled', 'smtp.enhanced.2.1'],
    ['RCPT TO:<b@x.test>', '452 4.2.2 Over quota', 'smtp.enhanced.2.2.temporary'],
    ['RCPT TO:<b@x.test>', '452 4.5.3 Error: too many recipients', 'smtp.enhanced.5.3.temporary'],
    ['RCPT TO:<b@x.test>', '452 4.4.5 Insufficient disk space; try again later', 'provider.text.disk-full'],
    ['RCPT TO:<b@x.test>', '550 5.7.23 The message was rejected because of Sender Policy Framework violation', 'smtp.enhanced.7.23'],
    ['RCPT TO:<b@x.test>', '550 5.7.1 SPF fail - not authorized', 'provider.text.spf'],
    ['RCPT TO:<b@x.test>', '550 #5.1.0 Address rejected b@x.test', 'smtp.enhanced.1.0'],
    ['RCPT TO:<b@x.test>', '550 5.2.1 <b@x.test>... User unknown', 'provider.text.user-unknown'],
    ['RCPT TO:<b@x.test>', '550 Mailing to remote domains not supported', 'provider.text.relay'],
    ['RCPT TO:<b@x.test>', '550 rejected', 'smtp.reply.550.RCPT TO'],
    ['RCPT TO:<b@x.test>', '450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]', 'smtp.enhanced.7.25'],
    ['RCPT TO:<b@x.test>', '451 4.3.0 <b@x.test>: Temporary lookup failure', 'provider.text.local-problem'],
    ['RCPT TO:<b@x.test>', '554 5.7.1 <pc[192.0.2.1]>: Client host rejected: Access denied', 'provider.text.access-denied'],
    ['RCPT TO:<b@x.test>', '551 5.1.6 Try <c@y.test>', 'smtp.enhanced.1.6'],
    ['RCPT TO:<b@x.test>', '550 5.7.999 Something new', 'smtp.reply.550.RCPT TO'],
    ['DATA', '554 5.5.1 Error: no valid recipients', 'provider.text.no-recipients'],
    ['DATA', '503 5.5.1 Error: need RCPT command', 'smtp.reply.503.DATA'],
    ['DATA', '554 5.0.0 Service unavailable', 'smtp.reply.554.DATA'],
    ['DATA', '550 5.7.1 Message contains a virus', 'provider.text.virus'],
    ['DATA', '451 later', 'smtp.reply.451.DATA'],
    ['EHLO pc', '501 Syntactically invalid EHLO argument(s)', 'smtp.reply.501.EHLO'],
    ['HELO', '501 5.0.0 HELO requires domain address', 'smtp.reply.501.EHLO'],
    ['EHLO pc', '502 5.5.1 Unrecognized command', 'smtp.reply.500.EHLO'],
    ['HELO pc', '250 mx', 'smtp.reply.250.HELO'],
    ['STARTTLS', '454 4.7.0 TLS not available due to local problem', 'smtp.reply.454.STARTTLS'],
    ['STARTTLS', '220 2.0.0 Ready to start TLS', 'smtp.reply.220.STARTTLS'],
    ['AUTH LOGIN', '535 5.7.8 Error: authentication failed', 'smtp.enhanced.7.8'],
    ['AUTH LOGIN', '535 5.7.1 No', 'smtp.reply.535'],
    ['AUTH LOGIN', '535 Incorrect authentication data', 'smtp.reply.535'],
    ['AUTH LOGIN', '504 5.7.4 Unrecognized authentication type', 'smtp.reply.504.AUTH'],
    ['AUTH LOGIN', '503 5.5.1 Error: authentication not enabled', 'smtp.reply.503.AUTH'],
    ['AUTH LOGIN', '454 4.7.0 Temporary authentication failure: Connection lost', 'smtp.reply.454.AUTH'],
    ['AUTH LOGIN', '421 4.7.0 Too many failed logins', 'provider.text.sign-ins'],
    ['AUTH LOGIN', '530 5.7.0 No', 'smtp.reply.530.AUTH'],
    ['AUTH', '501 5.5.4 Syntax: AUTH mechanism', 'smtp.reply.501.AUTH'],
    ['VRFY x', '550 5.1.1 x', 'smtp.enhanced.1.1'],
    ['RSET', '250 2.0.0 Reset', 'smtp.reply.250.RSET'],
    ['NOOP', '421 4.3.2 Server shutting down', 'smtp.enhanced.3.2.temporary'],
    ['NOOP', '498 hm', 'smtp.reply.4xx'],
  ] as const;
  const keys = await answers(rows.map(([command, reply]) => [command, reply]));
  expect(keys.map((key, index) => [rows[index]?.[1], key])).toEqual(rows.map(([, reply, key]) => [reply, key]));
});

test('a greeting that refuses says why', async () => {
  const greeted = async (line: string) => (await played('smtp', [server(`${line}\r\n`)])).map(({ explanation }) => explanation?.key);
  expect(await greeted('554 mx.test No SMTP service here')).toEqual(['smtp.greeting.554']);
  expect(await greeted('421 mx.test Service not available')).toEqual(['smtp.greeting.421']);
  expect(await greeted('421 4.7.0 mx.test Error: too many connections from 192.0.2.1')).toEqual(['provider.text.connections']);
  expect(await greeted('554 5.7.1 [192.0.2.1] is listed at https://www.spamhaus.org/query/ip/192.0.2.1')).toEqual([
    'provider.text.spamhaus',
  ]);
  expect(await greeted('220 ****************')).toEqual(['smtp.greeting.masked']);
});

test('numbers are written as the language writes them, and parameters of a command are said after it', async () => {
  const [, command] = await played('smtp', [server('220 mx.test ESMTP\r\n'), client('MAIL FROM:<a@x.test> SIZE=1204000 RET=FULL\r\n')]);
  const means = (language: 'en' | 'pt') => command?.explanation && describeEntry(glossaries[language], command.explanation)?.means;
  expect(means('en')).toMatch(/ a@x\.test\..* about 1,204,000 octets.*\(RET=FULL\)\.$/);
  expect(means('pt')).toMatch(/1\u00a0204\u00a0000|1\.204\.000|1 204 000/);
});

test('a line made to be looked at for long is explained as fast as others', async () => {
  const long = 60_000;
  const turn = (direction: 'client' | 'server', text: string): Turn => ({
    direction,
    bytes: Buffer.from(text),
    secrets: [],
    masked: Buffer.from(text),
  });
  const started = performance.now();
  const lines = await played('smtp', [
    turn('server', `550 ${'no such '.repeat(long / 8)}\r\n`),
    turn('client', `MAIL FROM:<${'"'.repeat(long)}\r\nRCPT TO:${' '.repeat(long)}x\r\nEHLO ${'a.'.repeat(long / 2)}\r\n`),
    turn('server', `450 ${'account has '.repeat(long / 12)}\r\n250 ok\r\n250-${'A-'.repeat(long / 2)}\r\n250 SIZE ${'9'.repeat(long)}\r\n`),
  ]);
  expect(lines).toHaveLength(8);
  expect(performance.now() - started).toBeLessThan(3_000);
});

/** What the client said before the server's half of a session, by a word in the name of its file. */
const askedBefore: readonly (readonly [RegExp, string])[] = [
  [/greeting/, ''],
  [/helo/, 'HELO pc'],
  [/ehlo/, 'EHLO pc'],
  [/auth-/, 'AUTH DIGEST-MD5'],
  [/expn/, 'EXPN list'],
  [/rcpt-to/, 'RCPT TO:<a@x.test>'],
  [/noop/, 'NOOP'],
  [/rset/, 'RSET'],
  [/quit/, 'QUIT'],
  [/bad-command/, 'DATA'],
  [/mail-from|mailbox/, 'MAIL FROM:<a@x.test>'],
];

describeWithCorpus('the test material', () => {
  test('every line of the servers’ halves has an entry of its own', async () => {
    const files = corpusFiles().filter(({ path }) => path.startsWith('mailkit/') && path.includes('/Smtp/') && path.endsWith('.txt'));
    expect(files.length).toBeGreaterThan(15);
    let count = 0;
    const unexplained: string[] = [];
    for (const file of files) {
      const said = readCorpusFile(file).toString('latin1').replace(/\r?\n/g, '\r\n');
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const [, command = 'MAIL FROM:<a@x.test>'] = askedBefore.find(([word]) => word.test(name)) ?? [];
      const before = command === '' ? [] : [server('220 mx.test ESMTP\r\n'), client(`${command}\r\n`)];
      const lines = (await played('smtp', [...before, server(said)])).slice(before.length);
      count += lines.length;
      unexplained.push(...lines.filter((line) => !isSpecific(line)).map((line) => `${name}: ${textOfLine(line).trimEnd()}`));
    }
    console.info(`SMTP: ${count} lines, ${count - unexplained.length} with an entry of their own`);
    for (const line of unexplained) console.info(`  ${line}`);
    expect(unexplained.length / count).toBeLessThan(0.02);
  });

  test('every code of the registry has an entry', () => {
    const { codes } = JSON.parse(readCorpusText('registries/smtp-enhanced-status.json')) as { codes: Record<string, unknown> }; // the file's own format
    expect(Object.keys(codes).length).toBeGreaterThan(60);
    expect(Object.keys(codes).filter((code) => enhancedCodes[code] === undefined)).toEqual([]);
    // Its notes name what it lacks.
    for (const code of ['7.28', '7.29', '7.30']) expect(enhancedCodes[code]).toBeDefined();
  });

  test('every enhanced status code of the bounces has an entry', () => {
    const files = corpusFiles().filter(({ path }) => path.startsWith('sisimai-bounces/'));
    const found = new Map<string, string>();
    for (const file of files)
      for (const [line, code] of readCorpusFile(file)
        .toString('latin1')
        .matchAll(/(?:^Status:[ \t]*|\b[45]\d\d[ -]#?)([45]\.\d{1,3}\.\d{1,3})(?![.\d])/gim))
        found.set(`${code}`, line.trim());
    expect(found.size).toBeGreaterThan(15);
    const missing = [...found].filter(([code]) => enhancedCodes[code.slice(2)] === undefined);
    // A code of Exchange, which it does not register, goes by its text.
    expect(missing).toEqual([['5.7.54', '550 5.7.54']]);
  });
});

test.runIf(whyCorpusMissing() !== undefined)('the test material is not here, so its lines were not tried', (context) => {
  context.skip(whyCorpusMissing());
});
