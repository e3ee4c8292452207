/**
 * One measured run of the whole product: the browser host as a user starts it, and its window in Chromium. What is measured is what a
 * person sees: the time from a key to the frame that shows its answer, and the longest that the window stood still while a mailbox
 * arrived. It is told what to do by one JSON argument and answers with one JSON line.
 *
 * The longest task is what Long Tasks (W3C) would call one, from the first click on; how long the start of the page held the window up is
 * told beside it. Whether all has arrived is read by one line in the page: looking for parts by their roles, as other tests do, computes
 * the name of every element, which was a sixth of the window's own work and slowed the key down to ten times a second.
 */
import type { Page } from 'playwright-core';
import { openWindow } from '../e2e/mail-window.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { launchWholeChromium } from '../support/chromium.ts';
import { percentile } from './percentile.ts';
import { readTasks, traceCategories } from './window-tasks.ts';

export interface WindowRun {
  readonly accountsFile: string;
  /** A profile that holds the mailbox. */
  readonly synchronised: string;
  /** A folder for a profile that holds nothing yet. */
  readonly fresh: string;
  readonly messages: number;
  readonly words: readonly string[];
}

export interface WindowFigures {
  /** Milliseconds from the last key of a search to its results on the screen. */
  readonly searchPaintP95: number;
  /** Milliseconds from the key to a message that is held, on the screen. */
  readonly openPaintP95: number;
  /** Milliseconds of the longest task of the window while headers and bodies arrive, the list is scrolled and messages are opened. */
  readonly longestTask: number;
  /** The most processor time of one such task: what is missing to the longest one, it waited for a processor. */
  readonly longestTaskCpu: number;
  /** The longest task before that: the page is loaded, the window drawn for the first time and its first message opened. */
  readonly startTask: number;
}

declare global {
  interface Window {
    /** Resolves with the milliseconds from the next key or input to the frame after `painted` says yes. */
    untilPainted(event: 'keydown' | 'input', what: 'message' | 'results'): Promise<number>;
  }
}

/** Runs in the page. */
function instrument(): void {
  const conditions = {
    // A body that was not measured yet, with its text, or with its frame filled.
    message() {
      const body = document.querySelector<HTMLElement>('article .message-body:not([data-was-measured])');
      const frame = body?.querySelector('iframe');
      const isThere = frame ? frame.contentDocument?.head?.querySelector('style') : body?.querySelector('.plain-text, .reader-note');
      if (isThere && body) body.dataset.wasMeasured = '';
      return Boolean(isThere);
    },
    // The number of results is gone while the answer is awaited.
    results: (() => {
      let wasGone = false;
      return () => {
        const isGone = document.querySelector('.messages-count')?.textContent === '';
        const isThere = wasGone && !isGone;
        wasGone = isThere ? false : wasGone || isGone;
        return isThere;
      };
    })(),
  };
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  window.untilPainted = (name, what) =>
    new Promise((resolve) => {
      addEventListener(
        name,
        (event) => {
          const observer = new MutationObserver(check);
          let isDone = false;
          function check() {
            if (isDone || !conditions[what]()) return;
            isDone = true;
            observer.disconnect();
            afterFrame(() => resolve(performance.now() - event.timeStamp));
          }
          observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
          // What a frame of its own holds is not seen by the observer.
          const look = () => {
            check();
            if (!isDone) requestAnimationFrame(look);
          };
          look();
        },
        { once: true, capture: true },
      );
    });
}

async function paints(page: Page, event: 'keydown' | 'input', what: 'message' | 'results', act: () => Promise<void>): Promise<number> {
  // Handed over inside an object, or evaluate would wait for it.
  const waiting = await page.evaluateHandle(([name, condition]) => ({ painted: window.untilPainted(name, condition) }), [
    event,
    what,
  ] as const);
  await act();
  return waiting.evaluate(({ painted }) => painted);
}

async function synchronised(run: WindowRun): Promise<Pick<WindowFigures, 'openPaintP95' | 'searchPaintP95'>> {
  const host = await startBrowserHost({ accountsFile: run.accountsFile, dataFolder: run.synchronised });
  const browser = await launchWholeChromium();
  try {
    const { page, messages } = await openWindow(browser, host.address, []);
    await messages.getByRole('row').first().waitFor();
    await page.evaluate(instrument);
    await messages.getByRole('row').first().click();
    await page.locator('article .message-body').waitFor();
    await page.evaluate(() => {
      for (const body of document.querySelectorAll<HTMLElement>('article .message-body')) body.dataset.wasMeasured = '';
    });
    const opened: number[] = [];
    for (let message = 0; message < 60; message += 1) opened.push(await paints(page, 'keydown', 'message', () => page.keyboard.press('j')));
    const box = page.getByRole('searchbox', { name: 'Search mail' });
    const searched: number[] = [];
    for (const word of run.words.filter((one) => one.length >= 4).slice(0, 40)) {
      await box.fill('');
      await page.locator('.messages-scope').waitFor({ state: 'detached' });
      searched.push(await paints(page, 'input', 'results', () => page.keyboard.insertText(word)));
    }
    return { openPaintP95: percentile(opened, 0.95), searchPaintP95: percentile(searched, 0.95) };
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** Turns without anything under way after which all has arrived: between headers and bodies nothing seems to be for a moment. */
const calmTurns = 60;
/** Turns in which the key is down, and those in which it rests, long enough for the message under the focus to be opened. */
const held = 8;
const resting = 4;
const mark = 'arriving';

/** A turn of two frames: as often as a key that is held down repeats. Runs in the page, where it costs nothing beside what it measures. */
function turn(messages: number): Promise<boolean> {
  const hasArrived = () =>
    Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) >= messages && !document.querySelector('footer progress');
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(hasArrived()))));
}

async function arriving(run: WindowRun): Promise<Omit<WindowFigures, 'openPaintP95' | 'searchPaintP95'>> {
  const host = await startBrowserHost({ accountsFile: run.accountsFile, dataFolder: run.fresh });
  const browser = await launchWholeChromium();
  try {
    await browser.startTracing(undefined, { categories: traceCategories });
    const { page, messages } = await openWindow(browser, host.address, []);
    await messages.getByRole('row').first().waitFor();
    await messages.getByRole('row').first().click();
    await page.evaluate((name) => performance.mark(name), mark);
    for (let calm = 0, turns = 0; calm < calmTurns; turns += 1) {
      if (turns % (held + resting) < held) await page.keyboard.press('PageDown');
      calm = (await page.evaluate(turn, run.messages)) ? calm + 1 : 0;
    }
    const { before, after } = readTasks((await browser.stopTracing()).toString(), mark);
    return { longestTask: after.wall, longestTaskCpu: after.cpu, startTask: before.wall };
  } finally {
    await browser.close();
    await host.stop();
  }
}

const run: WindowRun = JSON.parse(process.argv[2] ?? '');
const figures: WindowFigures = { ...(await synchronised(run)), ...(await arriving(run)) };
process.stdout.write(`${JSON.stringify(figures)}\n`);
