import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readAttachment } from '../../../electron/engine/mime/structure/attachment-bytes.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';
import { partBytes } from '../../support/material/part-bytes.ts';

const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

/** The text of uuencode without its head and end. */
function uuencode(content: Buffer): string[] {
  const lines: string[] = [];
  for (let from = 0; from < content.length; from += 45) {
    const chunk = content.subarray(from, from + 45);
    let line = String.fromCharCode(32 + chunk.length);
    for (let at = 0; at < chunk.length; at += 3) {
      const [a = 0, b = 0, c = 0] = chunk.subarray(at, at + 3);
      for (const six of [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63])
        line += six === 0 ? '`' : String.fromCharCode(32 + six);
    }
    lines.push(line);
  }
  return [...lines, '`'];
}

const yencode = (content: Buffer): string =>
  [...content]
    .map((byte) => (byte + 42) & 255)
    .map((byte) => ([0, 10, 13, 61].includes(byte) ? `=${String.fromCharCode((byte + 64) & 255)}` : String.fromCharCode(byte)))
    .join('');

describe('files inside a text', () => {
  const content = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) & 255));

  it('that were uuencoded are attachments, and the text is what is left', () => {
    const raw = message(
      'Subject: s',
      '',
      'Two files.',
      '',
      'begin 644 a.csv',
      ...uuencode(content),
      'end',
      'Between',
      'begin 755 b.png',
      ...uuencode(content.subarray(0, 50)),
      'end',
      'After',
      '',
    );
    const parsed = parseMessage(raw);
    expect(parsed.text).toBe('Two files.\n\nBetween\nAfter\n');
    expect(parsed.attachments.map(({ name, type, size }) => [name, type, size])).toEqual([
      ['a.csv', 'text/csv', 300],
      ['b.png', 'image/png', 50],
    ]);
    expect(partBytes(raw, parsed.attachments[0]?.partId ?? '')).toEqual(content);
    expect(readAttachment(raw, parsed.attachments[1]?.partId ?? '')).toMatchObject({ safeName: 'b.png', type: 'image/png' });
    expect(textForIndex(raw)).toMatchObject({ attachments: true, fileNames: 'a.csv\nb.png' });
    expect(partBytes(raw, '1-u3')).toBeNull();
  });

  it('with their trailing blanks lost, or cut off at the end', () => {
    const lines = uuencode(Buffer.concat([content, Buffer.alloc(3)])).map((line) => line.replace(/`/g, ' ').trimEnd());
    const raw = message('', 'x', 'begin 644 a.bin', ...lines, 'end', '');
    expect(partBytes(raw, '1-u1')?.subarray(0, 300)).toEqual(content);
    const cut = message('', 'begin 644 a.bin', ...uuencode(content).slice(0, 4));
    expect(partBytes(cut, '1-u1')).toEqual(content.subarray(0, 180));
  });

  it('in the base64 form of uuencode', () => {
    const raw = message('', 'x', 'begin-base64 644 a.bin', content.toString('base64').replace(/.{60}/g, '$&\r\n'), '====', 'y');
    expect(parseMessage(raw).text).toBe('x\ny');
    expect(partBytes(raw, '1-u1')).toEqual(content);
  });

  it('that were yEncoded', () => {
    const raw = message(
      '',
      'x',
      `=ybegin line=128 size=${content.length} name=photo of us.jpg`,
      yencode(content),
      `=yend size=${content.length}`,
      'y',
    );
    expect(parseMessage(raw)).toMatchObject({ text: 'x\ny' });
    expect(parseMessage(raw).attachments[0]).toMatchObject({ name: 'photo of us.jpg', type: 'image/jpeg', size: 300 });
    expect(partBytes(raw, '1-u1')).toEqual(content);
  });

  it.each([
    'begin 644 notes',
    'begin 2026 with joy\r\nend',
    '=ybegin line=128 size=9 name=a\r\nshort\r\n=yend size=9',
    'begin-base64 644 x\r\n(none)\r\n====',
  ])('are not made out of words: %j', (words) => {
    const parsed = parseMessage(message('', words));
    expect(parsed.text).toBe(words.replaceAll('\r\n', '\n'));
    expect(parsed.attachments).toEqual([]);
  });
});

describe('enclosed messages', () => {
  const inner = message(
    'Subject: Inner words',
    'From: bo@example.test',
    'Content-Type: multipart/mixed; boundary=i',
    '',
    '--i',
    '',
    'Said inside',
    '--i',
    'Content-Type: text/csv; name=v.csv',
    '',
    '3,4',
    '--i--',
    '',
  );
  const quoted = inner.toString('latin1').replaceAll('=', '=3D');

  it.each([
    ['as they are', '7bit', inner.toString('latin1')],
    ['in base64', 'base64', inner.toString('base64').replace(/.{76}/g, '$&\r\n')],
    ['in quoted-printable', 'quoted-printable', quoted],
  ])('%s have a name, their parts, and words that can be found', (_how, encoding, body) => {
    const raw = message(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'See',
      '--b',
      'Content-Type: message/rfc822',
      `Content-Transfer-Encoding: ${encoding}`,
      'Content-Disposition: attachment',
      '',
      body,
      '--b--',
    );
    const parsed = parseMessage(raw);
    expect(parsed.attachments.map(({ name, type }) => [name, type])).toEqual([['Inner words.eml', 'message/rfc822']]);
    expect(parsed.structure.children[1]?.children[0]?.children.map(({ id, type }) => [id, type])).toEqual([
      ['2.1', 'text/plain'],
      ['2.2', 'text/csv'],
    ]);
    expect(partBytes(raw, '2')?.toString('latin1').trimEnd()).toBe(inner.toString('latin1').trimEnd());
    expect(partBytes(raw, '2.2')?.toString()).toBe('3,4');
    expect(textForIndex(raw).enclosed).toBe('Inner words\nSaid inside');
  });

  it.each([
    ['application/octet-stream; name="x.eml"', '7bit'],
    ['application/octet-stream; name="x.eml"', 'base64'],
    ['application/octet-stream; name="Saved Mail.EML"', 'quoted-printable'],
    ['text/plain; name="x.eml"', 'base64'],
    ['application/x-message; name="x.eml"', '8bit'],
  ])('called %s, in %s, are messages too', (type, encoding) => {
    const body =
      { base64: inner.toString('base64').replace(/.{76}/g, '$&\r\n'), 'quoted-printable': quoted }[encoding] ?? inner.toString('latin1');
    const part = [`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, 'Content-Disposition: attachment', '', body];
    const raw = message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'See', '--b', ...part, '--b--');
    const { attachments, structure } = parseMessage(raw);
    expect(attachments).toMatchObject([{ partId: '2', type: type.split(';')[0], isMessage: true }]);
    expect(structure.children[1]?.children[0]?.children.map(({ id }) => id)).toEqual(['2.1', '2.2']);
    expect(readAttachment(raw, '2')).toMatchObject({ isMessage: true, type: type.split(';')[0] });
    expect(partBytes(raw, '2')?.toString('latin1').trimEnd()).toBe(inner.toString('latin1').trimEnd());
    expect(partBytes(raw, '2.2')?.toString()).toBe('3,4');
    expect(textForIndex(raw).enclosed).toBe('Inner words\nSaid inside');
    expect(parseMessage(message(...part)).structure.children[0]?.id).toBe('1.TEXT');
  });

  it.each([
    ['words', 'only words, no fields'],
    ['a note', 'Note: one\r\nTodo: two\r\n\r\nx'],
    ['nothing', ''],
    ['bytes', '\x00\x01\xff\r\n\r\nFrom: x'],
  ])('are not made out of %s in a file of that name', (_what, body) => {
    const raw = message('Content-Type: application/octet-stream; name=x.eml', '', body);
    expect(parseMessage(raw)).toMatchObject({ attachments: [{ isMessage: false }], structure: { children: [] }, warnings: ['no-from'] });
    expect(textForIndex(raw).enclosed).toBe('');
  });

  it('in files inside each other come to an end', () => {
    let nested = inner;
    for (let level = 0; level < 12; level += 1)
      nested = message('From: a@b.test', 'Subject: s', 'Content-Type: text/plain; name=x.eml', '', nested.toString('latin1'));
    expect(parseMessage(nested).warnings).toContain('too-complex');
  });

  it('of a digest are messages without saying so', () => {
    const raw = message(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: One',
      '',
      'first',
      '--b',
      '',
      'Subject: Two',
      '',
      'second',
      '--b--',
    );
    expect(parseMessage(raw).attachments.map(({ name, type }) => [name, type])).toEqual([
      ['One.eml', 'message/rfc822'],
      ['Two.eml', 'message/rfc822'],
    ]);
    expect(textForIndex(raw).enclosed).toBe('One\nfirst\nTwo\nsecond');
  });

  it('encoded inside each other come to an end', () => {
    let nested = inner;
    for (let level = 0; level < 12; level += 1)
      nested = message('Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', nested.toString('base64'));
    expect(parseMessage(nested).warnings).toContain('too-complex');
  });
});

describe('what the reader cannot look into is named', () => {
  const signed = Buffer.from('3080 0609 2a864886f70d010702 a080'.replaceAll(' ', ''), 'hex').toString('base64');
  const smime = (parameters: string, body = 'MIIB') => [
    `Content-Type: application/pkcs7-mime${parameters}; name=smime.p7m`,
    'Content-Transfer-Encoding: base64',
    '',
    body,
  ];

  it.each([
    [smime('; smime-type=signed-data'), 'smime-signed'],
    [smime('; smime-type=enveloped-data'), 'smime-encrypted'],
    [smime('; smime-type=authEnveloped-data'), 'smime-encrypted'],
    [smime('; smime-type=compressed-data'), 'smime-compressed'],
    [smime('; smime-type=certs-only'), 'smime-certificates'],
    [smime('', signed), 'smime-signed'],
    [['Content-Type: application/octet-stream; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', signed], 'smime-signed'],
    [['Content-Type: application/ms-tnef; name=winmail.dat', '', 'x'], 'tnef'],
    [['Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR'], 'calendar'],
    [
      ['Content-Type: multipart/encrypted; boundary=b', '', '--b', 'Content-Type: application/pgp-encrypted', '', 'Version: 1', '--b--'],
      'pgp-encrypted',
    ],
  ])('%j', (lines, kind) => {
    expect(parseMessage(message('Subject: s', ...lines)).unread).toEqual([kind]);
  });

  const mixed = (...parts: string[][]): Buffer =>
    message('Content-Type: multipart/mixed; boundary=b', '', ...parts.flatMap((part) => ['--b', ...part]), '--b--');
  const footer = ['', '_____', 'Sailing list, lists.test'];
  const encrypted = [
    'Content-Type: multipart/encrypted; boundary=e',
    '',
    '--e',
    'Content-Type: application/pgp-encrypted',
    '',
    'Version: 1',
    '--e',
    'Content-Type: application/octet-stream; name=encrypted.asc',
    '',
    '-----BEGIN PGP MESSAGE-----',
    '--e--',
  ];

  it.each<[string[], string]>([
    [smime('; smime-type=enveloped-data'), 'smime-encrypted'],
    [['Content-Type: application/x-pkcs7-mime', 'Content-Transfer-Encoding: base64', '', signed], 'smime-signed'],
    [['Content-Type: application/cms', 'Content-Transfer-Encoding: base64', '', signed], 'smime-signed'],
    [['Content-Type: application/octet-stream; name=smime.p7m', 'Content-Transfer-Encoding: base64', '', signed], 'smime-signed'],
    [encrypted, 'pgp-encrypted'],
    [['Content-Type: application/pgp-encrypted', '', 'Version: 1'], 'pgp-encrypted'],
    [['Content-Type: application/x-tnef', '', 'x'], 'tnef'],
    [['Content-Type: application/octet-stream; name=att00001.dat', 'Content-Transfer-Encoding: base64', '', 'eJ8+IgEA'], 'tnef'],
    [['Content-Type: application/octet-stream; name=WINMAIL.DAT', '', 'x'], 'tnef'],
  ])('also beside the words that a mailing list put below or before it: %j', (part, kind) => {
    expect(parseMessage(mixed(part, footer)).unread).toEqual([kind]);
    expect(parseMessage(mixed(footer, part)).unread).toEqual([kind]);
  });

  it.each<[string[], string]>([
    [['Content-Type: application/octet-stream; name=invite.ics', '', 'BEGIN:VCALENDAR'], 'calendar'],
    [['Content-Type: application/x-anything; name="Meeting.ICS"', '', 'BEGIN:VCALENDAR'], 'calendar'],
    [['Content-Type: text/x-vcalendar', '', 'BEGIN:VCALENDAR'], 'calendar'],
    [['Content-Type: application/octet-stream; name=letter.asc', '', '-----BEGIN PGP MESSAGE-----'], 'pgp-encrypted'],
    [['Content-Type: application/pgp; x-action=encrypt', '', '-----BEGIN PGP MESSAGE-----'], 'pgp-encrypted'],
  ])('alone, whatever its type is: %j', (part, kind) => {
    expect(parseMessage(message('Subject: s', ...part)).unread).toEqual([kind]);
    expect(parseMessage(mixed(['', ''], part)).unread).toEqual([kind]);
    expect(parseMessage(mixed(['', 'Words'], part)).unread).toEqual([]);
  });

  it.each([
    [['Content-Type: application/pkcs7-mime; name="invoice.xml.p7m"', 'Content-Disposition: attachment', '', 'x']],
    [['Content-Type: application/pkcs7-mime; smime-type=certs-only; name=smime.p7c', '', 'x']],
    [['Content-Type: application/octet-stream; name=data.dat', '', 'words']],
    [['Content-Type: message/rfc822', '', ...smime('; smime-type=enveloped-data')]],
    [['Content-Type: application/octet-stream; name=key.asc', '', '-----BEGIN PGP PUBLIC KEY BLOCK-----']],
  ])('and a file beside the words is not: %j', (part) => {
    expect(parseMessage(mixed(['', 'Words'], part)).unread).toEqual([]);
  });

  it('TNEF also beside a text, an invitation and a signature not', () => {
    const beside = (...part: string[]) =>
      parseMessage(message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Words', '--b', ...part, '--b--')).unread;
    expect(beside('Content-Type: application/ms-tnef', '', 'x')).toEqual(['tnef']);
    expect(beside('Content-Type: text/calendar', '', 'x')).toEqual([]);
    expect(beside('Content-Type: application/pkcs7-signature; name=smime.p7s', '', 'x')).toEqual([]);
  });
});
