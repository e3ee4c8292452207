/** What an export with pseudonyms holds of who and where: nothing, in any spelling, and everything else as it was. */
import { expect, test } from 'vitest';
import { startTranscript } from '../transcript-fixture.ts';
import { exported, readable } from './exported.ts';
import { spellingsIn } from './spellings.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** Everything that names somebody or something in the sessions below. */
const real = [
  ...[
    'mail.kestrel-works.test',
    'kestrel-works.test',
    'relay7.other-site.test',
    'laptop-of-mirela',
    'mx-front',
    'bücher-laden.test',
    'xn--bcher-laden-thb.test',
  ],
  ...['mirela', 'mirela@kestrel-works.test', 'zoltan.quist@other-site.test', 'zoltan.quist', 'absent-person', 'o"hara'],
  ...['203.0.113.77', '2001:db8:77::99', '10.20.30.40'],
  ...['4WzQk81xT2z9', '1tXyZ9-000Abc-2D', '98f1c2d3-e4b5@kestrel-works.test', '1896.697170952@mail.kestrel-works.test'],
  ...['Mirela Ștefan', 'Zoltán Quist'],
  ...['AB:CD:01', 'AB:CD:02'],
];

async function recorded() {
  const fixture = await startTranscript();
  const smtp = fixture.open('smtp', { accountName: 'Mirela Ștefan', host: 'mail.kestrel-works.test', port: 587 });
  smtp.note({ key: 'resolved', parameters: { host: 'mail.kestrel-works.test', addresses: '10.20.30.40 2001:db8:77::99' } });
  smtp.note({ key: 'connected', parameters: { address: '10.20.30.40', port: 587 } });
  smtp.note({
    key: 'certificate',
    parameters: {
      ...{
        subject: 'CN=mail.kestrel-works.test',
        issuer: 'CN=ca.other-site.test',
        fingerprint: 'AB:CD:01',
        names: 'mx-front bücher-laden.test',
      },
      ...{ subject1: 'CN=ca.other-site.test', issuer1: 'mx-front', fingerprint1: 'AB:CD:02' },
    },
  });
  const said = (direction: 'C' | 'S', ...lines: string[]) => {
    const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
    if (direction === 'C') smtp.client(bytes);
    else smtp.server(bytes);
  };
  said('S', '220 mx-front ESMTP ready');
  said('C', 'EHLO laptop-of-mirela');
  said(
    'S',
    '250-mail.kestrel-works.test Hello laptop-of-mirela [203.0.113.77]',
    '250-PIPELINING',
    '250-SIZE 10240000',
    '250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256',
  );
  smtp.secret('pass-word-here', ['mirela']);
  said('C', 'AUTH CRAM-MD5');
  said('S', `334 ${base64('<1896.697170952@mail.kestrel-works.test>')}`);
  said('C', base64('mirela 0123456789abcdef0123456789abcdef'));
  said('S', '535 5.7.8 no mirela@kestrel-works.test');
  said('C', 'AUTH LOGIN');
  said('S', '334 VXNlcm5hbWU6');
  said('C', base64('mirela'));
  said('S', '334 UGFzc3dvcmQ6');
  said('C', base64('pass-word-here'));
  said(
    'S',
    `535 5.7.8 ${base64('mirela')} and MIRELA and ${Buffer.from('mirela').toString('hex')} and mirela%40kestrel-works.test are not known`,
  );
  said('C', `AUTH SCRAM-SHA-256 ${base64('n,,n=mirela,r=abcdefgh')}`);
  said('S', '501 no');
  said('C', `AUTH PLAIN ${base64('\0mirela\0pass-word-here')}`);
  said('S', '235 2.7.0 Authentication successful');
  said('C', 'MAIL FROM:<mirela@kestrel-works.test> SIZE=1000');
  said('S', '250 2.1.0 Ok');
  said('C', 'RCPT TO:<Zoltan.Quist@Other-Site.test>');
  said('S', '250 2.1.5 Ok');
  said('C', 'RCPT TO:<absent-person@kestrel-works.test>');
  said('S', '550 5.1.1 <absent-person@kestrel-works.test>: Recipient address rejected: absent-person is not a local user');
  said('C', 'VRFY "o\\"hara"');
  said('S', '252 2.0.0 o"hara');
  said('C', 'DATA');
  said('S', '354 End data with <CR><LF>.<CR><LF>');
  said(
    'C',
    'Received: from relay7.other-site.test (relay7.other-site.test [203.0.113.77])',
    '\tby mail.kestrel-works.test (Postfix) with ESMTPS id 4WzQk81xT2z9 for <mirela@kestrel-works.test>',
    `From: =?utf-8?b?${base64('Mirela Ștefan')}?= <mirela@kestrel-works.test>`,
    'To: "Zoltán Quist" <zoltan.quist@other-site.test>, =?iso-8859-1?q?Zolt=E1n_Quist?= <zoltan.quist@other-site.test>',
    'Message-ID: <98f1c2d3-e4b5@kestrel-works.test>',
    'Subject: hello',
    '',
    'Dear Zoltán Quist, write to mirela=40kestrel-works.test or to info@bücher-laden.test (info@xn--bcher-laden-thb.test).',
    '.',
  );
  said('S', '250 2.0.0 Ok: queued as 4WzQk81xT2z9');
  smtp.end();
  const imap = fixture.open('imap', { accountName: 'mirela@kestrel-works.test', host: '10.20.30.40', port: 143 });
  const tell = (direction: 'C' | 'S', line: string) =>
    direction === 'C' ? imap.client(Buffer.from(`${line}\r\n`)) : imap.server(Buffer.from(`${line}\r\n`));
  tell('S', '* OK mx-front IMAP4rev1 ready');
  tell('C', 'A1 LOGIN "mirela" "pass-word-here"');
  tell('S', 'A1 OK [CAPABILITY IMAP4rev1] Logged in as mirela');
  tell('C', 'A2 SELECT "INBOX.user/mirela"');
  tell('S', '* ID ("name" "Server" "vendor" "Maker")');
  tell('S', '* 3 EXISTS');
  tell('S', 'A2 OK [READ-WRITE] done');
  tell('C', 'A3 FETCH 1 (ENVELOPE BODY.PEEK[HEADER.FIELDS (FROM)])');
  tell(
    'S',
    '* 1 FETCH (ENVELOPE (NIL "hello" (("Mirela Ștefan" NIL "mirela" "kestrel-works.test")) NIL NIL (("Zoltán Quist" NIL "zoltan.quist" "other-site.test")) NIL NIL NIL "<98f1c2d3-e4b5@kestrel-works.test>") UID 7)',
  );
  tell('S', 'A3 OK 1tXyZ9-000Abc-2D');
  tell('C', 'A4 SEARCH HEADER Message-ID <98f1c2d3-e4b5@kestrel-works.test>');
  tell('S', '* SEARCH 1');
  tell('S', 'A4 OK id=1tXyZ9-000Abc-2D');
  imap.end();
  return { ...fixture, sessions: [smtp.session, imap.session], smtp: smtp.session };
}

test.each(['text', 'jsonl', 'html'] as const)(
  'nothing of a name, host, address or identifier is in %s, in any spelling',
  async (format) => {
    const { transcript, sessions } = await recorded();
    for (const mail of ['left-out', 'included'] as const) {
      const text = await exported(transcript, { sessions, format, mail });
      expect(spellingsIn(format === 'jsonl' ? `${text}\n${readable(text)}` : text, real)).toEqual([]);
    }
    const plain = await exported(transcript, { sessions, format, mail: 'included', names: 'real' });
    // The search itself finds them where they were left.
    expect(spellingsIn(format === 'jsonl' ? readable(plain) : plain, real).length).toBeGreaterThan(12);
  },
);

test('the same value has the same pseudonym everywhere, different ones differ, and what the protocol says stays', async () => {
  const { transcript, sessions } = await recorded();
  const text = readable(await exported(transcript, { sessions, format: 'jsonl', mail: 'included' }));
  const [, user, host] = /MAIL FROM:<(\S+)@(\S+)> SIZE=1000/.exec(text) ?? [];
  expect(user).toMatch(/^user\d+$/);
  expect(host).toMatch(/^host\d+\.example$/);
  expect(text).toContain(`A1 LOGIN "${user}" "`);
  expect(text).toContain(`Logged in as ${user}`);
  expect(text).toContain(base64(user ?? ''));
  expect(text).toContain(`INBOX.user/${user}`);
  expect(text).toContain(`NIL "${user}" "${host}"`);
  expect(text).toContain(`for <${user}@${host}>`);
  const recipients = [...text.matchAll(/RCPT TO:<(\S+)@(\S+)>/g)].map((match) => match.slice(1));
  expect(new Set([user, ...recipients.map(([local]) => local)]).size).toBe(3);
  expect(recipients[0]?.[1]).not.toBe(host);
  expect(recipients[1]?.[1]).toBe(host);
  const [, queue] = /queued as (\S+)/.exec(text) ?? [];
  expect(text).toContain(`with ESMTPS id ${queue} for`);
  const [id, ...ids] = [...text.matchAll(/<(message\d+@\S+)>/g)].map(([, each]) => each).filter((each) => each?.endsWith(`@${host}`));
  expect(new Set(ids)).toEqual(new Set([id]));
  for (const kept of [
    '* ID ("name" "Server" "vendor" "Maker")',
    ...[
      '250-PIPELINING',
      'SIZE 10240000',
      'AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256',
      '334 VXNlcm5hbWU6',
      '535 5.7.8',
      '235 2.7.0 Authentication successful',
    ],
    ...[
      '354 End data with <CR><LF>.<CR><LF>',
      'Recipient address rejected',
      'BODY.PEEK[HEADER.FIELDS (FROM)]',
      '* 3 EXISTS',
      'Subject: hello',
    ],
  ])
    expect(text).toContain(kept);
});

test('steps of an authentication decode to pseudonyms, and the secrets in them stay covered', async () => {
  const { transcript, smtp } = await recorded();
  const lines = (await exported(transcript, { sessions: [smtp], format: 'jsonl', mail: 'left-out' }))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const said = lines.map(({ bytes }) => Buffer.from(bytes, 'base64').toString('utf8'));
  const scram = said.find((line) => line.startsWith('AUTH SCRAM')) ?? '';
  expect(Buffer.from(scram.split(' ')[2] ?? '', 'base64').toString()).toMatch(/^n,,n=user\d+,r=abcdefgh$/);
  const plain = said.findIndex((line) => line.startsWith('AUTH PLAIN '));
  expect(Buffer.from((said[plain] ?? '').slice(11).replace(/\*.*/s, ''), 'base64').toString()).toMatch(/^\0user\d+/);
  expect(lines[plain].masked).toHaveLength(1);
  const { offset, length } = lines[plain].masked[0];
  expect((said[plain] ?? '').slice(offset, offset + length)).toMatch(/^\*{15,}$/);
});

test('a range holds its lines alone, and names said outside of it are replaced within it', async () => {
  const { transcript, smtp } = await recorded();
  const whole = (await exported(transcript, { sessions: [smtp], format: 'text', mail: 'left-out' })).trimEnd().split('\n');
  const refused = whole.findIndex((line) => line.includes('550 5.1.1')) - 1;
  const part = await exported(transcript, { sessions: [smtp], format: 'text', mail: 'left-out', lines: { first: refused, last: refused } });
  expect(part.trimEnd().split('\n')).toEqual([whole[0], whole[refused + 1]]);
  expect(spellingsIn(part, real)).toEqual([]);
});

test('hosts of one word in a trace are replaced, and an address inside of a link with what stands before it kept', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('pop3');
  tap.server(Buffer.from('+OK ready\r\n'));
  tap.client(Buffer.from('RETR 1\r\n'));
  tap.server(
    Buffer.from(
      '+OK follows\r\nReceived: from backoffice-pc (helo=desk-of-pavel)\r\n\tby mx.kestrel.test (envelope-from <pavel@kestrel.test>)\r\n',
    ),
  );
  tap.server(Buffer.from('\r\nhttps://www.kestrel.test/unsubscribe?e=pavel%40kestrel.test\r\n.\r\n'));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'included' });
  expect(spellingsIn(text, ['backoffice-pc', 'desk-of-pavel', 'mx.kestrel.test', 'pavel@kestrel.test', 'pavel'])).toEqual([]);
  expect(text).toMatch(/\(envelope-from <user\d+@host\d+\.example>\)/);
  expect(text).toMatch(
    /https:\/\/host\d+\.example\/unsubscribe\?e%3Duser\d+%40host\d+\.example|https:\/\/host\d+\.example\/unsubscribe\?e=user\d+%40host\d+\.example/,
  );
});

test.each([
  ['a timestamp', '+OK ready. <1fd5.42.6b0d86de.plO8/0QaHSl0jhAsSkGDtg==@vm-of-pavel>\r\n'],
  ['a challenge', `+ ${base64('<1fd5.43.6b0d86de.lk/0QaHSl0jhAsSkGDtQ==@vm-of-pavel>')}\r\n`],
  ['a refusal', '-ERR no 1fd5/44.6b0d86de==@vm-of-pavel\r\n'],
])('the host in %s is replaced, also where base64 stands before it, as Dovecot writes it', async (_what, line) => {
  const { open, transcript } = await startTranscript();
  const tap = open('pop3');
  if (!line.startsWith('+OK')) tap.server(Buffer.from('+OK ready\r\n'));
  tap.client(Buffer.from('AUTH CRAM-MD5\r\n'));
  tap.server(Buffer.from(line));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, ['vm-of-pavel', 'plO8/0QaHSl0jhAsSkGDtg'])).toEqual([]);
});

test('the words of a reply that stand where a host may are left, and so are they in every other line', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp');
  const said = (direction: 'client' | 'server', line: string) => tap[direction](Buffer.from(`${line}\r\n`));
  said('server', '220 frontend ESMTP ready');
  said('client', 'EHLO me');
  said('server', '250 frontend');
  for (const refused of ['454 4.7.0 later', '220 2.0.0 Ready to start TLS']) {
    said('client', 'STARTTLS');
    said('server', refused);
  }
  said('client', 'NOOP');
  said('server', '250 2.0.0 Ready, and bye, says frontend; closing');
  said('client', 'QUIT');
  said('server', '221 2.0.0 Bye');
  said('server', '221 Closing connection');
  said('server', '221 frontend closing connection');
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, ['frontend'])).toEqual([]);
  expect([...text.matchAll(/S: (2[25][01] (?:2.*|Clos.*))/g)].map(([, line]) => line)).toEqual([
    '220 2.0.0 Ready to start TLS',
    expect.stringMatching(/^250 2\.0\.0 Ready, and bye, says host\d+\.example; closing$/),
    '221 2.0.0 Bye',
    '221 Closing connection',
  ]);
});

test.each([
  ['220 service-zrh ESMTP', 'service-zrh'],
  ['220 ok-box ESMTP', 'ok-box'],
  ['220-See-lake ESMTP', 'See-lake'],
  ['220 2.5-rack ESMTP', '2.5-rack'],
  ['221 bye-gate closing connection', 'bye-gate'],
  ['221 goodbye.zrh closing connection', 'goodbye.zrh'],
  ['221 connection-7 Service closing transmission channel', 'connection-7'],
  ['221 thankful closing connection', 'thankful'],
  ['221 2.0.0 node7-zrh closing connection', 'node7-zrh'],
  ['221 2.0.0 closing-node closing connection', 'closing-node'],
])('the host that only %j names is replaced, whatever its name begins with', async (line, host) => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp');
  const isGreeting = line.startsWith('220');
  tap.server(Buffer.from(`${isGreeting ? line : '220 mail.kestrel-works.test ESMTP'}\r\n`));
  tap.client(Buffer.from('EHLO me\r\n'));
  tap.server(Buffer.from('250 fine\r\n'));
  tap.client(Buffer.from('QUIT\r\n'));
  tap.server(Buffer.from(`${isGreeting ? '221 2.0.0 Bye' : line}\r\n`));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, [host])).toEqual([]);
  expect(text).toMatch(/S: 22[01][ -](?:2\.0\.0 )?host\d+\.example (?:ESMTP|closing connection|Service closing)/);
});

test.each([
  '220 Service ready',
  '220 ok',
  '221 Bye, see you',
  '221 Goodbye!',
  '221 OK; closing',
  '221 Thanks. Closing connection',
  '221 Thank you',
  '221 2.0.0 Bye, closing connection',
  '221 2.0.0 OK closing connection',
  '221 2.0.0 Timeout, closing connection',
  '221 2.0.0 Service closing transmission channel',
])('%j names no host, and stays as it is', async (line) => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp');
  tap.server(Buffer.from(`${line}\r\n`));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(text).toContain(`S: ${line}\n`);
});

test('no pseudonym holds a real name, also where somebody is called like one', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('smtp', { accountName: 'host1.example', host: 'user1' });
  tap.server(Buffer.from('220 host1.example user2\r\n'));
  tap.client(Buffer.from('EHLO 192.0.2.1\r\nMAIL FROM:<user2@host2.example>\r\nRCPT TO:<user@host3.example>\r\nVRFY user3\r\n'));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, ['host1.example', 'user1', 'user2', 'host2.example', 'user', 'host3.example', 'user3', '192.0.2.1'])).toEqual(
    [],
  );
});

test('a preview shows the beginning as it will stand there, and counts what is replaced', async () => {
  const { transcript, sessions } = await recorded();
  const order = { sessions, format: 'text', mail: 'left-out', names: 'replaced' } as const;
  const preview = await transcript.exportPreview('p', order);
  if (!preview.ok) throw new Error(preview.failure.code);
  expect((await exported(transcript, order)).startsWith(preview.value.text)).toBe(true);
  expect(preview.value.replaced).toMatchObject({ queueId: 2 });
  expect(spellingsIn(preview.value.text, real)).toEqual([]);
});

test('an export of a long session that is cancelled ends before it is complete', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('imap');
  for (let at = 0; at < 3_000; at += 1) tap.server(Buffer.from(`* ${at} FETCH (UID ${at})\r\n`));
  tap.end();
  const prepared = await transcript.export({ sessions: [tap.session], format: 'text', mail: 'left-out', names: 'replaced' });
  if (!prepared.ok) throw new Error(prepared.failure.code);
  const file = await transcript.exported(prepared.value.handle);
  if (!file.ok) throw new Error(file.failure.code);
  const reader = file.value.stream.getReader();
  const first = reader.read();
  transcript.exportCancel(prepared.value.handle);
  await expect(first).rejects.toThrow('cancelled');
});

test('whom a certificate is for is replaced in all of its name but the country', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('imap', { host: 'mail.kestrel-works.test' });
  tap.note({
    key: 'certificate',
    parameters: {
      subject:
        'C=CH, ST=Zürich-Land, L=Winterthur, O=Kestrel Works, Ltd., OU=Postmaster Team, CN=*.kestrel-works.test, emailAddress=pki@kestrel-works.test',
      issuer: 'C=CH, O=Kestrel Works, Ltd., CN=Kestrel Root CA',
      names: '*.kestrel-works.test',
      fingerprint: 'AB:CD:01',
    },
  });
  tap.server(Buffer.from('* OK Kestrel Works, Ltd. welcomes you\r\n'));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  const owner = ['Zürich-Land', 'Winterthur', 'Kestrel', 'Postmaster Team', 'kestrel-works.test', 'pki'];
  expect(spellingsIn(text, owner)).toEqual([]);
  expect(text).toMatch(
    /subject=C=CH, ST=Name \d+, L=Name \d+, O=(Name \d+), OU=Name \d+, CN=host\d+\.example, emailAddress=\S+ issuer=C=CH, O=\1, /,
  );
});

test.each([
  [
    'imap',
    `* OK The Microsoft Exchange IMAP4 service is ready. [${Buffer.from('FR0P281CA0042.kestrel-works.test', 'utf16le').toString('base64')}]`,
    [
      'FR0P281CA0042',
      'kestrel-works',
      Buffer.from('kestrel', 'utf16le').toString('base64').slice(0, 12),
      'AGsAZQBzAHQAcgBlAGwA',
      'rAGUAcwB0AHIAZQBsA',
    ],
  ],
  ['smtp', '220 mx.google.test ESMTP a640c23a62f3a-b7655k81 - gsmtp', ['a640c23a62f3a-b7655k81']],
  ['smtp', '550-5.1.1 no such user. d2e1a72fcca58.12.2026.11.30 - gsmtp', ['d2e1a72fcca58']],
  [
    'smtp',
    '550 5.4.1 Access denied. [BN8NAM11FT067.kestrel.test 2026-03-01T10:00:00.000Z 08DC39D63C2BD6AF]',
    ['08DC39D63C2BD6AF', 'BN8NAM11FT067'],
  ],
  ['imap', '* OK Gimap ready for requests from 203.0.113.77 5b1f17b1804b1-437a', ['5b1f17b1804b1', '203.0.113.77']],
  ['imap', '* ID ("name" "GImap" "connection-token" "mv12ktfzs8x9q")', ['mv12ktfzs8x9q']],
] as const)('what a provider finds the connection by in its logs is replaced: %s, %s', async (protocol, line, real) => {
  const { open, transcript } = await startTranscript();
  const tap = open(protocol, { host: 'mail.example.test' });
  tap.server(Buffer.from(`${protocol === 'imap' ? '* OK hello' : '220 mail.example.test'}\r\n${line}\r\n`));
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, real)).toEqual([]);
  for (const word of ['gsmtp', 'Gimap ready for requests from', 'connection-token', '5.4.1 Access denied', 'service is ready'])
    expect(text.includes(word)).toBe(line.includes(word));
});

test('an address on the web keeps nothing that tells its reader', async () => {
  const { open, transcript } = await startTranscript();
  const tap = open('http', { host: 'track.kestrel.test', port: 443, purpose: 'picture' });
  tap.client(Buffer.from('GET /Open/8f3aQz.gif?u=30&rcpt=44-921 HTTP/1.1\r\nHost: track.kestrel.test\r\n\r\n'));
  tap.server(
    Buffer.from(
      [
        ...[
          'HTTP/1.1 302 Found',
          'Location: https://cdn.kestrel.test/p/44-921/x.png?sig=AbCdEf99',
          'content-location: /Open/8f3aQz.gif?u=30&rcpt=44-921',
        ],
        ...['Content-Length: 0', '', ''],
      ].join('\r\n'),
    ),
  );
  tap.end();
  const text = await exported(transcript, { sessions: [tap.session], format: 'text', mail: 'left-out' });
  expect(spellingsIn(text, ['8f3aQz', '44-921', 'AbCdEf99', 'Open/', 'kestrel.test'])).toEqual([]);
  expect(text).toMatch(/C: GET \/(path\d+) HTTP\/1\.1\n.*Location: https:\/\/host\d+\.example\/path\d+\n.*content-location: \/\1/s);
});
