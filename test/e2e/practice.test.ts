import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { type MailWindow, openWindow } from './mail-window.ts';

describe('the practice server in the window', () => {
  let program: BrowserHost;
  let browser: Browser;
  let mail: MailWindow;
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    program = await startBrowserHost();
    browser = await launchChromium();
    mail = await openWindow(browser, program.address, complaints);
    mail.page.on('request', (request) => requests.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it('is one button away in an empty window', async () => {
    await mail.page.getByRole('button', { name: 'Start with the practice server' }).click();
    await mail.openMessage('Welcome: start here');
    await mail.article.getByText('This mailbox lives inside the program.').waitFor();
  });

  it('shows HTML mail with its own picture and asks no other computer for anything', async () => {
    await mail.openMessage('The Postmark, issue 12');
    const frame = mail.page.frameLocator('iframe[title="Message text"]');
    await frame.getByAltText('An envelope').and(frame.locator('[src^="blob:"]')).waitFor();
    await mail.article.getByText('Remote content blocked').waitFor();
    const origin = new URL(program.address).origin;
    expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`))).toEqual([]);
  });

  it('saves an attachment under its name, byte for byte', async () => {
    await mail.openMessage('Ports and TLS, with the table attached');
    const download = mail.page.waitForEvent('download');
    await mail.article.getByRole('link', { name: 'Save ports.csv' }).click();
    expect((await download).suggestedFilename()).toBe('ports.csv');
    expect((await readFile(await (await download).path(), 'utf8')).split(/\r?\n/)[0]).toContain(',');
  });

  it('says that an outcome is unknown, does not send twice, and takes the user’s word for it', async () => {
    await mail.page.getByRole('button', { name: 'New message' }).click();
    await mail.write({ to: 'lose-after-dot@practice.test', subject: 'Lost after the dot', text: 'Did it arrive?' });
    await mail.send();
    const alert = mail.page.getByRole('alert').filter({ hasText: 'It is not known whether “Lost after the dot” was sent.' });
    await alert.getByRole('button', { name: 'Go to the outbox' }).click();
    const entry = mail.page.getByRole('region', { name: 'Outbox' }).getByRole('listitem').filter({ hasText: 'Outcome unknown' });
    await entry.getByRole('button', { name: 'Look again' }).click();
    await mail.page.getByRole('status').filter({ hasText: 'No trace of it' }).waitFor();
    expect(await mail.session(/^SMTP Practice send/).count()).toBe(1);
    await entry.getByRole('button', { name: 'Mark as arrived' }).click();
    await mail.page.getByRole('region', { name: 'Outbox' }).getByText('Accepted by the server').waitFor();
    expect(await mail.session(/^SMTP Practice send/).count()).toBe(1);
  });

  it('can be used without a pointer: from the folders through the list to an answer that is sent', async () => {
    const { page } = mail;
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await mail.row('Welcome: start here').waitFor();
    await page.keyboard.press('j');
    const heading = mail.article.getByRole('heading', { level: 1 });
    await heading.waitFor();
    const first = await heading.textContent();
    await page.keyboard.press('j');
    await heading.filter({ hasNotText: first ?? '' }).waitFor();
    await page.keyboard.press('r');
    const body = page.getByRole('textbox', { name: 'Message body' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Message body');
    await page.keyboard.type('Typed, not clicked.');
    expect(await body.inputValue()).toMatch(/^Typed, not clicked\./);
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /^Sent: 250 / })
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('keeps the quote, and every key in its place, that comes in the moment between an answer and its picture', async () => {
    const { page } = mail;
    await mail.openMessage('Welcome: start here');
    // React draws what was answered in a task of its own, which it asks for by a message: a key comes before each of them.
    await page.evaluate(() => {
      const { postMessage } = MessagePort.prototype;
      const letters = [...'abcdefghijklmnopqrstuvwxyz'];
      MessagePort.prototype.postMessage = function (this: MessagePort, ...given: Parameters<typeof postMessage>) {
        if (document.activeElement instanceof HTMLTextAreaElement)
          queueMicrotask(() => document.execCommand('insertText', false, letters.shift() ?? ''));
        postMessage.apply(this, given);
      } as typeof postMessage;
    });
    await page.keyboard.press('r');
    const composer = page.getByRole('form', { name: 'New message' });
    await composer.getByRole('button', { name: 'Send' }).and(page.locator(':enabled')).waitFor();
    await page.keyboard.type('.');
    const [typed = '', ...quote] = (await composer.getByRole('textbox', { name: 'Message body' }).inputValue()).split('.');
    expect(typed).toMatch(/^[a-z]+$/);
    expect('abcdefghijklmnopqrstuvwxyz').toContain(typed);
    expect(quote.join('.')).toContain('> This mailbox lives inside the program.');
    await page.keyboard.press('Escape');
  });
});
