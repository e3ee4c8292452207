/** Command lines that were copied from sessions are run against the same server, and do the same exchange. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'dns-packet';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CopyForm, Line } from '../../../../electron/contract/transcript.ts';
import { copiesOf } from '../../../../electron/engine/transcript/copy-as/copies.ts';
import { dialSubmission, startPractice, submit } from '../../../practice/practice-fixture.ts';
import { connectLineClient } from '../../../servers/line-client.ts';
import { type Fixture, linesOf, startTranscript, temporaryFolder } from '../transcript-fixture.ts';

const password = 'practice';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hasProgram = (name: string) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
/** In CI the programs are installed, and a missing one is a failure. */
const withProgram = (name: string) => test.skipIf(!hasProgram(name) && process.env.POSTGLASS_REQUIRE_SERVERS !== '1');

const ends = {
  smtp: /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/,
  imap: /^(?:.*\r\n)*?(?:\w+ (?:OK|NO|BAD) .*|\+.*)\r\n/,
  pop3: /^(?:\+OK|-ERR).*\r\n/,
};

/** How a session goes over to TLS, as each protocol has it (RFC 3207 §4, RFC 9051 §6.2.1, RFC 2595 §4). */
const upgrades = { smtp: ['EHLO client.test', 'STARTTLS'], imap: ['u STARTTLS'], pop3: ['STLS'] } as const;

/** Says these lines to the practice server, and records what crosses. */
async function record(
  fixture: Fixture,
  protocol: 'smtp' | 'imap' | 'pop3',
  lines: readonly string[],
  security: 'none' | 'tls' | 'starttls' = 'none',
) {
  const tls = security === 'tls';
  const server = await startPractice();
  if (protocol === 'pop3') await submit(await dialSubmission(server), 'Subject: x\r\n\r\none\r\ntwo\r\n', ['ana@practice.test']);
  const port = tls ? server[protocol].tlsPort : server[protocol].port;
  const client = await connectLineClient({
    endpoint: { host: server.host, port, implicitTls: tls },
    trustedCertificate: server.certificate,
  });
  onTestFinished(() => client.destroy());
  const tap = fixture.open(protocol, { host: server.host, port, purpose: 'console' });
  if (tls) tap.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null });
  tap.secret(password, ['ana']);
  tap.server(Buffer.from(await client.expect(protocol === 'imap' ? /^\* .*\r\n/ : ends[protocol])));
  const say = async (line: string) => {
    tap.client(Buffer.from(`${line}\r\n`));
    // A list and a message end with a dot (RFC 1939 §3).
    const isLong = protocol === 'pop3' && /^(?:LIST|UIDL|CAPA|RETR \d+|TOP .*)$/.test(line);
    tap.server(Buffer.from(await client.ask(line, isLong ? /\r\n\.\r\n/ : ends[protocol])));
  };
  if (security === 'starttls') {
    for (const line of upgrades[protocol]) await say(line);
    tap.note({ key: 'starttls', parameters: {} });
    await client.startTls(server.certificate);
    tap.secured({ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: null });
  }
  for (const line of lines) await say(line);
  tap.end();
  return { server, session: tap.session };
}

async function copied(fixture: Fixture, session: string): Promise<Map<CopyForm, string>> {
  const found = await fixture.transcript.session(session);
  if (!found) throw new Error('no session');
  const wholeOf = async ({ index }: Line) => {
    const bytes = await fixture.transcript.bytes(session, index);
    return bytes.ok ? bytes.value : null;
  };
  const forms = await copiesOf(found, await linesOf(fixture.transcript, session), wholeOf);
  for (const { text } of forms) expect(text).not.toMatch(/practice(?!\.test)/);
  return new Map(forms.map(({ form, text }) => [form, text]));
}

async function run(text: string, certificate: string): Promise<string[]> {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, 'message.eml'), 'From: ana@practice.test\r\nSubject: x\r\n\r\ntext\r\n');
  writeFileSync(join(folder, 'ca.pem'), certificate);
  const child = spawn('sh', ['-c', text], {
    cwd: folder,
    detached: true, // no terminal: what asks for the password reads standard input
    env: { PATH: process.env.PATH, HOME: folder, MAIL_PASSWORD: password, CURL_CA_BUNDLE: join(folder, 'ca.pem') },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  child.stdin.end(`${password}\n`);
  await once(child, 'close');
  return output.split(/\r?\n/);
}

/** Commands without what differs for good reason: tags, parameters of MAIL, steps of an authentication. */
const commandsIn = (lines: readonly string[], mark: RegExp) =>
  lines.flatMap((line) => {
    const text = mark.exec(line)?.[1]?.trim() ?? '';
    const command = /^(?:EHLO \S+|AUTH \S+|MAIL FROM:<[^>]*>|RCPT TO:<[^>]*>|DATA$|QUIT$)/i.exec(text)?.[0];
    return command ? [command] : [];
  });

const sending = [
  'EHLO client.test',
  `AUTH PLAIN ${base64(`\0ana\0${password}`)}`,
  'MAIL FROM:<ana@practice.test> SIZE=100',
  'RCPT TO:<ben@practice.test>',
  'DATA',
  'Subject: x\r\n\r\ntext\r\n.',
  'QUIT',
];
const said = sending.filter((_, at) => at !== 5).map((line) => line.replace(/ SIZE.*/, '').replace(/^(AUTH \S+) .*/, '$1'));

describe('a copied command does the same exchange', () => {
  withProgram('swaks')('swaks', async () => {
    const fixture = await startTranscript();
    const { server, session } = await record(fixture, 'smtp', sending);
    const output = await run((await copied(fixture, session)).get('swaks') ?? '', server.certificate);
    expect(commandsIn(output, /^ [-~]> (.*)/)).toEqual(said);
    expect(output.filter((line) => /^<[-~*]+ +\d{3} /.test(line)).map((line) => /\d{3}/.exec(line)?.[0])).toEqual(
      '220 250 235 250 250 354 250 221'.split(' '),
    );
  });

  withProgram('swaks')('swaks as far as the session went, and not further', async () => {
    const fixture = await startTranscript();
    const { server, session } = await record(fixture, 'smtp', [...sending.slice(0, 3), 'RCPT TO:<nobody@practice.test>', 'QUIT']);
    const output = await run((await copied(fixture, session)).get('swaks') ?? '', server.certificate);
    expect(commandsIn(output, /^ [-~]> (.*)/)).toEqual([...said.slice(0, 3), 'RCPT TO:<nobody@practice.test>', 'QUIT']);
  });

  withProgram('curl')('curl, sending and reading', async () => {
    const fixture = await startTranscript();
    const sent = await record(fixture, 'smtp', sending);
    const output = await run((await copied(fixture, sent.session)).get('curl') ?? '', sent.server.certificate);
    // The QUIT that it ends with is not in what it prints.
    expect(commandsIn(output, /^> (.*)/)).toEqual(said.slice(0, -1));
    const read = await record(fixture, 'imap', [`a LOGIN ana ${password}`, 'b SELECT INBOX', 'c FETCH 1 (FLAGS)', 'd LOGOUT'], 'tls');
    const lines = await run((await copied(fixture, read.session)).get('curl') ?? '', read.server.certificate);
    expect(lines.filter((line) => /^> \w+ (?:SELECT|FETCH|LOGOUT)/.test(line)).map((line) => line.replace(/^> \w+ /, ''))).toEqual([
      'SELECT INBOX',
      'FETCH 1 (FLAGS)',
      'LOGOUT',
    ]);
    expect(lines.filter((line) => /^< \w+ OK (?:Fetch|.*SELECT|.*Select)|READ-WRITE/i.test(line)).length).toBeGreaterThanOrEqual(2);
  });

  withProgram('curl')('curl, also where one of several recipients is refused', async () => {
    const fixture = await startTranscript();
    const refused = [...sending.slice(0, 3), 'RCPT TO:<550@practice.test>', ...sending.slice(3)];
    const { server, session } = await record(fixture, 'smtp', refused);
    const output = await run((await copied(fixture, session)).get('curl') ?? '', server.certificate);
    expect(commandsIn(output, /^> (.*)/)).toEqual([...said.slice(0, 3), 'RCPT TO:<550@practice.test>', ...said.slice(3, -1)]);
    expect(output.filter((line) => /^< (?:550|354) /.test(line)).map((line) => line.slice(2, 5))).toEqual(['550', '354']);
  });

  withProgram('curl').each([
    ['how much there is', ['STAT', 'LIST', 'QUIT'], /^> (?:STAT|LIST)/, ['STAT']],
    ['a list', ['UIDL', 'QUIT'], /^> (?:UIDL)/, ['UIDL']],
    ['a message', ['RETR 1', 'QUIT'], /^> (?:RETR)/, ['RETR 1']],
    ['the beginning of one', ['TOP 1 3', 'QUIT'], /^> (?:TOP)/, ['TOP 1 3']],
    ['one size', ['LIST 1', 'QUIT'], /^> (?:LIST)/, ['LIST 1']],
  ] as const)('curl reads POP3, with and without TLS: %s', async (_name, asked, shown, expected) => {
    for (const security of ['none', 'tls', 'starttls'] as const) {
      const fixture = await startTranscript();
      const read = await record(fixture, 'pop3', ['USER ana', `PASS ${password}`, ...asked], security);
      const text = (await copied(fixture, read.session)).get('curl') ?? '';
      const output = await run(text, read.server.certificate);
      // The QUIT that it ends with is not in what it prints.
      expect(output.filter((line) => shown.test(line)).map((line) => line.slice(2).trim())).toEqual(expected);
      expect(output.filter((line) => /^< -ERR/.test(line))).toEqual([]);
      if (security === 'starttls') expect(output.map((line) => line.trim())).toContain('> STLS');
    }
  });

  // All at once: between two lines, each waits a second.
  withProgram('openssl')('openssl s_client, with a sign-in', async () => {
    const exchanges = [
      ['pop3', 'tls', ['USER ana', `PASS ${password}`, 'STAT', 'QUIT']],
      ['pop3', 'starttls', ['USER ana', `PASS ${password}`, 'STAT', 'QUIT']],
      ['imap', 'starttls', [`a LOGIN ana ${password}`, 'b SELECT INBOX', 'c LOGOUT']],
      ['smtp', 'starttls', ['EHLO client.test', `AUTH PLAIN ${base64(`\0ana\0${password}`)}`, 'NOOP', 'QUIT']],
    ] as const;
    const inOneOf = async ([protocol, security, said]: (typeof exchanges)[number]) => {
      const fixture = await startTranscript();
      const { server, session } = await record(fixture, protocol, said, security);
      const lines = await linesOf(fixture.transcript, session);
      // What comes before TLS the program says itself, and shows nothing of.
      const secured = security === 'starttls' ? lines.findIndex(({ note }) => note?.key === 'tls') : 0;
      const isReply = /^(?:\+OK|-ERR|\d{3}[ -]|\* |\w+ (?:OK|NO|BAD) )/;
      // The timestamp of a greeting is another one each time (RFC 1939 §7), and so are the tags of what was left out.
      const plain = (all: readonly string[]) =>
        all
          .map((line) =>
            line
              .trim()
              .replace(/<.*>/, '')
              .replace(/^[a-z] /, ''),
          )
          .filter((line) => isReply.test(line) || /^(?:OK|NO|BAD) /.test(line));
      const replies = lines
        .filter(({ direction }, at) => direction === 'server' && at >= secured)
        .map(({ bytes }) => Buffer.from(bytes, 'base64').toString());
      const output = await run((await copied(fixture, session)).get('openssl') ?? '', server.certificate);
      return { name: `${protocol}, ${security}`, shown: plain(output), expected: plain(replies) };
    };
    const outcomes = await Promise.all(exchanges.map(inOneOf));
    for (const { name, shown, expected } of outcomes) {
      expect(expected.length, name).toBeGreaterThan(0);
      // Of what it says itself before it prints the last line at most, in front of the first or before it.
      expect(shown.length - expected.length, name).toBeLessThanOrEqual(1);
      for (const [at, reply] of expected.entries()) expect(shown.at(at - expected.length)?.endsWith(reply), `${name}: ${reply}`).toBe(true);
    }
  });

  withProgram('dig')('dig', async () => {
    const fixture = await startTranscript();
    const asked: string[] = [];
    const server = createSocket('udp4');
    server.on('message', (bytes, from) => {
      const query = decode(bytes);
      const [question] = query.questions ?? [];
      asked.push(`${question?.name} ${question?.type}`);
      server.send(
        encode({ type: 'response', id: query.id ?? 0, flags: 256, questions: query.questions ?? [], answers: [] }),
        from.port,
        from.address,
      );
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const tap = fixture.open('dns', { host: '127.0.0.1', port: server.address().port });
    tap.client(encode({ type: 'query', id: 1, flags: 256, questions: [{ type: 'MX', name: 'kestrel.example' }] }));
    tap.end();
    const text = (await copied(fixture, tap.session)).get('dig') ?? '';
    await run(text, '');
    expect(asked).toEqual(['kestrel.example MX']);
  });
});

test('whatever stands in addresses, a shell takes it for a word; what a program would take for more is not offered', async () => {
  const fixture = await startTranscript();
  const forms = async (from: string, host = 'mail.example.test') => {
    const tap = fixture.open('smtp', { host });
    tap.server(Buffer.from('220 x\r\n'));
    tap.client(Buffer.from('EHLO me.test\r\n'));
    tap.server(Buffer.from('250 x\r\n'));
    tap.client(Buffer.from(`MAIL FROM:<${from}>\r\n`));
    tap.server(Buffer.from('250 x\r\n'));
    tap.end();
    return copied(fixture, tap.session);
  };
  const hostile = `a'"\`$(touch found)\`;&|*?!~#\\b@x.test`;
  const swaks = (await forms(hostile)).get('swaks') ?? '';
  const echoed = await run(swaks.replace(/^swaks/, `printf '%s\\n'`), '');
  expect(echoed).toContain(hostile);
  for (const from of ['-v@x.test', '@/etc/passwd', 'a\u202eb@x.test', 'a\x1b[2J@x.test'])
    expect((await forms(from)).has('swaks')).toBe(false);
  expect((await forms('a@x.test', '-oProxyCommand')).size).toBe(0);
});

test('a script of the console has no message that was not typed by hand, no secret, and says what it leaves out', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('smtp', { purpose: 'send', port: 587 });
  tap.secret(password, ['ana']);
  const say = (line: string, reply: string) => {
    tap.client(Buffer.from(`${line}\r\n`));
    if (reply !== '') tap.server(Buffer.from(`${reply}\r\n`));
  };
  tap.server(Buffer.from('220 mail.example.test ESMTP\r\n'));
  say('EHLO me.test', '250-mail.example.test\r\n250 AUTH PLAIN NTLM');
  say(`AUTH PLAIN ${base64('\0ana\0wrong')}`, '535 5.7.8 no');
  say(`AUTH PLAIN ${base64(`\0ana\0${password}`)}`, '235 2.7.0 yes');
  // Several commands at once (RFC 2920 §3.1): each has its own reply.
  for (const line of ['MAIL FROM:<ana@x.test>', 'RCPT TO:<ben@x.test>', 'DATA']) say(line, '');
  tap.server(Buffer.from('250 2.1.0 ok\r\n550 5.1.1 nobody\r\n354 go on\r\n'));
  say('Subject: private\r\n\r\nprivate\r\n.', '554 5.5.1 none');
  say('HELP \u202e', '214 help');
  tap.end();
  const script = (await copied(fixture, tap.session)).get('console') ?? '';
  expect(script.split('\n').filter((line) => line !== '')).toEqual([
    'connect smtp://mail.example.test:587',
    'S: 220...',
    'C: EHLO me.test',
    'S: 250...',
    '# A sign-in that was refused is left out: the password of the account may be another one.',
    'sign in AUTH PLAIN as ana',
    'S: 235 2.7.0...',
    'C: MAIL FROM:<ana@x.test>',
    'S: 250 2.1.0...',
    'C: RCPT TO:<ben@x.test>',
    'S: 550 5.1.1...',
    'C: DATA',
    'S: 354...',
    '# The message is left out; this one stands in its place.',
    ...['C: Subject: A test', 'C:', 'C: A test.', 'C: .'],
    'S: 554 5.5.1...',
    '# A line is left out: it holds what cannot be seen.',
  ]);
});

test('a command is left out of a script whole, with its counted octets and what stands behind them', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('imap', { purpose: 'console' });
  tap.server(Buffer.from('* OK hello\r\n'));
  const commands = [
    ['a SEARCH TEXT {3}', 'one', ' TEXT secret'],
    ['b SEARCH TEXT {3}', 'two', ' TEXT \u202e'],
    ['c SEARCH \u202e TEXT {5}', 'three', ''],
    ['d SEARCH TEXT {4}', 'four', ' TEXT {4}'],
    ['d', 'five', ' SEEN'],
  ] as const;
  for (const [line, octets, rest] of commands) {
    if (line !== 'd') tap.client(Buffer.from(`${line}\r\n`));
    tap.server(Buffer.from('+ go on\r\n'));
    tap.client(Buffer.from(`${octets}${rest}\r\n`));
    if (!rest.endsWith('}')) tap.server(Buffer.from(`${line.slice(0, 1)} OK done\r\n`));
  }
  tap.end();
  const session = await fixture.transcript.session(tap.session);
  if (!session) throw new Error('no session');
  const lines = (await linesOf(fixture.transcript, tap.session)).map((line) =>
    Buffer.from(line.bytes, 'base64').includes('secret') ? { ...line, masked: [{ offset: 6, length: 6 }] } : line,
  );
  const script = (await copiesOf(session, lines, async () => null)).find(({ form }) => form === 'console')?.text ?? '';
  expect(script.split('\n').filter((line) => line !== '')).toEqual([
    'connect imap://mail.example.test:143',
    'S: * OK...',
    '# A line with a secret in it is left out.',
    '# A line is left out: it holds what cannot be seen.',
    '# A line is left out: it holds what cannot be seen.',
    ...['C: d SEARCH TEXT {4}', 'S: +...', 'C: four TEXT {4}', 'S: +...', 'C: five SEEN', 'S: d OK...'],
  ]);
});

test('a session with a large attachment is copied in every form but as a script', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('imap', { purpose: 'send' });
  tap.server(Buffer.from('* OK hello\r\n'));
  tap.client(Buffer.from('a APPEND Sent {7}\r\n'));
  tap.server(Buffer.from('+ go on\r\n'));
  tap.client(Buffer.from('private\r\n'));
  tap.server(Buffer.from('a OK done\r\n'));
  tap.end();
  const session = await fixture.transcript.session(tap.session);
  if (!session) throw new Error('no session');
  const lines = await linesOf(fixture.transcript, tap.session);
  const formsWith = async (length: number) => {
    const larger = lines.map((line) => (line.kind === 'literal' ? { ...line, payload: { hash: '', length, held: false } } : line));
    return (await copiesOf(session, larger, async () => null)).map(({ form }) => form);
  };
  const forms = await formsWith(7);
  expect(forms).toEqual(['dig', 'console']);
  for (const megabytes of [1, 30]) expect(await formsWith(megabytes * 1_000_000)).toEqual(forms.filter((form) => form !== 'console'));
});
