/** Answers that come late: what was opened meanwhile stays open, keeps the focus and hears the keys. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Failure, failure } from '../../electron/contract/failure.ts';
import { unwrap } from '../support/engine-fixture.ts';
import { type Between, type RealWindow, startRealWindow } from './real-window.ts';

/** Which answer is held back, or comes in the place of the engine's, and what has been asked since. */
interface Holding {
  readonly name: string;
  readonly failed: Failure | undefined;
  readonly asked: string[];
  readonly held: (() => void)[];
}

let window: RealWindow;
let holding: Holding | null = null;
const between: Between = (engine) => async (called, input) => {
  const now = holding;
  now?.asked.push(called);
  const answer = called === now?.name && now.failed ? { ok: false as const, failure: now.failed } : await engine(called, input);
  if (called === now?.name) await new Promise<void>((resolve) => now.held.push(resolve));
  return answer;
};
beforeAll(async () => {
  window = await startRealWindow({ practice: true, between });
  await window.page.getByRole('row').first().waitFor();
  await window.page.close();
});
afterAll(() => window.close());

const form = (on: Page) => on.getByRole('form', { name: 'New message' });
const box = (on: Page, name: string) => form(on).getByRole('textbox', { name, exact: true });
const draftsOf = async () => unwrap(await window.fixture.client.call('compose.drafts', {}));

/**
 * A page in which the engine does what is asked, and its answer to one call is held back.
 * @param failed what is answered in the place of the engine
 */
async function startHolding(name: string, failed?: Failure) {
  const now: Holding = { name, failed, asked: [], held: [] };
  const on = await window.openTab();
  await on.getByRole('row').first().waitFor();
  holding = now;
  onTestFinished(async () => {
    holding = null;
    for (const letGo of now.held) letGo();
    // No form is left, whose draft would be saved as the page closes.
    if (await form(on).isVisible()) await form(on).getByRole('button', { name: 'Discard' }).click();
    await form(on).waitFor({ state: 'detached' });
    await on.close();
    for (const { id } of await draftsOf()) unwrap(await window.fixture.client.call('compose.discard', { id }));
  });
  const isHeld = () => expect.poll(() => now.held.length).toBe(1);
  return { on, asked: now.asked, isHeld, letGo: () => now.held[0]?.() };
}

async function write(on: Page, subject: string) {
  await on.getByRole('button', { name: 'New message' }).click();
  await box(on, 'To').fill('ben@practice.test');
  await box(on, 'Subject').fill(subject);
  await box(on, 'Message body').fill('Some words.');
}

/** Begins a second message, lets the answer about the first come, and writes on. Every letter is a command where no text has the focus. */
async function writesOn(on: Page, asked: readonly string[], letGo: () => void) {
  await on.getByRole('button', { name: 'New message' }).click();
  await expect.poll(() => box(on, 'Message body').inputValue()).toBe('');
  await box(on, 'Message body').focus();
  await on.keyboard.type('These second words ');
  letGo();
  await on.keyboard.type('are seen: e, r, a, Delete');
  // The answer has come: one that was asked for after it has.
  await form(on).getByText('Saved', { exact: true }).waitFor();
  await on.keyboard.type('.');
  expect(await box(on, 'Message body').inputValue()).toBe('These second words are seen: e, r, a, Delete.');
  expect(await box(on, 'Message body').evaluate((body) => document.activeElement === body)).toBe(true);
  expect(asked.filter((name) => /^messages\.(archive|delete|junk|setFlag)$/.test(name))).toEqual([]);
}

it('the answer to Send closes its own message only', async () => {
  const { on, asked, isHeld, letGo } = await startHolding('compose.send');
  await write(on, 'First');
  await form(on).getByRole('button', { name: 'Send' }).click();
  await isHeld();
  await writesOn(on, asked, letGo);
});

it('the answer to Discard closes its own message only', async () => {
  const { on, asked, isHeld, letGo } = await startHolding('compose.discard');
  await write(on, 'First');
  await form(on).getByRole('button', { name: 'Discard' }).click();
  await isHeld();
  await writesOn(on, asked, letGo);
  expect(await draftsOf()).toHaveLength(1);
});

it('a message that waits for its attachment is sent when that has come, and closes nothing else', async () => {
  const { on, asked, isHeld, letGo } = await startHolding('compose.send');
  let upload = () => {};
  const started = new Promise<void>((resolve) => {
    void on.route('**/draft/**', async (route) => {
      resolve();
      await new Promise<void>((go) => {
        upload = go;
      });
      await route.continue();
    });
  });
  await write(on, 'First');
  await form(on)
    .locator('input[type=file]')
    .setInputFiles({ name: 'late.txt', mimeType: 'text/plain', buffer: Buffer.from('late\n') });
  await started;
  await form(on).getByRole('button', { name: 'Send' }).click();
  await writesOn(on, asked, () => {
    upload();
  });
  await isHeld();
  letGo();
  await on
    .getByRole('status')
    .filter({ hasText: /Sent: 250/ })
    .waitFor();
  expect(await box(on, 'Message body').inputValue()).toContain('These second words');
  expect(await draftsOf()).toHaveLength(1);
});

it('a message that is refused after its form has been left says so in the window, and stays a draft', async () => {
  const { on, isHeld, letGo } = await startHolding('compose.send');
  await write(on, 'First');
  await box(on, 'To').fill('nobody');
  await form(on).getByRole('button', { name: 'Send' }).click();
  await isHeld();
  await on.getByRole('button', { name: 'New message' }).click();
  await expect.poll(() => box(on, 'To').inputValue()).toBe('');
  letGo();
  await on.getByRole('alert').waitFor();
  await form(on).waitFor();
  expect((await draftsOf()).map(({ subject }) => subject)).toContain('First');
});

it('what is typed while a message is handed over does not seem to go along', async () => {
  const { on, isHeld, letGo } = await startHolding('compose.send');
  await write(on, 'First');
  await form(on).getByRole('button', { name: 'Send' }).click();
  await isHeld();
  for (const name of ['To', 'Cc', 'Bcc', 'Subject', 'Message body']) {
    await box(on, name).focus();
    await on.keyboard.type('x');
    expect(await box(on, name).inputValue()).not.toContain('x');
  }
  letGo();
  await form(on).waitFor({ state: 'detached' });
});

it('the answer to a saved account closes its own dialog only', async () => {
  const { on, isHeld, letGo } = await startHolding('accounts.update');
  await on.keyboard.press('Control+,');
  const settings = on.getByRole('dialog', { name: 'Settings' });
  await settings
    .getByRole('button', { name: /Practice/ })
    .first()
    .click();
  const account = on.getByRole('dialog', { name: /Practice/ });
  await account.getByRole('button', { name: 'Save' }).click();
  await isHeld();
  await account.getByRole('button', { name: 'Close' }).click();
  await account.waitFor({ state: 'detached' });
  await on.keyboard.press('Control+,');
  await settings.waitFor();
  letGo();
  await on.getByText(/^Account saved: Practice/).waitFor();
  expect(await settings.count()).toBe(1);
});

it('an account that could not be saved or removed after its dialog was closed says so in the window', async () => {
  const full = failure('disk-full', { detail: { path: '/mail' } });
  for (const [call, begin] of [
    ['accounts.update', ['Save']],
    ['accounts.remove', ['Remove account', 'Remove account']],
  ] as const) {
    const { on, isHeld, letGo } = await startHolding(call, full);
    await on.keyboard.press('Control+,');
    const settings = on.getByRole('dialog', { name: 'Settings' });
    await settings
      .getByRole('button', { name: /Practice/ })
      .first()
      .click();
    for (const name of begin) await on.getByRole('dialog').getByRole('button', { name }).last().click();
    await isHeld();
    // First the question, then the dialog that asked it.
    for (const _ of begin) await on.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await on.getByRole('dialog').waitFor({ state: 'detached' });
    letGo();
    await on.getByRole('region', { name: 'Notices' }).getByRole('alert').getByText(/disk/i).first().waitFor();
  }
});
