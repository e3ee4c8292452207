/** What a user sees of selecting all of a list, or a great part of it: what goes, what stays, and what comes meanwhile. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import type { FakeControls, FakeOptions } from '../fake/engine.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

declare global {
  interface Window {
    fake: FakeControls;
  }
}

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());
afterEach(async () => {
  for (const context of host.browser.contexts()) await context.close();
});

async function open(options: FakeOptions = {}): Promise<Page> {
  const page = await host.open({ ...options, preferences: { dock: 'hidden', markSeenAfter: -1 } });
  await row(page, 1).waitFor();
  return page;
}
const grid = (page: Page) => page.getByRole('grid', { name: 'Messages' });
const row = (page: Page, index: number) => grid(page).locator(`[role=row][aria-rowindex="${index}"]`);
const idOf = (page: Page, index: number) => row(page, index).getAttribute('data-message').then(Number);
const selectedCount = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Selection' }).getByText(text, { exact: true }).waitFor();
const rowCount = (page: Page) => expect.poll(() => grid(page).getAttribute('aria-rowcount'));
const isSelected = (page: Page, index: number) => expect.poll(() => row(page, index).getAttribute('aria-selected'));
const inputsOf = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map((call) => call.input), name);
/** Ids that were acted on, one list a call. */
const acted = (page: Page) => page.evaluate(() => window.fake.acted.map(({ ids }) => ids));
const openFolder = async (page: Page, name: RegExp) => {
  await page.getByRole('treeitem', { name }).first().click();
  await page.locator('[role=treeitem][aria-selected=true]').filter({ hasText: name }).waitFor();
};
const search = async (page: Page, words: string) => {
  await page.getByRole('searchbox', { name: 'Search mail' }).fill(words);
  await page.getByRole('heading', { name: 'Search results' }).waitFor();
  await page.locator('.messages-count:not(:empty)').waitFor();
};

it('archives all of a long list but two in one call: the two stay, and Undo brings all back', async () => {
  const page = await open({ rows: 3_000 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await selectedCount(page, '3,000 messages selected');
  const stay = [await idOf(page, 3), await idOf(page, 7)];
  for (const index of [3, 7]) await row(page, index).click({ modifiers: ['Control'] });
  await selectedCount(page, '2,998 messages selected');
  await isSelected(page, 3).toBe('false');
  await isSelected(page, 4).toBe('true');
  await page.keyboard.press('e');
  await page.getByText('2,998 messages archived').waitFor();
  await rowCount(page).toBe('2');
  expect([await idOf(page, 1), await idOf(page, 2)]).toEqual(stay);
  expect(await inputsOf(page, 'messages.archive')).toEqual([
    { source: { kind: 'folder', folderId: 1 }, except: stay, revision: expect.any(Number) },
  ]);
  const [ids] = await acted(page);
  expect([ids?.length, ids?.filter((id) => stay.includes(id))]).toEqual([2_998, []]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowCount(page).toBe('3000');
  expect([await idOf(page, 3), await idOf(page, 7)]).toEqual(stay);
  expect(await inputsOf(page, 'messages.undo')).toHaveLength(1);
});

it('is selected again after Undo, where all of it is on the screen', async () => {
  const page = await open({ rows: 30 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await row(page, 2).click({ modifiers: ['Control'] });
  await selectedCount(page, '29 messages selected');
  await page.keyboard.press('Delete');
  await page.getByText('29 messages deleted').waitFor();
  await page.keyboard.press('Control+z');
  await rowCount(page).toBe('30');
  await selectedCount(page, '29 messages selected');
  await isSelected(page, 1).toBe('true');
  await isSelected(page, 2).toBe('false');
  await page.keyboard.press('e');
  await page.getByText('29 messages archived').waitFor();
});

it('is what was there when it was selected: new mail is not among it, and can be put to it', async () => {
  const page = await open({ rows: 700 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await selectedCount(page, '700 messages selected');
  await page.evaluate(() => window.fake.arrive(3));
  await rowCount(page).toBe('703');
  for (const index of [1, 2, 3]) await isSelected(page, index).toBe('false');
  await isSelected(page, 4).toBe('true');
  const stay = [await idOf(page, 1), await idOf(page, 3)];
  await row(page, 2).click({ modifiers: ['Control'] });
  await selectedCount(page, '701 messages selected');
  await page.keyboard.press('e');
  await page.getByText('701 messages archived').waitFor();
  const [ids] = await acted(page);
  expect(new Set(ids).size).toBe(701);
  await rowCount(page).toBe('2');
  expect([await idOf(page, 1), await idOf(page, 2)]).toEqual(stay);
});

it('does not touch what comes between the selection and the key, although the list does not show it yet', async () => {
  const page = await open({ rows: 700 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await selectedCount(page, '700 messages selected');
  await page.evaluate(() => {
    window.fake.hold('lists.page');
    window.fake.arrive(2);
  });
  await page.keyboard.press('e');
  await page.getByText('700 messages archived').waitFor();
  await page.evaluate(() => window.fake.letGo());
  await rowCount(page).toBe('2');
});

it('is marked as read when any of it is unread, loaded or not, at once and in one call', async () => {
  const page = await open({ rows: 1_500 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('u');
  await expect.poll(async () => (await inputsOf(page, 'messages.setFlag')).at(-1)).toMatchObject({ flag: 'seen', value: true });
  await page.locator('[role=row].is-unread').first().waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await expect.poll(async () => (await inputsOf(page, 'messages.setFlag')).at(-1)).toMatchObject({ flag: 'seen', value: false });
  expect((await acted(page)).map((ids) => ids.length)).toEqual([1_500, 1_500]);
});

it('is a range where it was selected with Shift, in one call as well', async () => {
  const page = await open({ rows: 3_000 });
  await row(page, 3).click();
  await page.keyboard.press('Shift+End');
  await selectedCount(page, '2,998 messages selected');
  await page.evaluate(() => window.fake.arrive(1));
  await rowCount(page).toBe('3001');
  await page.keyboard.press('Delete');
  await page.getByText('2,998 messages deleted').waitFor();
  expect(await inputsOf(page, 'messages.delete')).toHaveLength(1);
  await rowCount(page).toBe('3');
});

it('of a search is all that it had found, and not what it finds later', async () => {
  const page = await open({ rows: 1_400 });
  await search(page, 'telnet');
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  const selected = page.getByRole('region', { name: 'Selection' }).getByText(/^\d+ messages selected$/);
  const count = Number.parseInt((await selected.textContent()) ?? '', 10);
  // More than are loaded.
  expect(count).toBeGreaterThan(200);
  const first = await idOf(page, 1);
  await page.evaluate(() => window.fake.arrive(14));
  await expect.poll(() => idOf(page, 3)).toBe(first);
  await isSelected(page, 1).toBe('false');
  await isSelected(page, 2).toBe('false');
  await isSelected(page, 3).toBe('true');
  const stays = await idOf(page, 5);
  await row(page, 5).click({ modifiers: ['Control'] });
  await page.keyboard.press('!');
  await page.getByText(/messages moved to junk/).waitFor();
  const [ids] = await acted(page);
  expect([ids?.length, ids?.includes(stays), ids?.every((id) => id <= first)]).toEqual([count - 1, false, true]);
  expect(await inputsOf(page, 'messages.junk')).toEqual([
    { source: { kind: 'search', query: 'telnet' }, except: [stays], revision: expect.any(Number) },
  ]);
});

it('of a search through all folders is let go of where it is looked for in one of them only', async () => {
  const page = await open({ rows: 700 });
  await search(page, 'telnet');
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await page.getByRole('region', { name: 'Selection' }).waitFor();
  await page.getByText('Inbox', { exact: true }).and(page.locator('.segment')).click();
  await page.getByRole('region', { name: 'Selection' }).waitFor({ state: 'detached' });
  // The message that is being read is what is left.
  const read = await page.locator('[role=row].is-open').getAttribute('data-message').then(Number);
  await page.keyboard.press('e');
  await expect.poll(() => acted(page)).toEqual([[read]]);
});

it('acts on nothing where one has gone elsewhere before it was known how much that is', async () => {
  const page = await open({ rows: 700 });
  await row(page, 1).click();
  await page.evaluate(() => window.fake.hold('lists.count'));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  await openFolder(page, /^Junk/);
  await row(page, 2).click();
  await page.evaluate(() => window.fake.letGo());
  await isSelected(page, 2).toBe('true');
  await page.keyboard.press('s');
  await expect.poll(() => acted(page)).toHaveLength(1);
  expect(await inputsOf(page, 'messages.archive')).toEqual([]);
});

it('says in words that the list has changed where nobody knows any more what was selected, and leaves everything', async () => {
  const page = await open({ rows: 700 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await selectedCount(page, '700 messages selected');
  await page.evaluate((refused) => window.fake.fail('messages.archive', refused), failure('list-outdated'));
  await page.keyboard.press('e');
  await page.getByRole('alert').getByText('The list has changed since it was shown.').waitFor();
  await rowCount(page).toBe('700');
  await page.locator('[role=row][aria-selected=true]').first().waitFor({ state: 'detached' });
  expect(await acted(page)).toEqual([]);
});

it('is deleted for good as it was when that was asked, not with what has come into Trash since', async () => {
  const page = await open({ rows: 700 });
  const comes = await idOf(page, 4);
  await openFolder(page, /^Trash/);
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete 3 messages permanently?' });
  await dialog.waitFor();
  await page.evaluate((id) => {
    window.fake.place(id, 5);
    window.fake.emit('messages.changed', { folderId: 5, reset: false });
  }, comes);
  await rowCount(page).toBe('4');
  await dialog.getByRole('button', { name: 'Delete permanently' }).click();
  await page.getByText('3 messages deleted permanently').waitFor();
  await rowCount(page).toBe('1');
  expect(await idOf(page, 1)).toBe(comes);
});

it.each([
  { what: 'the folder was numbered anew', event: 'messages.changed', value: { folderId: 1, reset: true } },
  { what: 'the cache was read anew', event: 'application.healthChanged', value: { trouble: null } },
])('is let go of where $what: nothing is acted on, nor the message that was open', async ({ event, value }) => {
  const page = await open({ rows: 700 });
  await row(page, 1).click();
  await page.keyboard.press('Control+a');
  await selectedCount(page, '700 messages selected');
  await page.evaluate(([name, said]) => window.fake.emit(name, said), [event, value] as const);
  await page.getByRole('region', { name: 'Selection' }).waitFor({ state: 'detached' });
  await page.keyboard.press('e');
  await row(page, 2).click();
  await page.keyboard.press('s');
  await expect.poll(() => acted(page)).toEqual([[await idOf(page, 2)]]);
});

it('is a command as well: in the palette where a list is in sight, and under its keys in the list only', async () => {
  const page = await open({ rows: 30 });
  const palette = page.getByRole('dialog', { name: 'Run a command' });
  const choose = async () => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('searchbox').fill('Select all');
    return palette.getByRole('option', { name: 'Select all' });
  };
  await (await choose()).click();
  await selectedCount(page, '30 messages selected');
  // In a field they select its text.
  await row(page, 1).click();
  await page.getByRole('searchbox', { name: 'Search mail' }).focus();
  await page.keyboard.press('Control+a');
  await isSelected(page, 2).toBe('false');
  await page.evaluate(() => window.fake.emit('application.command', { command: 'folder.outbox' }));
  await grid(page).waitFor({ state: 'detached' });
  expect(await (await choose()).count()).toBe(0);
});
