/**
 * Mail made to stop the window that shows it: small as files, endless in structure. Each is made new, of any size, so that nothing here
 * is a sample to be recognised. Knows no window.
 */

export interface Bomb {
  readonly title: string;
  /** The message as it would come. */
  readonly raw: () => Buffer;
}

const numbered = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

const head = (type: string, more = ''): string =>
  `From: Iris Wolf <iris@bombs.test>\nTo: ana@example.test\nSubject: Readings\nDate: Mon, 02 Nov 2026 09:00:00 +0000\n${more}MIME-Version: 1.0\nContent-Type: ${type}\nContent-Transfer-Encoding: 8bit\n\n`;
const htmlMail = (html: string): Buffer => Buffer.from(`${head('text/html; charset=utf-8')}<p>The readings of the week.</p>\n${html}`);
const textMail = (text: string): Buffer => Buffer.from(`${head('text/plain; charset=utf-8')}The readings of the week.\n${text}`);
const headed = (fields: string): Buffer => Buffer.from(`${head('text/plain; charset=utf-8', fields)}The readings of the week.\n`);
const parts = (count: number, part: (index: number) => string): Buffer =>
  Buffer.from(
    `${head('multipart/mixed; boundary=b')}--b\n\nThe readings of the week.\n${numbered(count, (index) => `--b\n${part(index)}\n`)}--b--\n`,
  );

const html: Record<string, () => string> = {
  'blocks inside each other, never closed': () => '<div>'.repeat(180_000),
  'blocks inside each other, closed': () => `${'<div>'.repeat(40_000)}x${'</div>'.repeat(40_000)}`,
  'tables inside each other': () => '<table><tr><td>'.repeat(70_000),
  'bold, italic and fonts, never closed': () => '<b><i><font>'.repeat(80_000),
  'fonts that all differ, then paragraphs': () => `${numbered(4_000, (i) => `<font size="${i}">`)}${'<p>x'.repeat(4_000)}`,
  'links that are never closed': () => '<a href="https://a.example/">x'.repeat(20_000),
  links: () => numbered(40_000, (i) => `<a href="https://a.example/${i}">x</a> `),
  'details inside each other': () => '<details open><summary>x'.repeat(30_000),
  'details beside each other': () => '<details open><summary>x</summary>y</details>'.repeat(15_000),
  'line breaks': () => '<br>'.repeat(400_000),
  'table cells': () => `<table>${`<tr>${'<td>1</td>'.repeat(30)}</tr>`.repeat(3_000)}</table>`,
  'one row of cells': () => `<table><tr>${'<td>1'.repeat(60_000)}</tr></table>`,
  'cells that span thousands': () => `<table>${'<tr><td colspan=1000 rowspan=65000>x<td colspan=999 rowspan=60000>y'.repeat(400)}</table>`,
  'attributes of one element': () => `<p ${numbered(60_000, (i) => `a${i}=1 `)}>x</p>`,
  'attributes of many elements': () => numbered(3_000, () => `<p ${numbered(40, (i) => `a${i}=1 `)}>x</p>`),
  'attributes that are kept': () =>
    '<table><tr><td width=1 height=1 align=left valign=top bgcolor=red title=x lang=en dir=ltr style="color:red">x</td></tr></table>'.repeat(
      4_000,
    ),
  'columns inside columns': () => `${'<div style="columns:9;column-gap:1px">x '.repeat(250)}${'</div>'.repeat(250)}`,
  'columns by a sheet': () => `<style>div{column-count:7}p{columns:3 auto}</style>${'<div><p>x y'.repeat(120)}`,
  'pictures behind words': () =>
    numbered(4_900, (i) => `<p style="background:linear-gradient(#1234,#2345),url(https://x.test/${i})"><i style="color:#fff">x</i></p>`),
  'colours of many notations': () => numbered(4_900, (i) => `<p style="background:oklch(${i % 100}% 0.1 ${i % 360})">x</p>`),
  'rules with :has()': () =>
    `<style>${numbered(1_500, (i) => `div:has(p:has(b${i})){color:red}`)}</style>${'<div><p>x</p></div>'.repeat(1_500)}`,
  'rules that look far': () =>
    `<style>${numbered(2_000, (i) => `* ~ * * ~ * .c${i}, :not(:is(p *)):nth-last-child(${i}n of div){color:red}`)}</style>${'<div><p>x</p></div>'.repeat(1_500)}`,
  'a megabyte of rules': () => `<style>${numbered(40_000, (i) => `.a${i}{color:#${100 + (i % 900)}}`)}</style>${'<p>x</p>'.repeat(1_000)}`,
  'rules inside rules': () => `<style>${'@media all{'.repeat(20_000)}p{color:red}</style><style>${'div{'.repeat(20_000)}</style>`,
  'declarations of one rule': () => `<style>p{${'color:red;'.repeat(80_000)}}</style><p>x</p>`,
  'many sheets': () => `${'<style>p{color:red}div p{color:blue}</style>'.repeat(6_000)}${'<p>x</p>'.repeat(500)}`,
  'huge numbers': () =>
    `${'<p style="font-size:1e9px;border:1e9px solid red;padding:1e30em;letter-spacing:1e8px;text-indent:-1e9px;width:1e12px">x</p>'.repeat(500)}<table width=99999999 height=99999999 cellpadding=9999999 border=999999><tr><td>x</table>`,
  'filters and shadows': () =>
    `${'<div style="filter:blur(900px) drop-shadow(0 0 900px red);backdrop-filter:blur(90px);box-shadow:0 0 900px 900px red;text-shadow:0 0 900px red;transform:scale(40) rotate(3deg);opacity:.9;mix-blend-mode:multiply;mask:radial-gradient(red,blue)">x'.repeat(60)}`,
  gradients: () => '<p style="background:repeating-conic-gradient(red 0 1e-5%, blue 0 2e-5%)">x</p>'.repeat(800),
  'floats with shapes': () =>
    '<div style="float:left;width:1px;height:9px;shape-outside:polygon(0 0,9px 9px,0 9px)"></div>x '.repeat(8_000),
  floats: () => '<img align=left width=5 height=9>x '.repeat(15_000),
  'grids and boxes inside each other': () =>
    `${'<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(1px,auto))"><div style="display:flex;flex-wrap:wrap">x'.repeat(120)}`,
  'a grid of a million tracks': () =>
    '<div style="display:grid;grid-template:repeat(1000,1px)/repeat(1000,1px);grid-area:1/1/99999/99999"><p style="grid-area:9999/9999">x</div>'.repeat(
      100,
    ),
  animations: () => `<style>@keyframes k{to{width:1px}}p{animation:k 1ms infinite;transition:all 1s}</style>${'<p>x</p>'.repeat(2_000)}`,
  'counters and generated text': () =>
    `<style>p{counter-increment:a}p::before{content:counters(a,"..........................................");quotes:"x" "y"}</style>${'<p>x</p>'.repeat(3_000)}`,
  'pictures from elsewhere': () => numbered(20_000, (i) => `<img src="https://a.example/${i}.png">`),
  'pictures of its own': () => numbered(6_000, () => '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">'),
  'one picture of megabytes': () => `<img alt="day" src="data:image/png;base64,${'A'.repeat(4_600_000)}"><p>after the picture</p>`,
  comments: () => '<!-- x -->'.repeat(60_000),
  drawings: () => `<svg>${'<g><path d="M0 0L9 9"/>'.repeat(30_000)}</svg>`,
  formulas: () => `<math>${'<mrow><mi>x</mi>'.repeat(20_000)}`,
  'templates and selections': () => `${'<template><div>'.repeat(3_000)}${'<select><option>x'.repeat(20_000)}`,
  'lists inside each other': () => '<ul><li>x'.repeat(30_000),
  rubies: () => '<ruby>a<rt>b</rt></ruby>'.repeat(20_000),
  'elements of no name': () => numbered(30_000, (i) => `<x${i} onclick="x()">y</x${i}>`),
  'framesets and bodies': () => '<body bgcolor=red><html lang=en>x'.repeat(20_000),
  'misnested tables': () => '<table><a>x<tr><b>y<td><p>z'.repeat(8_000),
  entities: () => '&amp;&lt;&#x202e;&NotEqualTilde;'.repeat(60_000),
  'inline elements on one line': () => '<span style="color:red">x</span>'.repeat(40_000),
  'every second word bold, no spaces': () => '<b>AV</b>To'.repeat(20_000),
  'one word': () => 'AVATAVAWYo'.repeat(100_000),
  'one letter with marks': () => `a${'\u0301'.repeat(100_000)}`,
  'letters of two directions': () => 'a\u05d0'.repeat(150_000),
  'letters of four scripts': () => 'a\u0431\u05d2\u4e2d'.repeat(80_000),
  'preformatted lines': () => `<pre>${'x\n'.repeat(300_000)}</pre>`,
  'many words': () => 'The wind turns north by evening. '.repeat(60_000),
};

const text: Record<string, () => string> = {
  'one kerned word': () => 'AVATAVAWYo'.repeat(100_000),
  'one letter with marks': () => `a${'\u0301'.repeat(100_000)}`,
  'letters with many marks each': () => `a${'\u0301\u0323\u0308'.repeat(60)} `.repeat(2_000),
  'letters of two directions': () => 'a\u05d0'.repeat(220_000),
  'letters of four scripts': () => 'a\u0431\u05d2\u4e2d'.repeat(120_000),
  'joined pictures': () => '\u{1f468}\u200d'.repeat(80_000),
  'soft hyphens and zero-width spaces': () => 'a\u00ad\u200b\u2060'.repeat(150_000),
  'an address that ends in brackets': () => `https://a.example/${')'.repeat(300_000)} https://b.example/${'])'.repeat(900)}`,
  addresses: () => numbered(60_000, (i) => `https://a.example/${i} `),
  'at signs': () => 'a@b.c'.repeat(150_000),
  'quote marks': () => '>'.repeat(900_000),
  'quotes that change with each line': () => numbered(90_000, (i) => `${'>'.repeat(i % 7)} x\n`),
  'short lines': () => 'x\n'.repeat(700_000),
  blanks: () => ' \t'.repeat(500_000),
  'words of scripts that need shaping': () => '\u0928\u092e\u0938\u094d\u0924\u0947\u0e01\u0e33\u0627\u0644\u0644\u0647'.repeat(60_000),
  'escapes of a terminal': () => '\u001b$B\u001b(B'.repeat(170_000),
};

const long = 230_000;
const whole: Record<string, () => Buffer> = {
  'a subject of one kerned word': () => headed(`X-One: 1\nSubject: x\nSubject: ${'AVATAVAWYo'.repeat(long / 10)}\n`),
  'ten thousand recipients': () => headed(`Cc: ${numbered(9_000, (i) => `Person ${i} <p${i}@x.test>,\n `)}z@x.test\n`),
  'two thousand fields': () => headed(numbered(1_900, (i) => `X-Field-${i}: ${'AVATo '.repeat(80)}\n`)),
  'a field of one kerned word': () => headed(`X-Long: ${'AVATAVAWYo'.repeat(80_000)}\n`),
  'a field of marks': () => headed(`X-Long: a${'\u0301'.repeat(100_000)}\n`),
  'ten thousand attachments': () =>
    parts(9_900, (i) => `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="f${i}.bin"\n\nx`),
  'attachments with endless names': () =>
    parts(
      300,
      (i) =>
        `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="${i}${'AVATo\u0301\u05d0'.repeat(600)}.bin"\n\nx`,
    ),
  'one attachment named with marks': () =>
    parts(
      1,
      () => `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="a${'\u0301'.repeat(60_000)}.bin"\n\nx`,
    ),
  'parts inside each other': () =>
    Buffer.from(
      `${head('multipart/mixed; boundary=b0')}--b0\n\nThe readings of the week.\n` +
        numbered(20_000, (i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`),
    ),
  'text parts': () => parts(5_000, () => 'Content-Type: text/plain\n\nline'),
  'HTML parts': () => parts(5_000, () => 'Content-Type: text/html\n\n<p>line</p>'),
  'an escape after each letter, in two million octets of source': () =>
    Buffer.from(`${head('application/octet-stream')}${'\u001b$B\u001b(B'.repeat(330_000)}`),
};

/** Header values that stand in the list, in a search hit and in the head of the message. */
export const oddWords: Readonly<Record<string, string>> = {
  'one kerned word': 'AVATAVAWYo'.repeat(25_000),
  'one letter with marks': `a${'\u0301'.repeat(100_000)}`,
  'letters of two directions': 'a\u05d0'.repeat(100_000),
  'letters of four scripts': 'a\u0431\u05d2\u4e2d'.repeat(50_000),
  'joined pictures': '\u{1f468}\u200d'.repeat(60_000),
  'invisible characters': '\u200b\u00ad\u2060'.repeat(60_000),
};

export const bombs: readonly Bomb[] = [
  ...Object.entries(html).map(([title, make]) => ({ title: `HTML: ${title}`, raw: () => htmlMail(make()) })),
  ...Object.entries(text).map(([title, make]) => ({ title: `text: ${title}`, raw: () => textMail(make()) })),
  ...Object.entries(oddWords).map(([title, words]) => ({
    title: `head: ${title}`,
    raw: () =>
      Buffer.from(`Subject: ${words}\nFrom: ${words} <iris@bombs.test>\nTo: ${words} <ana@example.test>\n\nThe readings of the week.\n`),
  })),
  ...Object.entries(whole).map(([title, raw]) => ({ title: `message: ${title}`, raw })),
];
