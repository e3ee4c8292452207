import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';

interface Page {
  /** Of the set, of the page and of the picture; null: none. */
  readonly set?: string;
  readonly page?: string;
  readonly picture: string;
  readonly html: string;
}

const related = ({ set, page, picture, html }: Page): Buffer =>
  Buffer.from(
    [
      'Content-Type: multipart/related; boundary=b',
      ...(set === undefined ? [] : [`Content-Location: ${set}`]),
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      ...(page === undefined ? [] : [`Content-Location: ${page}`]),
      '',
      html,
      '--b',
      'Content-Type: image/png',
      `Content-Location: ${picture}`,
      '',
      'png',
      '--b--',
    ].join('\r\n'),
  );

const own = `cid:${encodeURIComponent('part-2@location.invalid')}`;
const img = (source: string): string => `<p>Words</p><img src="${source}">`;

/** What is shown, and whether the picture counts as part of it. */
function read(page: Page): { html: string | null; inline: boolean | undefined; clip: boolean } {
  const raw = related(page);
  const { html, attachments } = parseMessage(raw);
  return { html, inline: attachments[0]?.inline, clip: textForIndex(raw).attachments };
}

describe('a picture that the message holds is found by its Content-Location', () => {
  it.each<[string, Page]>([
    ['in a folder', { picture: 'pics/boat.png', html: img('pics/boat.png') }],
    ['in a folder two steps down, named from here', { picture: 'a/b/boat.png', html: img('./a/b/boat.png') }],
    ['with a leading slash', { picture: '/pics/boat.png', html: img('/pics/boat.png') }],
    ['by an address in full beside a page without one', { picture: 'https://mill.test/b.png', html: img('https://mill.test/b.png') }],
    [
      'relative to the location of the set',
      { set: 'https://mill.test/news/', picture: 'pics/boat.png', html: img('https://mill.test/news/pics/boat.png') },
    ],
    [
      'relative to the set, as the page is',
      { set: 'https://mill.test/news/', page: 'may/index.html', picture: 'may/boat.png', html: img('boat.png') },
    ],
    [
      'as written, where page and picture have other bases',
      { page: 'https://mill.test/news/index.html', picture: 'pics/boat.png', html: img('pics/boat.png') },
    ],
    ['by the base of the page', { picture: 'https://mill.test/p/boat.png', html: `<base href="https://mill.test/p/">${img('boat.png')}` }],
    ['with a fragment', { picture: 'boat.png', html: img('boat.png#top') }],
    ['with blanks in its name', { picture: 'my boat.png', html: img('my boat.png') }],
    ['with blanks as %20', { picture: 'my boat.png', html: img('my%20boat.png') }],
    ['with letters as numbers', { picture: 'b%6Fat%7E1.png', html: img('boat~1.png') }],
    ['with the other slash', { picture: 'pics/boat.png', html: img('pics\\boat.png') }],
    ['with references in the source', { picture: 'b.png?x=1&y=2', html: img('b.png?x&#61;1&amp;y=2') }],
    ['without quotes', { picture: 'pics/boat.png', html: '<p>Words</p><img alt=x src=pics/boat.png>' }],
  ])('%s', (_how, page) => {
    const { html, inline, clip } = read(page);
    expect({ inline, clip }).toEqual({ inline: true, clip: false });
    expect(html).toContain(own);
  });

  it.each([
    ['the ground of a cell', '<td background="a/b.png">x</td>', `<td background="${own}">x</td>`],
    ['in a style', '<p style="background:url(a/b.png) #fff">x</p>', `<p style="background:url(${own}) #fff">x</p>`],
    [
      'in a style, in quotes',
      `<p style="background-image: url( 'a/b.png' )">x</p><p style='background:URL("a/b.png")'>y</p>`,
      `<p style="background-image: url(${own})">x</p><p style='background:url(${own})'>y</p>`,
    ],
    [
      'in a style, in quotes written as references',
      '<p style="background:url(&quot;a/b.png&quot;)">x</p>',
      `<p style="background:url(${own})">x</p>`,
    ],
    [
      'in a style sheet',
      '<style>p{background:url(a/b.png)}td{background-image:url("a/b.png")}</style><p>x',
      `<style>p{background:url(${own})}td{background-image:url(${own})}</style><p>x`,
    ],
    ['among several sizes', '<p>x<img srcset="small.png 1x, a/b.png 2x">', `<p>x<img src="${own}">`],
    [
      'among several sizes, beside one from elsewhere',
      '<p>x<img src="https://far.test/b.png" srcset="a/b.png 2x">',
      `<p>x<img src="${own}" srcset="a/b.png 2x">`,
    ],
  ])('%s', (_where, html, shown) => {
    const page = { picture: 'a/b.png', html };
    expect(read(page)).toEqual({ html: shown, inline: true, clip: false });
  });

  it.each([
    ['words about a source', '<p>Write src=a/b.png or url(a/b.png) or srcset="a/b.png".</p>'],
    ['a comment', '<p>x</p><!-- <img src="a/b.png"> -->'],
    ['a link', '<a href="a/b.png">x</a>'],
    ['another attribute', '<p title="src=a/b.png" data-src="a/b.png">x</p>'],
    ['another address', '<p>x</p><img src="a/c.png"><img src="/a/b.png/"><img src="b.png"><img src="https://a/b.png">'],
    ['no address', '<p>x</p><img src=""><img src><img src="http://[">'],
  ])('not by %s', (_what, html) => {
    const page = { picture: 'a/b.png', html };
    expect(read(page)).toEqual({ html, inline: false, clip: true });
  });
});
