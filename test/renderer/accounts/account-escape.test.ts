/** The way out of the account dialog by key, before and after a check. */
import { afterAll, afterEach, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
afterEach(() => window.close());
afterAll(removeBuiltWindow);

it('Escape closes the dialog, from a field and from the result of a check', async () => {
  window = await startRealWindow();
  const { page } = window;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add account' }).click();
  await dialog.getByRole('textbox', { name: 'Address' }).fill('ana@127.0.0.1.invalid');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Add account' }).click();
  await dialog.getByRole('textbox', { name: 'Address' }).fill('ana@127.0.0.1.invalid');
  await dialog.getByLabel('Password', { exact: true }).fill('x');
  await dialog.getByRole('button', { name: 'Check' }).press('Enter');
  const result = dialog.getByRole('region', { name: 'Result of the check' });
  await result.getByRole('alert').first().waitFor();
  await expect.poll(() => result.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});
