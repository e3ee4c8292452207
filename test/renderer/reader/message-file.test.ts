/** A message out of a file: read like any other, answered, and beyond the reach of what moves and deletes. */
import type { FileChooser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
}, 180_000);
afterEach(() => expect(window.complaints).toEqual([]));
afterAll(() => window.close());

const lines = [
  'From: Bo <bo@example.test>',
  'To: ana@practice.test',
  'Subject: Out of a file',
  'Date: Mon, 2 Nov 2026 10:00:00 +0000',
  'Message-ID: <file@example.test>',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Words of the file.',
  '--b',
  'Content-Type: text/csv; name="a.csv"',
  'Content-Disposition: attachment; filename="a.csv"',
  '',
  '1,2',
  '--b--',
  '',
];
const file = { name: 'saved.eml', mimeType: 'message/rfc822', buffer: Buffer.from(lines.join('\n')) };

/** Chooses files in the dialog; asked for before the window is used, so that no dialog of the browser itself can open. */
function createChooser(page: Page): (chosen: typeof file) => Promise<void> {
  const opened: FileChooser[] = [];
  page.on('filechooser', (chooser) => opened.push(chooser));
  return async (chosen) => {
    await page.keyboard.press('Control+o');
    await expect.poll(() => opened.length).toBe(1);
    await opened.shift()?.setFiles(chosen);
  };
}
const heading = (page: Page) => page.getByRole('article', { name: 'Message' }).getByRole('heading', { level: 1, name: 'Out of a file' });

describe('a message out of a file', () => {
  it('is read in every view, and answered', async () => {
    const { page } = window;
    const choose = createChooser(page);
    await page.getByRole('row').nth(2).waitFor();
    await choose(file);
    await heading(page).waitFor();
    const article = page.getByRole('article', { name: 'Message' });
    await article.getByText('Words of the file.').waitFor();
    await article.getByText('a.csv').first().waitFor();
    await article.getByRole('tab', { name: 'Source' }).click();
    await article.getByText('boundary=b').first().waitFor();
    await article.getByRole('tab', { name: 'Message', exact: true }).click();
    const address = await article.getByRole('link', { name: 'Save a.csv' }).evaluate((link: HTMLAnchorElement) => link.href);
    expect(await page.evaluate(async (url) => (await fetch(url)).text(), address)).toBe('1,2');
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    const form = page.getByRole('form', { name: 'New message' });
    await expect.poll(() => form.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe('Bo <bo@example.test>');
    expect(await form.getByRole('textbox', { name: 'Message body' }).inputValue()).toContain('> Words of the file.');
    await form.getByRole('button', { name: 'Send' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^Sent: 250/ })
      .waitFor();
  });

  it('is dropped on the window, and nothing that was selected before can be deleted in its place', async () => {
    const { fixture } = window;
    const page = await window.openTab();
    await page.getByRole('row').nth(2).click();
    const inbox = await fixture.folderOf('Practice', 'inbox');
    const before = (await fixture.rows(inbox.id)).length;
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'saved.eml'));
      document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, lines.join('\r\n'));
    await heading(page).waitFor();
    for (const name of ['Archive', 'Delete', 'Junk'])
      await expect.poll(() => page.getByRole('button', { name, exact: true }).isDisabled(), { message: name }).toBe(true);
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
    await page.getByRole('article', { name: 'Message' }).waitFor({ state: 'detached' });
    expect((await fixture.rows(inbox.id)).length).toBe(before);
  });

  it('is read without any account, and a file that is no message is refused in words', async () => {
    const empty = await startRealWindow();
    onTestFinished(() => empty.close());
    const { page, fixture } = empty;
    const choose = createChooser(page);
    await page.getByRole('button', { name: 'Add account' }).first().waitFor();
    await choose({ name: 'picture.eml', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) });
    await page.getByRole('alert').getByText('This file is not a mail message').waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await choose(file);
    await heading(page).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('button', { name: 'Add account' }).first().waitFor();
    expect(unwrap(await fixture.client.call('folders.list', {}))).toEqual([]);
  });
});
