/** Where the transcript is, and the room it leaves. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());

const boxes = async (page: Page) => {
  const box = async (selector: string) =>
    (await page.locator(selector).first().isVisible()) && (await page.locator(selector).first().boundingBox());
  return { list: await box('[role=grid]'), reader: await box('article.reader, .reader'), dock: await box('.dock') };
};

it('is closed at first beside one’s own mail, and opens with its key', async () => {
  const page = await host.open({});
  await page.getByRole('grid', { name: 'Messages' }).waitFor();
  expect(await page.getByRole('region', { name: 'Transcript' }).count()).toBe(0);
  await page.keyboard.press('Control+j');
  await page.getByRole('region', { name: 'Transcript' }).waitFor();
  await page.context().close();
});

it.each([
  [1_440, 900],
  [1_280, 800],
  [1_024, 700],
  [800, 600],
])('leaves room at the side for what is in sight, at %i × %i', async (width, height) => {
  const page = await host.open({ preferences: { dock: 'right', panes: { dockRight: 900 } } }, { viewport: { width, height } });
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(1).click();
  await page.getByRole('region', { name: 'Transcript' }).waitFor();
  const { list, reader, dock } = await boxes(page);
  if (!dock) throw new Error('there is no dock');
  expect(dock.width).toBeLessThanOrEqual(width * 0.4 + 1);
  for (const pane of [list, reader]) {
    if (!pane) continue;
    expect(pane.width).toBeGreaterThan(240);
    expect(pane.x + pane.width).toBeLessThanOrEqual(dock.x + 1);
  }
  if (list && reader) expect(list.x + list.width).toBeLessThanOrEqual(reader.x + 1);
  await page.context().close();
});

it('takes at most 40 % of the height below, also at twice the size', async () => {
  const page = await host.open({ preferences: { dock: 'bottom', panes: { dockBottom: 700 } } }, { viewport: { width: 720, height: 450 } });
  await page.getByRole('region', { name: 'Transcript' }).waitFor();
  const { dock } = await boxes(page);
  expect(dock ? dock.height : Number.NaN).toBeLessThanOrEqual(181);
  await page.context().close();
});

it('is kept as long and as large as its user sets, who is told before what would go', async () => {
  const page = await host.open({});
  await page.getByRole('grid', { name: 'Messages' }).waitFor();
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const told = settings.getByRole('status').filter({ hasText: 'Stored now: 40 sessions' });
  await told.waitFor();
  const choose = async (label: string, choice: string) => {
    await settings.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
  };
  await choose('Keep sessions for', '90 days');
  await told.filter({ hasText: 'These limits would remove nothing.' }).waitFor();
  await settings.getByRole('button', { name: 'Apply', exact: true }).click();
  await choose('Keep sessions for', '7 days');
  await told.filter({ hasText: 'These limits would remove: 12 sessions' }).waitFor();
  await settings.getByRole('button', { name: 'Apply and delete 12 sessions' }).click();
  await settings.getByRole('button', { name: /^Apply/ }).waitFor({ state: 'detached' });
  expect(await settings.getByRole('button', { name: 'Keep sessions for' }).textContent()).toContain('7 days');

  // Nothing can be applied while it is not known what would go: what was counted before is about other limits.
  const apply = settings.getByRole('button', { name: /^Apply/ });
  await page.evaluate(() => window.fake.hold('transcript.retention'));
  await choose('Keep sessions for', '1 day');
  await told.filter({ hasText: 'Counting what these limits would remove…' }).waitFor();
  expect(await apply.isDisabled()).toBe(true);
  await page.evaluate(() => window.fake.letGo());
  await settings.getByRole('button', { name: 'Apply and delete 12 sessions' }).waitFor();
  expect(await apply.isDisabled()).toBe(false);
  // Nor where that could not be found out.
  await page.evaluate((problem) => window.fake.fail('transcript.retention', problem), failure('internal'));
  await choose('Keep sessions for', '30 days');
  const retry = settings.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  expect(await apply.isDisabled()).toBe(true);
  await page.evaluate(() => window.fake.fail('transcript.retention', null));
  await retry.click();
  await told.filter({ hasText: 'These limits would remove nothing.' }).waitFor();
  expect(await apply.isDisabled()).toBe(false);
  await page.context().close();
});
