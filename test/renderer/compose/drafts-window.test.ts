/** Drafts in the window: thrown away and fetched back, typed without an echo, and written in two windows. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  window = await startRealWindow({
    practice: true,
    between: (engine) => (name, input) => {
      asked.push(name);
      return engine(name, input);
    },
  });
  page = window.page;
  await page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const form = (on = page) => on.getByRole('form', { name: 'New message' });
const box = (name: string, on = page) => form(on).getByRole('textbox', { name, exact: true });
const saved = (on = page) => form(on).getByText('Saved', { exact: true }).waitFor();
const drafts = async () => unwrap(await window.fixture.client.call('compose.drafts', {}));
const discard = async (on = page) => {
  await form(on).getByRole('button', { name: 'Discard' }).click();
  await form(on).waitFor({ state: 'detached' });
};

it('a draft that is discarded comes back as it was, to the last key and with its files', async () => {
  await page.getByRole('button', { name: 'New message' }).click();
  await box('To').fill('ben@practice.test');
  await box('Bcc').fill('rui@practice.test');
  await box('Subject').fill('Precious');
  await form()
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  await form().getByRole('button', { name: 'Remove a.txt' }).waitFor();
  await box('Message body').pressSequentially('typed just now');
  await discard();
  expect(await drafts()).toEqual([]);
  await page.getByRole('status').filter({ hasText: 'Draft discarded' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await form().getByRole('button', { name: 'Remove a.txt' }).waitFor();
  for (const [name, value] of [
    ['To', 'ben@practice.test'],
    ['Bcc', 'rui@practice.test'],
    ['Subject', 'Precious'],
    ['Message body', 'typed just now'],
  ] as const)
    expect(await box(name).inputValue()).toBe(value);
  // A file that is taken off comes back too.
  await form().getByRole('button', { name: 'Remove a.txt' }).click();
  await form().getByRole('button', { name: 'Remove a.txt' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await form().getByRole('button', { name: 'Remove a.txt' }).waitFor();
  // By the keys as well.
  await discard();
  await page.getByRole('status').filter({ hasText: 'Draft discarded' }).waitFor();
  await page.keyboard.press('Control+z');
  await form().getByRole('button', { name: 'Remove a.txt' }).waitFor();
  await discard();
});

it('what is typed here is not asked for again, neither the draft nor the list', async () => {
  await page.getByRole('button', { name: 'New message' }).click();
  await box('Subject').fill('Echo');
  await saved();
  await page.getByRole('button', { name: '1 unsent message' }).waitFor();
  asked.length = 0;
  for (const word of ['one', 'two', 'three']) {
    await box('Message body').pressSequentially(word);
    await saved();
  }
  expect(asked.filter((name) => name === 'compose.save').length).toBeGreaterThan(0);
  expect(asked.filter((name) => name === 'compose.get' || name === 'compose.drafts')).toEqual([]);
  await box('Subject').fill('Echo renamed');
  await saved();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '1 unsent message' }).click();
  await page.getByRole('menuitem', { name: 'Echo renamed' }).click();
  await box('Subject').waitFor();
  await discard();
});

it('two windows on the same draft lose nothing of either, and say so', async () => {
  await page.getByRole('button', { name: 'New message' }).click();
  await box('Subject').fill('Shared');
  await box('Message body').fill('Together. ');
  await saved();
  const other = await window.openTab();
  await other.getByRole('button', { name: '1 unsent message' }).click();
  await other.getByRole('menuitem', { name: 'Shared' }).click();
  await expect.poll(() => box('Message body', other).inputValue()).toBe('Together. ');
  // What one types is seen in the other, while that one only looks.
  await box('Message body').press('End');
  await box('Message body').pressSequentially('From here.');
  await expect.poll(() => box('Message body', other).inputValue()).toBe('Together. From here.');
  // Both at once.
  await Promise.all([box('Subject').fill('Mine'), box('Subject', other).fill('Theirs')]);
  await Promise.all([saved(), saved(other)]);
  await expect.poll(async () => (await drafts()).map(({ subject }) => subject).sort()).toEqual(['Mine', 'Theirs']);
  await expect
    .poll(
      async () =>
        (await form()
          .getByText(/separate draft/)
          .count()) +
        (await form(other)
          .getByText(/separate draft/)
          .count()),
    )
    .toBe(1);
  await other.close();
  await discard();
  for (const { id } of await drafts()) unwrap(await window.fixture.client.call('compose.discard', { id }));
});

it('a text in the large composer is as wide as it is read, not as the window', async () => {
  await page.getByRole('button', { name: 'New message' }).click();
  await form().getByRole('button', { name: 'Larger' }).click();
  const characters = await box('Message body').evaluate((body) => {
    const style = getComputedStyle(body);
    const probe = document.createElement('span');
    Object.assign(probe.style, { position: 'absolute', width: '100ch', fontFamily: style.fontFamily, fontSize: style.fontSize });
    document.body.append(probe);
    const one = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return (body.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)) / one;
  });
  expect(characters).toBeGreaterThan(60);
  expect(characters).toBeLessThanOrEqual(76.5);
  await discard();
});
