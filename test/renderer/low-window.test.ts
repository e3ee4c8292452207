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

it('the buttons of the transcript are all in sight or in a menu, and the explanation of a line stands beside it', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 720, height: 450 });
  const region = page.getByRole('region', { name: 'Transcript' });
  const more = region.getByRole('button', { name: 'More', exact: true });
  await more.waitFor();
  for (const button of [more, region.getByRole('button', { name: 'Hide the transcript' })]) {
    const box = await button.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 720 && box.y + box.height <= 450).toBe(true);
  }
  // One row of them: a second one would take a row of lines.
  await page.setViewportSize({ width: 620, height: 450 });
  const [title, last] = await Promise.all(
    [region.getByRole('heading', { name: 'Transcript' }), region.getByRole('button', { name: 'Hide the transcript' })].map((each) =>
      each.boundingBox(),
    ),
  );
  expect(last?.y).toBeLessThan((title?.y ?? 0) + (title?.height ?? 0));
  await page.setViewportSize({ width: 720, height: 450 });
  await more.click();
  await page.getByRole('menuitem', { name: 'Keep this session' }).waitFor();
  await page.getByRole('menuitem', { name: 'Explanations: For the line pointed to' }).click();
  const log = page.getByRole('log', { name: 'Session lines' });
  await log.locator('[data-line][tabindex="0"]').focus();
  await page.keyboard.press('Home');
  const reading = region.getByRole('complementary', { name: 'Explanation of the line' });
  await reading.waitFor();
  const [beside, lines] = [await reading.boundingBox(), await log.boundingBox()];
  if (!beside || !lines) throw new Error('explanation or lines are not drawn');
  expect(beside.height).toBeGreaterThan(40);
  await expect.poll(() => reading.evaluate((element) => element.scrollHeight <= element.clientHeight || element.tabIndex === 0)).toBe(true);
  expect(beside.y + beside.height).toBeLessThanOrEqual(450);
  expect(lines.x + lines.width).toBeLessThanOrEqual(beside.x + 1);
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

it('keys of two strokes go elsewhere from the list of sessions too, and single ones do nothing there', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1440, height: 900 });
  const sessions = page.getByRole('listbox', { name: 'Sessions' });
  await sessions.getByRole('option').first().focus();
  const rows = () => page.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount');
  const before = await rows();
  await page.keyboard.press('e');
  await page.keyboard.press('Delete');
  expect(await rows()).toBe(before);
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.getByRole('region', { name: 'Look up a name' }).waitFor();
});
