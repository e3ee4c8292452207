import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { htmlToText } from '../../../electron/engine/mime/text/html-text.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';

const text = (html: string): string => htmlToText(html, 10_000);
const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));
const answer = (raw: Buffer, mode: 'reply' | 'forward') => fillReply({ mode, raw, own: [], formatAddresses: () => '' }).quote.text;

describe('text made out of HTML says what the HTML said', () => {
  it.each([
    [
      'addresses behind the words of links',
      '<p>See <a href="https://a.test/x?y=1&amp;z=2">the map</a>.</p>',
      'See the map <https://a.test/x?y=1&z=2>.',
    ],
    [
      'not where the words are the address',
      '<a href="https://www.a.test/">a.test</a> <a href="mailto:a@b.test">a@b.test</a>',
      'a.test a@b.test',
    ],
    ['nor where it leads nowhere', '<a href="#top">Top</a> <a href="javascript:x()">Run</a> <a name=x>Name</a>', 'Top Run Name'],
    ['a link around a picture', '<a href="https://a.test"><img alt="Logo" src=x></a>', '[Logo] <https://a.test>'],
    ['a link that is never closed', '<a href="https://a.test">words', 'words <https://a.test>'],
    ['two links', '<a href="https://a.test">one<a href="https://b.test">two</a>', 'one <https://a.test>two <https://b.test>'],
    [
      'descriptions of pictures, not of tracking pixels',
      '<img src=x alt="A hill"><img src=y alt="t" width=1 height=1><img alt="">',
      '[A hill]',
    ],
    ['numbers of lists', '<ol><li>a<li>b</ol><ol start="7"><li>c<li value=9>d<li>e</ol>', '1. a\n2. b\n\n7. c\n9. d\n10. e'],
    ['lists inside lists', '<ul><li>a<ol><li>b</ol><li>c</ul>', '- a\n  1. b\n- c'],
    ['a paragraph inside an item', '<ol><li><p>a</p></li><li><p>b</p></li></ol>', '1. a\n\n2. b'],
    ['levels of quotation', 'a<blockquote>b<blockquote>c<br>d</blockquote>e</blockquote>f', 'a\n\n> b\n>\n>> c\n>> d\n>\n> e\n\nf'],
    ['quotation in a pre', '<blockquote><pre>a\nb</pre></blockquote>', '> a\n> b'],
    ['columns of a table', '<table><tr><th>A<th>B<th>C<tr><td>1<td><td>3<tr><td>&nbsp;<td>2<td></table>', 'A\tB\tC\n1\t\t3\n\t2'],
    [
      'cells over several columns',
      '<table border=1><tr><td>Item<td>Count<td>Price<tr><td colspan=2>Total<td>42<tr><td colspan="2"><td>7<tr><td colspan=0>a<td colspan=x>b<td>c</table>',
      'Item\tCount\tPrice\nTotal\t\t42\n\t\t7\na\tb\tc',
    ],
    [
      'cells that hold paragraphs',
      '<table border=1><tr><td><p>Rope</p></td><td><p>4</p></td></tr><tr><td><p>Lamp</p></td><td><p>2</p></td></tr></table>',
      'Rope\t4\nLamp\t2',
    ],
    ['a table that is a layout', '<table><tr><td width=9>&nbsp;<td><h1>Hello</h1><p>One</p><td>Side</table>', 'Hello\n\nOne\n\nSide'],
    ['names of characters beyond HTML 4', 'a&comma; b&period; &lsqb;x&rsqb; &check; &dash; &star;', 'a, b. [x] ✓ ‐ ☆'],
    ['references without a semicolon and with numbers', '&copy 2026 &#233; &#xe9; &#150; &unknown; &ampere', '© 2026 é é – &unknown; &ere'],
    ['quotation marks of q', '<q>yes</q> he said', '“yes” he said'],
    [
      'raised numbers, which would be others on the line',
      '10<sup>-3</sup> m<sup>2</sup>, 2<sup>&minus;10</sup>, 7<sup> +1 </sup>x',
      '10⁻³ m², 2⁻¹⁰, 7 ⁺¹ x',
    ],
    [
      'raised words and lowered numbers as they are',
      'the 1<sup>st</sup>, H<sub>2</sub>O, <sup>never closed 2 <p>3',
      'the 1st, H2O, never closed 2\n\n3',
    ],
    ['no invisible filler', `<p>Real</p><p>${'&zwnj;&nbsp;&#847;&shy; '.repeat(50)}</p><p>more</p>`, 'Real\n\nmore'],
    ['joiners that belong to words', 'می\u200cخواهم 👩\u200d👧', 'می\u200cخواهم 👩\u200d👧'],
    ['what a browser without frames shows', '<frameset><frame src=a><noframes>Words</noframes></frameset>', 'Words'],
  ])('%s', (_what, html, said) => {
    expect(text(html)).toBe(said);
  });

  it('in the text view, the index, the reply and the forward alike', () => {
    const raw = message('Content-Type: text/html', '', '<ol><li><a href="https://a.test/17">North</a></ol><blockquote>Why?</blockquote>');
    const said = '1. North <https://a.test/17>\n\n> Why?';
    expect(parseMessage(raw).text).toBe(said);
    expect(textForIndex(raw).text).toBe(said);
    expect(answer(raw, 'forward')).toBe(said);
    expect(answer(raw, 'reply')).toBe('> 1. North <https://a.test/17>\n>\n>> Why?');
    expect(textForIndex(raw).snippet).toBe('1. North');
  });
});

describe('of alternatives the one that has words is shown', () => {
  const alternatives = (plain: string, html: string): Buffer =>
    message(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      plain,
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      '--b--',
    );

  it.each(['', '\r\n', '  \u00a0 \r\n\t', '\u200b\ufeff'])('the HTML, where the plain text is %j', (plain) => {
    const raw = alternatives(plain, '<p>Bread at seven</p>');
    expect(parseMessage(raw).text).toBe('Bread at seven');
    expect(parseMessage(raw).attachments).toEqual([]);
    expect(textForIndex(raw)).toMatchObject({ text: 'Bread at seven', snippet: 'Bread at seven', attachments: false });
    expect(answer(raw, 'reply')).toBe('> Bread at seven');
    expect(answer(raw, 'forward')).toBe('Bread at seven');
  });

  it.each(['', '<html><head><title>x</title><style>p{}</style></head><body>&nbsp;</body></html>', '<frameset><frame src=x></frameset>'])(
    'the plain text, where the HTML is %j',
    (html) => {
      const parsed = parseMessage(alternatives('Delivery failed', html));
      expect(parsed).toMatchObject({ text: 'Delivery failed', html: null, attachments: [] });
    },
  );

  it.each([
    '<p style="display:none">preview</p>',
    '<div style="color:red; display : none !important"><div>preview</div> more <img src="https://a.test/x.png"></div> ',
    '<span hidden>preview</span><table style="visibility:hidden"><tr><td>x</table>',
    '<div style="display:none">never closed <p>preview</p>',
  ])('the plain text, where all of the HTML is hidden: %j', (html) => {
    expect(parseMessage(alternatives('Real words', html))).toMatchObject({ text: 'Real words', html: null, attachments: [] });
  });

  it.each([
    '<p style="display:none">preview<p>Drawn words',
    '<div style="display:none"><div>x</div></div><p>Drawn words</p>',
    '<style>.a{display:block!important}</style><div class=a style="display:none">Drawn words</div>',
    '<p title="is hidden here" class="a hidden b" style="color:red" data-x="display:none">Drawn words</p>',
    '<div style="display:none">x</div><img src="https://a.test/x.png">',
  ])('the HTML, where some of it is drawn: %j', (html) => {
    expect(parseMessage(alternatives('Real words', html)).html).toBe(html);
  });

  it.each([
    ['<frameset><frame src=x><noframes>Read me</noframes></frameset>', 'Read me'],
    ['', ''],
    ['<html><body>&nbsp;</body></html>', ''],
  ])('the words, where the only text is %j', (html, words) => {
    const parsed = parseMessage(message('Content-Type: text/html', '', html));
    expect(parsed.html).toBeNull();
    expect(parsed.text?.trim()).toBe(words);
  });

  it('both, where the HTML is a picture and the plain text has words', () => {
    const parsed = parseMessage(alternatives('See the picture', '<img src="cid:x">'));
    expect(parsed).toMatchObject({ text: 'See the picture', html: '<img src="cid:x">' });
  });

  it('the HTML, where neither has words but it has a picture', () => {
    expect(parseMessage(alternatives(' ', '<img src="https://a.test/p.png">')).html).toContain('<img');
  });
});

describe('pictures that the message holds itself', () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUg', 'base64');

  it('a large one in the source is handed on as a part, and the words behind it are kept', () => {
    const picture = Buffer.alloc(3_600_000, png);
    const raw = message(
      'Content-Type: text/html',
      '',
      `<h1>Sky</h1><img src="data:image/png;base64,${picture.toString('base64')}"><p>After it</p>`,
    );
    const parsed = parseMessage(raw);
    expect(parsed.html).toMatch(/^<h1>Sky<\/h1><img src="cid:[^"]+"><p>After it<\/p>$/);
    expect(parsed.warnings).not.toContain('truncated');
    expect(parsed.text).toBe('Sky\n\nAfter it');
    expect(textForIndex(raw)).toMatchObject({ text: 'Sky\n\nAfter it', attachments: false });
    const [one] = parsed.attachments;
    expect(one).toMatchObject({ type: 'image/png', size: picture.length, inline: true });
    expect(parsed.html).toContain(`cid:${one?.contentId}`);
  });

  it('a small one stays where it is', () => {
    const raw = message('Content-Type: text/html', '', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">');
    expect(parseMessage(raw)).toMatchObject({ html: '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', attachments: [] });
  });

  const located = (partLocation: string, source: string) =>
    parseMessage(
      message(
        'Content-Type: multipart/related; boundary=b',
        '',
        '--b',
        'Content-Type: text/html',
        'Content-Location: https://pages.test/day/index.html',
        '',
        `<img src="${source}" alt=x>`,
        '--b',
        'Content-Type: image/png',
        `Content-Location: ${partLocation}`,
        '',
        'png',
        '--b--',
      ),
    );

  it.each([
    ['https://pages.test/day/img/a.png', 'img/a.png'],
    ['https://pages.test/day/img/a.png', 'https://pages.test/day/img/a.png'],
    ['https://pages.test/a.png?x=1&y=2', '/a.png?x=1&amp;y=2'],
    ['https://pages.test/day/\r\n\timg/a.png', 'img/a.png'],
  ])('a part at %j is shown where %j is named', (location, source) => {
    const parsed = located(location, source);
    expect(parsed.attachments.map(({ inline }) => inline)).toEqual([true]);
    expect(parsed.html).toContain(`cid:${encodeURIComponent(parsed.attachments[0]?.contentId ?? '')}`);
  });

  it('and is an attachment where nothing names it', () => {
    const parsed = located('https://pages.test/other.png', 'img/a.png');
    expect(parsed.html).toContain('src="img/a.png"');
    expect(parsed.attachments[0]?.inline).toBe(false);
  });

  it.each([
    '<p style="background:url(&quot;cid:a&amp;b@mill.test&quot;)">x</p>',
    "<p style='background:url(&#39;cid:a&#38;b@mill.test&#39;)'>x</p>",
    '<p style="background:url(cid:a%26b@mill.test)">x</p>',
    '<td background="cid:a&b@mill.test">x',
  ])('a ground is cited by its Content-ID: %s', (html) => {
    const part = ['Content-Type: image/png', 'Content-ID: <a&b@mill.test>', '', 'png'];
    const raw = message(
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      html,
      '--b',
      ...part,
      '--b--',
    );
    expect(parseMessage(raw).attachments[0]?.inline).toBe(true);
    expect(textForIndex(raw).attachments).toBe(false);
  });

  it('a file with a Content-ID that no text cites is an attachment', () => {
    const part = ['Content-Type: application/pdf; name=a.pdf', 'Content-Disposition: inline', 'Content-ID: <f@x>', '', '%PDF'];
    const raw = message('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Words', '--b', ...part, '--b--');
    expect(textForIndex(raw).attachments).toBe(true);
    expect(parseMessage(raw).attachments[0]?.inline).toBe(false);
  });
});
