/** What cannot be used for now, because something is under way, keeps the focus: Escape and all other keys go where they went. */
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { unwrap } from '../support/engine-fixture.ts';
import { startScriptedServer } from '../support/scripted/scripted-server.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
/** A call that is not answered until it is let go. */
let held: { readonly name: string; readonly answered: Promise<void>; asked: number } | null = null;

beforeAll(async () => {
  window = await startRealWindow({
    practice: true,
    between: (engine) => async (name, input) => {
      const now = held?.name === name ? held : null;
      if (now) {
        now.asked += 1;
        await now.answered;
      }
      return engine(name, input);
    },
  });
  window.page.setDefaultTimeout(60_000);
  await window.page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const hasFocus = (control: Locator) => control.evaluate((element) => element === document.activeElement);

/** Presses Enter on a control, and looks at it while what that asks for is under way. @returns lets that go on */
async function pressHeld(control: Locator, call: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const now = { name: call, answered: promise, asked: 0 };
  held = now;
  await control.focus();
  await window.page.keyboard.press('Enter');
  await expect.poll(() => now.asked, { timeout: 60_000 }).toBe(1);
  await expect.poll(() => control.isEnabled(), { timeout: 60_000 }).toBe(false);
  // Disabled, it would have lost the focus when the window was painted.
  await window.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(await hasFocus(control)).toBe(true);
  await window.page.keyboard.press('Enter');
  await window.page.keyboard.press('Space');
  expect(now.asked).toBe(1);
  return () => {
    held = null;
    resolve();
  };
}

async function openByPalette(name: string): Promise<void> {
  const { page } = window;
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.getByRole('dialog').getByText(name, { exact: true }).waitFor();
  await page.keyboard.press('Enter');
}

it('a button of a dialog, which Escape closes', async () => {
  const { page } = window;
  await page.getByRole('treeitem', { name: /^Inbox/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Folder details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Folder details: Inbox' });
  const letGo = await pressHeld(dialog.getByRole('button', { name: 'Read again' }), 'folders.readAgain');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  letGo();
}, 240_000);

it('a button that starts the practice server anew', async () => {
  const { page, fixture } = window;
  await openByPalette('Practice server');
  const panel = page.getByRole('dialog', { name: 'Practice server' });
  await panel.getByRole('spinbutton', { name: /^Ports/ }).fill('40000');
  const letGo = await pressHeld(panel.getByRole('button', { name: /^Start again/ }), 'practice.start');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  letGo();
  expect(unwrap(await fixture.client.call('practice.state', {})).running).toBe(true);
}, 240_000);

it('a button of a view, which can be pressed again when it is done', async () => {
  const { page } = window;
  await openByPalette('Look up a name');
  const view = page.getByRole('region', { name: 'Look up a name' });
  await view.getByRole('textbox', { name: 'Name or address' }).fill('practice.test');
  await view.getByRole('textbox', { name: 'Name server' }).fill('127.0.0.1:1');
  const ask = view.getByRole('button', { name: 'Look up' });
  const letGo = await pressHeld(ask, 'dns.ask');
  letGo();
  await view.getByRole('alert').first().waitFor();
  await expect.poll(() => ask.isEnabled()).toBe(true);
  expect(await hasFocus(ask)).toBe(true);
}, 240_000);

it('a field that is filled in while a connection is made from it, and which cannot be changed meanwhile', async () => {
  const { page } = window;
  await openByPalette('Console');
  const view = page.getByRole('region', { name: 'Console', exact: true });
  const host = view.getByRole('textbox', { name: 'Host' });
  await host.fill('127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<void>();
  // A user who connects waits for the handshake.
  const server = await startScriptedServer(async (connection) => {
    await promise;
    connection.close();
  });
  onTestFinished(() => server.stop());
  await view.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
  await view.getByRole('button', { name: /Security/ }).click();
  await page.getByRole('option', { name: 'TLS', exact: true }).click();
  const closing = { name: 'console.close', answered: Promise.resolve(), asked: 0 };
  held = closing;
  onTestFinished(() => {
    held = null;
  });
  await host.focus();
  // Held down: the form would be submitted again, and the same form disconnects.
  await page.keyboard.down('Enter');
  await view.getByRole('button', { name: 'Disconnect' }).waitFor();
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('x');
  expect([await hasFocus(host), await host.inputValue()]).toEqual([true, '127.0.0.1']);
  resolve();
  await view.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  expect([await hasFocus(host), await host.inputValue()]).toEqual([true, '127.0.0.1x']);
  expect(closing.asked).toBe(0);
}, 240_000);
