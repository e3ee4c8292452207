/** What a user sees of acting on messages: what goes, what stays, where one is afterwards, and what is not touched. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FakeControls, FakeOptions } from '../fake/engine.ts';
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

async function open(options: FakeOptions = {}, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await host.open({ preferences: { dock: 'hidden', ...options.preferences }, ...options }, { viewport });
  await row(page, 1).waitFor();
  return page;
}
const grid = (page: Page) => page.getByRole('grid', { name: 'Messages' });
const row = (page: Page, index: number) => grid(page).locator(`[role=row][aria-rowindex="${index}"]`);
const idOf = (page: Page, index: number) => row(page, index).getAttribute('data-message').then(Number);
const inputsOf = (page: Page, name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map((call) => call.input), name);
const openFolder = async (page: Page, name: RegExp) => {
  await page.getByRole('treeitem', { name }).first().click();
  await page.locator('[role=treeitem][aria-selected=true]').filter({ hasText: name }).waitFor();
};

describe('a row that has not come yet', () => {
  it('is not selected and opened any more once one has gone elsewhere, in the same list too', async () => {
    const page = await open({ rows: 1_204 });
    await row(page, 1).click();
    await page.clock.install();
    await page.evaluate(() => window.fake.hold('lists.page'));
    await page.keyboard.press('End');
    await page.clock.runFor(1_000);
    await page.evaluate(() => window.fake.emit('application.command', { command: 'folder.inbox' }));
    await page.locator('[role=row][aria-selected=true]').waitFor({ state: 'detached' });
    await page.evaluate(() => window.fake.letGo());
    await page.clock.runFor(1_000);
    await row(page, 1_204).and(page.locator('[data-message]')).waitFor();
    await page.clock.runFor(1_000);
    expect(await page.locator('[role=row][aria-selected=true], article').count()).toBe(0);
  });

  it('is selected and opened when it comes, where one has stayed', async () => {
    const page = await open({ rows: 1_204 });
    await row(page, 1).click();
    await page.evaluate(() => window.fake.hold('lists.page'));
    await page.keyboard.press('End');
    await row(page, 1_204).waitFor();
    await page.evaluate(() => window.fake.letGo());
    await row(page, 1_204).and(page.locator('.is-open[aria-selected=true]')).waitFor();
  });
});

describe('after a block was archived', () => {
  it('the next message is shown and not marked as read, and Undo leads back to where one was', async () => {
    const page = await open({ rows: 400, preferences: { markSeenAfter: 0 } });
    await grid(page).evaluate((element) => {
      element.scrollTop = 60 * 100;
    });
    await row(page, 102)
      .filter({ hasNot: page.locator('.skeleton') })
      .click();
    const [before, next] = [await idOf(page, 102), await idOf(page, 108)];
    await row(page, 107).click({ modifiers: ['Shift'] });
    const top = await grid(page).evaluate((element) => element.scrollTop);
    await page.evaluate((id) => {
      const { request } = window.postglass ?? {};
      return request?.('messages.setFlag', { ids: [id], flag: 'seen', value: false });
    }, next);
    const marked = (await inputsOf(page, 'messages.setFlag')).length;
    await page.keyboard.press('e');
    await page.locator(`[role=row].is-open[data-message="${next}"][aria-selected=true]`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 107).and(page.locator('[aria-selected=true]')).waitFor();
    expect(await idOf(page, 102)).toBe(before);
    await expect.poll(() => grid(page).evaluate((element) => element.scrollTop)).toBe(top);
    // At once is when it would have been marked.
    expect((await inputsOf(page, 'messages.setFlag')).length).toBe(marked);
  });

  it('the next message stands in sight, here and in another window on that folder', async () => {
    const page = await open({ rows: 400, preferences: { markSeenAfter: 0 } });
    const isInSight = (index: number) =>
      row(page, index).evaluate((element) => {
        const list = element.closest('[role=grid]')?.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        return list !== undefined && box.top >= list.top - 1 && box.bottom <= list.bottom + 1;
      });
    await row(page, 3).click();
    const scroll = (top: number) =>
      grid(page).evaluate((element, to) => {
        element.scrollTop = to;
      }, top);
    await scroll(60 * 40);
    await row(page, 50).click({ modifiers: ['Shift'] });
    const next = await idOf(page, 51);
    await page.keyboard.press('e');
    await page.locator(`[role=row].is-open[data-message="${next}"][aria-selected=true]`).waitFor();
    expect(await idOf(page, 3)).toBe(next);
    await expect.poll(() => isInSight(3)).toBe(true);
    expect((await inputsOf(page, 'messages.setFlag')).filter((input) => JSON.stringify(input).includes(String(next)))).toEqual([]);

    // Another program takes away what stands above: the marked row goes up with it, and so does what is in sight.
    await scroll(60 * 200);
    await row(page, 205).click();
    const marked = await idOf(page, 205);
    await page.evaluate((last) => {
      for (let id = last + 1; id <= last + 150; id++) window.fake.place(id, 4);
      window.fake.emit('messages.changed', { folderId: 1, reset: false });
    }, marked);
    await expect.poll(() => idOf(page, 55)).toBe(marked);
    await expect.poll(() => isInSight(55)).toBe(true);
  });

  it('Ctrl+Z says what it took back, and lets alone what is older than ten minutes', async () => {
    const page = await open();
    await openFolder(page, /^Junk/);
    await row(page, 1).click();
    await page.keyboard.press('!');
    await page.getByText('Message moved to the inbox').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: the message is back in Junk').waitFor();
    await openFolder(page, /^Inbox/);
    await row(page, 1).click();
    await page.keyboard.press('s');
    await row(page, 1).getByRole('button', { name: 'Remove star' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: star removed again').waitFor();
    await page.keyboard.press('e');
    await page.getByText('Message archived').waitFor();
    const undone = (await inputsOf(page, 'messages.undo')).length;
    await page.evaluate(() => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + 11 * 60_000;
    });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('s');
    await expect.poll(async () => (await inputsOf(page, 'messages.setFlag')).length).toBeGreaterThan(1);
    expect((await inputsOf(page, 'messages.undo')).length).toBe(undone);
  });

  it('Ctrl+Z takes it back, and before that the star', async () => {
    const page = await open();
    const first = await idOf(page, 1);
    await row(page, 1).click();
    await page.keyboard.press('s');
    await row(page, 1).getByRole('button', { name: 'Remove star' }).waitFor();
    await page.keyboard.press('e');
    await page.getByText('Message archived').waitFor();
    await page.keyboard.press('Control+z');
    await page.locator(`[role=row][aria-rowindex="1"][data-message="${first}"]`).waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => inputsOf(page, 'messages.undo')).toEqual([{ operationId: 'operation 1' }, { operationId: 'flag' }]);
  });
});

describe('what can change nothing', () => {
  it('is not offered where a message is already, and does not make it vanish', async () => {
    const page = await open();
    await openFolder(page, /^Archive/);
    await row(page, 1).click();
    expect(await page.getByRole('button', { name: 'Archive', exact: true }).isEnabled()).toBe(false);
    await page.keyboard.press('e');
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('3');
    expect(await page.getByText('Message archived').count()).toBe(0);
  });

  it('comes back into the list where the engine does less than it was asked for, and is not called a success', async () => {
    const page = await open();
    await row(page, 1).click();
    const id = await idOf(page, 1);
    // Another window has moved it there already: this one does not know.
    await page.evaluate((moved) => window.fake.place(moved, 4), id);
    await page.keyboard.press('e');
    await page.getByText('Nothing changed').waitFor();
    expect(await page.getByText('Message archived').count()).toBe(0);
  });

  it('gives way to Not junk in Junk, by button and by key', async () => {
    const page = await open();
    await openFolder(page, /^Junk/);
    const id = await idOf(page, 1);
    await row(page, 1).click();
    await page.getByRole('button', { name: 'Not junk', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Junk', exact: true }).count()).toBe(0);
    await page.keyboard.press('!');
    await page.getByText('Message moved to the inbox').waitFor();
    expect(await inputsOf(page, 'messages.move')).toEqual([{ ids: [id], folderId: 1 }]);
    expect(await inputsOf(page, 'messages.junk')).toEqual([]);
  });
});

describe('deleting for good', () => {
  it('asks first, has its own words, and offers no undo', async () => {
    const page = await open();
    await openFolder(page, /^Trash/);
    const id = await idOf(page, 1);
    await row(page, 1).click();
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete this message permanently?' });
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await inputsOf(page, 'messages.delete')).toEqual([]);
    // Enter pressed without reading loses nothing.
    await page.keyboard.press('Delete');
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Keep' }).evaluate((button) => button === document.activeElement))
      .toBe(true);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await inputsOf(page, 'messages.delete')).toEqual([]);
    await page.getByRole('button', { name: 'Delete permanently' }).click();
    await dialog.getByRole('button', { name: 'Delete permanently' }).click();
    await page.getByText('Message deleted permanently').waitFor();
    expect(await inputsOf(page, 'messages.delete')).toEqual([{ ids: [id] }]);
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('2');
  });

  it('is not what Delete does to hits of a search that are not known to the window', async () => {
    const page = await open();
    await row(page, 1).click();
    await page.keyboard.press('Delete');
    await page.getByText('Message deleted').waitFor();
    expect(await inputsOf(page, 'messages.delete')).toEqual([expect.objectContaining({ keepTrashed: true })]);
  });
});

describe('a right click', () => {
  it('marks what its menu acts on, shows it, and does not mark it as read', async () => {
    const page = await open({ preferences: { markSeenAfter: 0 } });
    await row(page, 8).click();
    const id = await idOf(page, 2);
    const marked = (await inputsOf(page, 'messages.setFlag')).length;
    await row(page, 2).click({ button: 'right' });
    expect(await row(page, 2).getAttribute('aria-selected')).toBe('true');
    expect(await row(page, 8).getAttribute('aria-selected')).toBe('false');
    await page.locator(`[role=row].is-open[data-message="${id}"]`).waitFor();
    await page
      .getByRole('menuitem', { name: 'Reply R' })
      .or(page.getByRole('menuitem', { name: 'Reply', exact: true }))
      .first()
      .click();
    await expect.poll(async () => (await inputsOf(page, 'compose.start')).at(-1)).toMatchObject({ mode: 'reply', messageId: id });
    expect((await inputsOf(page, 'messages.setFlag')).length).toBe(marked);
  });

  it('counts as reading once the menu is put away without a command', async () => {
    const page = await open({ preferences: { markSeenAfter: 0 } });
    const setSeen = async () => (await inputsOf(page, 'messages.setFlag')).length;
    await row(page, 1).click();
    const before = await setSeen();
    const unread = page.locator('[role=row].is-unread').nth(1);
    const id = Number(await unread.getAttribute('data-message'));
    await unread.click({ button: 'right' });
    await page.locator(`[role=row].is-open[data-message="${id}"]`).waitFor();
    expect(await setSeen()).toBe(before);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await inputsOf(page, 'messages.setFlag')).at(-1)).toEqual({ ids: [id], flag: 'seen', value: true });
  });
});

describe('a selection in the reader', () => {
  it('can be marked read and starred there', async () => {
    const page = await open({ preferences: { markSeenAfter: -1 } });
    await row(page, 1).click();
    await row(page, 4).click({ modifiers: ['Shift'] });
    const panel = page.getByRole('region', { name: 'Selection' });
    await panel.getByRole('button', { name: 'Star or unstar' }).click();
    await row(page, 4).getByRole('button', { name: 'Remove star' }).waitFor();
    await panel.getByRole('button', { name: 'Mark read or unread' }).click();
    await expect
      .poll(async () => (await inputsOf(page, 'messages.setFlag')).map((input) => JSON.stringify(input)).at(-1))
      .toContain('"seen"');
  });
});

describe('a message that another program takes away while it is read', () => {
  it('is looked after where a change names it, and not where it names others', async () => {
    const page = await open({ preferences: { markSeenAfter: -1 } });
    await row(page, 2).click();
    const id = await idOf(page, 2);
    const article = page.getByRole('article', { name: 'Message' });
    await article.getByRole('button', { name: 'Reply', exact: true }).waitFor();
    const removed = (gone: number) => ({
      folderId: 1,
      reset: false,
      change: { since: 0, revision: 0, total: 0, added: [], changed: [], removed: [gone] },
    });
    await page.evaluate((event) => window.fake.emit('messages.changed', event), removed(id + 1));
    await page.evaluate((event) => window.fake.emit('messages.changed', event), removed(id + 2));
    expect(await inputsOf(page, 'lists.count')).toEqual([]);
    await page.evaluate((gone) => window.fake.place(gone, 4), id);
    await page.evaluate((event) => window.fake.emit('messages.changed', event), removed(id));
    await article.getByText('This message is no longer in the folder.').waitFor();
    expect(await inputsOf(page, 'lists.count')).toHaveLength(1);
  });

  it('says so, and nothing can be done to it, until it is back', async () => {
    const page = await open({ preferences: { markSeenAfter: -1 } });
    await row(page, 2).click();
    const id = await idOf(page, 2);
    const article = page.getByRole('article', { name: 'Message' });
    await article.getByRole('button', { name: 'Reply', exact: true }).waitFor();
    await page.evaluate((gone) => {
      window.fake.place(gone, 4);
      window.fake.emit('messages.changed', { folderId: 1, reset: false });
    }, id);
    await article.getByText('This message is no longer in the folder.').waitFor();
    for (const name of ['Reply', 'Archive', 'Delete'])
      expect(await article.getByRole('button', { name, exact: true }).isEnabled()).toBe(false);
    await page.keyboard.press('e');
    await page.keyboard.press('r');
    expect(await inputsOf(page, 'messages.archive')).toEqual([]);
    expect(await page.getByRole('form').count()).toBe(0);
    await page.evaluate(() => window.fake.startAgain());
    await article.getByText('This message is no longer in the folder.').waitFor({ state: 'detached' });
    expect(await article.getByRole('button', { name: 'Archive', exact: true }).isEnabled()).toBe(true);
    // What is taken away from here is followed by the next one, without a word of this kind.
    await page.keyboard.press('e');
    await page.getByText('Message archived').waitFor();
    expect(await article.getByText('This message is no longer in the folder.').count()).toBe(0);
  });
});

describe('hits of a search', () => {
  it('name the account where there are several', async () => {
    const page = await open();
    const subject = (await row(page, 1).locator('.row-subject').innerText()).split(' ')[0] ?? '';
    await page.getByRole('searchbox', { name: 'Search mail' }).fill(subject);
    await page.getByRole('heading', { name: 'Search results' }).waitFor();
    await grid(page).getByText('Ana · Inbox').first().waitFor();
  });
});

describe('a sentence', () => {
  it('that goes on after its letter was handed over touches no message', async () => {
    const page = await open({ preferences: { markSeenAfter: -1 } });
    await row(page, 2).click();
    await page.keyboard.press('n');
    const form = page.getByRole('form', { name: 'New message' });
    await page.keyboard.type('ben@example.test');
    await form.getByRole('textbox', { name: 'Message body' }).fill('One');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await page.keyboard.type('please archive these, e! # s u');
    for (const name of ['messages.archive', 'messages.setFlag', 'messages.junk', 'messages.delete'])
      expect(await inputsOf(page, name)).toEqual([]);
    expect(await page.getByRole('form').count()).toBe(0);
    await row(page, 2).click();
    await page.keyboard.press('e');
    await page.getByText('Message archived').waitFor();
  });
});

describe('the window', () => {
  it('has Reply, Archive and Delete as buttons at the message under 700 pixels, and says their keys', async () => {
    const page = await open({}, { width: 600, height: 800 });
    await row(page, 2).click();
    for (const [name, keys] of [
      ['Reply', 'R Control+R'],
      ['Reply all', 'A Control+Shift+R'],
      ['Forward', 'F Control+L'],
      ['Archive', 'E'],
      ['Delete', 'Delete'],
    ] as const) {
      const button = page.getByRole('article').getByRole('button', { name, exact: true });
      await button.waitFor();
      expect(await button.getAttribute('aria-keyshortcuts'), name).toBe(keys);
    }
    const id = await page.locator('[role=row].is-open').getAttribute('data-message');
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    expect(await inputsOf(page, 'messages.archive')).toEqual([{ ids: [Number(id)] }]);
  });

  it('goes from pane to pane with F6, and back', async () => {
    const page = await open();
    await row(page, 2).click();
    await page.getByRole('article').waitFor();
    const where = () => page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label') ?? '');
    const seen: string[] = [];
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('F6');
      seen.push(await where());
    }
    expect(seen).toEqual(['Message', 'Folder pane', 'Message list']);
    await page.keyboard.press('Shift+F6');
    expect(await where()).toBe('Folder pane');
  });

  it('closes palette and folder list with one Escape, whatever was typed', async () => {
    const page = await open();
    await row(page, 2).click();
    for (const key of ['Control+k', 'm']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('arch');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  it('writes a row in its own direction, with what others wrote apart from each other', async () => {
    const page = await open();
    const directions = await row(page, 1).evaluate((element) =>
      [...element.querySelectorAll('[role=gridcell]')].map((cell) => getComputedStyle(cell).direction),
    );
    expect(new Set(directions)).toEqual(new Set(['ltr']));
    expect(await row(page, 1).locator('[role=gridcell] [dir=auto]').count()).toBe(0);
    expect(await row(page, 1).locator('bdi').count()).toBeGreaterThan(1);
  });
});
