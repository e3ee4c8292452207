/** The folders of the window: as quick with ten thousand as with ten, and the same ones where a message is moved. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { spanish } from '../../../renderer/i18n/es.ts';
import type { FakeOptions } from '../fake/engine.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());
afterEach(async () => {
  for (const context of host.browser.contexts()) await context.close();
});

const tree = (page: Page) => page.getByRole('tree');
const item = (page: Page, name: string | RegExp) => tree(page).getByRole('treeitem', { name }).first();

async function open(options: FakeOptions, locale = 'en-GB'): Promise<Page> {
  const page = await host.open(options, { viewport: { width: 1440, height: 900 }, locale });
  await tree(page).getByRole('treeitem').nth(3).waitFor();
  return page;
}

/** Milliseconds of the window's thread until the next frame after an event that `act` dispatches, the best of three. */
const answersWithin = (page: Page, act: string) =>
  page.evaluate(async (act) => {
    const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await frame();
      const began = performance.now();
      const items = [...document.querySelectorAll<HTMLElement>('[role=tree] [role=treeitem]')];
      if (act === 'click') items[2 + round]?.click();
      else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: act, bubbles: true, cancelable: true }));
      await frame();
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  }, act);

it('with 10,000 folders few are in the document, and a click and a key are answered at once', async () => {
  const page = await open({ folders: 10_000 });
  expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(80);
  for (const act of ['click', 'ArrowDown', 'End', 'Home', 'PageDown', 'ArrowLeft', 'P']) {
    if (act !== 'click' && act !== 'ArrowDown') await page.keyboard.press('ArrowDown');
    else await item(page, /^Inbox/).focus();
    expect(await answersWithin(page, act), act).toBeLessThan(100);
  }
});

it('every one of 10,000 folders can be reached by key, and says its place among its siblings', async () => {
  const page = await open({ folders: 10_000 });
  await item(page, /^Inbox/).focus();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const marks = () =>
    page.evaluate(() => ['level', 'posinset', 'setsize'].map((name) => document.activeElement?.getAttribute(`aria-${name}`)));
  await page.keyboard.press('End');
  await expect.poll(focused).toMatch(/^Sent/);
  await page.keyboard.type('Project 9999');
  await expect.poll(focused).toBe('Project 9999');
  expect(await marks()).toEqual(['3', '99', '99']);
  // The one with the focus is in sight, and a click on it opens it.
  expect(await item(page, 'Project 9999').evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Project 9999' }).waitFor();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(focused).toBe('Group 9900');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('false');
  await page.keyboard.press('Home');
  await expect.poll(focused).toMatch(/^Ana/);
  // Scrolled out of sight, the one with the focus keeps it.
  await tree(page).evaluate((element) => element.scrollTo(0, 100_000));
  await expect.poll(() => item(page, /^Project/).isVisible()).toBe(true);
  expect(await focused()).toMatch(/^Ana/);
});

it.each([
  ['en-GB', 'Inbox'],
  ['es-ES', spanish['folders.role.inbox']],
] as const)('a message is moved to the folders as they stand at the side (%s)', async (locale, inbox) => {
  const page = await open({}, locale);
  const beside = await tree(page).getByRole('treeitem').locator('.folder-name').allTextContents();
  const names = beside.slice(beside.indexOf('Ana') + 1, beside.indexOf('Practice'));
  expect(names[0]).toBe(inbox);
  expect(names.slice(-3)).toEqual(['Año 2025', 'Listas', 'postfix-users']);
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await page.keyboard.press('m');
  const options = page.getByRole('listbox').getByRole('option');
  await options.first().waitFor();
  expect(await options.allTextContents()).toEqual(names);
  expect(await options.locator('svg').count()).toBe(names.length);
  // Where the message lies already it is not moved to.
  expect(await options.first().getAttribute('aria-disabled')).toBe('true');
  const left = (index: number) =>
    options
      .nth(index)
      .locator('svg')
      .evaluate((icon) => icon.getBoundingClientRect().left);
  expect(await left(8)).toBeGreaterThan(await left(7));
  await page.keyboard.type('listas pos');
  await expect.poll(() => options.count()).toBe(1);
  expect(await options.allTextContents()).toEqual(['postfix-usersListas']);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'messages.move').map(({ input }) => input)))
    .toEqual([expect.objectContaining({ folderId: 7 })]);
});

it('of 10,000 folders to move to a bounded number is drawn, and typing finds the others', async () => {
  const page = await open({ folders: 10_000 });
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await page.keyboard.press('m');
  const options = page.getByRole('listbox').getByRole('option');
  await options.first().waitFor();
  expect(await options.count()).toBeLessThanOrEqual(200);
  await page
    .getByRole('dialog')
    .getByText(/more: type to find them/)
    .waitFor();
  await page.keyboard.type('project 9999');
  await expect.poll(() => options.count()).toBe(1);
});
