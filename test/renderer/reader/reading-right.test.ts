/** Messages that need a hand or a way in: another charset, a message inside a message, a mailing list, and what cannot be looked into. */
import iconv from 'iconv-lite';
import type { FileChooser, Page } from 'playwright-core';
import { afterAll, afterEach, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
afterEach(() => window.close());
afterAll(removeBuiltWindow);

const bytes = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

async function open(message: Buffer): Promise<Page> {
  window = await startRealWindow({ practice: true });
  const { page } = window;
  const opened: FileChooser[] = [];
  page.on('filechooser', (chooser) => opened.push(chooser));
  await page.getByRole('row').nth(2).waitFor();
  await page.keyboard.press('Control+o');
  await expect.poll(() => opened.length).toBe(1);
  await opened[0]?.setFiles({ name: 'saved.eml', mimeType: 'message/rfc822', buffer: message });
  return page;
}

const article = (page: Page) => page.getByRole('article', { name: 'Message' });
const title = (page: Page, name: string) => article(page).getByRole('heading', { level: 1, name });

it.each(['message/rfc822', 'application/octet-stream; name="The inner one.eml"'])(
  'a message inside a message (%s) opens, is answered to its own writer, and leads back',
  async (type) => {
    const inner = bytes(
      'From: Bo <bo@example.test>',
      'Subject: The inner one',
      'Date: Mon, 2 Nov 2026 10:00:00 +0000',
      '',
      'Words inside.',
    );
    const page = await open(
      bytes(
        'From: Ana <ana@example.test>',
        'Subject: The outer one',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'Look inside.',
        '--b',
        `Content-Type: ${type}`,
        'Content-Transfer-Encoding: base64',
        '',
        inner.toString('base64'),
        '--b--',
      ),
    );
    await title(page, 'The outer one').waitFor();
    await article(page).getByRole('button', { name: 'Open The inner one.eml' }).click();
    await title(page, 'The inner one').waitFor();
    await article(page).getByText('Words inside.').waitFor();
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    const form = page.getByRole('form', { name: 'New message' });
    await expect.poll(() => form.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe('Bo <bo@example.test>');
    expect(await form.getByRole('textbox', { name: 'Message body' }).inputValue()).toContain('> Words inside.');
    await page.keyboard.press('Escape');
    await article(page).getByRole('button', { name: 'Back to the enclosing message' }).click();
    await title(page, 'The outer one').waitFor();
    await article(page).getByRole('tab', { name: 'Structure' }).click();
    await article(page).getByRole('table').getByRole('button', { name: /^Open/ }).click();
    await title(page, 'The inner one').waitFor();
    expect(window.complaints).toEqual([]);
  },
);

it('a charset chosen by hand makes the text readable, and the answer quotes it so', async () => {
  const page = await open(
    Buffer.concat([
      bytes('From: Bo <bo@example.test>', 'Subject: Letter', 'Content-Type: text/plain; charset=iso-8859-1', '', ''),
      iconv.encode('Привет', 'koi8-r'),
    ]),
  );
  await title(page, 'Letter').waitFor();
  await article(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Choose the charset' }).click();
  await article(page).getByRole('button', { name: 'Charset' }).click();
  await page.getByRole('option', { name: 'koi8-r' }).click();
  await article(page).getByRole('tab', { name: 'Message', exact: true }).click();
  await article(page).getByText('Привет').waitFor();
  await page.getByRole('button', { name: 'Reply', exact: true }).click();
  const body = page.getByRole('form', { name: 'New message' }).getByRole('textbox', { name: 'Message body' });
  await expect.poll(() => body.inputValue()).toContain('> Привет');
  expect(window.complaints).toEqual([]);
});

it('an answer to the list goes to the list', async () => {
  const page = await open(
    bytes(
      'From: Bo <bo@example.test>',
      'Subject: Seeds',
      'List-Post: <mailto:garden@lists.test>',
      'Reply-To: bo@example.test',
      '',
      'Which ones?',
    ),
  );
  await title(page, 'Seeds').waitFor();
  await article(page).getByText('Which ones?').waitFor();
  await page.keyboard.press('l');
  const to = page.getByRole('form', { name: 'New message' }).getByRole('textbox', { name: 'To', exact: true });
  await expect.poll(() => to.inputValue()).toBe('garden@lists.test');
});

it('what cannot be looked into is named', async () => {
  const page = await open(
    bytes(
      'From: Bo <bo@example.test>',
      'Subject: Order',
      'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      'MIIB',
    ),
  );
  await title(page, 'Order').waitFor();
  await article(page)
    .getByText(/signed with S\/MIME/)
    .waitFor();
  expect(await article(page).getByText('This message has no text.').count()).toBe(0);
});
