/** Explanations beside the lines of the wire: where the user has chosen, remembered, and without a slow frame in a long session. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispatch } from '../../../electron/contract/call.ts';
import { succeed } from '../../../electron/contract/failure.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { readTasks, traceCategories } from '../../bench/window-tasks.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const many = 200_000;

/** A session of commands, data and replies; every hundredth command is answered late, and after a pause. */
function longSession() {
  const session: Session = {
    ...{ id: 'long', protocol: 'imap', accountId: null, accountName: 'Long', host: '127.0.0.1', port: 143, purpose: 'sync' },
    ...{ startedAt: Date.now() + 60_000, endedAt: Date.now() + 90_000, state: 'done', lines: many, bytesSent: 0, bytesReceived: 0 },
    ...{ tls: null, summary: 'long', failure: null, pinned: false },
  };
  const line = (index: number): Line => {
    const step = index % 4;
    const command = index - step;
    const late = Math.floor(index / 4) % 100 === 1;
    const isReply = step === 3;
    const text = [
      `${command} UID FETCH 1:* (FLAGS)`,
      `* ${index} FETCH (FLAGS (\\Seen))`,
      `* ${index} EXISTS`,
      `${command} ${late ? 'NO [INUSE] Busy' : 'OK Fetch completed'}`,
    ][step];
    return {
      ...{ session: 'long', index, offset: index * 20, masked: [], payload: null, decoded: null, note: null, cause: null, messageId: null },
      at: index * 3 + Math.floor(index / 400) * 5_000 + (late ? 4_000 : 0),
      direction: step === 0 ? 'client' : 'server',
      bytes: Buffer.from(`${text}\r\n`).toString('base64'),
      kind: step === 0 ? 'command' : isReply ? 'status' : 'data',
      tag: step === 0 || isReply ? String(command) : null,
      command: 'UID FETCH',
      code: isReply ? (late ? 'NO' : 'OK') : null,
      enhanced: isReply && late ? 'INUSE' : null,
      answers: step === 0 ? null : command,
      elapsed: step === 0 ? null : late ? 2_500 : 3,
      explanation:
        isReply && late
          ? { key: 'imap.code.INUSE', parameters: {}, source: 'RFC 9051 §7.1' }
          : { key: step === 0 ? 'imap.command.FETCH' : 'imap.status.OK.FETCH', parameters: {}, source: 'RFC 9051 §6.4.5' },
    };
  };
  return (engine: Dispatch): Dispatch =>
    async (name, input) => {
      if (name === 'transcript.sessions') {
        const answer = await engine(name, input);
        return answer.ok ? succeed([session, ...(answer.value as Session[])]) : answer; // the engine's answer was checked
      }
      const request = input as { session?: string; from: number; limit: number }; // the window's calls are typed
      if (name !== 'transcript.lines' || request.session !== 'long') return engine(name, input);
      const count = Math.max(0, Math.min(request.limit, many - request.from));
      return succeed({ session, total: many, lines: Array.from({ length: count }, (_, at) => line(request.from + at)) });
    };
}

let window: RealWindow;
let page: Page;
beforeAll(async () => {
  window = await startRealWindow({ practice: true, isShipped: true, between: longSession() });
  page = window.page;
  await log().locator('[data-line]').first().waitFor();
}, 180_000);
afterAll(async () => {
  expect(window.complaints).toEqual([]);
  await window.close();
  await removeBuiltWindow();
});

const log = () => page.getByRole('log', { name: 'Session lines' });
const pane = () => page.getByRole('complementary', { name: 'Explanation of the line' });
const lineAt = (index: number) => log().locator(`[data-line="${index}"]`);
const session = (text: RegExp) => page.getByRole('listbox', { name: 'Sessions' }).getByRole('option').filter({ hasText: text }).first();

async function choose(name: string) {
  await page.getByRole('button', { name: 'Explanations' }).click();
  await page.getByRole('menuitem', { name }).click();
}

describe('explanations beside the lines', () => {
  it('at first for the line that one points to, or that the arrow keys come to', async () => {
    await session(/IMAP\s+Long/).click();
    await lineAt(0).hover();
    await pane().getByRole('link', { name: 'RFC 9051 §6.4.5' }).waitFor();
    await lineAt(0).focus();
    for (let line = 0; line < 7; line++) await page.keyboard.press('ArrowDown');
    await pane().getByText('Likely cause').waitFor();
    await pane().getByText('Next step').waitFor();
  });

  it('a command, its replies and their times stand out together; slow ones and pauses are marked', async () => {
    // Line 7 has the focus: it answers line 4 after 2.5 s.
    await expect
      .poll(() =>
        log()
          .locator('.is-paired')
          .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-line'))),
      )
      .toEqual(['4', '5', '6']);
    await lineAt(4).getByRole('img', { name: 'slow' }).waitFor();
    expect(await lineAt(0).getByRole('img', { name: 'slow' }).count()).toBe(0);
    await lineAt(4)
      .getByText(/^\+4(?:\.0)? s$/)
      .waitFor();
  });

  it('in a column beside every line, also after the window was opened anew', async () => {
    await choose('Beside every line');
    await expect.poll(() => pane().count()).toBe(0);
    const reading = lineAt(7).locator('.line-reading');
    await expect.poll(() => reading.innerText()).toMatch(/\w{4}/);
    // Each beside its own line, and none over another.
    const boxes = await log()
      .locator('[data-line]')
      .evaluateAll((lines) =>
        lines.map((line) => {
          const box = line.getBoundingClientRect();
          const words = line.querySelector('.line-reading')?.getBoundingClientRect();
          return words === undefined || (words.top >= box.top - 1 && words.bottom <= box.bottom + 1);
        }),
      );
    expect(boxes.every(Boolean)).toBe(true);
    await page.reload();
    await session(/IMAP\s+Long/).click();
    await expect.poll(() => log().locator('.line-reading').first().innerText()).toMatch(/\w{4}/);
  });

  it.each(['Beside every line', 'For the line pointed to'])('200,000 lines scroll without a frame over 50 ms: %s', async (place) => {
    await choose(place);
    await session(/IMAP\s+Long/).click();
    await lineAt(0).waitFor();
    const browser = page.context().browser();
    if (!browser) throw new Error('no browser');
    await browser.startTracing(page, { categories: traceCategories });
    await page.evaluate(async () => {
      const scroller = document.querySelector('[role="log"]');
      if (!scroller) throw new Error('no lines');
      performance.mark('scrolling');
      for (let step = 0; step < 120; step++) {
        scroller.scrollTop += step % 20 === 19 ? 400_000 : 480;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    // What the processor worked for a task: on a machine that has other things to do it may wait in the middle of one.
    const { after } = readTasks((await browser.stopTracing()).toString('utf8'), 'scrolling');
    expect(after.cpu).toBeGreaterThan(0);
    expect(after.cpu).toBeLessThanOrEqual(50);
    expect(await log().locator('[data-line]').count()).toBeLessThan(90);
  });

  it('not at all, where that was chosen; an opened line explains itself all the same', async () => {
    await choose('In opened lines only');
    await expect.poll(() => pane().count()).toBe(0);
    expect(await log().locator('.line-reading').count()).toBe(0);
    await log().locator('.line-row').first().click();
    await log().locator('.line-explanation').waitFor();
  });

  it('below the lines where the transcript is narrow', async () => {
    await choose('For the line pointed to');
    await page.keyboard.press('Control+Shift+j');
    await page.locator('.dock-right').waitFor();
    await log().locator('[data-line]').first().hover();
    const [lines, words] = [await log().boundingBox(), await pane().boundingBox()];
    expect(words?.y).toBeGreaterThanOrEqual((lines?.y ?? 0) + (lines?.height ?? 0) - 1);
  });
});

describe('the head of a session', () => {
  it('says how the connection began, and opened, with what certificate; a step leads to its line', async () => {
    await page.keyboard.press('Control+Shift+j');
    await page.locator('.dock-bottom').waitFor();
    await session(/IMAP\s+Practice\s+synchronising/).click();
    const head = page.getByRole('region', { name: 'How the connection began' });
    const line = head.getByRole('button', { expanded: false });
    await line.getByText('First command').waitFor();
    for (const step of ['TCP', 'Greeting', 'TLS', 'Sign-in']) expect(await line.innerText()).toContain(step);
    await line.click();
    await head.getByText('TLSv1.3', { exact: true }).waitFor();
    await head.getByText('CN=Postglass practice server', { exact: true }).first().waitFor();
    await head.getByRole('button', { name: /^Greeting/ }).click();
    const marked = log().locator('.line.is-marked');
    await marked.waitFor();
    expect(await marked.innerText()).toMatch(/^S: \* OK/);
  });
});
