/**
 * What an open transcript costs a full synchronisation: the same mailbox with the whole program and its window, once with the pane closed and
 * once with it open on the session that grows and following its end, in turn. It is told what to do by one JSON argument and answers with one
 * JSON line.
 *
 * A synchronisation begins when the server says its first word, which a relay keeps back until the window is at rest, and ends when the program
 * has taken the last of what it asked for: what the window draws afterwards holds up nobody. The processor time is that of program and window
 * together, to the end of what is drawn. What a run finds out about the page it reads there, in a timer: what asks from outside, or in every
 * frame, would be work of the window.
 */
import type { Page } from 'playwright-core';
import { openWindow } from '../../e2e/mail-window.ts';
import { untilIdle } from '../../proof/until-idle.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { startBrowserHost } from '../../support/browser-host.ts';
import { launchWholeChromium } from '../../support/chromium.ts';
import { type FaultRelay, startFaultRelay } from '../../support/relay/fault-relay.ts';
import { percentile } from '../percentile.ts';
import { childrenOf, processorTimeOf } from './process-tree.ts';

export interface OpenPaneRun {
  /** The IMAP server, in the clear. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly messages: number;
  /** A folder of its own. */
  readonly folder: string;
  /** So many synchronisations of each kind are counted. */
  readonly pairs: number;
}

/** Medians in seconds. */
export interface OpenPaneFigures {
  readonly open: number;
  readonly closed: number;
  readonly openCpu: number;
  readonly closedCpu: number;
}

interface Synchronised {
  readonly seconds: number;
  readonly cpu: number;
}

const median = (values: readonly number[]) => percentile(values, 0.5);

/** Runs in the page. Resolves when all is there, and nothing more has come for two seconds. */
function untilArrived(messages: number): Promise<void> {
  return new Promise((resolve) => {
    let calm = 0;
    const looking = setInterval(() => {
      const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
      // Between headers and bodies nothing is under way for a moment.
      calm = rows < messages || document.querySelector('footer progress') ? 0 : calm + 1;
      if (calm < 20) return;
      clearInterval(looking);
      resolve();
    }, 100);
  });
}

/** Runs in the page. Chooses the session that synchronises as soon as it is listed. */
function openGrowing(): Promise<void> {
  return new Promise((resolve) => {
    const looking = setInterval(() => {
      const options = [...document.querySelectorAll<HTMLElement>('[role=listbox] [role=option]')];
      const growing = options.find(({ textContent }) => textContent.includes('synchronising'));
      if (!growing) return;
      clearInterval(looking);
      growing.click();
      resolve();
    }, 20);
  });
}

async function showPane(page: Page, isOpen: boolean): Promise<void> {
  const button = page.getByRole('button', { name: 'Transcript', exact: true });
  if (((await button.getAttribute('aria-pressed')) === 'true') !== isOpen) await page.keyboard.press('Control+j');
  await page.getByRole('region', { name: 'Transcript' }).waitFor({ state: isOpen ? 'visible' : 'detached' });
}

/** Notes when the server has sent something long for the last time; answers how to learn it. What is asked for afterwards is short. */
function watchBulk(relay: FaultRelay): () => number {
  let at = performance.now();
  let seen = 0;
  const watching = setInterval(() => {
    if (relay.record.slice(seen).some(({ direction, bytes }) => direction === 'server' && bytes.length > 1_000)) at = performance.now();
    seen = relay.record.length;
  }, 10);
  return () => {
    clearInterval(watching);
    return at;
  };
}

async function synchronise(run: OpenPaneRun, isOpen: boolean): Promise<Synchronised> {
  const relay = await startFaultRelay({
    target: { host: run.host, port: run.port },
    faults: [{ connection: 1, at: { direction: 'server', byte: 0 }, effect: { kind: 'stall' } }],
  });
  const login = { host: '127.0.0.1', security: 'none', username: run.user, password: run.password } as const;
  const accountsFile = await writeAccountsFile({
    folder: run.folder,
    accounts: [
      {
        name: run.user,
        address: `${run.user}@practice.test`,
        incoming: { ...login, protocol: 'imap', port: relay.port },
        outgoing: { ...login, port: relay.port }, // nothing is sent
      },
    ],
  });
  const host = await startBrowserHost({ accountsFile });
  const browser = await launchWholeChromium();
  try {
    const complaints: string[] = [];
    const { page, folders, transcript } = await openWindow(browser, host.address, complaints);
    await folders.waitFor();
    await showPane(page, isOpen);
    await page.evaluate(untilIdle);
    let seconds = Number.NaN;
    const cpu = await processorTimeOf(childrenOf(process.pid), async () => {
      const arrived = page.evaluate(untilArrived, run.messages);
      const ended = watchBulk(relay);
      const began = performance.now();
      relay.release();
      if (isOpen) await page.evaluate(openGrowing);
      await arrived;
      seconds = (ended() - began) / 1_000;
    });
    if (isOpen) await transcript.locator('[data-line]').first().waitFor();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return { seconds, cpu };
  } finally {
    await browser.close();
    await host.stop();
    await relay.close();
  }
}

const run: OpenPaneRun = JSON.parse(process.argv[2] ?? '');
await synchronise(run, true); // warms up
const open: Synchronised[] = [];
const closed: Synchronised[] = [];
for (let pair = 0; pair < run.pairs; pair += 1) {
  // Each of them first as often: what else the machine does falls on both.
  for (const isOpen of pair % 2 === 0 ? [true, false] : [false, true]) (isOpen ? open : closed).push(await synchronise(run, isOpen));
}
const figures: OpenPaneFigures = {
  open: median(open.map(({ seconds }) => seconds)),
  closed: median(closed.map(({ seconds }) => seconds)),
  openCpu: median(open.map(({ cpu }) => cpu)),
  closedCpu: median(closed.map(({ cpu }) => cpu)),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
