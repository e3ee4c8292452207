/** Notices of the window: in one place, over nothing, and none lost to the next. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { failure } from '../../electron/contract/failure.ts';
import { startWindowHost, type WindowHost } from './fake/window-host.ts';

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());
afterEach(async () => {
  for (const context of host.browser.contexts()) await context.close();
});

const sizes = [
  ['1440 px', { width: 1440, height: 900 }],
  ['700 px', { width: 700, height: 700 }],
  ['200 % of 1440 px', { width: 720, height: 450 }],
] as const;

async function open(viewport: { width: number; height: number }): Promise<Page> {
  const page = await host.open({}, { viewport, locale: 'en-GB' });
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(3).waitFor();
  return page;
}

const alert = (number: number) =>
  failure('server-alert', { protocol: 'imap', host: 'mail.example.org', port: 993, reply: `Shelf ${number} is closed` });
const hears = (page: Page, numbers: readonly number[]) =>
  page.evaluate((alerts) => {
    for (const remark of alerts) window.fake.emit('sync.remark', { accountId: 'ana', remark });
  }, numbers.map(alert));
const place = (page: Page) => page.getByRole('region', { name: 'Notices' });
const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`nothing is at ${selector}`);
  return box;
};

it.each(sizes)('several failures are all said, and stand over nothing (%s)', async (_name, viewport) => {
  const page = await open(viewport);
  await hears(page, [1, 2, 3, 4, 5, 6]);
  const alerts = place(page).getByRole('alert');
  await expect.poll(() => alerts.count()).toBe(3);
  await alerts.first().getByText('Shelf 6 is closed').waitFor();
  // In their own room: what they could cover ends where they begin.
  const panes = await boxOf(page, '.panes');
  const notices = await boxOf(page, '.notices');
  expect(panes.y + panes.height).toBeLessThanOrEqual(notices.y + 1);
  expect(notices.height).toBeLessThanOrEqual((panes.height + notices.height) * 0.4 + 1);
  expect(notices.x + notices.width).toBeLessThanOrEqual(viewport.width);
  expect(await place(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await place(page).getByRole('button', { name: '3 more' }).click();
  await expect.poll(() => alerts.count()).toBe(6);
  // The same again is said once, and one that is dismissed leaves the others.
  await hears(page, [2]);
  expect(await alerts.count()).toBe(6);
  await alerts.filter({ hasText: 'Shelf 4' }).getByRole('button', { name: 'Dismiss' }).click();
  expect(await alerts.count()).toBe(5);
});

it('what was sent, what can be undone and what failed stand in the same place', async () => {
  const page = await open({ width: 1440, height: 900 });
  await hears(page, [1]);
  await page.getByRole('grid').getByRole('row').nth(2).click();
  await page.keyboard.press('e');
  await place(page).getByRole('button', { name: 'Undo' }).waitFor();
  await page.evaluate(() =>
    window.fake.emit('outbox.changed', {
      id: 'one',
      accountId: 'ana',
      from: 'ana@example.test',
      subject: 'Hello',
      messageId: '<1@example.test>',
      state: 'accepted',
      recipients: [{ address: 'ben@example.test', state: 'accepted', reply: null }],
      reply: '250 2.0.0 queued as 4F1',
      queueId: '4F1',
      failure: null,
      attempts: 1,
      queuedAt: 1,
      nextAttemptAt: null,
      finishedAt: 2,
      sentCopy: 'filed',
      session: null,
      size: 100,
    }),
  );
  await place(page).getByText('Sent: 250 2.0.0 queued as 4F1').waitFor();
  expect(await place(page).getByRole('alert').count()).toBe(1);
  expect(await page.locator('.toast').count()).toBe(2);
  expect(await place(page).locator('.toast').count()).toBe(2);
});

it.each(['en', 'es', 'pt'] as const)('the buttons of a refused message stand in one row beside the words (%s)', async (language) => {
  const page = await host.open({ preferences: { language } }, { viewport: { width: 1440, height: 900 } });
  await page.getByRole('grid').getByRole('row').nth(3).waitFor();
  await page.evaluate(
    (refused) =>
      window.fake.emit('outbox.changed', {
        id: 'one',
        accountId: 'ana',
        from: 'ana@example.test',
        subject: 'A question about the relay',
        messageId: '<1@example.test>',
        state: 'refused',
        recipients: [{ address: '550@practice.test', state: 'refused', reply: refused.reply }],
        reply: refused.reply,
        queueId: null,
        failure: refused,
        attempts: 1,
        queuedAt: 1,
        nextAttemptAt: null,
        finishedAt: 2,
        sentCopy: 'none',
        session: 'smtp-1',
        size: 100,
      }),
    failure('recipients-refused', {
      protocol: 'smtp',
      host: 'mail.example.org',
      port: 587,
      permanent: true,
      reply: '550 5.1.1 No such user here: 550@practice.test',
      detail: { addresses: '550@practice.test' },
    }),
  );
  const buttons = page.locator('.notices [role=alert] .failure-actions button');
  await expect.poll(() => buttons.count()).toBeGreaterThan(1);
  const tops = await buttons.evaluateAll((all) => all.map((button) => Math.round(button.getBoundingClientRect().top)));
  expect(new Set(tops).size).toBe(1);
});
