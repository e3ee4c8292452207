/**
 * A very long session in the window: it opens, scrolls, is filtered and searched without a long task of the window's thread. A real Chromium on
 * a real engine, on files that were recorded before; what counts is the processor time of the longest task.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTasksBetween, traceCategories } from '../bench/window-tasks.ts';
import { type RealWindow, removeBuiltWindow, showTranscript, startRealWindow } from '../renderer/real-window.ts';
import { isWholeProof, proofDeadline, proofScale } from '../support/proof-scale.ts';
import { untilIdle } from './until-idle.ts';

/** Milliseconds of processor time that one task of the window's thread may take: two frames and a half, more where others use the machine. */
const longest = isWholeProof ? 50 : 200;
const count = proofScale(20_000, 200_000);
const id = '20260504-120000-imap-0000000';

let folder: string;
let window: RealWindow;

/** A session over several files, every hundredth line of it a command. */
function writeSession(): void {
  const each = 40_000;
  mkdirSync(join(folder, 'transcript'), { recursive: true });
  const facts = {
    id,
    protocol: 'imap',
    accountId: null,
    accountName: 'Mirela',
    host: 'imap.kestrel-works.test',
    port: 143,
    purpose: 'sync',
  };
  for (let first = 0, segment = 0; first < count; first += each, segment += 1) {
    const records: unknown[] = [{ type: 'session', version: 2, ...facts, startedAt: 1_777_896_000_000, segment, firstLine: first }];
    for (let index = first; index < Math.min(first + each, count); index += 1)
      records.push(
        index % 100 === 0
          ? {
              index,
              at: index,
              direction: 'client',
              kind: 'command',
              tag: `a${index}`,
              command: 'UID FETCH',
              text: `a${index} UID FETCH ${index} (ENVELOPE)\r\n`,
            }
          : {
              ...{ index, at: index, direction: 'server', kind: 'data', command: 'UID FETCH', answers: index - (index % 100), elapsed: 1 },
              text: `* ${index} FETCH (UID ${index} ENVELOPE (NIL "x" (("Somebody" NIL "person${index % 5_000}" "kestrel-works.test"))))\r\n`,
            },
      );
    if (first + each >= count)
      records.push({
        ...{ type: 'end', at: 1_777_896_900_000, state: 'done', lines: count, bytesSent: 0, bytesReceived: 100 * count },
        ...{ tls: null, summary: 'long', failure: null, pinned: true },
      });
    const name = `${id}.${String(segment).padStart(4, '0')}.jsonl`;
    writeFileSync(join(folder, 'transcript', name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postglass-long-'));
  writeSession();
  window = await startRealWindow({ practice: true, folder, isShipped: true });
}, 180_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
  await rm(folder, { recursive: true, force: true });
});

/** Runs in the page: the lines are scrolled through from end to end, frame by frame. */
const scrollThrough = async () => {
  const scrolled = document.querySelector('[role=log]');
  if (!scrolled) throw new Error('there are no lines');
  for (let step = 0; step <= 60; step += 1) {
    scrolled.scrollTop = (scrolled.scrollHeight * step) / 60;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};

it(
  `a session of ${count} lines opens, scrolls, is filtered and searched without a long task`,
  async () => {
    const { page } = window;
    const browser = window.context.browser();
    if (!browser) throw new Error('the window has no browser');
    await page.getByRole('row').first().waitFor();
    await showTranscript(page);
    await page.evaluate(untilIdle);
    const marks: string[] = [];
    const took = new Map<string, number>();
    const see = async (view: string, act: () => Promise<unknown>) => {
      marks.push(view);
      await page.evaluate((name) => void performance.mark(name), view);
      const begun = performance.now();
      await act();
      took.set(view, Math.round(performance.now() - begun));
      await page.evaluate(untilIdle);
    };
    const region = page.getByRole('region', { name: 'Transcript' });
    const field = region.getByRole('searchbox', { name: 'Find on the wire' });
    const found = (text: string) => region.getByRole('status').filter({ hasText: text }).waitFor({ timeout: 120_000 });
    await browser.startTracing(page, { categories: traceCategories });
    let trace: string;
    try {
      await see('open', async () => {
        await region.getByRole('option').filter({ hasText: 'Mirela' }).click();
        await region.locator('[data-line]').first().waitFor();
      });
      await see('scroll', () => page.evaluate(scrollThrough));
      await see('choices', async () => undefined);
      // The list of choices opens alike, however long the session is.
      await region.getByRole('button', { name: 'Protocol' }).click();
      await page.evaluate(untilIdle);
      await see('filter', async () => {
        await page.getByRole('option', { name: 'IMAP', exact: true }).click();
        await region.locator('[data-line]').first().waitFor();
      });
      await see('text', async () => {
        await field.fill('person4999"');
        await found(`${count / 5_000} lines found`);
      });
      await see('expression', async () => {
        await region.getByRole('button', { name: 'Regular expression' }).click();
        await field.fill('person\\d*7"');
        await found('lines found');
      });
      await see('scroll found', () => page.evaluate(scrollThrough));
    } finally {
      trace = (await browser.stopTracing()).toString();
    }
    const tasks = readTasksBetween(trace, marks);
    console.log([...tasks].map(([view, { cpu }]) => `${view}: ${took.get(view)} ms in all, longest task ${cpu.toFixed(0)} ms`).join('\n'));
    expect([...tasks].filter(([view, { cpu }]) => view !== 'choices' && cpu > longest)).toEqual([]);
    expect(window.complaints).toEqual([]);
  },
  proofDeadline,
);
