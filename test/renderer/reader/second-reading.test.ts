/** The second reading in the Structure view, in the real window on a real engine. */
import { afterAll, afterEach, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
afterEach(() => window.close());
afterAll(removeBuiltWindow);

const openFile = async (text: string) => {
  window = await startRealWindow();
  const { page } = window;
  await page.getByRole('button', { name: 'Add account' }).first().waitFor();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'letter.eml'));
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await page.getByRole('tab', { name: 'Structure' }).click();
  return page.getByRole('region', { name: 'Second reading' });
};

it('says side by side where the two programs disagree, when it is asked', async () => {
  const region = await openFile(
    'From: First <first@garden.test>\r\nFrom: Second <second@field.test>\r\nSubject: Seeds\r\nDate: Tue, 03 Mar 2026 09:15:00 +0100\r\n\r\nx\r\n',
  );
  expect(await region.getByRole('table').count()).toBe(0);
  await region.getByRole('button', { name: 'Compare with mailparser' }).click();
  await region.getByRole('status').getByText('The two disagree on one point.').waitFor();
  const cells = await region.getByRole('row', { name: 'From' }).getByRole('cell').allTextContents();
  expect(cells).toEqual(['First <first@garden.test>, Second <second@field.test>', 'Second <second@field.test>']);
  expect(window.complaints).toEqual([]);
});

it('says that both read the same of ordinary mail, and the button keeps the focus', async () => {
  const region = await openFile('From: First <first@garden.test>\r\nSubject: Seeds\r\nDate: Tue, 03 Mar 2026 09:15:00 +0100\r\n\r\nx\r\n');
  const button = region.getByRole('button', { name: 'Compare with mailparser' });
  await button.focus();
  await window.page.keyboard.press('Enter');
  await region.getByRole('status').getByText('Both read the same sender').waitFor();
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});
