/**
 * One measured run of a whole program that watches several inboxes in IDLE over TLS while nothing happens: the memory that it holds and the
 * processor time that it uses. It is told what to do by one JSON argument and answers with one JSON line.
 *
 * `host` is the browser host with its window in a headless Chromium, `thunderbird` that program on a screen without a monitor (Xvfb does not
 * count). That all their inboxes are watched says a relay, which does not count either.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openWindow } from '../../e2e/mail-window.ts';
import { startBrowserHost } from '../../support/browser-host.ts';
import type { KeyedCertificate } from '../../support/certificates.ts';
import { launchWholeChromium } from '../../support/chromium.ts';
import { childrenOf, memoryOf, processorTimeOf, processTree } from './process-tree.ts';
import { prepareThunderbird } from './thunderbird.ts';
import { type Usage, type Watching, writeWatchedAccounts } from './watching.ts';
import { startWatchingRelay } from './watching-relay.ts';

export interface WatchedRun extends Watching {
  readonly by: 'host' | 'thunderbird';
  /** What the server shows, for the relay to show as well. */
  readonly certificate: KeyedCertificate;
}

/** Of the whole browser host, and of it without its window. */
export interface WatchedFigures extends Usage {
  readonly part: Usage | null;
}

const perMinute = (seconds: number, run: WatchedRun) => (seconds * 60_000) / run.seconds;

const relayOf = (run: WatchedRun) =>
  startWatchingRelay({
    target: { host: run.host, port: run.port },
    security: 'tls',
    certificate: run.certificate,
    trustedCertificate: run.trustedCertificate,
  });

async function host(run: WatchedRun): Promise<WatchedFigures> {
  const relay = await relayOf(run);
  const started = await startBrowserHost({
    accountsFile: await writeWatchedAccounts(run, relay.port),
    dataFolder: join(run.folder, 'data'),
  });
  const browser = await launchWholeChromium();
  try {
    const { messages } = await openWindow(browser, started.address, []);
    await messages.getByRole('row').first().waitFor();
    await relay.untilIdling(run.users.length);
    await pause(run.settling * 1_000);
    // What this process has started is the launcher with the program, and Chromium.
    let part = 0;
    const whole = await processorTimeOf(childrenOf(process.pid), async () => {
      part = await processorTimeOf([started.pid], () => pause(run.seconds * 1_000));
    });
    return {
      memory: memoryOf(childrenOf(process.pid).flatMap(processTree)).proportional,
      processor: perMinute(whole, run),
      part: { memory: memoryOf(processTree(started.pid)).resident, processor: perMinute(part, run) },
    };
  } finally {
    await browser.close();
    await started.stop();
  }
}

async function thunderbird(run: WatchedRun): Promise<WatchedFigures> {
  const relay = await relayOf(run);
  const { password, messages } = run;
  const program = await prepareThunderbird({
    folder: run.folder,
    accounts: run.users.map((user) => ({ host: relay.host, port: relay.port, user, password, messages, tls: true })),
    trustedCertificate: run.trustedCertificate,
  });
  try {
    const running = await program.start();
    try {
      await relay.untilIdling(run.users.length);
      await pause(run.settling * 1_000);
      const processor = perMinute(await processorTimeOf([running.pid], () => pause(run.seconds * 1_000)), run);
      return { memory: memoryOf(processTree(running.pid)).proportional, processor, part: null };
    } finally {
      await running.end();
    }
  } finally {
    await program.close();
  }
}

const run: WatchedRun = JSON.parse(process.argv[2] ?? '');
await mkdir(run.folder, { recursive: true });
const figures = await { host, thunderbird }[run.by](run);
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
