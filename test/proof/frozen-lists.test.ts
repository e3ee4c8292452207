/**
 * Words made to stop the window, where many of them stand at once: in the rows of the list, in the hits of a search, among the folders and
 * in the lines of the transcript. A real Chromium on a real engine that reads them from the practice server; what counts is the processor
 * time of the longest task of the window's thread.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { readTasksBetween, traceCategories } from '../bench/window-tasks.ts';
import { type RealWindow, removeBuiltWindow, showTranscript, startRealWindow } from '../renderer/real-window.ts';
import { practiceAccount } from '../support/practice-account.ts';
import { proofDeadline, proofScale } from '../support/proof-scale.ts';
import { oddWords } from './message-bombs.ts';
import { untilIdle } from './until-idle.ts';

/** Milliseconds of processor time that one task of the window's thread may take. */
const mostDeaf = process.env.CI ? 200 : 100;

let server: PracticeServer;
let window: RealWindow;

/** Ten messages of each kind of odd words, in subject, sender, recipients, file name and text, and a folder named with them. */
function fill(): number {
  const [account] = server.accounts;
  const mailbox = account && server.mailbox.mailboxOf(account);
  const inbox = mailbox?.find('INBOX');
  if (!inbox) throw new Error('the practice server has no INBOX');
  const each = proofScale(3, 10);
  let count = 0;
  for (const words of Object.values(oddWords)) {
    // A name of a folder is shorter: servers refuse more.
    mailbox?.create(`odd ${words.slice(0, 900)}`);
    for (let number = 0; number < each; number += 1) {
      count += 1;
      inbox.append({
        bytes: Buffer.from(
          `Subject: ${words}\r\nFrom: ${words} <iris@bombs.test>\r\nTo: ${words} <ana@example.test>\r\nMessage-ID: <${count}@bombs.test>\r\n` +
            `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n` +
            `${words} readings\r\n--b\r\nContent-Type: text/plain; name="${words.slice(0, 2_000)}"\r\n\r\nx\r\n--b--\r\n`,
        ),
        internalDate: Date.UTC(2026, 10, 2) + count * 60_000,
      });
    }
  }
  return count;
}

beforeAll(async () => {
  server = await createPracticeServer();
}, 60_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
  await server?.close();
});

/** Runs in the page: what scrolls there is scrolled through from end to end, frame by frame. */
const scrollThrough = async (selector: string) => {
  const scrolled = document.querySelector(selector);
  if (!scrolled) throw new Error(`nothing scrolls at ${selector}`);
  for (let step = 1; step <= 24; step += 1) {
    scrolled.scrollTop = (scrolled.scrollHeight * step) / 24;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};

it(
  'list, search and transcript show words made to stop the window without a long task',
  async () => {
    const count = fill();
    window = await startRealWindow({ accounts: [practiceAccount(server, 'Ana')], isShipped: true });
    const { page, fixture } = window;
    const browser = window.context.browser();
    if (!browser) throw new Error('the window has no browser');
    const marks: string[] = [];
    const see = async (view: string, act: () => Promise<void>) => {
      marks.push(view);
      await page.evaluate((name) => void performance.mark(name), view);
      await act();
      await page.evaluate(untilIdle);
    };
    await browser.startTracing(page, { categories: traceCategories });
    let trace: string;
    try {
      await see('arriving', async () => {
        await fixture.until(
          'every message',
          async () => {
            const inbox = await fixture.folderOf('Ana', 'inbox').catch(() => null);
            const rows = inbox ? await fixture.rows(inbox.id) : [];
            return rows.length === count && rows.every(({ bodyHeld }) => bodyHeld);
          },
          120_000,
        );
        await page.getByRole('row').nth(2).waitFor();
      });
      await see('list', () => page.evaluate(scrollThrough, '.grid'));
      await see('search', async () => {
        await page.getByRole('searchbox').fill('readings');
        // While the answer is awaited there is no list, and no number of results.
        await page.locator('.messages-scope').waitFor();
        await page.locator('.messages-count:not(:empty)').waitFor();
        await page.locator('.grid [role=row]').first().waitFor();
        await page.evaluate(scrollThrough, '.grid');
      });
      await see('transcript', async () => {
        await showTranscript(page);
        await page.getByRole('option').last().click();
        await page.getByRole('log').waitFor();
      });
      await see('lines', () => page.evaluate(scrollThrough, '[role=log]'));
    } finally {
      trace = (await browser.stopTracing()).toString();
    }
    const found = readTasksBetween(trace, marks);
    console.log([...found].map(([view, { cpu, wall }]) => `${view}: ${cpu.toFixed(0)} ms, ${wall.toFixed(0)} with waits`).join('\n'));
    expect([...found].filter(([, { cpu }]) => cpu > mostDeaf)).toEqual([]);
    expect(window.complaints).toEqual([]);
  },
  proofDeadline,
);
