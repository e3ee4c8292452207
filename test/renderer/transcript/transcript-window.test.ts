import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';
import { longSession, many } from './long-session.ts';

const long = longSession();
let window: RealWindow;
let page: Page;

beforeAll(async () => {
  window = await startRealWindow({ practice: true, between: long.between });
  page = window.page;
}, 180_000);
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

const sessions = () => page.getByRole('region', { name: 'Transcript' }).getByRole('listbox', { name: 'Sessions' });
const log = () => page.getByRole('log', { name: 'Session lines' });
const option = (text: RegExp) => sessions().getByRole('option').filter({ hasText: text }).first();

/** The last command of the synchronisation, found as a reader finds it. */
async function openLast() {
  await option(/IMAP\s+Practice\s+synchronising/).click();
  await log().locator('[data-line][tabindex="0"]').focus();
  await page.keyboard.press('End');
  const last = log()
    .locator('[data-line]')
    .filter({ hasText: /^C: \w+ LOGOUT/ });
  await last.waitFor();
  return last;
}

describe('the transcript', () => {
  it('shows each connection as it happens, every line with who said it', async () => {
    await openLast();
    expect(await log().getAttribute('aria-live')).toBe('off');
    const said = await log().locator('.line-said').allInnerTexts();
    expect(said.length).toBeGreaterThan(3);
    for (const line of said) expect(line).toMatch(/^(?:C: |S: |\* )/);
  });

  it('finds a line, explains it, and shows it where it stands: beside a covered password of visible length', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    await page.getByRole('searchbox', { name: 'Find on the wire' }).fill('AUTHENTICATE PLAIN');
    const found = log()
      .locator('[data-line]')
      .filter({ hasText: /^C: \w+ AUTHENTICATE PLAIN/ });
    await found.locator('.line-row').click();
    expect(await log().locator('[data-line]').count()).toBe(1);
    await found.getByRole('link', { name: /^RFC / }).waitFor();
    await found.getByRole('button', { name: 'Show in context' }).click();
    const secret = log()
      .locator('[data-line]')
      .filter({ hasText: /secret, \d+ bytes/ });
    await secret.waitFor();
    expect(await page.getByRole('searchbox', { name: 'Find on the wire' }).inputValue()).toBe('');
    const text = (await secret.textContent()) ?? '';
    expect(text).toContain('“ana”');
    for (const spelling of ['practice', Buffer.from('\0ana\0practice').toString('base64')]) expect(text).not.toContain(spelling);
  });

  it('reveals a covered password on the word of its user alone, for ten seconds at most, and covers it when one turns away', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    const covered = log()
      .locator('[data-line]')
      .filter({ hasText: /secret, \d+ bytes/ })
      .first();
    await covered.locator('.line-row').click();
    const reveal = covered.getByRole('button', { name: 'Reveal for 10 seconds' });
    await reveal.waitFor();
    const whole = Buffer.from('\0ana\0practice').toString('base64');
    const text = async () => (await covered.textContent()) ?? '';
    const shown = async () => whole.includes((await covered.locator('.secret-text').textContent()) ?? '-');
    expect(await covered.locator('.secret-text').count()).toBe(0);
    await reveal.focus();
    await page.keyboard.press('Enter');
    const cover = covered.getByRole('button', { name: /^Cover \(\d+ s\)$/ });
    await cover.waitFor();
    expect(await shown()).toBe(true);
    expect(await text()).toContain('as the account’s password is now');
    const putBy = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title]);
    expect(JSON.stringify(putBy)).not.toContain(whole.slice(8, -2));
    expect(await page.evaluate(async () => [await indexedDB.databases(), await caches.keys()])).toEqual([[], []]);
    /** Again: the engine answers once a second, and says so in between. */
    const revealAgain = () =>
      expect
        .poll(
          async () => {
            if (await reveal.isVisible()) await reveal.click();
            return cover.isVisible();
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(true);
    const secret = (await covered.locator('.secret-text').textContent()) ?? '';
    await cover.click();
    await reveal.waitFor();
    expect(await text()).not.toContain(secret);
    await revealAgain();
    await page.evaluate(() => globalThis.dispatchEvent(new Event('blur')));
    await reveal.waitFor();
    await revealAgain();
    // By itself.
    await cover.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await text()).not.toContain(secret);
    await page.keyboard.press('Escape');
  });

  it('finds by a regular expression, marks what it stands for, counts, and says beside the field what is wrong with one', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    const field = page.getByRole('searchbox', { name: 'Find on the wire' });
    const toggle = page.getByRole('button', { name: 'Regular expression' });
    await toggle.click();
    await field.fill('^\\w+ (login|authenticate) [a-z]+');
    const found = log().locator('[data-line]');
    await found.filter({ hasText: /^C: \w+ AUTHENTICATE PLAIN/ }).waitFor();
    await found.locator('mark').first().waitFor();
    expect(await found.locator('mark').allInnerTexts()).toEqual([expect.stringMatching(/^\w+ AUTHENTICATE PLAIN$/)]);
    await page.getByRole('status').filter({ hasText: '1 line found' }).waitFor();
    await field.fill('(login');
    await page.getByRole('alert').filter({ hasText: 'This is not a regular expression: ' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    // Its session has the line; no other has.
    await field.fill('authenticate pl.in');
    await expect.poll(() => sessions().getByRole('option').count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await field.fill('');
    await toggle.click();
    await option(/SMTP|IMAP/).waitFor();
  });

  it('says of each capability in a line what it means', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    await page.getByRole('searchbox', { name: 'Find on the wire' }).fill('CAPABILITY IMAP4rev1');
    const found = log()
      .locator('[data-line]')
      .filter({ hasText: /^S: .*CAPABILITY IMAP4rev1/ })
      .first();
    await found.locator('.line-row').click();
    const idle = found.getByRole('term').filter({ hasText: /^IDLE$/ });
    await idle.waitFor();
    await found
      .getByRole('definition')
      .filter({ hasText: 'The server reports new mail by itself' })
      .getByRole('link', { name: 'RFC 2177' })
      .waitFor();
    await page.getByRole('searchbox', { name: 'Find on the wire' }).fill('');
  });

  it('pairs a command with its reply, and goes from one to the other', async () => {
    const command = await openLast();
    await command.getByText(/→ \w+ OK/).waitFor();
    await command.locator('.line-row').click();
    await command.getByRole('button', { name: 'To the reply' }).click();
    const reply = log().locator('.line.is-marked');
    await reply.waitFor();
    expect(await reply.innerText()).toMatch(/^S: \w+ OK/);
  });

  it('goes from a message to the lines that fetched it, and back', async () => {
    await page.getByRole('row').filter({ hasText: 'Ports and TLS' }).click();
    const article = page.getByRole('article', { name: 'Message' });
    await article.getByRole('button', { name: 'Show on the wire' }).click();
    const payload = log().locator('.line.is-marked').filter({ hasText: 'literal,' });
    await payload.waitFor();
    await page.getByRole('row').first().click();
    await payload.locator('.line-row').click();
    await payload.getByRole('button', { name: 'Open the message' }).click();
    await article.getByRole('heading', { name: /Ports and TLS/ }).waitFor();
    // The exact bytes of the payload, which are kept with the message and not in the log.
    await payload.getByRole('button', { name: /^Show all/ }).click();
    await payload.getByText('Content-Type: multipart/mixed').waitFor();
    // It stays, and is what commands act on.
    const marked = page.getByRole('row', { selected: true });
    await expect.poll(() => marked.allInnerTexts()).toEqual([expect.stringContaining('Ports and TLS')]);
    expect(await article.getByRole('heading', { name: /Ports and TLS/ }).count()).toBe(1);
  });

  it('copies lines so that they can be pasted, and exports the session', async () => {
    const last = await openLast();
    await last.focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await page.getByText('2 lines copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^C: \w+ LOGOUT\nS: \* BYE/);

    await page.getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export the session' });
    await dialog.getByText('JSON Lines', { exact: true }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.jsonl$/);
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows what an export will hold before it is saved: names are replaced unless the real ones are asked for', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    await page.getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export the session' });
    const preview = dialog.getByRole('region', { name: 'Preview' });
    await dialog
      .getByRole('status')
      .filter({ hasText: /\d+ lines · replaced: \d+ host/ })
      .waitFor();
    const replaced = (await preview.textContent()) ?? '';
    expect(replaced).toMatch(/C: \w+ AUTHENTICATE PLAIN/);
    expect(replaced).toMatch(/octets of mail received, left out/);
    expect(replaced).not.toMatch(/127\.0\.0\.1|practice\.test/);
    await dialog.getByText('Replace names, hosts and addresses').click();
    await dialog.getByRole('status').filter({ hasText: 'with the real names' }).waitFor();
    expect(await preview.textContent()).toContain('127.0.0.1');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('copies the session as a command of another program, without its password', async () => {
    await option(/IMAP\s+Practice\s+synchronising/).click();
    await page.getByRole('button', { name: 'Copy as a command' }).click();
    await page.getByRole('menuitem', { name: 'Copy as curl' }).click();
    await page.getByText('Command copied; the password is not in it').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^curl --verbose imap:\/\/127\.0\.0\.1:\d+\/\S* .*--user ana /,
    );
    // swaks speaks SMTP alone.
    await page.getByRole('button', { name: 'Copy as a command' }).click();
    await page.getByRole('menuitem', { name: 'Copy as swaks' }).click();
    await page.getByText('This program cannot do the same exchange').waitFor();
  });

  it('exports the lines that are marked, by the keyboard alone', async () => {
    const last = await openLast();
    await last.focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Export 2 lines…' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Export lines \d+ to \d+$/ });
    await dialog.getByRole('status').filter({ hasText: '2 lines' }).waitFor();
    expect(((await dialog.getByRole('region', { name: 'Preview' }).textContent()) ?? '').trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^# /),
      expect.stringMatching(/C: \w+ LOGOUT$/),
      expect.stringMatching(/S: \* BYE/),
    ]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  /** By the menu of the marked lines, once they have the focus again; the list of sessions and this menu hear of a change one after the other. */
  async function chooseForLines(name: string): Promise<void> {
    const menu = page.getByRole('menu');
    const item = menu.getByRole('menuitem', { name, exact: true });
    const isOffered = async () => {
      await log().locator('[data-line]:focus').waitFor();
      await page.keyboard.press('Shift+F10');
      await menu.waitFor();
      if (await item.isVisible()) return true;
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
      return false;
    };
    await expect.poll(isOffered).toBe(true);
    await item.click();
  }

  it('deletes marked lines when its user has said so twice, and says where they stood', async () => {
    await openLast();
    const shown = async () => Number(await log().locator('[data-line]').last().getAttribute('aria-setsize'));
    const before = await shown();
    await log().locator('[data-line][tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    const third = (await log().locator('[data-line="3"] .line-said').textContent()) ?? '';
    const mark = sessions().getByRole('img', { name: 'Lines of it are kept' });
    await chooseForLines('Keep 3 lines');
    await mark.waitFor();
    await chooseForLines('Stop keeping 3 lines');
    await mark.waitFor({ state: 'detached' });
    await chooseForLines('Delete 3 lines');
    await page.getByRole('dialog', { name: 'Delete lines 2 to 4?' }).getByRole('button', { name: 'Delete 3 lines' }).click();
    const note = log().locator('[data-line="1"]').filter({ hasText: '* Lines 2 to 4 were deleted by you.' });
    await note.waitFor();
    expect(await note.getAttribute('aria-posinset')).toBe('2');
    await expect.poll(shown).toBe(before - 2);
    expect(await log().locator('[data-line="4"]').getAttribute('aria-posinset')).toBe('3');
    expect(await log().textContent()).not.toContain(third);
  });

  it('deletes a session only when its user has said so twice: nothing brings it back', async () => {
    const gone = option(/IMAP\s+Practice\s+synchronising/);
    await gone.waitFor();
    const before = await sessions().getByRole('option').count();
    const ask = async () => {
      await gone.click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Delete this session' }).click();
      return page.getByRole('dialog', { name: 'Delete this session?' });
    };
    await (await ask()).getByRole('button', { name: 'Keep' }).click();
    expect(await sessions().getByRole('option').count()).toBe(before);
    await (await ask()).getByRole('button', { name: 'Delete this session' }).click();
    await expect.poll(() => sessions().getByRole('option').count()).toBe(before - 1);
  });

  it('keeps a handful of rows for 100,000 lines, and stays at the end while the session goes on', async () => {
    await option(/IMAP\s+Long/).click();
    await log()
      .locator(`[data-line="${many - 1}"]`)
      .waitFor();
    expect(await log().locator('.line').count()).toBeLessThan(80);
    window.announce('transcript.changed', long.grow(50));
    await log()
      .locator(`[data-line="${many + 49}"]`)
      .waitFor();
    // A hundred lines a hundred times: asked for again only when they have stood for half a second.
    const before = { asked: long.asked(), at: performance.now() };
    for (let times = 0; times < 100; times += 1) window.announce('transcript.changed', long.grow(100));
    const end = many + 10_050;
    await log()
      .locator(`[data-line="${end - 1}"]`)
      .waitFor();
    expect(long.asked() - before.asked).toBeLessThan(5 + (performance.now() - before.at) / 250);
    // Scrolling up pauses.
    await log().hover();
    await page.mouse.wheel(0, -3_000);
    await page.getByRole('button', { name: 'Follow the end', pressed: false }).waitFor();
    window.announce('transcript.changed', long.grow(50));
    expect(
      await log()
        .locator(`[data-line="${end + 49}"]`)
        .count(),
    ).toBe(0);
    await log().locator('.line[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await log().locator('[data-line="0"]').waitFor();
  });

  it('goes to the side, away and back with the keys that hands know', async () => {
    await page.keyboard.press('Control+Shift+j');
    await page.locator('.dock-right').waitFor();
    await page.keyboard.press('Control+j');
    await page.getByRole('region', { name: 'Transcript' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+j');
    await page.getByRole('region', { name: 'Transcript' }).waitFor();
  });
});
