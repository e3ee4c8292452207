import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
let page: Page;
/** The identifiers under which checks were asked for. */
const proofIds: string[] = [];

beforeAll(async () => {
  window = await startRealWindow({
    practice: true,
    between: (engine) => (name, input) => {
      if (name === 'folders.proof') proofIds.push((input as { proofId: string }).proofId); // the contract's own input
      return engine(name, input);
    },
  });
  page = window.page;
  await window.fixture.until('the practice mail is held', async () => {
    const states = unwrap(await window.fixture.client.call('sync.state', {}));
    return states.length > 0 && states.every(({ phase }) => phase === 'idle');
  });
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const inbox = () => page.getByRole('treeitem', { name: /^Inbox/ });
const dialog = () => page.getByRole('dialog', { name: 'Folder details: Inbox' });

describe('the details of a folder', () => {
  it('open from the folder’s menu and prove it message by message', async () => {
    await inbox().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Folder details' }).click();
    await dialog()
      .getByRole('row', { name: /^UIDVALIDITY \d+/ })
      .waitFor();
    await dialog().getByRole('button', { name: 'Check now' }).click();
    await dialog().getByRole('status').filter({ hasText: 'Identical: every message' }).waitFor();
    const [there, here] = await dialog()
      .getByRole('row', { name: /^Messages/ })
      .getByRole('cell')
      .allInnerTexts();
    expect(there).toBe(here);
    if (process.env.POSTGLASS_PICTURES) await page.screenshot({ path: join(process.env.POSTGLASS_PICTURES, 'identical.png') });
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('open by keyboard alone, and say which messages differ in what', async () => {
    const cache = new DatabaseSync(join(window.fixture.folder, 'cache.sqlite'), { timeout: 20_000 });
    const folder = unwrap(await window.fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox');
    const uids = cache.prepare('SELECT uid FROM messages WHERE folder_id = ? ORDER BY uid').all(folder?.id ?? 0);
    const [lost, flagged] = uids.map(({ uid }) => Number(uid));
    cache.prepare('DELETE FROM messages WHERE folder_id = ? AND uid = ?').run(folder?.id ?? 0, lost ?? 0);
    cache.prepare('UPDATE messages SET flags = flags | 4 WHERE folder_id = ? AND uid = ?').run(folder?.id ?? 0, flagged ?? 0);
    cache.close();
    await inbox().focus();
    await page.keyboard.press('Shift+F10');
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Check now' }).focus();
    await page.keyboard.press('Enter');
    const verdict = dialog().getByRole('region', { name: 'Result of the check' });
    await verdict.getByText('Not identical.').waitFor();
    await verdict.getByText(`UID ${lost}`, { exact: true }).waitFor();
    await verdict.getByText(new RegExp(`UID ${flagged}: only on this computer: \\\\Answered`)).waitFor();
    if (process.env.POSTGLASS_PICTURES) {
      await page.screenshot({ path: join(process.env.POSTGLASS_PICTURES, 'differs.png') });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.screenshot({ path: join(process.env.POSTGLASS_PICTURES, 'differs-dark.png') });
      await page.emulateMedia({ colorScheme: 'light' });
    }
  });

  it('lead to the lines in which the server said it', async () => {
    await dialog().getByRole('button', { name: 'Show the transcript' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.locator('[role=option][aria-selected=true]').filter({ hasText: 'check' }).waitFor();
    await page.getByRole('log', { name: 'Session lines' }).getByText('Fetch completed').first().waitFor();
  });

  it('read the folder again, after which it is identical', async () => {
    await inbox().focus();
    await page.keyboard.press('Alt+Enter');
    await dialog().getByRole('button', { name: 'Read again' }).click();
    await dialog().waitFor({ state: 'detached' });
    await window.fixture.until('the folder was read', async () => {
      const folder = unwrap(await window.fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox');
      return folder?.server.checkedAt !== null;
    });
    await inbox().focus();
    await page.keyboard.press('Alt+Enter');
    await dialog().getByRole('button', { name: 'Check now' }).click();
    await dialog().getByRole('status').filter({ hasText: 'Identical: every message' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('says beside the account how long ago its server was heard', async () => {
    await page.getByRole('img', { name: /up to date, listening for new mail; the server last answered \d+ ?s(?:ec\.?)? ago/ }).waitFor();
  });

  it('are checked in two windows at once without one taking the other’s progress for its own', async () => {
    proofIds.splice(0);
    // Both new, so that whatever counts in a window has counted the same in both.
    const tabs = [await window.openTab(), await window.openTab()];
    for (const tab of tabs) {
      await tab.getByRole('treeitem', { name: /^Inbox/ }).click({ button: 'right' });
      await tab.getByRole('menuitem', { name: 'Folder details' }).click();
      await tab.getByRole('dialog').getByRole('button', { name: 'Check now' }).click();
      await tab.getByRole('dialog').getByRole('region', { name: 'Result of the check' }).waitFor();
    }
    expect(new Set(proofIds).size).toBe(2);
    for (const tab of tabs) await tab.close();
  });
});
