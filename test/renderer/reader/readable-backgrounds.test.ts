/** Letters can be read whatever a mail puts behind them: pictures that are kept out, gradients, variables, colours of every notation, several pages. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageRowSchema } from '../../../electron/contract/messages.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { dotPng } from '../fake/window-host.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
let page: Page;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  ({ page } = window);
  await page.getByRole('row').nth(2).waitFor();
}, 120_000);
afterAll(async () => {
  expect(window.complaints).toEqual([]);
  await window.close();
  await removeBuiltWindow();
});

let opened = 0;
async function open(body: string, type = 'text/html; charset=utf-8'): Promise<void> {
  opened += 1;
  const bytes = Buffer.from(
    `From: Iris <iris@mill.test>\nSubject: Background ${opened}\nDate: Mon, 02 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}`,
  );
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const { id } = messageRowSchema.parse(unwrap(await window.fixture.engine.acceptBytes('file', {}, stream)));
  window.announce('application.command', { command: 'message.openFile', argument: String(id) });
  await page.getByRole('heading', { level: 1, name: `Background ${opened}`, exact: true }).waitFor();
  await page.locator('iframe[title="Message text"][data-filled]').waitFor();
}

const frame = () => page.frameLocator('iframe[title="Message text"]');

/** Colours of the letters of an element and of what lies behind them, as drawn. */
const colours = (id: string) =>
  frame()
    .locator(`#${id}`)
    .evaluate((element) => {
      const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
      const lightness = (colour: string): number => {
        if (!pen) return Number.NaN;
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
        return (0.2 * red + 0.7 * green + 0.1 * blue) / 255;
      };
      let background = '';
      for (let at: Element | null = element; at && background === ''; at = at.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(at);
        background = (backgroundImage.includes('gradient') && /rgb\([^)]*\)/.exec(backgroundImage)?.[0]) || '';
        if (background === '' && !/, 0\)$|transparent/.test(backgroundColor)) background = backgroundColor;
      }
      return { letters: lightness(getComputedStyle(element).color), background: lightness(background) };
    });

const expectReadable = async (id: string) => {
  const { letters, background } = await colours(id);
  expect(Math.abs(letters - background), `${id}: ${letters} on ${background}`).toBeGreaterThan(0.35);
};

const far = 'https://pictures.mill.test/night.png';

describe('white letters can be read without the background that they were made for', () => {
  it.each([
    ['the picture of the body', `<body text="#ffffff" background="${far}"><p id="x">Doors open</p></body>`],
    ['the picture of a cell', `<table><tr><td background="${far}"><font id="x" color="#fff">Doors open</font></td></tr></table>`],
    [
      'the picture of a table',
      `<table background="//pictures.mill.test/n.png"><tr><td><b id="x" style="color:#fff">Doors</b></td></tr></table>`,
    ],
    ['a picture in a style', `<div style="background:url(${far})"><span id="x" style="color:#fff">Doors open</span></div>`],
    [
      'a picture in a style sheet',
      `<style>.hero{background-image:url('${far}')}.hero p{color:white}</style><div class="hero"><p id="x">Doors</p></div>`,
    ],
    [
      'a picture over a light colour',
      `<table><tr><td bgcolor="#ffffff" background="${far}"><font id="x" color="#fff">Doors</font></td></tr></table>`,
    ],
    [
      'one of several sizes',
      `<div style="background-image:image-set('${far}' 1x)"><span id="x" style="color:#fff">Doors open</span></div>`,
    ],
    [
      'a picture under a veil',
      `<div style="background:linear-gradient(rgba(0,0,0,.4),rgba(0,0,0,.4)),url(${far})"><span id="x" style="color:#fff">Doors</span></div>`,
    ],
    ['a gradient', '<div style="background:linear-gradient(#102030,#000)"><span id="x" style="color:#fff">Doors open</span></div>'],
    ['a gradient of the old kind', '<style>p{background:-webkit-radial-gradient(#102030,#000);color:#fff}</style><p id="x">Doors open</p>'],
    [
      'a gradient that is not drawn',
      '<div style="background:conic-gradient(#102030,#000)"><span id="x" style="color:#fff">Doors open</span></div>',
    ],
    ['a variable', '<style>:root{--d:#102030}body{background:var(--d);color:#fff}</style><p id="x">Doors open</p>'],
    [
      'a variable with another colour',
      '<div style="background-color:var(--none, #102030)"><span id="x" style="color:#fff">Doors</span></div>',
    ],
    ['a variable that holds a picture', `<style>:root{--d:url(${far})}p{background:var(--d);color:#fff}</style><p id="x">Doors open</p>`],
    ['a mixture', '<p id="x" style="background:color-mix(in srgb, #000 80%, #00f);color:#fff">Doors open</p>'],
    ['a picture of the message that it does not hold', '<p id="x" style="background:url(cid:none@mill.test);color:#fff">Doors open</p>'],
  ])('%s', async (_background, body) => {
    await open(body);
    await expectReadable('x');
    expect((await colours('x')).letters).toBeGreaterThan(0.8);
  });

  it('and what has a background of its own above it keeps both', async () => {
    await open(
      `<div style="background:url(${far})"><span id="white" style="color:#fff">White words, more of them than others</span><p id="note" style="background:#fffbe6;color:#222">A note</p></div>` +
        `<div style="background:url(${far})"><span id="dark" style="color:#222">Dark words are read without it</span></div>`,
    );
    for (const id of ['white', 'note', 'dark']) await expectReadable(id);
    expect((await colours('note')).background).toBeGreaterThan(0.9);
    expect((await colours('dark')).background).toBe(1);
  });

  it('but words that a mail hides on its own colour stay hidden', async () => {
    await open('<div style="background:#fff"><span id="x" style="color:#fff">preview words</span></div><p>Doors open</p>');
    expect(await colours('x')).toEqual({ letters: 1, background: 1 });
  });
});

describe('letters without a colour can be read', () => {
  it.each(['oklch(20% 0 0)', 'lab(10% 0 0)', 'color(srgb 0.05 0.05 0.1)', 'hwb(240 0% 90%)', 'linear-gradient(#102030, #000)'])(
    'on %s',
    async (background) => {
      await open(`<p id="x" style="background:${background}">Doors open</p>`);
      await expectReadable('x');
    },
  );
});

describe('of two pages in one mail each has its own colours', () => {
  const both = (first: string, second: string) =>
    open(
      `--b\nContent-Type: text/html\n\n${first}\n--b\nContent-Type: image/png; name=a.png\nContent-Disposition: attachment\n\nx\n--b\nContent-Type: text/html\n\n${second}\n--b--`,
      'multipart/mixed; boundary=b',
    );
  it.each([
    [
      'dark, then light',
      '<body bgcolor="#102030" text="#ffffff"><p id="x">Doors</p></body>',
      '<body bgcolor="#fff" text="#000"><p id="y">Bread</p></body>',
    ],
    [
      'light, then dark',
      '<body bgcolor="#fff" text="#000"><p id="x">Doors</p></body>',
      '<body bgcolor=102030 text=white><p id="y">Bread</p></body>',
    ],
    ['none, then dark', '<p id="x" style="color:#111">Doors</p>', '<body style="background:#102030;color:#fff"><p id="y">Bread</p></body>'],
    ['dark, then none', '<body bgcolor="#102030" text="#ffffff"><p id="x">Doors</p></body>', '<p id="y" style="color:#111">Bread</p>'],
    [
      'dark, then a background alone',
      '<body bgcolor="#102030" text="#ffffff"><p id="x">Doors</p></body>',
      '<body bgcolor="#ffffff"><p id="y">Bread</p></body>',
    ],
    [
      'dark, then a picture',
      '<body bgcolor="#102030" text="#ffffff"><p id="x">Doors</p></body>',
      `<body background="${far}" text="#fff"><p id="y">Bread</p></body>`,
    ],
  ])('%s', async (_order, first, second) => {
    await both(first, second);
    for (const id of ['x', 'y']) await expectReadable(id);
  });
});

describe('links', () => {
  it('have the colours that the body gives them, visited and active too', async () => {
    await open('<body link="#0a5c36" vlink="#5c0a36" alink="#c00000"><a id="x" href="https://mill.test/">Map</a></body>');
    const body = frame().locator('body');
    expect(await body.evaluate((element) => ['link', 'vlink', 'alink'].map((name) => element.getAttribute(name)))).toEqual([
      '#0a5c36',
      '#5c0a36',
      '#c00000',
    ]);
    expect(
      await frame()
        .locator('#x')
        .evaluate((element) => getComputedStyle(element).color),
    ).toBe('rgb(10, 92, 54)');
  });
});

describe('a picture of the message behind words', () => {
  it.each([
    ['cid', 'Content-ID: <night@mill.test>', 'cid:night@mill.test'],
    ['its location', 'Content-Location: pics/night.png', 'pics/night.png'],
  ])('is drawn, by %s, and is no attachment', async (_how, field, address) => {
    const html = `<style>.a{background-image:url("${address}")}</style><p class="a" id="x">Doors</p><table><tr><td id="y" background="${address}">Bread</td></tr></table><p id="z" style="background:url(${address})">Salt</p>`;
    await open(
      `--b\nContent-Type: text/html\n\n${html}\n--b\nContent-Type: image/png; name=night.png\n${field}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(dotPng).toString('base64')}\n--b--`,
      'multipart/related; boundary=b',
    );
    for (const id of ['x', 'y', 'z'])
      await expect
        .poll(() =>
          frame()
            .locator(`#${id}`)
            .evaluate((element) => getComputedStyle(element).backgroundImage),
        )
        .toMatch(/^url\("blob:/);
    expect(await page.getByText('night.png').count()).toBe(0);
    expect(await page.getByText('Remote content blocked').count()).toBe(0);
  });
});
