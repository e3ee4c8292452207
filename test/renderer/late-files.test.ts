/** A part of the window whose file is late, or cannot be had: keys meanwhile are no commands, and a way out is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('that is the composer', () => {
  async function ask(key: string) {
    const held: (() => void)[] = [];
    const page = await host.open({}, {}, (profile) =>
      profile.route(/\/Composer-[\w-]+\.js$/, async (route) => {
        await new Promise<void>((resolve) => held.push(resolve));
        await route.continue();
      }),
    );
    await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(2).click();
    await page.keyboard.press(key);
    await expect.poll(() => held.length).toBeGreaterThan(0);
    const box = (name: string) => page.getByRole('form', { name: 'New message' }).getByRole('textbox', { name, exact: true });
    const release = async (name: string) => {
      for (const each of held) each();
      await expect.poll(() => box(name).evaluate((element) => element === document.activeElement)).toBe(true);
    };
    return { page, box, release };
  }

  it.each([
    ['c', 'To', 'ben@example.test'],
    ['r', 'Message body', 'Dear Ana, yes!'],
  ])('loses no letter of what is typed after the key %s', async (key, field, typed) => {
    const { page, box, release } = await ask(key);
    await page.keyboard.type(`${typed.slice(0, 5)}xy`);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await release(field);
    await page.keyboard.type(typed.slice(5));
    await expect.poll(async () => (await box(field).inputValue()).startsWith(typed)).toBe(true);
  });

  it.each(['Tab', 'Enter'])('takes nothing for an address that was typed after %s', async (key) => {
    const { page, box, release } = await ask('c');
    await page.keyboard.type('ben@example.test');
    await page.keyboard.press(key);
    await page.keyboard.type('Hello');
    await release('To');
    await expect.poll(() => box('To').inputValue()).toBe('ben@example.test');
  });
});
