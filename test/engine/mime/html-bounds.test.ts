import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { exceededBound, type htmlBounds } from '../../../electron/engine/mime/text/html-bounds.ts';
import { ordinaryHtml } from '../../support/material/newsletters.ts';
import { testMessages } from '../../support/material/test-material.ts';

const message = (html: string) =>
  Buffer.from(`From: a@b.c\nSubject: s\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n${html}`);

describe('HTML as people send it', () => {
  it.each(Object.entries(ordinaryHtml))('is shown as HTML: %s', (_title, make) => {
    const html = make();
    expect(exceededBound(html)).toBeNull();
    const parsed = parseMessage(message(html));
    expect(parsed.html).toContain(html.slice(0, 12));
    expect(parsed.warnings).not.toContain('too-complex');
  });
});

describe('HTML made to hold a window up', () => {
  const cases: Record<keyof typeof htmlBounds, string> = {
    depth: '<div>'.repeat(400),
    tables: '<table><tr><td>'.repeat(50),
    elements: '<p>x</p>'.repeat(12_000),
    lineBreaks: 'x<br>'.repeat(25_000),
    attributesOfOne: `<p ${Array.from({ length: 200 }, (_, i) => `a${i}=1`).join(' ')}>x</p>`,
    attributes: '<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8>x</p>'.repeat(8_000),
    repeated: `${Array.from({ length: 100 }, (_, i) => `<font size=${i}>`).join('')}${'<p>x'.repeat(1_000)}`,
    folding: '<details><summary>x</summary>y</details>'.repeat(200),
    run: 'a<b>b</b>'.repeat(9_000) + 'x'.repeat(20_000),
    style: `<style>${'p{color:red}'.repeat(30_000)}</style>`,
    spans: '<table><tr><td colspan="1000">x<td rowspan=60000>y</table>',
    comments: '<!-- x -->'.repeat(11_000),
  };
  it.each(Object.entries(cases))('gives way to its text: %s', (bound, html) => {
    expect(exceededBound(html)).toBe(bound);
    const parsed = parseMessage(message(`<p>Words of it.</p>${html}`));
    expect(parsed.html).toBeNull();
    expect(parsed.text).toContain('Words of it.');
    expect(parsed.warnings).toContain('too-complex');
  });

  it('is not hidden from the count by quotes, case, comments or tags that end nothing', () => {
    expect(exceededBound('<DIV title=">">'.repeat(400))).toBe('depth');
    expect(exceededBound(`${'<div>'.repeat(400)}`.replaceAll('<div>', '<div></p></span></x>'))).toBe('depth');
    expect(exceededBound(`<!-- <div> -->${'<div\n>'.repeat(400)}`)).toBe('depth');
    expect(exceededBound(`<p title='</style>'>${'<div/>'.repeat(400)}`)).toBe('depth');
    expect(exceededBound(`<table><tr><td><svg>${'<g><td>'.repeat(200)}`)).toBe('depth');
    expect(exceededBound(`<table><tr><td>${'<template><td>'.repeat(400)}`)).toBe('depth');
    expect(exceededBound(`<title><div></title>${'<section>'.repeat(400)}`)).toBe('depth');
  });

  it('is what it says: formatting that is closed and tags in words count nothing', () => {
    expect(exceededBound('<b>x</b>'.repeat(5_000))).toBeNull();
    expect(exceededBound('<div>x</div>'.repeat(5_000))).toBeNull();
    expect(exceededBound('a < b and c > d '.repeat(50_000))).toBeNull();
    expect(exceededBound(`<script>${'<div>'.repeat(5_000)}</script>`)).toBeNull();
  });
});

describe('HTML from real mail', () => {
  it('is shown as HTML', () => {
    const cut = testMessages()
      .filter((one) => one.class !== 'hostile')
      .filter((one) => parseMessage(one.raw).warnings.includes('too-complex'));
    expect(cut.map(({ path }) => path)).toEqual([]);
  });
});
