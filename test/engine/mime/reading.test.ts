import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readStructure, walkParts } from '../../../electron/engine/mime/structure/structure.ts';
import { htmlToText } from '../../../electron/engine/mime/text/html-text.ts';
import { snippetOf, textForIndex } from '../../../electron/engine/mime/text/index-text.ts';
import { partBytes } from '../../support/material/part-bytes.ts';

const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const parts = (boundary: string, ...bodies: string[][]): string[] => [
  ...bodies.flatMap((body) => [`--${boundary}`, ...body]),
  `--${boundary}--`,
  '',
];
const plain = (text: string): string[] => ['Content-Type: text/plain', '', text];
const html = (text: string): string[] => ['Content-Type: text/html', '', text];
const image = (id: string): string[] => [
  'Content-Type: image/png',
  `Content-ID: <${id}>`,
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw==',
];

describe('what the reader shows', () => {
  it('both forms of an alternative, and what hides beside them as an attachment', () => {
    const parsed = parseMessage(
      message(
        'Content-Type: multipart/alternative; boundary=b',
        '',
        ...parts('b', plain('words'), html('<p>words</p>'), ['Content-Type: text/calendar', '', 'BEGIN:VCALENDAR']),
      ),
    );
    expect(parsed.text).toBe('words');
    expect(parsed.html).toBe('<p>words</p>');
    expect(parsed.attachments.map(({ type }) => type)).toEqual(['text/calendar']);
  });

  it('inline images of an HTML message as inline, unused ones as attachments', () => {
    const parsed = parseMessage(
      message(
        'Content-Type: multipart/related; boundary=b',
        '',
        ...parts('b', html('<img src="cid:one@x">'), image('one@x'), image('two@x')),
      ),
    );
    expect(parsed.html).toContain('cid:one@x');
    expect(parsed.attachments.map(({ contentId, inline, size }) => [contentId, inline, size])).toEqual([
      ['one@x', true, 4],
      ['two@x', false, 4],
    ]);
  });

  const pdf = ['Content-Type: application/pdf; name=plan.pdf', 'Content-Disposition: inline; filename=plan.pdf', '', '%PDF-1.4'];
  const pages = (...bodies: string[][]): string[] => ['Content-Type: multipart/mixed; boundary=m', '', ...parts('m', ...bodies)];
  it.each<[string, string[]]>([
    ['pages around a file', pages(html('<p>one</p>'), pdf, html('<p>two</p>'))],
    ['a page, a file and a plain line', pages(html('<p>one</p>'), pdf, plain('two'))],
    [
      'pages that are related to pictures',
      pages(['Content-Type: multipart/related; boundary=r', '', ...parts('r', html('<p>one</p>'))], pdf, html('two')),
    ],
  ])('plain text whose alternative is %s: it is the text, and no attachment', (_what, rich) => {
    const raw = message('Subject: plan', 'Content-Type: multipart/alternative; boundary=b', '', ...parts('b', plain('one and two'), rich));
    const parsed = parseMessage(raw);
    expect(parsed.text).toBe('one and two');
    expect(parsed.html).toMatch(/one[\s\S]*two/);
    expect(parsed.html).not.toContain('and');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(['plan.pdf']);
    const forward = fillReply({ mode: 'forward', raw, own: [], formatAddresses: () => '' });
    expect(forward.attachments.map(({ name }) => name)).toEqual(['plan.pdf']);
    expect(textForIndex(raw)).toMatchObject({ text: 'one and two', fileNames: 'plan.pdf' });
  });

  it('several plain texts whose alternative is one page: each once, wherever it is read', () => {
    const texts = pages(plain('one'), pdf, plain('two'));
    const parsed = parseMessage(
      message('Content-Type: multipart/alternative; boundary=b', '', ...parts('b', texts, html('<p>one, two</p>'))),
    );
    expect(parsed.text).toBe('one\ntwo');
    expect(parsed.html).toBe('<p>one, two</p>');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(['plan.pdf']);
  });

  it('several pages, each on lines of its own', () => {
    const page = (text: string) => html(`<html><body>${text}</body></html>`);
    const parsed = parseMessage(message(...pages(page('first'), pdf, page('second'), plain('third'), page('<b>fourth</b>'))));
    expect(parsed.text?.split('\n').filter(Boolean)).toEqual(['first', 'second', 'third', 'fourth']);
    expect(
      htmlToText(parsed.html ?? '', 1_000)
        .split('\n')
        .filter(Boolean),
    ).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it('text, then an attachment, then the footer of a mailing list', () => {
    const parsed = parseMessage(
      message(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        ...parts('b', plain('letter'), ['Content-Type: application/pdf; name="a.pdf"', '', '%PDF'], plain('-- list footer')),
      ),
    );
    expect(parsed.text).toBe('letter\n-- list footer');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(['a.pdf']);
  });

  it('a text attachment as an attachment, even before the text', () => {
    const parsed = parseMessage(
      message(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        ...parts('b', ['Content-Disposition: attachment; filename=notes.txt', '', 'notes'], plain('letter')),
      ),
    );
    expect(parsed.text).toBe('letter');
    expect(parsed.attachments.map(({ name }) => name)).toEqual(['notes.txt']);
  });

  it('an enclosed message as one attachment named for its subject', () => {
    const raw = message(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts('b', plain('see below'), ['Content-Type: message/rfc822', '', 'Subject: =?utf-8?Q?Ol=C3=A1?=', '', 'inner']),
    );
    const parsed = parseMessage(raw);
    expect(parsed.attachments.map(({ name, type }) => [name, type])).toEqual([['Olá.eml', 'message/rfc822']]);
    expect(partBytes(raw, '2')?.toString()).toBe('Subject: =?utf-8?Q?Ol=C3=A1?=\r\n\r\ninner');
    expect(partBytes(raw, '2.1')?.toString()).toBe('inner');
    expect(partBytes(raw, '3')).toBeNull();
  });

  it('flowed text without its soft breaks', () => {
    const parsed = parseMessage(
      message('Content-Type: text/plain; format=flowed', '', '> one ', '> two', ' From here ', 'on', '-- ', 'Ana'),
    );
    expect(parsed.text).toBe('> one two\nFrom here on\n-- \nAna');
    const joined = parseMessage(message('Content-Type: text/plain; format=flowed; delsp=yes', '', 'ab ', 'cd'));
    expect(joined.text).toBe('abcd');
  });

  it('the words of HTML where there is no plain text, without script, style or markup', () => {
    const parsed = parseMessage(
      message(
        'Content-Type: text/html; charset=utf-8',
        '',
        '<style>p{}</style><p title="a>b">Caf&eacute; &amp; t&#233;</p><script>alert(1)</script><ul><li>one<li>two</ul>',
      ),
    );
    expect(parsed.text).toBe('Café & té\n\n- one\n- two');
    expect(parsed.html).toContain('<script>'); // as sent: the reader alone sanitises
  });

  it.each([
    ['iso-8859-1', 'caf\xe9 \x80', 'café €'],
    ['utf-8', 'caf\xc3\xa9', 'café'],
    ['koi8-r', '\xf0\xd2\xc9', 'При'],
    ['iso-2022-jp', '\x1b$B$"\x1b(B', 'あ'],
    ['shift_jis', '\x82\xa0', 'あ'],
    ['gb2312', '\xc4\xe3', '你'],
    ['big5', '\xa7\x41', '你'],
    ['euc-kr', '\xb0\xa1', '가'],
    ['utf-7', '+AOk-', 'é'],
    ['cp850', '\x82', 'é'],
    ['macintosh', '\x8e', 'é'],
    ['windows-1251', '\xcf', 'П'],
    ['nonsense', 'caf\xe9', 'café'],
  ])('text in %s', (charset, bytes, text) => {
    expect(parseMessage(message(`Content-Type: text/plain; charset="${charset}"`, '', bytes)).text).toBe(text);
  });

  it('bytes above ASCII without a charset as UTF-8 where they are, else as windows-1252', () => {
    expect(parseMessage(message('', 'caf\xc3\xa9')).text).toBe('café');
    expect(parseMessage(message('', 'caf\xe9')).text).toBe('café');
  });

  it('no control characters that a terminal would obey', () => {
    expect(parseMessage(message('', 'a\x1b[31mb\x00c\x07')).text).toBe('a[31mbc');
  });

  it('text without an empty line after the header, and a message that is all text', () => {
    expect(parseMessage(message('Subject: s', 'no empty line came before this')).text).toBe('no empty line came before this');
    expect(parseMessage(message('just words')).text).toBe('just words');
    expect(parseMessage(Buffer.alloc(0)).parseFailure).toBeNull();
  });

  it('a file name written in each of the ways that senders use', () => {
    const name = (header: string) => parseMessage(message(header, '', 'x')).attachments[0]?.name;
    expect(name("Content-Disposition: attachment; filename*=utf-8''ol%C3%A1.pdf")).toBe('olá.pdf');
    expect(name('Content-Disposition: attachment; filename*0*=utf-8\'\'ol%C3%A1; filename*1=" two"; filename*2=.pdf')).toBe('olá two.pdf');
    expect(name('Content-Disposition: attachment; filename="=?utf-8?Q?ol=C3=A1?=.pdf"')).toBe('olá.pdf');
    expect(name('Content-Disposition: attachment; filename=my report(1).pdf')).toBe('my report(1).pdf');
    expect(name('Content-Disposition: attachment; filename="a\\"b.pdf"')).toBe('a"b.pdf');
    expect(name('Content-Type: application/pdf; name="invoice\u00e2\u0080\u00aefdp.exe"')).toBe('invoice\ufffdfdp.exe');
  });
});

describe('the structure', () => {
  it('numbers parts as IMAP does', () => {
    const inner = ['Content-Type: multipart/alternative; boundary=c', '', ...parts('c', plain('a'), html('b'))];
    const raw = message(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts(
        'b',
        plain('one'),
        ['Content-Type: message/rfc822', '', ...inner],
        ['Content-Type: multipart/mixed; boundary=d', '', ...parts('d', plain('two'))],
      ),
    );
    const structure = readStructure(raw);
    expect([...walkParts(structure.root)].map(({ id, type }) => `${id} ${type}`)).toEqual([
      ' multipart/mixed',
      '1 text/plain',
      '2 message/rfc822',
      '2.TEXT multipart/alternative',
      '2.1 text/plain',
      '2.2 text/html',
      '3 multipart/mixed',
      '3.1 text/plain',
    ]);
    expect(structure.malformed).toBe(false);
  });

  it('is the one part 1 for a message that is no multipart', () => {
    expect(parseMessage(message('Content-Type: text/plain', '', 'x')).structure).toMatchObject({
      id: '1',
      type: 'text/plain',
      size: 1,
      children: [],
    });
  });

  it.each([
    ['a missing last boundary', message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'x')],
    ['two boundaries that differ', message('Content-Type: multipart/mixed; boundary=a; boundary=b', '', '--a', '', 'x', '--a--')],
    ['no boundary', message('Content-Type: multipart/mixed', '', 'x')],
    ['two types', message('Content-Type: text/plain', 'Content-Type: text/html', '', 'x')],
  ])('warns of %s, on which readers disagree', (_title, raw) => {
    expect(parseMessage(Buffer.concat([Buffer.from('From: a@b.test\r\n'), raw])).warnings).toContain('malformed');
  });

  it('does not take a longer line for a boundary', () => {
    const raw = message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', '--bc', '--b ', '', 'y', '--b--');
    expect([...walkParts(readStructure(raw).root)].map(({ id }) => id)).toEqual(['', '1', '2']);
  });

  it('holds names such as __proto__ as plain values', () => {
    const { structure } = parseMessage(message('Content-Type: text/plain; __proto__=x; constructor=y', '', 'z'));
    expect(Object.entries(structure.parameters)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>).x).toBeUndefined(); // a plain object, to see that its prototype is untouched
  });
});

describe('the list row and the index', () => {
  it('read a folded, encoded subject in one line', () => {
    const subject = (value: string) => summariseHeader(Buffer.from(`Subject: ${value}\r\n\r\n`, 'latin1')).subject;
    expect(subject('=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c')).toBe('ab c');
    expect(subject('=?utf-8?B?w6k=?= =?iso-8859-1?Q?=E9?=')).toBe('éé');
    expect(subject('=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=')).toBe('é');
    expect(subject('=?utf-8*es?Q?hola_se=C3=B1or?=')).toBe('hola señor');
    expect(subject('a\r\n\tb   c')).toBe('a b c');
    expect(subject('caf\xc3\xa9 caf\xe9'.slice(0, 5))).toBe('café');
    expect(subject('=?broken')).toBe('=?broken');
    expect(subject('a\rb\x00')).toBe('a b\ufffd');
  });

  it('read ids and references, first and newest kept', () => {
    const read = summariseHeader(
      message(
        'Message-ID: <a@b>',
        'In-Reply-To: <c@d> (of Monday)',
        'References: <x@y>\r\n <c@d>',
        'List-Id: Words <list.example.org>',
        '',
        '',
      ),
    );
    expect(read).toMatchObject({ messageId: '<a@b>', inReplyTo: '<c@d>', references: ['<x@y>', '<c@d>'], listId: 'list.example.org' });
  });

  it('have a snippet of own words, not of quotes', () => {
    expect(snippetOf('> quoted\nmy own   words\n> more')).toBe('my own words');
    expect(snippetOf('> only\n> quotes')).toBe('only quotes');
    expect(snippetOf('👍'.repeat(300)).length).toBeLessThanOrEqual(200);
  });

  it('know attachments from signatures and inline images', () => {
    const has = (...body: string[]) =>
      textForIndex(message('Content-Type: multipart/mixed; boundary=b', '', ...parts('b', plain('x'), body))).attachments;
    expect(has('Content-Type: application/pdf; name=a.pdf', '', 'x')).toBe(true);
    expect(has('Content-Type: application/pgp-signature', '', 'x')).toBe(false);
    expect(has(...image('a@b'))).toBe(true); // nothing shows it
    const cited = ['Content-Type: multipart/related; boundary=b', '', ...parts('b', html('<img src="cid:a@b">'), image('a@b'))];
    expect(has(...cited)).toBe(false);
  });
});

describe('the words of HTML', () => {
  it.each([
    ['a<!-- hidden -->b', 'ab'],
    ['a<!-- never closed', 'a'],
    ['a<script>never closed', 'a'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['a<br>b<br><br>c', 'a\nb\n\nc'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\tb'],
    ['&lt;b&gt; &nbsp;&hellip;&#x1F600;&#0;&unknown;', '<b> \u00a0…😀\ufffd&unknown;'],
    ['<script>x</script ><style>y</style>z', 'z'],
    ['<a href="x>y">link</a', 'link'],
  ])('%s', (source, text) => {
    expect(htmlToText(source, 1_000)).toBe(text);
  });
});
