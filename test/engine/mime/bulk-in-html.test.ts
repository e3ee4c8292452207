import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readAttachment } from '../../../electron/engine/mime/structure/attachment-bytes.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';

const html = (source: string): Buffer => Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n<h1>Sky</h1>${source}<p>After it</p>`);
/** Over the limit of what is handed to a window, in base64 and as it is. */
const bytes = Buffer.alloc(3_600_000, 'light ');
const base64 = bytes.toString('base64');
const long = (piece: string): string => piece.repeat(Math.ceil(4_700_000 / piece.length));

describe('what takes much room in HTML and says nothing hides no words behind it', () => {
  it.each([
    ['a drawing', `<img src="data:image/svg+xml;base64,${base64}">`, 'image/svg+xml'],
    ['a scan', `<img src='data:image/tiff;base64,${base64}'>`, 'image/tiff'],
    ['a photograph of a telephone', `<img src="data:image/heic;base64,${base64}">`, 'image/heic'],
    ['a file', `<a href="data:application/pdf;name=plan.pdf;base64,${base64}">Plan</a>`, 'application/pdf'],
    ['bytes of no kind', `<img src=data:application/octet-stream;base64,${base64}>`, 'application/octet-stream'],
    ['bytes that say no kind', `<img src="data:;base64,${base64}">`, 'application/octet-stream'],
    ['the ground of an element', `<p style="background:url(data:image/png;base64,${base64})">On it</p>`, 'image/png'],
    ['a ground in quotes', `<p style="background:url(&quot;data:image/png;base64,${base64}&quot;)">On it</p>`, 'image/png'],
    ['a parameter in quotes', `<img src='data:image/png;name="a.png";base64,${base64}'>`, 'image/png'],
  ])('%s becomes a part', (_what, source, type) => {
    const raw = html(source);
    const parsed = parseMessage(raw);
    expect(parsed.warnings).not.toContain('truncated');
    expect(parsed.html).toContain('<p>After it</p>');
    expect(parsed.html?.length).toBeLessThan(1_000);
    const [file] = parsed.attachments;
    // What no window shows in its place is an attachment like any other.
    expect(file).toMatchObject({ type, size: bytes.length, inline: type === 'image/png' });
    expect(parsed.html).toContain(type === 'image/png' ? `cid:${file?.contentId}` : 'data:,');
    expect(textForIndex(raw).attachments).toBe(type !== 'image/png');
    expect(readAttachment(raw, file?.partId ?? '')?.bytes.equals(bytes)).toBe(true);
  });

  it.each([9, 36])('a picture of %i megabytes becomes a part', (megabytes) => {
    const source = html(`<img src="data:image/png;base64,${'QUJD'.repeat(megabytes * 250_000)}">`);
    const parsed = parseMessage(source);
    expect(parsed.parseFailure).toBeNull();
    expect(parsed.html).toContain('<p>After it</p>');
    expect(parsed.attachments.map(({ type, size }) => [type, size])).toEqual([['image/png', megabytes * 750_000]]);
  });

  it('base64 with percent-encoded characters becomes a part', () => {
    const source = html(`<img src="data:image/png;base64,${'QUJD%2B%2f%3D%0A'.repeat(3_000)}">`);
    expect(parseMessage(source).attachments.map(({ type }) => type)).toEqual(['image/png']);
  });

  it('a drawing that is written out becomes a part, letters beyond ASCII and all', () => {
    const drawing = `<svg xmlns='http://www.w3.org/2000/svg'><text>für Ana</text>${long("<path d='M0 0'/>")}</svg>`;
    const raw = html(`<img src="data:image/svg+xml;utf8,${drawing}"><img src="data:image/png;base64,${base64}">`);
    const parsed = parseMessage(raw);
    expect(parsed.warnings).not.toContain('truncated');
    expect(parsed.html).toMatch(/^<h1>Sky<\/h1><img src="data:,"><img src="cid:[^"]+"><p>After it<\/p>$/);
    expect(parsed.attachments.map(({ type, inline }) => [type, inline])).toEqual([
      ['image/svg+xml', false],
      ['image/png', true],
    ]);
    expect(readAttachment(raw, parsed.attachments[0]?.partId ?? '')?.bytes.toString()).toBe(drawing);
  });

  it('a drawing that is percent-encoded becomes a part', () => {
    const drawing = `<svg>${long('<g/>')}</svg>`;
    const raw = html(`<p style="background:url('data:image/svg+xml,${encodeURIComponent(drawing)}')">On it</p>`);
    const parsed = parseMessage(raw);
    expect(parsed.html).toContain('<p>After it</p>');
    expect(readAttachment(raw, parsed.attachments[0]?.partId ?? '')?.bytes.toString()).toBe(drawing);
  });

  it.each([
    ['a font', `<style>@font-face{font-family:x;src:url("data:font/woff2;base64,${base64}")}h1{color:#123}</style>`],
    ['an old font', `<style>@font-face{font-family:x;src:url(data:application/x-font-ttf;base64,${base64})}h1{color:#123}</style>`],
    ['a comment', `<!-- ${long('x ')} -->`],
    ['a comment for one program', `<!--[if gte mso 9]><xml>${long('<o:x/>')}</xml><![endif]-->`],
    ['a script', `<script>${long('run();')}</script>`],
    ['a drawing inside the page', `<svg><title>x</title>${long('<path d="M0 0"/>')}</svg>`],
    ['a template', `<template>${long('<p>x</p>')}</template>`],
    ['an attribute', `<input type=hidden name=state value="${long('dDw')}">`],
    ['an attribute without quotes', `<p data-state=${long('dDw')}>Words</p>`],
  ])('%s is passed over', (_what, source) => {
    const parsed = parseMessage(html(source));
    expect(parsed.warnings).not.toContain('truncated');
    expect(parsed.warnings).not.toContain('too-complex');
    expect(parsed.html).toMatch(/^<h1>Sky<\/h1>/);
    expect(parsed.html).toContain('<p>After it</p>');
    expect(parsed.html?.length).toBeLessThan(100_000);
    expect(parsed.attachments).toEqual([]);
  });

  it('and what is small stays as it was sent', () => {
    const source = '<!-- note --><svg><path d="M0 0"/></svg><script>x</script><img src="data:image/svg+xml;utf8,<svg/>">';
    expect(parseMessage(html(source)).html).toBe(`<h1>Sky</h1>${source}<p>After it</p>`);
  });

  it('words that look like one stay words', () => {
    const said = `<p>Paste data:text/plain;base64,${Buffer.alloc(9_000).toString('base64')} there</p>`;
    expect(parseMessage(html(said))).toMatchObject({ html: `<h1>Sky</h1>${said}<p>After it</p>`, attachments: [] });
  });

  it('and words beyond the limit are still cut, and said to be', () => {
    const parsed = parseMessage(html(`<p>${long('words ')}</p>`));
    expect(parsed.warnings).toContain('truncated');
    expect(parsed.html).not.toContain('After it');
  });
});
