/**
 * One measured run of a whole program on one mailbox: from its start to its painted list, and from the line by which the server tells of a
 * new message (EXISTS, RFC 9051 §7.4.1) to that message in the list. It is told what to do by one JSON argument and answers with one JSON line.
 *
 * The browser host: from the start of the launcher to the frame after the one in which every row of the list in sight has its message, in a
 * headless Chromium that is started too once the address is printed (as the system's browser would be), or is open already. Thunderbird: see
 * `thunderbird.ts`. ImapFlow alone: until the envelope of the new message is there; it paints nothing.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import type { Browser } from 'playwright-core';
import { openWindow } from '../../e2e/mail-window.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { findMailOwner } from '../../servers/mail-owner.ts';
import { createMaildirs } from '../../servers/maildir.ts';
import { type BrowserHost, startBrowserHost } from '../../support/browser-host.ts';
import { launchWholeChromium } from '../../support/chromium.ts';
import type { EngineRun } from '../engine-run.ts';
import { runMeasured } from '../peers.ts';
import { percentile } from '../percentile.ts';
import { samePart } from './screen.ts';
import { isPainted, listAtRest, prepareThunderbird, type RunningThunderbird, untilList } from './thunderbird.ts';
import { startWatchingRelay, type WatchingRelay } from './watching-relay.ts';

export interface PaintedRun {
  readonly by: 'postglass' | 'thunderbird' | 'imapflow';
  /** The IMAP server, in the clear. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where the server's mailboxes lie, and how many messages are in this one's inbox. */
  readonly mailRoot: string;
  readonly messages: number;
  /** So many arrive, one after the other. */
  readonly arrivals: number;
  /** A folder of its own. */
  readonly folder: string;
}

/** Medians in milliseconds; null where there is no such thing. */
export interface PaintedFigures {
  readonly start: number | null;
  readonly startInOpenBrowser: number | null;
  readonly arrival: number;
}

/** Starts of each kind that are counted. */
const starts = 3;

const median = (values: readonly number[]) => percentile(values, 0.5);

declare global {
  interface Window {
    /** Milliseconds since 1970 of the frame after the first one with a list; not there before. */
    listPaintedAt?: number;
    /** The same for a row with these words. */
    rowPainted(words: string): Promise<number>;
  }
}

/** Runs in the page before anything of it. */
function watchList(): void {
  const untilPainted = (isThere: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (!isThere()) return void requestAnimationFrame(look);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          port2.postMessage(null);
        });
      };
      look();
    });
  window.rowPainted = (words) =>
    untilPainted(() => [...document.querySelectorAll('[role=grid] [role=row]')].some((row) => row.textContent?.includes(words)));
  void untilPainted(
    () =>
      document.querySelector('[role=grid] [role=row][data-message]') !== null &&
      document.querySelector('[role=grid] [role=row][aria-busy]') === null,
  ).then((at) => {
    window.listPaintedAt = at;
  });
}

async function openPainted(browser: Browser, address: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await context.addInitScript(watchList);
  const { page } = await openWindow(browser, address, [], { context });
  // Survives that the page leaves its first address for another one, which has no token in it.
  const painted = await page.waitForFunction(() => window.listPaintedAt);
  return { page, paintedAt: (await painted.jsonValue()) ?? Number.NaN };
}

const now = () => performance.timeOrigin + performance.now();

/** A message arrives; answers the milliseconds from the server's word of it to what `shown` resolves with, on the clock of `performance`. */
async function arrive(relay: WatchingRelay, run: PaintedRun, number: number, shown: (subject: string) => Promise<() => Promise<number>>) {
  const subject = `Just arrived ${randomUUID()}`;
  await relay.untilIdling(1);
  const seen = await shown(subject);
  const date = new Date();
  await createMaildirs({ root: run.mailRoot, owner: findMailOwner() }).deliver(
    run.user,
    `From: Ana <ana@practice.test>\r\nTo: ${run.user}@practice.test\r\nSubject: ${subject}\r\nDate: ${date.toUTCString()}\r\nMessage-ID: <${randomUUID()}@bench.test>\r\n\r\nA few words.\r\n`,
    { date },
  );
  const at = await seen();
  const told = relay.toldOf(run.messages + number);
  if (told === null) throw new Error(`the server has not told of message ${run.messages + number}`);
  return at - told;
}

async function postglass(run: PaintedRun, relay: WatchingRelay): Promise<PaintedFigures> {
  const login = { host: relay.host, security: 'none', username: run.user, password: run.password } as const;
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
  const dataFolder = join(run.folder, 'data');
  const first: EngineRun = { mode: 'first', dataFolder, accountsFile, messages: run.messages, words: ['re'] };
  await runMeasured('engine-run.ts', first);
  const figures: Record<'cold' | 'open', number[]> = { cold: [], open: [] };
  const arrived: number[] = [];
  for (let round = 0; round <= starts; round += 1) {
    for (const kind of ['cold', 'open'] as const) {
      execFileSync('sync');
      const before = kind === 'open' ? await launchWholeChromium() : null;
      const begun = now();
      const host: BrowserHost = await startBrowserHost({ accountsFile, dataFolder });
      const browser = before ?? (await launchWholeChromium());
      try {
        const { page, paintedAt } = await openPainted(browser, host.address);
        if (round > 0) figures[kind].push(paintedAt - begun); // the first one warms up
        for (let number = 1; kind === 'open' && round === starts && number <= run.arrivals; number += 1) {
          arrived.push(
            await arrive(relay, run, number, async (subject) => {
              const row = await page.evaluateHandle((words) => ({ painted: window.rowPainted(words) }), subject);
              return async () => (await row.evaluate(({ painted }) => painted)) - performance.timeOrigin;
            }),
          );
        }
      } finally {
        await browser.close();
        await host.stop();
      }
    }
  }
  return { start: median(figures.cold), startInOpenBrowser: median(figures.open), arrival: median(arrived) };
}

async function thunderbird(run: PaintedRun, relay: WatchingRelay): Promise<PaintedFigures> {
  const { user, password, messages } = run;
  const program = await prepareThunderbird({
    folder: run.folder,
    accounts: [{ host: relay.host, port: relay.port, user, password, messages, tls: false }],
  });
  const { screen } = program;
  let running: RunningThunderbird | null = null;
  try {
    running = await program.start();
    const rest = await listAtRest(screen); // it warms up as well
    const started: number[] = [];
    for (let round = 0; round < starts; round += 1) {
      await running.end();
      execFileSync('sync');
      const begun = performance.now();
      running = await program.start();
      started.push((await untilList(screen, isPainted(rest))) - begun);
      await listAtRest(screen);
    }
    const arrived: number[] = [];
    for (let number = 1; number <= run.arrivals; number += 1) {
      arrived.push(
        await arrive(relay, run, number, async () => {
          const { pixels } = await listAtRest(screen);
          // The first sign of it is enough.
          return () => untilList(screen, (drawn) => samePart(drawn, pixels) < 0.99);
        }),
      );
    }
    return { start: median(started), startInOpenBrowser: null, arrival: median(arrived) };
  } finally {
    await running?.end();
    await program.close();
  }
}

async function imapflow(run: PaintedRun, relay: WatchingRelay): Promise<PaintedFigures> {
  const { user, password: pass } = run;
  const client = new ImapFlow({
    host: relay.host,
    port: relay.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
    disableCompression: true,
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  const arrived: number[] = [];
  for (let number = 1; number <= run.arrivals; number += 1) {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    client.once('exists', async ({ count }) => {
      try {
        for await (const message of client.fetch(`${count}:*`, { uid: true, flags: true, envelope: true })) void message;
        resolve(performance.now());
      } catch (error) {
        reject(error);
      }
    });
    const idling = client.idle();
    arrived.push(await arrive(relay, run, number, async () => () => promise));
    await idling;
  }
  await client.logout();
  return { start: null, startInOpenBrowser: null, arrival: median(arrived) };
}

const run: PaintedRun = JSON.parse(process.argv[2] ?? '');
await mkdir(run.folder, { recursive: true });
const relay = await startWatchingRelay({ target: { host: run.host, port: run.port } });
const figures = await { postglass, thunderbird, imapflow }[run.by](run, relay);
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
