/** Where the caret is once a composer has been asked for, by whatever way, and where the focus is once it has gone. */
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

async function open(): Promise<Page> {
  const page = await host.open(
    { preferences: { dock: 'hidden', markSeenAfter: -1 } },
    { viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' },
  );
  await row(page, 1).waitFor();
  return page;
}
const row = (page: Page, index: number) => page.getByRole('grid', { name: 'Messages' }).locator(`[role=row][aria-rowindex="${index}"]`);
const form = (page: Page) => page.getByRole('form', { name: 'New message' });
const box = (page: Page, name: string) => form(page).getByRole('textbox', { name, exact: true });
const inputsOf = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map((call) => call.input), name);
/** Frames in which whatever leads the focus back late has done so. */
const settle = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let frames = 40;
        const next = () => (frames-- > 0 ? requestAnimationFrame(next) : resolve());
        next();
      }),
  );
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex') ?? document.activeElement?.tagName);
const changing = ['messages.archive', 'messages.junk', 'messages.delete', 'messages.setFlag', 'messages.move'];

const palette = async (page: Page, command: string) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
};
const menu = async (page: Page, command: string) => {
  await row(page, 2).click({ button: 'right' });
  await page.getByRole('menuitem', { name: command, exact: true }).click();
};
const keyMenu = async (page: Page, command: string) => {
  await row(page, 2).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: command, exact: true }).press('Enter');
};
const system = (page: Page, command: string, argument?: string) =>
  page.evaluate((event) => window.fake.emit('application.command', event), { command, ...(argument === undefined ? {} : { argument }) });

const ways: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  ['Reply by the context menu', 'Message body', (page) => menu(page, 'Reply')],
  ['Reply all by the context menu, with keys', 'Message body', (page) => keyMenu(page, 'Reply all')],
  ['Forward by the context menu', 'To', (page) => menu(page, 'Forward')],
  ['Reply by the palette', 'Message body', (page) => palette(page, 'Reply')],
  ['Forward by the palette', 'To', (page) => palette(page, 'Forward')],
  ['New message by the palette', 'To', (page) => palette(page, 'New message')],
  ['Reply by the machine’s menu', 'Message body', (page) => system(page, 'message.reply')],
  ['a mailto: link', 'To', (page) => system(page, 'compose.new', 'mailto:ben@example.test')],
  ['Reply by its key', 'Message body', (page) => page.keyboard.press('r')],
  ['Reply by its button', 'Message body', (page) => page.getByRole('button', { name: 'Reply', exact: true }).click()],
];

describe('a composer', () => {
  it.each(ways)('has the caret after %s', async (_, name, ask) => {
    const page = await open();
    await row(page, 2).click();
    await ask(page);
    await form(page).waitFor();
    await page.keyboard.type('se');
    await settle(page);
    await page.keyboard.type('ed');
    expect(await box(page, name).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await box(page, name).inputValue()).toContain('seed');
    for (const call of changing) expect(await inputsOf(page, call)).toEqual([]);

    await form(page).getByRole('button', { name: 'Discard' }).click();
    await form(page).waitFor({ state: 'detached' });
    await settle(page);
    expect(await focusedRow(page)).toBe('2');
    expect(await row(page, 2).getAttribute('aria-selected')).toBe('true');
  });
});

describe('a composer that was asked for right after a step through the list', () => {
  const together = (page: Page, keys: readonly string[]) =>
    page.evaluate((pressed) => {
      for (const key of pressed)
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }),
        );
    }, keys);

  it.each([
    ['ArrowDown', 'r', 'Message body'],
    ['ArrowDown', 'n', 'To'],
    ['j', 'f', 'To'],
    ['PageDown', 'a', 'Message body'],
  ] as const)('%s, then %s, has the caret', async (step, ask, name) => {
    const page = await open();
    await row(page, 1).click();
    await settle(page);
    await together(page, [step, ask]);
    await settle(page);
    expect(await box(page, name).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('see');
    expect(await box(page, name).inputValue()).toContain('see');
    for (const call of changing) expect(await inputsOf(page, call)).toEqual([]);
    // What has the ring afterwards is what is marked.
    await form(page).getByRole('button', { name: 'Discard' }).click();
    await form(page).waitFor({ state: 'detached' });
    await settle(page);
    const marked = page.locator('[role=row][aria-selected=true]');
    expect(await marked.getAttribute('aria-rowindex')).toBe(await focusedRow(page));
  });

  it('leaves the focus to the palette too', async () => {
    const page = await open();
    await row(page, 1).click();
    await settle(page);
    await page.evaluate(() => {
      for (const init of [{ key: 'ArrowDown' }, { key: 'k', ctrlKey: true }])
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
    });
    await settle(page);
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  });
});

describe('a key after a composer was discarded', () => {
  it('is a command at once where its own button was clicked', async () => {
    const page = await open();
    await row(page, 2).click();
    await page.keyboard.press('r');
    await page.keyboard.type('Some words');
    await form(page).getByRole('button', { name: 'Discard' }).click();
    await form(page).waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await form(page).waitFor();
  });

  it('is a command at once where its button was pressed by key, or an arrow went through the list', async () => {
    const page = await open();
    await row(page, 2).click();
    await page.keyboard.press('r');
    await page.keyboard.type('Some words');
    await form(page).getByRole('button', { name: 'Discard' }).press('Enter');
    await form(page).waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await form(page).waitFor();
    await page.keyboard.type('Words');
    await form(page).getByRole('textbox', { name: 'To', exact: true }).fill('ben@example.test');
    await page.keyboard.press('Control+Enter');
    await form(page).waitFor({ state: 'detached' });
    await page.keyboard.type('see');
    expect(await inputsOf(page, 'messages.archive')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('e');
    await page.getByText('Message archived').waitFor();
  });
});
