/** How a message is shown: its own colours, light and dark, its pictures and links, its attachments, and what comes out on paper. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageRowSchema } from '../../../electron/contract/messages.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { pdfLetters } from '../../support/pdf-text.ts';
import { type RealWindow, removeBuiltWindow, showTranscript, startRealWindow } from '../real-window.ts';

declare global {
  interface Window {
    printed: { html: string; events: string[] }[];
  }
}

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

const article = () => page.getByRole('article', { name: 'Message' });
const frame = () => page.frameLocator('iframe[title="Message text"]');

interface Mail {
  readonly type?: string;
  readonly body: string;
  readonly fields?: string;
}

let opened = 0;
async function open({
  type = 'text/html; charset=utf-8',
  body,
  fields = 'From: Iris Wolf <iris@mill.test>\nTo: Ana <ana@practice.test>\n',
}: Mail): Promise<number> {
  opened += 1;
  const subject = `Mail ${opened}`;
  const bytes = Buffer.from(
    `${fields}Subject: ${subject}\nDate: Mon, 02 Nov 2026 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${body}`,
  );
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const { id } = messageRowSchema.parse(unwrap(await window.fixture.engine.acceptBytes('file', {}, stream)));
  window.announce('application.command', { command: 'message.openFile', argument: String(id) });
  await article().getByRole('heading', { level: 1, name: subject, exact: true }).waitFor();
  await article().locator('.message-body').waitFor();
  return id;
}

const style = (selector: string, property: string) =>
  frame()
    .locator(selector)
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

describe('HTML mail', () => {
  it('has the colours, the style and the direction that its body asks for', async () => {
    await open({
      body: '<html lang="he" dir="rtl"><head><style>body.mill p { text-decoration: underline }</style></head><body bgcolor="#102030" text="#fdfdfd" link="#ffee00" class="mill" id="top" background="https://x.test/b.png" style="font-style: italic; height: 10px; display: none"><p>Doors open at eight. <a href="https://mill.test/">Map</a></p></body></html>',
    });
    await frame().getByText('Doors open').waitFor();
    expect(await style('body', 'background-color')).toBe('rgb(16, 32, 48)');
    expect(await style('p', 'color')).toBe('rgb(253, 253, 253)');
    expect(await style('p', 'font-style')).toBe('italic');
    expect(await style('a', 'color')).toBe('rgb(255, 238, 0)');
    expect(await style('p', 'text-decoration-line')).toBe('underline');
    expect(await style('p', 'direction')).toBe('rtl');
    expect(await frame().locator('body').getAttribute('background')).toBeNull();
    expect((await article().locator('iframe').boundingBox())?.height).toBeGreaterThan(40);
  });

  const brightness = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (/\(([^)]*)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).map(Number);
    return colour.startsWith('oklch') ? red : (0.2 * red + 0.7 * green + 0.1 * blue) / 255;
  };
  it.each(['light', 'dark'] as const)(
    'is readable where it sets a background and no colour of letters, in a %s window',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      try {
        await open({
          body:
            '<style>.night { background-color: #111a2c } .day { background: #f4f4f0 }</style>' +
            '<table bgcolor="#0f0f10"><tr><td id="cell">On a dark table <a id="link" href="https://mill.test/">Map</a>' +
            '<div style="background: #fffbe6" id="note">on a light note</div></td></tr></table>' +
            '<p class="night" id="night">On a dark line</p><p class="day" id="day">On a light line</p><p id="plain">On nothing</p>' +
            '<div style="color: #b00020"><p style="background: #200" id="own">in its own red</p></div>',
        });
        await frame().getByText('On a dark table').waitFor();
        for (const id of ['cell', 'link', 'night']) expect(brightness(await style(`#${id}`, 'color')), id).toBeGreaterThan(0.55);
        for (const id of ['note', 'day', 'plain']) expect(brightness(await style(`#${id}`, 'color')), id).toBeLessThan(0.3);
        expect(await style('#own', 'color')).toBe('rgb(176, 0, 32)');
      } finally {
        await page.emulateMedia({ colorScheme: 'light' });
      }
    },
  );

  it('has readable letters on the backgrounds of its rules for a dark page', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    try {
      await open({
        body: '<style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style><div bgcolor="#ffffff" style="background: #fff" id="sheet">A light sheet</div><blockquote style="background: #333" id="quote">quoted</blockquote>',
      });
      await frame().getByText('A light sheet').waitFor();
      expect(brightness(await style('#sheet', 'color'))).toBeLessThan(0.3);
      expect(brightness(await style('#quote', 'color'))).toBeGreaterThan(0.55);
    } finally {
      await page.emulateMedia({ colorScheme: 'light' });
    }
  });

  it('follows a dark window where it sets no colours, and goes back to a light page', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open({ body: '<p>Plain words.</p>' });
    await frame().getByText('Plain words').waitFor();
    const dark = await style('html', 'background-color');
    expect(dark).not.toBe('rgb(255, 255, 255)');
    await article().getByRole('button', { name: 'On a light page' }).click();
    await expect.poll(() => style('html', 'background-color')).toBe('rgb(255, 255, 255)');
    await article().getByRole('button', { name: 'On a dark page' }).click();
    await expect.poll(() => style('html', 'background-color')).toBe(dark);
    await open({ body: '<p style="color: #111">Words in ink.</p>' });
    await frame().getByText('Words in ink').waitFor();
    expect(await style('html', 'background-color')).toBe('rgb(255, 255, 255)');
    expect(await article().getByRole('button', { name: 'On a light page' }).count()).toBe(0);
  });

  it('has its own rules for a dark page honoured as a whole, or not at all', async () => {
    const body =
      '<style>p { color: #101010 } @media (prefers-color-scheme: dark) { body { background: #001122 } p { color: #eeeeee } }</style><p>Two pages.</p>';
    await page.emulateMedia({ colorScheme: 'dark' });
    await open({ body });
    await frame().getByText('Two pages').waitFor();
    expect(await style('p', 'color')).toBe('rgb(238, 238, 238)');
    expect(await style('body', 'background-color')).toBe('rgb(0, 17, 34)');
    await article().getByRole('button', { name: 'On a light page' }).click();
    await expect.poll(() => style('p', 'color')).toBe('rgb(16, 16, 16)');
    expect(await style('html', 'background-color')).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'light' });
    await open({ body });
    await frame().getByText('Two pages').waitFor();
    expect(await style('p', 'color')).toBe('rgb(16, 16, 16)');
  });

  it('keeps room for pictures that are kept out, and names those that only tell on the reader', async () => {
    await open({
      body: '<p>Look</p><img alt="wide" src="https://x.test/a.png" width="300" height="120"><img alt="dot" src="https://x.test/o.gif?id=1" width="1" height="1"><img alt="dash" src="https://x.test/p.gif" style="width: 2px; height: 2px"><img alt="gone" src="https://x.test/q.gif" width=1 style="display: none">',
    });
    const wide = frame().getByRole('img', { name: 'wide' });
    await wide.waitFor();
    const box = await wide.boundingBox();
    expect([box?.width, box?.height]).toEqual([300, 120]);
    expect(await frame().locator('img[alt=dot]').isVisible()).toBe(false);
    await article().getByText('Remote content blocked: 1 image · 3 trackers not loaded').waitFor();
  });

  it('says in the box of a picture that is kept out what the picture shows, as long as it is loaded by nobody', async () => {
    await open({
      body: '<p>x</p><img src="https://shop.test/lamp.png" width="200" height="120" alt="A lamp of oak &amp; brass &lt;new&gt; \u0007"><img src="https://shop.test/bare.png" width="200" height="120">',
    });
    const drawn = frame().locator('img');
    await expect.poll(() => drawn.count()).toBe(2);
    const [lamp, bare] = await drawn.evaluateAll((pictures) =>
      pictures.map((picture) => ({
        words: [
          ...new DOMParser()
            .parseFromString(decodeURIComponent(picture.getAttribute('src')?.split(',')[1] ?? ''), 'image/svg+xml')
            .querySelectorAll('text'),
        ].map((line) => line.textContent),
        size: [picture.clientWidth, picture.clientHeight],
      })),
    );
    expect(lamp?.words.join(' ')).toBe('A lamp of oak & brass <new>');
    expect(bare?.words).toEqual([]);
    expect(lamp?.size).toEqual(bare?.size);
  });

  it('has relative links and pictures resolved by its base', async () => {
    await open({
      body: '<base href="https://mill.test/week/"><a href="7.html">The week</a><a href="#top">up</a><img alt="map" src="map.png" width="90" height="60">',
    });
    await expect.poll(() => frame().getByText('The week').getAttribute('href')).toBe('https://mill.test/week/7.html');
    expect(await frame().getByText('up').getAttribute('href')).toBeNull();
    await article().getByText('Remote content blocked: 1 image').waitFor();
  });

  it('makes no noise in the console with handlers that cannot run', async () => {
    await open({
      body: `<body onload="x()"><p ONCLICK='y()' title="a > b" onmouseover=z()>Quiet, on time = now.</p><img src=x onerror="alert(1)">`,
    });
    await frame().getByText('Quiet, on time = now.').waitFor();
    expect(window.complaints).toEqual([]);
  });
});

describe('a link', () => {
  const asked = () => page.getByRole('dialog', { name: 'Open this link?' });

  it('that says another site asks first, by mouse and by key, with both addresses', async () => {
    await open({ body: '<p><a href="https://evil.test/login">https://bank.test/login</a></p>' });
    const pages = window.context.pages().length;
    await frame().getByText('bank.test').click();
    await asked().getByText('https://bank.test/login').waitFor();
    await asked().getByText('https://evil.test/login').waitFor();
    await asked().getByRole('button', { name: 'Do not open' }).click();
    await asked().waitFor({ state: 'detached' });
    await frame().getByText('bank.test').focus();
    await page.keyboard.press('Enter');
    await asked().waitFor();
    await page.keyboard.press('Escape');
    await asked().waitFor({ state: 'detached' });
    expect(window.context.pages().length).toBe(pages);
  });

  it('into this computer or its network asks too, also in plain text', async () => {
    await open({ type: 'text/plain', body: 'see http://127.0.0.1:26799/report and http://192.168.1.1/' });
    await article().getByText('26799').click();
    await asked().getByText('This leads to your own computer').waitFor();
    await page.keyboard.press('Escape');
    await asked().waitFor({ state: 'detached' });
  });
});

describe('plain text', () => {
  it('turns each line to the side that its own letters ask for', async () => {
    await open({ type: 'text/plain; charset=utf-8', body: '\u05e9\u05dc\u05d5\u05dd\nThe wind turns north by evening.' });
    const sides = await article()
      .locator('.passage')
      .evaluate((passage) => {
        const box = passage.getBoundingClientRect();
        const text = passage.firstChild;
        if (!text) throw new Error('no text');
        const range = document.createRange();
        const lineBox = (from: number, until: number) => {
          range.setStart(text, from);
          range.setEnd(text, until);
          return range.getBoundingClientRect();
        };
        return { hebrew: box.right - lineBox(0, 4).right, english: lineBox(5, 20).left - box.left };
      });
    expect(sides.hebrew).toBeLessThan(4);
    expect(sides.english).toBeLessThan(4);
  });
});

describe('the head of a message', () => {
  it('says that a sender has no valid address, with the words of the field', async () => {
    await open({
      type: 'text/plain',
      body: 'x',
      fields: 'From: =?utf-8?Q?boss=40mill.test?=@evil.test\nTo: ana@practice.test, ana@practice.test, Ana <ANA@practice.test>\n',
    });
    await article().getByText('no valid address').waitFor();
    expect(await article().locator('.message-senders').innerText()).toMatch(/evil\.test|boss/);
    await open({ type: 'text/plain', body: 'x', fields: 'From: "The Manager" <>\nTo: ana@practice.test\n' });
    const sender = article().locator('.message-senders');
    await expect.poll(() => sender.innerText()).toContain('The Manager (no valid address)');
  });

  it('keeps the date beside the sender', async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await open({
      type: 'text/plain',
      body: 'x',
      fields:
        'From: "Prof. Martín Ocampo y Fernández de la Vega" <martin.ocampo.fernandez@facultad.universidad.test>\nTo: ana@practice.test\n',
    });
    const date = await article().locator('time').first().boundingBox();
    const sender = await article().locator('.message-senders').boundingBox();
    expect(Math.abs((date?.y ?? 0) - (sender?.y ?? 0))).toBeLessThan(12);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

const withNames = (names: readonly string[], text: string): Mail => ({
  type: 'multipart/mixed; boundary=b',
  body: `--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n${names.map((name) => `--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${name}"\n\nx\n`).join('')}--b--\n`,
});
const withFiles = (files: number, text: string): Mail =>
  withNames(
    Array.from({ length: files }, (_, i) => `plan ${i}.pdf`),
    text,
  );

/** What is in sight of an element, in pixels of its height. */
async function inSight(part: Locator): Promise<number> {
  const [box, reader] = [await part.boundingBox(), await article().boundingBox()];
  if (!box || !reader) return 0;
  return Math.min(box.y + box.height, reader.y + reader.height) - Math.max(box.y, reader.y);
}

describe('a message after one that was scrolled', () => {
  it('begins at its head, new or read before', async () => {
    const before = page.viewportSize() ?? { width: 1440, height: 900 };
    // Where the reader is low, head and text are scrolled as one.
    await page.setViewportSize({ width: 1440, height: 560 });
    const body = 'A line.\n'.repeat(400);
    const ids: number[] = [];
    const top = () => article().evaluate((element) => element.scrollTop);
    const scrolled = async () => {
      await article().hover();
      await page.mouse.wheel(0, 600);
      await expect.poll(top).toBeGreaterThan(100);
    };
    for (let message = 0; message < 2; message += 1) {
      ids.push(await open({ type: 'text/plain', body }));
      expect(await top()).toBe(0);
      await scrolled();
    }
    for (const [at, id] of ids.entries()) {
      window.announce('application.command', { command: 'message.openFile', argument: String(id) });
      await article()
        .getByRole('heading', { level: 1, name: `Mail ${opened - 1 + at}`, exact: true })
        .waitFor();
      expect(await top()).toBe(0);
      await scrolled();
    }
    await page.setViewportSize(before);
  });
});

describe('attachments', () => {
  it('are in sight without scrolling, a line each', async () => {
    await open(withFiles(2, 'A line of the letter.\n'.repeat(300)));
    const item = article().getByRole('listitem').filter({ hasText: 'plan 0.pdf' });
    await item.waitFor();
    const box = await item.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(900);
    expect(box?.height).toBeLessThan(40);
    expect(await item.innerText()).toMatch(/plan 0\.pdf\s+PDF · 1 byte/);
  });

  it('leave lines of the mail in sight at twice the size, with the transcript below', async () => {
    await page.setViewportSize({ width: 720, height: 450 });
    await showTranscript(page);
    await open(withFiles(1, 'A line of the letter.\n'.repeat(300)));
    await article().evaluate((element) => element.scrollBy(0, 200));
    const [head, text] = [await article().getByRole('tablist').boundingBox(), await article().locator('.plain-text').boundingBox()];
    const reader = await article().boundingBox();
    expect((head?.y ?? 0) + (head?.height ?? 0)).toBeLessThan((reader?.y ?? 0) + 5);
    expect(text?.y).toBeLessThan((reader?.y ?? 0) + 60);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe('where there is little room', () => {
  const sizes = [
    [1440, 900],
    [1024, 700],
    [720, 450],
  ] as const;
  afterEach(async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await showTranscript(page, false);
  });

  it('at least four lines of a letter are in sight at 720 × 450 with the transcript below', async () => {
    await page.setViewportSize({ width: 720, height: 450 });
    await showTranscript(page, true);
    await open({ type: 'text/plain', body: 'A line of the letter.\n'.repeat(40) });
    const letter = article().locator('.plain-text');
    const [padding, line] = await letter.evaluate((element) => [
      Number.parseFloat(getComputedStyle(element).paddingTop),
      Number.parseFloat(getComputedStyle(element).lineHeight),
    ]);
    expect((await inSight(letter)) - (padding ?? 0)).toBeGreaterThanOrEqual(4 * (line ?? Number.NaN));
  });

  it.each(sizes)('ten attachments are counted and more than one is in sight at %i × %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    await showTranscript(page, height > 450);
    await open(withFiles(10, 'See the files.'));
    const files = article().getByRole('region', { name: 'Attachments' });
    await files.getByText('10 attachments').waitFor();
    const list = await files.getByRole('list').boundingBox();
    expect(list?.height ?? 0).toBeGreaterThan(2 * 33);
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(height);
  });

  it.each(sizes)('the end of a long name is seen, and Save is in its column, at %i × %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    await showTranscript(page, false);
    const name = 'invoice for the second half of the year and everything else that is still open.pdf.exe';
    await open(withNames([name, 'plan.pdf', 'other.pdf', 'third.pdf'], 'x'));
    const item = article().getByRole('listitem').filter({ hasText: '.pdf.exe' });
    const end = item.locator('.attachment-name-end');
    expect(await end.innerText()).toMatch(/.{2}\.pdf\.exe$/);
    const [whole, seen, row] = [await item.locator('.attachment-name').boundingBox(), await end.boundingBox(), await item.boundingBox()];
    expect((seen?.x ?? 0) + (seen?.width ?? 0)).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0) + 1);
    const save = await item
      .getByRole('link', { name: /^Save / })
      .or(item.getByRole('button', { name: /^Save / }))
      .boundingBox();
    expect(Math.abs((save?.x ?? 0) + (save?.width ?? 0) - (row?.x ?? 0) - (row?.width ?? 0))).toBeLessThan(2);
    await item.getByText('program: may be harmful').waitFor();
  });

  it.each(['en', 'es', 'pt', 'pt-BR'] as const)('the actions of a message stand in one row in %s', async (language) => {
    await open({ type: 'text/plain', body: 'x' });
    unwrap(await window.fixture.client.call('application.setPreferences', { language }));
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    const bar = page.locator('.reader-actions');
    for (const width of [1440, 1280, 1180, 1024, 720]) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(() =>
          bar.evaluate((element) => {
            const boxes = [...element.children].map((child) => child.getBoundingClientRect());
            const right = element.getBoundingClientRect().right;
            return { rows: new Set(boxes.map(({ top }) => Math.round(top))).size, isCut: boxes.some((box) => box.right > right + 1) };
          }),
        )
        .toEqual({ rows: 1, isCut: false });
    }
    unwrap(await window.fixture.client.call('application.setPreferences', { language: 'en' }));
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
  });
});

describe('printing', () => {
  /** Watches the frame that is printed: what is in it when the dialog would open. */
  const watch = () =>
    page.evaluate(() => {
      const isWatching = Array.isArray(globalThis.window.printed);
      globalThis.window.printed = [];
      if (isWatching) return;
      new MutationObserver((changes) => {
        for (const node of changes.flatMap((change) => [...change.addedNodes])) {
          if (!(node instanceof HTMLIFrameElement) || node.className !== 'print-frame') continue;
          node.addEventListener('load', () => {
            node.contentWindow?.addEventListener('beforeprint', () => {
              globalThis.window.printed.push({ html: node.contentDocument?.documentElement.outerHTML ?? '', events: ['beforeprint'] });
            });
          });
        }
      }).observe(document.body, { childList: true });
    });
  const lettersOf = async (html: string) => {
    const paper = await window.context.newPage();
    await paper.setContent(html);
    const pdf = await paper.pdf();
    await paper.close();
    return pdfLetters(pdf);
  };

  it('puts the message on paper, head and text, and nothing of the program', async () => {
    await open({
      body: '<p style="color: #003366">The mill stands still on Friday.</p>',
      fields: 'From: Iris Wolf <iris@mill.test>\nTo: Ana <ana@practice.test>\nCc: Tom <tom@mill.test>\n',
    });
    await frame().getByText('The mill').waitFor();
    await watch();
    await page.keyboard.press('Control+p');
    await expect.poll(() => page.evaluate(() => globalThis.window.printed.length)).toBe(1);
    const letters = await lettersOf((await page.evaluate(() => globalThis.window.printed[0]?.html)) ?? '');
    for (const words of ['ThemillstandsstillonFriday.', 'IrisWolf<iris@mill.test>', 'Tom<tom@mill.test>', `Mail${opened}`])
      expect(letters).toContain(words);
    for (const words of ['Inbox', 'Source', 'Newmessage']) expect(letters).not.toContain(words);
  });

  it('by the menu of the message prints plain text as well, to its last line', async () => {
    await open(withFiles(1, `${'A line of the letter.\n'.repeat(200)}The last line.`));
    await watch();
    await article().getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Print' }).click();
    await expect.poll(() => page.evaluate(() => globalThis.window.printed.length)).toBe(1);
    const letters = await lettersOf((await page.evaluate(() => globalThis.window.printed[0]?.html)) ?? '');
    expect(letters).toContain('Thelastline.');
    expect(letters).toContain('plan0.pdf');
    expect(letters.split('Alineoftheletter.')).toHaveLength(201);
  });

  it('prints the letter from any other view too', async () => {
    await open({
      body: '<p>The mill stands still on Friday.</p>',
      fields: 'From: Iris Wolf <iris@mill.test>\nTo: Ana <ana@practice.test>\n',
    });
    await frame().getByText('The mill').waitFor();
    await watch();
    for (const [at, view] of ['Structure', 'Headers', 'Source'].entries()) {
      await article().getByRole('tab', { name: view }).click();
      await page.keyboard.press('Control+p');
      await expect.poll(() => page.evaluate(() => globalThis.window.printed.length)).toBe(at + 1);
      const letters = await lettersOf((await page.evaluate((which) => globalThis.window.printed[which]?.html, at)) ?? '');
      expect(letters).toContain('ThemillstandsstillonFriday.');
      expect(letters).toContain('IrisWolf<iris@mill.test>');
    }
    await article().getByRole('tab', { name: 'Structure' }).click();
    expect(pdfLetters(await page.pdf())).not.toContain('text/html');
  });

  it('of the window itself, by the menu of a browser, prints the message alone', async () => {
    await open({
      type: 'text/plain',
      body: 'Words for paper.',
      fields: 'From: Iris Wolf <iris@mill.test>\nTo: Ana <ana@practice.test>\nCc: Tom <tom@mill.test>\n',
    });
    const letters = pdfLetters(await page.pdf());
    for (const words of ['iris@mill.test', 'ana@practice.test', 'tom@mill.test', '2Nov2026']) expect(letters).toContain(words);
    expect(letters).toContain('Wordsforpaper.');
    expect(letters).not.toContain('Inbox');
  });
});
