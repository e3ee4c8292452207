/** A window of 1440 by 900 at 200 %, and lower: what one needs stays in sight, and what is too long is reached by key. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, showTranscript, startRealWindow } from './real-window.ts';

let window: RealWindow;

beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  await window.page.getByRole('row').first().waitFor();
  await showTranscript(window.page);
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

it.each([
  [720, 450, '100%'],
  [720, 450, '150%'],
  [1440, 500, '100%'],
  [640, 400, '100%'],
])('the buttons of a new message are on it and can be pressed, %i by %i with text at %s', async (width, height, size) => {
  const { page } = window;
  await page.setViewportSize({ width, height });
  await page.evaluate((fontSize) => document.documentElement.style.setProperty('font-size', fontSize), size);
  await page.keyboard.press('Control+n');
  const form = page.getByRole('form', { name: 'New message' });
  await form.getByRole('textbox', { name: 'Subject' }).waitFor();
  const outer = await form.boundingBox();
  const send = await form.getByRole('button', { name: 'Send', exact: true }).boundingBox();
  if (!outer || !send) throw new Error('the composer is not drawn');
  expect(outer.y).toBeGreaterThan(0);
  expect(outer.y + outer.height).toBeLessThanOrEqual(height);
  expect(send.y).toBeGreaterThan(outer.y);
  expect(send.y + send.height).toBeLessThanOrEqual(outer.y + outer.height);
  // Pressed where it is: nothing lies over it.
  await form.getByRole('button', { name: 'Discard' }).click();
  await form.waitFor({ state: 'detached' });
});

it('the transcript has lines in sight', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  const log = page.getByRole('log', { name: 'Session lines' });
  await expect.poll(async () => (await log.boundingBox())?.height ?? 0).toBeGreaterThan(60);
  await log.getByRole('listitem').last().waitFor();
});

it('a dialog longer than the window, of nothing but words, is scrolled by key', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.getByRole('row').first().focus();
  await page.keyboard.press('?');
  const body = page.getByRole('dialog').locator('.dialog-body');
  await body.waitFor();
  // The dialog itself, its close button, its words.
  for (let stop = 0; stop < 3 && !(await body.evaluate((element) => element === document.activeElement)); stop += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('End');
  await expect.poll(() => body.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1)).toBe(true);
  await page.keyboard.press('Escape');
});
