/** How the window looks, as far as it can be measured: what stands still, what is told apart, and what is never cut off or laid over. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
let page: Page;

beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  page = window.page;
  await page.getByRole('row').nth(5).waitFor();
}, 180_000);
beforeEach(async () => {
  await speak('en');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('treeitem', { level: 2 }).first().click();
});
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

async function speak(language: 'en' | 'es' | 'pt' | 'pt-BR'): Promise<void> {
  unwrap(await window.fixture.client.call('application.setPreferences', { language }));
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
}

async function openFirst(): Promise<void> {
  await page.getByRole('row').first().click();
  await page.locator('.message-subject').waitFor();
}

it('the search stands still when a message is opened', async () => {
  await page.getByRole('searchbox', { name: 'Search mail' }).focus();
  const before = await page.getByRole('searchbox', { name: 'Search mail' }).boundingBox();
  expect(await page.locator('.toolbar-actions').count()).toBe(1);
  await openFirst();
  await expect.poll(() => page.locator('.toolbar-actions').count()).toBe(0);
  expect(await page.getByRole('searchbox', { name: 'Search mail' }).boundingBox()).toEqual(before);
});

it('the subject of a row stands out from the snippet behind it, selected or not', async () => {
  const coloursOf = (row: number) =>
    page
      .getByRole('row')
      .nth(row)
      .evaluate((element) =>
        ['.row-subject', '.row-snippet'].map((part) => {
          const found = element.querySelector(part);
          return found && getComputedStyle(found).color;
        }),
      );
  await openFirst();
  await expect.poll(() => page.locator('.row.is-selected:not(.is-unread)').count()).toBe(1);
  for (const row of [0, 1]) expect(new Set(await coloursOf(row)).size, `row ${row}`).toBe(2);
});

it.each(['en', 'es', 'pt', 'pt-BR'] as const)('says which folder it is and how many are selected, both whole (%s)', async (language) => {
  await speak(language);
  await page.getByRole('row').nth(1).click();
  await page
    .getByRole('row')
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await page.locator('.messages-marked').waitFor();
  expect(
    await page
      .locator('.messages-title, .messages-marked')
      .evaluateAll((parts) => parts.map((part) => part.scrollWidth - part.clientWidth)),
  ).toEqual([0, 0]);
});

it.each(['en', 'es', 'pt', 'pt-BR'] as const)('the actions of a message have words at 1440 (%s)', async (language) => {
  await speak(language);
  await openFirst();
  const words = page.locator('.reader-actions .button-words');
  await expect
    .poll(() =>
      words.evaluateAll((all) => all.length > 5 && all.every((word) => word.clientWidth > 1 || word.getBoundingClientRect().width > 20)),
    )
    .toBe(true);
});

it('a sender is not broken after every few letters by the date beside it, with large text in a narrow reader', async () => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openFirst();
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '150%'));
  const senders = page.locator('.message-senders');
  const room = page.locator('.message-from');
  await expect.poll(async () => (await senders.boundingBox())?.width).toBe((await room.boundingBox())?.width);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize({ width: 1440, height: 900 });
  const [name, date] = [await senders.boundingBox(), await page.locator('.message-date').boundingBox()];
  expect(date?.x).toBeGreaterThan((name?.x ?? 0) + (name?.width ?? 0));
});

it.each(['en', 'es', 'pt', 'pt-BR'] as const)(
  'every view of a message can be reached with large text in a narrow reader (%s)',
  async (language) => {
    await speak(language);
    await page.setViewportSize({ width: 1024, height: 700 });
    await openFirst();
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '150%'));
    const edges = () =>
      page.locator('.tab').evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().right <= globalThis.window.innerWidth));
    await expect.poll(edges).toEqual([true, true, true, true, true, true]);
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  },
);

it('the menu of a row is named for those who cannot see where it opened', async () => {
  await page.getByRole('row').nth(1).click({ button: 'right' });
  await page.getByRole('dialog', { name: 'Actions for the message' }).waitFor();
  await page.keyboard.press('Escape');
});

it('many people in Cc have the whole width of the composer', async () => {
  await page.keyboard.press('Control+n');
  const form = page.getByRole('form', { name: 'New message' });
  const cc = form.getByRole('textbox', { name: 'Cc', exact: true });
  const widthOf = async () => (await cc.boundingBox())?.width ?? 0;
  await cc.fill('ben@practice.test');
  const half = await widthOf();
  await cc.fill(Array.from({ length: 12 }, (_, at) => `Person ${at} <p${at}@practice.test>`).join(', '));
  await expect.poll(widthOf).toBeGreaterThan(half * 1.5);
  await form.getByRole('button', { name: 'Discard' }).click();
  await form.waitFor({ state: 'detached' });
});

it('what a search that finds nothing shows lies over nothing in a low window', async () => {
  await page.setViewportSize({ width: 720, height: 450 });
  await page.getByRole('searchbox', { name: 'Search mail' }).fill('nothing-like-it');
  const title = page.getByRole('heading', { name: 'Nothing found' });
  await title.waitFor();
  const scope = await page.locator('.messages-scope').boundingBox();
  const empty = await page.locator('.messages .empty-icon').boundingBox();
  expect(empty?.y).toBeGreaterThanOrEqual((scope?.y ?? 0) + (scope?.height ?? 0));
  // Its last line is reached by key.
  const box = page.locator('.messages .empty');
  await box.focus();
  await page.keyboard.press('End');
  await expect.poll(() => box.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1)).toBe(true);
  await page.getByRole('searchbox', { name: 'Search mail' }).fill('');
  await page.getByRole('searchbox', { name: 'Search mail' }).press('Escape');
});

it('what was kept out of a message is said in words that have room beside a narrow list', async () => {
  await speak('pt');
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.getByRole('row').filter({ hasText: 'The Postmark, issue 12' }).first().click();
  const words = page.locator('.remote-bar p');
  await words.waitFor();
  expect((await words.boundingBox())?.width).toBeGreaterThan(200);
  const tops = await page
    .locator('.remote-bar > button')
    .evaluateAll((all) => all.map((button) => Math.round(button.getBoundingClientRect().top)));
  expect(tops.length).toBe(2);
  const [load, always] = await Promise.all([0, 1].map((at) => page.locator('.remote-bar > button').nth(at).boundingBox()));
  expect((always?.x ?? 0) - (load?.x ?? 0) - (load?.width ?? 0)).toBeLessThan(24);
  expect(new Set(tops).size).toBe(1);
});

it('the line that refused a recipient is shown once', async () => {
  await page.keyboard.press('Control+n');
  const form = page.getByRole('form', { name: 'New message' });
  await form.getByRole('textbox', { name: 'To', exact: true }).fill('550@practice.test');
  await form.getByRole('textbox', { name: 'Subject' }).fill('Once');
  await form.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').first().getByRole('button', { name: 'Go to the outbox' }).click();
  const entry = page.getByRole('region', { name: 'Outbox' }).locator('.outbox-entry').filter({ hasText: 'Once' });
  await entry.waitFor();
  expect(await entry.locator('code').filter({ hasText: '550' }).count()).toBe(1);
});

it('a draft that is still on its way shows no sender, and no words of the library', async () => {
  window.between((engine) => (name, input) => (name === 'compose.start' ? new Promise(() => {}) : engine(name, input)));
  const slow = await window.openTab();
  await slow.getByRole('row').nth(1).waitFor();
  await slow.keyboard.press('Control+n');
  const sender = slow.getByRole('form', { name: 'New message' }).locator('.choice-button');
  await sender.waitFor();
  expect(await sender.innerText()).toBe('');
  await slow.close();
  window.between(null);
});
