import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readAttachment } from '../../../electron/engine/mime/structure/attachment-bytes.ts';

const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const parts = (boundary = 'b'): string[] => [
  `--${boundary}`,
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Seeds</p>',
  `--${boundary}`,
  'Content-Type: text/csv',
  'Content-Disposition: attachment; filename=list.csv',
  '',
  '1,2',
  `--${boundary}--`,
  '',
];
const read = (header: readonly string[], body: readonly string[] = parts()) => {
  const { text, attachments, warnings } = parseMessage(message(...header, '', ...body));
  return { text, files: attachments.map(({ name, size }) => [name, size]), warnings };
};
const whole = { text: 'Seeds', files: [['list.csv', 3]] };

describe('the parts of a message are found', () => {
  it.each([
    'Content-Type: Content-Type: multipart/mixed; boundary=b',
    'Content-Type: content-type : multipart/mixed; boundary=b',
    'Content-Type: multipart-mixed; boundary=b',
    'Content-Type: multipart_mixed; boundary=b',
    'Content-Type: multipart\\mixed; boundary=b',
    'Content-Type: multipart.mixed; boundary="b"',
    'Content-Type: multipart//mixed; boundary=b',
    'Content-Type: /mixed; boundary=b',
    'Content-Type: multi-part/mixed; boundary=b',
    'Content-Type: mutlipart/mixed; boundary=b',
    'Content-Type: application/mixed; boundary=b',
    'Content-Type: boundary=b',
    'Content-Type: ; boundary=b',
    'Content_Type: multipart/mixed; boundary=b',
    'ContentType: multipart/mixed; boundary=b',
    'Content--Type: multipart/mixed; boundary=b',
    'Content type: multipart/mixed; boundary=b',
    'Content-Type:',
    'Content-Type: unknown',
    'X-Other: nothing about it',
  ])('whatever its type is written like: %s', (field) => {
    expect(read(['Subject: s', 'MIME-Version: 1.0', field])).toMatchObject(whole);
    expect(read(['Subject: s', field]).warnings).toContain('malformed');
  });

  it('and so are those below a line for old programs', () => {
    expect(read(['MIME-Version: 1.0'], ['This is a multi-part message in MIME format.', '', ...parts()])).toMatchObject(whole);
  });

  it('and those of a part that lost its type', () => {
    const body = ['--outer', 'X-Nothing: x', '', ...parts('inner'), '--outer', '', 'After', '--outer--'];
    expect(read(['Content-Type: multipart/mixed; boundary=outer'], body)).toMatchObject({ text: 'Seeds\nAfter', files: [['list.csv', 3]] });
  });

  it('and their headers where the fields have another name', () => {
    const body = ['--b', 'Content_Type: text/plain; charset=utf-8', 'Content-Transfer_Encoding: base64', '', 'U2VlZHM=', '--b'];
    const file = ['content_type: text/csv', 'Content_Disposition: attachment; filename=list.csv', '', '1,2', '--b--'];
    expect(read(['Content-Type: multipart/mixed; boundary=b'], [...body, ...file])).toMatchObject(whole);
  });
});

describe('the parts of a message are found, however it was put together', () => {
  const multipart = (boundary: string) => [`Content-Type: multipart/mixed; boundary="${boundary}"`];

  it('where the first boundary stands directly below the header, without an empty line', () => {
    const raw = message('Subject: s', 'Content-Type: multipart/mixed; boundary=b', ...parts());
    expect(parseMessage(raw)).toMatchObject({ subject: 's', text: 'Seeds', attachments: [{ name: 'list.csv', size: 3 }] });
    const later = message('Content-Type: multipart/mixed;', ' BOUNDARY="b"', 'Subject: s', ...parts());
    expect(parseMessage(later)).toMatchObject({ subject: 's', text: 'Seeds', attachments: [{ size: 3 }] });
    const inner = message(...multipart('out'), '', '--out', 'Content-Type: multipart/mixed; boundary=b', ...parts(), '--out--');
    expect(parseMessage(inner)).toMatchObject({ text: 'Seeds', attachments: [{ size: 3 }] });
  });

  it('while a line of dashes between fields is still passed over', () => {
    const raw = message('Subject: s', '--b', 'Content-Type: multipart/mixed; boundary=b', 'From: ana@garden.test', '', ...parts());
    expect(parseMessage(raw)).toMatchObject({ subject: 's', from: [{ address: 'ana@garden.test' }], text: 'Seeds' });
  });

  it('where the boundary ends with a blank, to the byte', () => {
    const spaced = parts().map((line) => line.replace(/^--b/, '--b '));
    expect(read(multipart('b '), spaced)).toMatchObject(whole);
    expect(read(multipart('b '), parts())).toMatchObject(whole);
  });

  it('where the end of them stands before the first', () => {
    expect(read(multipart('b'), ['--b--', '', ...parts()])).toMatchObject(whole);
    expect(read(multipart('b'), ['--b--', '', ...parts()]).warnings).toContain('malformed');
    const nothing = ['--out', ...multipart('in'), '', '--in--', '', '--out', '', 'Seeds', '--out--'];
    expect(read(multipart('out'), nothing).text).toContain('Seeds');
  });

  it('where the boundary is empty, because a program forgot to fill it in', () => {
    const unfilled = parts().map((line) => line.replace(/^--b/, '--'));
    expect(read(multipart(''), unfilled)).toMatchObject(whole);
    expect(read(['Content-Type: multipart/mixed; boundary='], unfilled)).toMatchObject(whole);
    expect(read(multipart(''), ['Words', '-- ', 'Ana']).text).toBe('Words\n-- \nAna');
  });

  it.each<[string, (text: string) => string]>([
    ['base64', (text) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')],
    ['quoted-printable', (text) => text.replace(/=/g, '=3D').replaceAll('--b', '=2D=2Db')],
  ])('where all of them together came in %s', (encoding, encode) => {
    const body = encode(parts().join('\r\n')).split('\r\n');
    const { text, files, warnings } = read([...multipart('b'), `Content-Transfer-Encoding: ${encoding}`], body);
    expect({ text, files }).toEqual(whole);
    expect(warnings).toContain('malformed');
    const within = ['--out', ...multipart('b'), `Content-Transfer-Encoding: ${encoding}`, '', ...body, '--out', '', 'After', '--out--'];
    expect(read(multipart('out'), within)).toMatchObject({ text: 'Seeds\nAfter', files: whole.files });
  });

  it('and each of them can be asked for by its number', () => {
    const body = Buffer.from(parts().join('\r\n')).toString('base64');
    const raw = message(...multipart('b'), 'Content-Transfer-Encoding: base64', '', body);
    expect(parseMessage(raw).attachments).toMatchObject([{ partId: '2' }]);
    expect(readAttachment(raw, '2')?.bytes.toString()).toBe('1,2');
    const within = message(
      ...multipart('o'),
      '',
      '--o',
      '',
      'x',
      '--o',
      ...multipart('b'),
      'Content-Transfer-Encoding: base64',
      '',
      body,
      '--o--',
    );
    expect(parseMessage(within).attachments).toMatchObject([{ partId: '2.2' }]);
    expect(readAttachment(within, '2.2')?.bytes.toString()).toBe('1,2');
  });

  it('while one that is no multipart when decoded stays what it is, and comes to an end', () => {
    const words = Buffer.from('Only words').toString('base64');
    expect(read([...multipart('b'), 'Content-Transfer-Encoding: base64'], [words]).text).toBe('Only words');
  });
});

describe('the text of a related set is shown', () => {
  const related = (parameters: string, ...order: ('html' | 'picture' | 'file')[]) => {
    const bodies = {
      html: ['Content-Type: text/html', '', '<p>Seeds <img src="cid:p"></p>'],
      picture: ['Content-Type: image/png', 'Content-ID: <p>', '', 'PNG'],
      file: ['Content-Type: application/pdf; name=list.pdf', '', 'PDF'],
    };
    return message(
      `Content-Type: multipart/related; boundary=b${parameters}`,
      '',
      ...order.flatMap((each) => ['--b', ...bodies[each]]),
      '--b--',
    );
  };

  it.each<[string, Buffer]>([
    ['where a picture stands before it', related('', 'picture', 'html')],
    ['where a file stands before it', related('', 'file', 'picture', 'html')],
    ['where the part that is named does not exist', related('; start="<none>"', 'picture', 'html')],
    ['where a picture is named as the root', related('; start="<p>"', 'html', 'picture')],
  ])('%s', (_where, raw) => {
    const { text, html, attachments } = parseMessage(raw);
    expect({ text: text?.trim(), html }).toEqual({ text: 'Seeds', html: '<p>Seeds <img src="cid:p"></p>' });
    expect(attachments.find(({ type }) => type === 'image/png')).toMatchObject({ inline: true });
    expect(attachments.some(({ type }) => type === 'text/html')).toBe(false);
  });
});

describe('a file whose type was left out', () => {
  it.each(['name="report.pdf"', ' name=report.pdf', "name*=utf-8''report.pdf", 'charset=binary; name="report.pdf"'])(
    'has its name and its bytes (Content-Type: %s)',
    (type) => {
      const file = ['--b', `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', 'JVBERg==', '--b--'];
      const raw = message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Words', ...file);
      expect(parseMessage(raw)).toMatchObject({ text: 'Words', attachments: [{ name: 'report.pdf', size: 4 }] });
    },
  );

  it('or whose disposition was', () => {
    const raw = message('Content-Type: application/pdf', 'Content-Disposition: filename="report.pdf"', '', 'PDF');
    expect(parseMessage(raw)).toMatchObject({ attachments: [{ name: 'report.pdf' }] });
  });
});

describe('a text that only looks as if it had parts stays a text', () => {
  it.each([
    ['quoted below words', ['Subject: s'], ['See what came:', '', ...parts()]],
    ['one that says it is a text', ['Content-Type: text/plain'], parts()],
    ['one that names a boundary and has it', ['Content-Type: text/plain; boundary=b'], parts()],
    ['one that names a boundary of what is around it', ['Content-Type: text/plain; boundary=b'], ['words', '-- ', 'b']],
    ['a signature', ['Subject: s'], ['--lea', 'Content-Type: is a field of a part']],
    ['dashes', ['Subject: s'], ['--', '--b', 'words']],
  ])('%s', (_what, header, body) => {
    const { text, files } = read(header, body);
    expect(text?.trimEnd()).toBe(body.join('\n').trimEnd());
    expect(files).toEqual([]);
  });

  it('within a multipart whose boundary it repeats', () => {
    const body = ['--b', 'Content-Type: text/plain; boundary=b', '', 'One', '--b', '', 'Two', '--b--'];
    expect(read(['Content-Type: multipart/mixed; boundary=b'], body).text).toBe('One\nTwo');
  });
});

describe('of several fields of a part none is forgotten', () => {
  const named = (...fields: string[]) => parseMessage(message(...fields, '', 'x')).attachments.map(({ name, type }) => [name, type]);

  it.each<[string[], string, string]>([
    [
      ['Content-Disposition: inline', 'Content-Disposition: attachment; filename="plan.pdf"', 'Content-Type: application/pdf'],
      'plan.pdf',
      'application/pdf',
    ],
    [
      ['Content-Disposition: attachment', 'Content-Disposition: attachment; filename="plan.pdf"', 'Content-Type: application/pdf'],
      'plan.pdf',
      'application/pdf',
    ],
    [['Content-Type: application/pdf', 'Content-Type: application/pdf; name="plan.pdf"'], 'plan.pdf', 'application/pdf'],
    [['Content-Type: application/pdf', 'Content-Type: application/octet-stream; name="plan.pdf"'], 'plan.pdf', 'application/pdf'],
    [['Content-Type:', 'Content-Type: application/pdf; name="plan.pdf"'], 'plan.pdf', 'application/pdf'],
    [['Content-Disposition:', 'Content-Disposition: attachment; filename=plan.txt', 'Content-Type: text/plain'], 'plan.txt', 'text/plain'],
  ])('%j', (fields, name, type) => {
    expect(named(...fields)).toEqual([[name, type]]);
  });

  it('the charset of the second', () => {
    const raw = message('Content-Type: text/plain', 'Content-Type: text/plain; charset=koi8-r', '', '\xf0\xd2');
    expect(parseMessage(raw).text).toBe('Пр');
  });
});

describe('a name of nothing does not hide the other one', () => {
  const named = (type: string, disposition: string) =>
    parseMessage(message(`Content-Type: application/pdf${type}`, `Content-Disposition: attachment${disposition}`, '', 'x')).attachments[0]
      ?.name;

  it.each([
    '; filename=" "',
    '; filename="\t"',
    "; filename*=utf-8''%20",
    "; filename*=utf-8''%E2%80%8B",
    '; filename="."',
    '; filename="\'\'"',
    '; filename="/"',
    '; filename="=?utf-8?Q?_?="',
    '; filename*0*=utf-8\'\'%20; filename*1=" "',
  ])('%s', (disposition) => {
    expect(named('; name="seeds.pdf"', disposition)).toBe('seeds.pdf');
    expect(named('', disposition)).toBe('attachment-1.pdf');
  });

  it('of the same field', () => {
    expect(named('', '; filename*=utf-8\'\'%20; filename="seeds.pdf"')).toBe('seeds.pdf');
    expect(named('', '; filename=" "; filename="seeds.pdf"')).toBe('seeds.pdf');
    expect(named('; name=" "', '; filename="seeds.pdf"')).toBe('seeds.pdf');
  });

  it.each(['№', '-', '...pdf', '😀', '_'])('%s is a name', (name) => {
    const raw = Buffer.from(`Content-Disposition: attachment; filename="${name}"\r\n\r\nx`);
    expect(parseMessage(raw).attachments[0]?.name).toBe(name);
  });
});
