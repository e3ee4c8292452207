/** Names that stand where only the place says so, or in a spelling of their own: no export with pseudonyms shows them. */
import { expect, test } from 'vitest';
import type { Protocol } from '../../../../electron/contract/failures/failure-codes.ts';
import type { SessionOpening } from '../../../../electron/engine/wire/tap.ts';
import { startTranscript } from '../transcript-fixture.ts';
import { exported, readable } from './exported.ts';
import { spellingsIn } from './spellings.ts';

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
/** A message as POP3 brings it. */
const mail = (...lines: string[]) => ['S +OK ready', 'C RETR 1', 'S +OK follows', ...lines.map((line) => `S ${line}`), 'S .'];

async function replaced(protocol: Protocol, dialogue: readonly string[], opening: Partial<SessionOpening> = {}): Promise<string> {
  const { open, transcript } = await startTranscript();
  const tap = open(protocol, opening);
  for (const line of dialogue) tap[line.startsWith('C') ? 'client' : 'server'](Buffer.from(`${line.slice(2)}\r\n`));
  tap.end();
  const order = { sessions: [tap.session], mail: 'included' as const };
  const lines = await exported(transcript, { ...order, format: 'jsonl' });
  return [await exported(transcript, { ...order, format: 'text' }), lines, readable(lines)].join('\n');
}

const split = Buffer.from('Zoltán Quist');

test.each<[what: string, line: string[], real: string[]]>([
  ['in encoded words on two lines', [`From: =?utf-8?b?${base64('Zoltán ')}?=`, ` =?utf-8?q?Quist?= <z@kestrel.test>`], ['Zoltán', 'Quist']],
  [
    'in encoded words that cut a character',
    [`From: =?utf-8?b?${base64(split.subarray(0, 5))}?= =?utf-8?b?${base64(split.subarray(5))}?= <z@kestrel.test>`],
    ['Zolt', 'Quist'],
  ],
  ['in words of which one is encoded', ['To: Quist =?utf-8?q?Zolt=C3=A1n?= Junior <z@kestrel.test>'], ['Quist', 'Zoltán', 'Junior']],
  ['in a comment behind the address', ['From: z@kestrel.test (Zoltan Quist)'], ['Zoltan', 'Quist']],
  ['with a comma and without quotes', ['Cc: Quist, Zoltan <z@kestrel.test>'], ['Quist', 'Zoltan']],
  ['of a group', ['To: Friends of Zoltan: a@kestrel.test, b@kestrel.test;'], ['Friends', 'Zoltan']],
  ['with the address in quotes', ['From: "Zoltan Quist (z@kestrel.test)" <z@kestrel.test>'], ['Zoltan', 'Quist', 'kestrel']],
  [
    'with its accents apart',
    ['From: "Zoltán Quist" <z@kestrel.test>', '', `Dear ${'Zoltán Quist'.normalize('NFD')},`],
    ['Zoltán', 'Quist'],
  ],
  ['in an address with its accents apart', [`From: <${'zoltán'.normalize('NFD')}@kestrel.test>`], ['zolt']],
  [
    'where a soft line break of the message comes before',
    ['Content-Transfer-Encoding: quoted-printable', '', 'a long line=', ' of text', 'To: Zoltan Quist <z@kestrel.test>'],
    ['Zoltan'],
  ],
  ['of this computer', ['Return-Path: <mirela>', 'From: wulf', 'To: hansi, gretl'], ['mirela', 'wulf', 'hansi', 'gretl']],
  [
    'in a trace',
    [
      'Received: (from mirela@localhost) by kestrelbox (8.18.1)',
      '\tid 3A1',
      'Received: by 2002:a05:6402:1234:b0:55 with SMTP',
      '',
      'seen',
      ' by others',
    ],
    ['mirela', 'kestrelbox', '2002:a05:6402'],
  ],
  [
    'in a report',
    [
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; kestrelbox',
      '',
      'Final-Recipient: rfc822; zoltan',
      'X-Actual-Recipient: rfc822; <bertram>',
    ],
    ['kestrelbox', 'zoltan', 'bertram'],
  ],
])('a name %s is replaced', async (_what, lines, real) => {
  expect(spellingsIn(await replaced('pop3', mail(...lines)), real)).toEqual([]);
});

test.each<[what: string, dialogue: string[], real: string[]]>([
  [
    'an ENVELOPE with literals',
    [
      'S * 1 FETCH (ENVELOPE (NIL "s" (({9}\r\nMirela "x NIL "mirela.q" "kestrel")) NIL NIL (("y" NIL {6}\r\nzoltan {5}\r\nquist)) NIL NIL NIL NIL))',
    ],
    ['Mirela', 'mirela.q', 'kestrel', 'zoltan', 'quist'],
  ],
  [
    'an ENVELOPE with encoded words',
    [
      'S * 1 FETCH (ENVELOPE (NIL "s" (("=?utf-8?q?Zolt=C3=A1n?= =?utf-8?q?_Quist?=" NIL "z" "kestrel.test")) NIL NIL NIL NIL NIL NIL "<4711-of-kestrel>"))',
    ],
    ['Zoltán', 'Quist', '4711-of-kestrel'],
  ],
  [
    'access lists',
    ['S * ACL INBOX mirela lrswi "zoltan.q" lr anyone l', 'S * LISTRIGHTS INBOX bertram la r s w'],
    ['mirela', 'zoltan.q', 'bertram'],
  ],
  [
    'folders of others',
    ['S * LIST () "/" "Other Users/zoltan/Work"', 'S * LIST () "/" ~bertram/Mail', 'S * LIST () "/" user/mirela/Drafts'],
    ['zoltan', 'bertram', 'mirela'],
  ],
  [
    'a search',
    [
      'C A2 SEARCH FROM zoltan',
      'C A3 UID SEARCH TO "Bertram Wulf" HEADER Message-ID 4711-of-kestrel',
      'C A4 SEARCH CHARSET UTF-8 FROM {7}\r\nMiréla',
    ],
    ['zoltan', 'Bertram', 'Wulf', '4711-of-kestrel', 'Miréla'],
  ],
  [
    'a folder with the name of a person',
    ['C A2 SEARCH FROM "Zoltán Quist"', 'S * LIST () "/" "Zolt&AOE-n Quist"'],
    ['Zolt&AOE-n', 'Quist'],
  ],
  [
    'an address of the web',
    ['S A1 NO [REFERRAL imap://zoltan;AUTH=*@kestrel.test/INBOX] there', 'S * OK see imap://bertram@kestrel.test/'],
    ['zoltan', 'bertram', 'kestrel'],
  ],
])('IMAP: names in %s are replaced', async (_what, dialogue, real) => {
  expect(spellingsIn(await replaced('imap', ['S * OK ready', 'C A1 NOOP', ...dialogue]), real)).toEqual([]);
});

test.each<[what: string, dialogue: string[], real: string[]]>([
  [
    "Google's number behind each reply",
    ['S 220 mx.kestrel.test ESMTP a640c23a62f3a-b2f2c9d17 - gsmtp', 'C NOOP', 'S 250 2.0.0 OK a640c23a62f3a-b2f2c9d17 - gsmtp'],
    ['a640c23a62f3a'],
  ],
  [
    "Microsoft's number in brackets",
    [
      'S 220 AM0.kestrel.test ready [08DC0B112233ABC4]',
      'C NOOP',
      'S 451 4.7.500 Busy [AM0FT041.kestrel.test 2024-01-01T00:00:00.000Z 08DC0B99AABB7711]',
    ],
    ['08DC0B112233ABC4', '08DC0B99AABB7711'],
  ],
  [
    'parameters in xtext',
    [
      'S 220 x',
      'C MAIL FROM:<> AUTH=zoltan+40kestrel.test ENVID=QQ-314159',
      'S 250 ok',
      'C RCPT TO:<b@other.test> ORCPT=rfc822;bertram+2Bnews+40kestrel.test',
    ],
    ['zoltan', 'QQ-314159', 'bertram', 'kestrel'],
  ],
  [
    'an address written together with a word',
    ['S 220 host-10.20.30.40 ESMTP', 'C NOOP', 'S 250 ip_10.20.30.41'],
    ['10.20.30.40', '10.20.30.41'],
  ],
  [
    'the realm of a challenge',
    ['S 220 x', 'C AUTH DIGEST-MD5', `S 334 ${base64('realm="KESTRELCORP",nonce="abc",qop="auth"')}`],
    ['KESTRELCORP'],
  ],
])('SMTP: %s is replaced', async (_what, dialogue, real) => {
  expect(spellingsIn(await replaced('smtp', dialogue), real)).toEqual([]);
});

test.each<[protocol: Protocol, greeting: string]>([
  ['imap', '* OK [CAPABILITY IMAP4rev1] kestrelbox Cyrus IMAP v2.3 server ready'],
  ['imap', '* OK kestrelbox IMAP4rev1 2007e.404 at Mon, 1 Jan 2024 10:00:00 +0000'],
  ['pop3', '+OK POP3 kestrelbox v2001.78 server ready'],
  ['pop3', '+OK kestrelbox Cyrus POP3 v2.3 server ready'],
])('over %s the host before the name of the program is replaced: %s', async (protocol, greeting) => {
  const text = await replaced(protocol, [`S ${greeting}`, 'C QUIT', 'S +OK kestrelbox is closing']);
  expect(spellingsIn(text, ['kestrelbox'])).toEqual([]);
  expect(text).toContain(greeting.split('kestrelbox')[1]);
});

test('in the quotes of ManageSieve an answer is read too', async () => {
  const said = [
    'S "IMPLEMENTATION" "Pigeonhole"',
    'S OK "ready"',
    `C AUTHENTICATE "PLAIN" "${base64('\0zoltan\0hunter22-word')}"`,
    'S OK "in"',
  ];
  expect(spellingsIn(await replaced('managesieve', said), ['zoltan', 'hunter22-word'])).toEqual([]);
});

test('the challenge of NTLM is covered, whose beginning is that of the answer: it names the domain and the server', async () => {
  const head = Buffer.from('NTLMSSP\0', 'latin1');
  const type = (number: number, rest: Buffer) => base64(Buffer.concat([head, Buffer.from([number, 0, 0, 0]), rest]));
  const dialogue = [
    'S 220 x',
    'C AUTH NTLM',
    'S 334 ',
    `C ${type(1, Buffer.from([7, 130, 8, 162]))}`,
    `S 334 ${type(2, utf16('KESTRELCORP'))}`,
  ];
  const text = await replaced('smtp', [...dialogue, `C ${type(3, utf16('mirela'))}`, 'S 535 no']);
  const inside = [0, 1, 2].map((shift) => base64(Buffer.concat([Buffer.alloc(shift), utf16('KESTRELCORP')])).slice(4, 20));
  expect(inside.filter((each) => text.includes(each))).toEqual([]);
});

test('users in the arguments of a sendmail program and in the names of files are replaced', async () => {
  const said = [
    'C /home/mirela/bin/sendmail -i -f bertram -- zoltan -odd@kestrel.test',
    'S sendmail: zoltan: cannot open /var/mail/wulf',
    'S exit 73',
  ];
  expect(spellingsIn(await replaced('sendmail', said), ['mirela', 'bertram', 'zoltan', 'kestrel', 'wulf'])).toEqual([]);
});

test.each(['Mirela Stefan <mirela@kestrel.test>', 'mirela@kestrel.test (Mirela Stefan)'])(
  'the account %j is replaced whole',
  async (accountName) => {
    expect(spellingsIn(await replaced('smtp', ['S 220 x'], { accountName }), ['Mirela', 'Stefan', 'kestrel'])).toEqual([]);
  },
);
