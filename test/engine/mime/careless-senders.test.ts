import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { formatAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { parseDateField } from '../../../electron/engine/mime/header/date-field.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';

const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const twoParts = (boundary: string): string[] => [
  '',
  `--${boundary}`,
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Words</p>',
  `--${boundary}`,
  'Content-Type: text/csv; name=a.csv',
  'Content-Disposition: attachment; filename=a.csv',
  '',
  '1,2',
  `--${boundary}--`,
  '',
];

describe('a Content-Type that is not written as it should be', () => {
  it.each([
    'multipart/mixed boundary="b"',
    'multipart/mixed, boundary=b',
    'multipart/mixed: boundary=b',
    'multipart/mixed;; boundary=b;',
    'multipart/multipart/mixed; boundary=b',
    'mixed; boundary=b',
    'multipart; boundary=b',
    'MULTIPART / MIXED ; BOUNDARY = b',
    "multipart/mixed; boundary='b'",
    'multipart/mixed; charset=utf-8 boundary=b',
    'multipart/mixed; boundary="b',
    'multipart/mixed',
    'multipart/mixed; boundary=other',
    'multipart/mixed; boundary="b\r\n "',
    'multipart/mixed;\r\nboundary="b"',
    'multipart/mixed;\r\nboundary=b;\r\ncharset="utf-8"',
  ])('%j still has its parts', (type) => {
    const parsed = parseMessage(message(`Content-Type: ${type}`, ...twoParts('b')));
    expect(parsed.text).toBe('Words');
    expect(parsed.html).toBe('<p>Words</p>');
    expect(parsed.attachments.map(({ name, size }) => [name, size])).toEqual([['a.csv', 3]]);
  });

  it('a boundary with a colon in it, not indented', () => {
    const parsed = parseMessage(message('Content-Type: multipart/mixed;', 'boundary="b:1"', ...twoParts('b:1')));
    expect(parsed.attachments).toHaveLength(1);
  });

  it('a boundary that folding broke in two', () => {
    const parsed = parseMessage(message('Content-Type: multipart/mixed; boundary="left', ' right"', ...twoParts('leftright')));
    expect(parsed.attachments).toHaveLength(1);
  });

  it('a boundary of more than a thousand octets', () => {
    const boundary = 'long'.repeat(400);
    const parsed = parseMessage(message(`Content-Type: multipart/mixed; boundary="${boundary}"`, ...twoParts(boundary)));
    expect(parsed.attachments).toHaveLength(1);
  });

  it.each([
    ['text/html charset=utf-8', '<b>é</b>', 'é'],
    ['html; charset=utf-8', '<b>é</b>', 'é'],
    ['text/html, charset=utf-8', '<b>é</b>', 'é'],
    ['text/plain charset="koi8-r" format=flowed', '\xf0', 'П'],
    ['text; charset=utf-8', '\xc3\xa9', 'é'],
    ['nonsense', 'words', 'words'],
  ])('%j is read as meant', (type, body, text) => {
    const bytes = body.includes('é') ? Buffer.from(body) : Buffer.from(body, 'latin1');
    expect(parseMessage(Buffer.concat([message(`Content-Type: ${type}`, '', ''), bytes])).text).toBe(text);
  });

  it('of two, the one whose boundary occurs', () => {
    for (const types of [
      ['multipart/mixed; boundary=unused', 'multipart/mixed; boundary=b'],
      ['multipart/mixed; boundary=b', 'multipart/mixed; boundary=unused'],
      ['text/plain', 'multipart/mixed; boundary=b'],
    ]) {
      const parsed = parseMessage(message(...types.map((type) => `Content-Type: ${type}`), ...twoParts('b')));
      expect(parsed.attachments, types.join()).toHaveLength(1);
      expect(parsed.warnings).toContain('malformed');
    }
  });

  it('of two transfer encodings, the one that the body can be undone with', () => {
    const read = (first: string, second: string, body: string) =>
      parseMessage(
        message(
          `Content-Transfer-Encoding: ${first}`,
          `Content-Transfer-Encoding: ${second}`,
          'Content-Type: text/plain; charset=utf-8',
          '',
          body,
        ),
      ).text;
    const encoded = Buffer.from('The words that are meant').toString('base64');
    expect(read('7bit', 'base64', encoded)).toBe('The words that are meant');
    expect(read('base64', '7bit', encoded)).toBe('The words that are meant');
    expect(read('base64', '8bit', 'Plain words here')).toBe('Plain words here');
    expect(read('8bit', 'quoted-printable', 'caf=C3=A9')).toBe('café');
    expect(read('base64', 'quoted-printable', 'caf=C3=A9 au lait')).toBe('café au lait');
  });

  it.each(['"base64"', 'base-64', 'BASE64;', 'base64 (comment)'])('the encoding written as %s', (encoding) => {
    expect(parseMessage(message(`Content-Transfer-Encoding: ${encoding}`, '', 'd29yZHM=')).text).toBe('words');
  });
});

describe('a byte order mark, which Microsoft 365 puts before some messages', () => {
  const mark = '\xef\xbb\xbf';
  const fields = ['Return-Path: <ana@garden.test>', 'From: Ana <ana@garden.test>', 'Subject: Seeds'];
  const whole = { subject: 'Seeds', from: [{ name: 'Ana', address: 'ana@garden.test' }] };

  it.each<[string, string[]]>([
    ['the whole message', [`${mark}${fields[0]}`, ...fields.slice(1)]],
    ['a field that a server put its own above', ['Received: from a by b', `${mark}${fields[0]}`, ...fields.slice(1)]],
    ['the subject', [...fields.slice(0, 2), `${mark}${fields[2]}`]],
  ])('before %s is no part of a name, in the reader and in the list', (_where, header) => {
    const raw = message(...header, 'Content-Type: multipart/mixed; boundary=b', ...twoParts('b'));
    expect(parseMessage(raw)).toMatchObject({ ...whole, text: 'Words', attachments: [{ name: 'a.csv' }] });
    expect(summariseHeader(message(...header, '', ''))).toMatchObject(whole);
  });

  it('before the header of a part', () => {
    const raw = message('Content-Type: multipart/mixed; boundary=b', ...twoParts('b')).toString('latin1');
    const marked = Buffer.from(raw.replaceAll('--b\r\n', `--b\r\n${mark}`), 'latin1');
    expect(parseMessage(marked)).toMatchObject({ text: 'Words', html: '<p>Words</p>', attachments: [{ name: 'a.csv' }] });
  });

  it('before a line of mbox', () => {
    expect(parseMessage(message(`${mark}From ana Mon Jan  1 00:00:00 2024`, ...fields, '', 'x'))).toMatchObject({ ...whole, text: 'x' });
  });

  it('before a text without any header loses no letter', () => {
    expect(parseMessage(message(`${mark}Only words`)).text).toBe('Only words');
  });
});

describe('a subject that a program encoded as if it were a text', () => {
  const subject = (...lines: string[]) => parseMessage(message(...lines, 'From: ana@garden.test', '', 'x'));
  const [start, end] = ['Subject: =?iso-8859-1?Q?Meeting of the garden club: what the memb=', 'ers should bring for the caf=E9 13:00?='];
  const whole = 'Meeting of the garden club: what the members should bring for the café 13:00';

  it.each<[string, string[]]>([
    ['goes on at the start of the next line, as PHP writes it', [start, end]],
    ['goes on at the start of the next line, which has a colon', [`${start}`, `ers: ${end.slice(4)}`]],
    ['goes on in the next but one', [start, 'ers should bring for the ca=', 'f=E9 13:00?=']],
    ['was folded there', [start, ` ${end}`]],
    ['has two blanks in the place of the line end', [`${start}  ${end}`]],
  ])('%s', (_how, lines) => {
    const { subject: read, from, text } = subject(...lines);
    expect({ read: read.replace('members:', 'members'), from: from[0]?.address, text }).toEqual({
      read: whole,
      from: 'ana@garden.test',
      text: 'x',
    });
    expect(summariseHeader(message(...lines, '', '')).subject).toBe(read);
  });

  it('takes no field for its second line, nor loses an equals sign that is meant', () => {
    const other = message('Subject: =?utf-8?Q?never ended=', 'To: =?utf-8?Q?Ben?= <ben@garden.test>', '', 'x');
    expect(parseMessage(other).to).toMatchObject([{ address: 'ben@garden.test' }]);
    expect(subject('Subject: =?utf-8?Q?1 + 1 = 2?=').subject).toBe('1 + 1 = 2');
    expect(subject('Subject: =?utf-8?Q?a=3D b?=').subject).toBe('a= b');
  });

  it('in base64 without padding, word by word', () => {
    expect(subject('Subject: =?utf-8?B?Y2Fmw6k?= =?utf-8?B?IGF1?=').subject).toBe('café au');
  });
});

describe('a text that says it is base64 and is not', () => {
  const read = (type: string, ...body: string[]) =>
    parseMessage(message(`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', ...body));

  it.each<[string, string[]]>([
    ['words', ['The seeds are here, come and get them.']],
    ['a greeting on a line of its own', ['Dear', '', 'The seeds are here, come and get them.', 'Ana']],
    ['a name on a line of its own', ['Hello', 'Ben', '', 'come and get them, Ana']],
    ['several lines', ['The seeds are here,', 'come and get them.', '', '-- ', 'Ana of the garden club']],
  ])('is shown as it stands: %s', (_what, body) => {
    expect(read('text/plain', ...body).text).toBe(body.join('\n'));
  });

  it('as HTML too, and a file stays what its label says', () => {
    expect(read('text/html', '<p>The seeds are here</p>').html).toBe('<p>The seeds are here</p>');
    expect(read('application/pdf; name=a.pdf', 'JVBE some noise here Rg==').attachments).toMatchObject([{ size: 14 }]);
  });
});

describe('a text of a kind that is not known (RFC 2046 §4.1.4)', () => {
  it.each(['text/x-markdown', 'text/markdown', 'text/x-org', 'text/x-patch'])('as %s is read where it is the only one', (type) => {
    const raw = message('Subject: s', `Content-Type: ${type}; charset=utf-8`, '', '# Seeds');
    expect(parseMessage(raw)).toMatchObject({ text: '# Seeds', attachments: [] });
    const mixed = message(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      `Content-Type: ${type}`,
      '',
      '# Seeds',
      ...twoParts('b').slice(5),
    );
    expect(parseMessage(mixed)).toMatchObject({ text: '# Seeds', attachments: [{ name: 'a.csv' }] });
  });

  it.each(['text/calendar', 'text/csv', 'text/vcard', 'text/css', 'text/x-amp-html'])('as %s stays a file', (type) => {
    expect(parseMessage(message(`Content-Type: ${type}`, '', 'a,b'))).toMatchObject({ text: null, attachments: [{ type }] });
  });

  it('stays a file where it has the name of one, or a text is beside it', () => {
    expect(parseMessage(message('Content-Type: text/x-patch; name=a.patch', '', '+1')).attachments).toHaveLength(1);
    const beside = message(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Words',
      '--b',
      'Content-Type: text/x-org',
      '',
      '* x',
      '--b--',
    );
    expect(parseMessage(beside)).toMatchObject({ text: 'Words', attachments: [{ type: 'text/x-org' }] });
  });

  it('stays in the enclosed message that it belongs to', () => {
    const raw = message('Content-Type: message/rfc822', '', 'Subject: inner', 'Content-Type: text/x-org', '', '* x');
    expect(parseMessage(raw)).toMatchObject({ text: null, attachments: [{ type: 'message/rfc822' }] });
  });

  it('is the plain form beside HTML', () => {
    const raw = message(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/markdown',
      '',
      '# Seeds',
      ...twoParts('b').slice(1, 5),
      '--b--',
    );
    expect(parseMessage(raw)).toMatchObject({ text: '# Seeds', html: '<p>Words</p>', attachments: [] });
  });
});

describe('base64 with plain lines behind it', () => {
  const footer = ['_______________', 'Garden list', 'https://lists.example.test/garden'];
  const read = (...body: string[]) =>
    parseMessage(message('Content-Transfer-Encoding: base64', 'Content-Type: text/plain', '', ...body)).text;

  it('shows both', () => {
    const long = Buffer.from(`${'Many words. '.repeat(20)}End`)
      .toString('base64')
      .replace(/.{76}/g, '$&\r\n');
    expect(read(long, ...footer)).toBe(`${'Many words. '.repeat(20)}End\n${footer.join('\n')}`);
    expect(read('d29yZHM=', ...footer)).toBe(`words\n${footer.join('\n')}`);
    expect(read('d29yZHNz', '', 'Regards', 'Ana: the list')).toBe('wordss\nRegards\nAna: the list');
  });

  it('keeps a file as it was', () => {
    const parsed = parseMessage(
      message('Content-Transfer-Encoding: base64', 'Content-Type: application/pdf; name=a.pdf', '', 'JVBERg==', ...footer),
    );
    expect(parsed.attachments[0]?.size).toBe(4);
  });

  it('still passes over noise between lines of base64 (RFC 2045 §6.8)', () => {
    const long = Buffer.from('x'.repeat(200)).toString('base64').replace(/.{60}/g, '$&\r\n!!-!!\r\n');
    expect(read(long)).toBe('x'.repeat(200));
    expect(read('d29y!!ZHM=')).toBe('words');
  });

  it.each([
    ['a stray character in a line of 36', (lines: string[]) => lines.with(5, `${lines[5]?.slice(0, 20)}!${lines[5]?.slice(20)}`)],
    ['an empty line between, and a stray character at the end', (lines: string[]) => [...lines.slice(0, 3), '', ...lines.slice(3), '!']],
    ['a blank within each line', (lines: string[]) => lines.map((line) => `${line.slice(0, 10)} ${line.slice(10)}`)],
    ['a line of dashes between', (lines: string[]) => [...lines.slice(0, 3), '- -', ...lines.slice(3)]],
  ])('loses nothing of a file in short lines: %s', (_, spoil) => {
    const bytes = Buffer.from(Array.from({ length: 2_100 }, (_, index) => (index * 7) % 256));
    const lines = bytes.toString('base64').match(/.{1,36}/g) ?? [];
    const { attachments } = parseMessage(
      message('Content-Transfer-Encoding: base64', 'Content-Type: application/octet-stream; name=a.bin', '', ...spoil(lines)),
    );
    expect(attachments[0]?.size).toBe(2_100);
  });
});

describe('names of files', () => {
  const named = (...disposition: string[]) =>
    parseMessage(
      message('Content-Type: application/pdf; name="fallback.pdf"', `Content-Disposition: attachment; ${disposition.join('; ')}`, '', 'x'),
    ).attachments[0]?.name;

  it.each([
    [['filename*0="=?UTF-8?Q?caf=C3="', 'filename*1="A9.pdf?="'], 'café.pdf'],
    [['filename*1="part-"', 'filename*2="two.pdf"'], 'part-two.pdf'],
    [['filename="whole.pdf"', 'filename*1="cut.pdf"'], 'whole.pdf'],
    [['filename=""'], 'fallback.pdf'],
    [['filename=""', 'filename="second.pdf"'], 'second.pdf'],
    [["filename*=utf-8''caf%C3%A9.pdf", 'filename="cafe.pdf"'], 'café.pdf'],
    [["filename*=''", 'filename="plain.pdf"'], 'plain.pdf'],
    [['filename="=?utf-8?B?Y2Fmw6k=?=.pdf"'], 'café.pdf'],
    [['filename=two words.pdf'], 'two words.pdf'],
    [['filename=budget, final: name.pdf'], 'budget, final: name.pdf'],
  ])('%j', (disposition, name) => {
    expect(named(...disposition)).toBe(name);
  });
});

describe('dates as they are really written', () => {
  it.each([
    ['Thu, 29 Oct 2026 12:00:00 GMT+0500', '2026-10-29T07:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 GMT +0500', '2026-10-29T07:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 UTC+05:00', '2026-10-29T07:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 +05:30', '2026-10-29T06:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 +5', '2026-10-29T07:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 -0330', '2026-10-29T15:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 GMT', '2026-10-29T12:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 CEST', '2026-10-29T10:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 JST', '2026-10-29T03:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 +0900 (JST)', '2026-10-29T03:00:00Z'],
    ['Thursday, April 09, 2003 9:00 AM', '2003-04-09T09:00:00Z'],
    ['April 9, 2003 9:00:05 p.m. PST', '2003-04-10T05:00:05Z'],
    ['Sunday, 5th July 2026 at 18:30', '2026-07-05T18:30:00Z'],
    ['Sat Aug  1 09:05:00 2026', '2026-08-01T09:05:00Z'],
    ['2026-08-01T09:05:00+02:00', '2026-08-01T07:05:00Z'],
    ['2026-08-01T09:05:00.250Z', '2026-08-01T09:05:00Z'],
    ['2026/08/01 09:05:00', '2026-08-01T09:05:00Z'],
    ['Sat, 1 Aug 2026 09.05.00 +0200', '2026-08-01T07:05:00Z'],
    ['Saturday, August 1, 2026', '2026-08-01T00:00:00Z'],
    ['1 Aug 2026', '2026-08-01T00:00:00Z'],
  ])('%s', (written, time) => {
    expect(new Date(parseDateField(written) ?? 0).toISOString().replace('.000Z', 'Z')).toBe(time);
  });

  it('a message without a readable date has that of its newest Received field', () => {
    const raw = message(
      'Received: from a by b; Tue, 3 Nov 2026 10:00:00 +0100',
      'Received: from c by a; Tue, 3 Nov 2026 08:00:00 +0000',
      'Date: soon',
      '',
      'x',
    );
    expect(new Date(summariseHeader(raw).received ?? 0).toISOString()).toBe('2026-11-03T09:00:00.000Z');
    expect(
      summariseHeader(message('Received: x; Tue, 3 Nov 2026 10:00:00 +0100', 'Date: Mon, 2 Nov 2026 10:00:00 +0000', '', 'x')).received,
    ).toBeNull();
  });
});

describe('senders', () => {
  it('one whose name has a comma without quotes is one', () => {
    const { from, warnings } = summariseHeader(message('From: Ruiz, Ana <ana@example.test>', '', ''));
    expect(from).toEqual([{ name: 'Ruiz, Ana', address: 'ana@example.test' }]);
    expect(warnings).not.toContain('several-from');
  });

  it('two with addresses of their own are two', () => {
    expect(summariseHeader(message('From: ana@example.test, Bo <bo@example.test>', '', '')).from).toHaveLength(2);
  });

  it('one whose address a decoder would make up is shown as written, without an address', () => {
    const { from } = summariseHeader(message('From: =?utf-8?b?Ym9zc0BiYW5r?=@elsewhere.test', '', ''));
    expect(from).toEqual([{ name: '=?utf-8?b?Ym9zc0BiYW5r?=@elsewhere.test', address: '' }]);
  });
});

describe('recipients', () => {
  const people = (field: string, body: string) => {
    const { to, cc, bcc, mailFollowupTo } = summariseHeader(Buffer.from(`${field}: ${body}\r\n\r\n`));
    return [...to, ...cc, ...bcc, ...mailFollowupTo].map(({ name, address }) => [name, address]);
  };

  it.each(['To', 'Cc', 'Bcc', 'Mail-Followup-To'])('whose names have a comma without quotes are one each in %s', (field) => {
    expect(
      people(field, 'Ruiz, Ana <ana@a.test>, Bo <bo@a.test>, DUPONT, Jean <j@a.test>, c@a.test, de la Cruz, Eva, Dr. <eva@a.test>'),
    ).toEqual([
      ['Ruiz, Ana', 'ana@a.test'],
      ['Bo', 'bo@a.test'],
      ['DUPONT, Jean', 'j@a.test'],
      ['', 'c@a.test'],
      ['de la Cruz, Eva, Dr.', 'eva@a.test'],
    ]);
  });

  it('also where the name is encoded, in small letters like the address, or in a group', () => {
    expect(people('To', '=?utf-8?q?Mu=C3=B1oz?=, Ana <ana@a.test>')).toEqual([['Muñoz, Ana', 'ana@a.test']]);
    expect(people('To', '山田, 太郎 <t@a.test>')).toEqual([['山田, 太郎', 't@a.test']]);
    expect(people('To', 'ruiz, ana <ana.ruiz@a.test>')).toEqual([['ruiz, ana', 'ana.ruiz@a.test']]);
    expect(people('To', 'Team: Ruiz, Ana <ana@a.test>, bo@a.test;')).toEqual([
      ['Ruiz, Ana', 'ana@a.test'],
      ['', 'bo@a.test'],
    ]);
  });

  it('that may be mailboxes of the server itself stay recipients of their own', () => {
    expect(people('To', 'root, Ana <ana@a.test>')).toEqual([
      ['', 'root'],
      ['Ana', 'ana@a.test'],
    ]);
    expect(people('Cc', 'MAILER-DAEMON, Ana <ana@a.test>')).toHaveLength(2);
    expect(people('To', 'Ruiz, ana@a.test')).toHaveLength(2);
    expect(people('To', 'Ruiz, Team: Ana <ana@a.test>;')).toHaveLength(2);
    expect(people('To', 'Ana <ana@a.test>, Ruiz')).toHaveLength(2);
  });

  it('are answered by their whole names', () => {
    const raw = Buffer.from('From: kim@a.test\r\nTo: Ruiz, Ana <ana@a.test>, Bo <bo@a.test>\r\n\r\nx');
    expect(formatAddresses(fillReply({ mode: 'replyAll', raw, own: [], formatAddresses }).cc)).toBe(
      '"Ruiz, Ana" <ana@a.test>, Bo <bo@a.test>',
    );
  });
});
