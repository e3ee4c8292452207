/** A part of the window whose file is late, or cannot be had: keys meanwhile are no commands, and a way out is shown. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWindowHost, type WindowHost } from './fake/window-host.ts';

let host: WindowHost;
beforeAll(async () => {
  host = await startWindowHost();
}, 120_000);
afterAll(() => host.close());

it('is not asked for without end, and a way out is shown', async () => {
  let asked = 0;
  const page = await host.open({}, {}, (profile) =>
    profile.route(/\/Settings-[\w-]+\.js$/, (route) => {
      asked += 1;
      return route.abort();
    }),
  );
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).waitFor();
  await page.evaluate(() => window.fake.emit('application.command', { command: 'window.settings' }));
  await page.getByRole('button', { name: 'Load again' }).waitFor();
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(10);
});

it('that is late takes no key for a command which was meant for it', async () => {
  const held: (() => void)[] = [];
  const page = await host.open({}, {}, (profile) =>
    profile.route(/\/ShortcutSheet-[\w-]+\.js$/, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    }),
  );
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).waitFor();
  await page.keyboard.press('?');
  await expect.poll(() => held.length).toBeGreaterThan(0);
  // New message, archive, delete.
  await page.keyboard.type('ce');
  await page.keyboard.press('Delete');
  for (const release of held) release();
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('form', { name: 'New message' }).count()).toBe(0);
  const calls = await page.evaluate(() => window.fake.calls.map(({ name }) => name));
  expect(calls.filter((name) => /^messages\.(?:archive|delete)$|^compose\.start$/.test(name))).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('c');
  await page.getByRole('form', { name: 'New message' }).waitFor();
});

it('is not the palette: the first letter typed after its key is one of the name that is looked for', async () => {
  // A file of it that never comes.
  const page = await host.open({}, {}, (profile) => profile.route(/alette-[\w-]+\.js$/, () => undefined));
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('new mess');
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: 'New message' }).waitFor();
});

it('of a lesson is told of, with the way out, when it cannot be had', async () => {
  const page = await host.open({}, {}, (profile) => profile.route(/\/lessons-en-[\w-]+\.js$/, (route) => route.abort()));
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).waitFor();
  await page.evaluate(() => window.fake.emit('application.command', { command: 'lessons.open' }));
  await page.getByRole('button', { name: 'Load again' }).waitFor();
});
