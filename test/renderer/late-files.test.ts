/** A part of the window whose file cannot be had: it is asked for a few times at most, and the window says so and can be loaded anew. */
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
