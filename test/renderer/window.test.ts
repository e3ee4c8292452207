import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../electron/contract/failure.ts';
import type { FakeControls, FakeOptions } from './fake/engine.ts';
import { startWindowHost, type WindowHost } from './fake/window-host.ts';

declare global {
  interface Window {
    fake: FakeControls;
  }
}

let host: WindowHost;
/** What the browser or the contract complained of; a page that complains fails its test. */
const complaints: string[] = [];

beforeAll(async () => {
  host = await startWindowHost({ kind: 'development' });
}, 120_000);
afterAll(() => host.close());
afterEach(async () => {
  for (const context of host.browser.contexts()) await context.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function open(options: FakeOptions = {}, viewport = { width: 1440, height: 900 }, locale = 'en-GB'): Promise<Page> {
  const page = await host.open(options, { viewport, locale });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Messages' });
const row = (page: Page, index: number) => grid(page).locator(`[role=row][aria-rowindex="${index}"]`);
const article = (page: Page) => page.getByRole('article', { name: 'Message' });
const callsOf = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map((call) => call.input), name);
const until = (page: Page, condition: () => boolean) => page.waitForFunction(condition);

describe('the window', () => {
  it('has its parts under the names that assistive technology and tests know', async () => {
    const page = await open();
    const tree = page.getByRole('tree', { name: 'Folders' });
    await tree
      .getByRole('treeitem', { name: /^Inbox/ })
      .first()
      .waitFor();
    expect(await tree.getByRole('treeitem').first().getAttribute('aria-level')).toBe('1');
    expect(await tree.getByRole('treeitem', { name: /^Inbox.*12/ }).count()).toBe(1);
    await grid(page).waitFor();
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('1204');
    await page.getByRole('searchbox', { name: 'Search mail' }).waitFor();
    for (const name of ['New message', 'Get mail', 'Reply', 'Reply all', 'Forward', 'Archive', 'Delete'])
      expect(await page.getByRole('banner').getByRole('button', { name, exact: true }).count(), name).toBe(1);
    await row(page, 1).click();
    await article(page).getByRole('heading', { level: 1 }).waitFor();
    expect(await article(page).getByRole('tablist', { name: 'Message views' }).getByRole('tab').allTextContents()).toEqual(
      expect.arrayContaining(['Message', 'Headers', 'Source', 'Structure']),
    );
  });

  it('starts without an account by saying what to do', async () => {
    const page = await open({ empty: true });
    await page.getByRole('button', { name: 'Add account' }).waitFor();
    await page.getByRole('button', { name: 'Start with the practice server' }).click();
    await page.getByRole('treeitem', { name: 'Practice' }).waitFor();
  });

  it('speaks the language it is asked to, and marks the page with it', async () => {
    const page = await open({ preferences: { language: 'pt' } });
    await page.getByRole('button', { name: 'Nova mensagem' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt');
    const spanish = await open({}, undefined, 'es-AR');
    await spanish.getByRole('button', { name: 'Mensaje nuevo' }).waitFor();
  });

  it('says who refused what, with the server’s own line', async () => {
    const refused = failure('command-refused', {
      host: 'mail.example.test',
      command: 'UID MOVE',
      reply: 'a12 NO [OVERQUOTA] Quota exceeded',
    });
    const page = await open({ failing: { 'messages.archive': refused } });
    await row(page, 1).click();
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('mail.example.test refused UID MOVE.');
    expect(await alert.textContent()).toContain('a12 NO [OVERQUOTA] Quota exceeded');
    await until(page, () => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '1204');
  });

  it('says in words what is being synchronised, and stops it', async () => {
    const page = await open({ syncing: true });
    const words = page.getByRole('status').filter({ hasText: '12,400 of 50,000 headers' });
    await words.waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await callsOf(page, 'sync.cancel')).toEqual([{ accountId: 'ana' }]);
  });

  it('is enough for readers at any size of text, in light and dark: no contrast below 4.5:1, no part without a name', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    for (const theme of ['light', 'dark'] as const) {
      const page = await open({ preferences: { theme, textSize: theme === 'dark' ? 150 : 100 }, syncing: true });
      await row(page, 5).click();
      await article(page).locator('.plain-text').waitFor();
      // Evaluated, not added as an element: the policy of the page lets no script in.
      await page.evaluate(readFileSync(axe, 'utf8'));
      expect(await violationsOf(page), theme).toEqual([]);
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
      // Its list is scrolled by the arrow keys of the field above it, which axe cannot know.
      const ofPalette = (await violationsOf(page)).filter((line) => !/^scrollable-region-focusable: .*palette-list/.test(line));
      expect(ofPalette, `palette, ${theme}`).toEqual([]);
    }
  });
});

describe('the message list', () => {
  it('holds 200,000 messages with a handful of rows in the document', async () => {
    const page = await open({ rows: 200_000 });
    await row(page, 1).click();
    await page.keyboard.press('End');
    await row(page, 200_000)
      .filter({ hasNot: page.locator('.skeleton') })
      .waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe('200000');
    expect(await grid(page).getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('Home');
    await until(page, () => document.activeElement?.getAttribute('aria-rowindex') === '1');
  });

  it('shows empty lines of the same height while rows are on their way', async () => {
    const page = await open({ rows: 200_000 });
    await row(page, 1).waitFor();
    await grid(page).evaluate((element) => {
      element.scrollTop = 3_000_000;
    });
    await until(page, () => document.querySelector('[role=row][aria-rowindex="50003"]:not([aria-busy])') !== null);
    expect((await row(page, 50_003).boundingBox())?.height).toBe(60);
  });

  it('keeps the same message under the eye, and the focus on it, when mail comes in', async () => {
    const page = await open({ rows: 5_000 });
    await row(page, 1).waitFor();
    await grid(page).evaluate((element) => {
      element.scrollTop = 60 * 1_000 + 17;
    });
    await row(page, 1_005)
      .filter({ hasNot: page.locator('.skeleton') })
      .click();
    const id = await row(page, 1_005).getAttribute('data-message');
    const before = await grid(page).locator(`[data-message="${id}"]`).boundingBox();
    await page.evaluate(() => window.fake.arrive(3));
    await until(page, () => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '5003');
    const after = grid(page).locator(`[data-message="${id}"]`);
    await page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-message') === wanted, id);
    expect(await after.getAttribute('aria-rowindex')).toBe('1008');
    expect((await after.boundingBox())?.y).toBe(before?.y);
  });

  it('keeps its place, and the same message at it, while the reader stands before it', async () => {
    const page = await open({ rows: 5_000 }, { width: 900, height: 700 });
    await row(page, 1).waitFor();
    await grid(page).evaluate((element) => {
      element.scrollTop = 60 * 1_000 + 17;
    });
    const there = row(page, 1_005).filter({ hasNot: page.locator('.skeleton') });
    await there.waitFor();
    const id = await there.getAttribute('data-message');
    const before = await there.boundingBox();
    await there.click();
    await article(page).waitFor();
    await page.evaluate(() => window.fake.arrive(3));
    await until(page, () => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '5003');
    await page.keyboard.press('Escape');
    const after = row(page, 1_008);
    await after.waitFor();
    expect(await after.getAttribute('data-message')).toBe(id);
    expect((await after.boundingBox())?.y).toBe(before?.y);
  });

  it('opens what the arrows rest on, not what they pass', async () => {
    const page = await open();
    await row(page, 1).click();
    await article(page).waitFor();
    // Neighbours are asked for ahead: what counts is which messages were ever shown.
    const shown = await page.evaluateHandle(() => {
      const titles = new Set<string | null>();
      const look = () => titles.add(document.querySelector('article h1')?.textContent ?? null);
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      return titles;
    });
    // Without waiting for one another, or a slow machine would rest at each.
    await Promise.all(Array.from({ length: 6 }, () => page.keyboard.press('ArrowDown')));
    const last = (await row(page, 7).locator('.row-subject').textContent()) ?? '';
    await article(page).getByRole('heading', { level: 1, name: last, exact: true }).waitFor();
    expect(await shown.evaluate((titles) => titles.size)).toBeLessThan(7);
  });

  it('selects with click, Ctrl, Shift and Ctrl+A', async () => {
    const page = await open();
    const selected = () => grid(page).locator('[aria-selected=true]').count();
    await row(page, 2).click();
    await row(page, 4).click({ modifiers: ['Control'] });
    expect(await selected()).toBe(2);
    await row(page, 7).click({ modifiers: ['Shift'] });
    await until(page, () => document.querySelectorAll('[role=row][aria-selected=true]').length === 4);
    await page.keyboard.press('Control+a');
    await until(page, () => document.querySelector('[role=row][aria-selected=false]') === null);
    await page.keyboard.press('Escape');
    await until(page, () => document.querySelectorAll('[role=row][aria-selected=true]').length < 2);
  });

  it('archives every message of a folder after Ctrl+A, loaded or not', async () => {
    const page = await open({ rows: 1_204 });
    await row(page, 1).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('e');
    await page.getByText('1,204 messages archived').waitFor();
    expect(await callsOf(page, 'messages.archive')).toHaveLength(1);
    const [archived] = await page.evaluate(() => window.fake.acted);
    expect(new Set(archived?.ids).size).toBe(1_204);
  });

  it('takes an archived message away at once, opens the next, and brings it back with Undo', async () => {
    const page = await open();
    const [first, second] = [await row(page, 1).getAttribute('data-message'), await row(page, 2).getAttribute('data-message')];
    await row(page, 1).click();
    await page.keyboard.press('e');
    await page.waitForFunction(
      (id) => document.querySelector('[role=row][aria-rowindex="1"]')?.getAttribute('data-message') === id,
      second,
    );
    expect(await row(page, 1).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForFunction((id) => document.querySelector('[role=row][aria-rowindex="1"]')?.getAttribute('data-message') === id, first);
  });

  it('obeys the keys that hands know, but not while one types', async () => {
    const page = await open();
    await row(page, 1).click();
    await page.keyboard.press('s');
    await row(page, 1).getByRole('button', { name: 'Remove star' }).waitFor();
    await page.keyboard.press('j');
    await until(page, () => document.activeElement?.getAttribute('aria-rowindex') === '2');
    await page.keyboard.press('/');
    await page.keyboard.type('seek');
    expect(await page.getByRole('searchbox', { name: 'Search mail' }).inputValue()).toBe('seek');
    expect((await callsOf(page, 'messages.archive')).length).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('treeitem', { name: /^Drafts/ }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.locator('[role=treeitem][aria-selected=true]').filter({ hasText: 'Inbox' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  });

  it('offers the same actions in a menu at the row, by pointer and by key', async () => {
    const page = await open();
    await row(page, 3).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
    await page.keyboard.press('Escape');
    await row(page, 2).click();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: /^Delete/ }).click();
    expect((await callsOf(page, 'messages.delete')).length).toBe(1);
  });

  it('searches while one types, and says how much of the mail it could look through', async () => {
    const page = await open({ indexed: 700 });
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('telnet');
    await page.getByText('Searched the text of 700 of 1,204 messages').waitFor();
    expect(await grid(page).getByRole('row').first().textContent()).toContain('telnet');
    await page.getByRole('searchbox', { name: 'Search mail' }).press('ArrowDown');
    await page.locator('[role=grid] [role=row][aria-rowindex="1"]:focus').waitFor();
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('nothing-like-it');
    await page.getByText('from:ana').waitFor();
    await page.getByRole('searchbox', { name: 'Search mail' }).press('Escape');
    await until(page, () => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '1204');
  });

  it('leaves to the open message what can be done with it, whatever a search finds', async () => {
    const page = await open();
    await row(page, 2).click();
    await article(page).waitFor();
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('nothing-like-it');
    await page.getByText('from:ana').waitFor();
    expect(await page.getByRole('button', { name: 'Reply', exact: true }).first().isEnabled()).toBe(true);
    await article(page).getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('s');
    expect(await callsOf(page, 'messages.setFlag')).toContainEqual(expect.objectContaining({ flag: 'flagged', value: true }));
    await page.getByRole('button', { name: 'Archive' }).first().click();
    expect((await callsOf(page, 'messages.archive')).length).toBe(1);
  });

  it('gives way to the reader where there is little room, and comes back with Escape', async () => {
    const page = await open({}, { width: 900, height: 700 });
    await row(page, 2).click();
    await article(page).waitFor();
    expect(await grid(page).isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await row(page, 2).waitFor();
    expect(await article(page).count()).toBe(0);
  });

  it('has the screen to itself where there is room for one pane only', async () => {
    const page = await open({ preferences: { dock: 'hidden' } }, { width: 420, height: 800 });
    await row(page, 1).waitFor();
    expect(await page.getByRole('tree', { name: 'Folders' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Folder pane' }).click();
    await page
      .getByRole('treeitem', { name: /^Inbox/ })
      .first()
      .click();
    await row(page, 1).click();
    await article(page).waitFor();
    expect(await grid(page).isVisible()).toBe(false);
  });

  it('keeps the width that its pane was given', async () => {
    const page = await open();
    const line = page.getByRole('separator', { name: 'Width of the message list' });
    await line.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => window.fake.calls.some((call) => call.name === 'application.setPreferences'));
    expect(await callsOf(page, 'application.setPreferences')).toEqual([{ panes: { messages: 416 } }]);
  });
});

describe('reading', () => {
  it('marks a message seen once it has been on the screen, and not when one does not want that', async () => {
    const page = await open({ preferences: { markSeenAfter: 0 } });
    await row(page, 1).click();
    await until(page, () => window.fake.calls.some((call) => call.name === 'messages.setFlag'));
    expect((await callsOf(page, 'messages.setFlag'))[0]).toMatchObject({ flag: 'seen', value: true });
    const never = await open({ preferences: { markSeenAfter: -1 } });
    await row(never, 1).click();
    await article(never).locator('.plain-text').waitFor();
    expect(await callsOf(never, 'messages.setFlag')).toEqual([]);
  });

  it('always shows the address, and before the name where the name claims to be another one', async () => {
    const page = await open();
    await row(page, 2).click();
    await article(page).locator('.plain-text').waitFor();
    expect(await article(page).locator('header').first().textContent()).toMatch(/\S+@\S+\.\S+/);
  });

  it('shows headers decoded and raw, source and structure', async () => {
    const page = await open();
    await row(page, 1).click();
    await page.getByRole('tab', { name: 'Headers' }).click();
    await page.getByRole('rowheader', { name: 'Received' }).waitFor();
    await page.getByText('Raw', { exact: true }).click();
    await page.getByText('=?utf-8?Q?Bruno_D=C3=ADaz?=').waitFor();
    await page.getByRole('tab', { name: 'Source' }).click();
    await page.getByText(/Subject: source of bytes\/message/).waitFor();
    await page.getByRole('tab', { name: 'Structure' }).click();
    await page.getByRole('cell', { name: /application\/pdf/ }).waitFor();
  });

  const html =
    '<p>Hola <a href="https://evil.example/x">www.bank.example</a></p><img src="https://evil.example/pixel.gif"><img src="cid:dot@example.org" alt="dot"><p style="height:1500px">tall</p>';
  /** In the made-up mailbox every fifth message has attachments. */
  const openWithAttachments = async (page: Page) => {
    await row(page, 1).waitFor();
    const position = await page.evaluate(() =>
      [...document.querySelectorAll('[role=row]')]
        .find((one) => Number(one.getAttribute('data-message')) % 5 === 0)
        ?.getAttribute('aria-rowindex'),
    );
    await row(page, Number(position)).click();
  };

  it('shows HTML in its own frame, as tall as it is, with what was blocked counted and its own pictures in place', async () => {
    const page = await open({ html });
    await openWithAttachments(page);
    await page.getByText('Remote content blocked: 1 image').waitFor();
    const frame = page.frameLocator('iframe[title="Message text"]');
    await frame.getByAltText('dot').and(frame.locator('[src^="blob:"]')).waitFor();
    await until(page, () => (document.querySelector('iframe')?.clientHeight ?? 0) > 1_500);
    expect(await page.locator('iframe[title="Message text"]').getAttribute('sandbox')).toBe('allow-same-origin');
    expect(host.requests.some((path) => path.includes('evil'))).toBe(false);
  });

  it('says where a link really goes, and opens it only outside', async () => {
    const page = await open({ html, capabilities: ['open-external'] });
    await row(page, 1).click();
    const link = page.frameLocator('iframe[title="Message text"]').getByRole('link');
    await link.hover();
    await page.getByRole('status').filter({ hasText: 'This leads to another site: https://evil.example/x' }).waitFor();
    await link.click();
    // Its text names another site: nothing is opened before the question is answered.
    expect(await callsOf(page, 'application.openExternal')).toEqual([]);
    await page.getByRole('dialog', { name: 'Open this link?' }).getByRole('button', { name: 'Open', exact: true }).click();
    expect(await callsOf(page, 'application.openExternal')).toEqual([{ url: 'https://evil.example/x' }]);
    expect(page.url()).toBe(`${host.origin}/`);
    expect(page.context().pages()).toHaveLength(1);
  });

  it('shows every HTML mail in a page of its own, which nothing of another was in', async () => {
    const page = await open({ html: `<style>p { color: rgb(1, 2, 3) }</style>${html}` });
    await row(page, 1).click();
    for (let mail = 1; mail <= 4; mail += 1) {
      const text = page.frameLocator('iframe[title="Message text"]').getByText('tall');
      await text.waitFor();
      // Whatever a mail could leave behind would stand beside this.
      expect(await text.evaluate((element) => Object.entries(element.ownerDocument.documentElement.dataset))).toEqual([]);
      await text.evaluate((element) => {
        element.ownerDocument.documentElement.dataset.wasShown = '';
      });
      const next = await row(page, mail + 1)
        .locator('.row-subject')
        .textContent();
      await page.keyboard.press('j');
      await article(page)
        .getByRole('heading', { level: 1, name: next ?? '', exact: true })
        .waitFor();
      await grid(page)
        .locator(`[aria-rowindex="${mail + 1}"].is-open`)
        .waitFor();
    }
    // Pages that wait for the next mail are empty, and nobody comes upon them.
    for (const spare of await page.locator('.spare-frames iframe').all()) {
      expect(await spare.isVisible()).toBe(false);
      expect(await spare.getAttribute('sandbox')).toBe('allow-same-origin');
      expect(await spare.evaluate((frame: HTMLIFrameElement) => frame.contentDocument?.body.innerHTML.trim())).toBe('');
    }
  });

  it('goes on obeying keys while the focus is in the mail, and shows the text instead of the HTML', async () => {
    const page = await open({ html });
    await row(page, 1).click();
    await page.frameLocator('iframe[title="Message text"]').getByText('tall').click();
    await page.keyboard.press('j');
    await grid(page).locator('[aria-rowindex="2"].is-open').waitFor();
    await page.getByText('Plain text', { exact: true }).click();
    await article(page).locator('.plain-text').waitFor();
  });

  it('says above everything that nothing can be written any more, and tries again when told to', async () => {
    const page = await open();
    await row(page, 1).waitFor();
    await page.evaluate((lost) => window.fake.trouble(lost), failure('storage-lost', { detail: { message: 'gone' } }));
    const alert = page.getByRole('alert').filter({ hasText: 'stopped and cannot be restarted' });
    await alert.getByText(/Nothing that was saved is lost/).waitFor();
    // The mail that is held can still be read.
    await row(page, 2).click();
    await article(page).waitFor();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    expect(await callsOf(page, 'application.recover')).toEqual([{ resetCache: false }]);
  });

  it('offers to reset a damaged cache where it says so, never user data', async () => {
    const page = await open();
    await row(page, 1).waitFor();
    const damaged = (database: string) => failure('database-corrupt', { detail: { database } });
    await page.evaluate((trouble) => window.fake.trouble(trouble), damaged('user-data'));
    await page
      .getByRole('alert')
      .getByText(/the accounts, the drafts, the outbox/)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Reset the cache' }).count()).toBe(0);
    await page.evaluate((cache) => window.fake.trouble(cache), damaged('cache'));
    await page.getByRole('alert').getByRole('button', { name: 'Reset the cache' }).click();
    await page.getByText('The cache was reset; the mail is being read again').waitFor();
    expect(await callsOf(page, 'application.recover')).toEqual([{ resetCache: true }]);
  });

  it('tells the engine when the machine is on a network again', async () => {
    const page = await open();
    await row(page, 1).waitFor();
    // The window has all of its files.
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    expect(await callsOf(page, 'sync.networkChanged')).toEqual([]);
    await page.context().setOffline(false);
    await until(page, () => window.fake.calls.some((call) => call.name === 'sync.networkChanged'));
  });

  it('lists attachments by their true names and warns of those that can run', async () => {
    const page = await open({ capabilities: ['save-dialog'] });
    await openWithAttachments(page);
    const attachments = page.getByRole('region', { name: 'Attachments' });
    await attachments.getByText('zona.pdf').waitFor();
    const dangerous = attachments.getByRole('listitem').filter({ hasText: 'program: may be harmful' });
    expect(await dangerous.textContent()).toContain('factura\ufffdgpj.exe');
    await attachments.getByRole('button', { name: 'Save zona.pdf' }).click();
    expect(await callsOf(page, 'application.save')).toEqual([expect.objectContaining({ suggestedName: 'zona.pdf' })]);
    const browser = await open();
    await openWithAttachments(browser);
    expect(await browser.getByRole('link', { name: 'Save zona.pdf' }).getAttribute('download')).toBe('zona.pdf');
  });
});

/** What axe finds on the page as it stands; its script has been evaluated there. */
async function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          root: Document,
          options: object,
        ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
    );
  });
}
