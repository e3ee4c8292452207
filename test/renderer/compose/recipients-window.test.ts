/** What the composer says of recipients that cannot get the message, and that it never stands in the way. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FakeControls } from '../fake/engine.ts';
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

async function compose(checksRecipients = true): Promise<Page> {
  const page = await host.open({ preferences: { dock: 'hidden', checksRecipients } });
  await page.getByRole('button', { name: 'New message' }).click();
  await box(page, 'To').fill('');
  return page;
}
const form = (page: Page) => page.getByRole('form', { name: 'New message' });
const box = (page: Page, name: string) => form(page).getByRole('textbox', { name, exact: true });
const said = (page: Page) => form(page).getByRole('list', { name: 'Recipients that may not get it' }).getByRole('listitem');
const asked = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).length, name);

describe('recipients that cannot get the message', () => {
  it('are named below the addresses, and no more once they are taken out', async () => {
    const page = await compose();
    await box(page, 'To').fill('Ana <ana@example.org>, Nobody <x@null.example>');
    await said(page).waitFor();
    expect(await said(page).allTextContents()).toEqual(['x@null.example: null.example says that it takes no mail (null MX).']);
    await box(page, 'To').fill('Ana <ana@example.org>');
    await expect.poll(() => said(page).count()).toBe(0);
  });

  it('do not keep a message from being sent', async () => {
    const page = await compose();
    await box(page, 'Cc').fill('x@null.example');
    await said(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await form(page).waitFor({ state: 'detached' });
    expect(await asked(page, 'compose.send')).toBe(1);
  });

  it('are not looked for where that is switched off in the settings', async () => {
    const page = await compose(false);
    await box(page, 'To').fill('x@null.example');
    await box(page, 'Subject').fill('Anything');
    await expect.poll(() => asked(page, 'compose.save')).toBeGreaterThan(0);
    await page.keyboard.press('Control+Enter');
    await form(page).waitFor({ state: 'detached' });
    expect(await asked(page, 'recipients.check')).toBe(0);
  });
});
