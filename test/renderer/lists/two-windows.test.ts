/** Two windows on one engine: what crosses the wire is shown by both of them, to the end. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
let pages: readonly [Page, Page];

beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  pages = [window.page, await window.openTab()];
  for (const page of pages) await page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

async function send(page: Page, subject: string) {
  await page.bringToFront();
  await page.getByRole('button', { name: 'New message' }).click();
  const form = page.getByRole('form', { name: 'New message' });
  await form.getByRole('textbox', { name: 'To', exact: true }).fill('ben@practice.test');
  await form.getByRole('textbox', { name: 'Subject', exact: true }).fill(subject);
  await form.getByRole('textbox', { name: 'Message body', exact: true }).fill('Some words.');
  await form.getByRole('button', { name: 'Send' }).click();
}

const log = (page: Page) => page.getByRole('log', { name: 'Session lines' });

/** How the newest submission ends, as the engine has it; null while it has not heard the last word about `sends` messages. */
async function lastWord(sends: number): Promise<string | null> {
  const sessions = unwrap(await window.fixture.client.call('transcript.sessions', { protocol: 'smtp', limit: 20 }));
  let accepted = 0;
  let last: string | null = null;
  for (const { id } of sessions) {
    const { lines } = unwrap(await window.fixture.client.call('transcript.lines', { session: id, from: 0, limit: 500 }));
    const texts = lines.map((line) => Buffer.from(line.bytes, 'base64').toString('utf8').trim());
    accepted += texts.filter((text) => /^250 .*queued as/.test(text)).length;
    last ??= texts.findLast((text) => /^250 .*queued as/.test(text)) ?? null;
  }
  return accepted === sends ? last : null;
}

describe('two windows on the same engine', () => {
  it('show every line of each message that is sent, to the end', async () => {
    for (let sends = 1; sends <= 5; sends += 1) {
      await send(pages[sends % 2 === 0 ? 0 : 1], `Number ${sends}`);
      const last = await window.fixture.until('the server has it', () => lastWord(sends), 20_000);
      for (const page of pages) {
        await page.bringToFront();
        await log(page).locator('.line-said').filter({ hasText: last }).waitFor({ timeout: 10_000 });
        // No line stands empty: what is drawn has come.
        await expect.poll(async () => (await log(page).locator('.line').count()) - (await log(page).locator('.line-said').count())).toBe(0);
      }
    }
  });
});
